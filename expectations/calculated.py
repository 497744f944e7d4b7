"""Cells that the word processor calculated: `=SUM(ABOVE)`, `=SUM(?2:?11)`, `=SUM(C?:E?)` stand behind the printed sum.

The formula is the office's own statement of what adds up, so it is an equation; `?` is the cell's own row or column,
letters are columns and figures rows, both from 1. A range that holds numbers which are no budget facts is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from expectations.cells import Cell, Grid
from expectations.equations import Equation, evaluate
from normalizers.tables import TableCell

_SUM = re.compile(r"=\s*SUM\s*\(\s*(?P<range>[^()]*?)\s*\)\s*(?:\?\?|$)", re.IGNORECASE)
_RANGE = re.compile(r"(?P<c1>[A-Z]+|\?)(?P<r1>\d+|\?):(?P<c2>[A-Z]+|\?)(?P<r2>\d+|\?)")
_DIRECTIONS = {"ABOVE": (-1, 0), "BELOW": (1, 0), "LEFT": (0, -1), "RIGHT": (0, 1)}
_FAR = 10_000
_Place = tuple[int, int]


def find_calculated(
    grids: Mapping[str, Grid], cells: Sequence[Cell], table_cells: Sequence[TableCell]
) -> list[Equation]:
    """The equations of all calculated cells of budget tables."""
    blocks = {grid.table.block: grid for grid in grids.values()}
    numbers: dict[int | None, set[_Place]] = {}
    calculated: list[TableCell] = []
    for cell in table_cells:
        if cell.block not in blocks or cell.row_index is None or cell.column_index is None:
            continue
        if cell.formula:
            calculated.append(cell)
        if not cell.is_label and any(character.isdigit() for character in cell.text):
            numbers.setdefault(cell.block, set()).add((cell.row_index, cell.column_index))
    return [
        equation
        for cell in calculated
        if (equation := _equation(blocks[cell.block], cells, cell, numbers.get(cell.block, set()))) is not None
    ]


def _equation(grid: Grid, cells: Sequence[Cell], cell: TableCell, numbers: set[_Place]) -> Equation | None:
    at = {
        (grid.row_indexes[row], grid.column_indexes[column]): index
        for row, line in enumerate(grid.at)
        for column, index in enumerate(line)
        if index >= 0
    }
    own = (cell.row_index or 0, cell.column_index or 0)
    area = summed_area(cell.formula or "", *own)
    if own not in at or area is None:
        return None
    top, left, bottom, right = area
    inside = [p for p in numbers | set(at) if top <= p[0] <= bottom and left <= p[1] <= right and p != own]
    if not inside or any(place not in at for place in inside):
        return None
    terms = [(at[own], 1), *((at[place], -1) for place in sorted(inside))]
    made = evaluate("calculated_cell", terms, cells, support=1)
    return made if made.state in ("holds", "broken") else None


def summed_area(formula: str, row: int, column: int) -> tuple[int, int, int, int] | None:
    """(top, left, bottom, right), 0-based and inclusive, that a sum in this cell covers; None for another formula.

    >>> summed_area("=SUM(ABOVE)??%g,;;75", 4, 2), summed_area("=SUM(C?:E?)??%g,;;75", 1, 5)
    ((0, 2, 3, 2), (1, 2, 1, 4))
    """
    found = _SUM.search(formula)
    if not found:
        return None
    asked = found["range"].upper()
    if asked in _DIRECTIONS:
        down, across = _DIRECTIONS[asked]
        rows = (0, row - 1) if down < 0 else (row + 1, _FAR) if down else (row, row)
        columns = (0, column - 1) if across < 0 else (column + 1, _FAR) if across else (column, column)
        return rows[0], columns[0], rows[1], columns[1]
    corners = _RANGE.fullmatch(asked.replace(" ", ""))
    if not corners:
        return None
    tops = sorted(row if corners[name] == "?" else int(corners[name]) - 1 for name in ("r1", "r2"))
    lefts = sorted(column if corners[name] == "?" else _column(corners[name]) for name in ("c1", "c2"))
    return tops[0], lefts[0], tops[1], lefts[1]


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def without_known(equations: Sequence[Equation], known: Sequence[Equation]) -> Iterator[Equation]:
    """Those that no known equation states already."""
    stated = {frozenset(equation.terms) for equation in known}
    for equation in equations:
        if frozenset(equation.terms) not in stated:
            yield equation
