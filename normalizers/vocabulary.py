"""The closed vocabularies of the published tables, as types.

A value that is none of these words cannot be published. The Korean term of a word stands once, in the docstring of its
vocabulary or in the table of words that maps to it (`normalizers/words`). Words are added, never renamed.
"""

from __future__ import annotations

from typing import Literal

from extractors.model import SourceFormat
from extractors.plan_model import DocumentKind, SectionKind

__all__ = [
    "BudgetTableKind",
    "Cause",
    "Confidence",
    "DocumentKind",
    "DocumentStatus",
    "FundingInstrument",
    "FundingSource",
    "IssuerLevel",
    "Licence",
    "Measure",
    "MilestoneKind",
    "PeriodKind",
    "PlanStatus",
    "Precision",
    "Qualifier",
    "Reading",
    "Recurrence",
    "SectionKind",
    "Severity",
    "SourceFormat",
    "TermClass",
    "TotalCostScope",
    "UnitSource",
    "ValueKind",
    "Verdict",
]

IssuerLevel = Literal[
    "national", "metropolitan", "city", "county", "district", "education_office", "public_corporation", "agency",
    "unknown",
]  # fmt: skip
"""The tier of the issuing office: 국가, 시·도, 시, 군, 자치구, 교육청, 공기업, 공공기관."""

DocumentStatus = Literal["success", "partial", "failure"]
"""How far a document was read."""

Licence = Literal["KOGL-1", "KOGL-2", "KOGL-3", "KOGL-4"]
"""공공누리 제1유형 to 제4유형."""

PlanStatus = Literal[
    "completed", "completed_and_continuing", "on_track", "in_progress", "partial", "delayed", "on_hold", "withdrawn",
    "not_started", "other",
]  # fmt: skip
"""완료, 이행후계속추진, 정상추진, 추진중, 일부추진, 지연, 보류, 폐기, 미착수, 기타."""

Precision = Literal["day", "month", "quarter", "half", "year"]
"""How exactly a date is printed."""

TermClass = Literal["short", "medium", "long"]
"""단기, 중기, 장기."""

TotalCostScope = Literal["life", "term", "annual", "unknown"]
"""What a total cost covers: the whole project, the term of office, one year."""

Reading = Literal["number", "blank", "dash", "non_budget", "text", "unreadable"]
"""What stands where an amount is expected: a number (0 too), nothing, a dash, 비예산, words (미정), a misprint."""

BudgetTableKind = Literal[
    "annual_need", "investment_plan", "execution", "project_list", "secured", "fund", "unit_cost", "statistics",
    "other",
]  # fmt: skip
"""소요예산, 투자계획, 집행, 사업 목록, 확보, 기금, 단가, 통계."""

UnitSource = Literal[
    "cell", "row_label", "column_header", "caption", "table_row", "heading", "sentence", "document", "none"
]
"""Where the unit of a number was found, nearest first."""

FundingSource = Literal[
    "total", "national", "metropolitan", "district", "private", "fund", "local_bond", "local_unsplit",
    "external_unsplit", "other",
]  # fmt: skip
"""계, 국비, 시·도비, 구·시·군비, 민간, 기금, 지방채, 지방비, 외부재원, 기타."""

FundingInstrument = Literal[
    "subsidy", "balanced_development", "ordinary_grant", "special_grant", "adjustment_grant",
    "special_adjustment_grant", "fund", "bond",
]  # fmt: skip
"""보조금, 균특, 보통교부세, 특별교부세, 조정교부금, 특별조정교부금, 기금, 지방채."""

PeriodKind = Literal[
    "year", "partial_year", "year_end", "year_to_date", "before_base", "before_term", "within_term", "after_term",
    "total", "none",
]  # fmt: skip
"""연도, 연도의 일부, 연말, 누계, 기투자, 임기전, 임기내, 임기후, 합계."""

Measure = Literal[
    "required", "budgeted", "planned", "secured", "unsecured", "executed", "requested", "total_cost", "change",
    "carried_over", "unspent", "income", "expense", "balance", "issued", "other",
]  # fmt: skip
"""소요, 예산, 계획, 확보, 미확보, 집행, 요구, 총사업비, 증감, 이월, 불용, 수입, 지출, 잔액, 발행."""

Recurrence = Literal["weekly", "monthly", "quarterly", "half_yearly", "yearly", "all_year", "as_needed"]
"""매주, 매월, 분기별, 반기별, 매년, 연중, 수시."""

ValueKind = Literal["text", "amount", "period", "people", "options", "table", "blank"]
"""What kind of value stands beside a label."""

Confidence = Literal["high", "medium", "low"]
"""How sure the reading is: printed beside its unit, settled by context, read by OCR."""

Qualifier = Literal["max", "min", "about", "above"]
"""최대·이내, 최소·이상, 약·내외, 초과."""

MilestoneKind = Literal["done", "planned"]
"""추진경과, 추진계획."""

Severity = Literal["error", "warning", "info"]
"""How grave a finding is."""

Cause = Literal[
    "remark_in_sum", "repeated_cell", "separator", "dropped_digit", "unit", "sign", "shifted_column",
    "double_counted", "rounding", "forced_percentage", "scope", "reference_date", "stale_text", "date_order",
    "reader_disagreement", "unknown",
]  # fmt: skip
"""Why a number does not fit."""

Verdict = Literal["office", "reader", "rounding", "not_comparable", "unresolved"]
"""Who is to blame for a number that does not fit."""
