"""Automatic numbers and bullets of paragraphs.

The HWP family does not store the number of a paragraph, only which numbering it follows and at which level: whoever
prints it counts. A number is counted for every paragraph that follows the numbering, in document order; a paragraph of
a higher level starts the lower ones anew.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from extractors.hancom.tree import Head

_HANGUL_ORDER = "가나다라마바사아자차카타파하"
_JAMO_ORDER = "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"
_STEMS_HANGUL = "갑을병정무기경신임계"
_STEMS_HANJA = "甲乙丙丁戊己庚辛壬癸"
_DIGITS_HANGUL = "일이삼사오육칠팔구"
_DIGITS_HANJA = "一二三四五六七八九"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_PLACEHOLDER = re.compile(r"\^([1-9]|10|n|N)")


def _roman(number: int) -> str:
    out = []
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        out.append(letters * count)
    return "".join(out)


def _from(alphabet: str) -> Callable[[int], str]:
    """Letters of an alphabet, doubled after its end: a … z, aa, bb."""
    return lambda number: alphabet[(number - 1) % len(alphabet)] * ((number - 1) // len(alphabet) + 1)


def _circled(first: str, count: int, plain: Callable[[int], str]) -> Callable[[int], str]:
    """Enclosed signs that Unicode has in a row from `first`; past the last one the plain form in brackets."""
    return lambda number: chr(ord(first) + number - 1) if number <= count else f"({plain(number)})"


def _spelled(digits: str, ten: str) -> Callable[[int], str]:
    """일, 이 … 십일 … 이십: numbers in words up to 99."""

    def spell(number: int) -> str:
        tens, ones = divmod(number, 10)
        head = ("" if tens == 1 else digits[tens - 1]) + ten if tens else ""
        return head + (digits[ones - 1] if ones else "")

    return lambda number: spell(number) if number < 100 else str(number)


_LATIN = "abcdefghijklmnopqrstuvwxyz"
# In the order of the HWP5 codes 0 to 16; HWPX and HWPML use the names.
NUMBER_SHAPES: dict[str, Callable[[int], str]] = {
    "digit": str,
    "circleddigit": _circled("①", 20, str),
    "romancapital": lambda number: _roman(number).upper(),
    "romansmall": _roman,
    "latincapital": _from(_LATIN.upper()),
    "latinsmall": _from(_LATIN),
    "circledlatincapital": _circled("Ⓐ", 26, _from(_LATIN.upper())),
    "circledlatinsmall": _circled("ⓐ", 26, _from(_LATIN)),
    "hangulsyllable": _from(_HANGUL_ORDER),
    "circledhangulsyllable": _circled("㉮", 14, _from(_HANGUL_ORDER)),
    "hanguljamo": _from(_JAMO_ORDER),
    "circledhanguljamo": _circled("㉠", 14, _from(_JAMO_ORDER)),
    "hangulphonetic": _spelled(_DIGITS_HANGUL, "십"),
    "ideograph": _spelled(_DIGITS_HANJA, "十"),
    "circledideograph": _circled("㊀", 10, _spelled(_DIGITS_HANJA, "十")),
    "decagoncircle": _from(_STEMS_HANGUL),
    "decagoncirclehanja": _from(_STEMS_HANJA),
}
NUMBER_SHAPE_CODES = tuple(NUMBER_SHAPES)


def format_number(number: int, shape: str) -> str:
    """A number in one of the shapes; an unknown shape and numbers that it has no sign for are digits."""
    if not 0 < number < 4000:
        return str(number)
    return NUMBER_SHAPES.get(shape.replace("_", "").lower(), str)(number)


class NumberLevel(NamedTuple):
    """One level of a numbering: its text with `^1` … for the numbers, the shape of its own number, where it starts."""

    text: str
    shape: str = "digit"
    start: int = 1


class Numberings:
    """The numberings and bullets of one document, and how far each has counted."""

    def __init__(self) -> None:
        self.levels: dict[int, list[NumberLevel]] = {}
        self.bullets: dict[int, str] = {}
        self.outline = 0
        """Id of the numbering that outline paragraphs of the present section follow."""
        self._counts: dict[int, list[int | None]] = {}

    def next_marker(self, head: Head) -> str:
        """The number or bullet printed before the next paragraph with this head; empty if there is none."""
        kind, identity, level = head
        if kind == "bullet":
            return self.bullets.get(identity, "")
        identity = self.outline if kind == "outline" else identity
        levels = self.levels.get(identity)
        if levels is None or level >= len(levels):
            return ""
        counts = self._counts.setdefault(identity, [None] * len(levels))
        for above in range(level):
            # A numbering that begins at a lower level has begun above it too: the next paragraph there is the second.
            if counts[above] is None:
                counts[above] = levels[above].start
        present = counts[level]
        counts[level] = levels[level].start if present is None else present + 1
        counts[level + 1 :] = [None] * (len(levels) - level - 1)
        return _PLACEHOLDER.sub(lambda match: self._number(match[1], levels, counts, level), levels[level].text)

    @staticmethod
    def _number(which: str, levels: list[NumberLevel], counts: list[int | None], level: int) -> str:
        def one(at: int) -> str:
            if at >= len(levels):
                return ""
            count = counts[at]
            return format_number(levels[at].start if count is None else count, levels[at].shape)

        if which in "nN":
            path = ".".join(one(at) for at in range(level + 1))
            return path + "." if which == "N" else path
        return one(int(which) - 1)
