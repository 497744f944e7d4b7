"""One spelling for many: full-width digits, typed dashes, decomposed Hangul and exotic spaces.

The same amount is printed `１２,５００천원`, `12,500천원` or, from a Mac, in decomposed Hangul; spaces may be no-break,
ideographic or a control character (`U+0001`, from a browser's print). Parsers look at the folded text, and every match
is mapped back, so that what is published is the text as printed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

_CONJOINING = re.compile("[\u1100-\u115f][\u1160-\u11a7][\u11a8-\u11ff]?")
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_SHIFTS_PLACES = re.compile("[\u1100-\u11ff\u200b-\u200f\u2060\ufeff\u00ad]")
"""Letters that are joined or dropped; a text without them keeps every character in its place."""
_DOTS = "·․ㆍ‧・∙•⋅"
_TILDES = "~∼～〜˜"
_APOSTROPHES = "'’‘`´ʼ＇′"
_COLONS = ":：∶﹕"
_TIMES = "×✕✖╳⨯"


@cache
def _fold_character(character: str) -> str:
    """One printed character as the one character parsers look for; a character is never lost nor multiplied.

    Only wide and half-width forms and compatibility ideographs are replaced: `①` is a bullet, not the figure 1.
    """
    for family, folded in ((_DOTS, "·"), (_TILDES, "~"), (_APOSTROPHES, "'"), (_COLONS, ":"), (_TIMES, "×")):
        if character in family:
            return folded
    if character in "\n\t":
        return character
    if unicodedata.category(character) in ("Zs", "Cc", "Cn") or character == "\u3164":
        return " "
    if not ("\uff00" <= character <= "\uffef" or "\uf900" <= character <= "\ufaff"):
        return character
    plain = unicodedata.normalize("NFKC", character)
    return plain if len(plain) == 1 else character


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; `places[i]` is the printed offset of its character i, `places[len(text)]` the printed length."""

    text: str
    places: Sequence[int]

    def printed_span(self, start: int, end: int) -> tuple[int, int]:
        """The printed offsets of the folded stretch [start, end)."""
        return self.places[start], self.places[end]


class _Spelling(dict[int, str]):
    """The table of `str.translate`, filled as characters are met."""

    def __missing__(self, key: int) -> str:
        folded = _fold_character(chr(key))
        self[key] = folded
        return folded


_SPELLING = _Spelling()


@lru_cache(maxsize=8192)
def fold(text: str) -> Folded:
    """The text in the spelling that parsers look at, with the printed place of every character.

    A table's labels are folded again at every step of reading it, so the last texts are remembered.
    """
    if not _SHIFTS_PLACES.search(text):
        return Folded(text.translate(_SPELLING), range(len(text) + 1))
    characters: list[str] = []
    places: list[int] = []
    at = 0
    while at < len(text):
        syllable = _CONJOINING.match(text, at)
        width = syllable.end() - at if syllable else 1
        if not _INVISIBLE.match(text[at]):
            character = unicodedata.normalize("NFC", text[at : at + width]) if syllable else _fold_character(text[at])
            characters.append(character if len(character) == 1 else text[at])
            places.append(at)
        at += width
    return Folded("".join(characters), (*places, len(text)))


@lru_cache(maxsize=8192)
def squeeze(text: str) -> str:
    """Folded, without any white space: the form in which words and labels are looked up."""
    return "".join(fold(text).text.split())
