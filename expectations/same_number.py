"""Cells of tables that repeat one number: a subtotal of one item, a total carried over, a row and its only part.

A wrong number that was copied stands in all of them, and the equation that binds the copies holds all the same; so no
single cell can be blamed without breaking it. Copies are therefore one unknown: they are right or wrong together.
Only sums of one filled part bind, and only where both sides print the same amount in the same unit.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from expectations.cells import Cell
from expectations.equations import Equation


def find_copies(
    equations: Sequence[Equation], cells: Sequence[Cell], concerned: AbstractSet[int]
) -> dict[int, tuple[int, ...]]:
    """cell -> all cells that repeat its number, itself among them, the least index first; only where there are two.

    `concerned` are the cells of broken equations: copies that none of them is among need no solving.
    """
    parent: dict[int, int] = {}

    def root(cell: int) -> int:
        while parent.setdefault(cell, cell) != cell:
            parent[cell] = parent[parent[cell]]
            cell = parent[cell]
        return cell

    for equation in equations:
        bound = _bound(equation, cells)
        if bound is not None:
            one, other = sorted((root(bound[0]), root(bound[1])))
            parent[other] = one
    groups: dict[int, list[int]] = {}
    for cell in sorted(parent):
        groups.setdefault(root(cell), []).append(cell)
    found = [tuple(group) for group in groups.values() if len(group) > 1 and not concerned.isdisjoint(group)]
    return {cell: group for group in found for cell in group}


def _bound(equation: Equation, cells: Sequence[Cell]) -> tuple[int, int] | None:
    """The two cells that a sum of one filled part makes equal."""
    if equation.state != "holds" or equation.residual:
        return None
    filled = [(cell, sign) for cell, sign in equation.parts if not cells[cell].is_nil]
    if len(filled) != 1 or filled[0][1] != 1:
        return None
    result, part = equation.result, filled[0][0]
    one, other = cells[result], cells[part]
    alike = one.quantum == other.quantum and one.is_known and other.is_known
    return (result, part) if alike and one.value and None not in (one.table_id, other.table_id) else None
