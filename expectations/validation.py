"""`validate`: all checks of one document."""

from __future__ import annotations

from expectations.report import SecondReading, ValidationReport
from extractors.problem_sentences import Language
from normalizers.normalized import NormalizedDocument


def validate(
    normalized: NormalizedDocument, second_reading: SecondReading | None = None, *, language: Language = "ko"
) -> ValidationReport:
    """The findings of one document; values are never changed.

    `second_reading` is asked about the operands of each finding of an equation, and about nothing else; without it no
    finding blames the office. Messages are in `language`.
    """
    return ValidationReport(reconciles={table.table_id: None for table in normalized.budget_tables})
