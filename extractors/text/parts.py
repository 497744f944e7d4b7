"""Parts of one table that a page broke: with the same header, or without one and with numbering that goes on.

A renderer measures each page's part by itself, so the parts of one table can differ in width: a column whose cells are
merged on one page is printed on the next. Then columns are matched by their labels.
"""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.text.rows import Row, RowCell, is_value, squeeze

_COUNT = re.compile(r"(\d{1,4})[.)]?")
_SURE_LABELS = 3
Part = list[Row]


def join_parts(parts: list[Part]) -> list[Part]:
    """Consecutive parts of one table as one; every row of a joined table has the same columns."""
    joined: list[Part] = []
    for part in parts:
        whole = join_part(joined[-1], part) if joined else None
        if whole is None:
            joined.append(part)
        else:
            joined[-1] = whole
    return joined


def split_at_headers(rows: Part) -> list[Part]:
    """One run of rows as parts, each begun by the header: some renderings leave out the blank line of a page break.

    Within a run only a header of three labels or more is taken for one, over rows with numbers: lists of words repeat
    themselves without any page break.
    """
    if len(_labels(rows[0])) < _SURE_LABELS:
        return [rows]
    starts = [0]
    has_numbers = False
    for index, row in enumerate(rows[1:-1], start=1):
        if has_numbers and _is_header_of(row, rows[0]):
            starts.append(index)
            has_numbers = False
        else:
            has_numbers = has_numbers or any(is_value(text) for text in row.texts)
    return [rows[start:end] for start, end in zip(starts, [*starts[1:], len(rows)], strict=True)]


def join_part(before: Part, part: Part) -> Part | None:
    """Both parts as one table, or None if the second is a table of its own."""
    if _is_header_of(part[0], before[0]):
        columns = _match_columns(before[0], part[0])
        before = [_spread(row, columns[0]) for row in before]
        part = [_spread(row, columns[1]) for row in part]
        return before + _renumber(part[_repeated_rows(before, part) :], before, part)
    width = max(len(row.cells) for row in before)
    if width == max(len(row.cells) for row in part) and _numbering_goes_on(before, part):
        return before + _renumber(part, before, part)
    return None


def _labels(row: Row) -> list[str]:
    return [squeeze(text) for text in row.texts if text.strip()]


def _is_header_of(row: Row, header: Row) -> bool:
    """Whether a row repeats the header: the same labels in the same order, at least two, none of them a value."""
    labels = _labels(header)
    return len(labels) >= 2 and labels == _labels(row) and not any(is_value(text) for text in row.texts)


def _match_columns(one: Row, two: Row) -> tuple[list[int], list[int]]:
    """Where each column of either part stands in the joined table: labels meet, blanks get places of their own."""
    first: list[int] = []
    second: list[int] = []
    i = j = column = 0
    while i < len(one.cells) or j < len(two.cells):
        blank_one = i < len(one.cells) and not one.cells[i].text.strip()
        blank_two = j < len(two.cells) and not two.cells[j].text.strip()
        label_one = i < len(one.cells) and not blank_one
        label_two = j < len(two.cells) and not blank_two
        take_one = blank_one or (label_one and not blank_two)
        take_two = blank_two or (label_two and not blank_one)
        if take_one:
            first.append(column)
            i += 1
        if take_two:
            second.append(column)
            j += 1
        column += 1
    return first, second


def _spread(row: Row, columns: list[int]) -> Row:
    """The row with its cells moved to the given columns; columns that its part does not print are missing."""
    width = max(columns, default=-1) + 1
    cells = [RowCell("", column, is_missing=True) for column in range(width)]
    for index, cell in enumerate(row.cells):
        if index < len(columns):
            cells[columns[index]] = cell
        else:
            cells.append(cell)
    return replace(row, cells=tuple(cells))


def _repeated_rows(before: Part, part: Part) -> int:
    """How many rows at the head of a part repeat those of the part before: a header has one row or more."""
    count = 0
    for one, two in zip(before, part, strict=False):
        labels = [squeeze(text) for text in two.texts]
        if labels != [squeeze(text) for text in one.texts] or any(is_value(text) for text in two.texts):
            break
        count += 1
    return max(count, 1)


def _numbering_goes_on(before: Part, part: Part) -> bool:
    """Whether the first column's numbers go on: 28 at the end of one part, 29 at the head of the next."""
    last = _COUNT.fullmatch(before[-1].texts[0].strip())
    first = _COUNT.fullmatch(part[0].texts[0].strip())
    return bool(last and first and int(first.group(1)) == int(last.group(1)) + 1)


def _renumber(rows: list[Row], before: Part, part: Part) -> list[Row]:
    """The rows with ordinals that go on after the part before, the repeated header's lines counted."""
    offset = 0 if part[0].ordinal else before[-1].ordinal + 1
    return [replace(row, ordinal=row.ordinal + offset) for row in rows]
