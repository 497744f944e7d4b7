"""Amounts that stand one column off: the row still adds up, and neighbouring columns fail by opposite amounts.

No single cell explains this, since each wrong cell stands in a row that holds. So the broken columns say what each cell
of a row should be, and a row whose wanted amounts are its printed ones moved on by one place is the culprit, if it is
the only one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from expectations.edits import Explanation
from expectations.knot import Knot, Solution, Suspect

_LONGEST = 8
_MOST_BROKEN = 120


def find_shifts(knot: Knot) -> list[Solution]:
    """Runs of cells that changed places, each broken equation in at most one; candidates where two lines would do."""
    if not 2 <= len(knot.broken) <= _MOST_BROKEN:
        return []
    found: dict[frozenset[int], list[Solution]] = {}
    for table_id in {knot.equations[number].table_id for number in knot.broken}:
        grid = knot.around.grids.get(table_id or "")
        if grid is None:
            continue
        turned = [list(column) for column in zip(*grid.at, strict=True)]
        for lines in (grid.at, turned):
            for line in lines:
                for solution in _in_line(knot, line):
                    found.setdefault(frozenset(solution.equations), []).append(solution)
    taken: set[int] = set()
    chosen = []
    for numbers, solutions in sorted(found.items(), key=lambda entry: -len(entry[0])):
        if numbers & taken or not any(solution.suspects for solution in solutions):
            continue
        taken |= numbers
        if len(solutions) == 1:
            chosen.append(solutions[0])
        else:
            either = tuple(suspect for solution in solutions for suspect in solution.suspects)
            chosen.append(Solution(tuple(sorted(numbers)), candidates=either))
    return chosen


def _in_line(knot: Knot, line: Sequence[int]) -> Iterator[Solution]:
    """Runs of neighbouring cells of one line that their crossing equations want moved by one place."""
    inside = {cell for cell in line if cell >= 0}
    wanted = [_wanted(knot, cell, inside) if cell >= 0 else None for cell in line]
    start = 0
    while start < len(line):
        end = start
        while end < len(line) and wanted[end] is not None:
            end += 1
        for first in range(start, end - 1):
            for last in range(min(end, first + _LONGEST), first + 1, -1):
                solution = _moved(knot, line[first:last], [w for w in wanted[first:last] if w is not None], inside)
                if solution is not None:
                    yield solution
        start = end + 1


def _wanted(knot: Knot, cell: int, line: set[int]) -> tuple[int, int] | None:
    """(right value, slack) that broken equations across the line ask for; None where there is none or they clash."""
    asked = []
    for number in knot.broken_of.get(cell, ()):
        equation = knot.equations[number]
        if sum(other in line for other, _ in equation.terms) > 1:
            continue
        asked.append((-equation.residual * knot.coefficient[number, cell], equation.tolerance))
    if not asked:
        return None
    change, slack = min(asked, key=lambda pair: pair[1])
    if any(abs(other - change) > slack + more for other, more in asked):
        return None
    return knot.cells[cell].value + change, slack


def _moved(knot: Knot, run: Sequence[int], wanted: Sequence[tuple[int, int]], line: set[int]) -> Solution | None:
    printed = [knot.cells[cell].value for cell in run]
    for step in (1, -1):
        moved = [printed[(at + step) % len(run)] for at in range(len(run))]
        if any(abs(new - right) > slack for new, (right, slack) in zip(moved, wanted, strict=True)):
            continue
        changes = {cell: new - old for cell, new, old in zip(run, moved, printed, strict=True)}
        if not all(changes.values()):
            continue
        across = {
            number
            for cell in run
            for number in knot.broken_of[cell]
            if sum(other in line for other, _ in knot.equations[number].terms) == 1
        }
        numbers = sorted(across)
        if not knot.still_hold(changes, unless_even=True):
            return Solution(tuple(numbers))
        along = (*knot.held_of.get(run[0], ()), *knot.broken_of.get(run[0], ()))
        rows = [e for e in along if sum(c in line for c, _ in knot.equations[e].terms) > 1]
        proved = bool(rows) and not _may_be_all_parts(knot, run, numbers)
        suspects = tuple(
            Suspect(
                cell,
                new,
                tuple(knot.broken_of[cell]),
                len(knot.broken_of[cell]) + len(rows),
                Explanation("shifted_column", "shifted_column", 0, new),
                proved,
            )
            for cell, new in zip(run, moved, strict=True)
        )
        return Solution(tuple(numbers), suspects)
    return None


def _may_be_all_parts(knot: Knot, run: Sequence[int], numbers: Sequence[int]) -> bool:
    """Whether the run stands in a total over one or two lines: those may as well have been shifted instead."""
    for number in numbers:
        equation = knot.equations[number]
        if equation.result in run:
            return sum(bool(knot.cells[part].value) for part, _ in equation.parts) < 3
    return False
