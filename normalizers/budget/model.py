"""What goes into and comes out of the reading of tables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from extractors.model import Locator
from normalizers.amounts.cells import CellNumber
from normalizers.periods.years import YearContext
from normalizers.tables.documents import Issue
from normalizers.tables.money import BudgetFact, BudgetTable, TableCell
from normalizers.vocabulary import IssuerLevel, UnitSource

Use = Literal[
    "fact", "label", "percent", "count", "remark", "formula", "index", "attribute", "text", "field", "no_money",
    "unclear", "padding",
]  # fmt: skip
"""What became of a cell of a budget table: a fact, a name for why it is none, or `unclear`, which is an issue."""


@dataclass(frozen=True, slots=True)
class TableContext:
    """What is known of the document. `plan_id_of` gives the plan that a block belongs to."""

    document_id: str
    plan_id_of: Callable[[int], str | None]
    issuer_level: IssuerLevel | None = None
    years: YearContext = YearContext()


@dataclass(frozen=True, slots=True)
class CellUse:
    """The verdict on one cell that exists in a budget table; `row` and `column` are its grid address."""

    block: int
    row: int
    column: int
    use: Use


@dataclass(frozen=True, slots=True)
class FactParts:
    """A fact whose cell prints a split (`24,000천원 (국비/구비) (16,000/8,000)`): the parts are amounts, not facts."""

    fact_id: str
    plan_id: str | None
    number: CellNumber


@dataclass(frozen=True, slots=True)
class CellFormula:
    """A calculated cell of an HWP table, as stored: the word processor's own equation for a fact."""

    table_id: str
    at: Locator
    formula: str


@dataclass(frozen=True, slots=True)
class MoneyRows:
    """The rows of all tables of a document, in reading order, and what other readers of amounts need from them."""

    tables: tuple[BudgetTable, ...] = ()
    facts: tuple[BudgetFact, ...] = ()
    cells: tuple[TableCell, ...] = ()
    uses: tuple[CellUse, ...] = ()
    parts: tuple[FactParts, ...] = ()
    formulas: tuple[CellFormula, ...] = ()
    table_units: tuple[tuple[int, int, UnitSource], ...] = ()
    """(block, unit in won, source) of the unit that a budget table prints for itself."""
    issues: tuple[Issue, ...] = ()

    def fact_cells(self) -> frozenset[tuple[int, int, int]]:
        """(block, row, column) of the cells whose amounts are facts; amounts in all other cells are `amounts`."""
        return frozenset((use.block, use.row, use.column) for use in self.uses if use.use == "fact")
