"""Terms of office of elected local mayors and governors (민선): 민선7기 is July 2018 to June 2022.

The first term ran three years and began in July 1995; the third began in July 2002, and every later one runs four years
(공직선거법 제14조: from the first of July after the election).
"""

from __future__ import annotations

import re
from datetime import date

_TERM = re.compile(r"민선\s*제?\s*(?P<term>1?\d)\s*기")
_FIRST_OF_FOUR_YEARS = 2
_START_OF_SECOND = 1998


def term_days(term: int) -> tuple[date, date]:
    """First and last day of a term of office (1 = 민선1기, the only one of three years).

    >>> term_days(8)
    (datetime.date(2022, 7, 1), datetime.date(2026, 6, 30))
    """
    if term < 1:
        raise ValueError(f"no term of office {term}")
    if term < _FIRST_OF_FOUR_YEARS:
        return date(1995, 7, 1), date(1998, 6, 30)
    start = _START_OF_SECOND + 4 * (term - _FIRST_OF_FOUR_YEARS)
    return date(start, 7, 1), date(start + 4, 6, 30)


def term_of_day(day: date) -> int | None:
    """The term of office that a day lies in; None before July 1995.

    >>> term_of_day(date(2022, 6, 30)), term_of_day(date(2022, 7, 1))
    (7, 8)
    """
    if day < date(1995, 7, 1):
        return None
    if day < date(1998, 7, 1):
        return 1
    return _FIRST_OF_FOUR_YEARS + (day.year - _START_OF_SECOND - (day.month < 7)) // 4


def find_term(text: str) -> int | None:
    """The term of office that a text names first (`민선 7기 공약`), None without one."""
    found = _TERM.search(text)
    return int(found["term"]) if found and int(found["term"]) > 0 else None
