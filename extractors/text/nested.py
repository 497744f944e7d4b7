"""Tables embedded in a cell as HTML, and the copies that a rendering makes of them.

Seen: a cell holds `<table>…</table>` between its lines; behind the cell the rendering prints the nested table's texts
again, one a tab, and so pushes the row's later cells to the right; below, it prints the nested table's rows once more
as rows of the outer table, and pads every other row to the same width. All three are one table, printed once in the
document. It is read from the HTML; the copies are taken out, and the later cells get their own columns back.
"""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.model import Limits, Table
from extractors.text.marks import without_marks
from extractors.text.rows import Row, RowCell, squeeze
from extractors.webpage.fragments import read_fragment
from extractors.webpage.walk import Counter

_TABLE_TAG = re.compile(r"(?i)<(/?)table\b[^<>]*>")


def markup_spans(text: str) -> list[tuple[int, int]]:
    """Where outermost `<table>…</table>` stand in a text; a table that is never closed is none."""
    spans: list[tuple[int, int]] = []
    depth = start = 0
    for tag in _TABLE_TAG.finditer(text):
        if not tag.group(1):
            start = tag.start() if depth == 0 else start
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                spans.append((start, tag.end()))
    return spans


def cut_markup(text: str, column: int) -> RowCell:
    """A cell whose embedded tables are cut out of its text and kept apart as markup."""
    kept, markup, position = [], [], 0
    for start, end in markup_spans(text):
        kept.append(text[position:start].rstrip())
        markup.append(text[start:end])
        position = end
    kept.append(text[position:].lstrip() if markup else text)
    return RowCell("\n".join(filter(None, map(without_marks, kept))), column, "".join(markup))


def take_out_copies(rows: list[Row], limits: Limits) -> list[Row]:
    """Rows with embedded tables read and their flattened copies removed; the block numbers of tables are not final."""
    counter = Counter(limits)
    out: list[Row] = []
    found = False
    position = 0
    while position < len(rows):
        row, tables, flattened = _read_row(rows[position], counter)
        out.append(row)
        position += 1
        repeats = _count_repeats(rows, position, tables) if tables else 0
        position += repeats
        found |= flattened or repeats > 0
    return _trim_padding(out) if found else out


def _read_row(row: Row, counter: Counter) -> tuple[Row, list[Table], bool]:
    cells: list[RowCell] = []
    tables: list[Table] = []
    skip = 0
    flattened = False
    for index, cell in enumerate(row.cells):
        if skip:
            skip -= 1
            continue
        if cell.markup:
            nested = tuple(t for t in read_fragment(cell.markup, row.line, counter) if isinstance(t, Table))
            cell = replace(cell, nested=nested, markup="")
            skip = _count_flattened(row.cells[index + 1 :], nested)
            flattened |= skip > 0
            tables += nested
        cells.append(cell)
    return replace(row, cells=tuple(cells)), tables, flattened


def _count_flattened(behind: tuple[RowCell, ...], nested: tuple[Table, ...]) -> int:
    """How many cells behind the embedded tables repeat the tables' texts, in order."""
    expected = [squeeze(cell.text) for table in nested for cell in table.cells]
    have = [squeeze(cell.text) for cell in behind[: len(expected)]]
    return len(expected) if expected and have == expected else 0


def _count_repeats(rows: list[Row], start: int, tables: list[Table]) -> int:
    """How many rows from `start` repeat the rows of the tables, in order; all or none."""
    expected = [
        [squeeze(cell.text) for cell in table.cells if cell.row == row]
        for table in tables
        for row in range(table.row_count)
    ]
    below = rows[start : start + len(expected)]
    if not expected or len(below) < len(expected):
        return 0
    for row, texts in zip(below, expected, strict=False):
        have = [squeeze(text) for text in row.texts]
        if have[: len(texts)] != texts or any(have[len(texts) :]):
            return 0
    return len(expected)


def _trim_padding(rows: list[Row]) -> list[Row]:
    """Without the columns at the right in which no row prints anything (padding to a flattened row's width)."""
    width = max((i + 1 for row in rows for i, cell in enumerate(row.cells) if cell.text or cell.nested), default=1)
    return [replace(row, cells=row.cells[:width]) for row in rows]
