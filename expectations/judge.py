"""From solved equations to findings: what is wrong, how grave, and whose error it is.

The office is blamed only where two readers read every operand alike, and where either two equations prove the value, or
one edit explains it in a family of sums that holds elsewhere in the table. A disagreement of readers is our own issue.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from expectations.cells import Cell, place_of
from expectations.equations import Equation
from expectations.finding import Finding, Operand
from expectations.knot import Knot, Solution, Suspect
from expectations.report import SecondOpinion, SecondReading
from expectations.sentences import name_cell, write_broken, write_reader
from extractors.model import Locator
from extractors.problem_sentences import Language, problem_sentence
from normalizers.identity import locator_columns, make_id
from normalizers.tables import BudgetFact, BudgetTable, Issue
from normalizers.vocabulary import Cause, Severity, Verdict

SOFT_RULES = frozenset({"cost_and_table", "heading_and_table", "prose_and_table", "splits_and_source"})
"""Equations between places that may differ in scope: never an error by themselves."""


@dataclass(slots=True)
class Judge:
    """Turns solutions into findings; asks the second reader about each operand once."""

    document_id: str
    tables: Mapping[str, BudgetTable]
    knot: Knot
    second_reading: SecondReading | None
    language: Language
    issues: list[Issue] = field(default_factory=list)
    _opinions: dict[int, SecondOpinion] = field(default_factory=dict)

    def judge(self, solutions: Sequence[Solution]) -> list[Finding]:
        """One finding a suspect cell; an equation that no cell explains stands at its printed result."""
        findings: dict[str, Finding] = {}
        for solution in solutions:
            for suspect, others in self._suspects(solution):
                finding = self._finding(suspect, others)
                findings.setdefault(finding.finding_id, finding)
        return list(findings.values())

    def _suspects(self, solution: Solution) -> list[tuple[Suspect, list[Suspect]]]:
        if solution.suspects:
            return [(suspect, []) for suspect in solution.suspects]
        candidates = list(solution.candidates)
        if len(solution.equations) == 1 and candidates and _stands_out(candidates):
            return [(candidates[0], [])]
        results: dict[int, Suspect] = {}
        for number in solution.equations:
            equation = self.knot.equations[number]
            cell = equation.result
            right = self.knot.cells[cell].value - equation.residual
            broken = (*(results[cell].broken if cell in results else ()), number)
            results[cell] = Suspect(cell, right, broken, 1, None, False)
        return [(suspect, candidates) for suspect in results.values()]

    def _finding(self, suspect: Suspect, others: Sequence[Suspect]) -> Finding:
        cell = self.knot.cells[suspect.cell]
        table = self._table_of(cell)
        broken = [self.knot.equations[number] for number in suspect.broken]
        main = next((e for e in broken if e.result == suspect.cell), broken[0])
        operands, disagreement = self._operands(suspect.cell, broken)
        severity = self._severity(suspect, broken)
        verdict = self._verdict(suspect, broken, operands, severity)
        cause: Cause = suspect.explanation.cause if suspect.explanation else _common_cause(others)
        message = write_broken(
            cell, table, rule=main.rule, is_result=main.result == suspect.cell,
            suspect=suspect, others=[(self.knot.cells[other.cell], other.right) for other in others],
            beside=self._beside(cell, main), language=self.language,
        )  # fmt: skip
        proved = suspect.proved
        if disagreement is not None:
            index, opinion = disagreement
            severity, verdict, cause, proved = "warning", "reader", "reader_disagreement", False
            misread = self.knot.cells[index]
            message = write_reader(misread, self._table_of(misread), opinion, self.language)
            self._report_misreading(index, opinion, table)
        source = cell.source
        return Finding(
            finding_id=make_id("finding", self.document_id, main.rule, _place_id(cell)),
            document_id=self.document_id, plan_id=source.plan_id, table_id=cell.table_id, rule=main.rule,
            severity=severity, message=message,
            field=name_cell(cell, self.language),
            printed_text=source.printed_text,
            printed_won=cell.value if cell.is_known else None,
            expected_won=suspect.right,
            expected_text=_in_unit(suspect.right, cell),
            delta_won=cell.value - suspect.right if cell.is_known else None,
            cause=cause,
            explanation=suspect.explanation.name if suspect.explanation else None,
            verdict=verdict,
            repair_won=suspect.right if proved else None,
            confirmations=suspect.confirmations if proved else 0,
            operands=operands,
            **locator_columns(place_of(source)),
        )  # fmt: skip

    def _table_of(self, cell: Cell) -> BudgetTable | None:
        """The table a cell stands in; a part of a split stands in that of its block."""
        if cell.table_id is not None or cell.source.row_index is None:
            return self.tables.get(cell.table_id or "")
        return next((table for table in self.tables.values() if table.block == cell.source.block), None)

    def _beside(self, cell: Cell, main: Equation) -> tuple[Cell, BudgetTable | None] | None:
        """The cell that an amount of the text has to equal, with its table."""
        if len(main.terms) != 2 or cell.table_id is not None:
            return None
        other = next((self.knot.cells[i] for i, _ in main.terms if self.knot.cells[i] is not cell), None)
        return (other, self._table_of(other)) if other is not None else None

    def _severity(self, suspect: Suspect, broken: Sequence[Equation]) -> Severity:
        hard = [equation for equation in broken if equation.rule not in SOFT_RULES]
        if not hard or not self.knot.cells[suspect.cell].is_known:
            return "warning"
        if suspect.proved:
            return "error"
        if (
            all(equation.rule == "split" and equation.residual > 0 for equation in hard)
            and not suspect.has_telling_cause
        ):
            return "warning"  # a split need not be complete
        if suspect.explanation is not None and suspect.explanation.name == "sign":
            return "warning"  # a column of changes may print magnitudes
        if all(abs(equation.residual) <= 2 * equation.tolerance for equation in hard):
            return "warning"  # parts that were cut off instead of rounded may differ by a whole unit each
        open_parts = any(
            self.knot.cells[part].is_blank for equation in hard for part, _ in equation.parts if equation.residual > 0
        )
        if open_parts and suspect.explanation is None:
            return "warning"
        certain = suspect.explanation is not None and suspect.explanation.cost == 0
        if any(equation.support > 0 or (equation.is_sure and certain) for equation in hard):
            return "error"
        return "warning"

    def _verdict(
        self, suspect: Suspect, broken: Sequence[Equation], operands: Sequence[Operand], severity: Severity
    ) -> Verdict:
        agreed = all(operand.agrees for operand in operands)
        seen = {cell for equation in broken for cell, _ in equation.terms}
        if severity != "error" or not agreed or any(self.knot.cells[c].source.confidence == "low" for c in seen):
            return "unresolved"
        support = max(equation.support for equation in broken)
        telling = suspect.has_telling_cause
        sure = any(equation.is_sure for equation in broken)
        return "office" if suspect.proved or (telling and support > 0) or (sure and support > 1) else "unresolved"

    def _operands(
        self, suspect: int, broken: Sequence[Equation]
    ) -> tuple[tuple[Operand, ...], tuple[int, SecondOpinion] | None]:
        indexes = [suspect, *(cell for equation in broken for cell, _ in equation.terms)]
        operands = []
        disagreement = None
        for index in dict.fromkeys(indexes):
            cell = self.knot.cells[index]
            opinion = self._ask(index)
            if opinion.agrees is False and disagreement is None:
                disagreement = (index, opinion)
            operands.append(
                Operand(
                    printed_text=cell.source.printed_text,
                    amount_won=cell.source.amount_won,
                    role=name_cell(cell, self.language),
                    agrees=opinion.agrees,
                    reader=opinion.reader or None,
                    **locator_columns(place_of(cell.source)),
                )
            )
        return tuple(operands), disagreement

    def _ask(self, index: int) -> SecondOpinion:
        if self.second_reading is None:
            return SecondOpinion(None)
        if index not in self._opinions:
            source = self.knot.cells[index].source
            self._opinions[index] = self.second_reading(place_of(source), source.printed_text)
        return self._opinions[index]

    def _report_misreading(self, index: int, opinion: SecondOpinion, table: BudgetTable | None) -> None:
        cell: Cell = self.knot.cells[index]
        at: Locator = place_of(cell.source)
        code = "READERS_DISAGREE"
        detail = f"{cell.source.printed_text} / {opinion.printed_text or ''}"
        self.issues.append(
            Issue(
                document_id=self.document_id,
                plan_id=cell.source.plan_id or (table.plan_id if table else None),
                code=code,
                message=problem_sentence(code, detail, self.language),
                printed_text=cell.source.printed_text,
                **locator_columns(at),
            )
        )


def _place_id(cell: Cell) -> str:
    return cell.source.fact_id if isinstance(cell.source, BudgetFact) else cell.source.amount_id


def _common_cause(candidates: Sequence[Suspect]) -> Cause:
    """The cause that all candidates have in common."""
    causes: set[Cause] = {candidate.explanation.cause for candidate in candidates if candidate.explanation}
    return causes.pop() if len(causes) == 1 else "unknown"


def _stands_out(candidates: Sequence[Suspect]) -> bool:
    """Whether the first candidate is more telling than every other."""
    if len(candidates) == 1 and candidates[0].proved:
        return True
    costs = [candidate.explanation.cost for candidate in candidates if candidate.explanation]
    return len(costs) == 1 or (len(costs) > 1 and costs[0] < costs[1])


def _in_unit(won: int, cell: Cell) -> str:
    unit = cell.unit
    whole, rest = divmod(abs(won), unit)
    sign = "-" if won < 0 else ""
    return f"{sign}{whole:,}" if not rest else f"{sign}{abs(won) / unit:,}"
