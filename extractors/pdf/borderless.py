"""Budget tables without any rule, anchored on a header row of years or funding sources.

A row of years with rows of numbers below it is a table even if nothing is drawn. It is read as one only if its columns
are certain: every value stands under exactly one header, and no two under the same. Where that fails the lines stay
lines and an issue says so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from extractors.model import Box
from extractors.pdf.cells import DraftCell, DraftTable
from extractors.pdf.lines import Line, words_to_lines
from extractors.pdf.words import Word
from extractors.problem_sentences import load_yaml

_YEAR = re.compile(
    r"(?:[’'‘`]\d{2}\.?년?|\d{2}년|(?:19|20)\d{2}\.?(?:년도?)?)(?:\s*\(?(?:예산|계획|이후|이전|까지)\)?)?"
)
_VALUE = re.compile(r"[△▲▽▼+\-–−(\[]?\s*\d[\d,.]*\s*[%％)\]]?|[\-–—－−]|비예산")
_GAP = 1.1
_LEAST_COLUMNS, _LEAST_ROWS = 3, 2
_FARTHEST_ROW = 3.8


@dataclass(slots=True)
class _Chunk:
    """Words of a line that no wide gap parts."""

    words: list[Word]

    @property
    def text(self) -> str:
        return "".join(w.text for w in self.words)

    @property
    def start(self) -> float:
        return self.words[0].start

    @property
    def end(self) -> float:
        return self.words[-1].end

    @property
    def middle(self) -> float:
        return (self.start + self.end) / 2


@cache
def _known() -> tuple[frozenset[str], frozenset[str]]:
    table = load_yaml("extractors.pdf", "borderless.yml")
    return frozenset(table["columns"]), frozenset(table["labels"])


def find_borderless(lines: Sequence[Line], page: int) -> tuple[list[DraftTable], list[Line], list[Box]]:
    """Tables, the lines that are in none, and the places of what looks like a table but is not certain."""
    tables: list[DraftTable] = []
    left: list[Line] = []
    doubts: list[Box] = []
    index = 0
    while index < len(lines):
        header = _header(lines[index])
        rows = _rows(lines, index, header) if header else []
        if header and len(rows) >= _LEAST_ROWS:
            placed = [_place(row, header) for row in rows]
            if all(p is not None for p in placed):
                block = lines[index : index + 1 + len(rows)]
                tables.append(_table(header, [p for p in placed if p is not None], block, page))
                index += 1 + len(rows)
                continue
            doubts.append(lines[index].box)
        left.append(lines[index])
        index += 1
    return tables, left, doubts


def _chunks(line: Line) -> list[_Chunk]:
    chunks: list[_Chunk] = []
    for word in line.words:
        if chunks and word.start - chunks[-1].end < _GAP * line.size:
            chunks[-1].words.append(word)
        else:
            chunks.append(_Chunk([word]))
    return chunks


def _header(line: Line) -> list[_Chunk] | None:
    """The chunks of a header row (the first of them the label's), None if the line is none."""
    if len(line.words) < _LEAST_COLUMNS:
        return None
    chunks = _chunks(line)
    columns, labels = _known()
    heads = chunks[1:] if chunks[0].text in labels else chunks
    known = [c for c in heads if c.text in columns or _YEAR.fullmatch(c.text)]
    return chunks if len(known) == len(heads) >= _LEAST_COLUMNS else None


def _rows(lines: Sequence[Line], index: int, header: list[_Chunk]) -> list[list[_Chunk]]:
    """The rows below a header: a label, then values."""
    rows: list[list[_Chunk]] = []
    for before, line in zip(lines[index:], lines[index + 1 :], strict=False):
        chunks = _chunks(line)
        values = [c for c in chunks if _VALUE.fullmatch(c.text)]
        is_near = 0 < line.base - before.base < _FARTHEST_ROW * line.size
        has_label = chunks[0] not in values and chunks[0].start < header[-1].start
        if not is_near or len(values) < 1 or not has_label or len(values) < len(chunks) - 1:
            break
        rows.append(chunks)
    return rows


def _place(row: list[_Chunk], header: list[_Chunk]) -> dict[int, _Chunk] | None:
    """Column -> chunk of a row (0 is the label's); None if a value could stand elsewhere."""
    heads = _heads(header)
    placed: dict[int, _Chunk] = {0: row[0]}
    for chunk in row[1:]:
        under = [i for i, h in enumerate(heads, 1) if h.start - 2 <= chunk.middle <= h.end + 2]
        near = [i for i, h in enumerate(heads, 1) if min(h.end, chunk.end) - max(h.start, chunk.start) > -2]
        chosen = under if len(under) == 1 else near
        if len(chosen) != 1 or chosen[0] in placed:
            return None
        placed[chosen[0]] = chunk
    return placed


def _heads(header: list[_Chunk]) -> list[_Chunk]:
    return header[1:] if header[0].text in _known()[1] else header


def _table(header: list[_Chunk], rows: list[dict[int, _Chunk]], block: Sequence[Line], page: int) -> DraftTable:
    heads = _heads(header)
    first: dict[int, _Chunk] = {0: header[0]} if len(heads) < len(header) else {}
    all_rows = [first | dict(enumerate(heads, 1)), *rows]
    count = len(heads) + 1
    columns = [[r[c] for r in all_rows if c in r] for c in range(count)]
    lefts, rights = [min(c.start for c in col) for col in columns], [max(c.end for c in col) for col in columns]
    xs = [lefts[0] - 2, *((rights[i] + lefts[i + 1]) / 2 for i in range(count - 1)), rights[-1] + 2]
    tops = [line.box.y0 for line in block]
    ys = [*tops, block[-1].box.y1]
    cells = []
    for r, row in enumerate(all_rows):
        for c in range(count):
            box = Box(xs[c], ys[r], xs[c + 1], ys[r + 1])
            words = row[c].words if c in row else []
            lines = words_to_lines(words, page) if words else []
            cells.append(DraftCell(r, c, r, c, box, page, lines, words=words))
    return DraftTable(page, Box(xs[0], ys[0], xs[-1], ys[-1]), xs, cells)
