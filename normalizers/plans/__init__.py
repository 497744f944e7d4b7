"""Plans as found to rows of `plans`, `plan_fields`, `officials`, `milestones`, `sections` (사업·공약)."""

from normalizers.plans.context import DocumentContext
from normalizers.plans.document import PlansRows, normalize_plans
from normalizers.plans.rows import PlanRows, issue_row, normalize_plan

__all__ = ["DocumentContext", "PlanRows", "PlansRows", "issue_row", "normalize_plan", "normalize_plans"]
