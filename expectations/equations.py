"""One equation over printed cells, and whether rounding explains what is left over.

Numbers printed in thousands were rounded in thousands: each part may be off by half of its last digit, so a sum of n
parts may differ from its printed total by n halves (inclusive). A printed 0 is a part too, perhaps of four tenths of a
unit; a dash is none. A single part has to be equal. A blank total is one that nobody filled in, and blank parts under
a filled total say nothing either: such an equation is void.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from expectations.cells import Cell

State = Literal["holds", "broken", "unknown", "void"]


@dataclass(frozen=True, slots=True)
class Equation:
    """`sum(coefficient * cell) = 0`; the first term is the printed result, with coefficient 1.

    `support` counts the equations of the same family that hold; `is_sure` says that labels imply the family, not
    numbers alone. `residual` is the printed result less what the parts give, in won.
    """

    rule: str
    terms: tuple[tuple[int, int], ...]
    table_id: str | None
    residual: int
    tolerance: int
    state: State
    is_sure: bool = True
    support: int = 0

    @property
    def result(self) -> int:
        """Index of the cell where the result is printed."""
        return self.terms[0][0]

    @property
    def parts(self) -> tuple[tuple[int, int], ...]:
        """(cell, sign) of the parts, sign as printed: +1 for what is added."""
        return tuple((cell, -coefficient) for cell, coefficient in self.terms[1:])

    def tolerance_with(self, cells: Sequence[Cell], filled: Collection[int]) -> int:
        """What rounding may explain once these cells print something: a part that was left blank adds its half unit."""
        if not any(cells[cell].is_nil for cell in filled):
            return self.tolerance
        counted = [cells[part].quantum for part, _ in self.parts if not cells[part].is_nil or part in filled]
        return max(self.tolerance, find_tolerance(counted, cells[self.result].quantum))

    def on(self, cells: Sequence[Cell]) -> Equation:
        """The same equation over other amounts; one that was void or left open stays so."""
        if self.state not in ("holds", "broken"):
            return self
        return evaluate(self.rule, self.terms, cells, is_sure=self.is_sure, support=self.support)


def find_tolerance(quanta: Sequence[int], result_quantum: int) -> int:
    """The won that rounding may explain: half a unit a part; a result in another unit may be off by half of its own.

    >>> find_tolerance([1000, 1000, 1000], 1000), find_tolerance([1000], 1000), find_tolerance([1000], 100_000_000)
    (1500, 0, 50000500)
    """
    halves = sum(quanta)
    if len(quanta) < 2 and (not quanta or quanta[0] == result_quantum):
        return 0
    if result_quantum > max(quanta):
        halves += result_quantum
    return halves // 2


def evaluate(
    rule: str, terms: Sequence[tuple[int, int]], cells: Sequence[Cell], *, is_sure: bool = True, support: int = 0
) -> Equation:
    """The equation with its residual and state."""
    result = cells[terms[0][0]]
    parts = [cells[index] for index, _ in terms[1:]]
    residual = sum(coefficient * cells[index].value for index, coefficient in terms)
    counted = [part.quantum for part in parts if not part.is_nil]
    tolerance = find_tolerance(counted, result.quantum)
    state = _find_state(result, parts, residual, tolerance)
    return Equation(rule, tuple(terms), result.table_id, residual, tolerance, state, is_sure, support)


def _find_state(result: Cell, parts: Sequence[Cell], residual: int, tolerance: int) -> State:
    if not parts or (result.is_known and result.is_blank):
        return "void"
    if all(part.is_nil for part in parts) and (result.value or not result.is_known):
        return "void"
    unknown = not result.is_known or any(not part.is_known for part in parts)
    if not result.value and not any(part.value for part in parts):
        return "unknown" if unknown else "void"
    if unknown:
        words = result.source.reading != "unreadable" and all(
            part.is_known or part.source.reading == "text" for part in parts
        )
        return "holds" if words and result.is_known and abs(residual) <= tolerance else "unknown"
    return "holds" if abs(residual) <= tolerance else "broken"
