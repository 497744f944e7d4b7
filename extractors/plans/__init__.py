"""Where plans begin and end in a document, and every label/value pair, option and section printed in them."""

from extractors.plans.finder import find_plans
from extractors.plans.vocabulary import default_vocabulary

__all__ = ["default_vocabulary", "find_plans"]
