"""All plans of a document to rows, and what the document prints outside of its plans."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from extractors.plan_model import FoundPlans
from extractors.plans.vocabulary import squeeze
from normalizers.milestones import milestone_rows
from normalizers.plans.context import DocumentContext
from normalizers.plans.offices import read_officials
from normalizers.plans.rows import field_rows, issue_row, normalize_plan
from normalizers.sections import section_rows
from normalizers.tables import BudgetFact, Issue, Milestone, Official, Plan, PlanField, Section


@dataclass(frozen=True, slots=True)
class PlansRows:
    """The rows of all plans of a document, each table in reading order; unmasked but for `officials`."""

    plans: tuple[Plan, ...]
    fields: tuple[PlanField, ...]
    officials: tuple[Official, ...]
    milestones: tuple[Milestone, ...]
    sections: tuple[Section, ...]
    issues: tuple[Issue, ...]


def normalize_plans(
    found: FoundPlans,
    context: DocumentContext,
    plan_ids: Mapping[int, str],
    facts: Sequence[BudgetFact] = (),
    *,
    unmasked: bool = False,
) -> PlansRows:
    """The rows of every plan; `plan_ids` by plan number, `facts` the budget facts of the whole document.

    Labelled values outside of the plans (the department of a notice) come first and have no plan.
    """
    told = frozenset(squeeze(i.printed_text) for i in found.issues if i.code == "PLAN_LABEL_UNKNOWN")
    outside, unknown = field_rows(found.fields, None, context.document_id, 0)
    officials = read_officials(found.fields, None, context.document_id, unmasked)
    issues: list[Issue] = [
        issue_row(i, context.document_id, None) for i in unknown if squeeze(i.printed_text) not in told
    ]
    fields, plans, milestones, sections = list(outside), [], [], []
    for plan in found.plans:
        plan_id = plan_ids[plan.number]
        own = [f for f in facts if f.plan_id == plan_id]
        rows = normalize_plan(plan, plan_id, context, own, first_field=len(fields), unmasked=unmasked, told=told)
        parent = None if plan.parent_number is None else plan_ids.get(plan.parent_number)
        plans.append(replace(rows.plan, parent_plan_id=parent))
        fields += rows.fields
        officials += rows.officials
        issues += rows.issues
        milestones += milestone_rows(plan, plan_id, context.document_id, context.years)
        sections += section_rows(plan, plan_id, context.document_id)
    return PlansRows(tuple(plans), tuple(fields), tuple(officials), tuple(milestones), tuple(sections), tuple(issues))
