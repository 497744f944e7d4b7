"""What is odd without a sum failing: schedules that run backwards, costs of unclear scope, rates, orders and counts.

None of these is an error: the two sides may differ in scope, or the printed words leave room. They are warnings and
hints for a person, in the same form as the findings of equations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from expectations.cells import Cell, Grid, place_of
from expectations.finding import Finding, Operand
from expectations.rates import Rate
from expectations.sentences import name_cell, name_measure, name_row, name_table, write_amount, write_other
from extractors.model import Locator
from extractors.problem_sentences import Language
from normalizers.identity import locator_columns, make_id
from normalizers.normalized import NormalizedDocument
from normalizers.periods.terms import term_days
from normalizers.tables import BudgetFact, BudgetTable, Milestone, Plan
from normalizers.tables.column import Located
from normalizers.vocabulary import Cause, Severity, Verdict

_SAID_BY_NORMALIZERS = {"AMOUNT_FORMULA_DIFFERS": "formula", "AMOUNT_HANGUL_DIFFERS": "hangul_amount"}
_COUNT = re.compile(r"(?:총\s*)?(\d{1,4})\s*개\s*(?:사업|과제|시장|지구|단지|공약|항목)")
_ENOUGH = 3


@dataclass(slots=True)
class Checker:
    """Makes the findings that are not about equations."""

    normalized: NormalizedDocument
    grids: Sequence[Grid]
    cells: Sequence[Cell]
    rates: Sequence[Rate]
    language: Language

    def check(self) -> list[Finding]:
        """All of them."""
        return [
            *self._check_periods(),
            *self._check_schedules(),
            *self._check_terms(),
            *self._check_costs(),
            *self._check_rates(),
            *self._check_orders(),
            *self._check_counts(),
            *self._repeat_arithmetic_issues(),
        ]

    def _make(
        self, rule: str, place: Sequence[object], at: Locator, severity: Severity, verdict: Verdict, message: str,
        *, plan_id: str | None = None, table_id: str | None = None, cause: Cause | None = None,
        printed_text: str | None = None, printed_won: int | None = None, expected_won: int | None = None,
        expected_text: str | None = None, field: str | None = None, operands: tuple[Operand, ...] = (),
    ) -> Finding:  # fmt: skip
        document_id = self.normalized.document.document_id
        known = printed_won is not None and expected_won is not None
        return Finding(
            finding_id=make_id("finding", document_id, rule, *place), document_id=document_id, plan_id=plan_id,
            table_id=table_id, rule=rule, severity=severity, message=message, field=field, printed_text=printed_text,
            printed_won=printed_won, expected_text=expected_text, expected_won=expected_won,
            delta_won=(printed_won or 0) - (expected_won or 0) if known else None, cause=cause, verdict=verdict,
            operands=operands, **locator_columns(at),
        )  # fmt: skip

    def _check_periods(self) -> Iterator[Finding]:
        for plan in self.normalized.plans:
            if plan.period_start and plan.period_end and plan.period_end < plan.period_start:
                text = plan.period_text or ""
                yield self._make(
                    "period_backwards", (plan.plan_id,), self._field(plan, "period"), "info", "unresolved",
                    write_other("period_backwards", self.language, text=text), plan_id=plan.plan_id,
                    cause="date_order", printed_text=text, field="period",
                )  # fmt: skip
        for step in self.normalized.milestones:
            if step.start_on and step.end_on and step.end_on < step.start_on:
                yield self._make(
                    "period_backwards", (step.milestone_id,), place_of(step), "info", "unresolved",
                    write_other("period_backwards", self.language, text=step.date_text), plan_id=step.plan_id,
                    cause="date_order", printed_text=step.date_text, field="milestone",
                )  # fmt: skip

    def _check_schedules(self) -> Iterator[Finding]:
        """A list of dated steps in which one that follows lies before the one above it."""
        steps = [m for m in self.normalized.milestones if m.start_on and m.kind == "planned" and m.row_index is None]
        for before, after in pairwise(steps):
            if _follows(before, after) and before.start_on and after.start_on and after.start_on < before.start_on:
                message = write_other(
                    "schedule_backwards", self.language, text=after.date_text, before=before.date_text
                )
                yield self._make(
                    "schedule_backwards", (after.milestone_id,), place_of(after), "info", "unresolved", message,
                    plan_id=after.plan_id, cause="date_order", printed_text=after.date_text, field="milestone",
                )  # fmt: skip

    def _check_terms(self) -> Iterator[Finding]:
        term = self.normalized.document.term_of_office
        for plan in self.normalized.plans:
            if term is None or not plan.within_term or plan.completion_end is None:
                continue
            last = term_days(term)[1]
            if plan.completion_start is not None and plan.completion_start > last:
                text = plan.completion_text or str(plan.completion_end)
                message = write_other("outside_term", self.language, text=text, end=last.isoformat())
                yield self._make(
                    "outside_term", (plan.plan_id,), self._field(plan, "completion"), "warning", "unresolved", message,
                    plan_id=plan.plan_id, cause="date_order", printed_text=text, field="completion",
                )  # fmt: skip

    def _check_costs(self) -> Iterator[Finding]:
        """A card's cost beside the one grand total of its investment plan: a warning, for scopes may differ."""
        by_plan = self._grand_totals()
        for plan in self.normalized.plans:
            cost = plan.total_cost_won
            totals = by_plan.get(plan.plan_id, [])
            if not cost or len(totals) != 1 or any(t.amount_won == cost for t in totals):
                continue
            fact = totals[0]
            unit = fact.unit_won or 1
            if abs(cost - (fact.amount_won or 0)) * 2 <= unit:
                continue
            table = self._table(fact.table_id)
            printed = plan.total_cost_text or write_amount(cost, unit, self.language)
            total = write_amount(fact.amount_won or 0, unit, self.language)
            table_name = name_table(table, self.language)
            message = write_other("cost_and_table", self.language, printed=printed, table=table_name, expected=total)
            at = self._field(plan, "total_cost")
            yield self._make(
                "cost_and_table", (plan.plan_id,), at, "warning", "not_comparable", message, plan_id=plan.plan_id,
                table_id=fact.table_id, cause="scope", printed_text=plan.total_cost_text, printed_won=cost,
                expected_text=fact.printed_text, expected_won=fact.amount_won, field="total_cost",
                operands=(_operand(fact),),
            )  # fmt: skip

    def _grand_totals(self) -> dict[str, list[BudgetFact]]:
        """Plan -> the totals over all years and sources of its investment plans."""
        kinds = {t.table_id for t in self.normalized.budget_tables if t.kind in ("investment_plan", "annual_need")}
        found: dict[str, list[BudgetFact]] = {}
        for fact in self.normalized.budget_facts:
            if (
                fact.plan_id is not None
                and fact.amount_won
                and fact.table_id in kinds
                and fact.is_printed_total
                and fact.period_kind == "total"
                and fact.funding_source in ("total", None)
                and fact.measure in ("required", "planned", "total_cost")
            ):
                found.setdefault(fact.plan_id, []).append(fact)
        return found

    def _check_rates(self) -> Iterator[Finding]:
        """A printed rate that its amounts do not give, in a column whose other rates they give."""
        by_column: dict[tuple[int | None, int | None, tuple[int, ...]], list[Rate]] = {}
        for rate in self.rates:
            shape = tuple(self.cells[cell].column for cell, _ in (*rate.above, (rate.base, 1)))
            by_column.setdefault((rate.place.block, rate.place.column_index, shape), []).append(rate)
        for rates in by_column.values():
            wrong = [rate for rate in rates if not rate.fits(self.cells, {}) and self.cells[rate.base].value]
            fitting = sum(rate.fits(self.cells, {}) and bool(rate.printed) for rate in rates)
            if not wrong or fitting < _ENOUGH or len(wrong) * 4 > fitting:
                continue
            for rate in wrong:
                yield self._wrong_rate(rate)

    def _wrong_rate(self, rate: Rate) -> Finding:
        base = self.cells[rate.base]
        above = sum(factor * self.cells[cell].value for cell, factor in rate.above)
        right = round(Decimal(above * 100) / base.value, rate.decimals)
        table = self._table(base.table_id)
        message = write_other(
            "rate", self.language, table=name_table(table, self.language), row=_row_of(base, self.language),
            text=rate.place.text.strip(), expected=f"{right:f}",
        )  # fmt: skip
        operands = tuple(_operand(self.cells[cell].source) for cell, _ in (*rate.above, (rate.base, 1)))
        place = (rate.place.block, rate.place.row_index, rate.place.column_index)
        return self._make(
            "rate", place, place_of(rate.place), "warning", "unresolved", message, plan_id=base.source.plan_id,
            table_id=base.table_id, cause="unknown", printed_text=rate.place.text.strip(), expected_text=f"{right:f}",
            field="rate", operands=operands,
        )  # fmt: skip

    def _check_orders(self) -> Iterator[Finding]:
        """Executed or secured beyond the largest amount planned for the same row, source and year."""
        planned: dict[tuple[object, ...], BudgetFact] = {}
        for fact in self.normalized.budget_facts:
            scope = _scope(fact)
            known = planned.get(scope)
            if fact.measure != "planned" or not fact.amount_won:
                continue
            if known is None or (known.amount_won or 0) < fact.amount_won:
                planned[scope] = fact  # a revised plan may be the larger one
        for fact in self.normalized.budget_facts:
            plan = planned.get(_scope(fact))
            if (
                fact.measure not in ("secured", "executed")
                or not fact.is_leaf
                or plan is None
                or plan.row_index != fact.row_index
            ):
                continue
            if (fact.amount_won or 0) <= (plan.amount_won or 0) or (plan.amount_won or 0) < 0:
                continue
            unit = fact.unit_won or 1
            cell = Cell(fact.amount_won or 0, True, False, unit, fact, fact.table_id)
            message = write_other(
                "order", self.language, table=name_table(self._table(fact.table_id), self.language),
                cell=name_cell(cell, self.language), printed=write_amount(fact.amount_won or 0, unit, self.language),
                expected=write_amount(plan.amount_won or 0, unit, self.language),
                measure=name_measure(fact.measure, self.language),
            )  # fmt: skip
            yield self._make(
                "order", (fact.fact_id,), place_of(fact), "info", "unresolved", message, plan_id=fact.plan_id,
                table_id=fact.table_id, cause="unknown", printed_text=fact.printed_text, printed_won=fact.amount_won,
                expected_won=plan.amount_won, expected_text=plan.printed_text, field="order",
                operands=(_operand(fact), _operand(plan)),
            )  # fmt: skip

    def _check_counts(self) -> Iterator[Finding]:
        """`13개 사업` in the row of the total, beside as many rows."""
        grids = {grid.table.block: grid for grid in self.grids}
        for cell in self.normalized.table_cells:
            grid = grids.get(cell.block)
            found = _COUNT.search(cell.text)
            if grid is None or not found or cell.row_index not in grid.row_indexes:
                continue
            row = grid.rows[grid.row_indexes.index(cell.row_index)]
            listed = sum(any(fact.is_leaf for fact in line) for line in grid.rows)
            if not all(fact.is_printed_total for fact in row) or listed in (0, int(found[1])):
                continue
            message = write_other(
                "count", self.language, table=name_table(grid.table, self.language), text=found[0], expected=str(listed)
            )
            yield self._make(
                "count", (cell.block, cell.row_index, cell.column_index), place_of(cell), "info", "unresolved", message,
                plan_id=grid.table.plan_id, table_id=grid.table.table_id, cause="unknown", printed_text=found[0],
                expected_text=str(listed), field="count",
            )  # fmt: skip

    def _repeat_arithmetic_issues(self) -> Iterator[Finding]:
        """Formulas and Hangul figures that differ from the amount beside them were seen when it was parsed."""
        for number, issue in enumerate(self.normalized.issues):
            rule = _SAID_BY_NORMALIZERS.get(issue.code)
            if rule is not None:
                place = (issue.block, issue.row_index, issue.column_index, issue.line, number)
                yield self._make(
                    rule, place, place_of(issue), "warning", "unresolved", issue.message, plan_id=issue.plan_id,
                    cause="unknown", printed_text=issue.printed_text, field=rule,
                )  # fmt: skip

    def _table(self, table_id: str | None) -> BudgetTable | None:
        return next((table for table in self.normalized.budget_tables if table.table_id == table_id), None)

    def _field(self, plan: Plan, name: str) -> Locator:
        """Where the field of a plan is printed; nowhere (all null) if it came from no field."""
        for field in self.normalized.plan_fields:
            if field.plan_id == plan.plan_id and field.field == name:
                return place_of(field)
        return Locator()


def _scope(fact: BudgetFact) -> tuple[object, ...]:
    return (
        fact.table_id, fact.row_index, fact.row_label, fact.funding_source, fact.period_kind, fact.fiscal_year,
        fact.line_item,
    )  # fmt: skip


def _follows(before: Milestone, after: Milestone) -> bool:
    """Two steps printed right under each other in the same list."""
    same = (before.plan_id, before.sub_project, before.row_label) == (after.plan_id, after.sub_project, after.row_label)
    return same and before.block is not None and after.block is not None and 0 < after.block - before.block <= 1


def _row_of(cell: Cell, language: Language) -> str:
    return name_row(cell.source, language) if isinstance(cell.source, BudgetFact) else name_cell(cell, language)


def _operand(source: Located) -> Operand:
    return Operand(
        printed_text=getattr(source, "printed_text", ""),
        amount_won=getattr(source, "amount_won", None),
        role=getattr(source, "row_label", None) or getattr(source, "role", None),
        **locator_columns(place_of(source)),
    )
