"""The words about time (`normalizers/words/periods.yml`), as one look-up a meaning."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, cast

from extractors.problem_sentences import load_yaml
from normalizers.vocabulary import Recurrence, TermClass

_SPACE = re.compile(r"\s+")


@cache
def period_words() -> dict[str, Any]:
    """The table as loaded."""
    return cast("dict[str, Any]", load_yaml("normalizers", "words", "periods.yml"))


def squeeze(text: str) -> str:
    """Without white space, as the words are compared."""
    return _SPACE.sub("", text)


def has_word(key: str, text: str) -> bool:
    """Whether one of the words of a list stands in a text."""
    flat = squeeze(text)
    return any(word in flat for word in period_words()[key])


def is_word(key: str, text: str) -> bool:
    """Whether a text is one of the words of a list, and nothing else."""
    return squeeze(text) in period_words()[key]


@cache
def _pattern(key: str) -> re.Pattern[str]:
    words = sorted((w for ws in period_words()[key].values() for w in ws), key=len, reverse=True)
    return re.compile(r"(?<![가-힣])(?:" + "|".join(r"\s*".join(map(re.escape, w)) for w in words) + r")(?![가-힣])")


@cache
def _meanings(key: str) -> dict[str, str]:
    return {word: meaning for meaning, words in period_words()[key].items() for word in words}


def find_recurrence(text: str) -> Recurrence | None:
    """How often, if a text says so: `분기별 1회` quarterly, `수시` as needed. Words inside other words do not count."""
    found = _pattern("recurrence").search(text)
    return cast("Recurrence", _meanings("recurrence")[squeeze(found.group())]) if found else None


def find_term_class(text: str) -> TermClass | None:
    """단기, 중기 or 장기, where the text is that word (a note in brackets may follow)."""
    flat = re.split(r"[(（]", squeeze(text))[0]
    return cast("TermClass | None", _meanings("term_class").get(flat))


def find_within_term(text: str) -> bool | None:
    """True for 임기내, False for 임기후, None where neither or both are printed, or only a start (`임기 내(착공)`)."""
    flat = squeeze(text)
    inside = any(w in flat for w in period_words()["within_term"])
    after = any(w in flat for w in period_words()["after_term"])
    if inside == after or (inside and any(w in flat for w in period_words()["start_words"])):
        return None
    return inside
