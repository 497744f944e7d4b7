"""A point of time as printed, coarse or fine, and the days it covers.

`2022년 7월` is no day: it is a month, from its first to its last day. `2024년 상반기` is a half year, `3/4분기` a
quarter, `상순` the first ten days. 초, 중 and 말 are looser than a ten-day period and mean the month (or year) itself;
`말` also says that the point is the end of it, which a date of reference needs (`'20. 10월말`).
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from normalizers.vocabulary import Precision

COARSENESS: dict[str | None, int] = {"day": 0, "month": 1, "quarter": 2, "half": 3, "year": 4}
_TEN_DAYS = {1: (1, 10), 2: (11, 20)}


@dataclass(frozen=True, slots=True)
class Point:
    """One printed point of time at [`at`, `until`) of its text. `year` is None where it is not settled.

    `short_year` are the two printed digits where the century is not printed. Of month, quarter and half at most one is
    set; `ten_days` is 1, 2 or 3 (상순, 중순, 하순); `is_end` marks 말.
    """

    at: int
    until: int
    year: int | None
    month: int | None = None
    day: int | None = None
    quarter: int | None = None
    half: int | None = None
    ten_days: int | None = None
    is_end: bool = False
    short_year: int | None = None

    @property
    def precision(self) -> Precision:
        """How fine the point is printed."""
        if self.day:
            return "day"
        if self.month:
            return "month"
        if self.quarter:
            return "quarter"
        return "half" if self.half else "year"

    def months(self) -> tuple[int, int]:
        """First and last month covered."""
        if self.month:
            return self.month, self.month
        if self.quarter:
            return 3 * self.quarter - 2, 3 * self.quarter
        if self.half:
            return 6 * self.half - 5, 6 * self.half
        return 1, 12

    def first_day(self) -> date | None:
        """The first day covered, None where the year is not settled."""
        if self.year is None:
            return None
        if self.ten_days and self.month:
            return date(self.year, self.month, _TEN_DAYS.get(self.ten_days, (21, 31))[0])
        return date(self.year, self.months()[0], self.day or 1)

    def last_day(self) -> date | None:
        """The last day covered, None where the year is not settled."""
        if self.year is None:
            return None
        month = self.months()[1]
        length = monthrange(self.year, month)[1]
        if self.ten_days:
            return date(self.year, month, min(_TEN_DAYS.get(self.ten_days, (21, 31))[1], length))
        return date(self.year, month, self.day or length)


def is_possible(year: int | None, month: int, day: int) -> bool:
    """Whether the calendar has this day; without a year, whether some year has it."""
    return 1 <= month <= 12 and 1 <= day <= monthrange(year or 2000, month)[1]
