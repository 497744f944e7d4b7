"""The equations of a document, tied together by the cells they share, and what is thought of a cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from expectations.cells import Cell
from expectations.edits import Explanation, Surroundings
from expectations.equations import Equation
from expectations.rates import Rate

_LONG_SUM = 8
_MOST_STEPS = 100_000
_ROUND_NUMBERS = 8
"""So many numbers of a table do not all end in zeros by chance."""


@dataclass(frozen=True, slots=True)
class Suspect:
    """A cell thought wrong. `right` is what the equations give; `proved`: whether it may be called a repair."""

    cell: int
    right: int
    broken: tuple[int, ...]
    confirmations: int
    explanation: Explanation | None
    proved: bool


@dataclass(frozen=True, slots=True)
class Solution:
    """Suspects that together explain these equations; if unresolved none, but `candidates` that each would do."""

    equations: tuple[int, ...]
    suspects: tuple[Suspect, ...] = ()
    candidates: tuple[Suspect, ...] = ()


@dataclass(slots=True)
class Knot:
    """The equations of a document, indexed by cell.

    `steps_left` bounds the search of one document. `exact_sums` weighs the sums of a table that hold to the unit by
    their length (long sums of rounded parts seldom do), -1 where one holds only but for rounding.
    """

    cells: Sequence[Cell]
    equations: Sequence[Equation]
    around: Surroundings
    broken: list[int] = field(default_factory=list)
    held_of: dict[int, list[int]] = field(default_factory=dict)
    broken_of: dict[int, list[int]] = field(default_factory=dict)
    coefficient: dict[tuple[int, int], int] = field(default_factory=dict)
    rates: Sequence[Rate] = ()
    steps_left: int = _MOST_STEPS
    exact_sums: dict[str | None, int] = field(default_factory=dict)
    zeros_of: dict[str | None, dict[int, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.broken = [number for number, e in enumerate(self.equations) if e.state == "broken"]
        concerned = {cell for number in self.broken for cell, _ in self.equations[number].terms}
        for number, equation in enumerate(self.equations):
            if equation.state not in ("broken", "holds"):
                continue
            if equation.state == "holds" and len(equation.terms) > 2:
                exact = self.exact_sums.get(equation.table_id, 0)
                shows = min(len(equation.terms), _LONG_SUM)
                self.exact_sums[equation.table_id] = exact + shows if not equation.residual and exact >= 0 else -1
            index = self.broken_of if equation.state == "broken" else self.held_of
            for cell, coefficient in equation.terms:
                if cell in concerned:
                    index.setdefault(cell, []).append(number)
                    self.coefficient[number, cell] = coefficient

    def grain(self, cell: int) -> int:
        """The won of the last figure that the cell's table prints, where all its other numbers end in zeros; else 0.

        A table of `1,240,000` and `620,000` was not rounded to its unit: what it prints are round figures.
        """
        table = self.cells[cell].table_id
        if table not in self.zeros_of:
            own = ((n, c) for n, c in enumerate(self.cells) if c.table_id == table and c.is_known and c.value)
            self.zeros_of[table] = {n: _trailing_zeros(c.value // c.quantum) for n, c in own}
        zeros = [count for number, count in self.zeros_of[table].items() if number != cell]
        return self.cells[cell].quantum * 10 ** min(zeros) if len(zeros) >= _ROUND_NUMBERS and min(zeros) else 0

    def is_whole(self, cell: int) -> bool:
        """Whether the cell is printed in whole won, so that nothing was rounded."""
        return self.cells[cell].quantum == 1 and self.cells[cell].unit == 1

    def may_be_wrong(self, cell: int) -> bool:
        """Whether some correction of the cell leaves every equation that held intact."""
        if not self.cells[cell].is_known:
            return False
        least = min(abs(self.equations[e].residual) - self.equations[e].tolerance for e in self.broken_of[cell])
        return all(
            least <= self.equations[e].tolerance + abs(self.equations[e].residual) for e in self.held_of.get(cell, ())
        )

    def still_hold(self, changes: Mapping[int, int], *, unless_even: bool = False) -> bool:
        """Whether every equation that these changes touch holds after them.

        With `unless_even` one in which the changes cancel out may stay broken: something else is wrong in it.
        """
        touched = {e for cell in changes for e in (*self.held_of.get(cell, ()), *self.broken_of.get(cell, ()))}
        for number in touched:
            change = sum(self.coefficient.get((number, cell), 0) * d for cell, d in changes.items())
            equation = self.equations[number]
            if abs(equation.residual + change) > equation.tolerance and (change or not unless_even):
                return False
        return True


def _trailing_zeros(units: int) -> int:
    digits = str(abs(units))
    return len(digits) - len(digits.rstrip("0"))
