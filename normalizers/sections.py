"""The sections of a plan: a heading and the text under it, without its tables."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence

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


def sections_by_block(
    sections: Sequence[tables.Section], plan_id_of: Callable[[int], str | None]
) -> Callable[[int], str | None]:
    """Block number → id of the section of its own plan that began last at or before it; None outside of sections."""
    begins = sorted((s.block, order) for order, s in enumerate(sections) if s.block is not None)

    def section_id_of(block: int) -> str | None:
        at = bisect_right(begins, (block, len(sections))) - 1
        section = sections[begins[at][1]] if at >= 0 else None
        return section.section_id if section is not None and section.plan_id == plan_id_of(block) else None

    return section_id_of


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
