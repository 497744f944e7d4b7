"""Text set in columns, in the order in which it is read.

Lines are made by height, so two columns of text come out as one line each with both halves in it. A column is believed
only where it is certain: a strip that no word crosses over four lines and more, running text on both sides of it (most
lines of a side end at the same edge), nothing else between. A list of labels and values, a table without rules, a page
of addresses are none. Where a table stands between, its caption and its notes would have to be told from the columns:
what is not certain is left as it is, by height.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.model import Box
from extractors.pdf.lines import Flow, Line, words_to_lines
from extractors.pdf.words import Word

_GAP = 1.6
"""From how many em on a gap in a line can be a gutter."""

_LEAST_LINES = 4
_LEAST_WIDTH = 110.0
_LEAST_LETTERS = 9
_FULL = 1.8
"""A line is full if it ends within so many em of its column's edge."""

_MOST_FULL = 0.6
_NEXT_LINE = 2.3


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of a line without a wide gap."""

    words: list[Word]
    x0: float
    x1: float
    y0: float
    y1: float
    size: float

    @property
    def letters(self) -> int:
        return sum(len(word.text) for word in self.words)


def order_columns(lines: Sequence[Line], tables: Sequence[Box], page: int) -> list[Line]:
    """The lines of a page outside its tables; those in columns are lines of their own, in flows."""
    upright = [line for line in lines if _is_printed_upright(line)]
    others = [line for line in lines if not _is_printed_upright(line)]
    found: list[Line] = []
    for top, bottom, gutter in _find_blocks([_pieces(line) for line in upright]):
        if any(box.y0 < bottom and box.y1 > top for box in tables):
            continue
        inside = [line for line in upright if top <= (line.box.y0 + line.box.y1) / 2 <= bottom]
        upright = [line for line in upright if line not in inside]
        words = [word for line in inside for word in line.words]
        for side in ([w for w in words if w.middle[0] < gutter], [w for w in words if w.middle[0] >= gutter]):
            found += _flow(words_to_lines(side, page), top)
    return sorted([*upright, *found], key=lambda line: line.place) + others if found else list(lines)


def _is_printed_upright(line: Line) -> bool:
    return bool(line.words) and line.words[0].turn == 0 and not line.is_recognised


def _flow(lines: list[Line], top: float) -> list[Line]:
    """Lines that are read one after the other, from `top` on and before what stands to the right of them."""
    edges = sorted((line.box.x1 for line in lines), reverse=True)
    flow = Flow(top, min(line.box.x0 for line in lines), edges[min(1, len(edges) - 1)])
    for line in lines:
        line.flow = flow
    return lines


def _pieces(line: Line) -> list[_Piece]:
    """A line cut at its wide gaps."""
    groups = [[line.words[0]]]
    for before, word in pairwise(line.words):
        if word.box.x0 - before.box.x1 > _GAP * line.size:
            groups.append([])
        groups[-1].append(word)
    return [_Piece(g, g[0].box.x0, max(w.box.x1 for w in g), line.box.y0, line.box.y1, line.size) for g in groups]


def _find_blocks(rows: list[list[_Piece]]) -> list[tuple[float, float, float]]:
    """(top, bottom, x of the gutter) of each block of two columns, none within another."""
    rows = sorted(rows, key=lambda row: row[0].y0)
    blocks: list[tuple[float, float, float, int]] = []
    for gutter in _gutters(rows):
        run: list[list[_Piece]] = []
        for row in [*rows, []]:
            if row and not any(piece.x0 - 3 < gutter < piece.x1 + 3 for piece in row):
                run.append(row)
                continue
            blocks += _certain_block(run, gutter)
            run = []
    kept: list[tuple[float, float, float]] = []
    for top, bottom, gutter, _ in sorted(blocks, key=lambda block: -block[3]):
        if all(bottom < other[0] or top > other[1] for other in kept):
            kept.append((top, bottom, gutter))
    return kept


def _gutters(rows: Sequence[Sequence[_Piece]]) -> set[float]:
    """Where a gutter could be: in a wide gap of a row, or between the ends of two rows that lie side by side."""
    pairs = [pair for row in rows for pair in pairwise(row)]
    for above, below in pairwise(rows):
        pairs += [(above[-1], below[0]), (below[-1], above[0])]
    return {round((a.x1 + b.x0) / 8) * 4.0 for a, b in pairs if b.x0 - a.x1 > _GAP * a.size}


def _certain_block(run: Sequence[Sequence[_Piece]], gutter: float) -> Iterable[tuple[float, float, float, int]]:
    """The part of a run of rows in which both sides of a gutter are running text."""
    sides = [[row for row in (_side(row, gutter, is_left) for row in run) if row] for is_left in (True, False)]
    if min(map(len, sides)) < _LEAST_LINES:
        return
    top, bottom = max(side[0][0].y0 for side in sides), min(side[-1][0].y1 for side in sides)
    kept = [_around(side, top, bottom) for side in sides]
    if all(_is_running_text(side) for side in kept):
        yield (
            min(side[0].y0 for side in kept),
            max(side[-1].y1 for side in kept),
            gutter,
            len(kept[0]) + len(kept[1]),
        )


def _side(row: Sequence[_Piece], gutter: float, is_left: bool) -> list[_Piece]:
    return [piece for piece in row if (piece.x1 < gutter) is is_left]


def _around(side: Sequence[Sequence[_Piece]], top: float, bottom: float) -> list[_Piece]:
    """The pieces of a column between two heights and those that follow them closely; empty if a row holds several."""
    inner = [row for row in side if row[0].y1 > top and row[0].y0 < bottom]
    outer = [row for row in side if row[0].y0 >= bottom]
    for row in outer:
        if not inner or row[0].y0 - inner[-1][0].y0 > _NEXT_LINE * row[0].size:
            break
        inner.append(row)
    return [row[0] for row in inner] if all(len(row) == 1 for row in inner) else []


def _is_running_text(side: Sequence[_Piece]) -> bool:
    """Whether a column holds enough lines, each close below the last, most of them as long as the column is wide."""
    if len(side) < _LEAST_LINES:
        return False
    left, right = min(p.x0 for p in side), max(p.x1 for p in side)
    full = sum(piece.x1 > right - _FULL * piece.size for piece in side)
    return (
        right - left >= _LEAST_WIDTH
        and full >= _MOST_FULL * len(side)
        and sum(piece.letters >= _LEAST_LETTERS for piece in side) >= _MOST_FULL * len(side)
        and all(b.y0 - a.y0 < 2 * _NEXT_LINE * a.size for a, b in pairwise(side))
    )
