"""An equation that fails alone: cells that would each mend it by one slip, borne out or refuted by printed rates."""

from __future__ import annotations

from dataclasses import replace

from expectations.cells import measure_of
from expectations.equations import Equation
from expectations.knot import Board, Knot, Suspect
from expectations.picking import SAYS_NO_VALUE, WEAK, telling_values
from expectations.rates import Rate


def find_candidates(board: Board, number: int) -> tuple[Suspect, ...]:
    """Cells that would make a lone equation hold by one edit, the most telling first."""
    knot = board.knot
    equation = knot.equations[number]
    found = []
    for cell in knot.unknowns_of[number]:
        factor = knot.coefficient[number, cell]
        if abs(factor) > 1 or not board.may_be_wrong(cell) or len(board.broken_of(cell)) > 1:
            continue
        right = knot.cells[cell].value - equation.residual * factor
        telling = telling_values(knot, cell, right - equation.tolerance, right + equation.tolerance)
        explanation = knot.explain(cell, right)
        if explanation is not None and explanation.name in SAYS_NO_VALUE and not _repeats_a_part(knot, equation, cell):
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
    return tuple(sorted(found, key=lambda suspect: suspect.explanation.cost if suspect.explanation else WEAK))


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
