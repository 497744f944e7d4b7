"""Which language a person is spoken to in: Korean, or English with `KOPLAN_LANG=en`."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractors.problem_sentences import Language


def language() -> Language:
    """The language of messages, help and pages."""
    return "en" if os.environ.get("KOPLAN_LANG", "").lower().startswith("en") else "ko"


def say(ko: str, en: str) -> str:
    """One of two wordings of the same sentence; both stand side by side so that neither is forgotten."""
    return en if language() == "en" else ko
