"""Which lines are headings, and of what: by their mark and by their words.

`□ 사업개요`, `Ⅲ 집행계획`, `1. 사업일반` have marks; `정책목표` and `추진배경` of some cards have none and are known
by their words alone. A marked line with a value behind a colon is a value (`□ 집행기간 : 2026. 1월 ~`) unless its
label names a section (`□ 2027년 소요예산 : 186,000천원`). A line with several boxes is a list of choices.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from extractors.patterns import compile_on_use
from extractors.plan_model import SectionKind
from extractors.plans.lines import NOTE_RANK, Line
from extractors.plans.marks import count_boxes
from extractors.plans.vocabulary import Vocabulary, heading_kind, is_exact_heading, squeeze

SECTION_RANK = 2
_LONGEST = 60
_LONGEST_BARE = 20
_COLON = re.compile(r"\s*[:：]\s*")
_SENTENCE_END = re.compile(r"(?:다|음|함|됨|임|니까|세요)[.]?$|[.,]$")
_NUMBERED = compile_on_use(r"^\s*(?:[가-하]\s*[.．)]|\d{1,2}\)|[①-⑳])")


class Heading(NamedTuple):
    """A heading's rank (1 highest) and kind."""

    rank: int
    kind: SectionKind


def read_heading(line: Line, *, lower: bool = False) -> Heading | None:
    """The section heading that a line is, or None; `lower` also takes known words behind a circle (`○ 이행방법`)."""
    text = line.body.text
    if (
        not text
        or (len(text) > _LONGEST and not is_exact_heading(text))
        or (line.rank == SECTION_RANK and count_boxes(line.text) > 1)
    ):
        return None
    label, *value = _COLON.split(text, maxsplit=1)
    kind = heading_kind(label)
    if value and value[0]:
        is_heading = 0 < line.rank <= SECTION_RANK and kind is not None
        return Heading(line.rank, kind) if is_heading and kind else None
    if line.rank in (0, NOTE_RANK):
        return _read_unmarked(line, label, kind)
    if line.rank <= SECTION_RANK:
        return Heading(line.rank, kind or "other")
    if line.rank == 3 and kind is not None and (lower or _NUMBERED.match(line.text)):
        return Heading(SECTION_RANK, kind)
    return None


def _read_unmarked(line: Line, label: str, kind: SectionKind | None) -> Heading | None:
    """A heading without a mark, or behind a remark's: only known words, and short."""
    if kind is None or _SENTENCE_END.search(label):
        return None
    exact = is_exact_heading(label)
    if line.rank == NOTE_RANK:
        return Heading(SECTION_RANK, kind) if exact else None
    return Heading(SECTION_RANK, kind) if exact or len(squeeze(label)) <= _LONGEST_BARE else None


def read_part(line: Line, vocabulary: Vocabulary) -> str | None:
    """The name of a part of a plan that a line of the third rank begins (`○ 남문시장 쉼터 신축`), or None.

    Labels, known headings and lines with a value name no part; sentences do not either.
    """
    text = line.body.text
    if line.rank != 3 or len(text) > _LONGEST or _SENTENCE_END.search(text) or count_boxes(text):
        return None
    if vocabulary.find(text) or heading_kind(text) is not None or _COLON.search(text):
        return None
    return text
