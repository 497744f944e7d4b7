"""What holds between the documents of a run: pledges through the years, links, and changes without a reason given."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from expectations.across_documents import Comparison, compare_documents
from flows.decisions import load_decisions
from flows.dictionary import TABLES
from flows.entries import load_tables
from flows.json_rows import json_to_row
from flows.places import Places
from normalizers.normalized import NormalizedDocument
from normalizers.tables import Document, columns_of

_NEEDED = frozenset({"plan_fields", "plans", "table_cells"})


def compare_run(places: Places, documents: Sequence[Document]) -> Comparison:
    """The comparison of all documents that count, with the links that people confirmed or cut."""
    counted = [d for d in documents if d.status != "failure" and d.is_preferred and d.superseded_by is None]
    return compare_documents([_load(places, document) for document in counted], load_decisions(places))


def _load(places: Places, document: Document) -> NormalizedDocument:
    rows = {
        name: tuple(_to_row(name, values) for values in arrays)
        for name, arrays in load_tables(places, document.document_id)
        if name in _NEEDED
    }
    return NormalizedDocument(
        document=document,
        plans=rows.get("plans", ()),
        plan_fields=rows.get("plan_fields", ()),
        table_cells=rows.get("table_cells", ()),
    )


def _to_row(table: str, values: Sequence[Any]) -> Any:
    row_class = TABLES[table]
    names = (column.name for column in columns_of(row_class))
    return json_to_row(dict(zip(names, values, strict=True)), row_class)
