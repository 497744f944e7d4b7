"""The steps of a plan with their dates: 추진경과, 추진일정, 향후계획 and the cells of 연차별 추진계획.

In the world a step is a line that begins with a date (`- 2023. 9. : 부지매입`), ends with one (`설명회 : '23. 6. 2.`),
holds several (`간담회 3회 : '23. 6. 2./8. 1.`) or is a cell under a year. A date inside a sentence (`2023년 신규
사업인`) is no step. Choice: one row a date, its text what is left of the line; one row a cell of a yearly table that
holds words, not amounts; done or planned by the heading that stands nearest above.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from extractors.model import Cell, Printed, Table
from extractors.plan_model import FoundPlan, Section
from extractors.problem_sentences import load_yaml
from normalizers.identity import locator_columns
from normalizers.periods.columns import PeriodLabel, parse_period_label
from normalizers.periods.dates import PeriodReading, find_dates
from normalizers.periods.words import find_recurrence
from normalizers.periods.years import YearContext
from normalizers.places import make_new_id
from normalizers.tables import Milestone
from normalizers.vocabulary import MilestoneKind

_BULLET = re.compile(r"^[\s\-–—*·•∙▪◦○●□■▶▷►➢❍ㅇ⇒→※]*(?:\(?\d{1,2}[.)]\s+)?")
_OPEN_BRACKET = re.compile(r"[(（][^()（）]*$")
_COLON = re.compile(r"[:：]\s*$")
_AMOUNT = re.compile(r"^[\s\d,.△▲()%\-–~원천백만억]*$")
_KINDS: dict[str, MilestoneKind] = {"progress": "done", "plan": "planned"}
_JUNE = 6
LONGEST_STEP = 600
"""Characters of a line that can be a step; longer ones are prose."""
MOST_NUMBERS = 0.25
"""A yearly table with more figures than this share is one of money, not of steps."""


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(load_yaml("normalizers", "words", "milestones.yml")[key])


def milestone_rows(plan: FoundPlan, plan_id: str | None, document_id: str, years: YearContext) -> list[Milestone]:
    """The steps of a plan in the order of its sections; a step at one place is told once."""
    rows: dict[str, Milestone] = {}
    told: set[tuple[object, ...]] = set()
    for section in plan.sections:
        for row in _section_steps(section, plan_id, document_id, years):
            same = (row.block, row.row_index, row.column_index, row.line, row.y0, row.date_text, row.text)
            if same in told:  # a block drawn around several sections belongs to each of them
                continue
            told.add(same)
            made = make_new_id("milestone", document_id, rows, *same[:4], row.date_text)
            rows[made] = replace(row, milestone_id=made)
    return list(rows.values())


def _section_steps(section: Section, plan_id: str | None, document_id: str, years: YearContext) -> Iterator[Milestone]:
    make = _Maker(plan_id, document_id, section.sub_project)
    if section.heading and _flat(section.heading.text) in _words("not_steps"):
        return
    kind = (_heading_kind(section.heading.text) if section.heading else None) or _KINDS.get(section.kind)
    if kind is not None:
        yield from _line_steps(section.lines, kind, years, make)
    for block in section.blocks:
        if isinstance(block, Table):
            for table in (block, *block.nested()):
                yield from _yearly_steps(table, kind or "planned", years, make)
                if kind is not None:
                    yield from _dated_rows(table, kind, years, make)


def _flat(text: str) -> str:
    """A heading without bullets, brackets, remarks and white space."""
    return re.sub(r"\(.*?\)|[\s<>〈〉《》「」\[\]*#()※:：]", "", _BULLET.sub("", text))


def _heading_kind(text: str) -> MilestoneKind | None:
    """Done or planned, by the end of a heading; None where it says neither."""
    flat = _flat(text)
    if any(flat.endswith(w) for w in _words("done")):
        return "done"
    return "planned" if any(flat.endswith(w) for w in _words("planned")) else None


def _line_steps(lines: Sequence[Printed], kind: MilestoneKind, years: YearContext, make: _Maker) -> Iterator[Milestone]:
    for line in lines:
        if len(line.text) < 30 and not re.search(r"\d", line.text) and (changed := _heading_kind(line.text)):
            kind = changed
            continue
        for reading, text in _steps_of(line, years):
            yield make.step(reading, text, kind, find_recurrence(line.text))


def _steps_of(line: Printed, years: YearContext) -> Iterator[tuple[PeriodReading, str]]:
    """The dates of a line that make it a step, each with the text of the step."""
    text = line.text
    head = _BULLET.match(text)
    start = head.end() if head else 0
    label = re.split(r"[:：]", text[start:], maxsplit=1)[0]
    if len(text) > LONGEST_STEP or re.sub(r"\s", "", label) in _words("not_steps"):
        return
    readings = find_dates(line, years)
    spans = _spans(line, readings)
    steps = [(r, s) for r, s in zip(readings, spans, strict=True) if _is_step(text, start, r, s, spans)]
    outside = [(a, b) for _, (a, b) in steps if not _OPEN_BRACKET.search(text[start:a])]
    rest = _rest(text[start:], [(a - start, b - start) for a, b in outside])
    if rest:
        yield from ((reading, rest) for reading, _ in steps)


def _spans(line: Printed, readings: Sequence[PeriodReading]) -> list[tuple[int, int]]:
    done, spans = 0, []
    for reading in readings:
        at = line.text.index(reading.text, done)
        done = at + len(reading.text)
        spans.append((at, done))
    return spans


def _is_step(
    text: str, start: int, reading: PeriodReading, span: tuple[int, int], spans: list[tuple[int, int]]
) -> bool:
    """Whether a date begins the line, stands behind a colon or closes it in brackets; or follows another date."""
    before, behind = text[start : span[0]].strip(), text[span[1] :]
    if re.match(r"\s*(?:말\s*)?(?:기준|현재|말\s*현재)", behind):
        return False
    if any(other[1] <= span[0] and re.fullmatch(r"[\s/,·ㆍ및]*", text[other[1] : span[0]]) for other in spans):
        return True
    if not before:
        return reading.precision != "year" or bool(re.match(r"\s*[:：]", behind)) or reading.is_open
    if _COLON.search(before):
        return reading.precision != "year" or not re.match(r"\s*[가-힣]", behind)
    closes = _OPEN_BRACKET.search(before) and re.match(r"[^()（）]*[)）]\s*$", behind)
    return bool(closes) and reading.precision not in ("year", None) and reading.start is not None


def _rest(text: str, spans: list[tuple[int, int]]) -> str:
    """A line without its dates and the marks that joined them to it."""
    kept, done = [], 0
    for start, end in spans:
        kept.append(text[done:start])
        done = end
    rest = re.sub(r"[(（]\s*[,/]?\s*[)）]", "", " ".join([*kept, text[done:]]))
    rest = re.sub(r"\s*[:：]\s+(?=[(（])", " ", re.sub(r"[,/]\s*[)）]", ")", rest))
    return re.sub(r"\s+", " ", rest).strip(" :：,/·~-")


def _yearly_steps(table: Table, kind: MilestoneKind, years: YearContext, make: _Maker) -> Iterator[Milestone]:
    """A table whose header is years and whose cells are words: one step a cell that is not blank."""
    header = _year_header(table, years)
    if header is None:
        return
    row, labels = header
    body = [c for c in table.cells if c.row > row and c.text.strip()]
    under = [c for c in body if any(p in labels for p in range(c.column, c.column + c.column_span))]
    if not under or sum(bool(_AMOUNT.fullmatch(c.text)) for c in under) > MOST_NUMBERS * len(under):
        return
    first = min(labels)
    for cell in under:
        names = [c for c in body if c.column < first and c.row <= cell.row < c.row + c.row_span]
        own = [labels[p] for p in range(cell.column, cell.column + cell.column_span) if p in labels]
        yield make.cell(cell, own, names[-1].text.strip() if names else None, kind)


def _year_header(table: Table, years: YearContext) -> tuple[int, dict[int, tuple[str, PeriodLabel]]] | None:
    """The first row of the table's top that names two or more years, and its labels by column."""
    for row in range(min(table.row_count, 3)):
        labels: dict[int, tuple[str, PeriodLabel]] = {}
        for cell in (c for c in table.cells if c.row == row and len(c.text) < 20):
            label = parse_period_label(cell.text, years)
            if label is not None and label.period_kind != "total" and not label.rest and not _is_a_day(label):
                labels |= dict.fromkeys(range(cell.column, cell.column + cell.column_span), (cell.text.strip(), label))
        if sum(label.fiscal_year is not None for _, label in labels.values()) >= 2:
            return row, labels
    return None


def _is_a_day(label: PeriodLabel) -> bool:
    return label.start is not None and label.start == label.end


def _dated_rows(table: Table, kind: MilestoneKind, years: YearContext, make: _Maker) -> Iterator[Milestone]:
    """`시기 | 내용`: one step a row, its date from the column so labelled, its text the other cells."""
    flat = {c.column: re.sub(r"\s", "", c.text) for c in table.cells if c.row == 0}
    dated = [column for column, text in flat.items() if text in _words("date_columns")]
    if not dated:
        return
    for cell in (c for c in table.cells if c.row > 0 and c.column == dated[0]):
        beside = [
            c.text.strip()
            for c in table.cells
            if c.row <= cell.row < c.row + c.row_span
            and c.column != cell.column
            and flat.get(c.column) not in _words("other_columns")
            and c.text.strip()
        ]
        for reading in find_dates(cell.printed, years):
            if beside:
                yield make.step(reading, " ".join(beside), kind, None)


def _first_day(label: PeriodLabel) -> date | None:
    """A column `2030.6월` beside years is that year up to June, not the month alone."""
    if label.period_kind == "partial_year" and label.fiscal_year is not None:
        return date(label.fiscal_year, 1, 1)
    return label.start


class _Maker:
    """Makes the rows of one section; their ids follow when all steps of the plan are known."""

    def __init__(self, plan_id: str | None, document_id: str, sub_project: str | None) -> None:
        self.plan_id, self.document_id, self.sub_project = plan_id, document_id, sub_project

    def step(self, reading: PeriodReading, text: str, kind: MilestoneKind, recurrence: object) -> Milestone:
        """A step from a line or a dated row."""
        at = reading.printed.at
        return Milestone(
            milestone_id="",
            document_id=self.document_id,
            plan_id=self.plan_id,
            sub_project=self.sub_project,
            date_text=reading.text.strip(),
            start_on=reading.start,
            end_on=reading.end,
            precision=reading.precision,
            recurrence=recurrence,  # type: ignore[arg-type]
            text=text,
            kind=kind,
            **locator_columns(at),
        )

    def cell(
        self, cell: Cell, labels: list[tuple[str, PeriodLabel]], row_label: str | None, kind: MilestoneKind
    ) -> Milestone:
        """A step from a cell under one or more years."""
        first, last = labels[0][1], labels[-1][1]
        at = cell.printed.at
        return Milestone(
            milestone_id="",
            document_id=self.document_id,
            plan_id=self.plan_id,
            sub_project=self.sub_project,
            row_label=row_label,
            date_text=" ~ ".join(dict.fromkeys((labels[0][0], labels[-1][0]))),
            start_on=_first_day(first),
            end_on=last.end,
            precision=None if last.end is None else "half" if last.end.month == _JUNE else "year",
            recurrence=find_recurrence(cell.text),
            period_kind=first.period_kind,
            text=_BULLET.sub("", re.sub(r"\s*\n\s*", " ", cell.text)).strip(),
            kind=kind,
            **locator_columns(at),
        )
