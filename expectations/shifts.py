"""Amounts that stand one place off: the line still adds up, and the lines across it fail by opposite amounts.

No single cell explains this, since each wrong cell stands in a line that holds. So every run of neighbouring cells
whose crossing equations all fail is tried moved on by one place: it may be a shift if one of these equations holds
then, for in another a second slip may stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from expectations.edits import Explanation
from expectations.knot import Knot, Suspect

_LONGEST = 8
_MOST_BROKEN = 120
_RARE = 1
_MANY = 3


@dataclass(frozen=True, slots=True)
class Shift:
    """A run that changed places: `changes` is what each cell lacks (won), `moved` what putting it back does.

    `moved` has the residuals that change; those of equations along the run do not. `mended` counts those of them that
    hold then.
    """

    changes: dict[int, int]
    moved: dict[int, int]
    mended: int = 0

    def suspects(self, knot: Knot, slips: int) -> tuple[Suspect, ...]:
        """The cells of the run with their right values; proved where the line they stand in adds up with them.

        Among three `slips` and more only a shift proves itself that mends all equations across it alone.
        """
        found = []
        alone = self.mended == len(self.moved)
        may_be_parts = any(_is_of_few(knot, number, self.changes, alone=alone) for number in self.moved)
        for cell, change in self.changes.items():
            right = knot.cells[cell].value + change
            across = tuple(n for n, _ in knot.terms_of[cell] if n in self.moved)
            along = [n for n, _ in knot.terms_of[cell] if n not in self.moved and len(knot.equations[n].terms) > 2]
            told = Explanation("shifted_column", "shifted_column", 0, right)
            proved = bool(along) and not may_be_parts and self._is_rare(knot) and (alone or slips < _MANY)
            broken = tuple(n for n in across if knot.equations[n].state == "broken")
            found.append(Suspect(cell, right, broken, len(across) + len(along), told, proved))
        return tuple(found)

    def _is_rare(self, knot: Knot) -> bool:
        """Whether two neighbours of the table would seldom differ, by chance, by what the equations lack.

        Among the pairs of a table of short numbers one nearly fits wherever money was moved from one year to another.
        """
        cells = [knot.cells[cell] for cell in self.changes]
        quantum = max(cell.quantum for cell in cells)
        grid = knot.around.grids[cells[0].table_id or ""]
        slack = max(knot.equations[number].tolerance for number in self.moved)
        pairs = 2 * len(grid.at) * len(grid.columns)
        return pairs * (2 * slack // quantum + 1) * _RARE < max(cell.value for cell in cells) // quantum


def find_shifts(knot: Knot) -> list[Shift]:
    """Runs that may have changed places, those that mend most equations first."""
    if not 2 <= len(knot.broken) <= _MOST_BROKEN:
        return []
    found: list[Shift] = []
    for table_id in {knot.equations[number].table_id for number in knot.broken}:
        grid = knot.around.grids.get(table_id or "")
        if grid is None:
            continue
        turned = [list(column) for column in zip(*grid.at, strict=True)]
        for lines in (grid.at, turned):
            for line in lines:
                found += _in_line(knot, line)
    return sorted(found, key=lambda shift: -shift.mended)


def _in_line(knot: Knot, line: Sequence[int]) -> Iterator[Shift]:
    """The runs of one line that its crossing equations bear out."""
    start = 0
    while start < len(line):
        end = start
        while end < len(line) and _breaks(knot, line[end]):
            end += 1
        for first in range(start, end - 1):
            for last in range(first + 2, min(end, first + _LONGEST) + 1):
                for step in (1, -1)[: 1 if last - first == 2 else 2]:
                    shift = _moved(knot, line[first:last], step)
                    mended = 0 if shift is None else _mended(knot, shift)
                    if shift is not None and mended:
                        yield replace(shift, mended=mended)
        start = end + 1


def _moved(knot: Knot, run: Sequence[int], step: int) -> Shift | None:
    """The run moved on by one place; None where a cell would keep its number, or nothing was printed in it."""
    printed = [knot.cells[cell].value for cell in run]
    changes = {cell: printed[(at + step) % len(run)] - printed[at] for at, cell in enumerate(run)}
    if not all(knot.cells[cell].is_known for cell in run) or not all(changes.values()):
        return None
    moved: dict[int, int] = {}
    for cell, change in changes.items():
        for number, factor in knot.terms_of[cell]:
            moved[number] = moved.get(number, 0) + factor * change
    moved = {number: won for number, won in moved.items() if won}
    broken = {number for number in moved if knot.equations[number].state == "broken"}
    if any(broken.isdisjoint(number for number, _ in knot.terms_of[cell]) for cell in run):
        return None
    return Shift(changes, moved)


def _breaks(knot: Knot, cell: int) -> bool:
    """Whether some equation of the cell fails."""
    return any(knot.equations[number].state == "broken" for number, _ in knot.terms_of.get(cell, ()))


def _mended(knot: Knot, shift: Shift) -> int:
    """How many equations hold again: none where one that held would fail, or most of a longer run are left failing."""
    mended = 0
    for number, won in shift.moved.items():
        equation = knot.equations[number]
        inside = [cell for cell, _ in equation.terms if cell in shift.changes]
        holds = abs(equation.residual + won) <= equation.tolerance_with(knot.cells, inside)
        if equation.state == "holds" and not holds:
            return 0
        mended += holds and equation.state == "broken"
    return mended if mended * 2 >= len(shift.moved) and mended >= len(shift.changes) - 1 else 0


def _is_of_few(knot: Knot, number: int, run: dict[int, int], *, alone: bool) -> bool:
    """Whether the run is a total's over one or two lines, which may as well have been shifted, all of them.

    Where the shift leaves an equation failing (not `alone`), so may the total of a single line, instead of the line.
    """
    equation = knot.equations[number]
    filled = sum(bool(knot.cells[part].value) for part, _ in equation.parts)
    return filled < (3 if equation.result in run else 1 if alone else 2)
