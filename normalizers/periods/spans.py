"""Join points of time to spans: `2021. 1. ~ 12.`, `~ 2024. 10. 31.까지`, `2022. 7. ~`, `2019. 6. 27./8. 8./10. 1.`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from extractors.patterns import compile_on_use
from normalizers.folding import fold
from normalizers.periods.notations import CLOCK, RANGE, WEEKDAY
from normalizers.periods.points import Point
from normalizers.periods.scan import read_continuation, read_point, read_short_year
from normalizers.periods.years import QUOTES, YearContext

_UNUSUAL = re.compile("[\u0001-\u0008\u00a0\u00ad\u1100-\u11ff\u2000-\u200f\u2060\u3000\ufeff\uff00-\uffef]")
"""Full-width digits, decomposed Hangul and odd spaces, which are folded first."""
_START = re.compile(rf"(?<![\dA-Za-z제])(?<!\d[.,\-–/:])(?=[{QUOTES}]?\s?\d{{2}})(?<![{QUOTES}])(?<![{QUOTES}]\s)")
_STRONG = re.compile(
    rf"\s*(?:[{QUOTES}]\s?\d{{2}}|(?:19|20)\d{{2}}(?!\d)|\d{{2}}\s*년|"
    rf"\d{{2}}\.\s*\d{{1,2}}\.\s*\d{{1,2}}(?!\d))"
)
_SKIP = re.compile(rf"(?:{WEEKDAY.pattern}|{CLOCK.pattern})*")
_TO = re.compile(rf"\s*(?:{RANGE}|부터\s*{RANGE}?|에서(?=\s*[{QUOTES}]?\d))\s*")
_UNTIL = compile_on_use(r"\s*,?\s*(?:까지|이내|한)(?![가-힣]{2})|\s*이전")
_SINCE = re.compile(r"\s*(?:이후|이래)")
_ONGOING = re.compile(r"\s*(?:계속(?:\s*추진)?|현재|지속)(?![가-힣])")
_LEADING_TO = re.compile(rf"(?:{RANGE}|일로?부터|일로?\s*부터)\s*[{QUOTES}]?$")
_NEXT = re.compile(r"\s*(?:[/,·ㆍ]|및|,)\s*")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch [`at`, `until`) of a text that prints one span of time; a missing side is not printed."""

    at: int
    until: int
    first: Point | None
    last: Point | None
    is_open: bool = False
    end_has_own_year: bool = True


def find_spans(text: str, context: YearContext, lenient: bool = False) -> list[Span]:
    """All spans of a text, in order, none overlapping; offsets are those of the text as printed."""
    if not _UNUSUAL.search(text):
        return _find_spans(text, context, lenient)
    folded = fold(text)
    return [
        replace(span, at=folded.places[span.at], until=folded.places[span.until])
        for span in _find_spans(folded.text, context, lenient)
    ]


def _find_spans(text: str, context: YearContext, lenient: bool) -> list[Span]:
    spans: list[Span] = []
    done = 0
    for candidate in _START.finditer(text):
        if candidate.start() < done:
            continue
        at = candidate.start()
        while at < len(text) and text[at].isspace():
            at += 1
        point = read_point(text, at, context, lenient)
        if point is None:
            continue
        spans.append(_read_span(text, point, context, lenient, done))
        done = spans[-1].until
        while (more := _read_next(text, spans[-1], context, lenient)) is not None:
            spans.append(more)
            done = more.until
    return spans


def _skip(text: str, at: int) -> int:
    found = _SKIP.match(text, at)
    return found.end() if found else at


def _read_span(text: str, first: Point, context: YearContext, lenient: bool, done: int) -> Span:
    """The span that begins with a point: a range, an open end, or the point alone."""
    until = _skip(text, first.until)
    if sign := _TO.match(text, until):
        return _read_end(text, first, sign, context, lenient)
    if since := _SINCE.match(text, until):
        return Span(first.at, since.end(), first, None, is_open=True)
    before = _LEADING_TO.search(text, done, first.at)
    limit = _UNTIL.match(text, until)
    if before or limit:
        return Span(before.start() if before else first.at, limit.end() if limit else first.until, None, first)
    return Span(first.at, first.until, first, first)


def _read_end(text: str, first: Point, sign: re.Match[str], context: YearContext, lenient: bool) -> Span:
    last, own = _read_last(text, sign.end(), first, context, lenient)
    if last is None and (clock := CLOCK.match(text, sign.end())):  # `10:00 ~ 12:00` of one day
        return Span(first.at, clock.end(), first, first)
    if last is None:
        ongoing = _ONGOING.match(text, sign.end())
        return Span(
            first.at, ongoing.end() if ongoing else sign.start() + len(sign.group().rstrip()), first, None, True
        )
    after = _skip(text, last.until)
    limit = _UNTIL.match(text, after)
    return Span(first.at, limit.end() if limit else last.until, first, last, end_has_own_year=own)


def _read_last(text: str, at: int, first: Point, context: YearContext, lenient: bool) -> tuple[Point | None, bool]:
    """The end of a range and whether it prints a year of its own: strong notations, then what leans on the start."""
    if _STRONG.match(text, at) and (strong := read_point(text, at, context, lenient=True)) is not None:
        return strong, True
    if (leaning := read_continuation(text, at, first)) is not None:
        return leaning, False
    if (short := read_short_year(text, at, first, context)) is not None:
        return short, True
    return read_point(text, at, context, lenient), True


def _read_next(text: str, span: Span, context: YearContext, lenient: bool) -> Span | None:
    """A further date after `/`, a comma or 및 that leans on the one before and is printed as finely."""
    before = span.last
    sign = _NEXT.match(text, span.until)
    if before is None or sign is None or _STRONG.match(text, sign.end()) or before.precision not in ("day", "month"):
        return None
    point = read_continuation(text, sign.end(), before)
    if point is None or point.precision != before.precision:
        return None
    printed = text[sign.end() : point.until]
    is_dated = "월" in printed or "일" in printed or printed.rstrip().endswith(".") or (before.day and "." in printed)
    return _read_span(text, point, context, lenient, span.until) if is_dated else None
