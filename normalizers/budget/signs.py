"""What brackets and triangles around a lone figure mean, as the table itself shows.

`(412,107)` between `268,184` and `423,027` is a deduction where the column adds up with it negative, or where the table
is one of movements; `▲1,920` means minus where the document prints no rise with it. Elsewhere the figure is read as
printed and marked: a bracket may also set off what was really spent, or an amount that is not granted yet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from extractors.model import Cell
from normalizers.amounts.cells import CellNumber, read_amount_cell
from normalizers.budget.binding import BoundCell
from normalizers.budget.layout import Layout
from normalizers.budget.looks import squeezed
from normalizers.budget.words import find_measure, other_words

_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Signs:
    """The cells whose lone bracketed figure is a deduction."""

    deductions: frozenset[int]
    filled_triangle_is_minus: bool = False

    def apply(self, cell: Cell, number: CellNumber) -> CellNumber:
        """The number with its sign."""
        if id(cell) not in self.deductions or number.amount_won is None or number.amount_won < 0:
            return number
        return replace(number, amount_won=-number.amount_won)


def find_signs(layout: Layout, bound: Sequence[BoundCell]) -> Signs:
    """The signs of a table: column by column for brackets, over all cells for filled triangles."""
    deductions: set[int] = set()
    for index in {b.cell.column for b in bound}:
        deductions |= _deductions([b for b in bound if b.cell.column == index], layout)
    texts = [b.cell.text for b in bound]
    is_minus = any("▲" in t for t in texts) and not any(mark in t for t in texts for mark in "▼△▽")
    return Signs(frozenset(deductions), is_minus and not any("+" in t for t in texts))


def _deductions(column: list[BoundCell], layout: Layout) -> set[int]:
    """The cells of one column whose lone bracketed figure is negative."""
    read = [(b, n[0]) for b in column if len(n := read_amount_cell(b.cell.printed, b.unit)) == 1]
    lone = {id(b.cell) for b, n in read if n.is_bracketed and (n.amount_won or 0) > 0}
    plain = [n for _, n in read if not n.is_bracketed and n.amount_won is not None]
    if not lone or not plain:
        return set()
    if any((word := find_measure(text)) and word.measure == "change" for text in column[0].column.texts):
        return lone
    labels = {id(b.cell): _left_text(layout, b) for b, _ in read}
    is_movement = any(word in text for text in labels.values() for word in other_words("openings"))
    named = {c for c in lone if is_movement or any(word in labels[c] for word in other_words("deductions"))}
    return named | (lone & _summed(read))


def _summed(read: list[tuple[BoundCell, CellNumber]]) -> set[int]:
    """The bracketed cells of stretches that add up, with them negative, to the figure right before or behind them."""
    signed = [-(n.amount_won or 0) if n.is_bracketed else (n.amount_won or 0) for _, n in read][:_LONGEST]
    sums = [0, *accumulate(signed)]
    found: set[int] = set()
    for start in range(len(signed)):
        for end in range(start + 2, len(signed) + 1):
            total = sums[end] - sums[start]
            around = [signed[place] for place in (start - 1, end) if 0 <= place < len(signed)]
            if total and total in around:
                found |= {id(read[place][0].cell) for place in range(start, end) if read[place][1].is_bracketed}
    return found


def _left_text(layout: Layout, bound: BoundCell) -> str:
    cells = layout.grid[bound.cell.row][: bound.cell.column]
    return squeezed(" ".join(cell.text for cell in cells if cell is not None))
