"""Projects named by a heading of their own, without an overview: labels follow the title at once.

`공약 3. 골목형 상점가 지정` over `○ 담당부서 : …`, `○ 사업기간 : …`; `□ 등굣길 도우미 배치` over `1. 추진기간 : …`,
`4. 소요예산 : …`. A heading is such a title where what stands below it, up to the next one, tells when or how much and
one thing more. One alone may be a chapter: there have to be two, or the heading says 공약 and a number, or the document
is an office's 주요업무계획, which is the name of no project, and the only heading tells three things. A line without a
mark is a title where such labels follow it at once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.model import Printed
from extractors.plans.headings import SECTION_RANK
from extractors.plans.lines import Item, Line
from extractors.plans.prose import find_pairs
from extractors.plans.starts import PlanStart, find_office, is_office, is_title_line
from extractors.plans.vocabulary import Vocabulary, heading_kind, squeeze, words

_PLEDGE = re.compile(
    r"^\s*[□■◆▣]?\s*(?P<open>[【\[<〔])?\s*(?P<word>공약|과제)\s?(?P<number>\d{1,3}(?:-\d{1,3})*)\s?(?:번\s?)?"
    r"(?(open)\s*[】\]>〕]|[.):：|])\s*(?P<title>\S.*)$"
)  # `공약 3. 이름`, `【공약 1-2】 이름`, `과제 2 | 이름`
_NEWNESS = re.compile(r"(?<=\S)\s*[(\[【〔]\s*(신규|계속|신규사업|계속사업)\s*[)\]】〕]\s*$")
_FRONT, _LONGEST = 12, 100
_WHEN_OR_HOW_MUCH = frozenset({"period", "total_cost", "annual_budget"})
_TELLING = _WHEN_OR_HOW_MUCH | {
    "lead_department", "content", "goal", "target", "location", "scale", "completion", "status", "executing_body",
}  # fmt: skip


def find_titled(items: Sequence[Item], vocabulary: Vocabulary) -> list[PlanStart]:
    """The projects of a document of plans whose headings are their titles; none unless they are proved."""
    if not _announces(items, "plan_words"):
        return []
    heads = [
        index
        for index, item in enumerate(items)
        if isinstance(item, Line) and (_may_be_title(item) or _is_over_labels(items, index, vocabulary))
    ]
    starts: list[PlanStart] = []
    for index, end in zip(heads, [*heads, len(items)][1:], strict=True):
        told = _fields_told(items[index + 1 : end], vocabulary)
        if told & _WHEN_OR_HOW_MUCH and len(told & _TELLING) > 1:
            starts.append(_start_at(items, index))
    is_proved = len(starts) > 1 or any(start.number for start in starts)
    return starts if is_proved or _is_lone(items, heads, starts, vocabulary) else []


def _is_lone(items: Sequence[Item], heads: Sequence[int], starts: Sequence[PlanStart], vocabulary: Vocabulary) -> bool:
    """Whether the only heading is the only project of an office's yearly plan."""
    if len(starts) != 1 or len(heads) != 1 or not _announces(items, "office_plans"):
        return False
    told = _fields_told(items[heads[0] + 1 :], vocabulary)
    return len(told & _TELLING) > 2 and not _fields_told(items[: heads[0]], vocabulary) & _WHEN_OR_HOW_MUCH


def _is_over_labels(items: Sequence[Item], index: int, vocabulary: Vocabulary) -> bool:
    """Whether a line without a mark is a name right above labelled values: no office, not the document's title."""
    line, below = items[index], items[index + 1] if index + 1 < len(items) else None
    if not isinstance(line, Line) or not isinstance(below, Line) or line.rank or line.in_table:
        return False
    if not is_title_line(line) or is_office(line.text) or heading_kind(line.text) is not None:
        return False
    if any(squeeze(line.text).endswith(word) for word in words("documents", "plan_titles")):
        return False
    return bool(_fields_told([below], vocabulary) & _TELLING) and not _fields_told([line], vocabulary)


def title_and_newness(title: Printed | None) -> tuple[Printed | None, Printed | None]:
    """A title without the remark behind it that says whether the project is new, and that remark.

    `창작공간 지원(신규)`: 신규 is no part of the name; `버스 노선 (확대)` may be one, so only new or going on count.
    """
    match = _NEWNESS.search(title.text) if title else None
    if title is None or match is None:
        return title, None
    return title.part(0, match.start()).strip(), title.part(*match.span(1))


def _announces(items: Sequence[Item], kind: str) -> bool:
    """Whether one of the first lines says that plans follow (`2026학년도 주요업무 세부추진계획`, `공약 3. …`)."""
    lines = [item for item in items[:_FRONT] if isinstance(item, Line)]
    known = words("documents", kind)
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
    is_pledge = pledge is not None and pledge["word"] == "공약"
    number: Printed | None = line.printed.part(*pledge.span("number")) if pledge and is_pledge else None
    title = line.printed.part(*pledge.span("title")).strip() if pledge else line.body
    return PlanStart(index, "annual", title, department=find_office(items, index), number=number)
