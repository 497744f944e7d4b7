"""Which cells are wrong: the fewest that make every broken equation of a table hold without breaking one that held.

A wrong cell breaks every equation it stands in, so it lies where broken equations cross and in none that holds. Cells
are solved together: with two wrong cells in one column, each row gives one of them and the column must fit both. A
value is proved only where it satisfies two equations that share no other cell; everything else is a candidate.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from expectations.cells import measure_of
from expectations.edits import Explanation
from expectations.equations import Equation
from expectations.knot import Knot, Solution, Suspect
from expectations.rates import Rate

_MOST_CELLS = 3
_MOST_STEPS = 4_000
_WIDEST = 40
_WEAK = 3
_SAYS_NO_VALUE = frozenset({"repeated_cell"})
_EXACT_SUMS = 48


def solve(knot: Knot) -> list[Solution]:
    """Every broken equation in exactly one solution."""
    admissible = {cell for cell in knot.broken_of if knot.may_be_wrong(cell)}
    solutions: list[Solution] = []
    for group in _components(knot, admissible):
        solutions += _solve_group(knot, group, admissible)
    return solutions


def _components(knot: Knot, admissible: set[int]) -> list[list[int]]:
    """Broken equations that share a cell which may be wrong."""
    parent = {number: number for number in knot.broken}

    def root(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    for cell in admissible:
        first, *others = knot.broken_of[cell]
        for other in others:
            parent[root(other)] = root(first)
    groups: dict[int, list[int]] = {}
    for number in knot.broken:
        groups.setdefault(root(number), []).append(number)
    return list(groups.values())


def _solve_group(knot: Knot, group: Sequence[int], admissible: set[int]) -> list[Solution]:
    if len(group) > 1:
        for size in range(1, min(_MOST_CELLS, len(group) - 1) + 1):
            found = _best(list(_of_size(knot, group, admissible, size)))
            if found:
                return [Solution(tuple(group), found[0])] if _is_settled(found) else [_undecided(group, found)]
        peeled = _peel(knot, group, admissible)
        if peeled is not None:
            rest = [number for number in group if number not in peeled.equations]
            return [peeled, *_solve_group(knot, rest, admissible)] if rest else [peeled]
        return [Solution((number,), candidates=_candidates(knot, number, admissible)) for number in group]
    return [Solution(tuple(group), candidates=_candidates(knot, group[0], admissible))]


def _is_settled(found: Sequence[tuple[Suspect, ...]]) -> bool:
    """One solution, and if it needs several cells, each of them is proved or explained."""
    return len(found) == 1 and (len(found[0]) == 1 or all(s.proved or s.explanation is not None for s in found[0]))


def _undecided(group: Sequence[int], found: Sequence[tuple[Suspect, ...]]) -> Solution:
    return Solution(tuple(group), candidates=tuple(suspect for suspects in found for suspect in suspects))


def _best(found: list[tuple[Suspect, ...]]) -> list[tuple[Suspect, ...]]:
    """Those with the fewest cells that no edit explains; several only where they tie."""
    if not found:
        return []
    unexplained = [sum(suspect.explanation is None for suspect in suspects) for suspects in found]
    least = min(unexplained)
    return [suspects for suspects, count in zip(found, unexplained, strict=True) if count == least]


def _peel(knot: Knot, group: Sequence[int], admissible: set[int]) -> Solution | None:
    """One cell whose equations all ask for the same value, taken off a knot that no few cells explain."""
    inside = set(group)
    cells = {cell for number in group for cell, _ in knot.equations[number].terms if cell in admissible}
    found = []
    for cell in sorted(cells):
        touched = [number for number in knot.broken_of[cell] if number in inside]
        if len(touched) > 1 and len(touched) == len(knot.broken_of[cell]):
            suspects = _settle(knot, touched, (cell,))
            if suspects and suspects[0].proved:
                found.append((suspects[0].explanation is None, touched, suspects))
    found.sort(key=lambda entry: entry[0])
    return Solution(tuple(found[0][1]), found[0][2]) if found else None


def _of_size(knot: Knot, group: Sequence[int], admissible: set[int], size: int) -> Iterator[tuple[Suspect, ...]]:
    steps = 0
    stack: list[tuple[tuple[int, ...], list[int]]] = [((), list(group))]
    seen: set[frozenset[int]] = set()
    while stack and steps < _MOST_STEPS and knot.steps_left > 0:
        steps += 1
        knot.steps_left -= 1
        chosen, open_equations = stack.pop()
        if not open_equations:
            key = frozenset(chosen)
            if len(chosen) == size and key not in seen:
                seen.add(key)
                suspects = _settle(knot, group, chosen)
                if suspects:
                    yield suspects
            continue
        if len(chosen) == size:
            continue
        first = min(open_equations, key=lambda number: len(knot.equations[number].terms))
        for cell, _ in knot.equations[first].terms:
            if cell in admissible and cell not in chosen:
                rest = [number for number in open_equations if (number, cell) not in knot.coefficient]
                stack.append(((*chosen, cell), rest))


def _settle(knot: Knot, group: Sequence[int], chosen: tuple[int, ...]) -> tuple[Suspect, ...]:
    """The corrections of the chosen cells that make the group hold; empty where there are none."""
    wanted = _corrections(knot, group, chosen)
    if wanted is None:
        return ()
    picked = {cell: _pick(knot, cell, *wanted[cell]) for cell in chosen}
    changes = {cell: pick.right - knot.cells[cell].value for cell, pick in picked.items()}
    if not all(changes.values()) or not knot.still_hold(changes):
        return ()
    suspects = []
    for cell, pick in picked.items():
        count = _independent(knot, cell, set(chosen))
        others = [picked[other] for other in chosen if other != cell]
        alone = _independent(knot, cell, set(chosen), private=True) > 1
        backed = alone or pick.says_value or (bool(others) and all(other.says_value for other in others))
        proved = pick.is_certain and count > 1 and len(group) > len(chosen) and backed
        suspects.append(Suspect(cell, pick.right, tuple(knot.broken_of[cell]), count, pick.explanation, proved))
    return tuple(suspects)


def _corrections(
    knot: Knot, group: Sequence[int], chosen: tuple[int, ...]
) -> dict[int, tuple[list[int], int, int]] | None:
    """cell -> (corrections that single equations ask for, lowest, highest that all admit); None where they clash."""
    known: dict[int, tuple[list[int], int, int]] = {}
    open_equations = list(group)
    while open_equations:
        later = []
        for number in open_equations:
            lacking = [c for c in chosen if (number, c) in knot.coefficient and c not in known]
            if len(lacking) > 1:
                later.append(number)
                continue
            target = lacking[0] if lacking else next(c for c in chosen if (number, c) in knot.coefficient)
            point, slack = _asked(knot, number, target, chosen, known)
            points, low, high = known.get(target, ([], point - slack, point + slack))
            low, high = max(low, point - slack), min(high, point + slack)
            if low > high:
                return None
            known[target] = ([*points, point], low, high)
        if len(later) == len(open_equations):
            return None
        open_equations = later
    return known if len(known) == len(chosen) else None


def _asked(
    knot: Knot, number: int, target: int, chosen: tuple[int, ...], known: Mapping[int, tuple[list[int], int, int]]
) -> tuple[int, int]:
    """The correction of one cell that an equation asks for, the others' given, and how far rounding lets it stray."""
    equation = knot.equations[number]
    left, slack = equation.residual, equation.tolerance
    for cell in chosen:
        factor = knot.coefficient.get((number, cell), 0)
        if cell != target and factor:
            points, low, high = known[cell]
            left += factor * points[0]
            slack += high - low
    return -left // knot.coefficient[number, target], slack


@dataclass(frozen=True, slots=True)
class Pick:
    """The value chosen for a cell; `is_certain` where neither rounding nor another edit leaves a second one."""

    right: int
    explanation: Explanation | None
    is_certain: bool
    is_told: bool = False

    @property
    def says_value(self) -> bool:
        """Whether the edit gives the value: `repeated_cell` says why the printed one is wrong, not what is right."""
        found = self.explanation
        if self.is_told:
            return True
        return found is not None and found.cost < _WEAK and found.name not in _SAYS_NO_VALUE


def _pick(knot: Knot, cell: int, points: Sequence[int], low: int, high: int) -> Pick:
    """The right value among those that rounding admits.

    Where sums hold but for rounding, two equations may agree on a value that is one unit off; there an edit has to give
    the value, unless an equation of one part forces it, or the table prints round figures and this alone is one.
    """
    value = knot.cells[cell].value
    point = next((p for p in points if low <= p <= high), low)
    agreed = all(p == point for p in points)
    forced = low == high or knot.is_whole(cell) or _is_only_round_value(knot, cell, point, low, high)
    explained = knot.around.explain(cell, value + point)
    telling = telling_values(knot, cell, value + low, value + high)
    if len(telling) == 1 and not (agreed and forced):
        right, edit = telling[0]
        why = knot.around.explain(cell, right)
        return Pick(right, why if why is not None and why.cost < edit.cost else edit, True, True)
    exact_sums = knot.exact_sums.get(knot.cells[cell].table_id, 0)
    exact = exact_sums >= _EXACT_SUMS and len(telling) < 2
    told = any(right == value + point for right, _ in telling)
    return Pick(value + point, explained, agreed and (forced or exact), told)


def _is_only_round_value(knot: Knot, cell: int, point: int, low: int, high: int) -> bool:
    """Whether the correction gives the one value between the bounds that is as round as all numbers of the table."""
    grain, value = knot.grain(cell), knot.cells[cell].value
    if not grain or (value + point) % grain:
        return False
    return (value + high) // grain - -(-(value + low) // grain) == 0


def telling_values(knot: Knot, cell: int, low: int, high: int) -> list[tuple[int, Explanation]]:
    """Values in whole printed units between two bounds that one telling edit gives, of the most telling kind."""
    quantum = knot.cells[cell].quantum
    if (high - low) // quantum > _WIDEST:
        return []
    found = []
    for right in range(-(-low // quantum) * quantum, high + 1, quantum):
        if right == knot.cells[cell].value:
            continue
        edits = [e for e in knot.around.explanations(cell, right) if e.cost < _WEAK and e.name not in _SAYS_NO_VALUE]
        if edits:
            found.append((right, min(edits, key=lambda edit: edit.cost)))
    least = min((explanation.cost for _, explanation in found), default=0)
    return [(right, explanation) for right, explanation in found if explanation.cost == least]


def _independent(knot: Knot, cell: int, chosen: set[int], *, private: bool = False) -> int:
    """How many broken equations of the cell share no other cell with each other (`private`: no chosen cell either)."""
    used: set[int] = set()
    count = 0
    for number in sorted(knot.broken_of[cell], key=lambda e: len(knot.equations[e].terms)):
        others = {c for c, _ in knot.equations[number].terms if c != cell}
        if private and others & chosen:
            continue
        members = others - chosen
        if not members & used:
            used |= members
            count += 1
    return count


def _candidates(knot: Knot, number: int, admissible: set[int]) -> tuple[Suspect, ...]:
    """Cells that would make a lone equation hold by one edit, the most telling first."""
    equation = knot.equations[number]
    found = []
    for cell, coefficient in equation.terms:
        if cell not in admissible or len(knot.broken_of[cell]) > 1:
            continue
        right = knot.cells[cell].value - equation.residual * coefficient
        telling = telling_values(knot, cell, right - equation.tolerance, right + equation.tolerance)
        explanation = knot.around.explain(cell, right)
        if explanation is not None and explanation.name in _SAYS_NO_VALUE and not _repeats_a_part(knot, equation, cell):
            explanation = None
        if len(telling) == 1 and (explanation is None or telling[0][1].cost < explanation.cost):
            right, explanation = telling[0]
        rates = [rate for rate in knot.rates if rate.involves(cell)]
        if any(_is_witness(knot, rate, cell, right, against=True) for rate in rates):
            continue
        witnesses = sum(_is_witness(knot, rate, cell, right) for rate in rates)
        if explanation is not None or witnesses:
            found.append(Suspect(cell, right, (number,), 1 + witnesses, explanation, witnesses > 0))
    if sum(suspect.proved for suspect in found) == 1:
        return tuple(suspect for suspect in found if suspect.proved)
    found = [replace(suspect, confirmations=1, proved=False) for suspect in found if suspect.explanation]
    return tuple(sorted(found, key=lambda suspect: suspect.explanation.cost if suspect.explanation else _WEAK))


def _repeats_a_part(knot: Knot, equation: Equation, cell: int) -> bool:
    """Whether it prints the amount of another term, or of its neighbour in kind: 정부안 may well equal 확정."""
    printed = knot.cells[cell]
    if any(other != cell and knot.cells[other].value == printed.value for other, _ in equation.terms):
        return True
    grid = knot.around.grids.get(printed.table_id or "")
    row = grid.at[printed.row] if grid is not None else []
    beside = [row[at] for at in (printed.column - 1, printed.column + 1) if 0 <= at < len(row) and row[at] >= 0]
    return any(
        knot.cells[other].value == printed.value and measure_of(knot.cells[other]) == measure_of(printed)
        for other in beside
    )


def _is_witness(knot: Knot, rate: Rate, cell: int, right: int, *, against: bool = False) -> bool:
    """Whether a printed rate fits the right value and not the printed one (`against`: the other way round)."""
    before = rate.fits(knot.cells, {})
    after = rate.fits(knot.cells, {cell: right - knot.cells[cell].value})
    return before and not after if against else after and not before
