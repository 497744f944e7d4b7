"""`table_cells`: every printed cell of every table, with whether it is a label of a row, a column or a field."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from normalizers.budget.layout import Layout
from normalizers.budget.model import TableContext
from normalizers.identity import locator_columns
from normalizers.tables.money import TableCell

if TYPE_CHECKING:
    from normalizers.budget.assemble import Places, TableWork


def cells_of(works: Sequence[TableWork], places: Places, context: TableContext) -> tuple[TableCell, ...]:
    """The cells of all tables in reading order; padding that is not printed is left out."""
    return tuple(
        TableCell(
            document_id=context.document_id,
            plan_id=work.frame.plan_id,
            row_span=cell.row_span,
            column_span=cell.column_span,
            text=cell.text,
            is_label=cell.is_header or (cell.row, cell.column) in labels or places.is_label(cell, work.layout.table),
            formula=cell.formula,
            **locator_columns(cell.printed.at),
        )
        for work in works
        for labels in [_label_places(work.layout)]
        for cell in work.layout.table.cells
        if not cell.is_missing
    )


def _label_places(layout: Layout) -> frozenset[tuple[int, int]]:
    """Grid places of header rows, caption rows and label columns."""
    rows = {row for part in layout.parts for row in part.header_rows} | set(layout.caption_rows)
    columns = {
        (row, column.index)
        for part in layout.parts
        for row in part.rows
        for column in part.columns
        if not column.is_value and column.role in ("label", "name", "index")
    }
    return frozenset(columns | {(row, c) for row in rows for c in range(layout.table.column_count)})
