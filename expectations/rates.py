"""Printed rates: 집행률, 증감률, 구성비. A rate is a second witness of the amounts it was worked out from.

A column of percentages holds no budget facts, so its cells come from the table as printed. What it is a rate of is
said by letters in the header, `(B-A)/A`, or found by the numbers: the pair of columns whose quotient it prints in most
rows. Rates are rounded, cut off, and nudged so that shares make 100: one unit of the last digit is always allowed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from expectations.cells import Cell, Grid
from expectations.lines import load_words
from expectations.relations import header_formula, line_name
from normalizers.folding import squeeze
from normalizers.tables import TableCell

_PERCENT = re.compile(r"^([△▲▽−–-]?)\(?([△▲▽−–-]?)(\d[\d,]*)(?:\.(\d+))?\)?%?$")
_QUOTIENT = re.compile(r"\(?([A-Z])(?:[-−–]([A-Z]))?\)?[/÷]\(?([A-Z])\)?")
_MOST_COLUMNS = 14


@dataclass(frozen=True, slots=True)
class Rate:
    """A printed rate: sum of (cell, coefficient) over the cell `base`, as `printed` units of 10**-decimals percent."""

    above: tuple[tuple[int, int], ...]
    base: int
    printed: int
    decimals: int
    place: TableCell
    is_sure: bool

    def fits(self, cells: Sequence[Cell], change: Mapping[int, int]) -> bool:
        """Whether the quotient gives the printed rate, one unit of its last digit allowed."""
        base = cells[self.base].value + change.get(self.base, 0)
        above = sum(factor * (cells[cell].value + change.get(cell, 0)) for cell, factor in self.above)
        scale: int = 10**self.decimals
        return abs(above * 100 * scale - self.printed * base) <= abs(base)

    def involves(self, cell: int) -> bool:
        """Whether the rate was worked out from this cell."""
        return cell == self.base or any(cell == other for other, _ in self.above)


def read_rates(grids: Mapping[str, Grid], cells: Sequence[Cell], table_cells: Sequence[TableCell]) -> list[Rate]:
    """The rates printed in all tables, of columns whose meaning is certain or found by the numbers."""
    blocks = {grid.table.block: grid for grid in grids.values()}
    columns: dict[tuple[int | None, int], list[TableCell]] = {}
    for cell in table_cells:
        if cell.block not in blocks or cell.column_index is None or cell.row_index is None:
            continue
        if cell.column_index not in blocks[cell.block].column_indexes:
            columns.setdefault((cell.block, cell.column_index), []).append(cell)
    word = re.compile(load_words()["rates"]["pattern"])
    rates: list[Rate] = []
    for (block, _), printed in columns.items():
        grid = blocks[block]
        first = min(grid.row_indexes)
        header = squeeze("".join(c.text for c in printed if (c.row_index or 0) < first))
        if word.search(header) or _QUOTIENT.search(header):
            rates += _of_column(grid, cells, header, [c for c in printed if (c.row_index or 0) >= first])
    return rates


def _of_column(grid: Grid, cells: Sequence[Cell], header: str, printed: Sequence[TableCell]) -> list[Rate]:
    rows = {index: row for row, index in enumerate(grid.row_indexes)}
    read = []
    for cell in printed:
        found = _PERCENT.match(squeeze(cell.text))
        if found and cell.row_index in rows:
            digits = int(found[3].replace(",", "") + (found[4] or ""))
            read.append((rows[cell.row_index], -digits if found[1] or found[2] else digits, len(found[4] or ""), cell))
    lettered = _lettered(grid, header)
    if lettered is not None:
        above, base = lettered
        change = _printed_difference(grid, header) if len(above) > 1 else None
        again = _with(grid, read, ((change, 1),), base, is_sure=True) if change is not None else ()
        return [*_with(grid, read, above, base, is_sure=True), *again]
    best: list[Rate] = []
    most = 1
    for above, base in _pairs(len(grid.columns)):
        rates = list(_with(grid, read, above, base, is_sure=False))
        fitting = sum(rate.fits(cells, {}) and bool(rate.printed) for rate in rates)
        if fitting > most and fitting * 3 >= 2 * len(rates):
            best, most = rates, fitting
    return best


def _pairs(count: int) -> Iterator[tuple[tuple[tuple[int, int], ...], int]]:
    """Columns a rate may be of: one over another, or the difference of two over one of them."""
    columns = range(min(count, _MOST_COLUMNS))
    for base in columns:
        for above in columns:
            if above != base:
                yield ((above, 1),), base
                yield ((above, 1), (base, -1)), base


def _lettered(grid: Grid, header: str) -> tuple[tuple[tuple[int, int], ...], int] | None:
    found = _QUOTIENT.search(header)
    if not found:
        return None
    names: dict[str, list[int]] = {}
    for number, facts in enumerate(grid.columns):
        name = line_name(facts[0].column_label or "") if facts else None
        if name:
            names.setdefault(name, []).append(number)
    wanted = [letter for letter in found.groups() if letter]
    if any(len(names.get(letter, ())) != 1 for letter in wanted):
        return None
    above = [(names[found[1]][0], 1), *([(names[found[2]][0], -1)] if found[2] else [])]
    return tuple(above), names[found[3]][0]


def _printed_difference(grid: Grid, header: str) -> int | None:
    """The column that prints the difference itself, `증감(B-A)`: the rate is a witness of that cell too."""
    found = _QUOTIENT.search(header)
    wanted = ((found[1], 1), (found[2], -1)) if found else ()
    for number, facts in enumerate(grid.columns):
        if facts and header_formula(facts[0].column_label or "") == wanted:
            return number
    return None


def _with(
    grid: Grid,
    read: Sequence[tuple[int, int, int, TableCell]],
    above: tuple[tuple[int, int], ...],
    base: int,
    *,
    is_sure: bool,
) -> Iterator[Rate]:
    for row, units, decimals, place in read:
        line = grid.at[row]
        if line[base] >= 0 and all(line[column] >= 0 for column, _ in above):
            terms = tuple((line[column], factor) for column, factor in above)
            yield Rate(terms, line[base], units, decimals, place, is_sure)
