"""A wrong total that the body repeats: whoever wrote the outline took the number from the table, its error included.

Such a sentence agrees with the printed cell and is no witness for it. Where two sums of the table ask for the same
other value, the equality is set aside while the table is solved; once the cell is proved wrong, the sentence gets a
finding of its own, for it has to be put right too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from expectations.cells import Cell, place_of
from expectations.equations import Equation
from expectations.finding import Finding, Operand
from expectations.sentences import name_cell, name_prose, name_table, unit_named, write_amount, write_other
from extractors.problem_sentences import Language
from normalizers.identity import locator_columns, make_id
from normalizers.tables import Amount, BudgetFact, BudgetTable

_EQUALITIES = frozenset({"heading_and_table", "prose_and_table"})
_ENOUGH = 2


@dataclass(frozen=True, slots=True)
class Repetition:
    """A sentence's amount that repeats the number of a cell (an index of the document's cells)."""

    cell: int
    amount: Amount


def set_repetitions_aside(
    equations: Sequence[Equation], cells: Sequence[Cell]
) -> tuple[list[Equation], list[Repetition]]:
    """The equations without those that only repeat a suspect cell, and what they repeat."""
    asked: dict[int, list[int]] = {}
    for equation in equations:
        if equation.state == "broken":
            for cell, factor in equation.terms:
                asked.setdefault(cell, []).append(-equation.residual * factor)
    kept, repeated = [], []
    for equation in equations:
        held = equation.rule in _EQUALITIES and equation.state == "holds"
        found = _read_repetition(equation, cells) if held else None
        if found is not None and _all_ask_alike(asked.get(found.cell, ())):
            repeated.append(found)
        else:
            kept.append(equation)
    return kept, repeated


def _read_repetition(equation: Equation, cells: Sequence[Cell]) -> Repetition | None:
    if len(equation.terms) != _ENOUGH:
        return None
    (one, _), (other, _) = equation.terms
    first, second = cells[one].source, cells[other].source
    if isinstance(first, Amount) != isinstance(second, Amount):
        return Repetition(other, first) if isinstance(first, Amount) else Repetition(one, cast("Amount", second))
    return None


def _all_ask_alike(corrections: Sequence[int]) -> bool:
    return len(corrections) >= _ENOUGH and len(set(corrections)) == 1


def report_repetitions(
    repeated: Sequence[Repetition], findings: Sequence[Finding], cells: Sequence[Cell],
    tables: Mapping[str, BudgetTable], document_id: str, language: Language,
) -> Iterator[Finding]:  # fmt: skip
    """One warning for each sentence that repeats a number proved wrong."""
    repairs = {f.fact_place: f for f in findings if f.repair_won is not None}
    for repetition in repeated:
        cell, amount = cells[repetition.cell], repetition.amount
        place = place_of(cell.source)
        found = repairs.get((place.block, place.row_index, place.column_index))
        if found is None or found.printed_won != cell.value or found.repair_won is None:
            continue
        unit, won, right = unit_named(amount.unit_text), amount.amount_won or 0, found.repair_won
        expected, prose = write_amount(right, unit, language), name_prose(amount, language)
        message = write_other(
            "copied_total", language, prose=prose, printed=write_amount(won, unit, language), expected=expected,
            table=name_table(tables.get(cell.table_id or ""), language), cell=name_cell(cell, language),
        )  # fmt: skip
        yield Finding(
            finding_id=make_id("finding", document_id, "copied_total", amount.amount_id), document_id=document_id,
            plan_id=amount.plan_id, table_id=cell.table_id, rule="copied_total", severity="warning",
            verdict="unresolved", cause="repeated_cell", field=prose, message=message,
            printed_text=amount.printed_text, printed_won=won, expected_won=right, expected_text=expected,
            delta_won=won - right, operands=(_operand(amount, prose), _operand(cell.source, found.field)),
            **locator_columns(place_of(amount)),
        )  # fmt: skip


def _operand(source: BudgetFact | Amount, role: str | None) -> Operand:
    place = locator_columns(place_of(source))
    return Operand(printed_text=source.printed_text, amount_won=source.amount_won, role=role, **place)
