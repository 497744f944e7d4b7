"""The printed numbers of a document as one list of ints, and each table as a grid of indexes into it.

Equations are sums over these cells. Whether a nil counts as nothing or as not known decides what may be blamed: blank,
dash and 비예산 count as 0 (a nil), words and misprints are unknown. Amounts are whole won. `quantum` is the won of the
last printed digit: half of it is what rounding may hide.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from extractors.model import Box, Locator
from normalizers.tables import Amount, BudgetFact, BudgetTable
from normalizers.tables.column import Located

_DECIMALS = re.compile(r"\d\.(\d+)(?!\d*[,.]\d)")
_NIL = frozenset({"blank", "dash", "non_budget"})


@dataclass(frozen=True, slots=True)
class Cell:
    """One printed number, or where one is expected. `row`, `column` are lines of its grid, -1 outside a table."""

    value: int
    is_known: bool
    is_nil: bool
    quantum: int
    source: BudgetFact | Amount
    table_id: str | None = None
    row: int = -1
    column: int = -1

    @property
    def unit(self) -> int:
        """The won of one printed unit."""
        if isinstance(self.source, BudgetFact):
            return self.source.unit_won or 1
        return self.quantum

    @property
    def is_blank(self) -> bool:
        """Nothing is printed."""
        return self.source.reading == "blank"


def measure_of(cell: Cell) -> tuple[str | None, str | None]:
    """Measure and its detail."""
    detail = cell.source.measure_detail if isinstance(cell.source, BudgetFact) else None
    return cell.source.measure, detail


@dataclass(slots=True)
class Grid:
    """A budget table: `at[row][column]` is an index into the document's cells, -1 where no fact stands."""

    table: BudgetTable
    at: list[list[int]]
    rows: list[list[BudgetFact]]
    columns: list[list[BudgetFact]]
    row_indexes: list[int] = field(default_factory=list)
    column_indexes: list[int] = field(default_factory=list)


def place_of(row: Located) -> Locator:
    """The locator of a published row."""
    box = None
    if row.x0 is not None and row.y0 is not None and row.x1 is not None and row.y1 is not None:
        box = Box(row.x0, row.y0, row.x1, row.y1)
    return Locator(row.page, row.block, row.row_index, row.column_index, row.line, box)


def amount_to_cell(amount: Amount, quantum: int) -> Cell:
    """A cell outside every grid: a heading's amount, a part of a split."""
    known = amount.amount_won is not None
    return Cell(amount.amount_won or 0, known, amount.reading in _NIL, quantum, amount)


def read_grid(table: BudgetTable, facts: Sequence[BudgetFact], cells: list[Cell]) -> Grid:
    """The grid of one table; its cells are appended to the document's."""
    row_keys = _row_keys(facts)
    column_keys = _column_keys(facts, row_keys)
    rows = {key: number for number, key in enumerate(sorted(set(row_keys)))}
    columns = {key: number for number, key in enumerate(sorted(set(column_keys)))}
    grid = Grid(
        table,
        [[-1] * len(columns) for _ in rows],
        [[] for _ in rows],
        [[] for _ in columns],
        [key[0] for key in rows],
        [key[0] for key in columns],
    )
    decimals = {column: _usual_decimals(listed) for column, listed in _by_column(facts).items()}
    for fact, row_key, column_key in zip(facts, row_keys, column_keys, strict=True):
        row, column = rows[row_key], columns[column_key]
        grid.at[row][column] = len(cells)
        grid.rows[row].append(fact)
        grid.columns[column].append(fact)
        cells.append(_fact_to_cell(fact, row, column, decimals[fact.column_index or 0]))
    _share_nils(grid, cells)
    return grid


def _share_nils(grid: Grid, cells: Sequence[Cell]) -> None:
    """A dash under `집행액[실집행액]` stands for both numbers that its neighbours print."""
    for column in range(1, len(grid.column_indexes)):
        if grid.column_indexes[column] != grid.column_indexes[column - 1]:
            continue
        for row in grid.at:
            beside = row[column - 1]
            if row[column] < 0 and beside >= 0 and cells[beside].is_nil:
                row[column] = beside


def _fact_to_cell(fact: BudgetFact, row: int, column: int, decimals: int) -> Cell:
    unit = fact.unit_won or 1
    return Cell(
        value=fact.amount_won or 0,
        is_known=fact.amount_won is not None or fact.reading in _NIL,
        is_nil=fact.reading in _NIL,
        quantum=max(unit // 10**decimals, 1),
        source=fact,
        table_id=fact.table_id,
        row=row,
        column=column,
    )


def _by_column(facts: Iterable[BudgetFact]) -> dict[int, list[BudgetFact]]:
    columns: dict[int, list[BudgetFact]] = {}
    for fact in facts:
        columns.setdefault(fact.column_index or 0, []).append(fact)
    return columns


def _usual_decimals(facts: Iterable[BudgetFact]) -> int:
    """Digits after the point in most numbers of a column: one cell with a point may be a misprint."""
    counted: Counter[int] = Counter()
    for fact in facts:
        if fact.reading == "number" and fact.amount_won:
            found = _DECIMALS.search(fact.printed_text)
            counted[len(found[1]) if found else 0] += 1
    with_point = Counter({digits: count for digits, count in counted.items() if digits})
    if sum(with_point.values()) * 2 <= sum(counted.values()):
        return 0
    return max(with_point)


def _row_keys(facts: Sequence[BudgetFact]) -> list[tuple[int, int]]:
    """(row_index, order of the label inside it): lines of a cell whose parts carry labels of their own are rows."""
    at_place: dict[tuple[int, int], set[tuple[str | None, str | None, str | None]]] = {}
    orders: dict[int, dict[tuple[str | None, str | None, str | None], int]] = {}
    for fact in facts:
        label = (fact.row_group, fact.row_label, fact.line_item)
        row = fact.row_index or 0
        at_place.setdefault((row, fact.column_index or 0), set()).add(label)
        orders.setdefault(row, {}).setdefault(label, len(orders.get(row, ())))
    split = {row for (row, _), labels in at_place.items() if len(labels) > 1}
    return [
        (row, orders[row][fact.row_group, fact.row_label, fact.line_item] if row in split else 0)
        for fact in facts
        for row in (fact.row_index or 0,)
    ]


def _column_keys(facts: Sequence[BudgetFact], row_keys: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """(column_index, order inside the cell): `230,556 [218,062]` are two columns, executed and actually spent."""
    seen: Counter[tuple[tuple[int, int], int]] = Counter()
    joined = _joined_columns(facts)
    keys = []
    for fact, row_key in zip(facts, row_keys, strict=True):
        column = joined[fact.column_index or 0]
        keys.append((column, seen[row_key, column]))
        seen[row_key, column] += 1
    return keys


def _joined_columns(facts: Sequence[BudgetFact]) -> dict[int, int]:
    """column_index -> the first column of the same meaning that never stands in the same row.

    A page break can push a column to the right: its parts keep their printed place, and are one column.
    """
    rows: dict[int, set[int]] = {}
    meanings: dict[int, set[tuple[object, ...]]] = {}
    for fact in facts:
        column = fact.column_index or 0
        rows.setdefault(column, set()).add(fact.row_index or 0)
        meaning = (fact.column_label, fact.measure, fact.measure_detail, fact.period_kind, fact.fiscal_year)
        meanings.setdefault(column, set()).add(meaning)
    joined: dict[int, int] = {}
    for column in sorted(rows):
        same = [
            c
            for c in sorted(set(joined.values()))
            if meanings[c] == meanings[column] and len(meanings[c]) == 1 and not rows[c] & rows[column]
        ]
        joined[column] = same[0] if same else column
        if same:
            rows[same[0]] |= rows[column]
    return joined
