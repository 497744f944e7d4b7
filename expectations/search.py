"""Explanations of a knot of broken equations: sets of cells, and runs of cells moved by one place, that mend them all.

A wrong cell breaks every equation it stands in, so it lies where broken equations cross and in none that holds; of a
run that was moved by one place only the equations across it break. Each set is solved for the values its equations ask
for, and what is found are all sets of the asked size: whoever chooses among them has to know the rivals.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from expectations.knot import Board, Knot, Suspect
from expectations.picking import Pick, pick_value
from expectations.shifts import Shift

_MOST_STEPS = 4_000
_MOST_SHIFTS = 24
_UNEXPLAINED = 5
_Asked = tuple[list[int], int, int]
"""Corrections that single equations ask for, the lowest and the highest that all admit (won)."""


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """Wrong cells with their right values that together mend a group of equations.

    `cost` says how little it is borne out: by what edits the cells are explained, 5 for one that none explains.
    """

    suspects: tuple[Suspect, ...]
    cost: int


def find_hypotheses(knot: Knot, group: Sequence[int], shifts: Sequence[Shift], size: int) -> list[Hypothesis]:
    """All explanations of a group of broken equations by so many slips."""
    found: dict[frozenset[tuple[int, int]], Hypothesis] = {}
    for count in range(size + 1):
        for chosen in combinations(shifts[:_MOST_SHIFTS], count):
            for hypothesis in _with_shifts(knot, group, chosen, size - count):
                found.setdefault(frozenset((s.cell, s.right) for s in hypothesis.suspects), hypothesis)
    return list(found.values())


def _with_shifts(knot: Knot, group: Sequence[int], chosen: Sequence[Shift], cells: int) -> Iterator[Hypothesis]:
    changes = {cell: won for shift in chosen for cell, won in shift.changes.items()}
    if len(changes) < sum(len(shift.changes) for shift in chosen):
        return
    moved: dict[int, int] = {}
    for shift in chosen:
        for number, won in shift.moved.items():
            moved[number] = moved.get(number, 0) + won
    board = Board(knot, moved, frozenset(changes))
    left = [number for number in group if board.is_broken(number)]
    if any(board.is_broken(number) for number in moved if number not in group):
        return
    for suspects in _of_size(board, left, cells):
        runs = tuple(suspect for shift in chosen for suspect in shift.suspects(knot, len(chosen) + cells))
        if not all(suspect.proved for suspect in runs):
            suspects = tuple(replace(s, proved=s.proved and moved.keys().isdisjoint(s.broken)) for s in suspects)
        if changes.keys().isdisjoint(copy for s in suspects for copy in knot.copies_of(s.cell)):
            cost = len(chosen) + sum(_cost_of(suspect) for suspect in suspects)
            yield Hypothesis((*runs, *suspects), cost)


def _cost_of(suspect: Suspect) -> int:
    return _UNEXPLAINED if suspect.explanation is None else suspect.explanation.cost


def _of_size(board: Board, group: Sequence[int], size: int) -> Iterator[tuple[Suspect, ...]]:
    """The sets of exactly so many cells that mend the group, each once."""
    if not group:
        if not size:
            yield ()
        return
    admissible = {c for number in group for c in board.knot.unknowns_of[number] if board.may_be_wrong(c)}
    reach = max((len(board.broken_of(cell)) for cell in admissible), default=0)
    steps = 0
    stack: list[tuple[tuple[int, ...], list[int]]] = [((), list(group))]
    seen: set[frozenset[int]] = set()
    while stack and steps < _MOST_STEPS and board.knot.steps_left > 0:
        steps += 1
        board.knot.steps_left -= 1
        chosen, open_equations = stack.pop()
        if not open_equations:
            key = frozenset(chosen)
            if len(chosen) == size and key not in seen:
                seen.add(key)
                suspects = settle(board, group, chosen)
                if suspects:
                    yield suspects
            continue
        if len(open_equations) > (size - len(chosen)) * reach:
            continue
        first = min(open_equations, key=lambda number: len(board.knot.unknowns_of[number]))
        for cell in board.knot.unknowns_of[first]:
            if cell in admissible and cell not in chosen:
                rest = [number for number in open_equations if (number, cell) not in board.knot.coefficient]
                stack.append(((*chosen, cell), rest))


def settle(board: Board, group: Sequence[int], chosen: tuple[int, ...]) -> tuple[Suspect, ...]:
    """The corrections of the chosen cells that make the group hold; empty where there are none."""
    picked = _pick_all(board, group, chosen)
    changes = {cell: pick.right - board.knot.cells[cell].value for cell, pick in picked.items()}
    if not picked or not all(changes.values()) or not board.still_hold(changes):
        return ()
    suspects = []
    for cell, pick in picked.items():
        count = _independent(board, cell, chosen)
        others = [picked[other] for other in chosen if other != cell]
        alone = _independent(board, cell, chosen, private=True) > 1
        told = pick.says_value or (bool(others) and all(other.says_value for other in others))
        witnessed = count > 1 and len(group) - len(chosen) >= max(len(chosen) - 1, 1) and (alone or told)
        proved = witnessed and pick.is_certain
        spread = pick.spread if witnessed and not proved else 0
        copies = board.knot.copies.get(cell, ())
        shown = count if copies else _independent(board, cell, chosen, printed=True)
        suspects.append(
            Suspect(cell, pick.right, board.broken_of(cell), shown, pick.explanation, proved, spread, copies)
        )
    return tuple(suspects)


def _pick_all(board: Board, group: Sequence[int], chosen: tuple[int, ...]) -> dict[int, Pick]:
    """The value of each chosen cell; a certain one narrows what rounding leaves for the others. Empty: they clash."""
    fixed: dict[int, _Asked] = {}
    for _ in chosen:
        wanted = _corrections(board, group, chosen, fixed)
        if wanted is None:
            return {}
        picked = {cell: pick_value(board.knot, cell, *wanted[cell]) for cell in chosen}
        certain = [cell for cell in chosen if picked[cell].is_certain and cell not in fixed]
        if not certain or len(chosen) == 1:
            break
        for cell in certain:
            change = picked[cell].right - board.knot.cells[cell].value
            fixed[cell] = ([change], change, change)
    return picked


def _corrections(
    board: Board, group: Sequence[int], chosen: tuple[int, ...], fixed: Mapping[int, _Asked]
) -> dict[int, _Asked] | None:
    """cell -> what the group asks for it, solved one cell after the other; None where the equations clash."""
    known = dict(fixed)
    open_equations = list(group)
    while open_equations:
        later = []
        for number in open_equations:
            present = [c for c in chosen if (number, c) in board.knot.coefficient]
            lacking = [c for c in present if c not in known]
            if len(lacking) > 1:
                later.append(number)
                continue
            target = lacking[0] if lacking else next((c for c in present if c not in fixed), present[0])
            low, high, point = _asked(board, number, target, present, known)
            points, lowest, highest = known.get(target, ([], low, high))
            lowest, highest = max(lowest, low), min(highest, high)
            if lowest > highest:
                return None
            if target not in fixed:
                known[target] = ([*points, point], lowest, highest)
        if len(later) == len(open_equations):
            return None
        open_equations = later
    return known if len(known) == len(chosen) else None


def _asked(
    board: Board, number: int, target: int, present: Sequence[int], known: Mapping[int, _Asked]
) -> tuple[int, int, int]:
    """(lowest, highest, likeliest) correction of a cell that an equation asks for, the others' given."""
    left, slack = board.residual(number), board.tolerance(number, present)
    for cell in present:
        factor = board.knot.coefficient[number, cell]
        if cell != target:
            points, low, high = known[cell]
            left += factor * points[0]
            slack += abs(factor) * (high - low)
    factor = board.knot.coefficient[number, target]
    point = -left * factor // (factor * factor)
    reach = slack // abs(factor)
    return point - reach, point + reach, point


def _independent(
    board: Board, cell: int, chosen: Sequence[int], *, private: bool = False, printed: bool = False
) -> int:
    """How many broken equations of the cell share no other cell with each other.

    `private`: those without another chosen cell; `printed`: copies of one number count as the two that are printed.
    """
    knot = board.knot
    wrong = {copy for other in chosen for copy in knot.copies_of(other)}
    used: set[int] = set()
    count = 0
    for number in sorted(board.broken_of(cell), key=lambda e: len(knot.unknowns_of[e])):
        others = {c for c in knot.unknowns_of[number] if c != cell}
        if private and not others.isdisjoint(chosen):
            continue
        if printed:
            others = {c for c, _ in knot.equations[number].terms if c != cell}
        if used.isdisjoint(others - wrong):
            used |= others - wrong
            count += 1
    return count
