"""Rows to a grid: a text rendering prints no spans, only blanks where they were.

A blank is read as spanned only where the print proves it:
- in the header (the first row, and each further row without values that stands under a blank behind a label), a label
  spans the blanks behind it that the row below fills, and a blank under a label continues that label downwards;
- in the first column of the body, a label beside another label goes on over the blanks below it, as long as a label
  stands beside each (`상인조직화 | 매니저 운영 | 4,800` over `(blank) | 역량 강화 | 46,580`).
Every other blank stays a blank cell: an empty amount is not the amount above it, and no tick is not a tick.
"""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.model import Cell, Locator, Printed, Table
from extractors.text.rows import Row, is_mark, is_value, pad_row
from extractors.webpage.walk import Counter

_Position = tuple[int, int]
_YEAR = re.compile(r"(?:19|20)\d{2}\s?년?도?")
_YEAR_AND_MONTH = re.compile(r"['’]?(?:20)?\d{2}\s?\.\s?(?:0?[1-9]|1[0-2])\.?")


def rows_to_table(rows: list[Row], counter: Counter) -> Table:
    """The table of one run of rows; ragged rows are padded with missing cells. Draws its block numbers."""
    block = counter.next_block()
    width = max(len(row.cells) for row in rows)
    counter.count_positions(len(rows) * width)
    rows = [pad_row(row, width) for row in rows]
    texts = [[text.strip() for text in row.texts] for row in rows]
    height = _header_height(texts)
    owner = _bind_header(texts, height) | _bind_groups(texts, height)
    spans: dict[_Position, _Position] = {}
    for (row, column), anchor in owner.items():
        down, right = spans.get(anchor, (1, 1))
        spans[anchor] = (max(down, row - anchor[0] + 1), max(right, column - anchor[1] + 1))
    cells = tuple(
        _cell(rows[r], counter, block, r, c, spans.get((r, c), (1, 1)))
        for r in range(len(rows))
        for c in range(width)
        if (r, c) not in owner
    )
    return Table(block, len(rows), width, cells, line=rows[0].line)


def _cell(row: Row, counter: Counter, block: int, at: int, column: int, span: _Position) -> Cell:
    counter.count_cell()
    printed = row.cells[column]
    place = Locator(None, block, row.ordinal, printed.column, row.line)
    nested = tuple(_renumbered(table, counter) for table in printed.nested)
    return Cell(at, column, *span, Printed(printed.text, place), nested, is_missing=printed.is_missing)


def _renumbered(table: Table, counter: Counter) -> Table:
    """A nested table with block numbers of this document."""
    block = counter.next_block()
    cells = tuple(
        replace(
            cell,
            printed=replace(cell.printed, at=replace(cell.printed.at, block=block)),
            blocks=tuple(_renumbered(inner, counter) for inner in cell.blocks),
        )
        for cell in table.cells
    )
    captions = tuple(replace(caption, at=replace(caption.at, block=block)) for caption in table.captions)
    return replace(table, block=block, cells=cells, captions=captions)


def _header_height(texts: list[list[str]]) -> int:
    """How many rows the header has."""
    height = 1
    while height < len(texts) and _goes_on(texts[height - 1], texts[height]):
        height += 1
    return height


def _goes_on(above: list[str], row: list[str]) -> bool:
    """Whether a row belongs to the header that ends in `above`: it fills blanks behind labels and has no values."""
    if any(is_value(text) or is_mark(text) for text in row) and not _is_of_years(row):
        return False
    behind_label = [c for c in range(1, len(above)) if not above[c] and any(above[:c])]
    return any(row[c] for c in behind_label)


def _is_of_years(row: list[str]) -> bool:
    """Whether a row prints years and nothing else, the last of them with its month (`2024 | 2025 | 2026.6`)."""
    printed = [text for text in row if text]
    years = sum(_YEAR.fullmatch(text) is not None for text in printed)
    return years > 1 and all(_YEAR.fullmatch(text) or _YEAR_AND_MONTH.fullmatch(text) for text in printed)


def _bind_header(texts: list[list[str]], height: int) -> dict[_Position, _Position]:
    """Spanned position -> the position of the label that spans it, within the header."""
    owner: dict[_Position, _Position] = {}
    for r in range(height):
        if r:
            _bind_down(texts, owner, r)
        for c, text in enumerate(texts[r]):
            end = c + 1
            while text and end < len(texts[r]) and _spans_on(texts[:height], owner, r, c, end):
                owner[r, end] = (r, c)
                end += 1
    return owner


def _bind_down(texts: list[list[str]], owner: dict[_Position, _Position], r: int) -> None:
    """Blanks of row r to the labels above them, where the row prints nothing below the whole label."""
    below: dict[_Position, list[int]] = {}
    for c in range(len(texts[r])):
        below.setdefault(owner.get((r - 1, c), (r - 1, c)), []).append(c)
    for (row, column), columns in below.items():
        if texts[row][column] and not any(texts[r][c] for c in columns):
            owner.update({(r, c): (row, column) for c in columns})


def _spans_on(texts: list[list[str]], owner: dict[_Position, _Position], r: int, start: int, column: int) -> bool:
    """Whether the label at (r, start) goes on to a blank at `column`: a row below prints there, under one parent."""
    if texts[r][column] or (r, column) in owner or not any(row[column] for row in texts[r + 1 :]):
        return False
    if r == 0:
        return True
    return owner.get((r - 1, column), (r - 1, column)) == owner.get((r - 1, start), (r - 1, start))


def _bind_groups(texts: list[list[str]], start: int) -> dict[_Position, _Position]:
    """Blanks of the first column below a group's label -> that label."""
    owner: dict[_Position, _Position] = {}
    anchor: int | None = None
    for r in range(start, len(texts)):
        label, beside = texts[r][0], texts[r][1] if len(texts[r]) > 1 else ""
        is_item = bool(beside) and not is_value(beside) and not is_mark(beside)
        if label:
            anchor = r if is_item and not is_value(label) and not is_mark(label) else None
        elif anchor is not None and is_item:
            owner[r, 0] = (anchor, 0)
        else:
            anchor = None
    return owner
