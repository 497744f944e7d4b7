"""Grids that are pictures: charts with their grid lines, drawings made of rules.

A chart's lines enclose dozens of cells, and its axis leaves a few numbers in them. A blank form has as few texts, but a
whole row or column of them: its header. A box drawn with two lines all around encloses thin strips and one text.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors.pdf.cells import DraftCell, DraftTable, cells_of, without_needless_marks
from extractors.pdf.lines import words_to_lines
from extractors.pdf.words import LOST, Word

_LEAST_CELLS = 20
_FEW = 0.15
_HEADER = 0.6
_STRIP = 8.0


def take_artwork(tables: Sequence[DraftTable]) -> tuple[list[DraftTable], list[Word]]:
    """The tables that are ones, and the words of those that are not; words of nested ones go to their cell."""
    for cell in cells_of(tables):
        if cell.tables:
            cell.tables, words = take_artwork(cell.tables)
            if words:
                cell.words = without_needless_marks(cell.words + words)
                cell.lines = words_to_lines(cell.words, cell.page) if cell.words else []
    kept = [table for table in tables if not is_artwork(table)]
    gone = [table for table in tables if is_artwork(table)]
    return kept, [word for cell in cells_of(gone) for word in cell.words]


def is_artwork(table: DraftTable) -> bool:
    """Whether next to no cell of a large grid says anything, and no row or column is a header; or a box in a box."""
    cells = table.cells
    said = [c for c in cells if c.tables or any(w.text != LOST for w in c.words)]
    if not said and any(c.words for c in cells):
        return True
    if len(said) == 1 and len(cells) > 1 and all(c is said[0] or _is_strip(c) for c in cells):
        return True
    if len(cells) < _LEAST_CELLS or len(said) >= _FEW * len(cells):
        return False
    return not _has_header(cells, said)


def _is_strip(cell: DraftCell) -> bool:
    """Whether a cell is too thin for a letter."""
    return min(cell.box.x1 - cell.box.x0, cell.box.y1 - cell.box.y0) < _STRIP


def _has_header(cells: Sequence[DraftCell], said: Sequence[DraftCell]) -> bool:
    for row in {c.row for c in said}:
        if _is_full([c for c in cells if c.row == row], [c for c in said if c.row == row]):
            return True
    return any(
        _is_full([c for c in cells if c.column == column], [c for c in said if c.column == column])
        for column in {c.column for c in said}
    )


def _is_full(all_of_it: Sequence[DraftCell], said: Sequence[DraftCell]) -> bool:
    """Most of a row or column says something, in words: an axis has numbers only."""
    worded = sum(any(character.isalpha() for character in c.text) for c in said)
    return len(said) >= 2 and len(said) >= _HEADER * len(all_of_it) and worded >= 0.5 * len(said)
