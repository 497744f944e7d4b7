"""One figure of money, read from its first digit: figures, multipliers, and the 원 or currency that ends them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from normalizers.amounts.money_words import MoneyWords
from normalizers.amounts.numerals import BIG, FIGURE, SMALL, NumeralReader, may_be_misplaced_point, parse_figure
from normalizers.amounts.units import Unit

_SMALL = re.compile(r"\s?([십백천十百千])")
_BIG = re.compile(r"\s?([만억조경萬万億兆])")
_ROUGHLY = re.compile(r"여\s?(?=[십백천만억조원])")
_WON = re.compile(r"\s?원정?")
_NEXT_FIGURE = re.compile(r"[ ]{0,2}(?=\d)")
_WIDE_GAP = re.compile(r"\s{2,12}(?=[십백천만억조]{1,2}\s?원)")  # a form filled in: `총     844    백만원`
_CUT_SHORT = re.compile(r"\d+[십백천](?!\s?[만원])")  # `10억2천`: 2천 of what?
_WON_SIGN = re.compile(r"₩\s?$")
_PARTICLE = re.compile(
    r"(?:[을를이가은는의에씩정권짜리대내당도만과또로으선및이며라인와나랑]|까지|부터|이상|이하|미만|규모|가량|상당|정도|초과|한도)"
)


@dataclass(frozen=True, slots=True)
class Money:
    """One figure of money in a folded text. `value` is in won or in the foreign currency; None for a misprint.

    `strength`: `sure` ends in 원 or a currency; `bare` in 억 or 조; `open` needs a partner (만, 천, or no multiplier).
    `unit` is that of its last figure, which the parts of a split inherit. `is_rough`: 여 stands inside (`20여억원`).
    `sign` is 0 for ▲, whose meaning only the document knows; `magnitude` is then the value without it.
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


class _Reading:
    """The state of one reading: where it is, what it has taken, and the longest amount so far."""

    def __init__(self, text: str, figure: re.Match[str], words: MoneyWords) -> None:
        self.text, self.words, self.start = text, words, figure.start()
        self.at = self.unit_start = figure.start()
        self.reader, self.factor = NumeralReader(), 1
        self.is_misprint = self.is_rough = False
        self.best: Money | None = None

    def take_figure(self) -> bool:
        """The figure at this place; a misprint is taken for 1 so that its multipliers are still consumed."""
        match = FIGURE.match(self.text, self.at)
        if match is None:
            return False
        value = parse_figure(match.group())
        self.is_misprint |= value is None
        if not self.reader.take_number(Decimal(1) if value is None else value):
            return False
        gap = _WIDE_GAP.match(self.text, match.end())
        self.at = self.unit_start = gap.end() if gap else match.end()
        self.factor = 1
        return True

    def take_multipliers(self) -> None:
        """십, 백, 천 and the 만, 억 or 조 that closes the section, which may be the end of a bare amount."""
        while True:
            roughly = _ROUGHLY.match(self.text, self.at)
            at = roughly.end() if roughly else self.at
            small, big = _SMALL.match(self.text, at), _BIG.match(self.text, at)
            if small and self.reader.take_small(SMALL[small.group(1)]):
                self.factor, self.at = self.factor * SMALL[small.group(1)], small.end()
            elif big and self.reader.take_big(BIG[big.group(1)]):
                self.factor, self.at = self.factor * BIG[big.group(1)], big.end()
                self.is_rough |= roughly is not None
                self.note("bare" if big.group(1) in "억조億兆" else "open", "KRW", self.at)
                return
            else:
                return
            self.is_rough |= roughly is not None

    def take_ending(self) -> bool:
        """원 or a currency at this place; or the currency sign before the figure."""
        if ended := _take_currency(self.text, self.at, self.words, self.factor):
            self.note("sure", ended[1], ended[0])
            return True
        if (self.best is None or self.best.end <= self.at) and (prefix := self.prefix()):
            self.note("sure", prefix, self.at)
        return False

    def prefix(self) -> str | None:
        """The currency whose sign stands before the figure: `₩999,494,600`, `US$ 1,000`."""
        before = self.text[max(0, self.start - 6) : self.start]
        if _WON_SIGN.search(before):
            return "KRW"
        return next((currency for pattern, currency in self.words.currency_before if pattern.search(before)), None)

    def note(self, strength: Literal["sure", "bare", "open"], currency: str, end: int) -> None:
        """The amount up to here is the longest so far."""
        word = "".join(self.text[self.unit_start : end].split()).replace("여", "").removesuffix("정")
        unit = Unit(word or "원", self.factor)
        self.best = Money(self.start, end, self.reader.value, strength, currency, unit, self.is_rough)


def read_money(text: str, figure: re.Match[str], words: MoneyWords) -> Money | None:
    """The longest amount that begins at this figure; None where it is no money.

    A figure that follows a year's apostrophe (`'181조 7,421억`, a garbled list) is not trusted: the amount is unread.
    """
    if _is_inside_word(text, figure.start()):
        return None
    reading = _Reading(text, figure, words)
    while reading.take_figure():
        reading.take_multipliers()
        if reading.take_ending() or reading.factor == 1:
            break
        gap = _NEXT_FIGURE.match(text, reading.at)
        if gap is None:
            break
        reading.at = gap.end()
    best = reading.best
    is_cut = best is not None and best.strength != "sure" and _CUT_SHORT.match(text, best.end) is not None
    is_unread = reading.is_misprint or is_cut or text[figure.start() - 1 : figure.start()] == "'"
    if best is not None and (is_unread or _has_misplaced_point(figure.group(), best)):
        return replace(best, value=None)
    return best


def _has_misplaced_point(figure: str, money: Money) -> bool:
    """`24.394천원`: up to 백만원 three decimals are as likely a comma gone astray; from 억 on they are usual."""
    return may_be_misplaced_point(figure) and money.unit is not None and money.unit.won <= 1_000_000


def _is_inside_word(text: str, start: int) -> bool:
    """A figure behind a letter, the point of another figure, a code's hyphen (`610-03`) or 제 (`제4조`)."""
    before = text[max(0, start - 4) : start]
    if before[-1:] in (".", ",") and before[-2:-1].isdigit():
        return True
    if before.endswith("제") or (re.search(r"\d{4}-$|\d-$", before) and text[start] == "0"):
        return True
    is_letter = before[-1:].isascii() and before[-1:].isalpha()
    return is_letter and not before.endswith(("US", "USD", "KRW", "EUR", "JPY", "CNY"))


def _take_currency(text: str, at: int, words: MoneyWords, factor: int) -> tuple[int, str] | None:
    """원 or a foreign currency at this place, not as the beginning of another word: its end and the currency."""
    roughly = _ROUGHLY.match(text, at)
    if won := _WON.match(text, roughly.end() if roughly else at):
        return won.end(), "KRW"
    for pattern, currency in words.currency_after:
        foreign = pattern.match(text, at)
        if foreign is None:
            continue
        word = foreign.group().strip()
        if len(word) > 1 or not word.isalpha() or (factor > 1 and ends_word(text, foreign.end())):
            return foreign.end(), currency
    return None


def ends_word(text: str, end: int) -> bool:
    """Whether no other Korean word goes on here: no Hangul, or a particle."""
    return not "가" <= text[end : end + 1] <= "힣" or _PARTICLE.match(text, end) is not None
