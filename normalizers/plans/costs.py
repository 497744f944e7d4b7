"""What a plan costs: its total, or one year of it, or nothing (비예산).

소요예산 means the whole need in one card and one year's in the next. Choice: an amount is one year's where the label
says the year (`2027년 소요예산`), where the plan's own yearly table has it in the column of a year and in no total, or
where it is a 사업규모 equal to such an amount; then it is `annual_budget`, never `total_cost`. Everything else printed
as cost is the total, with a scope only where one is printed. Amounts come from the printed text and its unit.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extractors.model import Printed, ReadingIssue
from extractors.plan_model import FoundPlan, LabelledValue
from normalizers.amounts.cells import read_amount_cell
from normalizers.amounts.model import FoundAmount
from normalizers.amounts.prose import find_amounts
from normalizers.amounts.units import parse_unit_note
from normalizers.periods.columns import parse_period_label
from normalizers.periods.dates import PeriodReading
from normalizers.plans.context import DocumentContext
from normalizers.plans.printed_fields import flat_label, values_of
from normalizers.tables import BudgetFact
from normalizers.vocabulary import Reading, TotalCostScope

WHOLE_LABELS = ("총사업비", "총예산", "건립비", "추정금액", "총규모", "투자계획")
"""Labels that mean the whole cost, whatever the length of the plan."""
_TERM_WORDS = ("임기내", "임기중", "임기동안")


@dataclass(frozen=True, slots=True)
class Cost:
    """One cost as printed: its amount and why there is none."""

    pair: LabelledValue
    amount_won: int | None
    reading: Reading
    issues: tuple[ReadingIssue, ...] = ()


@dataclass(frozen=True, slots=True)
class Costs:
    """The money columns of a plan's row."""

    total: Cost | None = None
    scope: TotalCostScope | None = None
    annual_won: int | None = None
    annual_year: int | None = None
    is_non_budget: bool = False
    issues: tuple[ReadingIssue, ...] = field(default=())


def read_costs(
    plan: FoundPlan, context: DocumentContext, period: PeriodReading | None, facts: Sequence[BudgetFact]
) -> Costs:
    """Total and annual amounts of a plan; `facts` are the budget facts of its own tables."""
    costs = [_read_cost(p) for p in values_of(plan, "total_cost")]
    yearly = [_read_cost(p) for p in values_of(plan, "annual_budget")]
    annual = next((c for c in yearly if c.amount_won is not None), None)
    settled = Costs(is_non_budget=any(c.reading == "non_budget" for c in (costs or yearly)[:1]))
    if annual is not None:
        settled = replace(settled, annual_won=annual.amount_won, annual_year=_year_of(annual.pair, context))
    for cost in costs:
        if (year := _one_year(cost, plan, period, context, facts)) is not None and cost.amount_won is not None:
            if settled.annual_won is None:
                settled = replace(settled, annual_won=cost.amount_won, annual_year=year or None)
            continue
        if settled.total is None or (settled.total.amount_won is None and cost.amount_won is not None):
            settled = replace(settled, total=cost, scope=_scope(cost))
        elif cost.amount_won not in (None, settled.total.amount_won):
            settled = replace(settled, issues=(*settled.issues, _differ(cost)))
    settled = _with_scale(plan, settled)
    return _with_confirmed(plan, settled, facts)


def _read_cost(pair: LabelledValue) -> Cost:
    """The amount that a value prints: the first one, which the others in it explain or repeat."""
    value = pair.value.strip()
    note = parse_unit_note(pair.label.text)
    if note is not None and note.unit is not None:
        number = read_amount_cell(value, note.unit)[0]
        return Cost(pair, number.amount_won, number.reading, number.issues)
    amounts = [a for a in find_amounts(value) if a.reading == "number" and a.currency == "KRW" and a.ratio is None]
    if not amounts:
        nil = read_amount_cell(value, None)[0]
        reading: Reading = nil.reading if nil.reading in ("blank", "dash", "non_budget") else "text"
        has_digits = reading == "text" and bool(re.search(r"\d", value.text))
        issues = (ReadingIssue("PLAN_AMOUNT_UNREAD", value.at, value.text),) if has_digits else ()
        return Cost(pair, None, reading, issues)
    first = _main_amount(value, amounts)
    if first is None:
        return Cost(pair, None, "text", (ReadingIssue("PLAN_AMOUNT_SEVERAL", value.at, value.text),))
    return Cost(pair, first.amount_won, first.reading, first.issues)


def _main_amount(value: Printed, amounts: list[FoundAmount]) -> FoundAmount | None:
    """The amount that a value is about: the one behind 총 or 합계, the first where the others stand in brackets."""
    own = [a for a in amounts if a.per in (None, "년")]
    for amount in own:
        if re.search(r"(?:총|합계|총액|계)\s*[:：]?\s*(?:약|금|일금)?\s*$", value.text[: amount.start]):
            return amount
    outside = [a for a in own if not re.search(r"[(（\[][^)）\]]*$", value.text[: a.start])]
    if len({a.amount_won for a in outside}) <= 1:
        return next(iter(outside or own), None)
    rest = sum(a.amount_won or 0 for a in outside[1:])
    return outside[0] if rest == outside[0].amount_won else None


def _year_of(pair: LabelledValue, context: DocumentContext) -> int | None:
    label = parse_period_label(pair.label.text, context.years)
    return label.fiscal_year if label and label.fiscal_year else context.plan_year


def _one_year(
    cost: Cost, plan: FoundPlan, period: PeriodReading | None, context: DocumentContext, facts: Sequence[BudgetFact]
) -> int | None:
    """The year whose amount this is (0: one year, not known which); None where it is not known to be one year's."""
    label = flat_label(cost.pair)
    if label.startswith(WHOLE_LABELS) or plan.layout == "request" or cost.amount_won is None:
        return None
    same = [f for f in facts if f.amount_won == cost.amount_won and f.reading == "number"]
    years = {f.fiscal_year for f in same if f.period_kind == "year" and f.fiscal_year}
    if years and not any(f.period_kind in ("total", "none") for f in same):
        return context.plan_year if context.plan_year in years else min(years) if len(years) == 1 else 0
    if re.search(r"연간|매년|년간\s*$", cost.pair.value.text):
        return context.plan_year or 0
    return _whole_year(period) if plan.layout != "card" else None


def _whole_year(period: PeriodReading | None) -> int | None:
    """The year of a period that lies in one year: a plan of one year costs one year's money."""
    if period is None or period.start is None or period.end is None or period.start.year != period.end.year:
        return None
    return period.start.year


def _scope(cost: Cost) -> TotalCostScope | None:
    if cost.amount_won is None:
        return None
    text = re.sub(r"\s", "", cost.pair.label.text + cost.pair.value.text)
    if any(w in text for w in _TERM_WORDS):
        return "term"
    return "life" if flat_label(cost.pair).startswith(WHOLE_LABELS) else "unknown"


def _differ(cost: Cost) -> ReadingIssue:
    return ReadingIssue("VALUES_DIFFER", cost.pair.value.at, cost.pair.value.text.strip())


def _with_scale(plan: FoundPlan, costs: Costs) -> Costs:
    """An amount in 사업규모 is a cost of the years it is for: the total, unless it is the year's amount again."""
    if costs.total is not None and costs.total.amount_won is not None:
        return costs
    for pair in values_of(plan, "scale"):
        amounts = [a for a in find_amounts(pair.value) if a.reading == "number" and a.currency == "KRW" and not a.per]
        if (
            len(amounts) == 1
            and amounts[0].amount_won not in (None, costs.annual_won)
            and amounts[0].qualifier != "max"
        ):
            cost = Cost(pair, amounts[0].amount_won, "number", amounts[0].issues)
            return replace(costs, total=cost, scope="unknown")
    return costs


def _with_confirmed(plan: FoundPlan, costs: Costs, facts: Sequence[BudgetFact]) -> Costs:
    """The amount that a ministry's sheet prints as settled (확정) for its latest year is the annual budget."""
    if plan.layout != "project_sheet" or costs.annual_won is not None:
        return costs
    confirmed = [
        f for f in facts
        if f.fiscal_year and f.amount_won is not None and "확정" in f"{f.column_label or ''}{f.measure_detail or ''}"
    ]  # fmt: skip
    if not confirmed:
        return costs
    year = max(f.fiscal_year or 0 for f in confirmed)
    first = next(f for f in confirmed if f.fiscal_year == year)
    return replace(costs, annual_won=first.amount_won, annual_year=year)
