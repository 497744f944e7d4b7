"""Amounts written out in numerals: `금구억팔천육백구십사만오천원`, `일금 삼천만원정`, beside figures or alone.

Contracts and notices print an amount twice so that neither can be changed alone; where the two differ, nobody can say
which is meant. Alone, only words that begin with 금 or 일금, or that stand apart and begin with a digit, are amounts:
`천원` is a unit and `만원` may be anything.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from normalizers.amounts.figures import Money
from normalizers.amounts.numerals import BIG, DIGITS, SMALL, parse_numeral_words
from normalizers.amounts.units import Unit

_DIGIT = "".join(DIGITS)
_ALL = _DIGIT + "".join(SMALL) + "".join(BIG)
_WORDS = rf"(?P<words>[{_ALL}](?:\s?[{_ALL}]){{0,40}})\s?원\s?정?"
_BESIDE = re.compile(rf"\s*[(\[,]?\s*(?:일\s?)?금?\s?{_WORDS}\s*[)\]]?")
_FORMAL = re.compile(rf"(?:一|일)?\s?(?<![가-힣])(?:일\s?)?금\s?{_WORDS}")
_ALONE = re.compile(
    rf"(?<![가-힣\d.,])(?P<words>[{_DIGIT}](?:\s?[{_ALL}]){{0,40}}[{''.join(SMALL) + ''.join(BIG)}])\s?원(?![가-힣])"
)


@dataclass(frozen=True, slots=True)
class WrittenOut:
    """An amount in numerals, with its offsets in the folded text."""

    start: int
    end: int
    value: Decimal


def read_beside(text: str, end: int) -> WrittenOut | None:
    """The amount in numerals right behind figures that end at `end`."""
    match = _BESIDE.match(text, end)
    value = parse_numeral_words("".join(match["words"].split())) if match else None
    return WrittenOut(match.start(), match.end(), value) if match and value is not None else None


def is_repeated(text: str, end: int, start: int) -> bool:
    """Whether the figures at `start` are in the bracket right behind the numerals: `일금 삼천만원정(₩30,000,000)`."""
    return re.compile(r"\s*[(\[]\s*(?:금\s?)?₩?\s*").fullmatch(text, end, start) is not None


def find_written_out(text: str) -> list[Money]:
    """Amounts that stand in numerals, as money."""
    found: dict[int, Money] = {}
    for pattern in (_FORMAL, _ALONE):
        for match in pattern.finditer(text):
            value = parse_numeral_words("".join(match["words"].split()))
            if value is not None and not any(start <= match.start() < one.end for start, one in found.items()):
                found[match.start()] = Money(match.start(), match.end(), value, "sure", unit=Unit("원", 1))
    return [found[start] for start in sorted(found)]
