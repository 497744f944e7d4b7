"""Where money stands in a text: figures with a unit of money, and nothing that only looks like it.

`4억5천만원`, `7조 668억 원`, `2,000천 원`, `6억`, `1.15조`, `￦999,494,600`, `2,324백만달러` are money; `제4조`,
`2조 1교대`, `10만명`, `3원화` and `5개소` are not. A unit that ends in 원 or foreign money is sure; a bare 억 is money
unless things are counted; a bare 조 only where money is spoken of; 만, 천 and 백 never stand without 원, save beside an
amount of the same range or list (`50만~100만원`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from normalizers.amounts.money_words import MoneyWords, known_money_words
from normalizers.amounts.numerals import BIG, FIGURE, SMALL, NumeralReader, may_be_misplaced_point, parse_figure
from normalizers.amounts.units import Unit

_SMALL = re.compile(r"\s?([십백천十百千])")
_BIG = re.compile(r"\s?([만억조경萬万億兆])")
_ROUGHLY = re.compile(r"여\s?(?=[십백천만억조원])")
_WON = re.compile(r"\s?원정?")
_NEXT_FIGURE = re.compile(r"\s?(?=\d)")
_PARTICLE = re.compile(
    r"(?:[을를이가은는의에씩정권짜리대내당도만과또로으선및이며라]|까지|부터|이상|이하|미만|규모|가량|상당|정도|초과|한도)"
)
_SIGNS = {"△": -1, "▽": -1, "▼": -1, "−": -1, "-": -1, "+": 1, "▲": 0}
_CLAUSE = 24


@dataclass(frozen=True, slots=True)
class Money:
    """One figure of money in a folded text. `value` is in won or in the foreign currency; None for a misprint.

    `strength`: `sure` ends in 원 or a currency; `bare` in 억 or 조; `open` needs a partner (만, 천, or no multiplier).
    `unit` is that of its last figure, which the parts of a split inherit. `is_rough`: 여 stands inside (`20여억원`).
    """

    start: int
    end: int
    value: Decimal | None
    strength: Literal["sure", "bare", "open"]
    currency: str = "KRW"
    unit: Unit | None = None
    is_rough: bool = False
    sign: int = 1
    magnitude: Decimal | None = None


def find_money(text: str, words: MoneyWords | None = None) -> list[Money]:
    """All money in a folded text, in order, without overlap."""
    known = words or known_money_words()
    found: list[Money] = []
    at = 0
    while figure := FIGURE.search(text, at):
        money = _read_money(text, figure, known)
        if money is not None and _is_standing(text, money, known):
            found.append(money)
            at = money.end
        else:
            at = figure.end()
    return _with_partners(text, [_with_sign(text, money) for money in found])


def _read_money(text: str, figure: re.Match[str], words: MoneyWords) -> Money | None:
    """The longest amount that begins at this figure: figures and multipliers up to 원, a currency, or a bare 억."""
    if _is_inside_word(text, figure.start()):
        return None
    reader, at, best = NumeralReader(), figure.start(), None
    is_misprint = is_rough = False
    unit_start = at
    while match := FIGURE.match(text, at):
        value = parse_figure(match.group())
        is_misprint |= value is None
        if not reader.take_number(Decimal(1) if value is None else value):
            break
        at = unit_start = match.end()
        factor = 1
        while step := _take_multiplier(text, at, reader):
            factor, at, is_big = factor * step[0], step[1], step[2]
            is_rough |= step[3]
            if is_big:
                bare = Money(
                    figure.start(), at, reader.value, "bare", "KRW", Unit(text[unit_start:at], factor), is_rough
                )
                best = bare if text[at - 1] in "억조億兆" else replace(bare, strength="open")
                break
        if ended := _take_currency(text, at, words, factor):
            end, currency = ended
            word = "".join(text[unit_start:end].split())
            best = Money(figure.start(), end, reader.value, "sure", currency, Unit(word, factor), is_rough)
            break
        if (best is None or best.end < at) and (prefix := _prefix_currency(text, figure.start(), words)):
            best = Money(figure.start(), at, reader.value, "sure", prefix, Unit("원", factor), is_rough)
        if factor == 1 or not (gap := _NEXT_FIGURE.match(text, at)):
            break
        at = gap.end()
    if best is not None and (is_misprint or _has_misplaced_point(figure.group(), best)):
        return replace(best, value=None)
    return best


def _prefix_currency(text: str, start: int, words: MoneyWords) -> str | None:
    """The currency whose sign stands before the figure: `₩999,494,600`, `US$ 1,000`."""
    before = text[max(0, start - 6) : start]
    if re.search(r"₩\s?$", before):
        return "KRW"
    return next((currency for pattern, currency in words.currency_before if pattern.search(before)), None)


def _has_misplaced_point(figure: str, money: Money) -> bool:
    """`24.394천원`: up to 백만원 three decimals are as likely a comma gone astray; from 억 on they are usual."""
    return may_be_misplaced_point(figure) and money.unit is not None and money.unit.won <= 1_000_000


def _is_inside_word(text: str, start: int) -> bool:
    """A figure behind a letter, another figure's point, an apostrophe (a year) or 제 (a number in a row)."""
    before = text[:start][-1:]
    if before in (".", ",") and text[:start][-2:-1].isdigit():
        return True
    if before == "'" or before == "제":
        return True
    return (
        before.isascii() and before.isalpha() and not text[:start].endswith(("US", "USD", "KRW", "EUR", "JPY", "CNY"))
    )


def _take_multiplier(text: str, at: int, reader: NumeralReader) -> tuple[int, int, bool, bool] | None:
    """십, 백, 천 or 만, 억, 조 at this place: its factor, its end, whether it closes the section, and 여 before it."""
    roughly = _ROUGHLY.match(text, at)
    at = roughly.end() if roughly else at
    if (small := _SMALL.match(text, at)) and reader.take_small(SMALL[small.group(1)]):
        return SMALL[small.group(1)], small.end(), False, bool(roughly)
    if (big := _BIG.match(text, at)) and reader.take_big(BIG[big.group(1)]):
        return BIG[big.group(1)], big.end(), True, bool(roughly)
    return None


def _take_currency(text: str, at: int, words: MoneyWords, factor: int) -> tuple[int, str] | None:
    """원 or a foreign currency at this place, not as the beginning of another word: its end and the currency."""
    roughly = _ROUGHLY.match(text, at)
    won = _WON.match(text, roughly.end() if roughly else at)
    if won:
        first = won.end() - len(won.group().lstrip())
        return None if words.not_won.match(text, first) else (won.end(), "KRW")
    for pattern, currency in words.currency_after:
        foreign = pattern.match(text, at)
        if foreign and (factor > 1 or len(foreign.group().strip()) > 1) and _ends_word(text, foreign.end()):
            return foreign.end(), currency
    return None


def _ends_word(text: str, end: int) -> bool:
    """Whether no other word goes on here: no letter, or a particle."""
    return not text[end : end + 1].isalpha() or _PARTICLE.match(text, end) is not None


def _is_standing(text: str, money: Money, words: MoneyWords) -> bool:
    """Whether the figure is money and not a count, an article, a team or a word with 원."""
    figure = text[money.start : money.end]
    if money.strength == "sure":
        is_lone_digit = money.unit is not None and money.unit.won == 1 and len(figure.rstrip("원 정")) == 1
        return not is_lone_digit or _ends_word(text, money.end)
    if words.counter_after.match(text, money.end) or words.not_big.match(text, money.end - 1):
        return False
    if money.strength == "open" or figure[-1] in "억億":
        return not figure[-2:-1].isspace() or not text[money.end : money.end + 1].isalpha()
    return _is_money_trillion(text, money, words)


def _is_money_trillion(text: str, money: Money, words: MoneyWords) -> bool:
    """A bare 조: with decimals, or with money in the clause before it; never an article or a team."""
    before = text[max(0, money.start - _CLAUSE) : money.start].rsplit("\n", 1)[-1]
    if words.article_before.search(before) or words.article_after.match(text, money.end):
        return False
    return "." in text[money.start : money.end] or words.money_before.search(before) is not None


def _with_sign(text: str, money: Money) -> Money:
    """With the sign before it. A hyphen counts only where it touches the figure and no word, figure or line start.

    A bullet opens the line (`-5,000천원`), a range joins figures (`10-20억원`); ▲ has no meaning of its own (sign 0).
    """
    start = money.start - (text[: money.start][-1:] in ("₩", "금"))
    mark = text[:start][-1:]
    if mark not in _SIGNS:
        return money
    before = text[: start - 1]
    if mark in "-+−" and (not before.strip() or before[-1].isalnum() or before.rstrip(" ").endswith("\n")):
        return money
    value = None if money.value is None or _SIGNS[mark] == 0 else money.value * _SIGNS[mark]
    return replace(money, start=start - 1, value=value, sign=_SIGNS[mark], magnitude=money.value)


_JOINED = re.compile(r"\s*(?:~|→|⇒|·|,|/|및|또는|또|∼|-|→)\s*")
_LEFT_FIGURE = re.compile(r"(?<![\d.,'/\-])\d+(?:[,.]\d+)*(?=\s?(?:~|→|⇒)\s*$)")


def _with_partners(text: str, found: list[Money]) -> list[Money]:
    """Open figures kept only beside an amount of the same range or list, and `3` of `3~5억원` given its unit."""
    kept: list[Money] = []
    for index, money in enumerate(found):
        after = found[index + 1] if index + 1 < len(found) else None
        is_joined = after is not None and _JOINED.fullmatch(text, money.end, after.start) is not None
        if money.strength != "open" or (is_joined and after is not None and after.strength != "open"):
            kept.extend(_left_partner(text, money, kept))
            kept.append(money)
    return kept


def _left_partner(text: str, money: Money, kept: list[Money]) -> list[Money]:
    """The figure without a unit on the left of a range or change: `3~5억원`, `555→505억원`."""
    floor = kept[-1].end if kept else 0
    match = _LEFT_FIGURE.search(text, floor, money.start)
    if match is None or money.unit is None or _is_inside_word(text, match.start()):
        return []
    value = parse_figure(match.group())
    won = None if value is None else value * money.unit.won
    return [Money(match.start(), match.end(), won, "sure", money.currency, money.unit)]
