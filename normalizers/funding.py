"""Who pays, and by which instrument: the label of a funding source as the tier of government behind it.

The same label names another payer in another office: `시비` is the metropolitan city's money in a district's plan and
the city's own in a basic city's. So the tier follows from the label and the level of the issuer; where the level is
unknown the source stays empty with the code FUNDING_TIER_UNKNOWN, and what is sure (the instrument) is still given.
Labels carry decoration: `국 비`, `국비(기금)`, `시비보조금`, `도비(전환사업)`, `국비 50%`, `전액 구비`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any, cast, get_args

from extractors.problem_sentences import load_yaml
from normalizers.folding import squeeze
from normalizers.vocabulary import FundingInstrument, FundingSource, IssuerLevel

_SHARE = re.compile(r"(\d+(?:\.\d+)?)%")
_BRACKET = re.compile(r"^(.+?)[(\[{]([^()\[\]{}]*)[)\]}](.*)$")
_EDGES = "*※○□■◆◇-:·,./「」<>|=ㅇo▪►▶◦●◎"
_ENCLOSED = re.compile(r"^[(\[{【]([^()\[\]{}【】]*)[)\]}】]$")
_JOINT = re.compile(r"[+/,·&]|및")
_OWN: dict[str, FundingSource] = {
    "national": "national", "metropolitan": "metropolitan", "city": "district", "county": "district",
    "district": "district",
}  # fmt: skip
_CITY: dict[str, FundingSource] = _OWN | {"county": "metropolitan", "district": "metropolitan"}


@dataclass(frozen=True, slots=True)
class FundingReading:
    """What a funding label says. `source` is None where nothing sure can be said; `issue_code` then tells why.

    `ratio` is the share in percent printed with the label (`국비 50%`), `is_whole` says that this source pays all.
    """

    source: FundingSource | None
    instrument: FundingInstrument | None = None
    issue_code: str | None = None
    ratio: Decimal | None = None
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class FundingWord:
    """One row of `words/funding.yml`."""

    source: FundingSource | None
    instrument: FundingInstrument | None
    tier_of: str | None
    issue_code: str | None = None


@dataclass(frozen=True)
class FundingWords:
    """The labels that are known; `shorts` (`국`, `시`) count only inside a split."""

    labels: Mapping[str, FundingWord]
    shorts: Mapping[str, str]
    endings: tuple[str, ...]
    whole: tuple[str, ...]

    def __hash__(self) -> int:
        return id(self)


def load_funding_words(extra: Mapping[str, Any] | None = None) -> FundingWords:
    """The table of labels that ships with the project, and a user's own rows (`labels` of the same form) over it.

    A source or instrument that the vocabulary does not have is refused (ValueError).
    """
    table = load_yaml("normalizers", "words", "funding.yml")
    rows = {**table["labels"], **((extra or {}).get("labels") or {})}
    labels: dict[str, FundingWord] = {}
    shorts: dict[str, str] = {}
    for label, row in rows.items():
        source, instrument = row.get("source"), row.get("instrument")
        if source not in (None, *get_args(FundingSource)) or instrument not in (None, *get_args(FundingInstrument)):
            raise ValueError(f"funding label {label!r}: unknown source {source!r} or instrument {instrument!r}")
        labels[squeeze(label)] = FundingWord(source, instrument, row.get("tier_of"))
        shorts |= {squeeze(short): squeeze(label) for short in row.get("short", ())}
    for label, row in table["unclear"].items():
        labels.setdefault(squeeze(label), FundingWord(None, None, None, row["issue"]))
    return FundingWords(labels, shorts, tuple(table["endings"]), tuple(table["whole"]))


@cache
def known_funding_words() -> FundingWords:
    """The labels that ship with the project."""
    return load_funding_words()


def parse_funding_source(
    label: str,
    issuer_level: IssuerLevel | None,
    *,
    in_split: bool = False,
    words: FundingWords | None = None,
) -> FundingReading:
    """The tier and instrument of one printed label, in the plan of an office of this level.

    A label that is not about funding has source None and issue_code None. `in_split` admits the short forms `국`, `시`,
    `구`.
    """
    known = words or known_funding_words()
    text = _ENCLOSED.sub(r"\1", squeeze(label).strip(_EDGES))
    share = _SHARE.search(text)
    ratio = Decimal(share.group(1)) if share else None
    bare = _SHARE.sub("", text).strip(_EDGES)
    is_whole = any(word in bare for word in known.whole) or ratio == 100
    for word in known.whole:
        bare = bare.removeprefix(word).removesuffix(word)
    found = _read_label(bare.strip(_EDGES), issuer_level, in_split, known)
    if found is None:
        return FundingReading(None)
    return FundingReading(found.source, found.instrument, found.issue_code, ratio, is_whole)


def _read_label(text: str, level: IssuerLevel | None, in_split: bool, words: FundingWords) -> FundingReading | None:
    """The label itself, then without its bracket, then without a known ending, then as several labels joined."""
    name = words.shorts.get(text, text) if in_split else text
    if name in words.labels:
        return _tier(words.labels[name], level)
    if bracket := _BRACKET.match(text):
        return _read_bracketed(bracket, level, in_split, words)
    for ending in words.endings:
        if text.endswith(ending) and (stem := text.removesuffix(ending)) in words.labels and stem not in ("", "계"):
            return _tier(words.labels[stem], level)
    return _read_joined(text, level, in_split, words)


def _read_bracketed(
    bracket: re.Match[str], level: IssuerLevel | None, in_split: bool, words: FundingWords
) -> FundingReading | None:
    """`국비(기금)`: the outer word names the tier; the inner one, where it is known, the instrument."""
    outer = _read_label((bracket.group(1) + bracket.group(3)).strip(_EDGES), level, in_split, words)
    inner = words.labels.get(bracket.group(2))
    if outer is None:
        return None
    if inner is not None and inner.instrument is not None and outer.source in (inner.source, "national"):
        return FundingReading(outer.source, inner.instrument)
    if outer.source == "total" and inner is not None:
        return None
    return outer


def _read_joined(text: str, level: IssuerLevel | None, in_split: bool, words: FundingWords) -> FundingReading | None:
    """`국비+시비`: money from outside where no own tier is among them, local where the state is not; else nothing."""
    pieces = _JOINT.split(text)
    if len(pieces) < 2 or not all(piece in words.labels or (in_split and piece in words.shorts) for piece in pieces):
        return None
    read = [_tier(words.labels[words.shorts.get(piece, piece)], level) for piece in pieces]
    sources = {one.source for one in read}
    if None in sources:
        return FundingReading(None, None, next(one.issue_code for one in read if one.source is None))
    if sources == {"national", "metropolitan"} and level != "metropolitan":
        return FundingReading("external_unsplit")
    if sources == {"metropolitan", "district"}:
        return FundingReading("local_unsplit")
    if len(sources) == 1:
        return FundingReading(sources.pop())
    return FundingReading(None, None, "FUNDING_SOURCES_MIXED")


def _tier(word: FundingWord, level: IssuerLevel | None) -> FundingReading:
    """The payer behind a word for an office of this level."""
    if word.issue_code is not None or word.tier_of not in ("city", "own"):
        return FundingReading(word.source, word.instrument, word.issue_code)
    tiers = _CITY if word.tier_of == "city" else _OWN
    source = None if level == "national" and word.tier_of == "city" else tiers.get(cast(str, level))
    return FundingReading(source, word.instrument, None if source else "FUNDING_TIER_UNKNOWN")


def tiers_printed(labels: Iterable[str], words: FundingWords | None = None) -> IssuerLevel | None:
    """The level of office in whose plans these labels stand side by side; None where they do not settle it.

    `구비` beside `시비` stands in a district's plan, `도비` beside `시비` in a basic city's, `도비` beside `군비` in a
    county's, and so does the `시비` of a metropolitan city.
    """
    known = words or known_funding_words()
    tiers = {
        known.labels[name].tier_of
        for label in labels
        if (name := _SHARE.sub("", squeeze(label)).strip(_EDGES)) in known.labels
    }
    printed = tiers & {"city", "district", "county", "province"}
    settled: dict[frozenset[str | None], IssuerLevel] = {
        frozenset({"city", "district"}): "district",
        frozenset({"province", "city"}): "city",
        frozenset({"province", "county"}): "county",
        frozenset({"city", "county"}): "county",
    }
    return settled.get(frozenset(printed))
