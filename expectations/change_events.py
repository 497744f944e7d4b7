"""Tables of changes: 당초 → 변경, 공약명 변경. They explain why a pledge has another name or cost than a year ago.

A table with a column of what was and one of what is, or cells that print `555억원 → 505억원`, gives one event a row.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from normalizers.folding import squeeze
from normalizers.normalized import NormalizedDocument
from normalizers.tables import TableCell

_BEFORE = re.compile(r"^(?:당초|변경전|기존|변경이전|종전|기정)(?:공약명|사업명|내용|계획|안)?$")
_AFTER = re.compile(r"^(?:변경|변경후|변경안|조정|변경이후|최종)(?:공약명|사업명|내용|계획|안)?$")
_ARROW = re.compile(r"\s*(?:→|⇒|➔|➡|->|=>)\s*")


@dataclass(frozen=True, slots=True)
class ChangeEvent:
    """What was and what is, as printed, and the whole row as evidence."""

    document_id: str
    before: str
    after: str
    row_text: str


def find_change_events(document: NormalizedDocument) -> list[ChangeEvent]:
    """The events of all tables of changes in a document."""
    tables: dict[int | None, dict[int, list[TableCell]]] = {}
    for cell in document.table_cells:
        if cell.row_index is not None:
            tables.setdefault(cell.block, {}).setdefault(cell.row_index, []).append(cell)
    events: list[ChangeEvent] = []
    for rows in tables.values():
        columns: tuple[int, int] | None = None
        for _, row in sorted(rows.items()):
            columns = _columns(row) or columns
            events += _of_row(document.document.document_id, row, columns)
    return events


def _columns(row: Sequence[TableCell]) -> tuple[int, int] | None:
    before = [c.column_index for c in row if _BEFORE.match(squeeze(c.text)) and c.column_index is not None]
    after = [c.column_index for c in row if _AFTER.match(squeeze(c.text)) and c.column_index is not None]
    return (before[0], after[0]) if len(before) == 1 and len(after) == 1 else None


def _of_row(document_id: str, row: Sequence[TableCell], columns: tuple[int, int] | None) -> list[ChangeEvent]:
    text = " | ".join(" ".join(cell.text.split()) for cell in row if cell.text.strip())
    by_column = {cell.column_index: cell.text.strip() for cell in row}
    events = []
    if columns is not None and _columns(row) is None:
        before, after = by_column.get(columns[0], ""), by_column.get(columns[1], "")
        if before and after and before != after:
            events.append(ChangeEvent(document_id, before, after, text))
    for cell in row:
        sides = _ARROW.split(cell.text.strip())
        if len(sides) == 2 and all(sides):
            events.append(ChangeEvent(document_id, sides[0], sides[1], text))
    return events
