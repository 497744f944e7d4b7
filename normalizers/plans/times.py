"""When a plan is to be done: completion, period, term of office and class of length.

사업기간 prints days in one card and a class (중기) in the next, and often both: each is read from whichever value says
it. 임기내 alone is no date, `임기 내(착공)` no completion.
"""

from __future__ import annotations

from dataclasses import dataclass

from extractors.model import Locator, ReadingIssue
from extractors.plan_model import FoundPlan, LabelledValue
from normalizers.periods.dates import PeriodReading, merge_periods, parse_period
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
    pairs = list(values_of(plan, "period", "term_class"))
    if plan.layout != "request":
        pairs = [p for p in pairs if flat_label(p) not in PART_LABELS or _is_own(p)]
    periods = _read(pairs, years)
    completions = _read(list(values_of(plan, "completion")), years)
    period = min((r for r in periods if r.has_dates or not r.term_class), key=_doubt, default=None)
    completion = min(completions, key=_doubt, default=None)
    said = [*completions, *periods]
    term_class = next((r.term_class for r in said if r.term_class), None)
    issues = tuple(i for r in (period, completion) if r is not None for i in r.issues)
    return Times(completion, period, term_class, _within_term(plan, said), issues)


def _is_own(pair: LabelledValue) -> bool:
    """`기간` in a plan's overview or its card is the plan's own."""
    return flat_label(pair) == "기간" and (pair.place == "header" or pair.section == "overview")


def _read(pairs: list[LabelledValue], years: YearContext) -> list[PeriodReading]:
    """One reading a printed label: values under one label are one period, or several that differ."""
    groups: dict[tuple[Locator, str], list[LabelledValue]] = {}
    for pair in pairs:
        groups.setdefault((pair.label.at, pair.label.text), []).append(pair)
    return [merge_periods(group[0].value, [parse_period(p.value, years) for p in group]) for group in groups.values()]


def _doubt(reading: PeriodReading) -> int:
    """Dates before words about time, those before a length of time, and what was not read last."""
    codes = {i.code for i in reading.issues}
    if reading.has_dates:
        return 0
    return 3 if "PERIOD_UNREAD" in codes else 2 if codes else 1


def _within_term(plan: FoundPlan, said: list[PeriodReading]) -> bool | None:
    """From a field of its own, else from what completion or period add (`2024.06월 (임기내)`)."""
    for pair in values_of(plan, "within_term"):
        known = find_within_term(pair.value.text or pair.label.text)
        if known is not None:
            return known
    return next((r.within_term for r in said if r.within_term is not None), None)
