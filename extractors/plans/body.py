"""The lines and tables of one plan to its labelled values and sections.

A part of a plan (`○ 현대시장 주차장 설치` under 추진계획) has a period and a cost of its own: pairs below such a line
carry its name, so that they are not taken for the plan's. In an overview, bullets are contents, not parts, until the
same label stands under two of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from extractors.model import Block, Cell, Printed, ReadingIssue, Table
from extractors.plan_model import LabelledValue, PlanLayout, Section, SectionKind
from extractors.plans.appendices import opens_appendix
from extractors.plans.grids import Place, read_grid
from extractors.plans.headings import SECTION_RANK, Heading, read_heading, read_part
from extractors.plans.label_grid import count_card_fields, is_list, opens_with_label
from extractors.plans.lines import NOTE_RANK, Grid, Item, Line, split_lines
from extractors.plans.prose import Pair, find_pairs, label_alone
from extractors.plans.values import make_pair
from extractors.plans.vocabulary import LabelEntry, Vocabulary, option_list, squeeze

_MOST_VALUE_LINES = 6
_SAME_TITLE = 0.6
"""Titles of which so much agrees are one: forms shorten a project's name."""
_UNIT_NOTE = re.compile(r"^[(\[<]?\s*(?:기준\s*[:：].*)?단위\s*[:：][^()]*[)\]>]?$")
_TELLING = frozenset(
    {"title", "period", "total_cost", "annual_budget", "executing_body", "operator", "lead_department", "content"}
)
"""Fields that tell what a project is, when, for how much and whose; a contact or a place of delivery does not."""
_CARD_FIELDS = 2
"""So many different header fields make a grid a card's."""


@dataclass
class Body:
    """What was found in a plan's items."""

    fields: list[LabelledValue] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    issues: list[ReadingIssue] = field(default_factory=list)


def read_body(
    items: Sequence[Item],
    blocks: Sequence[Block],
    vocabulary: Vocabulary,
    layout: PlanLayout | None = None,
    title: Printed | None = None,
) -> Body:
    """Every labelled value and section of a stretch of a document, in order."""
    reader = _BodyReader(blocks, vocabulary, layout, title)
    headings = [h for item in items if isinstance(item, Line) and (h := read_heading(item))]
    reader.lower = not any(heading.kind != "other" for heading in headings)
    for item in items:
        if isinstance(item, Grid):
            reader.read_table(item)
        else:
            reader.read_line(item)
    reader.end_section()
    _split_parts_of_overview(reader)
    _leave_out(reader.body, reader.strange)
    return reader.body


@dataclass
class _OpenSection:
    heading: Printed | None = None
    kind: SectionKind = "other"
    rank: int = SECTION_RANK
    lines: list[Printed] = field(default_factory=list)
    tops: list[int] = field(default_factory=list)
    unknown: list[int] = field(default_factory=list)
    tells: bool = False


class _BodyReader:
    def __init__(
        self, blocks: Sequence[Block], vocabulary: Vocabulary, layout: PlanLayout | None, title: Printed | None
    ) -> None:
        self.title = title
        self.blocks = blocks
        self.vocabulary = vocabulary
        self.layout = layout
        self.body = Body()
        self.section = _OpenSection()
        self.part: str | None = None
        self.bullet: str | None = None
        self.bullets: dict[int, str] = {}
        self.waiting: tuple[LabelEntry, Line] | None = None
        self.values = 0
        self.previous: Line | None = None
        self.has_header = False
        self.lower = False
        self.in_appendix = False
        self.strange: set[int] = set()

    def read_line(self, line: Line) -> None:
        """A line: a heading, the value of the label above, a label that waits for its value, pairs, or just text."""
        self.in_appendix = self.in_appendix or (self._has_told() and opens_appendix(line))
        heading = read_heading(line, lower=self.lower)
        pairs = [] if self.in_appendix else self._pairs_of(line)
        alone = None if pairs or self.in_appendix else label_alone(line, self.vocabulary)
        if heading:
            self.begin_section(line, heading)
        elif not (alone or pairs):
            self._read_part(line)
        self._note(line)
        if alone:
            self._end_waiting()
            self.waiting, self.values = (alone, line), 0
        elif self.waiting and self._is_value(line, heading, pairs):
            entry, label = self.waiting
            self._add(make_pair(label.body, line.body, entry))
            self.values += 1
        else:
            if heading or pairs:
                self._end_waiting()
            for pair in pairs:
                self._add(make_pair(pair.label, pair.value, pair.entry))
        self.previous = line

    def _has_told(self) -> bool:
        """Whether a request has said what and when or how much: only then an appendix can follow."""
        told = {pair.field for pair in self.body.fields if pair.value} if self.layout == "request" else set()
        return "title" in told and len(told & _TELLING) > 1

    def _pairs_of(self, line: Line) -> list[Pair]:
        """The pairs of a line; in the cells of a request (requirements, tasks) only known labels are the plan's."""
        pairs = find_pairs(line, self.vocabulary)
        return [pair for pair in pairs if pair.entry] if self.layout == "request" and line.in_table else pairs

    def _is_value(self, line: Line, heading: Heading | None, pairs: Sequence[Pair]) -> bool:
        """Whether a line holds the value of the label that stood alone above it."""
        assert self.waiting is not None
        label = self.waiting[1]
        if heading or any(pair.entry for pair in pairs) or line.rank == NOTE_RANK or self.values >= _MOST_VALUE_LINES:
            return False
        if line.text.lstrip().startswith("(단위"):
            return False
        if self.values:
            return label.rank != 0 and line.rank > label.rank
        return label.rank == 0 or line.rank == 0 or line.rank > label.rank

    def _end_waiting(self) -> None:
        """A label that no value followed keeps its row if nothing else says what stood below it."""
        self.waiting = None

    def _add(self, pair: LabelledValue) -> None:
        self.bullets[len(self.body.fields)] = self.bullet or ""
        kind = self.section.kind if self.section.heading else None
        if (
            pair.field == "title"
            and self.layout in ("annual", "card")
            and kind != "overview"
            and self._names_part(pair)
        ):
            self.part = self.part or " ".join(pair.value.text.split())
        place = replace(pair, place="prose", sub_project=self.part, section=kind)
        self.body.fields.append(place)
        self.section.tells = self.section.tells or pair.field in _TELLING
        if pair.field is None:
            self.section.unknown.append(len(self.body.fields) - 1)
            self._report_unknown(pair.label)

    def _report_unknown(self, label: Printed) -> None:
        self.body.issues.append(ReadingIssue("PLAN_LABEL_UNKNOWN", label.at, label.text, label.text.strip()))

    def _read_part(self, line: Line) -> None:
        part = None if self.waiting and line.rank > self.waiting[1].rank else read_part(line, self.vocabulary)
        if part is None:
            return
        if self.section.kind == "overview" or self.section.heading is None:
            self.bullet = part
        else:
            self.part = part

    def read_table(self, grid: Grid) -> None:
        """A table: its pairs if it is a grid of labels; its text belongs to the section."""
        self._end_waiting()
        self.section.tops.append(grid.top)
        caption = self.previous.body if self.previous else None
        if self.in_appendix:
            return
        if grid.depth == 0 and self._has_pairs(grid.table):
            place: Place = "table" if self.has_header else "header"
            reading = read_grid(grid.table, self.vocabulary, caption, place)
            self.has_header = self.has_header or bool(reading.pairs)
            self.body.fields += self._own(reading.pairs)
            for label in reading.unknown:
                self._report_unknown(label)
        else:
            self._read_cells(grid.table, grid.top)

    def _own(self, pairs: Sequence[LabelledValue]) -> list[LabelledValue]:
        """A table's pairs: a row named like the plan is its own, a table that names another project is that one's."""
        names = [pair for pair in pairs if pair.field == "title" and pair.value and not pair.sub_project]
        is_other = bool(names) and all(self._names_part(pair) for pair in names)
        other = " ".join(names[0].value.text.split()) if is_other else None
        found = []
        for pair in pairs:
            same = pair.sub_project and self.title and squeeze(pair.sub_project) == squeeze(self.title.text)
            found.append(replace(pair, sub_project=None if same else pair.sub_project or other))
        return found

    def _names_part(self, pair: LabelledValue) -> bool:
        """Whether a title in a plan is another project's: little of it is the plan's own title."""
        if self.title is None or not pair.value:
            return False
        return SequenceMatcher(None, squeeze(pair.value.text), squeeze(self.title.text)).ratio() < _SAME_TITLE

    def _has_pairs(self, table: Table) -> bool:
        if self.layout == "project_sheet" and is_sheet_table(table, self.vocabulary):
            return True
        if is_list(table, self.vocabulary):
            return False
        return count_card_fields(table, self.vocabulary) >= _CARD_FIELDS or opens_with_label(table, self.vocabulary)

    def _read_cells(self, table: Table, top: int) -> None:
        """Cells that are a label and a value in one: `공약번호: 1`, `공약제목 : …`."""
        if self.layout != "pledge_page":
            return
        for cell in table.cells:
            for pair in cell_pairs(cell, top, self.vocabulary):
                self.body.fields.append(replace(make_pair(pair.label, pair.value, pair.entry), place="header"))

    def _note(self, line: Line) -> None:
        """The line is text of the section; a unit's note is its table's caption, wherever the format keeps it."""
        self.section.tops.append(line.top)
        if not _UNIT_NOTE.match(line.text.strip()):
            self.section.lines.append(line.printed)

    def begin_section(self, line: Line, heading: Heading) -> None:
        """A heading ends the section before; a lower one inside it starts no section of its own."""
        self.end_section()
        self.section = _OpenSection(line.body, heading.kind, heading.rank)
        self.part = self.bullet = None

    def end_section(self) -> None:
        """Write the open section down."""
        section = self.section
        if self.layout == "request" and not section.tells:
            self.strange |= set(section.unknown)
        if section.heading is None and not section.tops:
            return
        tops = dict.fromkeys(section.tops)
        lines = tuple(section.lines[1:] if section.heading else section.lines)
        blocks = tuple(self.blocks[top] for top in tops)
        self.body.sections.append(Section(section.heading, section.kind, blocks, None, lines))


def _leave_out(body: Body, strange: set[int]) -> None:
    """Drop unknown labels of sections that tell nothing of the project: how to bid, what a proposal must look like."""
    places = {body.fields[index].label.at for index in strange}
    body.fields[:] = [pair for index, pair in enumerate(body.fields) if index not in strange]
    body.issues[:] = [issue for issue in body.issues if issue.at not in places]


def cell_pairs(cell: Cell, top: int, vocabulary: Vocabulary) -> list[Pair]:
    """Known labels with their values in one cell; a single one takes the cell's further lines along."""
    found: list[Pair] = []
    for line in split_lines(cell.printed, top, in_table=True):
        found += [pair for pair in find_pairs(line, vocabulary) if pair.entry and pair.entry.card]
    if len(found) == 1 and found[0].entry and found[0].value:
        start = cell.text.find(found[0].value.text)
        found = [found[0]._replace(value=cell.printed.part(start).strip())] if start >= 0 else found
    return found


def is_sheet_table(table: Table, vocabulary: Vocabulary) -> bool:
    """A table of a ministry sheet that says who answers for the project or what it is: no budget, no statistics."""
    printed = [cell for cell in table.cells if cell.printed]
    numbers = sum(cell.text.strip()[:1].isdigit() for cell in printed)
    known = sum(vocabulary.find(cell.text) is not None for cell in printed if cell.row <= 1)
    return bool(printed) and numbers * 3 < len(printed) and (known >= 2 or _has_choices(table))


def _has_choices(table: Table) -> bool:
    return sum(option_list(cell.text) in ("newness", "support") for cell in table.cells if cell.row == 0) >= 2


def _split_parts_of_overview(reader: _BodyReader) -> None:
    """Bullets of an overview are parts where the same field stands under two of them."""
    fields = reader.body.fields
    under: dict[str, set[str]] = {}
    for index, bullet in reader.bullets.items():
        name = fields[index].field
        if bullet and name:
            under.setdefault(name, set()).add(bullet)
    parts = {bullet for bullets in under.values() if len(bullets) > 1 for bullet in bullets}
    for index, bullet in reader.bullets.items():
        if bullet in parts:
            fields[index] = replace(fields[index], sub_project=bullet)
