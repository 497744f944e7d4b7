"""Titles of pledges compared: `청년 창업지원센터(가칭) 건립` and `청년창업 지원센터 건립 추진` are one project.

A title is folded, its brackets, spaces and marks are taken off, and so are the words that say only that something is
done (추진, 사업). Similarity is the share of common pairs of characters (Dice), from 0 to 100; numbers that differ
(`1단계`, `2단계`) make two projects, whatever the rest.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from normalizers.folding import squeeze

_BRACKETS = re.compile(r"[(\[{〔<「『“‘].*?[)\]}〕>」』”’]")
_MARKS = re.compile(r"[^0-9A-Za-z가-힣]")
_EMPTY_ENDS = re.compile(r"(?:추진|사업|계획|지속|확대추진|적극추진)+$")
_NUMBERS = re.compile(r"\d+")


@cache
def normalize_title(title: str) -> str:
    """The title as compared.

    >>> normalize_title("ㅇ 청년 창업지원센터(가칭) 건립 추진")
    '청년창업지원센터건립'
    """
    plain = _MARKS.sub("", _BRACKETS.sub("", squeeze(title)))
    return _EMPTY_ENDS.sub("", plain) or plain


@cache
def pairs_of(title: str) -> Counter[str]:
    """Pairs of neighbouring characters of a normalised title."""
    return Counter(title[at : at + 2] for at in range(len(title) - 1))


def similarity(one: str, other: str) -> int:
    """0 to 100 for two normalised titles; 0 where their numbers differ.

    >>> similarity("도서관건립", "도서관건립"), similarity("1단계정비", "2단계정비"), similarity("도서관", "공원")
    (100, 0, 0)
    """
    if one == other:
        return 100 if one else 0
    if sorted(_NUMBERS.findall(one)) != sorted(_NUMBERS.findall(other)):
        return 0
    first, second = pairs_of(one), pairs_of(other)
    total = first.total() + second.total()
    return 200 * (first & second).total() // total if total else 0
