"""Figures that take their unit from the table or sentence around them: `(국내: 18,500 국외: 96,100)` in a 천원 table.

Only where the caller gives a unit, and only figures printed as amounts are: behind a label and a colon or behind a
payer, or with their thousands parted, and nothing counted behind them. Dates, telephone numbers, counts (`50명`),
percentages and numbers of houses and articles are none.
"""

from __future__ import annotations

import re

from extractors.patterns import compile_on_use
from normalizers.amounts.figures import Money
from normalizers.amounts.money_words import MoneyWords
from normalizers.amounts.numerals import may_be_misplaced_point, parse_figure
from normalizers.amounts.splits import is_payer, read_split
from normalizers.amounts.stretches import Stretches
from normalizers.amounts.units import Unit, known_unit_words
from normalizers.folding import squeeze

_FIGURE = compile_on_use(r"(?<![\d.,'A-Za-z제~\-/])(?P<sign>[△▽−+]\s?|(?<=[(\s:])-)?(?P<figure>\d+(?:[,.]\d+)*)")
_STOPS = compile_on_use(r"\s?[%‰]|[가-힣A-Za-z㎡㎥·\-~./']|\s?[~×*÷]|\s?[-:]\s?\d")
_LABELLED = compile_on_use(r"[가-힣A-Za-z)\]]\s*:\s*$")
_PAYER = compile_on_use(r"(?P<label>[가-힣·]{2,10})\s*$")
_LABEL_UNIT = re.compile(r"(?<=[가-힣A-Za-z])\s?[(\[]\s?(?P<unit>[십백천만억조]{0,2}\s?원)\s?[)\]]\s*:")
_STRETCH_END = compile_on_use(r"\n|\s/\s|[가-힣A-Za-z]\s?[(\[][^()\[\]]{1,8}[)\]]\s*:")
_REACH = 40  # how far a label or remark of a bare figure may stand
_YEAR = re.compile(r"(?:19|20)\d\d")


def find_inherited(text: str, unit: Unit, taken: Stretches, words: MoneyWords) -> list[Money]:
    """Bare figures of money outside the stretches already taken, in the unit given."""
    found = []
    for match in _FIGURE.finditer(text):
        start, end = match.span()
        if not taken.meets(start, end) and _is_amount(text, match["figure"], start, end, words):
            found.append(_in_unit(match, unit))
    return found


def find_labelled(text: str, taken: Stretches, words: MoneyWords) -> list[Money]:
    """Figures behind a label that prints their unit: `모금액(억원) : ('24) 44.2 → ('25) 74.9 / 건수(건) : 35`.

    The unit holds to the end of the line, or to the next slash or label with a bracket.
    """
    found = []
    for label in _LABEL_UNIT.finditer(text):
        unit = known_unit_words().money.get(squeeze(label["unit"]))
        stop = _STRETCH_END.search(text, label.end())
        if unit is None:
            continue
        end = stop.start() if stop else len(text)
        inside = [m for m in _FIGURE.finditer(text, label.end(), end) if not taken.meets(m.start(), m.end())]
        for match in inside:
            is_year = _YEAR.fullmatch(match["figure"]) and text[match.start() - 1 : match.start()] == "("
            if not is_year and not _STOPS.match(text, match.end()) and not words.counter_after.match(text, match.end()):
                found.append(_in_unit(match, unit))
    return found


def _in_unit(match: re.Match[str], unit: Unit) -> Money:
    """A figure in a unit printed elsewhere; without a value where its commas or points are astray."""
    value = parse_figure(match["figure"])
    if value is not None and may_be_misplaced_point(match["figure"]) and unit.won <= 1_000_000:
        value = None
    sign = -1 if match["sign"] and match["sign"].strip() in "△▽−-" else 1
    won = None if value is None else sign * value * unit.won
    return Money(match.start(), match.end(), won, "sure", "KRW", unit, sign=sign)


def _is_amount(text: str, figure: str, start: int, end: int, words: MoneyWords) -> bool:
    """Whether a bare figure is printed as an amount is."""
    after = words.qualifier_after[0][0].match(text, end)
    if not after and (_STOPS.match(text, end) or words.counter_after.match(text, end)):
        return False
    before = text[max(0, start - _REACH) : start]
    payer = _PAYER.search(before)
    is_named = _LABELLED.search(before) is not None or (payer is not None and is_payer(payer["label"]) is not None)
    is_bare = "," in figure or (is_named and not _YEAR.fullmatch(figure)) or _stands_alone(text, start, end, words)
    return is_bare or _is_split(text, figure, start, end, words)


def _is_split(text: str, figure: str, start: int, end: int, words: MoneyWords) -> bool:
    """A figure at the head of a text with who pays how much of it behind it: `총 86.5 (국비 20, 시비 66.5)`."""
    value = parse_figure(figure)
    if value is None or words.total_before.sub("", text[:start]).strip():
        return False
    split = read_split(text, Money(start, end, value, "sure", "KRW", Unit("원", 1)))
    return split is not None and bool(split.parts)


def _stands_alone(text: str, start: int, end: int, words: MoneyWords) -> bool:
    """A figure that is all of a text but for `약`, `총`, `내외` and a note in brackets: `약 500`, `300 내외`."""
    if start > _REACH or len(text) - end > _REACH:
        return False
    rest, after = text[:start], text[end:]
    for pattern, _ in words.qualifier_before:
        rest = pattern.sub("", rest)
    rest = words.total_before.sub("", rest)
    for pattern, _ in words.qualifier_after:
        after = pattern.sub("", after, count=1) if pattern.match(after) else after
    return not rest.strip() and re.fullmatch(r"\s*(?:\([^()\d]*\))?\s*", after) is not None
