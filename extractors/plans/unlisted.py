"""Projects of an annual plan without a list: the line above each overview (`□ 사업개요`) is the title.

The title may count the projects by a bare number (`1 재활병원 건립`) or by one in a circle (`② 뱃길 운임 지원`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.plans.lines import Item, Line
from extractors.plans.prose import find_pairs
from extractors.plans.starts import PlanStart, find_office, is_title_line
from extractors.plans.title_lists import begins_of_projects, opens_project, read_headings
from extractors.plans.vocabulary import Vocabulary, heading_kind

_COUNTED = re.compile(r"(\d{1,2})\s+(?=[가-힣「(\[A-Z])(?![개명건회차시월일년주]\s)")
_CIRCLED = re.compile(r"[①-⑳❶-❿]")


def find_unlisted(items: Sequence[Item], vocabulary: Vocabulary) -> list[PlanStart]:
    """Projects of an annual plan without a list: the line above each overview is the title.

    Every project has to have one, and to say when or how much; else the overviews are chapters of something else.
    """
    headings = read_headings(items, 0, len(items))
    if not any(opens_project(items[index]) for index, _ in headings):
        headings = read_headings(items, 0, len(items), lower=True)
    starts: list[PlanStart] = []
    begins = begins_of_projects(items, headings)
    for begin, end in zip(begins, [*begins, len(items)][1:], strict=True):
        above = items[begin - 1] if begin else None
        if not isinstance(above, Line) or above.in_table or not (is_title_line(above) or _is_circled(above)):
            return []
        if not _tells_when_or_how_much(items[begin:end], vocabulary):
            return []
        starts.append(PlanStart(begin - 1, "annual", above.body, department=find_office(items, begin - 1)))
    return _without_count(starts)


def _is_circled(line: Line) -> bool:
    """Whether a line is a title behind a number in a circle (`② 뱃길 운임 지원`), not a heading of a section."""
    text = line.body.text
    return bool(_CIRCLED.match(line.text)) and heading_kind(text) is None and ":" not in text


def _without_count(starts: list[PlanStart]) -> list[PlanStart]:
    """The starts with their bare numbers cut from the titles (`1 재활병원 건립`), where these count the plans."""
    matches = [_COUNTED.match(start.title.text) if start.title else None for start in starts]
    if not matches or any(m is None or int(m[1]) != n for n, m in enumerate(matches, 1)):
        return starts
    return [replace(s, title=s.title.part(m.end())) for s, m in zip(starts, matches, strict=True) if s.title and m]


def _tells_when_or_how_much(items: Sequence[Item], vocabulary: Vocabulary) -> bool:
    pairs = (pair for item in items if isinstance(item, Line) for pair in find_pairs(item, vocabulary))
    return any(pair.entry and pair.entry.field in ("period", "total_cost", "annual_budget") for pair in pairs)
