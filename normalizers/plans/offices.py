"""Which department leads a plan, which others work with it, and who answers for it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.model import Printed
from extractors.plan_model import FoundPlan, LabelledValue
from normalizers.identity import locator_columns, make_id
from normalizers.people import Person, find_people, head_department
from normalizers.plans.context import DocumentContext
from normalizers.plans.printed_fields import first_text, values_of
from normalizers.tables import Official

PEOPLE_FIELDS = frozenset({"officials", "lead_department"})


def read_lead_department(plan: FoundPlan, context: DocumentContext) -> str | None:
    """The department that leads: of its field, of the people in it, of the heading above the plan, of the document.

    A value of several lines (실·국·과(팀)) names the office from the top down: its lowest line is the department. Where
    the value is no department (a company, 전부서), it is taken as printed.
    """
    for pair in values_of(plan, "lead_department"):
        lines = [line.strip() for line in pair.value.text.splitlines() if line.strip()]
        known = [d for line in lines if (d := head_department(line)) is not None]
        if known:
            return known[-1] if len(known) == len(lines) > 1 else head_department(pair.value.text)
        if len(lines) == 1 and not find_people(pair.value):
            return lines[0]
    if plan.department is not None and (named := head_department(plan.department.text)):
        return named
    for pair in values_of(plan, "officials"):
        people = find_people(pair.value, pair.label.text)
        heads = [p.department for p in people if p.role in ("과장", "담당관") and p.department]
        if heads:
            return heads[0]
        if (named := head_department(pair.label.text)) is not None:
            return named
    return context.department


def read_cooperating(plan: FoundPlan) -> tuple[str, ...] | None:
    """The departments that work along, as printed, one a name; None where no such field is printed."""
    text = first_text(plan, "cooperating_departments")
    if text is None:
        return None
    return tuple(name for part in re.split(r"[,\n·/、]|\s{2,}|\t", text) if (name := part.strip(" -○◦")))


def read_officials(
    pairs: Sequence[LabelledValue], plan_id: str | None, document_id: str, unmasked: bool = False
) -> list[Official]:
    """One row a person printed in a field for officials; a person printed twice at one place is one."""
    rows: dict[str, Official] = {}
    for pair in pairs:
        if pair.field not in PEOPLE_FIELDS or not pair.value:
            continue
        label = "" if pair.field == "lead_department" else pair.label.text
        for person in find_people(pair.value, label, unmasked):
            row = _official_row(person, pair.value, plan_id, document_id)
            rows.setdefault(row.official_id, row)
    return list(rows.values())


def _official_row(person: Person, value: Printed, plan_id: str | None, document_id: str) -> Official:
    """The id hashes the place (several people stand in one cell), not the name."""
    at, offset = person.printed.at, max(value.text.find(person.printed.text), 0)
    return Official(
        official_id=make_id("official", document_id, at.block, at.row_index, at.column_index, at.line, offset),
        document_id=document_id,
        plan_id=plan_id,
        role=person.role,
        department=person.department,
        name=person.name,
        phone=person.phone,
        **locator_columns(at),
    )
