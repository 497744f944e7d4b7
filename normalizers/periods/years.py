"""Which century a two-digit year belongs to, from the years that the document itself prints in full.

In the world: `'18. 7. 17.`, `26.6월`, `’20년`. Offices drop the century, and a document about the history of a market
may mean 1988 by `'88`. Choice: of 19yy and 20yy the one that stands clearly nearer to a year printed in full in the
same document (`2022. 7.`, `2021년`, a header cell `2020`, a term of office such as 민선8기). Where the document prints
no such year, or both centuries are about as near, the year stays unknown and is an issue: nothing is guessed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from normalizers.periods.terms import find_term, term_days

QUOTES = "'’‘`´′‛＇"

_FULL_YEAR = re.compile(
    r"""
    (?<![\d,.\-/])                         # not the tail of an amount, a phone or file number
    (?P<year>(?:19|20)\d{2})
    (?= \s*년 | \s*학년도 | \s*회계연도     # 2021년, 2021년도
      | \s*[.]\s*\d{1,2}(?!\d)             # 2021. 3
      | -\d{1,2}(?!\d) | /\d{1,2}(?!\d)    # 2021-03
      | \s*[~∼～] | \s*[.]\s+[가-힣]        # 2018~2022, '2021. 주요업무계획'
      | \s*\)                              # 감정평가액(2019)
    )
    """,
    re.VERBOSE,
)
_ONLY_A_YEAR = re.compile(r"\s*(?P<year>(?:19|20)\d{2})\s*[.년]?\s*")

NEAR = 40
"""A two-digit year is at most this many years away from one printed in full."""
MARGIN = 20
"""The other century must be farther away by at least this many years."""


@dataclass(frozen=True, slots=True)
class ResolvedYear:
    """A year of four digits, or None, and the reason: the year in full that settles it, or why none does."""

    year: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class YearContext:
    """What a document says about its years: those printed in full (sorted, each once), and the year it plans."""

    years: tuple[int, ...] = ()
    plan_year: int | None = None

    def distance(self, year: int) -> tuple[int, int]:
        """(how far, to which) of the nearest year printed in full; there must be one."""
        at = bisect_left(self.years, year)
        near = [self.years[i] for i in (at - 1, at) if 0 <= i < len(self.years)]
        return min((abs(y - year), y) for y in near)

    def resolve(self, two_digits: int) -> ResolvedYear:
        """The four-digit year of a printed two-digit one.

        >>> YearContext((2018, 2022)).resolve(20)
        ResolvedYear(year=2020, reason='2018')
        >>> YearContext(()).resolve(20).year is None
        True
        """
        if not self.years:
            return ResolvedYear(None, "no year is printed in full")
        (near, witness, year), (far, _, _) = sorted(
            (*self.distance(y), y) for y in (1900 + two_digits, 2000 + two_digits)
        )
        if near > NEAR or far - near < MARGIN:
            return ResolvedYear(None, f"neither century is clearly nearer to {self.years[0]}-{self.years[-1]}")
        return ResolvedYear(year, str(witness))


def year_context(texts: Iterable[str], plan_year: int | None = None) -> YearContext:
    """The years in full of all texts of a document (paragraphs, captions, cells, title).

    The dates that a file stores of itself are not asked: the same plan in another format has others.
    """
    years: set[int] = set()
    for text in texts:
        if only := _ONLY_A_YEAR.fullmatch(text):
            years.add(int(only["year"]))
        years |= {int(m["year"]) for m in _FULL_YEAR.finditer(text)}
        if (term := find_term(text)) is not None:
            start, end = term_days(term)
            years |= {start.year, end.year}
    if plan_year is not None:
        years.add(plan_year)
    return YearContext(tuple(sorted(years)), plan_year)
