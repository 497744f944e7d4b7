"""The title of a document, which no mark gives away: the first line that names something.

Before it stand what kind of paper it is (`보도자료`, `첨부 1`), a date, a site's links; behind it sentences, headings,
lists of contents. Its words may be those that also head a section (`디지털 혁신 추진계획`): on top of the document,
longer than such a heading, they name it. A notice prints its title, often a sentence without a full stop, right above
its labels (`담당부서 | …`); a letter of an office prints `제목 | …`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.model import Printed
from extractors.patterns import compile_on_use
from extractors.plans.lines import Grid, Item, Line
from extractors.plans.starts import PlanStart, is_office, is_site_link, is_title_line
from extractors.plans.vocabulary import heading_kind, is_exact_heading, squeeze, words

_FRONT = 40
_TOP = 4
_LONGEST_NAME = 60
_SHORTEST_NAME = 6
_YEAR = re.compile(r"20\d\d(?:\.|년|학년도|년도|~|-)")
_DATE = re.compile(r"[\d.,\s년월일요()월화수목금토~\-'’‘]+(?:기준|현재|작성|자)?")
_STOPPED = compile_on_use(r"[가-힣](?:다|요|오)[.](?:\s|$)")
_SENTENCE = re.compile(r"(?:다|니까|시오)$|[%％]$|[:：]\s?\S")


def find_document_title(items: Sequence[Item], starts: Sequence[PlanStart], label: Printed | None) -> Printed | None:
    """The title: that of the only plan, the line above a notice's labels, else the first line that names something."""
    if len(starts) == 1 and starts[0].layout != "annual":
        return starts[0].title
    front = items[: starts[0].index if starts else len(items)]
    lines = [item for item in front if isinstance(item, Line)][:_FRONT]
    if starts and (announced := next((line for line in lines if _announces_plan(line)), None)):
        return announced.body
    if not starts and (above := _above_label(front, label)):
        return above
    if lettered := _title_cell(front):
        return lettered
    top = (line.body for line in lines[:_TOP] if _names_document(line))
    return next(top, None) or next((line.body for line in lines if _is_title(line)), None)


def _is_title(line: Line) -> bool:
    return is_title_line(line) and not (_is_none(line) or _SENTENCE.search(line.body.text))


def _above_label(front: Sequence[Item], label: Printed | None) -> Printed | None:
    """The line right above the first label of a notice; behind headings a label is that of a later part."""
    at = next((n for n, item in enumerate(front) if label and _prints(item, label)), None)
    lines = [item for item in front[:at] if isinstance(item, Line) and not is_site_link(item)] if at else []
    if not lines or _is_none(lines[-1]) or any(line.rank in (1, 2) for line in lines):
        return None
    if len(squeeze(lines[-1].text)) < _SHORTEST_NAME and heading_kind(lines[-1].text) is not None:
        return None
    return lines[-1].body


def _prints(item: Item, label: Printed) -> bool:
    """Whether a line begins with a label, or a table holds it."""
    if isinstance(item, Grid):
        return any(cell.printed and cell.text.strip() == label.text for cell in item.table.cells)
    return item.body.text.startswith(label.text)


def _title_cell(front: Sequence[Item]) -> Printed | None:
    """`제목 | …` in one of the first tables: an office's letter to another."""
    for table in (item.table for item in front[:_TOP] if isinstance(item, Grid)):
        for cell in table.cells:
            if squeeze(cell.text) in words("documents", "title_cells"):
                beside = [c for c in table.cells if c.row == cell.row and c.column > cell.column and c.printed]
                return beside[0].printed.strip() if beside else None
    return None


def _names_document(line: Line) -> bool:
    """Whether a line on top names the document, though its last word also heads sections (`물빛 정비 추진계획`)."""
    text = line.body.text.strip()
    is_name = line.rank == 0 and _SHORTEST_NAME <= len(squeeze(text)) <= 2 * _LONGEST_NAME
    return is_name and not (is_exact_heading(text) or _SENTENCE.search(text) or _is_none(line) or is_site_link(line))


def _is_none(line: Line) -> bool:
    """Whether a line is no title at all: a date, sentences, what kind of paper this is, the number of an annex."""
    text = line.body.text.strip()
    if _DATE.fullmatch(text) or _STOPPED.search(text) or re.fullmatch(r"[(<〈\[].*[)>〉\]]", text):
        return True
    bare = squeeze(text)
    if is_office(text) or bare.endswith("팀"):
        return True
    if any(bare.startswith(squeeze(mark)) for mark in words("documents", "form_marks")):
        return True
    annexes = "|".join(map(re.escape, words("documents", "appendices")))
    kinds = "|".join(map(re.escape, words("documents", "paper_kinds")))
    return bool(
        re.fullmatch(rf"(?:{kinds})\d*", bare)
        or re.match(rf"(?:{annexes})[\s\d:：.]", text)
        or re.fullmatch(rf"(?:{annexes})\d+", bare)
    )


def _announces_plan(line: Line) -> bool:
    """Whether a line names the year and the plan of it (`2027년 주요업무 추진계획`), though it also heads sections."""
    text = squeeze(line.body.text)
    is_named = text.endswith(tuple(words("documents", "plan_titles"))) and len(text) <= _LONGEST_NAME
    return is_named and bool(_YEAR.match(text)) and line.rank <= 1
