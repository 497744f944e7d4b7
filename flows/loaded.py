"""Rows of one document out of the ledger, as `normalize` returned them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from flows.dictionary import TABLES
from flows.entries import load_tables
from flows.json_rows import json_to_row
from flows.places import Places
from normalizers.normalized import NormalizedDocument
from normalizers.tables import Document, columns_of

NORMALIZED = frozenset(NormalizedDocument.__dataclass_fields__) & frozenset(TABLES)
"""The tables that `normalize` fills; the others of a document come from the checks."""


def load_normalized(places: Places, document: Document, needed: Collection[str] = NORMALIZED) -> NormalizedDocument:
    """The document with the rows of the tables `needed`; the others stay empty."""
    rows: dict[str, Any] = {
        name: load_rows(name, arrays)
        for name, arrays in load_tables(places, document.document_id)
        if name in needed and name in NORMALIZED
    }
    return NormalizedDocument(document=document, **rows)


def load_rows(table: str, arrays: Sequence[Sequence[Any]]) -> tuple[Any, ...]:
    """Rows of a table from arrays of JSON values in the published order of columns."""
    row_class = TABLES[table]
    names = [column.name for column in columns_of(row_class)]
    return tuple(json_to_row(dict(zip(names, values, strict=True)), row_class) for values in arrays)
