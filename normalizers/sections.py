"""The sections of a plan: a heading and the text under it, without its tables."""

from __future__ import annotations

from extractors.model import Locator, Table
from extractors.plan_model import FoundPlan, Section
from normalizers import tables
from normalizers.identity import locator_columns
from normalizers.places import make_new_id


def section_text(section: Section) -> str:
    """The lines of running text under a heading."""
    return "\n".join(text for line in section.lines if (text := line.text.strip()))


def section_rows(plan: FoundPlan, plan_id: str | None, document_id: str) -> list[tables.Section]:
    """One row a section that has a heading or a text, in order."""
    rows: dict[str, tables.Section] = {}
    for section in plan.sections:
        text = section_text(section)
        if not text and section.heading is None:
            continue
        at = _place(section)
        made = make_new_id("section", document_id, rows, at.block, at.row_index, at.column_index, at.line)
        rows[made] = tables.Section(
            section_id=made,
            document_id=document_id,
            plan_id=plan_id,
            heading=section.heading.text.strip() if section.heading else None,
            kind=section.kind,
            text=text,
            **locator_columns(at),
        )
    return list(rows.values())


def _place(section: Section) -> Locator:
    """Where a section begins: at its heading, else at its first line or block."""
    if section.heading is not None:
        return section.heading.at
    if section.lines:
        return section.lines[0].at
    first = next(iter(section.blocks), None)
    if first is None:
        return Locator()
    return first.at if isinstance(first, Table) else first.printed.at
