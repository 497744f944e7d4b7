"""Figures and Korean numerals as exact numbers, or nothing.

Commas and points go astray in print: `24,00`, `1,23,456`, `24.394` for 24,394. A figure whose commas do not part groups
of three is no number, and one with exactly three decimals and no comma may be either; neither is guessed. Amounts are
also written in Hangul or Chinese numerals (`금구억팔천육백구십사만오천원`), and both ways mix: `4억5천만`.
"""

from __future__ import annotations

import re
from decimal import Decimal

FIGURE = re.compile(r"\d+(?:[,.]\d+)*")
_PLAIN = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_THOUSANDTHS = re.compile(r"\d{1,3}\.\d{3}")

SMALL = {"십": 10, "백": 100, "천": 1000, "十": 10, "百": 100, "千": 1000, "拾": 10, "仟": 1000}
BIG = {"만": 10**4, "억": 10**8, "조": 10**12, "경": 10**16, "萬": 10**4, "万": 10**4, "億": 10**8, "兆": 10**12}
DIGITS = {
    "영": 0, "공": 0, "일": 1, "이": 2, "삼": 3, "사": 4, "오": 5, "육": 6, "륙": 6, "칠": 7, "팔": 8, "구": 9,
    "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
    "壹": 1, "貳": 2, "參": 3,
}  # fmt: skip


def parse_figure(text: str) -> Decimal | None:
    """A figure with correct commas and at most one point; None for a misprint. Leading zeros are none (`007`)."""
    if not _PLAIN.fullmatch(text):
        return None
    whole = text.split(".")[0]
    return None if len(whole) > 1 and whole[0] == "0" else Decimal(text.replace(",", ""))


def may_be_misplaced_point(text: str) -> bool:
    """Whether the point may stand for a comma: `24.394` is 24 and a bit, or 24,394."""
    return _THOUSANDTHS.fullmatch(text) is not None


class NumeralReader:
    """Adds up `4억 5천만`: figures, small multipliers (십 백 천) within a section, big ones (만 억 조) that close it.

    Each `take_` answers whether the token may stand there; a refused token leaves the value as it is. Multipliers fall:
    `5천 3억` is two amounts, `3억 5천` one, and `1억 12,500만` two (12,500만 is more than 1억).
    """

    def __init__(self) -> None:
        self.total = Decimal(0)
        self.section = Decimal(0)
        self.number: Decimal | None = None
        self.last_big = Decimal("Infinity")
        self.last_small = Decimal("Infinity")

    def take_number(self, number: Decimal) -> bool:
        """A figure, or a digit written as a word."""
        if self.number is not None or number >= self.last_small or number >= self.last_big:
            return False
        self.number = number
        return True

    def take_small(self, multiplier: int) -> bool:
        """십, 백 or 천; without a figure before it, it is one of them (`1억 천만`)."""
        if multiplier >= self.last_small:
            return False
        self.section += (Decimal(1) if self.number is None else self.number) * multiplier
        self.number, self.last_small = None, Decimal(multiplier)
        return True

    def take_big(self, multiplier: int) -> bool:
        """만, 억, 조: closes the section."""
        is_bare = self.number is None and self.last_small == Decimal("Infinity")
        section = Decimal(1) if is_bare else self.section + (self.number or 0)
        if self._is_all_before(multiplier):
            section, self.total, self.last_big = self.total + section, Decimal(0), Decimal("Infinity")
        if multiplier >= self.last_big or section * multiplier >= self.last_big:
            return False
        self.total += section * multiplier
        self.section, self.number = Decimal(0), None
        self.last_big, self.last_small = Decimal(multiplier), Decimal("Infinity")
        return True

    def _is_all_before(self, multiplier: int) -> bool:
        """Whether 억 or 조 multiplies a 만 before it too: `1만 6,991억` is 16,991억."""
        return self.last_big == BIG["만"] < multiplier and self.number is not None and self.number < BIG["만"]

    @property
    def value(self) -> Decimal | None:
        """All that was taken; None where a rest is not smaller than the last multiplier."""
        rest = self.section + (self.number or 0)
        return self.total + rest if rest < self.last_big else None


def parse_numeral_words(text: str) -> Decimal | None:
    """A number in Hangul or Chinese numerals without white space (`구억팔천육백구십사만오천`); None if it is none."""
    reader = NumeralReader()
    for character in text:
        if character in DIGITS:
            taken = reader.take_number(Decimal(DIGITS[character]))
        elif character in SMALL:
            taken = reader.take_small(SMALL[character])
        else:
            taken = character in BIG and reader.take_big(BIG[character])
        if not taken:
            return None
    return reader.value if text else None
