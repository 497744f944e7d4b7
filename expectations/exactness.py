"""Whether the numbers of a table were rounded one by one: only where they were not is a sum certain to the last unit.

An office prints thousands that are exact, or won that it cut down to thousands or millions. Of rounded parts a sum of
two comes out to the unit in three tables of four, one of five in a little over half; so every sum that does makes
rounding less likely, and one that does not settles it. Sums that follow from others say nothing more.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import erf, exp, log, prod, sqrt

from expectations.cells import Cell
from expectations.equations import Equation

_SETTLED, _ROUNDED = log(1e-6), 100.0
"""Enough to settle that nothing was rounded, and that something was, as logarithms of odds."""

_ROUND_FIGURES = 0.3
"""How often an office writes nothing but round figures where nothing was rounded."""

_ROUND_NUMBERS = 8
"""So many numbers of a table do not all end in zeros by chance."""


@dataclass(slots=True)
class Roundness:
    """What the printed numbers of each table say of rounding; worked out when it is first asked for."""

    cells: Sequence[Cell]
    equations: Sequence[Equation]
    _odds: dict[str | None, float] = field(default_factory=dict)
    _zeros: dict[str | None, dict[int, int]] = field(default_factory=dict)

    def chance_of_rounding(self, cell: int, beside: Collection[int]) -> float:
        """How likely it is that the table of a cell was rounded to its unit, where half of all tables are.

        `beside` are the cells that sums tie it to: rounded amounts do not all end in zero.
        """
        if self.is_whole(cell):
            return 0.0
        table = self.cells[cell].table_id
        if table not in self._odds:
            self._odds[table] = exp(self._likelihood(table)) if table is not None else 1.0
        units = [self.cells[other].value // self.cells[other].quantum for other in beside if self.cells[other].value]
        odds = self._odds[table]
        if units and all(unit % 10 == 0 for unit in units):
            odds *= min(1.0, 0.1 ** len(units) / _ROUND_FIGURES)
        return odds / (1 + odds)

    def is_whole(self, cell: int) -> bool:
        """Whether the cell is printed in whole won, so that nothing was rounded."""
        return self.cells[cell].quantum == 1 and self.cells[cell].unit == 1

    def grain(self, cell: int) -> int:
        """The won of the last figure that the cell's table prints, where all its other numbers end in zeros; else 0.

        A table of `1,240,000` and `620,000` was not rounded to its unit: what it prints are round figures.
        """
        table = self.cells[cell].table_id
        if table not in self._zeros:
            own = ((n, c) for n, c in enumerate(self.cells) if c.table_id == table and c.is_known and c.value)
            self._zeros[table] = {n: _trailing_zeros(c.value // c.quantum) for n, c in own}
        zeros = [count for number, count in self._zeros[table].items() if number != cell]
        return self.cells[cell].quantum * 10 ** min(zeros) if len(zeros) >= _ROUND_NUMBERS and min(zeros) else 0

    def _likelihood(self, table: str) -> float:
        """The logarithm of how likely the sums of a table come out to the unit if its numbers were rounded."""
        found = 0.0
        lines: list[dict[int, Fraction]] = []
        for equation in self.equations:
            if equation.table_id != table or equation.state != "holds" or not equation.tolerance:
                continue
            if equation.residual:
                return _ROUNDED
            line = _reduced(equation, lines, self.cells)
            if line and found >= _SETTLED:
                lines.append(line)
                found += log(chance_of_no_rest(_part_count(equation, self.cells)))
        return found


def _part_count(equation: Equation, cells: Sequence[Cell]) -> int:
    return sum(not cells[part].is_nil for part, _ in equation.parts)


def chance_of_agreeing_wrongly(equations: Sequence[Equation], cells: Sequence[Cell], quantum: int) -> float:
    """How often equations over rounded parts ask for the same wrong value, where they all ask for the same.

    Of two they do so seldom: both must be off, to the same side, and by the same unit. One over coarser amounts than
    the cell's `quantum` says nothing of its last figures.
    """
    fine = [e for e in equations if all(cells[cell].quantum <= quantum for cell, _ in e.terms)]
    none = [chance_of_no_rest(_part_count(equation, cells)) for equation in fine]
    wrong = 2 * prod((1 - chance) / 2 for chance in none)
    return wrong / (wrong + prod(none))


def chance_of_no_rest(parts: int) -> float:
    """How often the sum of so many rounded parts equals the rounded sum.

    >>> [round(chance_of_no_rest(parts), 2) for parts in (1, 2, 5, 12)]
    [1.0, 0.78, 0.56, 0.38]
    """
    return erf(sqrt(1.5 / parts)) if parts > 1 else 1.0


def _reduced(equation: Equation, lines: Sequence[dict[int, Fraction]], cells: Sequence[Cell]) -> dict[int, Fraction]:
    """What an equation says beyond those before it; empty where it follows from them."""
    line = {cell: Fraction(factor) for cell, factor in equation.terms if cells[cell].value}
    for known in lines:
        pivot = next(iter(known))
        if pivot in line:
            factor = line[pivot] / known[pivot]
            for cell, value in known.items():
                left = line.get(cell, Fraction(0)) - factor * value
                line[cell] = left
                if not left:
                    del line[cell]
    return line


def _trailing_zeros(units: int) -> int:
    digits = str(abs(units))
    return len(digits) - len(digits.rstrip("0"))
