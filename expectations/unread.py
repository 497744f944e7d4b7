"""A misprint that no reader can take for a number (`24,00`): what the equations say it must be.

The value stays unread in its row. Where two equations that share no other cell give the same number, and the printed
digits are that number's, the finding carries it.
"""

from __future__ import annotations

from collections.abc import Sequence

from expectations.edits import Surroundings
from expectations.equations import Equation
from expectations.knot import Solution, Suspect


def solve_unread(around: Surroundings, equations: Sequence[Equation]) -> list[Solution]:
    """One solution for each unreadable cell that some equation gives a value for."""
    asked: dict[int, list[int]] = {}
    for number, equation in enumerate(equations):
        if equation.state == "unknown":
            unread = [cell for cell, _ in equation.terms if not around.cells[cell].is_known]
            if len(unread) == 1 and around.cells[unread[0]].source.reading == "unreadable":
                asked.setdefault(unread[0], []).append(number)
    return [
        Solution(tuple(numbers), (suspect,))
        for cell, numbers in asked.items()
        if (suspect := _suspect(around, equations, cell, numbers)) is not None
    ]


def _suspect(around: Surroundings, equations: Sequence[Equation], cell: int, numbers: Sequence[int]) -> Suspect | None:
    values = {number: _wanted(equations[number], cell) for number in numbers}
    right = values[numbers[0]]
    agreeing = [number for number in numbers if values[number] == right]
    explanation = around.explain(cell, right)
    if explanation is None:
        return None
    used: set[int] = set()
    count = 0
    for number in agreeing:
        others = {other for other, _ in equations[number].terms if other != cell}
        if not others & used:
            used |= others
            count += 1
    proved = count > 1 and len(agreeing) == len(numbers)
    return Suspect(cell, right, tuple(numbers), count, explanation, proved)


def _wanted(equation: Equation, cell: int) -> int:
    coefficient = next(factor for other, factor in equation.terms if other == cell)
    return -equation.residual * coefficient
