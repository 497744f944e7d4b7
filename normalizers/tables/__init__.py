"""The published tables, each declared once as a frozen dataclass of columns."""

from normalizers.tables.column import Column, ColumnInfo, Located, column, columns_of
from normalizers.tables.documents import Document, Issue
from normalizers.tables.money import Amount, BudgetFact, BudgetTable, TableCell
from normalizers.tables.plans import Milestone, Official, OptionValue, Plan, PlanField, Section

__all__ = [
    "Amount", "BudgetFact", "BudgetTable", "Column", "ColumnInfo", "Document", "Issue", "Located", "Milestone",
    "Official", "OptionValue", "Plan", "PlanField", "Section", "TableCell", "column", "columns_of",
]  # fmt: skip
