"""What span of time a column header or a row label of a table names.

In the world one header row holds `계 | 기투자 | ’24년까지 | 2025 본예산 | 26.6월 | 2026.6월 | 임기후`. Each is
one kind of period: a year, the part of a year inside the term (`2022.6월`, never annualised), everything up to a year
(`2017년까지`, 기투자: `before_base`), what comes later, a sum. What of the label is not about time (`결산`, `본예산`,
`감정평가액`) is handed back in `rest` for whoever reads measures.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from normalizers.periods.points import Point
from normalizers.periods.spans import Span, find_spans
from normalizers.periods.terms import term_days
from normalizers.periods.words import is_word, period_words, squeeze
from normalizers.periods.years import YearContext
from normalizers.vocabulary import PeriodKind

_MONTHS_SO_FAR = re.compile(r"(?<!\d)(?P<month>1[0-2]|0?[1-9])\s*월\s*(?:말\s*)?(?:누계|누적|까지)")
_FROM_JANUARY = re.compile(r"(?<![\d.])0?1\s*월?\s*[~∼～〜-]\s*(?P<month>1[0-2]|0?[1-9])\s*월")
_ORDINAL = re.compile(r"\(?\s*\d{1,2}\s*차\s*년도\s*\)?")
_LEFT_OPEN = re.compile(r"(?<!\d)20[^\S\n]{2,}년")
"""A year left to be filled in on a form (`20   년`) is no 2020."""
_COUNTER = re.compile(r"\d*\s?(?:[만천백억명개세인호톤회점급층㎡%％]|가구|시간|등급)")
_BRACKETS = re.compile(r"[()（）\[\]<>]")
_UP_TO = re.compile(r"까지|이전|以前")
_LATER = re.compile(r"이후|以後")
_BALANCE_DATE = re.compile(r"말\s*(?:현재|기준)?|현재|12\s*[.]\s*31")
_DECEMBER = 12


@dataclass(frozen=True, slots=True)
class PeriodLabel:
    """The period of a label. `start`, `end` where the label prints them; `last_month` of a part of a year.

    `relative_year` (0 = 당해연도, -1 = 전년도) where the label names a year only by its place; `is_balance_date`: the
    label is the end of a year (`’23.12월말`): a flow of that year is of the `year`, a balance is at `year_end`.
    `rest` is the label without its words about time. `issue_code` says what is unsure, None if nothing.
    """

    period_kind: PeriodKind
    fiscal_year: int | None = None
    start: date | None = None
    end: date | None = None
    last_month: int | None = None
    relative_year: int | None = None
    is_balance_date: bool = False
    rest: str = ""
    issue_code: str | None = None


def parse_period_label(text: str, context: YearContext) -> PeriodLabel | None:
    """The period that a header or row label names; None where it names none.

    >>> from normalizers.periods.years import YearContext
    >>> parse_period_label("26.6월", YearContext((2022,))).period_kind
    'partial_year'
    """
    flat = squeeze(text)
    if not flat or _LEFT_OPEN.search(text):
        return None
    spans = [span for span in find_spans(text, context, lenient=True) if not _is_counted(text, span)]
    if not spans:
        return _read_words(text, flat, context)
    label = _read_span_label(text, spans)
    return replace(label, rest=_rest(text, spans))


def _is_counted(text: str, span: Span) -> bool:
    """Whether a bare range counts things and no years: `15~20만`, `18~34세`, `10~20%`."""
    is_bare = not re.search(r"\d{4}|[년월'’‘.]", text[span.at : span.until])
    return is_bare and _COUNTER.match(text, span.until) is not None


def _read_words(text: str, flat: str, context: YearContext) -> PeriodLabel | None:
    """Labels without a date of their own: 계, 기투자, 임기후, 전년도, 11월 누계."""
    bare = _BRACKETS.sub("", flat)
    if is_word("total", bare):
        return PeriodLabel("total")
    for key, kind in (("within_term", "within_term"), ("after_term", "after_term"), ("before_term", "before_term")):
        if (word := _found(key, bare)) is not None:
            return PeriodLabel(kind, rest=bare.replace(word, ""))  # type: ignore[arg-type]
    if _starts(bare, "before_base") is not None:
        return PeriodLabel("before_base")
    if _starts(bare, "later") is not None:
        return PeriodLabel("after_term")
    return _read_relative_year(bare, context) or _read_months(text)


def _found(key: str, flat: str) -> str | None:
    return next((w for w in sorted(period_words()[key], key=len, reverse=True) if w in flat), None)


def _starts(flat: str, key: str) -> str | None:
    """The word of a list that a label begins with, where at most a noun of money follows (기투자액, 기투자 사업비)."""
    words = sorted(period_words()[key], key=len, reverse=True)
    return next((w for w in words if flat == w or (flat.startswith(w) and flat[len(w) :] in _MONEY_NOUNS)), None)


_MONEY_NOUNS = ("액", "분", "금액", "사업비", "예산", "투자", "계획", "실적", "소요액", "투자액")


def _read_relative_year(flat: str, context: YearContext) -> PeriodLabel | None:
    for offset, words in period_words()["relative_year"].items():
        for word in sorted(words, key=len, reverse=True):
            if flat.startswith(word):
                year = context.plan_year + offset if context.plan_year is not None else None
                code = None if year is not None else "RELATIVE_YEAR"
                return PeriodLabel("year", year, relative_year=offset, rest=flat[len(word) :], issue_code=code)
    return None


def _read_months(text: str) -> PeriodLabel | None:
    """`1~11월`, `11월 누계`: from January on, of a year that stands elsewhere. A month alone names no period."""
    found = _FROM_JANUARY.search(text) or _MONTHS_SO_FAR.search(text)
    if found is None:
        return None
    month = int(found["month"])
    rest = (text[: found.start()] + text[found.end() :]).strip()
    return PeriodLabel("year" if month == _DECEMBER else "year_to_date", last_month=month, rest=rest)


def _read_span_label(text: str, spans: list[Span]) -> PeriodLabel:
    """Labels that print a year: the first span names it, a second one in brackets is only more exact."""
    span = spans[0]
    point = span.last or span.first
    assert point is not None  # a span has at least one side
    code = "YEAR_UNSETTLED" if point.year is None else None
    start = span.first.first_day() if span.first else None
    end = span.last.last_day() if span.last else None
    around = text[: span.at] + text[span.until :]
    label = PeriodLabel("year", point.year, start, end, issue_code=code)
    if _LATER.search(text) or span.is_open:
        return replace(label, period_kind="after_term", fiscal_year=None, end=None)
    if _UP_TO.search(text) or span.first is None:
        return _read_up_to(label, point)
    if span.first is not span.last and span.last is not None:
        return _read_range(label, span.first, span.last, around)
    return _read_one_point(label, point, text, spans, around)


def _read_up_to(label: PeriodLabel, point: Point) -> PeriodLabel:
    """`2017년까지`, `’17년 이전`, `~2017`: everything before the table's base."""
    return replace(label, period_kind="before_base", fiscal_year=None, start=None, end=point.last_day())


def _read_range(label: PeriodLabel, first: Point, last: Point, around: str) -> PeriodLabel:
    """`1~11월` of a year, a part of a year, a term of office, or several years (a sum over them)."""
    if first.year == last.year and last.year is not None:
        months = (first.months()[0], last.months()[1])
        if months == (1, _DECEMBER):
            return label
        kind: PeriodKind = "year_to_date" if months[0] == 1 else "partial_year"
        return replace(label, period_kind=kind, last_month=months[1])
    terms = {term_days(n) for n in range(2, 20)}
    kind = "within_term" if (label.start, label.end) in terms or "임기내" in squeeze(around) else "total"
    return replace(label, period_kind=kind, fiscal_year=None)


def _read_one_point(label: PeriodLabel, point: Point, text: str, spans: list[Span], around: str) -> PeriodLabel:
    """A year, or a part of one."""
    at_end = bool(_BALANCE_DATE.search(text))
    first, last = point.months()
    if point.precision == "year" or (last == _DECEMBER and at_end):
        return replace(label, is_balance_date=at_end or any(s.last and s.last.is_end for s in spans[1:]))
    if (first, last) == (_DECEMBER, _DECEMBER):
        return label
    is_sum = any(w in squeeze(around) for w in period_words()["cumulative"]) or at_end
    return replace(label, period_kind="year_to_date" if is_sum else "partial_year", last_month=last)


def _rest(text: str, spans: list[Span]) -> str:
    """The label without its dates, ordinals of years and words about time."""
    kept, done = [], 0
    for span in spans:
        kept.append(text[done : span.at])
        done = span.until
    rest = _ORDINAL.sub("", " ".join([*kept, text[done:]]))
    rest = re.sub(r"까지|이전|이후|현재|기준", "", rest)
    rest = re.sub(r"\s+", " ", re.sub(r"[(（\[]\s*[)）\]]", "", rest)).strip(" ~∼-:")
    return rest[1:-1].strip() if re.fullmatch(r"[(（\[][^()（）\[\]]*[)）\]]", rest) else rest
