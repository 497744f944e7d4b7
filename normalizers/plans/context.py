"""What is known of a document before its plans are read."""

from __future__ import annotations

from dataclasses import dataclass

from normalizers.periods.years import YearContext


@dataclass(frozen=True, slots=True)
class DocumentContext:
    """`department` is the office above all plans; `plan_year` the year an annual plan is for."""

    document_id: str
    years: YearContext = YearContext()
    department: str | None = None
    plan_year: int | None = None
