"""Periods, dates and terms of office: from printed text to days (기간·날짜)."""

from normalizers.periods.columns import PeriodLabel, parse_period_label
from normalizers.periods.dates import PeriodReading, find_dates, parse_period
from normalizers.periods.terms import find_term, term_days, term_of_day
from normalizers.periods.years import YearContext, year_context

__all__ = [
    "PeriodLabel", "PeriodReading", "YearContext", "find_dates", "find_term", "parse_period", "parse_period_label",
    "term_days", "term_of_day", "year_context",
]  # fmt: skip
