"""Figures that take their unit from the table or sentence around them: `(국내: 18,500 국외: 96,100)` in a 천원 table.

Only where the caller gives a unit, and only figures printed as amounts are: behind a label and a colon or behind a
payer, or with their thousands parted, and nothing counted behind them. Dates, telephone numbers, counts (`50명`),
percentages and numbers of houses and articles are none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from normalizers.amounts.figures import Money
from normalizers.amounts.money_words import MoneyWords
from normalizers.amounts.numerals import may_be_misplaced_point, parse_figure
from normalizers.amounts.splits import is_payer
from normalizers.amounts.units import Unit

_FIGURE = re.compile(r"(?<![\d.,'A-Za-z제~\-/])(?P<sign>[△▽−+]\s?|(?<=[(\s:])-)?(?P<figure>\d+(?:[,.]\d+)*)")
_STOPS = re.compile(r"\s?[%‰]|[가-힣A-Za-z㎡㎥·\-~./']|\s?[~×*÷]|\s?[-:]\s?\d")
_LABELLED = re.compile(r"[가-힣A-Za-z)\]]\s*:\s*$")
_PAYER = re.compile(r"(?P<label>[가-힣·]{2,10})\s*$")
_YEAR = re.compile(r"(?:19|20)\d\d")


def find_inherited(text: str, unit: Unit, taken: Sequence[tuple[int, int]], words: MoneyWords) -> list[Money]:
    """Bare figures of money outside the stretches already taken, in the unit given."""
    found = []
    for match in _FIGURE.finditer(text):
        start, end = match.span()
        if any(begin < end and start < stop for begin, stop in taken):
            continue
        if not _is_amount(text, match["figure"], match.start(), end, words):
            continue
        value = parse_figure(match["figure"])
        if value is not None and may_be_misplaced_point(match["figure"]) and unit.won <= 1_000_000:
            value = None
        sign = -1 if match["sign"] and match["sign"].strip() in "△▽−-" else 1
        won = None if value is None else sign * value * unit.won
        found.append(Money(start, end, won, "sure", "KRW", unit, sign=sign))
    return found


def _is_amount(text: str, figure: str, start: int, end: int, words: MoneyWords) -> bool:
    """Whether a bare figure is printed as an amount is."""
    after = words.qualifier_after[0][0].match(text, end)
    if not after and (_STOPS.match(text, end) or words.counter_after.match(text, end)):
        return False
    before = text[:start]
    payer = _PAYER.search(before)
    is_named = _LABELLED.search(before) is not None or (payer is not None and is_payer(payer["label"]) is not None)
    return "," in figure or (is_named and not _YEAR.fullmatch(figure)) or _stands_alone(before, text[end:], words)


def _stands_alone(before: str, after: str, words: MoneyWords) -> bool:
    """A figure that is all of a text but for `약`, `총`, `내외` and a note in brackets: `약 500`, `300 내외`."""
    rest = before
    for pattern, _ in words.qualifier_before:
        rest = pattern.sub("", rest)
    rest = words.total_before.sub("", rest)
    for pattern, _ in words.qualifier_after:
        after = pattern.sub("", after, count=1) if pattern.match(after) else after
    return not rest.strip() and re.fullmatch(r"\s*(?:\([^()\d]*\))?\s*", after) is not None
