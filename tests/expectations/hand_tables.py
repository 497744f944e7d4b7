"""A budget table typed as text, as the rows `normalize` makes of it: for tests that say each number."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from normalizers.identity import make_id
from normalizers.normalized import NormalizedDocument
from normalizers.tables import Amount, BudgetFact, BudgetTable, Document, TableCell

DOCUMENT = "e" * 64
TOTAL = {"is_printed_total": True}
SUM_OF_YEARS = ("합계", {"period_kind": "total", **TOTAL})


def year(number: int) -> tuple[str, dict[str, Any]]:
    return f"연차별 / {number}년", {"period_kind": "year", "fiscal_year": number}


def source(label: str, name: str) -> tuple[str, dict[str, Any]]:
    return label, {"funding_source": name, **(TOTAL if name == "total" else {})}


def read(text: str) -> tuple[int | None, str]:
    """(units, reading) of a printed cell."""
    if not text:
        return None, "blank"
    if text == "-":
        return None, "dash"
    if re.fullmatch(r"△?\d{1,3}(,\d{3})*", text) or text.isdigit():
        return int(text.replace(",", "").replace("△", "-")), "number"
    return None, "unreadable" if re.fullmatch(r"[\d.,]+", text) else "text"


def table(
    columns: Sequence[tuple[str, Mapping[str, Any]]],
    rows: Sequence[tuple[str, Mapping[str, Any], Sequence[str]]],
    *,
    unit: int = 1000,
    title: str = "2031년 소요예산",
    remarks: Mapping[int, Sequence[int]] | None = None,
    block: int = 3,
    plan_id: str | None = None,
    source_format: str = "text",
) -> NormalizedDocument:
    """A document of one table; `remarks` are units by row."""
    table_id = make_id("table", DOCUMENT, block)
    made = BudgetTable(
        table_id=table_id, document_id=DOCUMENT, title=title, kind="annual_need", unit_won=unit, unit_source="caption",
        row_count=len(rows) + 1, column_count=len(columns) + 1, block=block, plan_id=plan_id,
    )  # fmt: skip
    facts, cells = [], []
    for column, (label, _) in enumerate(columns):
        cells.append(_cell(block, 0, column + 1, label, is_label=True))
    for row, (label, row_attributes, texts) in enumerate(rows):
        for column, text in enumerate(texts):
            units, reading = read(text)
            attributes = {"period_kind": "none", "measure": "required", **columns[column][1], **row_attributes}
            if columns[column][1].get("is_printed_total"):
                attributes["is_printed_total"] = True
            cells.append(_cell(block, row + 1, column + 1, text))
            if columns[column][1].get("is_rate"):
                continue
            facts.append(
                BudgetFact(
                    fact_id=make_id("fact", DOCUMENT, block, row + 1, column + 1, 0), table_id=table_id,
                    document_id=DOCUMENT, row_label=label, column_label=columns[column][0], block=block,
                    amount_won=None if units is None else units * unit, reading=reading, printed_text=text,
                    unit_won=unit, unit_source="caption", row_index=row + 1, column_index=column + 1, plan_id=plan_id,
                    is_leaf=not attributes.get("is_printed_total"), **attributes,
                )
            )  # fmt: skip
    return _document(made, facts, cells, _remarks(remarks or {}, unit, block, len(columns)), source_format)


def _remarks(remarks: Mapping[int, Sequence[int]], unit: int, block: int, columns: int) -> list[Amount]:
    return [
        Amount(
            amount_id=make_id("amount", DOCUMENT, block, row, number), document_id=DOCUMENT, printed_text=f"{units:,}",
            amount_won=units * unit, reading="number", block=block, row_index=row + 1, column_index=columns + 1,
        )
        for row, listed in remarks.items()
        for number, units in enumerate(listed)
    ]  # fmt: skip


def _document(
    made: BudgetTable,
    facts: list[BudgetFact],
    cells: list[TableCell],
    amounts: list[Amount],
    source_format: str,
) -> NormalizedDocument:
    document = Document(document_id=DOCUMENT, byte_count=1, status="success", source_format=source_format)
    return NormalizedDocument(
        document,
        budget_tables=(made,),
        budget_facts=tuple(facts),
        amounts=tuple(amounts),
        table_cells=tuple(cells),
    )


def _cell(block: int, row: int, column: int, text: str, *, is_label: bool = False) -> TableCell:
    return TableCell(
        document_id=DOCUMENT, text=text, is_label=is_label, block=block, row_index=row, column_index=column
    )


def joined(*documents: NormalizedDocument, **more: Any) -> NormalizedDocument:
    """One document of several tables."""
    return replace(
        documents[0],
        budget_tables=tuple(t for d in documents for t in d.budget_tables),
        budget_facts=tuple(f for d in documents for f in d.budget_facts),
        amounts=tuple(a for d in documents for a in d.amounts) + tuple(more.pop("amounts", ())),
        table_cells=tuple(c for d in documents for c in d.table_cells),
        **more,
    )
