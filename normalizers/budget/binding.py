"""Which cells of a table are money: each value is bound by its column or its row, or is something else by name.

A column is bound where its header names a unit of money, where the table's note does and the header does not say
otherwise, where most of its values carry their own unit, or where a word of money stands over figures whose unit must
be found elsewhere. A row of counts (`인원(명)`) or shares inside a table of money is none; neither is a percentage or a
counted thing in a cell. A table of which no cell is bound is no budget table.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from extractors.model import Cell
from normalizers.amounts.units import Unit, find_unit_words
from normalizers.budget.kinds import VALUE_KINDS, kind_of
from normalizers.budget.layout import Column, Layout, Part, is_blank_row, names_period, starting_cells
from normalizers.budget.looks import unit_note
from normalizers.budget.model import Use
from normalizers.budget.rows import find_row_label
from normalizers.budget.units import TableUnit, part_unit, row_unit
from normalizers.budget.words import NOT_MONEY, bare_label, find_measure, is_total_label, role_of
from normalizers.folding import fold
from normalizers.funding import parse_funding_source
from normalizers.vocabulary import UnitSource

ColumnBinding = Literal["header", "note", "own", "word", "row", "formula", "unclear", "none"]
_AROUND = 8
_FAR: tuple[UnitSource, ...] = ("sentence", "document", "none")
"""Units that the table itself does not print."""
_PRODUCT = re.compile(r"\d[^=]{0,12}[×xX*]\s?\d[^=]*$")
_DECIMAL = re.compile(r"\d\.\d{1,2}(?!\d)")
_MONEY_ENDINGS = ("액", "예산", "비", "재원", "비용", "현액", "결산", "규모")


@dataclass(frozen=True, slots=True)
class BoundCell:
    """A money cell with the unit it is in; `unit` None: the cell carries its own, or nothing says it."""

    cell: Cell
    part: Part
    column: Column
    unit: Unit | None
    source: UnitSource


@dataclass(frozen=True, slots=True)
class Binding:
    """The verdict on every cell of a table, and the bound ones in row order."""

    bound: tuple[BoundCell, ...]
    uses: tuple[tuple[Cell, Use], ...]


def is_money_word(text: str) -> bool:
    """Whether a header or row label speaks of money for sure: an amount, a budget, a cost, a funding source."""
    if role_of(text) == "money":
        return True
    found = find_measure(text)
    if found is not None and found.word.endswith(_MONEY_ENDINGS) and len(bare_label(text)) <= len(found.word) + _AROUND:
        return True
    reading = parse_funding_source(text, "district")
    return reading.source not in (None, "other", "total", "fund")


def bind_cells(layout: Layout, unit: TableUnit, is_field: Callable[[Cell], bool]) -> Binding:
    """The verdict on every printed cell.

    `is_field`: the cell is the value of a card or form and is read as a field; in a list of amounts it stays a fact.
    """
    bound: list[BoundCell] = []
    uses: list[tuple[Cell, Use]] = [
        (cell, "label") for row in layout.caption_rows for cell in starting_cells(layout.grid, row)
    ]
    uses += _padding(layout)
    table_unit = unit
    for part in layout.parts:
        unit = part_unit(layout, part) or table_unit
        uses += [(cell, "label") for row in part.captions for cell in starting_cells(layout.grid, row)]
        uses += [(cell, "label") for row in part.header_rows for cell in starting_cells(layout.grid, row)]
        bindings = {column.index: _bind_column(layout, part, column, unit) for column in part.columns}
        bindings |= _sums_beside(part, bindings)
        own = _units_of_columns(layout, part) if unit.source in _FAR else {}
        for row in part.rows:
            for cell in starting_cells(layout.grid, row):
                use = _use_of(layout, part, row, cell, bindings, unit)
                if use == "fact" and is_field(cell) and not _is_list(layout, part, cell):
                    use = "field"
                if use == "fact":
                    bound.append(_bound_cell(layout, part, row, cell, unit, own.get(cell.column)))
                uses.append((cell, use))
    return Binding(tuple(bound), tuple(uses))


def _is_list(layout: Layout, part: Part, cell: Cell) -> bool:
    """Whether amounts stand one below the other under a header: then each is a fact, whoever else read the first.

    Amounts of one kind: a pledge's number above `7,380,000천원` makes no list of a card.
    """
    cells = [c for row in part.rows if (c := layout.cell(row, cell.column)) is not None and c.row == row]
    kinds = {kind_of(cell.text), "dash"} & {"number", "money", "dash"}
    return part.has_header and sum(kind_of(other.text) in kinds for other in cells) > 1


def _padding(layout: Layout) -> list[tuple[Cell, Use]]:
    """Cells of rows in which nothing is printed."""
    rows = [row for row in range(layout.table.row_count) if is_blank_row(layout.grid, row)]
    return [(cell, "padding") for row in rows for cell in starting_cells(layout.grid, row)]


def _bind_column(layout: Layout, part: Part, column: Column, unit: TableUnit) -> ColumnBinding:
    """By what the column as a whole is bound."""
    if not column.is_value or column.role in NOT_MONEY:
        return "none"
    note = column.unit_note()
    if note is not None and note.money:
        return "header"
    cells = [c for row in part.rows if (c := layout.cell(row, column.index)) is not None and c.row == row]
    kinds = [kind_of(cell.text) for cell in cells]
    money = kinds.count("money")
    if 2 * sum(is_product(cell.text) for cell in cells) > sum(kind not in ("blank", "dash") for kind in kinds):
        return "formula"
    others = sum(kind in ("number", "text", "measured", "percent", "year") for kind in kinds)
    if money > others and (part.has_header or money > 1):
        return "own"
    if _is_beside_own(layout, part, column):
        return "own"
    if unit.unit is not None and unit.source not in ("sentence", "document"):
        if unit.others and not column.texts:
            return "unclear"
        is_said = column.role == "money" or any(is_money_word(text) for text in column.texts)
        if not is_said and any("%" in word for word in unit.others) and _may_be_share(layout, part, column):
            return "unclear"
        return "note" if is_said or not unit.is_mixed else "row"
    if unit.says_no_money:
        return "none"
    texts = kinds.count("text")
    if (
        any(is_money_word(text) for text in column.texts)
        and _prints_figures(layout, part)
        and (unit.unit is not None or kinds.count("number") > texts or not texts)
    ):
        return "word"
    return "row"


def _may_be_share(layout: Layout, part: Part, column: Column) -> bool:
    """Under a note `(억원, %)`: a column of decimals only beside one of whole figures (`목표대비 | 102.0`)."""
    if (
        not column.leaf
        or names_period(column.leaf)
        or is_total_label(column.leaf)
        or parse_funding_source(column.leaf, "district").source
    ):
        return False
    figures = {
        other.index: [cell.text for row in part.rows if (cell := layout.cell(row, other.index)) is not None
                      and kind_of(cell.text) == "number"]
        for other in part.columns if other.is_value
    }  # fmt: skip
    own = figures.pop(column.index, [])
    is_decimal = bool(own) and all(_DECIMAL.search(text) for text in own)
    return is_decimal and any(texts and not any(_DECIMAL.search(t) for t in texts) for texts in figures.values())


def _sums_beside(part: Part, bindings: dict[int, ColumnBinding]) -> dict[int, ColumnBinding]:
    """A sum beside columns of periods under a head with its unit (`합계 | 연차별 소요재원(천원)`): money too."""
    periods = [c for c in part.columns if c.is_value and c.leaf and names_period(c.leaf) and not is_total_label(c.leaf)]
    if len(periods) < 2 or any(bindings[c.index] != "header" for c in periods):
        return {}
    sums = (c for c in part.columns if c.is_value and c.leaf and is_total_label(c.leaf))
    return {c.index: "header" for c in sums if bindings[c.index] == "row"}


def is_product(text: str) -> bool:
    """Whether a cell is a calculation (`3,600,000원 × 12월`), whose result stands beside it."""
    return _PRODUCT.search(fold(text).text) is not None


def _prints_figures(layout: Layout, part: Part) -> bool:
    """Whether a figure stands under some word of money: then dashes under another are nil amounts."""
    return any(
        (cell := layout.cell(row, column.index)) is not None and kind_of(cell.text) == "number"
        for column in part.columns
        if column.is_value and any(is_money_word(text) for text in column.texts)
        for row in part.rows
    )


def _is_beside_own(layout: Layout, part: Part, column: Column) -> bool:
    """Whether the columns of a row of periods, taken together, carry their own units (`- | 844백만원 | 980백만원`)."""
    if not column.leaf or not names_period(column.leaf):
        return False
    kinds = [
        kind_of(cell.text)
        for other in part.columns
        if other.is_value and other.leaf and names_period(other.leaf)
        for row in part.rows
        if (cell := layout.cell(row, other.index)) is not None and cell.row == row
    ]
    money = kinds.count("money")
    return money > sum(kind in ("number", "text", "measured", "percent", "year") for kind in kinds)


def _use_of(
    layout: Layout, part: Part, row: int, cell: Cell, bindings: dict[int, ColumnBinding], unit: TableUnit
) -> Use:
    """The verdict on one body cell."""
    column = part.columns[cell.column]
    if cell.is_missing:
        return "padding"
    if not column.is_value or column.role in NOT_MONEY:
        return _named(column, cell)
    kind = kind_of(cell.text)
    if kind == "percent":
        return "percent"
    label = find_row_label(layout, part, row, cell.column)
    if label.cell is cell:
        return "label"
    if _is_whole_row(layout, row, cell):
        return "label"
    row_role = role_of(label.text) if label.text else "unknown"
    if row_role in ("percent", "count", "remark", "formula") and kind != "money":
        return row_role
    if kind == "measured":
        return "count"
    beside = row_unit(layout, part, row)
    if beside is not None and bindings[column.index] in ("row", "note") and column.role != "money":
        return "fact" if beside.money else "count"
    use = _by_binding(bindings[column.index], label.text or "", kind, unit)
    if use in ("no_money", "unclear") and bindings[column.index] == "row":
        # of several units in the note (`명, 억원`) the one of money is that of a row of money
        by_row = _by_row(layout, part, row, column, label.text or "", kind, unit)
        return by_row if use == "no_money" or by_row == "fact" else use
    return use


def _by_binding(binding: ColumnBinding, row_label: str, kind: str, unit: TableUnit) -> Use:
    if binding == "formula":
        return "formula"
    if binding == "unclear":
        return "unclear" if kind == "number" else "no_money"
    if binding in ("header", "note", "own", "word"):
        return "fact"
    note = unit_note(row_label)
    if note is not None and note.form != "note":
        return "fact" if note.money else "count"
    if binding == "row" and unit.unit is not None and unit.is_mixed and kind == "number":
        return "unclear"
    return "no_money"


def _by_row(layout: Layout, part: Part, row: int, column: Column, label: str, kind: str, unit: TableUnit) -> Use:
    """A row of amounts: most of its values carry a unit, or its label speaks of money beside years or payers."""
    kinds = [kind_of(cell.text) for cell in starting_cells(layout.grid, row) if part.columns[cell.column].is_value]
    money = kinds.count("money")
    if part.has_header and money > sum(k in ("number", "text", "measured", "percent", "year") for k in kinds):
        return "fact"
    if not column.leaf and part.has_header and unit.source in _FAR:
        return "no_money"  # under no header and in no unit of its own: points beside `배점`, an index
    is_span = not column.leaf or names_period(column.leaf) or is_total_label(column.leaf) or is_money_word(column.leaf)
    if kind in ("number", "dash", "blank", "nil", "year") and is_money_word(label) and is_span:
        return "fact" if unit.unit is not None or "number" in kinds else "no_money"
    return "no_money"


def _named(column: Column, cell: Cell) -> Use:
    """What a cell of a column without money is, by the column's role."""
    if is_total_label(cell.text):
        return "label"
    if column.role in ("percent", "count", "remark", "formula", "index", "attribute"):
        return column.role
    return "label" if cell.text.strip() else "padding"


def _is_whole_row(layout: Layout, row: int, cell: Cell) -> bool:
    """A text over the whole row: a heading inside the table, or a note below it."""
    own = starting_cells(layout.grid, row)
    is_alone = len(own) == 1 and cell.column_span == layout.table.column_count and layout.table.column_count > 1
    return is_alone and kind_of(cell.text) not in VALUE_KINDS


def _bound_cell(layout: Layout, part: Part, row: int, cell: Cell, unit: TableUnit, own: Unit | None) -> BoundCell:
    """The unit of one money cell, nearest first; `own` is the one that other cells of its column carry."""
    column = part.columns[cell.column]
    label = find_row_label(layout, part, row, cell.column).text or ""
    note = unit_note(label)
    if note is not None and note.form != "note" and note.unit is not None:
        return BoundCell(cell, part, column, note.unit, "row_label")
    head = column.unit_note()
    if head is not None and head.unit is not None:
        return BoundCell(cell, part, column, head.unit, "column_header")
    beside = row_unit(layout, part, row)
    if beside is not None and beside.unit is not None:
        return BoundCell(cell, part, column, beside.unit, "row_label")
    if own is not None:
        return BoundCell(cell, part, column, own, "cell")
    return BoundCell(cell, part, column, unit.unit, unit.source)


def _units_of_columns(layout: Layout, part: Part) -> dict[int, Unit]:
    found = {column.index: _unit_of_column(layout, part, column) for column in part.columns if column.is_value}
    return {index: unit for index, unit in found.items() if unit is not None}


def _unit_of_column(layout: Layout, part: Part, column: Column) -> Unit | None:
    """The one unit that the first cell of a column or its total carries, where the cells between leave it out."""
    found: list[Unit] = []
    for row in part.rows:
        cell = layout.cell(row, column.index)
        if cell is None or cell.row != row or kind_of(cell.text) != "money":
            continue
        if row == part.rows[0] or find_row_label(layout, part, row, column.index).is_total:
            found += [word.unit for word in find_unit_words(cell.text)]
    return found[0] if len({unit.won for unit in found}) == 1 else None
