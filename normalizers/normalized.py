"""What `normalize` returns: the contract's rows of one document."""

from __future__ import annotations

from dataclasses import dataclass

from normalizers.tables import (
    Amount,
    BudgetFact,
    BudgetTable,
    Document,
    Issue,
    Milestone,
    Official,
    Plan,
    PlanField,
    Section,
    TableCell,
)


@dataclass(frozen=True, slots=True)
class NormalizedDocument:
    """Rows by table, each in reading order. `masked_count` is how many personal data were masked on the way."""

    document: Document
    plans: tuple[Plan, ...] = ()
    plan_fields: tuple[PlanField, ...] = ()
    table_cells: tuple[TableCell, ...] = ()
    budget_tables: tuple[BudgetTable, ...] = ()
    budget_facts: tuple[BudgetFact, ...] = ()
    amounts: tuple[Amount, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    sections: tuple[Section, ...] = ()
    officials: tuple[Official, ...] = ()
    issues: tuple[Issue, ...] = ()
    masked_count: int = 0
