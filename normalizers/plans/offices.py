"""Which department leads a plan, which others work with it, and who answers for it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from extractors.model import Printed
from extractors.plan_model import FoundPlan, LabelledValue
from normalizers.identity import locator_columns
from normalizers.people import Person, find_people, head_department
from normalizers.places import make_new_id
from normalizers.plans.context import DocumentContext
from normalizers.plans.printed_fields import first_text, values_of
from normalizers.tables import Official

_OFFICE = re.compile(
    r"(?:과|팀|국|실|소|원|관|단|센터|부|처|청|회|공단|공사|부서|동|면|읍|본부|사무국)\s*(?:\([^()]*\))?$"
)
PEOPLE_FIELDS = frozenset({"officials", "lead_department"})


def read_lead_department(plan: FoundPlan, context: DocumentContext) -> str | None:
    """The department that leads: of its field, of the people in it, of the heading above the plan, of the document.

    A value of several lines (실·국·과(팀)) names the office from the top down: its lowest line is the department. Where
    the value is another office (전부서, 시설관리공단), it is taken as printed.
    """
    for pair in values_of(plan, "lead_department"):
        lines = [line.strip() for line in pair.value.text.splitlines() if line.strip()]
        known = [d for line in lines if (d := head_department(line)) is not None]
        if known:
            return known[-1] if len(known) == len(lines) > 1 else head_department(pair.value.text)
        if len(lines) == 1 and _OFFICE.search(lines[0]) and not find_people(pair.value):
            return lines[0]
    if plan.department is not None and plan.department:
        return head_department(plan.department.text) or plan.department.text.strip()
    for pair in values_of(plan, "officials"):
        people = find_people(pair.value, pair.label.text)
        heads = [p.department for p in people if p.role in ("과장", "담당관") and p.department]
        if heads:
            return heads[0]
        first = re.split(r"[\s/,·(]", pair.value.text.strip(), maxsplit=1)[0]
        for text in (pair.label.text, pair.value.text, first):
            if (named := head_department(text)) is not None and (text is pair.label.text or named == text.strip()):
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
    """One row a person printed in a field for officials.

    Department, name and number may stand in cells of their own under one label (`작성자 | 청년과 | 홍길동 | 2133-1`).
    """
    people: list[tuple[str, Printed, Person]] = []
    department: tuple[str, str] | None = None
    for pair in pairs:
        if pair.field not in PEOPLE_FIELDS or not pair.value:
            continue
        label = pair.label.text if pair.field == "officials" else ""
        if pair.field == "officials" and head_department(pair.value.text) == pair.value.text.strip():
            department = (label, pair.value.text.strip())
        for person in find_people(pair.value, label, unmasked):
            if department is not None and department[0] == label and person.department is None:
                person = replace(person, department=department[1])
            _add_person(people, label, pair.value, person)
    rows: dict[str, Official] = {}
    for _, value, person in people:
        row = _official_row(person, value, plan_id, document_id, rows)
        rows[row.official_id] = row
    return list(rows.values())


def _add_person(people: list[tuple[str, Printed, Person]], label: str, value: Printed, person: Person) -> None:
    """A number alone belongs to the person before it under the same label; a person printed again is no other."""
    if people and person.name is None and label and people[-1][0] == label and people[-1][2].phone is None:
        people[-1] = (label, people[-1][1], replace(people[-1][2], phone=person.phone))
    elif not any(p == person and v.at == value.at for _, v, p in people):
        people.append((label, value, person))


def _official_row(
    person: Person, value: Printed, plan_id: str | None, document_id: str, taken: Mapping[str, Official]
) -> Official:
    """The id hashes the place (several people stand in one cell), not the name."""
    at, offset = person.printed.at, max(value.text.find(person.printed.text), 0)
    place = (at.block, at.row_index, at.column_index, at.line)
    return Official(
        official_id=make_new_id("official", document_id, taken, *place, offset),
        document_id=document_id,
        plan_id=plan_id,
        role=person.role,
        department=person.department,
        name=person.name,
        phone=person.phone,
        **locator_columns(at),
    )
