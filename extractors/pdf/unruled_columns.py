"""Columns without a rule between them inside a ruled cell, told by lines that stand at different heights.

Office programs let an author switch off the border between two cells: a form prints `■ 단독대표` halfway beside
`□ 공동대표` over `□ 각자대표`. The lines of one text share their baselines, so a line that stands between the heights
of two others, with a blank strip from top to bottom of the cell between them, is in another cell. Where all lines are
level nothing tells a column from a wide space, and the cell stays one, save above or below a column that is certain.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.model import Box
from extractors.pdf.cells import DraftCell, DraftTable
from extractors.pdf.lines import Line, words_to_lines
from extractors.pdf.words import Word

_GUTTER = 1.2
_APART = 0.3
_SAME_START = 1.5
_SAME_SIDE = 2.0


def split_unruled_columns(table: DraftTable) -> DraftTable:
    """The table with such cells cut into one cell a column; a frame around a text or a chart stays as it is."""
    if table.row_count < 2 or table.column_count < 2:
        return table
    done: list[tuple[DraftCell, list[float]]] = []
    for cell in list(table.cells):
        starts = _column_starts(cell)
        if starts:
            done.append((cell, starts))
            _cut(table, cell, starts)
    for certain, starts in done:
        for cell in list(table.cells):
            if _is_next_to(cell, certain) and _goes_on(cell, starts):
                _cut(table, cell, starts)
    return table


def _column_starts(cell: DraftCell) -> list[float]:
    """Where the second and further columns of a cell start; none if its lines could be one text."""
    blocks = _blocks(cell)
    if len(blocks) < 2:
        return []
    lines = [words_to_lines(block, cell.page) for block in blocks]
    if not any(_stand_apart(a, b) for i, a in enumerate(lines) for b in lines[i + 1 :]):
        return []
    return [min(w.start for w in block) for block in blocks[1:]]


def _blocks(cell: DraftCell) -> list[list[Word]]:
    """The words of a cell, parted where a blank strip runs from its top to its bottom."""
    if cell.tables or len(cell.lines) < 2 or any(w.turn for w in cell.words):
        return []
    blocks: list[list[Word]] = []
    end = 0.0
    for word in sorted(cell.words, key=lambda w: w.start):
        if blocks and word.start - end < _GUTTER * word.size:
            blocks[-1].append(word)
            end = max(end, word.end)
        else:
            blocks.append([word])
            end = word.end if len(blocks) == 1 else max(end, word.end)
    return blocks


def _stand_apart(left: Sequence[Line], right: Sequence[Line]) -> bool:
    """Whether a line of one block stands between two lines of the other, level with none of them."""
    return _is_between(left, right) or _is_between(right, left)


def _is_between(lines: Sequence[Line], others: Sequence[Line]) -> bool:
    heights = sorted(_middle(line) for line in others)
    return len(heights) > 1 and any(
        heights[0] < _middle(line) < heights[-1]
        and all(abs(_middle(line) - height) > _APART * line.size for height in heights)
        for line in lines
    )


def _middle(line: Line) -> float:
    return line.base - 0.35 * line.size


def _is_next_to(cell: DraftCell, certain: DraftCell) -> bool:
    """Whether a cell stands right above or below another one, and between the same sides."""
    is_as_wide = abs(cell.box.x0 - certain.box.x0) < _SAME_SIDE and abs(cell.box.x1 - certain.box.x1) < _SAME_SIDE
    gap = min(abs(cell.box.y1 - certain.box.y0), abs(cell.box.y0 - certain.box.y1))
    return is_as_wide and gap < _SAME_SIDE


def _goes_on(cell: DraftCell, starts: Sequence[float]) -> bool:
    """Whether every line of a cell is parted by wide gaps, and goes on where the columns start."""
    if cell.tables or not cell.lines or any(w.turn for w in cell.words):
        return False
    return all(all(_starts_at(line, start) for start in starts) for line in cell.lines)


def _starts_at(line: Line, start: float) -> bool:
    before = [w for w in line.words if w.end <= start + _SAME_START]
    after = [w for w in line.words if w.start >= start - _SAME_START]
    if not before or not after or len(before) + len(after) < len(line.words):
        return False
    return abs(after[0].start - start) < _SAME_START and after[0].start - before[-1].end > _GUTTER * line.size


def _cut(table: DraftTable, cell: DraftCell, starts: Sequence[float]) -> None:
    """Put one cell a column in the place of a cell; the table gets the lines between them that it lacks."""
    ends = [max((w.end for w in cell.words if w.start < start - _SAME_START), default=start) for start in starts]
    edges = [_line(table, cell, end, start) for end, start in zip(ends, starts, strict=True)]
    xs = [cell.box.x0, *edges, cell.box.x1]
    columns = [cell.column, *(table.xs.index(x) for x in edges), cell.last_column + 1]
    pieces = []
    for index in range(len(xs) - 1):
        left = starts[index - 1] - _SAME_START if index else float("-inf")
        right = starts[index] - _SAME_START if index < len(starts) else float("inf")
        words = [w for w in cell.words if left <= w.start < right]
        box = Box(xs[index], cell.box.y0, xs[index + 1], cell.box.y1)
        pieces.append(
            replace(
                cell,
                column=columns[index],
                last_column=columns[index + 1] - 1,
                box=box,
                words=words,
                lines=words_to_lines(words, cell.page) if words else [],
            )
        )
    table.cells = sorted([c for c in table.cells if c is not cell] + pieces, key=lambda c: (c.row, c.column))


def _line(table: DraftTable, cell: DraftCell, end: float, start: float) -> float:
    """The line of the table between two columns of a cell, a new one if there is none."""
    for x in table.xs[cell.column + 1 : cell.last_column + 1]:
        if end - _SAME_START <= x <= start + _SAME_START:
            return x
    x = (end + start) / 2
    place = sum(known < x for known in table.xs)
    table.xs.insert(place, x)
    for other in table.cells:
        if other.column >= place:
            other.column += 1
        if other.last_column >= place - 1:
            other.last_column += 1
    return x
