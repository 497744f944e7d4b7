"""Which cells are wrong: the fewest slips that make every broken equation hold without breaking one that held.

Cells are solved together: with two wrong cells in one column, each row gives one of them and the column must fit both.
All explanations by that many slips are weighed; a value is proved only where it satisfies two equations that share no
other cell and no rival as well borne out gives another value. Everything else is a candidate.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from expectations.candidates import find_candidates
from expectations.knot import Board, Knot, Solution, Suspect
from expectations.search import Hypothesis, find_hypotheses, settle
from expectations.shifts import Shift, find_shifts

_MOST_SLIPS = 3
_MARGIN = 4
_ROUNDS = 3


def solve_all(printed: Knot) -> list[Solution]:
    """What is proved first; each time the rest is solved on the numbers put right."""
    solutions: list[Solution] = []
    knot = printed
    for _ in range(_ROUNDS):
        found = solve(knot)
        proved = [s for s in found if s.suspects and all(suspect.proved for suspect in s.suspects)]
        solutions += proved
        if not proved or len(proved) == len(found):
            return _explain_again(printed, knot, [*solutions, *(s for s in found if s not in proved)])
        knot = knot.corrected(proved)
    return _explain_again(printed, knot, [*solutions, *solve(knot)])


def _explain_again(printed: Knot, mended: Knot, solutions: Sequence[Solution]) -> list[Solution]:
    """Why each cell is wrong, seen beside right neighbours: one that repeats a misprinted cell repeats its right value.

    `printed` is the knot as it stands in the document, `mended` the one on which the last cells were solved.
    """
    right = {s.cell: s.right for solution in solutions for s in solution.suspects if s.proved}
    cells = [replace(cell, value=right[i]) if i in right else cell for i, cell in enumerate(mended.cells)]

    def again(suspect: Suspect) -> Suspect:
        if suspect.explanation is not None and not suspect.explanation.cost:
            return suspect
        own = cells[suspect.cell]
        cells[suspect.cell] = printed.cells[suspect.cell]
        better = replace(printed.around, cells=cells).explain(suspect.cell, suspect.right)
        cells[suspect.cell] = own
        worse = better is None or (suspect.explanation is not None and better.cost >= suspect.explanation.cost)
        return suspect if worse or suspect.copies else replace(suspect, explanation=better)

    return [
        replace(
            solution,
            suspects=tuple(again(suspect) for suspect in solution.suspects),
            candidates=tuple(again(suspect) for suspect in solution.candidates),
        )
        for solution in solutions
    ]


def solve(knot: Knot) -> list[Solution]:
    """Every broken equation in exactly one solution."""
    board = Board(knot)
    shifts = find_shifts(knot)
    found = [solution for group in _components(board, shifts) for solution in _solve_group(board, group, shifts)]
    return [
        replace(solution, suspects=tuple(copy for suspect in solution.suspects for copy in knot.each_copy(suspect)))
        for solution in found
    ]


def _components(board: Board, shifts: Sequence[Shift]) -> list[list[int]]:
    """Broken equations that share a cell which may be wrong, or a run that may be shifted."""
    knot = board.knot
    parent = {number: number for number in knot.broken}

    def root(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    ties = [board.broken_of(cell) for cell in knot.equations_of if board.may_be_wrong(cell)]
    ties += [tuple(number for number in shift.moved if number in parent) for shift in shifts]
    for first, *others in ties:
        for other in others:
            parent[root(other)] = root(first)
    groups: dict[int, list[int]] = {}
    for number in knot.broken:
        groups.setdefault(root(number), []).append(number)
    return list(groups.values())


def _solve_group(board: Board, group: Sequence[int], shifts: Sequence[Shift]) -> list[Solution]:
    if len(group) > 1:
        inside = set(group)
        own = [shift for shift in shifts if any(number in inside for number in shift.moved)]
        for size in range(1, min(_MOST_SLIPS, len(group) - 1) + 1):
            found = find_hypotheses(board.knot, group, own, size)
            if found:
                return _conclude(group, found)
        peeled = _peel(board, group)
        if peeled is not None:
            rest = [number for number in group if number not in peeled.equations]
            return [peeled, *_solve_group(board, rest, shifts)] if rest else [peeled]
    return [Solution((number,), candidates=find_candidates(board, number)) for number in group]


def _conclude(group: Sequence[int], found: Sequence[Hypothesis]) -> list[Solution]:
    """What the explanations that are borne out about equally well have in common; the rest stays open."""
    best = min(found, key=lambda hypothesis: hypothesis.cost)
    rivals = [h for h in found if h.cost < best.cost + _MARGIN]
    if len(rivals) == 1:
        agreed = tuple(s for s in best.suspects if len(best.suspects) == 1 or s.proved or s.explanation is not None)
    else:
        agreed = tuple(s for s in best.suspects if all(_says_so(h, s) for h in rivals))
    covered = {number for suspect in agreed for number in suspect.broken}
    rest = tuple(number for number in group if number not in covered)
    cells = {suspect.cell for suspect in agreed}
    others = {(s.cell, s.right): s for h in rivals for s in h.suspects if s.cell not in cells}
    solutions = [Solution(tuple(n for n in group if n in covered), agreed)] if agreed else []
    if rest or not agreed:
        solutions.append(Solution(rest or tuple(group), candidates=tuple(others.values())))
    return solutions


def _says_so(hypothesis: Hypothesis, suspect: Suspect) -> bool:
    """Whether an explanation proves the same value of a cell."""
    return any(s.cell == suspect.cell and s.right == suspect.right and s.proved for s in hypothesis.suspects)


def _peel(board: Board, group: Sequence[int]) -> Solution | None:
    """One cell whose equations all ask for the same value, taken off a knot that no few cells explain."""
    inside = set(group)
    knot = board.knot
    cells = {cell for number in group for cell in knot.unknowns_of[number] if board.may_be_wrong(cell)}
    found: list[tuple[bool, tuple[int, ...], tuple[Suspect, ...]]] = []
    for cell in sorted(cells):
        touched = board.broken_of(cell)
        if len(touched) > 1 and inside.issuperset(touched):
            suspects = settle(board, touched, (cell,))
            if suspects and suspects[0].proved:
                found.append((suspects[0].explanation is None, touched, suspects))
    found.sort(key=lambda entry: entry[0])
    return Solution(found[0][1], found[0][2]) if found else None
