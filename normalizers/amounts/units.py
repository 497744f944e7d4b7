"""Units of money: what one is worth in won, and the notes, headers and cells in which a table names it.

A number in a plan means nothing without the unit printed somewhere near it: `(단위 : 천원)` above the table,
`비용(천원)` in a header, `(백만원)` alone in a cell. A note can name several (`(단위:백만원, %)`), or only such that
are not money (`(단위 : 개소)`), which says that the numbers are none. The print gives the unit, not the number's size.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any, Literal

from extractors.problem_sentences import load_yaml
from normalizers.folding import fold, squeeze

_OPEN, _CLOSE = "([{<【〔〈《「", ")]}>】〕〉》」"
_NOTE = re.compile(
    rf"(?:금\s?액\s?)?단\s*위\s*"  # 단위, 금액단위
    rf"(?::|(?<=[{re.escape(_OPEN)}]단위)\s|(?=[{re.escape(_OPEN)}]))\s*"  # a colon, or `(단위 천원)`, or `단위(천원)`
    rf"(?P<body>[^{re.escape(_CLOSE)}\n]+)"
)
_HEADER = re.compile(rf"[{re.escape(_OPEN)}](?P<body>[^{re.escape(_OPEN + _CLOSE)}\n]+)[{re.escape(_CLOSE)}]")
_LONGEST_UNKNOWN = 8
_SEPARATOR = re.compile(r"[,/·;]|\s및\s|\s{2,}")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of money: its word without white space and what it is worth in won."""

    word: str
    won: int


@dataclass(frozen=True, slots=True)
class ForeignUnit:
    """A unit of foreign money: `백만달러` is 1,000,000 USD."""

    word: str
    currency: str
    factor: int


@dataclass(frozen=True, slots=True)
class UnitNote:
    """A printed note of units. `start`, `end` are offsets in the text given, around the note itself.

    `form` says how it is printed: after the word 단위 (`note`), behind a label (`header`), or alone (`bare`). A note
    with neither money nor foreign money says that its numbers are not money.
    """

    money: tuple[Unit, ...]
    foreign: tuple[ForeignUnit, ...]
    other: tuple[str, ...]
    form: Literal["note", "header", "bare"]
    start: int
    end: int

    @property
    def unit(self) -> Unit | None:
        """The one unit of money of the note; None where it names none or several that differ."""
        return self.money[0] if self.money and len({unit.won for unit in self.money}) == 1 else None


@dataclass(frozen=True, slots=True)
class FoundUnit:
    """A unit word in a text, with its offsets."""

    unit: Unit
    start: int
    end: int


@dataclass(frozen=True)
class UnitWords:
    """The units that are known, keyed by their word without white space."""

    money: Mapping[str, Unit]
    foreign: Mapping[str, ForeignUnit]
    other: frozenset[str]

    def __hash__(self) -> int:
        return id(self)


def load_unit_words(extra: Mapping[str, Any] | None = None) -> UnitWords:
    """The table of units that ships with the project, and a user's own (`money`, `foreign`, `other`) over it.

    A unit of money whose worth is not a positive whole number is refused (ValueError).
    """
    table, more = load_yaml("normalizers", "words", "units.yml"), extra or {}
    money = {**table["money"], **(more.get("money") or {})}
    foreign = {**table["foreign"], **(more.get("foreign") or {})}
    other = {**table["other"], **(more.get("other") or {})}
    for word, row in money.items():
        if not isinstance(row["won"], int) or row["won"] < 1:
            raise ValueError(f"unit {word!r}: its worth must be a positive whole number of won, not {row['won']!r}")
    return UnitWords(
        {squeeze(word): Unit(squeeze(word), row["won"]) for word, row in money.items()},
        {squeeze(word): ForeignUnit(squeeze(word), row["currency"], row["factor"]) for word, row in foreign.items()},
        frozenset(squeeze(str(word)) for word in other),
    )


@cache
def known_unit_words() -> UnitWords:
    """The units that ship with the project."""
    return load_unit_words()


def parse_unit_note(text: str, words: UnitWords | None = None) -> UnitNote | None:
    """The first note of units in a caption, header, cell or line; None where there is none.

    After the word 단위 every word counts (an unknown one is `other`); in a bracket behind a label, or alone, only
    brackets whose every word is a known unit do: `내용(천원)` is a note, `내용(요약)` is not.
    """
    known = words or known_unit_words()
    folded = fold(text)
    for match in _NOTE.finditer(folded.text):
        start, end = _around(folded.text, match.start(), match.end())
        body = match["body"].lstrip(_OPEN + " ")
        is_level = match["body"].startswith(tuple(_OPEN)) and squeeze(body) not in {
            *known.money,
            *known.foreign,
            *known.other,
        }
        if is_level:  # `정책·단위(회계)`: levels of a budget, no unit
            continue
        if note := _read_body(body, known, "note", folded.printed_span(start, end)):
            return note
    for match in _HEADER.finditer(folded.text):
        is_alone = not (folded.text[: match.start()] + folded.text[match.end() :]).strip()
        form: Literal["bare", "header"] = "bare" if is_alone else "header"
        if note := _read_body(match["body"], known, form, folded.printed_span(match.start(), match.end())):
            return note
    if squeeze(text) in known.money or squeeze(text) in known.foreign:
        return _read_body(folded.text, known, "bare", (0, len(text)))
    return None


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    """With the bracket that encloses the note, if one does: `(기준: …, 단위: 백만원)` from bracket to bracket."""
    opened = max((text.rfind(mark, 0, start) for mark in _OPEN), default=-1)
    if opened >= 0 and not any(mark in text[opened:start] for mark in _CLOSE) and "\n" not in text[opened:start]:
        start = opened
    return start, end + (end < len(text) and text[end] in _CLOSE)


def _read_body(
    body: str, known: UnitWords, form: Literal["note", "header", "bare"], span: tuple[int, int]
) -> UnitNote | None:
    """The units listed in a note; None for a bracket that is not a list of units."""
    pieces = [piece for piece in (squeeze(part) for part in _SEPARATOR.split(body)) if piece]
    if not pieces or (form != "note" and not all(_is_unit(piece, known) for piece in pieces)):
        return None
    if form == "note" and not any(_is_unit(piece, known) for piece in pieces) and not _may_be_unit(body):
        return None
    return UnitNote(
        tuple(known.money[piece] for piece in pieces if piece in known.money),
        tuple(known.foreign[piece] for piece in pieces if piece in known.foreign),
        tuple(piece for piece in pieces if piece not in known.money and piece not in known.foreign),
        form,
        *span,
    )


def _may_be_unit(body: str) -> bool:
    """Whether an unknown word can be a unit (`단위 : 그루`): one short word, not a name (`단위 : 문화행사 운영`)."""
    return len(squeeze(body)) <= _LONGEST_UNKNOWN and " " not in body.strip()


def _is_unit(piece: str, known: UnitWords) -> bool:
    return piece in known.money or piece in known.foreign or piece in known.other


@cache
def _unit_pattern(known: UnitWords) -> re.Pattern[str]:
    """Any unit word with free white space inside, the longest first; not inside another word."""
    ordered = sorted((word for word in known.money if word.endswith(("원", "KRW"))), key=len, reverse=True)
    return re.compile("(?:" + "|".join(r"\s?".join(map(re.escape, word)) for word in ordered) + ")")


def find_unit_words(text: str, words: UnitWords | None = None) -> tuple[FoundUnit, ...]:
    """Every unit word that ends in 원 and stands alone or behind a number, `비용(천원)` and `320,793천원` alike.

    `지원`, `공원` and `회원` are no units: a unit word follows a digit, a bracket, a space or nothing.
    """
    known = words or known_unit_words()
    folded = fold(text)
    found = []
    for match in _unit_pattern(known).finditer(folded.text):
        before = folded.text[match.start() - 1 : match.start()]
        after = folded.text[match.end() : match.end() + 1]
        if (not before or not before.isalpha()) and not after.isalpha():
            start, end = folded.printed_span(match.start(), match.end())
            found.append(FoundUnit(known.money[squeeze(match.group())], start, end))
    return tuple(found)


def won_of(value: Decimal, unit: Unit) -> int | None:
    """The number of a printed value in whole won; None where it is not whole or does not fit 64 bits."""
    won = value * unit.won
    return int(won) if won == won.to_integral_value() and abs(won) < 2**63 else None
