"""Rows without rules inside a ruled table.

Budget tables often draw rules between groups only: a dozen programmes share one cell a column, and only their heights
say which amount belongs to which. The columns that print one value an item give the heights; every other line goes to
the item that it stands beside. A row is cut only if nothing is left over and nothing could stand elsewhere.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extractors.model import Box
from extractors.pdf.cells import DraftCell, DraftTable
from extractors.pdf.lines import Line

_VALUE = re.compile(
    r"""
    [\[(（〔<]?\s*                    # a second value stands in brackets
    (?: [△▲▽▼+\-–−]?\s*\d[\d,.\s]*\s*[%％]?   # a number
      | [\-–—－−‐]                    # a dash
    )\s*[\])）〕>]?
    """,
    re.VERBOSE,
)
_LEAST_COLUMNS = 2
_SAME_HEIGHT = 0.45


def split_unruled_rows(table: DraftTable) -> DraftTable:
    """The table with such rows cut into one row an item."""
    for first, last in reversed(_bands(table)):
        band = [c for c in table.cells if first <= c.row and c.last_row <= last]
        columns = _columns(band)
        if columns is None or any(c.row < first <= c.last_row or c.row <= last < c.last_row for c in table.cells):
            continue
        heights = _split_band(columns)
        if heights is not None and len(heights) > 1:
            _replace_rows(table, first, last, _cut(columns, heights, first))
    return table


def _bands(table: DraftTable) -> list[tuple[int, int]]:
    """Runs of rows (first, last) that a column holds several values in without a rule."""
    bands: list[tuple[int, int]] = []
    spans = sorted({(c.row, c.last_row) for c in table.cells if len(c.lines) > 1 and _is_values(c)})
    for first, last in spans:
        if bands and first <= bands[-1][1]:
            bands[-1] = (bands[-1][0], max(bands[-1][1], last))
        else:
            bands.append((first, last))
    return bands


def _columns(band: Sequence[DraftCell]) -> list[list[DraftCell]] | None:
    """The cells of a band by column; None where cells of different width or nested tables stand below one another."""
    columns: dict[int, list[DraftCell]] = {}
    for cell in band:
        columns.setdefault(cell.column, []).append(cell)
        if cell.tables or cell.last_column != columns[cell.column][0].last_column:
            return None
    found = [columns[k] for k in sorted(columns)]
    if any(a[0].last_column >= b[0].column for a, b in pairwise(found)):
        return None
    return found


def _lines(column: Sequence[DraftCell]) -> list[Line]:
    return [line for cell in column for line in cell.lines]


def _split_band(columns: Sequence[Sequence[DraftCell]]) -> list[float] | None:
    """The heights of the items of a band; None where it cannot be cut for certain."""
    values = [_lines(c) for c in columns if _lines(c) and all(map(_is_value, _lines(c)))]
    first = next((i for i, c in enumerate(columns) if _lines(c) and all(map(_is_value, _lines(c)))), 0)
    labels = [_lines(c) for c in columns[:first] if _lines(c)]
    heights = _anchors(values)
    if heights is None or not any(all(_share_out(label, heights)) for label in labels):
        return None
    for lines in values:
        if not all(_share_out(lines, heights)) and not _is_settled(lines, heights):
            return None
    return heights


def _cut(columns: Sequence[Sequence[DraftCell]], heights: list[float], first: int) -> list[DraftCell]:
    """The cells of the new rows."""
    cells = [c for column in columns for c in column]
    edges = [min(c.box.y0 for c in cells), *((a + b) / 2 for a, b in pairwise(heights)), max(c.box.y1 for c in cells)]
    pieces: list[DraftCell] = []
    for column in columns:
        lines, head = _lines(column), column[0]
        shares = _share_out(lines, heights)
        is_text = not all(map(_is_value, lines))
        if (is_text and not all(shares)) or (not lines and len(column) == 1 and head.column == 0):
            pieces.append(_united(column, first, first + len(heights) - 1))
            continue
        for index, share in enumerate(shares):
            box = Box(head.box.x0, edges[index], head.box.x1, edges[index + 1])
            pieces.append(replace(head, row=first + index, last_row=first + index, box=box, lines=share, words=[]))
    return pieces


def _united(column: Sequence[DraftCell], first: int, last: int) -> DraftCell:
    """One cell over all items: a text that belongs to none of them alone."""
    box = column[0].box
    for cell in column[1:]:
        box = box.union(cell.box)
    return replace(column[0], row=first, last_row=last, box=box, lines=_lines(column), words=[])


def _replace_rows(table: DraftTable, first: int, last: int, pieces: list[DraftCell]) -> None:
    more = max(p.last_row for p in pieces) - last
    kept = [c for c in table.cells if c.last_row < first or c.row > last]
    for cell in kept:
        if cell.row > last:
            cell.row += more
            cell.last_row += more
    table.cells = sorted(kept + pieces, key=lambda c: (c.row, c.column))


def _is_values(cell: DraftCell) -> bool:
    return all(map(_is_value, cell.lines))


def _is_value(line: Line) -> bool:
    return not line.is_recognised and _VALUE.fullmatch(line.text.strip()) is not None


def _anchors(columns: Sequence[Sequence[Line]]) -> list[float] | None:
    """The heights of the items: those of the most columns with equally many plain values, if their heights agree."""
    plain = [lines for lines in columns if not any(line.text.strip()[:1] in "[(（〔<" for line in lines)]
    counts = Counter(len(lines) for lines in plain)
    if not counts:
        return None
    count = max(counts, key=lambda n: (counts[n], n))
    agreeing = [lines for lines in plain if len(lines) == count]
    if len(agreeing) < _LEAST_COLUMNS:
        return None
    heights = [sorted(map(_middle, lines)) for lines in agreeing]
    size = max(line.size for lines in agreeing for line in lines)
    means = [sum(h[i] for h in heights) / len(heights) for i in range(count)]
    if any(abs(h[i] - means[i]) > _SAME_HEIGHT * size for h in heights for i in range(count)):
        return None
    return means


def _middle(line: Line) -> float:
    return line.base - 0.35 * line.size


def _share_out(lines: Sequence[Line], anchors: Sequence[float]) -> list[list[Line]]:
    """Each line to the item nearest in height."""
    shares: list[list[Line]] = [[] for _ in anchors]
    for line in lines:
        middle = _middle(line)
        nearest = min(range(len(anchors)), key=lambda i: abs(anchors[i] - middle))
        shares[nearest].append(line)
    return shares


def _is_settled(lines: Sequence[Line], anchors: Sequence[float]) -> bool:
    """Whether each line stands clearly beside one item, so that an item without a line has a blank."""
    for line in lines:
        distances = sorted(abs(a - _middle(line)) for a in anchors)
        if distances[0] > _SAME_HEIGHT * line.size or (len(distances) > 1 and distances[1] < 2 * distances[0]):
            return False
    return True
