"""Which office's money an amount is, where the print names it: `35백만원 (공모사업 / 중소벤처기업부)`, `국비(행안부)`.

The payer says which tier pays; beside it a plan often names the ministry, the city or the corporation. Read are names
in brackets behind the amount, and in brackets behind a payer in the row's label or the column's head; a remark beside
the row may be about any of its amounts, and says nothing of one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from extractors.problem_sentences import load_yaml
from normalizers.folding import squeeze
from normalizers.funding import parse_funding_source
from normalizers.offices import find_offices, office_words

_BRACKETED = re.compile(r"[(（\[]([^()（）\[\]\d]{2,60})[)）\]]")
_PIECES = re.compile(r"\s*[/,·:+]\s*|\s+및\s+")


@cache
def _short_names() -> frozenset[str]:
    return frozenset(load_yaml("normalizers", "words", "providers.yml")["short_names"])


@cache
def _endings() -> tuple[str, ...]:
    endings = office_words()["endings"]
    return tuple(ending for words in endings.values() for ending in words)


def find_provider(texts: Iterable[str], heads: Iterable[str]) -> str | None:
    """The offices named behind the amount (`texts`), else behind a payer (`heads`), as printed; None where none is."""
    for text in texts:
        if names := [name for inner in _BRACKETED.findall(text) for name in _offices_in(inner)]:
            return ", ".join(dict.fromkeys(names))
    for head in heads:
        label = head.split("(")[0].split("（")[0]
        if parse_funding_source(label, "district").source in (None, "total"):
            continue
        if names := [name for inner in _BRACKETED.findall(head) for name in _offices_in(inner)]:
            return ", ".join(dict.fromkeys(names))
    return None


def _offices_in(text: str) -> list[str]:
    """The pieces of a bracket that are the name of an office and nothing else."""
    return [piece for part in _PIECES.split(text) if (piece := part.strip()) and is_provider(piece)]


def is_provider(name: str) -> bool:
    """Whether a text is the name of an office that gives money: `서울시`, 중기부, `한국수자원공사`."""
    flat = squeeze(name)
    if flat in _short_names() or flat in office_words()["national"]:
        return True
    whole = [m for m in find_offices(name) if squeeze(name[m.start : m.end]) == flat]
    if whole:
        return True
    is_work = any(flat.endswith(word) for word in office_words()["works"])
    return len(flat) >= 4 and flat.endswith(_endings()) and not is_work
