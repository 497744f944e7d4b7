"""The sums a planted table was made from, and which of its cells they prove when some are wrong.

Stated from how `planted_tables` makes each shape, not from what the checks find in it. A cell is provable where the
equations give its value even when any one of them is left out, with every wrong cell of the table taken as unknown:
then two independent derivations agree on it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from fractions import Fraction

from planted_tables import Planted

Place = tuple[int, int]
Sum = dict[Place, int]
"""Coefficients: the result 1, its parts -1 (or 1 where a part is taken off)."""

_BY_YEARS = ("years_by_sources", "sources_by_years", "groups_of_sources", "subtotals")


def equations_of(table: Planted) -> list[Sum]:
    """Every sum that holds in the correct table, as its maker knows it."""
    width, height = len(table.columns), len(table.rows)
    across = [_sum_of((row, result), parts) for row in range(height) for result, parts in _across(table, row)]
    down = [
        _sum_of((result, column), [((row, column), 1) for row in rows])
        for result, rows in _down(table)
        for column in range(width)
    ]
    return [*across, *down]


def _sum_of(result: Place, parts: Sequence[tuple[Place, int]]) -> Sum:
    return {result: 1, **{place: -sign for place, sign in parts}}


def _across(table: Planted, row: int) -> Iterator[tuple[int, list[tuple[Place, int]]]]:
    """(result column, signed parts) of the sums along a row."""
    width = len(table.columns)
    if table.shape in _BY_YEARS:
        yield 0, [((row, column), 1) for column in range(1, width)]
    elif table.shape == "planned_and_secured":
        for measure in (0, 1):
            yield measure, [((row, column), 1) for column in range(measure + 2, width, 2)]
    elif table.shape == "before_and_after":
        yield 2, [((row, 1), 1), ((row, 0), -1)]
    elif table.shape == "secured_and_unsecured":
        yield 0, [((row, 1), 1), ((row, 2), 1)]


def _down(table: Planted) -> Iterator[tuple[int, list[int]]]:
    """(result row, part rows) of the sums down a column."""
    rows = table.rows
    tops = [row for row, labels in enumerate(rows) if labels.get("row_label") in ("총계", "□ 합계")]
    if table.shape == "groups_of_sources":
        step = sum(labels["row_group"] == "총계" for labels in rows)
        heads = range(0, len(rows), step)
        yield from ((head, [head + at for at in range(1, step)]) for head in heads)
        yield from ((at, [head + at for head in heads[1:]]) for at in range(step))
    elif table.shape == "subtotals":
        subtotals = [row for row, labels in enumerate(rows) if labels["row_label"] == "소계"]
        yield tops[0], subtotals
        for head in subtotals:
            group = rows[head]["row_group"]
            yield head, [row for row, labels in enumerate(rows) if labels.get("row_group") == group and row != head]
    elif table.shape == "items_by_bullets":
        heads = [row for row, labels in enumerate(rows) if labels.get("total") and row not in tops]
        yield tops[0], heads
        for head, after in zip(heads, [*heads[1:], len(rows)], strict=True):
            yield head, list(range(head + 1, after))
    else:
        total = next(row for row, labels in enumerate(rows) if labels.get("total"))
        yield total, [row for row in range(len(rows)) if row != total]


def provable(table: Planted, wrong: Collection[Place]) -> set[Place]:
    """The wrong cells whose values the equations give whichever one of them is left out."""
    unknown = sorted(wrong)
    system = [[equation.get(place, 0) for place in unknown] for equation in equations_of(table)]
    system = [line for line in system if any(line)]
    return {
        place
        for at, place in enumerate(unknown)
        if len(system) > 1
        and all(_determines([*system[:left], *system[left + 1 :]], at) for left in range(len(system)))
    }


def _determines(system: Sequence[Sequence[int]], at: int) -> bool:
    """Whether the lines of the system fix the unknown of this number: its unit vector is among their combinations."""
    unit = [int(number == at) for number in range(len(system[0]))] if system else []
    return bool(system) and _rank([*system, unit]) == _rank(system)


def _rank(system: Sequence[Sequence[int]]) -> int:
    lines = [[Fraction(value) for value in line] for line in system]
    rank = 0
    for column in range(len(lines[0])):
        pivot = next((at for at in range(rank, len(lines)) if lines[at][column]), None)
        if pivot is None:
            continue
        lines[rank], lines[pivot] = lines[pivot], lines[rank]
        for at in range(rank + 1, len(lines)):
            factor = lines[at][column] / lines[rank][column]
            lines[at] = [value - factor * other for value, other in zip(lines[at], lines[rank], strict=True)]
        rank += 1
    return rank


def is_like_one_slip(table: Planted, right: Mapping[Place, int]) -> bool:
    """Whether another cell, or another value, would alone make every sum hold: then the page shows one slip.

    Two slips can leave the very table that a single one leaves of another correct table; no reader can tell them.
    """
    broken = [(equation, *_rest(table, equation)) for equation in equations_of(table)]
    broken = [(equation, rest, slack) for equation, rest, slack in broken if abs(rest) * 2 > slack]
    for place in set.intersection(*(set(equation) for equation, _, _ in broken)) if broken else set():
        asked = [
            (-rest * equation[place] * 2 - slack, -rest * equation[place] * 2 + slack)
            for equation, rest, slack in broken
        ]
        low, high = max(low for low, _ in asked), min(high for _, high in asked)
        inside = sum(place in equation for equation in equations_of(table)) == len(broken)
        lacks = 2 * (right[place] - table.values[place[0]][place[1]]) if place in right else None
        if inside and low <= high and (lacks is None or not low <= lacks <= high):
            return True
    return False


def failing(table: Planted) -> set[int]:
    """The numbers of the sums that fail on the printed numbers, by more than rounding."""
    rests = (_rest(table, equation) for equation in equations_of(table))
    return {number for number, (rest, slack) in enumerate(rests) if abs(rest) * 2 > slack}


def _rest(table: Planted, equation: Sum) -> tuple[int, int]:
    """(what is left over, halves of a unit that rounding may explain) of a sum on the printed numbers."""
    values = {place: table.values[place[0]][place[1]] for place in equation}
    parts = sum(bool(value) for value in list(values.values())[1:])
    return sum(factor * values[place] for place, factor in equation.items()), parts if parts > 1 else 0
