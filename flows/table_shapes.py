"""Tables as read, for `koplan inspect --tables`: needs a reader and nothing above it."""

from __future__ import annotations

from typing import Any

from extractors.model import Box, Cell, SourceDocument, Table


def tables_to_json(document: SourceDocument) -> list[dict[str, Any]]:
    """Every table in order, a nested one after the one it stands in; cells that only pad a ragged row are left out."""
    return [_table_to_json(table) for table in document.tables()]


def _table_to_json(table: Table) -> dict[str, Any]:
    return {
        "page": table.page,
        "block": table.block,
        **_box_to_json(table.box),
        "cells": [_cell_to_json(cell) for cell in table.cells if not cell.is_missing],
    }


def _cell_to_json(cell: Cell) -> dict[str, Any]:
    return {
        "row": cell.row,
        "column": cell.column,
        "row_span": cell.row_span,
        "column_span": cell.column_span,
        "text": cell.text,
        **_box_to_json(cell.box or cell.printed.at.box),
    }


def _box_to_json(box: Box | None) -> dict[str, float]:
    return dict(zip(("x0", "y0", "x1", "y1"), box, strict=True)) if box is not None else {}
