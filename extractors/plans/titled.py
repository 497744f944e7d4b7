"""Projects named by a heading of their own, without an overview: labels follow the title at once.

`공약 3. 골목형 상점가 지정` over `○ 담당부서 : …`, `○ 사업기간 : …`; `□ 등굣길 도우미 배치` over `1. 추진기간 : …`,
`4. 소요예산 : …`. A heading is such a title where what stands below it, up to the next one, tells when or how much and
one thing more. One alone may be a chapter: there have to be two, or the heading says 공약 and a number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.model import Printed
from extractors.plans.headings import SECTION_RANK
from extractors.plans.lines import Item, Line
from extractors.plans.prose import find_pairs
from extractors.plans.starts import PlanStart, find_office, is_title_line
from extractors.plans.vocabulary import Vocabulary, heading_kind, squeeze, words

_PLEDGE = re.compile(
    r"^\s*[□■◆▣]?\s*(?P<open>[【\[<〔])?\s*공약\s?(?P<number>\d{1,3}(?:-\d{1,3})*)\s?(?:번\s?)?"
    r"(?(open)\s*[】\]>〕]|[.):：])\s*(?P<title>\S.*)$"
)  # `공약 3. 이름`, `【공약 1-2】 이름`
_FRONT, _LONGEST = 12, 100
_WHEN_OR_HOW_MUCH = frozenset({"period", "total_cost", "annual_budget"})
_TELLING = _WHEN_OR_HOW_MUCH | {
    "lead_department", "content", "goal", "target", "location", "scale", "completion", "status", "executing_body",
}  # fmt: skip


def find_titled(items: Sequence[Item], vocabulary: Vocabulary) -> list[PlanStart]:
    """The projects of a document of plans whose headings are their titles; none unless they are proved."""
    if not _announces_plans(items):
        return []
    heads = [index for index, item in enumerate(items) if isinstance(item, Line) and _may_be_title(item)]
    starts: list[PlanStart] = []
    for index, end in zip(heads, [*heads, len(items)][1:], strict=True):
        told = _fields_told(items[index + 1 : end], vocabulary)
        if told & _WHEN_OR_HOW_MUCH and len(told & _TELLING) > 1:
            starts.append(_start_at(items, index))
    return starts if len(starts) > 1 or any(start.number for start in starts) else []


def _announces_plans(items: Sequence[Item]) -> bool:
    """Whether one of the first lines says that plans follow (`2026학년도 주요업무 세부추진계획`, `공약 3. …`)."""
    lines = [item for item in items[:_FRONT] if isinstance(item, Line)]
    known = words("documents", "plan_words")
    return any(word in squeeze(line.text) for line in lines for word in known if len(line.text) <= 60)


def _may_be_title(line: Line) -> bool:
    if line.in_table:
        return False
    if _PLEDGE.match(line.text):
        return len(line.text) <= _LONGEST
    return is_title_line(line) and 0 < line.rank <= SECTION_RANK and heading_kind(line.body.text) is None


def _fields_told(items: Sequence[Item], vocabulary: Vocabulary) -> set[str]:
    pairs = (pair for item in items if isinstance(item, Line) for pair in find_pairs(item, vocabulary))
    return {pair.entry.field for pair in pairs if pair.entry and pair.value}


def _start_at(items: Sequence[Item], index: int) -> PlanStart:
    line = items[index]
    assert isinstance(line, Line)  # heads are lines
    pledge = _PLEDGE.match(line.text)
    number: Printed | None = line.printed.part(*pledge.span("number")) if pledge else None
    title = line.printed.part(*pledge.span("title")).strip() if pledge else line.body
    return PlanStart(index, "annual", title, department=find_office(items, index), number=number)
