"""Find single points of time in running text: with a year of their own, or leaning on the point before them.

In the world a date is written in a dozen ways (`2021. 1. 3.`, `’18.하반기`, `2020.10월말`, `22년 3/4분기`), and
most ends of periods leave out what the start said (`~ 8. 13`, `~ 12.`, `~ 하반기`). Choice: a two-digit year needs an
apostrophe, 년 with a month, 월, or three groups with zero-padding or a closing point; what a point without a year means
follows from how fine the point before it is. `lenient` is for texts that a label calls a period (`15~18`, `22년`).
"""

from __future__ import annotations

import re

from normalizers.periods.notations import (
    DAY,
    DAY_AFTER_MONTH_WORD,
    DAY_ZERO,
    HALF,
    LOOSE,
    MONTH,
    NO_UNIT,
    NUMBERS,
    QUARTER,
    RANGE,
    RECENT,
    SHORT_YEAR,
    TEN_DAYS,
    TWO_YEARS,
    WEEKDAY,
    YEAR,
)
from normalizers.periods.points import Point, is_possible
from normalizers.periods.years import YearContext


def read_point(text: str, at: int, context: YearContext, lenient: bool = False) -> Point | None:
    """The point of time with a year of its own that begins exactly at `at`; None where none does."""
    found = YEAR.match(text, at)
    if found is None:
        return None
    short = len(found["year"]) == 2
    year = context.resolve(int(found["year"])).year if short else int(found["year"])
    whole = Point(at, found.end(), year, short_year=int(found["year"]) if short else None)
    rest = _read_part(text, whole, found["after"])
    if rest is not None:
        return rest if _is_dated(text, found, rest, lenient) else None
    recent = short and year is not None and context.distance(year)[0] <= RECENT
    return _read_bare_year(text, found, whole, lenient, recent)


def _read_part(text: str, whole: Point, separator: str) -> Point | None:
    """What follows a year: half, quarter, or month with its day."""
    until = whole.until
    if not separator and not text[until : until + 1].isspace():
        return None
    return _read_half_or_quarter(text, whole, until) or _read_month(
        text, whole, until, dashed=separator[:1] in "-/" and bool(separator)
    )


def _read_half_or_quarter(text: str, whole: Point, at: int) -> Point | None:
    if half := HALF.match(text, at):
        return _with(whole, until=half.end(), half=1 if half["first"] else 2)
    if quarter := QUARTER.match(text, at):
        return _with(whole, until=quarter.end(), quarter=int(quarter["quarter"]))
    return None


def _read_month(text: str, whole: Point, at: int, dashed: bool = False) -> Point | None:
    found = MONTH.match(text, at)
    if found is None:
        return None
    mark = found["after"].strip()
    point = _with(whole, until=found.end(), month=int(found["month"]))
    if dashed and mark[:1] not in ("-", "/"):  # 2021-03 alone could be a number of a file
        return point if len(found["month"]) == 2 and not mark and whole.short_year is None else None
    day = (DAY_AFTER_MONTH_WORD if mark.endswith("월") else DAY).match(text, found.end()) if mark else None
    if day and is_possible(whole.year, int(found["month"]), int(day["day"])):
        return _with(point, until=day.end(), day=int(day["day"]))
    if mark == "." and text[found.end() : found.end() + 1].isdigit() and not DAY_ZERO.match(text, found.end()):
        return None  # `’24년 1.7억`: a decimal, not a month
    if nil := DAY_ZERO.match(text, found.end()):
        return _with(point, until=nil.end())
    return _close_month(text, point)


def _close_month(text: str, point: Point) -> Point:
    """A month, with the ten days or the 초, 중, 말 behind it."""
    if tens := TEN_DAYS.match(text, point.until):
        return _with(point, until=tens.end(), ten_days=1 if tens["first"] else 2 if tens["second"] else 3)
    if loose := LOOSE.match(text, point.until):
        return _with(point, until=loose.end(), is_end=loose["word"].endswith("말"))
    return point


def _is_dated(text: str, found: re.Match[str], point: Point, lenient: bool) -> bool:
    """Whether a year with something behind it is printed as a date and not as any other number."""
    printed = text[found.start() : point.until]
    if lenient or len(found["year"]) == 4 or found["quote"] or found["after"].strip().startswith(("년", "학", "회")):
        return True
    if point.half or point.quarter or "월" in printed:
        return point.year is not None
    groups = re.split(r"\s*[.]\s*", printed.strip())
    padded = len(groups) >= 3 and all(len(g) == 2 for g in groups[1:3])
    follows = re.match(rf"{WEEKDAY.pattern}|\s*{RANGE}|까지|부터", text[point.until :])
    leads = re.search(rf"{RANGE}\s*$", text[: found.start()])
    return (
        bool(point.day)
        and point.year is not None
        and (padded or bool(follows or leads) or printed.rstrip().endswith("."))
    )


def _read_bare_year(text: str, found: re.Match[str], whole: Point, lenient: bool, is_recent: bool) -> Point | None:
    """A year with nothing behind it: `2018년`, `’20`, the ends of `2018~2022`; leniently also `2015`, `22년`."""
    mark = found["after"].strip()
    if (loose := LOOSE.match(text, whole.until)) and (mark or found["quote"] or len(found["year"]) == 4):
        return _with(whole, until=loose.end(), is_end=loose["word"].endswith("말"))
    behind = text[whole.until :]
    has_unit = not mark and (re.match(NO_UNIT, behind) is None or re.match(r"\s*(?:월|일|기|회)", behind) is not None)
    ranged = re.match(rf"\s*{RANGE}", behind) or re.search(rf"{RANGE}\s*$", text[: whole.at])
    if len(found["year"]) == 4:
        good = mark.endswith(("년", "도")) or ((ranged or lenient) and not has_unit)
    elif found["quote"]:
        good = not has_unit
    else:
        good = mark.endswith("도") or (lenient and ranged is not None and not has_unit)
        good = good or (is_recent and ((lenient and mark == "년") or TWO_YEARS.match(text, whole.at) is not None))
    return whole if good else None


def read_continuation(text: str, at: int, before: Point) -> Point | None:
    """The point at `at` that leaves out what the point before it printed: `~ 8. 13`, `~ 12.`, `~ 하반기`, `/8. 8.`."""
    whole = Point(at, at, before.year, short_year=before.short_year)
    if (part := _read_half_or_quarter(text, whole, at)) is not None:
        return part
    found = NUMBERS.match(text, at)
    if found is None:
        return None
    first, until = int(found["first"]), found.end()
    if found["second"]:
        second = int(found["second"])
        fits = before.month is not None and is_possible(before.year, first, second)
        return _with(whole, until=until, month=first, day=second) if fits else None
    mark = (found["mark"] or "").strip()
    if mark == "월" or (not mark and before.month and not before.day):
        return _read_bare_month(text, whole, found, mark)
    if mark in ("일", "") and before.day and before.month and is_possible(before.year, before.month, first):
        return _with(whole, until=until, month=before.month, day=first)
    return None


def _read_bare_month(text: str, whole: Point, found: re.Match[str], mark: str) -> Point | None:
    if not 1 <= int(found["first"]) <= 12:
        return None
    month = _with(whole, until=found.end(), month=int(found["first"]))
    if (
        mark == "월"
        and (day := DAY_AFTER_MONTH_WORD.match(text, found.end()))
        and is_possible(whole.year, month.month or 1, int(day["day"]))
    ):
        return _with(month, until=day.end(), day=int(day["day"]))
    return _close_month(text, month)


def read_short_year(text: str, at: int, before: Point, context: YearContext) -> Point | None:
    """The second year of `’18~20` or `2018~22년`: two digits after a point that is a bare year."""
    found = SHORT_YEAR.match(text, at)
    if found is None or before.precision != "year":
        return None
    digits = int(found["year"])
    year = before.year - before.year % 100 + digits if before.year is not None else context.resolve(digits).year
    return Point(at, found.end(), year, short_year=digits)


def _with(
    point: Point, *, until: int, month: int | None = None, day: int | None = None, quarter: int | None = None,
    half: int | None = None, ten_days: int | None = None, is_end: bool = False,
) -> Point:  # fmt: skip
    """The same point, finer and longer (`dataclasses.replace` costs ten times as much on this hot path)."""
    return Point(
        point.at, until, point.year, month or point.month, day or point.day, quarter or point.quarter,
        half or point.half, ten_days or point.ten_days, is_end or point.is_end, point.short_year,
    )  # fmt: skip
