"""`validate`: all checks of one document."""

from __future__ import annotations

from collections.abc import Sequence

from expectations.calculated import find_calculated, without_known
from expectations.cells import Cell, Grid, place_of, read_grid
from expectations.document_equations import Places, find_document_equations
from expectations.edits import Surroundings
from expectations.equations import Equation
from expectations.finding import Finding
from expectations.judge import Judge
from expectations.knot import Knot
from expectations.other_checks import Checker
from expectations.prose_equations import find_prose_equations
from expectations.rates import read_rates
from expectations.remarks import read_remarks
from expectations.repeated_in_text import report_repetitions, set_repetitions_aside
from expectations.report import CheckedEquation, SecondReading, ValidationReport
from expectations.solve import solve_all
from expectations.table_equations import find_table_equations
from expectations.text_checks import check_text
from expectations.unread import solve_unread
from extractors.problem_sentences import Language
from normalizers.normalized import NormalizedDocument
from normalizers.tables import BudgetFact


def validate(
    normalized: NormalizedDocument, second_reading: SecondReading | None = None, *, language: Language = "ko"
) -> ValidationReport:
    """The findings of one document; values are never changed.

    `second_reading` is asked about the operands of each finding of an equation, and about nothing else; without it no
    finding blames the office. Messages are in `language`. A cost that equals what a wrong total is repaired to is no
    second finding: it is one more witness of the first.
    """
    cells: list[Cell] = []
    grids = _read_grids(normalized, cells)
    equations = [equation for grid in grids.values() for equation in find_table_equations(grid, cells)]
    calculated = find_calculated(grids, cells, normalized.table_cells)
    equations += without_known(calculated, equations)
    places = Places(normalized, tuple(grids.values()), cells)
    equations += find_document_equations(places)
    equations += find_prose_equations(places, equations)
    equations, repeated = set_repetitions_aside(equations, cells)
    remarks = read_remarks(grids, normalized.amounts, normalized.table_cells)
    around = Surroundings(cells, grids, remarks, _ways_of_results(equations, cells))
    rates = read_rates(grids, cells, normalized.table_cells)
    knot = Knot(cells, equations, around, rates=rates)
    tables = {table.table_id: table for table in normalized.budget_tables}
    judge = Judge(normalized.document.document_id, tables, knot, second_reading, language)
    findings = judge.judge([*solve_all(knot), *solve_unread(around, equations)])
    findings += report_repetitions(repeated, findings, cells, tables, normalized.document.document_id, language)
    others = Checker(normalized, tuple(grids.values()), cells, rates, language).check()
    others += check_text(normalized, tuple(grids.values()), language)
    findings += _that_say_more(others, findings)
    return ValidationReport(
        findings=tuple(sorted({finding.finding_id: finding for finding in findings}.values(), key=_stake)),
        issues=tuple(judge.issues),
        reconciles={table_id: _reconciles(table_id, equations) for table_id in tables},
        equations=_listed(equations, cells),
    )


def _that_say_more(others: Sequence[Finding], findings: Sequence[Finding]) -> list[Finding]:
    """Those that neither say again what an equation said, nor rest on a number that two readers read differently."""
    suspected = {finding.fact_place for finding in findings}
    repaired = {(f.table_id, f.printed_won, f.repair_won) for f in findings if f.repair_won is not None}
    doubtful = {finding.fact_place for finding in findings if finding.verdict == "reader"}
    return [
        finding
        for finding in others
        if not any((o.block, o.row_index, o.column_index) in doubtful for o in finding.operands)
        and (finding.rule != "order" or finding.fact_place not in suspected)
        and (finding.table_id, finding.expected_won, finding.printed_won) not in repaired
    ]


def _ways_of_results(equations: Sequence[Equation], cells: Sequence[Cell]) -> dict[int, frozenset[str]]:
    """Along which line each result is summed."""
    ways: dict[int, frozenset[str]] = {}
    for equation in equations:
        result = cells[equation.result]
        first = cells[equation.terms[1][0]]
        inside = result.table_id is not None and first.table_id == result.table_id
        way = "outside" if not inside else "column" if first.column == result.column else "row"
        ways[equation.result] = ways.get(equation.result, frozenset()) | {way}
    return ways


def _read_grids(normalized: NormalizedDocument, cells: list[Cell]) -> dict[str, Grid]:
    facts: dict[str, list[BudgetFact]] = {}
    for fact in normalized.budget_facts:
        facts.setdefault(fact.table_id, []).append(fact)
    return {
        table.table_id: read_grid(table, facts[table.table_id], cells)
        for table in normalized.budget_tables
        if table.table_id in facts
    }


def _stake(finding: Finding) -> tuple[int, int, int, int]:
    return (-abs(finding.delta_won or 0), finding.block or 0, finding.row_index or 0, finding.column_index or 0)


def _reconciles(table_id: str, equations: Sequence[Equation]) -> bool | None:
    states = {e.state for e in equations if e.table_id == table_id}
    return False if "broken" in states else True if "holds" in states else None


def _listed(equations: Sequence[Equation], cells: Sequence[Cell]) -> dict[str | None, tuple[CheckedEquation, ...]]:
    listed: dict[str | None, list[CheckedEquation]] = {}
    for e in equations:
        if e.state in ("holds", "broken"):
            checked = CheckedEquation(
                e.rule, e.table_id, place_of(cells[e.result].source), len(e.parts), e.residual, e.tolerance,
                e.state == "holds",
            )  # fmt: skip
            listed.setdefault(e.table_id, []).append(checked)
    return {table_id: tuple(rows) for table_id, rows in listed.items()}
