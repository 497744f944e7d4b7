"""Tables to money: `table_cells` of every table, `budget_tables` and `budget_facts` of those bound to a unit of money.

The chain: the layout of each table (header, labels, parts) → its unit (nearest first) → which cells are money → what
each amount is → which amounts add up. One module a step; each step's question is its docstring.
"""

from __future__ import annotations

from extractors.model import SourceDocument, Table
from extractors.plan_model import FoundPlans
from normalizers.budget.assemble import TableWork, find_places, prepare, table_rows
from normalizers.budget.cell_rows import cells_of
from normalizers.budget.model import (
    CellFormula,
    CellUse,
    FactParts,
    MoneyRows,
    TableContext,
    Use,
)
from normalizers.budget.repeats import drop_repeats

__all__ = ["CellFormula", "CellUse", "FactParts", "MoneyRows", "TableContext", "Use", "normalize_tables"]


def normalize_tables(document: SourceDocument, found: FoundPlans, context: TableContext) -> MoneyRows:
    """The money rows of a document. Amounts in cells that are no facts are left to the readers of running text."""
    tables: tuple[Table, ...] = tuple(document.tables())
    places = find_places(found)
    works: list[TableWork] = prepare(document, tables, places, context)
    drafts = drop_repeats([work.drafts for work in works])
    rows = [table_rows(work, facts) for work, facts in zip(works, drafts, strict=True)]
    return MoneyRows(
        tables=tuple(row.table for row in rows if row.table is not None),
        facts=tuple(fact for row in rows for fact in row.facts),
        cells=cells_of(works, places, context),
        uses=tuple(use for row in rows for use in row.uses),
        parts=tuple(part for row in rows for part in row.parts),
        formulas=tuple(formula for row in rows for formula in row.formulas),
        table_units=tuple(row.unit for row in rows if row.unit is not None),
        issues=tuple(issue for row in rows for issue in row.issues),
    )
