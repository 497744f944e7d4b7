"""Rows and columns alike as lines: what a line is a total of is inferred from what all its facts have in common."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from expectations.cells import Cell, Grid
from extractors.problem_sentences import load_yaml
from normalizers.folding import squeeze
from normalizers.tables import BudgetFact

_BRACKETS = re.compile(r"[(\[{〔<].*?[)\]}〕>]")
_DECORATION = re.compile(r"^[\s○●◦◎□■◇◆▣▪▫▶▷►·․ㆍ‧・∙•⋅※*\-–―]+|[\s:：」\]]+$")
_SEPARATORS = re.compile(r"\s+/\s+|[>|]")
_INSIDE = re.compile(r"\((총계|합계|계|소계)\)\s*$")


@cache
def load_words() -> dict[str, Any]:
    """The words of `totals.yml`."""
    return dict(load_yaml("expectations", "words", "totals.yml"))


@dataclass(frozen=True, slots=True)
class Line:
    """A row or a column. An attribute that its facts do not share is None; `values` has one entry a crossing line."""

    number: int
    label: str
    group: str
    rank: int
    is_total: bool
    is_counted: bool
    level: int
    source: str | None
    period: str | None
    year: int | None
    measure: tuple[str, str | None] | None
    values: tuple[int, ...]
    known: tuple[bool, ...]
    cells: tuple[int, ...]


def total_rank(label: str) -> int:
    """3 총계, 2 합계 and 계, 1 소계, 0 for what is no label of a total.

    >>> total_rank("총 계"), total_rank("소요재원 / 소계"), total_rank("○ 기능별 분류(합계)"), total_rank("시계탑")
    (3, 1, 2, 0)
    """
    totals = load_words()["totals"]
    inside = _INSIDE.search(label)
    if inside:
        return int(totals[inside[1]]["rank"])
    for part in reversed(_SEPARATORS.split(label)):
        word = squeeze(_DECORATION.sub("", _BRACKETS.sub("", part)))
        if word in totals:
            return int(totals[word]["rank"])
        if word:
            return _rank_of_last_word(part)
    return 0


def _rank_of_last_word(part: str) -> int:
    words = part.split()
    found = load_words()["totals"].get(squeeze(_BRACKETS.sub("", words[-1]))) if len(words) > 1 else None
    return int(found["rank"]) if found and len(words[-1]) > 1 else 0


def bullet_level(label: str) -> int:
    """Depth of the label's bullet: 0 without one or with □, 1 for ○, 2 for -, 3 for ·."""
    first = label.lstrip()[:1]
    for level, signs in enumerate(load_words()["bullets"]):
        if first and first in signs:
            return level
    return 0


def _common(values: Iterable[Any]) -> Any:
    found = set(values)
    return found.pop() if len(found) == 1 else None


def read_rows(grid: Grid, cells: Sequence[Cell]) -> list[Line]:
    """The rows of a grid as lines."""
    lines = []
    for number, facts in enumerate(grid.rows):
        labels = [fact.row_label or fact.line_item or "" for fact in facts]
        lines.append(_make_line(number, facts, labels, _row_groups(facts), grid.at[number], cells))
    return _mark_totals(lines)


def read_columns(grid: Grid, cells: Sequence[Cell]) -> list[Line]:
    """The columns of a grid as lines."""
    lines = []
    for number, facts in enumerate(grid.columns):
        labels = [fact.column_label or "" for fact in facts]
        lines.append(_make_line(number, facts, labels, [""], [row[number] for row in grid.at], cells))
    return _mark_totals(lines)


def _row_groups(facts: Sequence[BudgetFact]) -> list[str]:
    return [" / ".join(part for part in (f.sub_project, f.row_group) if part) for f in facts]


def _make_line(
    number: int,
    facts: Sequence[BudgetFact],
    labels: list[str],
    groups: list[str],
    at: Sequence[int],
    cells: Sequence[Cell],
) -> Line:
    label = _common(labels) or ""
    return Line(
        number=number,
        label=label,
        group=squeeze(_common(groups) or ""),
        rank=total_rank(label),
        is_total=all(f.is_printed_total for f in facts),
        is_counted=any(f.is_leaf for f in facts) or all(f.is_printed_total for f in facts),
        level=bullet_level(label),
        source=_common(f.funding_source for f in facts),
        period=_common(f.period_kind for f in facts),
        year=_common(f.fiscal_year for f in facts),
        measure=_common((f.measure, f.measure_detail) for f in facts),
        values=tuple(cells[i].value if i >= 0 else 0 for i in at),
        known=tuple(i < 0 or cells[i].is_known for i in at),
        cells=tuple(at),
    )


def _mark_totals(lines: list[Line]) -> list[Line]:
    """Totals by label, source, period or print; what every line has in common makes none of them a total."""
    everywhere = all(line.is_total for line in lines)
    sources = any(line.source != "total" for line in lines)
    periods = any(line.period != "total" for line in lines)
    never = re.compile(load_words()["no_totals"]["pattern"])
    marked = []
    for line in lines:
        if never.search(squeeze(line.label)):
            marked.append(replace(line, is_total=False, is_counted=False, rank=0))
            continue
        says_so = line.rank > 0 or (line.source == "total" and sources) or (line.period == "total" and periods)
        is_total = says_so or (line.is_total and not everywhere)
        rank = max(line.rank, 2) if is_total and not line.rank else line.rank
        marked.append(replace(line, is_total=is_total, rank=rank))
    return marked
