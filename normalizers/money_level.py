"""Whose money 시비 is where the office itself is not known: what stands beside it says so.

Cards and single pages often print no office at all, yet a table in them has rows of 시비 and 구비. Only the district
of a metropolitan city has 구비, so the 시비 beside it is that city's, whoever wrote the page; 도비 beside 시비 makes
시비 a basic city's own. Choice: the labels count that stand as labels, alone in a cell or before a figure in a split,
over the whole document; `시설 구비`, `시비가 붙다` are other words. Where they do not settle it, the tier stays unknown
and an issue.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from extractors.patterns import compile_on_use
from normalizers.folding import squeeze
from normalizers.funding import known_funding_words, tiers_printed
from normalizers.vocabulary import IssuerLevel

_LONGEST_LABEL = 12
_IN_SPLIT = compile_on_use(
    r"""
      (?<![가-힣]) (?P<figured>[가-힣]{1,2}비) (?=\s*(?:[:：]\s*)?\d)                  # 시비 735백만원, 구비: 120
    | (?: (?<=[(\[,/·+]) | (?<=[(\[,/·+]\s) ) (?P<listed>[가-힣]{1,2}비) (?=\s*[/,·+)\]])   # (국비/시비/구비)
    | (?: (?<=[(\[,/·+]) | (?<=[(\[,/·+]\s) ) (?P<short>[국도시군구]) (?=\s*\d)           # (시 20 / 구 30)
    """,
    re.VERBOSE,
)


def money_level(level: IssuerLevel, texts: Iterable[str]) -> IssuerLevel | None:
    """The level that decides what 시비 means: the issuer's, else what the labels of payers settle, else None."""
    if level != "unknown":
        return level
    return tiers_printed(label for text in texts for label in _labels(text))


def _labels(text: str) -> Iterable[str]:
    flat = squeeze(text) if len(text) <= 2 * _LONGEST_LABEL else ""
    if flat and len(flat) <= _LONGEST_LABEL:
        yield flat
    shorts = known_funding_words().shorts
    for found in _IN_SPLIT.finditer(text):
        label = found.group()
        yield shorts.get(label, label)
