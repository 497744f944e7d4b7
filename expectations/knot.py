"""The equations of a document, tied together by the cells they share, and what is thought of a cell."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from expectations.cells import Cell
from expectations.edits import Explanation, Surroundings
from expectations.equations import Equation
from expectations.exactness import Roundness
from expectations.rates import Rate
from expectations.same_number import find_copies

_MOST_STEPS = 100_000
_CHECKED = frozenset({"holds", "broken"})


TELLING = 1
"""An explanation of at most this cost is telling."""


@dataclass(frozen=True, slots=True)
class Suspect:
    """A cell thought wrong. `right` is what the equations give; `proved`: whether it may be called a repair.

    `spread` is given where two equations agree but for rounding: how many won the right value may lie from `right`,
    either way. `copies` are the cells that print the same wrong number and are wrong with it, the cell itself among
    them; empty where it stands alone.
    """

    cell: int
    right: int
    broken: tuple[int, ...]
    confirmations: int
    explanation: Explanation | None
    proved: bool
    spread: int = 0
    copies: tuple[int, ...] = ()

    @property
    def has_telling_cause(self) -> bool:
        """Whether an edit of the hand explains it that seldom fits by chance."""
        return self.explanation is not None and self.explanation.cost <= TELLING


@dataclass(frozen=True, slots=True)
class Solution:
    """Suspects that together explain these equations; if unresolved none, but `candidates` that each would do."""

    equations: tuple[int, ...]
    suspects: tuple[Suspect, ...] = ()
    candidates: tuple[Suspect, ...] = ()


@dataclass(slots=True)
class Knot:
    """The equations of a document, indexed by the cells that may be wrong.

    `equations_of`, `coefficient` and `unknowns_of` take copies for one unknown, which stands under the first of them;
    `terms_of` has (equation, coefficient) of each cell by itself. `steps_left` bounds the search of one document.
    """

    cells: Sequence[Cell]
    equations: Sequence[Equation]
    around: Surroundings
    rates: Sequence[Rate] = ()
    broken: list[int] = field(default_factory=list)
    copies: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    equations_of: dict[int, list[int]] = field(default_factory=dict)
    coefficient: dict[tuple[int, int], int] = field(default_factory=dict)
    unknowns_of: dict[int, tuple[int, ...]] = field(default_factory=dict)
    terms_of: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    roundness: Roundness = field(init=False)
    steps_left: int = _MOST_STEPS

    def __post_init__(self) -> None:
        self.roundness = Roundness(self.cells, self.equations)
        self.broken = [number for number, e in enumerate(self.equations) if e.state == "broken"]
        concerned = {cell for number in self.broken for cell, _ in self.equations[number].terms}
        if not concerned:
            return
        self.copies = find_copies(self.equations, self.cells, concerned)
        concerned |= {cell for group in self.copies.values() for cell in group}
        for number, equation in enumerate(self.equations):
            if equation.state in _CHECKED and any(cell in concerned for cell, _ in equation.terms):
                self._index(number, equation)

    def _index(self, number: int, equation: Equation) -> None:
        factors: dict[int, int] = {}
        for cell, coefficient in equation.terms:
            self.terms_of.setdefault(cell, []).append((number, coefficient))
            first = self.copies[cell][0] if cell in self.copies else cell
            factors[first] = factors.get(first, 0) + coefficient
        unknowns = tuple(cell for cell, coefficient in factors.items() if coefficient)
        self.unknowns_of[number] = unknowns
        for cell in unknowns:
            self.equations_of.setdefault(cell, []).append(number)
            self.coefficient[number, cell] = factors[cell]

    def copies_of(self, cell: int) -> tuple[int, ...]:
        """All cells that are wrong if this one is."""
        return self.copies.get(cell, (cell,))

    def explanations(self, cell: int, right: int) -> list[Explanation]:
        """All edits that turn the right value into the printed one, in any of the cells that print it."""
        group = self.copies_of(cell)
        found = [edit for copy in group for edit in self.around.explanations(copy, right)]
        return [edit for edit in found if len(group) == 1 or edit.name != "repeated_cell"]  # copies repeat each other

    def explain(self, cell: int, right: int) -> Explanation | None:
        """The most telling of them; None where no edit fits."""
        return min(self.explanations(cell, right), key=lambda explanation: explanation.cost, default=None)

    def each_copy(self, suspect: Suspect) -> Iterator[Suspect]:
        """The suspect, once for every cell that repeats its number, with the broken equations of that cell."""
        for cell in suspect.copies or (suspect.cell,):
            own = tuple(n for n in suspect.broken if any(cell == other for other, _ in self.equations[n].terms))
            yield replace(suspect, cell=cell, broken=own or suspect.broken)

    def corrected(self, solutions: Sequence[Solution]) -> Knot:
        """The equations on the numbers that these solutions give."""
        right = {suspect.cell: suspect.right for solution in solutions for suspect in solution.suspects}
        cells = [replace(cell, value=right[i]) if i in right else cell for i, cell in enumerate(self.cells)]
        again = [e.on(cells) if any(cell in right for cell, _ in e.terms) else e for e in self.equations]
        return Knot(cells, again, replace(self.around, cells=cells), self.rates, steps_left=self.steps_left)


@dataclass(slots=True)
class Board:
    """A knot as it stands after the amounts of some cells, `filled`, were put back.

    `moved` is what that changes in the residuals.
    """

    knot: Knot
    moved: Mapping[int, int] = field(default_factory=dict)
    filled: frozenset[int] = frozenset()
    _broken_of: dict[int, tuple[int, ...]] = field(default_factory=dict)

    def residual(self, number: int) -> int:
        """The residual of an equation."""
        return self.knot.equations[number].residual + self.moved.get(number, 0)

    def tolerance(self, number: int, cells: Collection[int] = ()) -> int:
        """What rounding may explain in an equation if these cells, too, print something else than now."""
        inside = [c for c, _ in self.knot.equations[number].terms if c in self.filled or c in cells]
        return self.knot.equations[number].tolerance_with(self.knot.cells, inside)

    def is_broken(self, number: int) -> bool:
        """Whether an equation fails."""
        return abs(self.residual(number)) > self.tolerance(number)

    def broken_of(self, cell: int) -> tuple[int, ...]:
        """The failing equations of a cell."""
        if cell not in self._broken_of:
            self._broken_of[cell] = tuple(n for n in self.knot.equations_of.get(cell, ()) if self.is_broken(n))
        return self._broken_of[cell]

    def may_be_wrong(self, cell: int) -> bool:
        """Whether some correction of the cell leaves every equation that held intact."""
        knot = self.knot
        broken = self.broken_of(cell)
        if not broken or not all(knot.cells[copy].is_known for copy in knot.copies_of(cell)):
            return False
        own = (cell,)
        least = min((abs(self.residual(e)) - self.tolerance(e, own)) / abs(knot.coefficient[e, cell]) for e in broken)
        held = (e for e in knot.equations_of[cell] if e not in broken)
        return all(
            least * abs(knot.coefficient[e, cell]) <= self.tolerance(e, own) + abs(self.residual(e)) for e in held
        )

    def still_hold(self, changes: Mapping[int, int]) -> bool:
        """Whether every equation that these changes touch holds after them."""
        for number in {e for cell in changes for e in self.knot.equations_of.get(cell, ())}:
            change = sum(self.knot.coefficient.get((number, cell), 0) * won for cell, won in changes.items())
            if abs(self.residual(number) + change) > self.tolerance(number, changes):
                return False
        return True
