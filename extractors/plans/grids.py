"""Label/value pairs of a table: the header grid of a card, its foot, the tables of a ministry sheet.

Seen: label | value, several a row; label | value | value (people); labels in one row over values in the next; a group
over options over a row of marks, with a plain label over its value in the same rows; a label over sub-labels; two
labels in one cell over two values in one cell; `구분 | 주요 내용` over a page of label | value; a first row of number
and title without any label. A text rendering prints blanks where spans were, so a label is taken to reach over the
blanks behind it as far as the row below prints.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Literal

from extractors.model import Cell, Printed, Table
from extractors.plan_model import LabelledValue
from extractors.plans.marks import chosen_text, grid_options, inline_options, is_mark, is_tick, listed_options
from extractors.plans.values import pair_values
from extractors.plans.vocabulary import (
    LabelEntry,
    Vocabulary,
    default_vocabulary,
    heading_kind,
    option_fields,
    option_list,
    squeeze,
    words,
)

Place = Literal["header", "prose", "table"]
_LONGEST_LABEL = 30
_PLEDGE_NUMBER = re.compile(
    r"[가-힣A-Za-z·\s]{0,12}\s*\d{0,2}(?:\s*[-–.]\s*\d{1,3}){1,3}|\d{1,3}|[가-힣]{1,8}\s?\d{1,3}"
)
_NO_LABEL = re.compile(r"\d{3}|[:：]|[.~]\s*\d")
_PEOPLE = ("lead_department", "officials", "cooperating_departments")
_YEAR = re.compile(r"(?:[’'‘]?\d{2}|20\d\d)(?:년도?|\.\d{1,2}월?)?")


@dataclass
class GridReading:
    """What was found in one table. `used` are positions of cells that are labels, values, options or marks."""

    pairs: list[LabelledValue] = field(default_factory=list)
    used: set[tuple[int, int]] = field(default_factory=set)
    unknown: list[Printed] = field(default_factory=list)


class LabelGrid:
    """A table looked at as a grid of labels and values."""

    def __init__(self, table: Table, vocabulary: Vocabulary) -> None:
        self.table = table
        self.vocabulary = vocabulary
        self.rows: list[list[Cell]] = [[] for _ in range(table.row_count)]
        for cell in table.cells:
            if not cell.is_missing:
                self.rows[cell.row].append(cell)
        self.at = table.grid()
        self._entries = {(c.row, c.column): self._entry(c) for c in table.cells}
        self._share = self._label_share()

    def _entry(self, cell: Cell) -> LabelEntry | None:
        double = self.vocabulary.find_double(cell.text)
        return double[0] if double else self.vocabulary.find(cell.text)

    def _label_share(self) -> dict[int, float]:
        """column -> share of its printed cells that are known labels."""
        printed = Counter(c.column for c in self.table.cells if c.printed)
        known = Counter(column for (_, column), entry in self._entries.items() if entry)
        return {column: known[column] / printed[column] for column in printed}

    def entry(self, cell: Cell) -> LabelEntry | None:
        """The known label that a cell is; a label's word in a column of values is a value (`시행주체 | 서울시`)."""
        entry = self._entries[cell.row, cell.column]
        left = self.left_of(cell)
        if entry is None or left is None or self._entries.get((left.row, left.column)) is None:
            return entry
        is_value = entry.weak or self._share[left.column] > max(self._share[cell.column], 0.5)
        return None if is_value else entry

    def is_known(self, cell: Cell) -> bool:
        """Whether a cell's words are a label's, wherever it stands."""
        return self._entries[cell.row, cell.column] is not None

    def is_label_column(self, column: int) -> bool:
        """Whether no fewer known labels than other texts stand in a column."""
        return self._share.get(column, 0) >= 0.5

    def left_of(self, cell: Cell) -> Cell | None:
        """The cell before, on the cell's first row."""
        return self.at[cell.row][cell.column - 1] if cell.column else None

    def reach(self, cell: Cell) -> list[int]:
        """The columns that a cell stands over: its span, and the blanks behind it that the row below prints under."""
        columns = list(range(cell.column, cell.column + cell.column_span))
        below = cell.row + cell.row_span
        following = columns[-1] + 1
        while following < self.table.column_count and below < self.table.row_count:
            behind, under = self.at[cell.row][following], self.at[below][following]
            if behind is None or behind.printed or behind.row != cell.row or under is None or not under.printed:
                break
            columns.append(following)
            following += 1
        return columns

    def under(self, row: int, columns: Sequence[int]) -> list[Cell]:
        """The cells that begin in a row within some columns."""
        if row >= self.table.row_count:
            return []
        return [cell for cell in self.rows[row] if cell.column in columns]


def count_card_fields(table: Table, vocabulary: Vocabulary) -> int:
    """How many different fields of a card's header a table's labels name."""
    found = (vocabulary.find_double(c.text) or (vocabulary.find(c.text),) for c in table.cells if c.printed)
    return len({entry.field for entries in found for entry in entries if entry and entry.card})


def is_list(table: Table, vocabulary: Vocabulary) -> bool:
    """Whether a table is a list or a budget: labels in its first row only, over several rows; or years in that row."""
    first = [cell for cell in table.cells if cell.row == 0 and cell.printed]
    if sum(bool(_YEAR.fullmatch(squeeze(cell.text))) for cell in first) >= 2:
        return True
    known = [cell.column for cell in first if vocabulary.find(cell.text) or option_list(cell.text)]
    beside = any(cell.column + cell.column_span in known for cell in first if cell.column in known)
    below = [cell for cell in table.cells if cell.row > 0 and vocabulary.find(cell.text)]
    height = max((cell.row_span for cell in first), default=1)
    return beside and not below and table.row_count - height >= 2


def opens_with_label(table: Table, vocabulary: Vocabulary) -> bool:
    """Whether a table begins with a label and its value, and most of its rows do."""
    if is_list(table, vocabulary):
        return False
    grid = LabelGrid(table, vocabulary)
    rows = [[cell for cell in row if cell.printed] for row in grid.rows]
    rows = [row for row in rows if row]
    if not rows or len(rows[0]) < 2 or not grid.entry(rows[0][0]) or grid.entry(rows[0][1]):
        return False
    return sum(grid.entry(row[0]) is not None for row in rows) * 2 >= len(rows)


def read_grid(
    table: Table, vocabulary: Vocabulary, caption: Printed | None = None, place: Place = "header"
) -> GridReading:
    """All pairs of a card's table, in the order of their labels; `caption` is the heading above it."""
    grid = LabelGrid(table, vocabulary)
    reading = GridReading()
    _read_title_row(grid, reading)
    _read_option_groups(grid, reading)
    _read_bare_options(grid, reading, caption)
    value_column = _column_of_contents(grid, reading)
    for row in grid.rows:
        free = [cell for cell in row if (cell.row, cell.column) not in reading.used]
        inner = _labels_beside_group(grid, free)
        if inner:
            _read_over(grid, reading, inner, free[0].row + free[0].row_span)
            free = [cell for cell in free if cell not in inner]
        if _is_row_of_labels(grid, free):
            _read_over(grid, reading, free)
        else:
            _read_beside(grid, reading, free, value_column)
    reading.pairs.sort(key=lambda pair: (pair.label.at.row_index or 0, pair.label.at.column_index or 0))
    reading.pairs = [replace(pair, place=place) for pair in reading.pairs]
    return reading


def _read_title_row(grid: LabelGrid, reading: GridReading) -> None:
    """A first row that is the plan's title, with its number before it, over rows of labels."""
    if grid.table.row_count < 2 or not any(grid.entry(cell) for cell in grid.rows[1]):
        return
    if any(entry and entry.field == "title" for entry in grid._entries.values()):
        return
    printed = [cell for cell in grid.rows[0] if cell.printed]
    if not 1 <= len(printed) <= 2 or any(_is_label_like(grid, cell) for cell in printed):
        return
    *number, title = printed
    if number and not _PLEDGE_NUMBER.fullmatch(number[0].text.strip()):
        return
    for cell in number:
        reading.pairs.append(LabelledValue(Printed("", cell.printed.at), cell.printed.strip(), "pledge_number"))
    reading.pairs.append(LabelledValue(Printed("", title.printed.at), title.printed.strip(), "title"))
    reading.used |= {(cell.row, cell.column) for cell in grid.rows[0]}


def _is_label_like(grid: LabelGrid, cell: Cell) -> bool:
    return grid.entry(cell) is not None or option_list(cell.text) is not None or heading_kind(cell.text) is not None


def _read_option_groups(grid: LabelGrid, reading: GridReading) -> None:
    """Labels over options over marks; all groups of one field (완료, 추진중) are one choice."""
    found: list[tuple[Cell, list[Cell], list[list[Cell]], str | None]] = []
    for row in grid.rows:
        for cell in row:
            group = _option_group(grid, cell) if cell.printed else None
            if group:
                found.append((cell, *group))
    by_field: dict[str, list[int]] = {}
    for index, (cell, _, _, name) in enumerate(found):
        by_field.setdefault(name or f"{cell.row},{cell.column}", []).append(index)
    for indexes in by_field.values():
        options = [option for i in indexes for option in found[i][1]]
        marks = [below for i in indexes for below in found[i][2]]
        chosen = grid_options(options, marks)
        for i in indexes:
            cell, own, below, name = found[i]
            mine, chosen = chosen[: len(own)], chosen[len(own) :]
            group_text = cell.text.strip() if len(indexes) > 1 else None
            place = below[0][0] if below[0] else cell
            value = chosen_text(mine, Printed("", place.printed.at))
            reading.pairs.append(LabelledValue(cell.printed.strip(), value, name, mine, group=group_text))
            reading.used |= {(c.row, c.column) for c in (cell, *own, *(c for cells in below for c in cells))}


def _option_group(grid: LabelGrid, cell: Cell) -> tuple[list[Cell], list[list[Cell]], str | None] | None:
    """The options below a label, the cells below each, and the field; None if the cell is no such label."""
    columns = grid.reach(cell)
    row = cell.row + cell.row_span
    options = [option for option in grid.under(row, columns) if option.printed]
    if len(columns) < 2 or len(options) < 2 or any(len(squeeze(option.text)) > 12 for option in options):
        return None
    below = [
        grid.under(option.row + option.row_span, range(option.column, option.column + option.column_span))
        for option in options
    ]
    if any(c.printed and not is_mark(c.text) for cells in below for c in cells):
        return None
    ticked = any(is_tick(c.text) for cells in below for c in cells)
    kinds = {option_list(option.text) for option in options}
    entry = grid.entry(cell)
    if not ticked and (None in kinds or entry is None):
        return None
    name = _field_of_options(entry, options)
    return options, below, name


def _field_of_options(entry: LabelEntry | None, options: Sequence[Cell]) -> str | None:
    """The field that a group's choices fill: the label's, or another that its values say, or that of their list."""
    kinds = [option_list(option.text) for option in options]
    if entry is None:
        return next((option_fields().get(kind) for kind in kinds if kind and kind in option_fields()), None)
    return next((name for name, kind in entry.values.items() if kind in kinds), entry.field)


def _read_bare_options(grid: LabelGrid, reading: GridReading, caption: Printed | None) -> None:
    """Options that head their columns without a label above (ministry sheets: 신규 | 계속 | 완료 over ○)."""
    for row in grid.rows:
        run = [c for c in row if (c.row, c.column) not in reading.used and c.printed]
        chosen = [c for c in run if option_list(c.text) in (*option_fields(), "support")]
        if len(chosen) < 2 or option_list(chosen[0].text) not in (*option_fields(), "support"):
            continue
        below = [grid.under(c.row + c.row_span, range(c.column, c.column + c.column_span)) for c in chosen]
        if not all(below) or any(c.printed and not _is_choice(c.text) for cells in below for c in cells):
            continue
        options = grid_options(chosen, below)
        kind = option_list(chosen[0].text)
        label = caption or Printed("", chosen[0].printed.at)
        value = chosen_text(options, below[0][0].printed)
        reading.pairs.append(LabelledValue(label, value, option_fields().get(kind or ""), options))
        reading.used |= {(c.row, c.column) for c in (*chosen, *(c for cells in below for c in cells))}
        others = [c for c in run if c not in chosen and c.column > chosen[-1].column]
        if others:
            _read_over(grid, reading, others, len(grid.rows))


def _is_choice(text: str) -> bool:
    return is_mark(text) or text.strip() in ("-", "–")


def _column_of_contents(grid: LabelGrid, reading: GridReading) -> int | None:
    """The column of values of a table that says so: `구분 | 주요 내용` in its first row."""
    first = [cell for cell in grid.rows[0] if cell.printed]
    if len(first) != 2 or squeeze(first[0].text) not in ("구분", "항목") or not squeeze(first[1].text).endswith("내용"):
        return None
    reading.used |= {(cell.row, cell.column) for cell in grid.rows[0]}
    return first[1].column


def _is_row_of_labels(grid: LabelGrid, cells: Sequence[Cell]) -> bool:
    """Whether a row holds labels whose values stand below: labels next to labels, not next to values."""
    printed = [cell for cell in cells if cell.printed]
    if len(printed) >= 2 and all(
        grid.is_known(cell) or squeeze(cell.text) in words("lists", "corners") for cell in printed
    ):
        return _prints_below(grid, printed)
    known = [grid.entry(cell) is not None for cell in printed]
    if len(known) < 2 or sum(known) < 2:
        return False
    if not _prints_below(grid, printed):
        return False
    beside = sum(one and not two for one, two in pairwise(known))
    return sum(one and two for one, two in pairwise(known)) > beside


def _labels_beside_group(grid: LabelGrid, cells: Sequence[Cell]) -> list[Cell]:
    """Labels in one row beside cells that span the rows of their values: the head of one group of a sheet's table."""
    inner = [cell for cell in cells if cell.row_span == 1 and cell.printed]
    groups = [cell for cell in cells if cell.row_span > 1]
    if len(inner) < 2 or not groups or groups[0] is not cells[0] or groups[-1].column > inner[0].column:
        return []
    return inner if all(grid.is_known(cell) for cell in inner) else []


def _prints_below(grid: LabelGrid, cells: Sequence[Cell]) -> bool:
    """Whether anything is printed in the row below some cells."""
    row = max(cell.row + cell.row_span for cell in cells)
    return any(cell.printed for cell in grid.under(row, range(grid.table.column_count)))


def _read_over(grid: LabelGrid, reading: GridReading, cells: Sequence[Cell], end: int | None = None) -> None:
    """Labels over values: each label with the cells below it, down to the next row of labels (or row `end`)."""
    printed = [cell for cell in cells if cell.printed]
    below = range(cells[0].row + 1, len(grid.rows))
    end = end or next((r for r in below if _is_row_of_labels(grid, grid.rows[r])), len(grid.rows))
    height = end - max(cell.row + cell.row_span for cell in printed)
    for label in printed:
        if squeeze(label.text) in words("lists", "corners"):
            continue
        values = [
            value
            for row in range(label.row + label.row_span, end)
            for value in grid.under(row, grid.reach(label))
            if (value.row, value.column) not in reading.used
        ]
        start = len(reading.pairs)
        _add_pairs(grid, reading, label, [value for value in values if value.printed or value.blocks] or values[:1])
        entry = grid.vocabulary.find(label.text)
        if entry and entry.lowest:
            reading.pairs[start:-1] = [replace(pair, field=None) for pair in reading.pairs[start:-1]]
        if height > 1:
            reading.pairs[start:] = [_with_row_name(grid, pair) for pair in reading.pairs[start:]]
    reading.used |= {(cell.row, cell.column) for cell in printed}


def _with_row_name(grid: LabelGrid, pair: LabelledValue) -> LabelledValue:
    """A value of a row among several carries the row's name: the first cell printed in it."""
    row, column = pair.value.at.row_index, pair.value.at.column_index
    cells = grid.at[row] if row is not None and row < len(grid.at) else []
    name = next((cell for cell in cells if cell is not None and cell.printed), None)
    if name is None or name.printed.at.column_index == column:
        return pair
    return replace(pair, sub_project=" ".join(name.text.split()))


def _read_beside(grid: LabelGrid, reading: GridReading, cells: Sequence[Cell], value_column: int | None) -> None:
    """Label | value | value | label | value: each label with the cells up to the next label of the row."""
    if value_column is not None:
        _read_contents_row(grid, reading, cells, value_column)
        return
    position = 0
    while position < len(cells):
        label = cells[position]
        position += 1
        if not _is_label_here(grid, label, cells):
            continue
        values: list[Cell] = []
        entry = grid.entry(label)
        people = entry is not None and entry.field in _PEOPLE
        while position < len(cells) and not _is_label_here(grid, cells[position], cells, people):
            values.append(cells[position])
            position += 1
        if not any(v.printed or v.blocks for v in values) and grid.entry(label):
            values = _values_below(grid, reading, label) or values
        _add_pairs(grid, reading, label, [v for v in values if v.printed or v.blocks] or values[:1])


def _read_contents_row(grid: LabelGrid, reading: GridReading, cells: Sequence[Cell], value_column: int) -> None:
    """A row of `구분 | 주요 내용`: the last label before the contents names them, one before it is its group."""
    labels = [cell for cell in cells if cell.column < value_column and cell.printed]
    values = [cell for cell in cells if cell.column >= value_column]
    if not labels or not values:
        return
    outer = grid.at[labels[-1].row][0]
    group = outer.text if outer is not None and outer is not labels[-1] else None
    start = len(reading.pairs)
    _add_pairs(grid, reading, labels[-1], [v for v in values if v.printed or v.blocks] or values[:1])
    reading.pairs[start:] = [replace(pair, group=group) for pair in reading.pairs[start:]]


def _values_below(grid: LabelGrid, reading: GridReading, label: Cell) -> list[Cell]:
    """The value below a label that has nothing beside it."""
    below = grid.under(label.row + label.row_span, grid.reach(label))
    free = [cell for cell in below if (cell.row, cell.column) not in reading.used and cell.printed]
    return [] if any(grid.entry(cell) for cell in free) else free


def _is_label_here(grid: LabelGrid, cell: Cell, cells: Sequence[Cell], people: bool = False) -> bool:
    """Whether a cell of a row is a label: a known one, or a short text where labels stand (behind `people`: none)."""
    if not cell.printed or len(squeeze(cell.text)) > _LONGEST_LABEL:
        return False
    if grid.entry(cell):
        return True
    if people or cell is cells[-1] or is_mark(cell.text) or _NO_LABEL.search(cell.text):
        return False
    return grid.is_label_column(cell.column) and len(squeeze(cell.text)) <= 12


def _add_pairs(grid: LabelGrid, reading: GridReading, label: Cell, values: Sequence[Cell]) -> None:
    """One pair a value, two where the label is double; a label without any value keeps a blank one."""
    reading.used |= {(cell.row, cell.column) for cell in (label, *values)}
    printed = [value.printed.strip() for value in values] or [Printed("", label.printed.at)]
    for value in printed:
        found = list(pair_values(label.printed.strip(), value, grid.vocabulary))
        reading.pairs += found
        reading.unknown += [pair.label for pair in found if pair.field is None]


def title_of(pairs: Sequence[LabelledValue]) -> Printed | None:
    """The title among a card's pairs."""
    titles = (pair for pair in pairs if pair.field == "title" and pair.value and not pair.sub_project)
    return next((pair.value for pair in titles if default_vocabulary().find(pair.value.text) is None), None)


def labels_of(table: Table, vocabulary: Vocabulary) -> Iterator[LabelEntry]:
    """The known labels of a table."""
    for cell in table.cells:
        entry = vocabulary.find(cell.text) if cell.printed else None
        if entry:
            yield entry


__all__ = [
    "GridReading",
    "count_card_fields",
    "inline_options",
    "is_list",
    "listed_options",
    "opens_with_label",
    "read_grid",
    "title_of",
]
