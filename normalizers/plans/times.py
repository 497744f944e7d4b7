"""When a plan is to be done: completion, period, term of office and class of length.

사업기간 prints days in one card and a class (중기) in the next, and often both: each is read from whichever value says
it. 임기내 alone is no date, `임기 내(착공)` no completion.
"""

from __future__ import annotations

from dataclasses import dataclass

from extractors.model import ReadingIssue
from extractors.plan_model import FoundPlan
from normalizers.periods.dates import PeriodReading, parse_period
from normalizers.periods.words import find_within_term
from normalizers.periods.years import YearContext
from normalizers.plans.printed_fields import PART_LABELS, flat_label, values_of
from normalizers.vocabulary import TermClass


@dataclass(frozen=True, slots=True)
class Times:
    """What a plan prints about time; a reading is None where the plan has no such field."""

    completion: PeriodReading | None = None
    period: PeriodReading | None = None
    term_class: TermClass | None = None
    within_term: bool | None = None
    issues: tuple[ReadingIssue, ...] = ()


def read_times(plan: FoundPlan, years: YearContext) -> Times:
    """Completion and period of a plan; a service contract's period only where the document asks for that service."""
    periods = [
        (parse_period(p.value, years), flat_label(p) in PART_LABELS) for p in values_of(plan, "period", "term_class")
    ]
    if plan.layout != "request":
        periods = [(r, part) for r, part in periods if not part]
    completions = [parse_period(p.value, years) for p in values_of(plan, "completion")]
    period = next((r for r, _ in periods if r.has_dates), next((r for r, _ in periods if not r.term_class), None))
    completion = next((r for r in completions if r.has_dates), next(iter(completions), None))
    said = [*completions, *(r for r, _ in periods)]
    term_class = next((r.term_class for r in said if r.term_class), None)
    issues = tuple(i for r in (period, completion) if r is not None for i in r.issues)
    return Times(completion, period, term_class, _within_term(plan, said), issues)


def _within_term(plan: FoundPlan, said: list[PeriodReading]) -> bool | None:
    """From a field of its own, else from what completion or period add (`2024.06월 (임기내)`)."""
    for pair in values_of(plan, "within_term"):
        known = find_within_term(pair.value.text or pair.label.text)
        if known is not None:
            return known
    return next((r.within_term for r in said if r.within_term is not None), None)
