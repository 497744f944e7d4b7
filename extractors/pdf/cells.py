"""Grids and words to tables: every word goes to the cell around it, and grids inside a cell are its nested tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extractors.model import Box, Printed
from extractors.pdf.characters import Characters
from extractors.pdf.grid import Grid
from extractors.pdf.lines import Line, words_to_lines
from extractors.pdf.note_marks import without_note_marks
from extractors.pdf.words import LOST, Word, make_word


@dataclass(slots=True)
class DraftCell:
    """A cell before its table has a place in the document; rows and columns are inclusive, 0-based."""

    row: int
    column: int
    last_row: int
    last_column: int
    box: Box
    page: int
    lines: list[Line] = field(default_factory=list)
    tables: list[DraftTable] = field(default_factory=list)
    words: list[Word] = field(default_factory=list)
    has_lost_letters: bool = False
    has_hidden_marks: bool = False
    """Whether letters are lost that no mark stands for (`without_needless_marks`)."""

    is_recognised: bool = False

    @property
    def text(self) -> str:
        """The lines of the cell, those of nested tables left out."""
        return "\n".join(line.text for line in self.lines)


@dataclass(slots=True)
class DraftTable:
    """A table on one page; `continued` holds the further pages once its parts are joined."""

    page: int
    box: Box
    xs: list[float]
    cells: list[DraftCell]
    captions: list[Printed] = field(default_factory=list)
    continued: list[int] = field(default_factory=list)

    @property
    def row_count(self) -> int:
        """Rows up to the last one that a cell reaches."""
        return max((c.last_row for c in self.cells), default=-1) + 1

    @property
    def column_count(self) -> int:
        """Columns up to the last one that a cell reaches."""
        return max((c.last_column for c in self.cells), default=-1) + 1

    @property
    def has_text(self) -> bool:
        """Whether anything is printed in it, or in a table inside it."""
        return any(c.lines or any(t.has_text for t in c.tables) for c in self.cells)


def fill_grids(
    grids: Sequence[Grid], words: Sequence[Word], characters: Characters, page: int
) -> tuple[list[DraftTable], list[Word]]:
    """Tables (nested ones inside their cells) and the words that stand in none."""
    by_size = sorted(grids, key=lambda g: (g.box.x1 - g.box.x0) * (g.box.y1 - g.box.y0))
    drafts = [_draft(grid, page) for grid in by_size]
    boxes = [grid.box for grid in by_size]
    outside: list[Word] = []
    for word in words:
        x, y = word.middle
        for index, (x0, y0, x1, y1) in enumerate(boxes):
            if x0 - 1 <= x <= x1 + 1 and y0 - 1 <= y <= y1 + 1:
                _put(word, by_size[index].cell_at(x, y), by_size[index], drafts[index], characters)
                break
        else:
            outside.append(word)
    for draft in drafts:
        for cell in draft.cells:
            if cell.words:
                cell.has_lost_letters = any(LOST in w.text for w in cell.words)
                marked = without_needless_marks(cell.words)
                cell.has_hidden_marks = len(marked) < len(cell.words)
                cell.words = without_note_marks(marked, outside)
                cell.lines = words_to_lines(cell.words, page)
    return _nest(by_size, drafts), outside


def cells_of(tables: Sequence[DraftTable]) -> list[DraftCell]:
    """Every cell, those of nested tables after the one they stand in."""
    cells: list[DraftCell] = []
    for table in tables:
        for cell in table.cells:
            cells.append(cell)
            cells += cells_of(cell.tables)
    return cells


def without_needless_marks(words: list[Word]) -> list[Word]:
    """Marks of drawn letters only where they matter: in a number, or instead of a text.

    Among Hangul, or where a single sign stands alone (an arrow, a bullet, a box to tick), the issue is enough.
    """
    if not any(w.text == LOST for w in words):
        return words
    said = [w for w in words if w.text != LOST]
    is_ornament = not said and len(words) == 1
    return said if is_ornament or any("가" <= c <= "힣" for w in said for c in w.text) else words


def _draft(grid: Grid, page: int) -> DraftTable:
    cells = [DraftCell(c.row, c.column, c.last_row, c.last_column, grid.cell_box(c), page) for c in grid.cells]
    return DraftTable(page, grid.box, list(grid.xs), cells)


def _put(word: Word, index: int | None, grid: Grid, draft: DraftTable, characters: Characters) -> None:
    """Into the cell around the word's middle (`index`); a word across a rule is cut between its characters."""
    if index is None:
        return
    box = draft.cells[index].box
    x0, y0, x1, y1 = word.box
    size = word.size
    slack = 0.35 * size
    if word.first == word.last or (
        x0 > box.x0 - slack and x1 < box.x1 + slack and y0 > box.y0 - size and y1 < box.y1 + size
    ):
        draft.cells[index].words.append(word)
        return
    start, current = word.first, -1
    for position in range(word.first, word.last + 1):
        x0, y0, x1, y1 = characters.box(position, position)
        there = grid.cell_at((x0 + x1) / 2, (y0 + y1) / 2)
        there = (index if current < 0 else current) if there is None else there
        if current >= 0 and there != current:
            draft.cells[current].words.append(
                make_word(characters, start, position - 1, word.is_spaced and start == word.first)
            )
            start = position
        current = there
    draft.cells[current].words.append(make_word(characters, start, word.last, word.is_spaced and start == word.first))


def _nest(grids: list[Grid], drafts: list[DraftTable]) -> list[DraftTable]:
    """Top-level tables: a table that stands inside one cell of a larger one becomes part of that cell."""
    top: list[DraftTable] = []
    for index, draft in enumerate(drafts):
        box = draft.box
        for larger in range(index + 1, len(drafts)):
            cell = _cell_around(grids[larger], drafts[larger], box)
            if cell is not None:
                cell.tables.append(draft)
                break
        else:
            top.append(draft)
    for draft in drafts:
        for cell in draft.cells:
            cell.tables.sort(key=lambda t: (t.box.y0, t.box.x0))
    return sorted(top, key=lambda t: (t.box.y0, t.box.x0))


def _cell_around(grid: Grid, draft: DraftTable, box: Box) -> DraftCell | None:
    index = grid.cell_at((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2)
    if index is None:
        return None
    around = draft.cells[index].box
    inside = box.x0 > around.x0 - 1 and box.y0 > around.y0 - 1 and box.x1 < around.x1 + 1 and box.y1 < around.y1 + 1
    return draft.cells[index] if inside else None


def compact(table: DraftTable) -> DraftTable:
    """Rows and columns in which no cell begins are dropped (a line that no cell ends at: an underline)."""
    rows = {row: i for i, row in enumerate(sorted({c.row for c in table.cells}))}
    columns = {column: i for i, column in enumerate(sorted({c.column for c in table.cells}))}
    if len(rows) == table.row_count and len(columns) == len(table.xs) - 1:
        return table
    table.xs = [table.xs[column] for column in columns] + table.xs[-1:]

    def last(index: int, places: dict[int, int]) -> int:
        return max(new for old, new in places.items() if old <= index)

    table.cells = [
        replace(
            c,
            row=rows[c.row],
            column=columns[c.column],
            last_row=last(c.last_row, rows),
            last_column=last(c.last_column, columns),
        )
        for c in table.cells
    ]
    return table
