"""Which of the values that equations and rounding admit for a cell is the right one, and whether that is certain.

Equations over rounded parts give a value but for a unit or two. It is certain where the bounds leave one printed unit,
where the table shows that nothing was rounded, or where a slip of the hand gives one value between the bounds and no
other slip gives another: a repeated cell explains every value, and so tells none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from expectations.edits import Explanation
from expectations.exactness import chance_of_agreeing_wrongly
from expectations.knot import TELLING, Knot

WEAK = 3
SAYS_NO_VALUE = frozenset({"repeated_cell"})
_WIDEST = 40
_RARE = 100
_SUMMED = 20
_FEW = 3
_DOUBT = 1 / 2000
"""A value is not called certain where it is wrong more often than this."""


@dataclass(frozen=True, slots=True)
class Pick:
    """The value chosen for a cell; `is_certain` where neither rounding nor another edit leaves a second one.

    `spread` is how far rounding lets the right value lie from `right`, in won; `is_told`: an edit alone gives it.
    """

    right: int
    explanation: Explanation | None
    is_certain: bool
    is_told: bool = False
    spread: int = 0

    @property
    def says_value(self) -> bool:
        """Whether the edit gives the value: `repeated_cell` says why the printed one is wrong, not what is right."""
        found = self.explanation
        if self.is_told:
            return True
        return found is not None and found.cost < WEAK and found.name not in SAYS_NO_VALUE


def pick_value(knot: Knot, cell: int, points: Sequence[int], low: int, high: int) -> Pick:
    """The right value among those that rounding admits; `points` are the corrections that single equations ask for."""
    value, quantum = knot.cells[cell].value, knot.cells[cell].quantum
    first, last = -(-(value + low) // quantum) * quantum, (value + high) // quantum * quantum
    point = next((p for p in points if low <= p <= high), first - value if first <= last else low)
    right = first if first == last else value + point
    agreed = all(p == point for p in points)
    spread = max(abs(right - (value + low)), abs(value + high - right)) // quantum * quantum
    only = first == last or _is_only_round_value(knot, cell, right, low, high)
    telling = telling_values(knot, cell, value + low, value + high)
    explanation = knot.explain(cell, right)
    if only or (agreed and knot.roundness.is_whole(cell)):
        return Pick(right, explanation, True, any(told == right for told, _ in telling))
    if (
        len(telling) == 1
        and _is_alone(knot, cell, telling[0], first, last)
        and _is_rare(knot, cell, telling[0], spread)
    ):
        right, edit = telling[0]
        why = knot.explain(cell, right)
        return Pick(right, why if why is not None and why.cost < edit.cost else edit, True, True)
    certain = agreed and not right % quantum and all(told == right for told, _ in telling)
    certain = certain and not _has_better_rival(knot, cell, right, range(first, last + 1, quantum))
    certain = certain and _chance_of_another(knot, cell, right, len(points)) < _DOUBT
    return Pick(right, explanation, certain, False, 0 if certain else spread)


def _has_better_rival(knot: Knot, cell: int, right: int, values: range) -> bool:
    """Whether a slip explains another value between the bounds better than any explains this one."""
    if len(values) > _WIDEST:
        return False
    own = _least_cost(knot, cell, right)
    others = (value for value in values if value not in (right, knot.cells[cell].value))
    return any(_least_cost(knot, cell, value) < min(own, WEAK) for value in others)


def _least_cost(knot: Knot, cell: int, right: int) -> int:
    edits = (edit.cost for edit in knot.explanations(cell, right) if edit.name not in SAYS_NO_VALUE)
    return min(edits, default=WEAK)


def _chance_of_another(knot: Knot, cell: int, right: int, count: int) -> float:
    """How likely another value than the one that so many equations agree on is right, because of rounding.

    A slip of the hand that gives just this value makes it less likely by as much as it would seldom fit another.
    """
    numbers = [n for n in knot.equations_of.get(cell, ()) if knot.equations[n].state == "broken"]
    beside = {other for n in numbers for other, _ in knot.equations[n].terms} - set(knot.copies_of(cell))
    largest = sorted((knot.equations[n] for n in numbers), key=lambda e: len(e.terms), reverse=True)
    edits = [edit for edit in knot.explanations(cell, right) if edit.name not in SAYS_NO_VALUE]
    units = max(abs(right), abs(knot.cells[cell].value)) // knot.cells[cell].quantum
    chance = min([1.0, *(_ways(edit, units) / max(units, 1) for edit in edits)])
    chance *= knot.roundness.chance_of_rounding(cell, beside if not right // knot.cells[cell].quantum % 10 else ())
    return chance * chance_of_agreeing_wrongly(largest[:count], knot.cells, knot.cells[cell].quantum)


def _is_only_round_value(knot: Knot, cell: int, right: int, low: int, high: int) -> bool:
    """Whether the correction gives the one value between the bounds that is as round as all numbers of the table."""
    grain, value = knot.roundness.grain(cell), knot.cells[cell].value
    if not grain or right % grain:
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
        edits = [e for e in knot.explanations(cell, right) if e.cost <= TELLING and e.name not in SAYS_NO_VALUE]
        if edits:
            found.append((right, min(edits, key=lambda edit: edit.cost)))
    least = min((explanation.cost for _, explanation in found), default=0)
    return [(right, explanation) for right, explanation in found if explanation.cost == least]


def _is_alone(knot: Knot, cell: int, told: tuple[int, Explanation], first: int, last: int) -> bool:
    """Whether no other value between the bounds has an explanation as telling."""
    quantum = knot.cells[cell].quantum
    for right in range(first, last + 1, quantum):
        rival = knot.explain(cell, right) if right not in (told[0], knot.cells[cell].value) else None
        if rival is not None and rival.cost <= told[1].cost:
            return False
    return True


def _is_rare(knot: Knot, cell: int, told: tuple[int, Explanation], spread: int) -> bool:
    """Whether the edit would seldom give a value this near to one that equations ask for, were the cause another.

    Of 40 numbers that 4,218 becomes by one digit more, one lies within two units of a number that has nothing to do
    with it once in fifty times: in short numbers a digit proves little.
    """
    right, edit = told
    quantum = knot.cells[cell].quantum
    units = max(abs(right), abs(knot.cells[cell].value)) // quantum
    return _ways(edit, units) * (2 * spread // quantum + 1) * _RARE < units


def _ways(edit: Explanation, units: int) -> int:
    """How many numbers an edit of this kind could make of one as long as this."""
    digits = len(str(units))
    return {
        "dropped_digit": 9 * digits, "doubled_digit": digits, "swapped_digits": digits, "wrong_digit": 9 * digits,
        "subtotal_twice": _SUMMED, "part_twice": _SUMMED, "part_left_out": _SUMMED, "sign": 1, "separator": 1,
    }.get(edit.name, _FEW)  # fmt: skip
