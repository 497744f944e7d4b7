"""Label/value pairs of a table: the header grid of a card, its foot, the tables of a ministry sheet.

Seen: label | value, several a row; label | value | value (people); labels in one row over values in the next; a group
over options over a row of marks, with a plain label over its value in the same rows; a label over sub-labels; two
labels in one cell over two values in one cell; `구분 | 주요 내용` over a page of label | value; a first row of number
and title without any label. A text rendering prints blanks where spans were, so a label is taken to reach over the
blanks behind it as far as the row below prints.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Literal

from extractors.model import Cell, Printed, Table
from extractors.plan_model import LabelledValue
from extractors.plans.label_grid import GridReading, LabelGrid
from extractors.plans.marks import is_mark
from extractors.plans.option_grids import read_bare_options, read_option_groups
from extractors.plans.values import pair_values
from extractors.plans.vocabulary import (
    Vocabulary,
    heading_kind,
    normalize_label,
    option_list,
    squeeze,
    words,
)

Place = Literal["header", "prose", "table"]
_LONGEST_LABEL = 30
_LONGEST_UNKNOWN = 12
_FAR_BELOW = 2
_PLEDGE_NUMBER = re.compile(
    r"[가-힣A-Za-z·\s]{0,12}\s*\d{0,2}(?:\s*[-–.]\s*\d{1,3}){1,3}|\d{1,3}|[가-힣]{1,8}\s?\d{1,3}"
)
_FIGURE = re.compile(r"[△▽\-–]?\d[\d,.]*%?|[-–—]")
_NO_LABEL = re.compile(r"\d{3}|[:：]|[.~]\s*\d")
_PEOPLE = ("lead_department", "officials", "cooperating_departments")
_YEAR = re.compile(r"(?:[’'‘]?\d{2}|20\d\d)(?:년도?|\.\d{1,2}월?)?(?:까지|이후)?")


def read_grid(
    table: Table, vocabulary: Vocabulary, caption: Printed | None = None, place: Place = "header"
) -> GridReading:
    """All pairs of a card's table, in the order of their labels; `caption` is the heading above it."""
    grid = LabelGrid(table, vocabulary)
    reading = GridReading()
    _read_title_row(grid, reading)
    read_option_groups(grid, reading)
    beside_options = read_bare_options(grid, reading, caption)
    if beside_options:
        _read_over(grid, reading, beside_options, len(grid.rows))
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
    if len(cells) > 2 and _heads_inner_table(cells[0], cells[1:]):
        reading.used |= {(cell.row, cell.column) for cell in cells}
        return
    alternating = _alternating_labels(grid, cells)
    position = 0
    while position < len(cells):
        label = cells[position]
        position += 1
        if not (label in alternating or _is_label_here(grid, label, cells)):
            continue
        values: list[Cell] = []
        entry = grid.entry(label)
        people = entry is not None and entry.field in _PEOPLE
        while position < len(cells) and not (
            cells[position] in alternating or _is_label_here(grid, cells[position], cells, people)
        ):
            values.append(cells[position])
            position += 1
        if _heads_inner_table(label, values):
            reading.used |= {(cell.row, cell.column) for cell in (label, *values)}
            continue
        if not any(v.printed or v.blocks for v in values) and _names_group(grid, label, cells[position : position + 1]):
            reading.used.add((label.row, label.column))
            continue
        if not any(v.printed or v.blocks for v in values) and grid.entry(label):
            values = _values_below(grid, reading, label) or values
        _add_pairs(grid, reading, label, [v for v in values if v.printed or v.blocks] or values[:1])


def _alternating_labels(grid: LabelGrid, cells: Sequence[Cell]) -> list[Cell]:
    """The labels of a row that alternates them with values, unknown ones too (`사업기간 | 5년 | 시행방식 | 공모`).

    The known labels of such a row all stand at its even places, the first among them; an unknown one counts where
    another known label stands in the row behind the first, or in its column. People stand side by side as values.
    """
    known = [grid.entry(cell) for cell in cells]
    if len(cells) < 4 or len(cells) % 2 or known[0] is None or any(known[1::2]):
        return []
    heads = words("lists", "corners") - words("lists", "kind_labels")
    if any(not cell.printed or squeeze(cell.text) in heads for cell in cells):
        return []
    is_proved = sum(entry is not None for entry in known) > 1
    found = [cells[0]]
    for place in range(2, len(cells), 2):
        cell, before = cells[place], known[place - 2]
        if known[place] is None:
            if before is not None and before.field in _PEOPLE:
                return []
            if not (is_proved or grid.has_labels(cell.column)) or not _may_be_label(cell):
                return []
        found.append(cell)
    return found


def _may_be_label(cell: Cell) -> bool:
    """Whether a text is short and wordy enough for a label."""
    text = squeeze(cell.text)
    return len(text) <= _LONGEST_UNKNOWN and not re.search(r"\d", text) and not is_mark(cell.text)


def _heads_inner_table(label: Cell, values: Sequence[Cell]) -> bool:
    """Whether a label over several rows stands beside the head of a table: `소요예산 (백만원) | 구분 | 계 | 2026`."""
    printed = [squeeze(value.text) for value in values if value.printed]
    heads = words("lists", "inner_heads")
    is_head = len(printed) > 1 and all(text in heads or _YEAR.fullmatch(text) for text in printed)
    return label.row_span > 1 and is_head


def _names_group(grid: LabelGrid, label: Cell, following: Sequence[Cell]) -> bool:
    """Whether a cell over several rows only names the group of the labels beside it (`사업개요 | 위치 | …`)."""
    is_named = grid.entry(label) is None and heading_kind(label.text) is not None
    return is_named and label.row_span > 1 and bool(following) and grid.entry(following[0]) is not None


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
    """The value below a label that has nothing beside it, where a blank may stand between (a span not kept)."""
    for row in range(label.row + label.row_span, min(label.row + label.row_span + _FAR_BELOW, len(grid.rows))):
        below = grid.under(row, grid.reach(label))
        free = [cell for cell in below if (cell.row, cell.column) not in reading.used and cell.printed]
        if free and _is_row_of_another(grid, reading, free[0]):
            return []
        if free:
            return [] if any(grid.entry(cell) for cell in free) else free
    return []


def _is_row_of_another(grid: LabelGrid, reading: GridReading, value: Cell) -> bool:
    """Whether a label stands before a value in its row: the value is that label's, not that of one above."""
    before = [cell for cell in grid.rows[value.row] if cell.column < value.column and cell.printed]
    return any(grid.entry(cell) and (cell.row, cell.column) not in reading.used for cell in before)


def _is_label_here(grid: LabelGrid, cell: Cell, cells: Sequence[Cell], people: bool = False) -> bool:
    """Whether a cell of a row is a label: a known one, or a short text where labels stand (behind `people`: none)."""
    if not cell.printed or len(squeeze(cell.text)) > _LONGEST_LABEL:
        return False
    if grid.entry(cell):
        return True
    if people or cell is cells[-1] or is_mark(cell.text) or _NO_LABEL.search(cell.text):
        return False
    if not re.search(r"[가-힣A-Za-z]", cell.text) or _is_beside_label(grid, cell, cells):
        return False
    if _opens_row_of_table(cell, cells):
        return False
    return grid.is_label_column(cell.column) and len(squeeze(cell.text)) <= _LONGEST_UNKNOWN


def _opens_row_of_table(cell: Cell, cells: Sequence[Cell]) -> bool:
    """Whether a row is one of an inner table: figures behind its label (`시비 | 400 | 60`), or years and heads."""
    behind = [squeeze(other.text) for other in cells if other.column > cell.column and other.printed]
    if len(behind) < 2:
        return False
    heads = words("lists", "inner_heads")
    is_head = all(text in heads or _YEAR.fullmatch(text) for text in behind) and any(map(_YEAR.fullmatch, behind))
    return is_head or all(_FIGURE.fullmatch(text) for text in behind)


def _is_beside_label(grid: LabelGrid, cell: Cell, cells: Sequence[Cell]) -> bool:
    """Whether a known label of the same rows stands right before a cell: the cell is its value."""
    at = next((n for n, other in enumerate(cells) if other is cell), 0)
    before = cells[at - 1] if at else None
    entry = grid.entry(before) if before is not None else None
    return entry is not None and not entry.group and before is not None and before.row_span <= cell.row_span


def _add_pairs(grid: LabelGrid, reading: GridReading, label: Cell, values: Sequence[Cell]) -> None:
    """One pair a value, two where the label is double; a label without any value keeps a blank one."""
    reading.used |= {(cell.row, cell.column) for cell in (label, *values)}
    printed = [value.printed.strip() for value in values] or [Printed("", label.printed.at)]
    for value in printed:
        found = list(pair_values(label.printed.strip(), value, grid.vocabulary))
        reading.pairs += found
        reading.unknown += [pair.label for pair in found if pair.field is None]


def title_of(pairs: Sequence[LabelledValue], vocabulary: Vocabulary) -> Printed | None:
    """The title among a card's pairs; a value that is itself a label is none."""
    titles = [pair for pair in pairs if pair.field == "title" and pair.value and not pair.sub_project]
    titles.sort(key=lambda pair: normalize_label(pair.label.text) in words("lists", "upper_titles"))
    return next((pair.value for pair in titles if vocabulary.find(pair.value.text) is None), None)
