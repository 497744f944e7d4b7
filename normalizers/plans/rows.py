"""A plan as found to the contract's rows: one `plans` row, one `plan_fields` row a printed pair, and what is unsure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from extractors.model import Locator, Printed, ReadingIssue
from extractors.plan_model import FoundPlan, LabelledValue, Section
from extractors.plans.vocabulary import squeeze
from extractors.problem_sentences import problem_sentence
from normalizers.identity import locator_columns
from normalizers.plans.context import DocumentContext
from normalizers.plans.costs import Costs, read_costs
from normalizers.plans.offices import read_cooperating, read_lead_department, read_officials
from normalizers.plans.printed_fields import first_text, values_of
from normalizers.plans.states import State, read_is_new, read_progress, read_state
from normalizers.plans.times import Times, read_times
from normalizers.sections import section_text
from normalizers.tables import BudgetFact, Issue, Official, OptionValue, Plan, PlanField
from normalizers.vocabulary import SectionKind, ValueKind

VALUE_KINDS: dict[str, ValueKind] = {
    "annual_budget": "amount", "total_cost": "amount", "completion": "period", "period": "period", "as_of": "period",
    "published_on": "period", "officials": "people",
}  # fmt: skip


_DATE_FIRST = re.compile(r"\s*(?:['’‘`´]\d{2}|(?:19|20)\d{2})\s*[.년]")


@dataclass(frozen=True, slots=True)
class PlanRows:
    """The rows of one plan."""

    plan: Plan
    fields: tuple[PlanField, ...]
    officials: tuple[Official, ...]
    issues: tuple[Issue, ...]


def normalize_plan(
    plan: FoundPlan,
    plan_id: str,
    context: DocumentContext,
    facts: Sequence[BudgetFact] = (),
    *,
    first_field: int = 0,
    unmasked: bool = False,
    told: frozenset[str] = frozenset(),
) -> PlanRows:
    """The rows of one plan.

    `facts` are the budget facts of its own tables (they tell a year's amount from the whole); `first_field` is the
    number of its first field in the document; the unknown labels `told` are an issue of the document already. Only
    `officials` are masked here (unless `unmasked`): all other rows are masked together with those of the tables.
    """
    times = read_times(plan, context.years)
    costs = read_costs(plan, context, times.period, facts)
    state = read_state(plan)
    fields, unknown = field_rows(plan.fields, plan_id, context.document_id, first_field)
    cost_issues = (*(costs.total.issues if costs.total else ()), *costs.issues)
    found = [*times.issues, *cost_issues, *state.issues, *(i for i in unknown if squeeze(i.printed_text) not in told)]
    return PlanRows(
        _plan_row(plan, plan_id, context, times, costs, state),
        tuple(fields),
        tuple(read_officials(plan.fields, plan_id, context.document_id, unmasked)),
        tuple(issue_row(i, context.document_id, plan_id) for i in dict.fromkeys(found)),
    )


def _plan_row(
    plan: FoundPlan, plan_id: str, context: DocumentContext, times: Times, costs: Costs, state: State
) -> Plan:
    total = costs.total
    return Plan(
        plan_id=plan_id,
        document_id=context.document_id,
        plan_number=plan.number,
        pledge_number=_short(first_text(plan, "pledge_number")),
        title=_short(plan.title.text) if plan.title else None,
        is_new=read_is_new(plan),
        status=state.status,
        status_text=state.status_text,
        progress_percent=read_progress(plan),
        **_time_columns(times),
        total_cost_won=total.amount_won if total else None,
        total_cost_text=_short(total.pair.value.text) if total else None,
        total_cost_reading=total.reading if total else None,
        total_cost_scope=costs.scope,
        is_non_budget=costs.is_non_budget,
        annual_budget_won=costs.annual_won,
        annual_budget_year=costs.annual_year,
        project_type=_short(first_text(plan, "project_type")),
        project_nature=_short(first_text(plan, "project_nature")),
        executing_body=_short(first_text(plan, "executing_body")),
        target_area=_short(first_text(plan, "target_area")),
        lead_department=read_lead_department(plan, context),
        cooperating_departments=read_cooperating(plan),
        pledge_sources=_sources(plan),
        legal_basis=first_text(plan, "legal_basis"),
        goal=first_text(plan, "goal") or _section(plan, "goal"),
        background=first_text(plan, "background") or _section(plan, "background"),
    )


def _time_columns(times: Times) -> dict[str, Any]:
    """The columns of completion, period and term."""
    period, completion = times.period, times.completion
    return {
        "completion_text": _short(completion.text) if completion else None,
        "completion_start": completion.start if completion else None,
        "completion_end": completion.end if completion else None,
        "completion_precision": completion.precision if completion else None,
        "within_term": times.within_term,
        "period_text": _short(period.text) if period else None,
        "period_start": period.start if period else None,
        "period_end": period.end if period else None,
        "period_precision": period.precision if period else None,
        "period_is_open": period.is_open if period and period.has_dates else None,
        "term_class": times.term_class,
    }


def _short(text: str | None) -> str | None:
    """A text of a few words on one line: where a cell is too narrow, the same words break in one format only."""
    return None if text is None else " ".join(text.split())


def _sources(plan: FoundPlan) -> tuple[str, ...] | None:
    """Where the pledge was made: the options that are marked; None where no mark is printed beside any."""
    for pair in values_of(plan, "pledge_sources"):
        if pair.options:
            chosen = tuple(o.printed.text.strip() for o in pair.options if o.is_chosen)
            if chosen:
                return chosen
        elif pair.value:
            return tuple(part.strip() for part in re.split(r"[,/·\n]", pair.value.text) if part.strip())
    return None


def _section(plan: FoundPlan, kind: SectionKind) -> str | None:
    """The text of the first section of a kind that belongs to the plan itself."""
    own: list[Section] = [s for s in plan.sections if s.kind == kind and s.sub_project is None]
    return next((text for s in own if (text := section_text(s))), None)


def field_rows(
    pairs: Sequence[LabelledValue], plan_id: str | None, document_id: str, first: int
) -> tuple[list[PlanField], list[ReadingIssue]]:
    """One row a printed pair, in order; a label that no table knows is an issue too, once however often it stands."""
    rows = [_field_row(pair, plan_id, document_id, number) for number, pair in enumerate(pairs, first)]
    unknown: dict[str, Printed] = {}
    for pair in pairs:
        if pair.field is None and not _is_step(pair):
            unknown.setdefault(squeeze(pair.label.text), pair.label)
    texts = [(label, label.text.strip()) for label in unknown.values()]
    return rows, [ReadingIssue("PLAN_LABEL_UNKNOWN", label.at, text, text) for label, text in texts]


def _is_step(pair: LabelledValue) -> bool:
    """`공사 착공 : 2023. 6. ~` under a plan is a step with its date, which milestones tell, and no unknown label."""
    return pair.section in ("progress", "plan") and bool(_DATE_FIRST.match(pair.value.text))


def _field_row(pair: LabelledValue, plan_id: str | None, document_id: str, number: int) -> PlanField:
    place = pair.value if pair.value.at != Locator() else pair.label
    return PlanField(
        plan_id=plan_id,
        document_id=document_id,
        field_number=number,
        sub_project=pair.sub_project,
        label_text=pair.label.text.strip(),
        field=pair.field,
        value_text=pair.value.text.strip(),
        value_kind=_value_kind(pair),
        options=tuple(OptionValue(o.printed.text.strip(), o.is_chosen) for o in pair.options) or None,
        **locator_columns(place.at),
    )


def _value_kind(pair: LabelledValue) -> ValueKind:
    if pair.options:
        return "options"
    if not pair.value:
        return "blank"
    return VALUE_KINDS.get(pair.field or "", "text")


def issue_row(issue: ReadingIssue, document_id: str, plan_id: str | None) -> Issue:
    """One issue of a reader or parser as published."""
    return Issue(
        document_id=document_id,
        plan_id=plan_id,
        code=issue.code,
        message=problem_sentence(issue.code, issue.detail),
        printed_text=issue.printed_text or None,
        **locator_columns(issue.at),
    )
