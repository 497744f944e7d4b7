"""The words by which plans, labels and options are known: lookup tables of this folder, compared as printed labels are.

A label may be letter-spaced (`공 약 명`), broken over lines, in full-width forms, behind a bullet, before a colon, with
a footnote's mark (`총사업비1」`) or a remark in brackets (`총사업비(백만원)`). None of that changes which label it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as made_by
from functools import cache, lru_cache
from typing import Any

from extractors.plan_model import SectionKind
from extractors.problem_sentences import load_yaml

_DOTS = str.maketrans(dict.fromkeys("ㆍ‧․・･∙ᆞ", "·"))
_FOOTNOTE = re.compile(r"(?:[⁰¹²³⁴-⁹*†]+|(?<![(\d])\d{1,2}[」)])$")
_EDGES = " \t\r\n:;,.-–—·•*※○●◦◎□■◆◇▪▫∎▶▷►▸➤▣◈❖◉❍☐ㅇ\"'“”‘’<>〈〉《》「」"
_MOST_REMEMBERED = 32768
_SHORT = 80
"""Texts up to this length come again and again (labels, years, marks) and are remembered."""

_BRACKETED = re.compile(r"^([^()]+)\(([^()]+)\)$")


def squeeze(text: str) -> str:
    """A printed text as it is compared: folded, without white space and private-use glyphs."""
    return _squeeze_again(text) if len(text) <= _SHORT else _squeeze(text)


def _squeeze(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text.translate(_DOTS))
    return "".join(c for c in folded if not c.isspace() and unicodedata.category(c) not in ("Co", "Cc", "Cf"))


def normalize_label(text: str) -> str:
    """A printed label as it stands in the tables.

    >>> normalize_label('○ 총 사 업 비1」 :')
    '총사업비'
    """
    return _normalize_again(text) if len(text) <= _SHORT else _normalize(text)


def _normalize(text: str) -> str:
    bare = _FOOTNOTE.sub("", text.strip().rstrip(":： "))
    label = squeeze(bare).strip(_EDGES)
    return _FOOTNOTE.sub("", label).strip(_EDGES)


_squeeze_again = lru_cache(maxsize=16384)(_squeeze)
_normalize_again = lru_cache(maxsize=16384)(_normalize)


@dataclass(frozen=True, slots=True)
class LabelEntry:
    """What one label means; flags as in `labels.yml`. `values`: field -> list of options that mean it instead."""

    label: str
    field: str
    card: bool = False
    next: bool = False
    bare: bool = False
    group: bool = False
    weak: bool = False
    lowest: bool = False
    example: str = ""
    values: Mapping[str, str] = made_by(default_factory=dict)


@dataclass(frozen=True)
class Vocabulary:
    """The labels in force: those of this folder, and those that a user adds."""

    labels: Mapping[str, LabelEntry]
    patterns: tuple[tuple[re.Pattern[str], str, bool], ...]
    memory: dict[tuple[str, bool], LabelEntry | None] = made_by(default_factory=dict, compare=False, repr=False)

    def find(self, text: str, *, in_prose: bool = False) -> LabelEntry | None:
        """The label that a printed text is, or None. Some patterns are labels only before a colon in prose."""
        if not text or len(text) > _SHORT:
            return None
        key = (text, in_prose)
        if key not in self.memory:
            if len(self.memory) >= _MOST_REMEMBERED:
                self.memory.clear()
            self.memory[key] = self._find(text, in_prose)
        return self.memory[key]

    def _find(self, text: str, in_prose: bool) -> LabelEntry | None:
        label = normalize_label(text)
        found = self.labels.get(label) or self._find_pattern(label, in_prose)
        if found is None and (match := _BRACKETED.match(label)) and not option_list(match.group(2)):
            found = self.labels.get(match.group(1).strip(_EDGES)) or self._find_pattern(match.group(1), in_prose)
        return found

    def find_double(self, text: str) -> tuple[LabelEntry, LabelEntry] | None:
        """Two labels in one cell: `사업성격 (사업유형)`, `사업기간/사업비`; None if it is one label or none."""
        if len(text) > _SHORT or not any(sign in text for sign in "(（/／"):
            return None
        label = normalize_label(text)
        if label in self.labels or len(label) > 30:
            return None
        match = _BRACKETED.match(label) or re.match(r"^([^/]+)/([^/]+)$", label)
        if not match:
            return None
        one, two = (self.labels.get(part.strip(_EDGES)) for part in match.groups())
        return (one, two) if one and two else None

    def with_labels(self, labels: Mapping[str, str]) -> Vocabulary:
        """The vocabulary with further labels (printed label -> field), as a user's own file gives them."""
        added = {
            normalize_label(label): LabelEntry(normalize_label(label), name, card=True)
            for label, name in labels.items()
        }
        return Vocabulary({**self.labels, **added}, self.patterns)

    def _find_pattern(self, label: str, in_prose: bool) -> LabelEntry | None:
        found = (name for pattern, name, prose in self.patterns if (in_prose or not prose) and pattern.fullmatch(label))
        name = next(found, None)
        return LabelEntry(label, name) if name else None


@cache
def default_vocabulary() -> Vocabulary:
    """The vocabulary of this folder."""
    labels = {
        normalize_label(label): LabelEntry(normalize_label(label), name, **flags)
        for name, entries in _table("labels.yml").items()
        for label, flags in entries.items()
    }
    patterns = tuple(
        (re.compile(entry["pattern"]), entry["field"], entry.get("prose", False)) for entry in _table("patterns.yml")
    )
    return Vocabulary(labels, patterns)


@cache
def words(table: str, kind: str) -> frozenset[str]:
    """A list of words of `options.yml`, `lists.yml` or `documents.yml`, as compared."""
    return frozenset(squeeze(word) for word in _table(f"{table}.yml")[kind])


@cache
def option_fields() -> Mapping[str, str]:
    """List of options -> the field that its choices fill where no label stands above them."""
    return dict(_table("options.yml")["fields"])


def option_list(text: str) -> str | None:
    """The list of options that a printed word belongs to (newness, statuses …), or None."""
    word = squeeze(text)
    return next((kind for kind in _OPTION_LISTS if word in words("options", kind)), None) if word else None


_OPTION_LISTS = ("newness", "statuses", "term_classes", "pledge_sources", "bodies", "support")


@cache
def _headings() -> tuple[dict[str, SectionKind], dict[str, SectionKind]]:
    table = _table("headings.yml")
    kinds: dict[str, SectionKind] = {}
    for kind, entries in table.items():
        if kind not in ("ends", "openers", "before_openers"):
            kinds |= {normalize_label(str(entry)): kind for entry in entries}
    return kinds, {normalize_label(end): kind for end, kind in table["ends"].items()}


def heading_kind(text: str) -> SectionKind | None:
    """What a heading's section is about, None if the words are not known.

    >>> heading_kind('2027년 추진계획'), heading_kind('가을 소풍')
    ('plan', None)
    """
    label = normalize_label(text).strip("()[]【】")
    exact, ends = _headings()
    base = re.sub(r"\([^()]*\)$", "", label)
    for candidate in (label, base, label.removesuffix("등")):
        if candidate in exact:
            return exact[candidate]
    found = [end for end in ends if base.endswith(end)]
    return ends[max(found, key=len)] if found else None


def is_exact_heading(text: str) -> bool:
    """Whether the whole text is a known heading (a remark in brackets left out)."""
    label = normalize_label(text).strip("()[]【】")
    exact, _ = _headings()
    return label in exact or re.sub(r"\([^()]*\)$", "", label) in exact


@cache
def heading_role(role: str) -> frozenset[str]:
    """Headings that begin a project of an annual plan (`openers`); kinds that may stand before (`before_openers`)."""
    return frozenset(normalize_label(word) for word in _table("headings.yml")[role])


@cache
def _table(name: str) -> Any:
    return load_yaml("extractors.plans", name)
