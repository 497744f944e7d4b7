"""`<table>` to the model: the grid as the HTML standard lays it out.

`<tfoot>` may stand before the body in the source and is displayed after it; a row span ends with its row group; rows
may be ragged. Text that stands in a table outside of every cell is shown before the table, as browsers do.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from lxml import html

from extractors.model import Cell, Paragraph, Printed, Table
from extractors.webpage.markup import LINE_ATTRIBUTE, unmarked
from extractors.webpage.vocabulary import element_names, read_count, tag_name
from extractors.webpage.walk import CellWalk, Counter

_GROUPS = ("thead", "tbody", "tfoot")
_MOST_COLUMNS, _MOST_ROWS = 1000, 65534


class _Row(NamedTuple):
    element: html.HtmlElement
    group: html.HtmlElement
    is_head: bool


def read_table(element: html.HtmlElement, counter: Counter, depth: int) -> tuple[Table | None, list[Paragraph]]:
    """A table, or None if it has no cell; and the text in it that stands outside of its cells."""
    stray = _read_stray(element, counter, depth)
    block = counter.next_block()
    captions = tuple(_read_captions(element, counter, block, depth))
    cells: list[Cell] = []
    row_count = 0
    for rows in _row_groups(element):
        placed, height = _place(rows, counter)
        for row, column, row_span, column_span, cell in placed:
            counter.count_cell()
            at = row_count + row
            cells.append(_read_cell(cell, counter, block, (at, column, row_span, column_span), rows[0].is_head, depth))
        row_count += height
    if not cells:
        return None, [*stray, *(Paragraph(caption, role="caption") for caption in captions)]
    width = max(cell.column + cell.column_span for cell in cells)
    counter.count_positions(row_count * width)
    lines = [cell.printed.at.line for cell in cells if cell.printed.at.line is not None]
    return Table(block, row_count, width, tuple(cells), captions, line=min(lines, default=None)), stray


def _read_cell(
    element: html.HtmlElement, counter: Counter, block: int, at: tuple[int, int, int, int], is_head: bool, depth: int
) -> Cell:
    walk = CellWalk(counter)
    walk.children(element, depth + 1)
    is_header = is_head or tag_name(element) == "th"
    printed = walk.text.printed(block, at[0], at[1])
    if not printed and element.get(LINE_ATTRIBUTE):
        printed = Printed("", replace(printed.at, line=int(element.get(LINE_ATTRIBUTE, "0"))))
    return Cell(*at, printed, tuple(walk.tables), is_header)


def _read_captions(element: html.HtmlElement, counter: Counter, block: int, depth: int) -> Iterator[Printed]:
    for caption in element:
        if tag_name(caption) == "caption":
            walk = CellWalk(counter)
            walk.children(caption, depth + 1)
            if walk.text:
                yield walk.text.printed(block)


def _read_stray(element: html.HtmlElement, counter: Counter, depth: int) -> list[Paragraph]:
    """Text between the tags of a table, outside of cells and captions."""
    walk = CellWalk(counter)
    _walk_stray(element, walk, depth)
    return [Paragraph(walk.text.printed(counter.next_block()))] if walk.text else []


def _walk_stray(element: html.HtmlElement, walk: CellWalk, depth: int) -> None:
    walk.write(element.text if unmarked(element.text).strip() else None)
    for child in element:
        name = tag_name(child)
        if name not in ("td", "th", "caption", "table", *element_names("unseen")) and name:
            _walk_stray(child, walk, depth + 1)
        walk.write(child.tail if unmarked(child.tail).strip() else None)
        walk.end_line()


def _row_groups(table: html.HtmlElement) -> list[list[_Row]]:
    """The rows in groups, in the order in which they are displayed: heads, bodies, feet."""
    rows = [_Row(tr, group, tag_name(group) == "thead") for tr, group in _find_rows(table, table)]
    rows.sort(key=lambda row: {"thead": 0, "tfoot": 2}.get(tag_name(row.group), 1))
    groups: list[list[_Row]] = []
    for row in rows:
        if not groups or groups[-1][-1].group is not row.group:
            groups.append([])
        groups[-1].append(row)
    return groups


def _find_rows(
    element: html.HtmlElement, group: html.HtmlElement
) -> Iterator[tuple[html.HtmlElement, html.HtmlElement]]:
    """The rows below an element, through whatever stands between (forms, tags of server pages), but no nested table."""
    for child in element:
        name = tag_name(child)
        if name == "tr":
            yield child, group
        elif name in _GROUPS:
            yield from _find_rows(child, child)
        elif name not in ("table", "td", "th", ""):
            yield from _find_rows(child, group)


def _find_cells(element: html.HtmlElement) -> Iterator[html.HtmlElement]:
    for child in element:
        name = tag_name(child)
        if name in ("td", "th"):
            yield child
        elif name not in ("table", "tr", ""):
            yield from _find_cells(child)


def _place(rows: list[_Row], counter: Counter) -> tuple[list[tuple[int, int, int, int, html.HtmlElement]], int]:
    """Where each cell of a row group stands: (row, column, row span, column span, element), and the group's height."""
    free_from: dict[int, int] = {}  # column -> the first row in which no cell above reaches down
    placed: list[tuple[int, int, int, int, html.HtmlElement]] = []
    row = 0
    for index, each in enumerate(rows):
        column = 0
        found = list(_find_cells(each.element))
        if not found and not any(until > row for until in free_from.values()):
            continue
        for cell in found:
            while free_from.get(column, 0) > row:
                column += 1
            width = read_count(cell, "colspan", 1, _MOST_COLUMNS) or 1
            width = next((w for w in range(1, width) if free_from.get(column + w, 0) > row), width)
            height = min(read_count(cell, "rowspan", 1, _MOST_ROWS) or _MOST_ROWS, len(rows) - index)
            if height > 1:
                free_from.update(dict.fromkeys(range(column, column + width), row + height))
            placed.append((row, column, height, width, cell))
            column += width
        row += 1
        counter.count_positions(row * column)
    return [(r, c, min(h, row - r), w, cell) for r, c, h, w, cell in placed], row
