"""Periods and dates as printed, read to days.

`2022년 7월 ~ 2024년 상반기` is 2022-07-01 to 2024-06-30 with the precision of its coarser side; `2022. 7. ~` is open;
`2024.06월 (임기내)` is a month inside the term of office; 임기내 alone is no date. What cannot be read keeps its text
and has an issue: a century that the document does not settle, a period that runs backwards, two periods in one value.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from extractors.model import Printed, ReadingIssue
from normalizers.periods.points import COARSENESS
from normalizers.periods.spans import Span, find_spans
from normalizers.periods.words import find_recurrence, find_term_class, find_within_term, has_word, squeeze
from normalizers.periods.years import YearContext
from normalizers.vocabulary import Precision, Recurrence, TermClass

_BRACKET = re.compile(r"[()（）\[\]]")
_LENGTH = re.compile(
    r"\s*(?:약\s*)?\d+\s*(?:년|개월|월|주|일)\s*$|(?:계약|착수|협약|체결|승인|고시)[^~\d]{0,14}\d+\s*(?:일|개월|월|년)"
)


@dataclass(frozen=True, slots=True)
class PeriodReading:
    """One period as read. `printed` is the stretch it was read from; a side that is not printed or not sure is None.

    `is_open`: printed as going on (`2022. 7. ~`). `is_end`: a point at the end of its month or year (`10월말`), for
    dates of reference.
    """

    printed: Printed
    start: date | None = None
    end: date | None = None
    precision: Precision | None = None
    is_open: bool = False
    recurrence: Recurrence | None = None
    term_class: TermClass | None = None
    within_term: bool | None = None
    is_end: bool = False
    issues: tuple[ReadingIssue, ...] = ()

    @property
    def text(self) -> str:
        """As printed."""
        return self.printed.text

    @property
    def has_dates(self) -> bool:
        """Whether at least one side was read."""
        return self.start is not None or self.end is not None


def find_dates(printed: Printed, context: YearContext) -> tuple[PeriodReading, ...]:
    """Every date and period in running text, in order; numbers that only look like dates are left alone."""
    return tuple(_read(printed, span, context) for span in find_spans(printed.text, context))


def parse_period(printed: Printed, context: YearContext) -> PeriodReading:
    """The value of a label that asks for a period or a point of time (사업기간, 완료시기)."""
    text = printed.text
    spans = _outside_brackets(text, find_spans(text, context, lenient=True))
    readings = [_read(printed, span, context) for span in spans]
    reading = merge_periods(printed, readings)
    words = replace(
        reading,
        printed=printed,
        recurrence=find_recurrence(text),
        term_class=find_term_class(text),
        within_term=find_within_term(text),
    )
    if spans or not squeeze(text).strip("-–—.~∼·"):
        return words
    if words.recurrence or words.term_class or _speaks_of_the_term(text) or squeeze(text) in ("계속", "지속"):
        return replace(words, is_open=squeeze(text) in ("계속", "지속"))
    is_length = has_word("length_of_time", text) or _LENGTH.match(text.strip())
    code = "PERIOD_RELATIVE" if is_length else "PERIOD_UNREAD"
    return replace(words, issues=(*words.issues, ReadingIssue(code, printed.at, text.strip())))


def _speaks_of_the_term(text: str) -> bool:
    return has_word("within_term", text) or has_word("after_term", text) or has_word("before_term", text)


def _outside_brackets(text: str, spans: list[Span]) -> list[Span]:
    """Without the spans in brackets where others stand outside: `2022. 7. ~ 2026. 6. (용역 2022. 8. ~ 12.)`."""
    outside, is_open, done = [], False, 0
    for span in spans:
        for mark in _BRACKET.finditer(text, done, span.at):
            is_open = mark.group() in "(（["
        done = span.at
        if not is_open:
            outside.append(span)
    return outside or spans


def _read(printed: Printed, span: Span, context: YearContext) -> PeriodReading:
    """The days of one span, and what is unsure about them."""
    part = printed.part(span.at, span.until)
    start = span.first.first_day() if span.first else None
    end = span.last.last_day() if span.last else None
    points = [p for p in (span.first, span.last) if p is not None]
    precision = max((p.precision for p in points), key=COARSENESS.__getitem__)
    issues = tuple(
        ReadingIssue("YEAR_UNSETTLED", part.at, part.text, context.resolve(p.short_year).reason)
        for p in dict.fromkeys(points)
        if p.year is None and p.short_year is not None
    )
    if start and end and start > end:
        code = "PERIOD_BACKWARDS" if span.end_has_own_year else "PERIOD_END_YEAR_UNSURE"
        issues += (ReadingIssue(code, part.at, part.text),)
        end = end if span.end_has_own_year else None
    is_end = span.last is not None and span.last.is_end
    return PeriodReading(part, start, end, precision, span.is_open, is_end=is_end, issues=issues)


def merge_periods(printed: Printed, readings: list[PeriodReading]) -> PeriodReading:
    """Several periods under one label: what they share stays, what differs is unknown and an issue.

    Readings without dates (a class of length, blanks of a form) only add what they say in words.
    """
    dated = [r for r in readings if r.has_dates]
    if len(dated) <= 1 or len(readings) == 1:
        main = (dated or readings or [PeriodReading(printed)])[0]
        return replace(
            main,
            term_class=next((r.term_class for r in readings if r.term_class), None),
            within_term=next((r.within_term for r in readings if r.within_term is not None), None),
        )
    starts, ends = {r.start for r in dated}, {r.end for r in dated}
    issues = tuple(i for r in dated for i in r.issues)
    if len(starts) > 1 or len(ends) > 1:
        issues += (ReadingIssue("PERIOD_SEVERAL", printed.at, printed.text.strip()),)
    precisions: list[Precision] = [r.precision for r in dated if r.precision is not None]
    return PeriodReading(
        printed,
        starts.pop() if len(starts) == 1 else None,
        ends.pop() if len(ends) == 1 else None,
        max(precisions, key=COARSENESS.__getitem__),
        is_open=all(r.is_open for r in dated),
        issues=issues,
    )
