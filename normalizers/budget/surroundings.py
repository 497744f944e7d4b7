"""What stands around a table: its captions, the lines above and below, and the notes of units among them.

`(단위 : 천원)` stands above a table, in its caption, in a full-width first row, or below it; two tables in a row have
two notes, and a note for another table must not be taken. A note belongs to the table below it unless a heading stands
in between; then, or where the next table has a note of its own, to the table right above it. Headings above say what
the amounts are (`□ 연차별 집행액`); so does the label beside a cell in which a table is nested.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.model import Block, Cell, Paragraph, Printed, SourceDocument, Table
from extractors.patterns import compile_on_use
from normalizers.amounts.units import UnitNote
from normalizers.budget.looks import squeezed, unit_note
from normalizers.vocabulary import UnitSource

_HEADING_MARKS = compile_on_use(r"^\s*(?:[□■◇◆○●◎▣▢❍◦<〈《【①-⑳]|\d{1,2}[.)]|[가-하][.)]|[ⅠⅡⅢⅣⅤⅥ]|[-–·]\s)")
_LINES = 6
_NEAR = 3


@dataclass(frozen=True, slots=True)
class FoundNote:
    """A note of units near a table, and where it was found."""

    note: UnitNote
    printed: Printed
    source: UnitSource


@dataclass(frozen=True, slots=True)
class Surroundings:
    """`notes` nearest first; `lines` are the texts above that are no notes, nearest first; `title` the nearest of them.

    `outer_labels` are the labels beside the cell that a nested table stands in. The lines of the notes
    may say more than the unit (`(2010.11월말, 단위 : 십억원)`).
    """

    notes: tuple[FoundNote, ...]
    lines: tuple[Printed, ...]
    outer_labels: tuple[str, ...] = ()

    @property
    def title(self) -> Printed | None:
        """The line that names the table, None where nothing stands above it."""
        return self.lines[0] if self.lines else None


def find_surroundings(document: SourceDocument) -> dict[int, Surroundings]:
    """block number -> surroundings, of every table of the document, nested ones included."""
    blocks = document.blocks
    found: dict[int, Surroundings] = {}
    for at, block in enumerate(blocks):
        if isinstance(block, Table):
            found[block.block] = _around_table(blocks, at, block)
            _add_nested(block, found[block.block], found)
    return found


def _around_table(blocks: Sequence[Block], at: int, table: Table) -> Surroundings:
    captions = [caption for caption in table.captions if caption.text.strip()]
    notes = [FoundNote(note, caption, "caption") for caption in captions if (note := _unit_of(caption.text))]
    lines = [caption for caption in captions if _unit_of(caption.text) is None]
    above = _lines_above(blocks, at)
    if not notes:
        notes = _notes_above(above)
    if not notes and (below := _note_below(blocks, at)):
        notes = [below]
    lines += [line for line in above if not _is_only_note(line.text)]
    return Surroundings(tuple(notes), tuple(lines[:_LINES]))


def _unit_of(text: str) -> UnitNote | None:
    note = unit_note(text)
    return note if note is not None and (note.form != "header" or len(squeezed(text)) <= 40) else None


def _is_only_note(text: str) -> bool:
    """`(단위 : 천원)`, `(기준: '20. 10. 31. 단위: 백만원)`: nothing outside the brackets of the note."""
    note = unit_note(text)
    if note is None or note.form == "header":
        return False
    return len(squeezed(text[: note.start] + text[note.end :]).strip("<>()[]※*")) <= 4


def _lines_above(blocks: Sequence[Block], at: int) -> list[Printed]:
    """The paragraphs between the table above and this one, nearest first; empty ones left out."""
    lines: list[Printed] = []
    for block in reversed(blocks[:at]):
        if isinstance(block, Table):
            if lines or _has_grid(block):
                break
            lines.append(_frame_text(block))
        elif block.printed and block.role not in ("header", "footer", "page_number", "footnote", "endnote"):
            lines.append(block.printed)
        if len(lines) >= _LINES:
            break
    return [line for line in lines if line]


def _has_grid(table: Table) -> bool:
    """False for a frame: one cell, or one row of a few, drawn around a heading."""
    return sum(1 for cell in table.cells if cell.text.strip()) > 2


def _frame_text(table: Table) -> Printed:
    printed = [cell.printed for cell in table.cells if cell.text.strip()]
    return max(printed, key=lambda p: len(p.text)) if printed else Printed("")


def _notes_above(above: list[Printed]) -> list[FoundNote]:
    """The note nearest above the table, if no heading parts it from the table."""
    for place, line in enumerate(above[:_NEAR]):
        note = _unit_of(line.text)
        if note is not None:
            if any(_HEADING_MARKS.match(between.text) for between in above[:place]) and _is_only_note(line.text):
                return []
            return [FoundNote(note, line, "caption" if _is_only_note(line.text) else "heading")]
    return []


def _note_below(blocks: Sequence[Block], at: int) -> FoundNote | None:
    """A note right below the table that is not the next table's."""
    after = [block for block in blocks[at + 1 : at + 5] if isinstance(block, Table) or block.printed]
    if not after or not isinstance(after[0], Paragraph) or not _is_only_note(after[0].text):
        return None
    if len(after) > 1 and isinstance(after[1], Table):
        return None
    note = unit_note(after[0].text)
    return FoundNote(note, after[0].printed, "caption") if note else None


def _add_nested(outer: Table, around: Surroundings, found: dict[int, Surroundings]) -> None:
    """Tables inside cells: the labels beside the cell are their headings, the cell's own text may name the unit."""
    for cell in outer.cells:
        for table in cell.blocks:
            captions = [caption for caption in table.captions if caption.text.strip()]
            sources = [*captions, *([cell.printed] if cell.printed else [])]
            notes = tuple(FoundNote(note, p, "caption") for p in sources if (note := _unit_of(p.text)))
            labels = (*_labels_beside(outer, cell), *around.outer_labels)
            lines = tuple(p for p in sources if not _is_only_note(p.text) and len(p.text) <= 120)
            found[table.block] = Surroundings(notes, lines, labels)
            _add_nested(table, found[table.block], found)


def _labels_beside(table: Table, cell: Cell) -> tuple[str, ...]:
    """The printed cells to the left in the row, nearest first, then those above in the column, nearest first."""
    left = [
        c
        for c in table.cells
        if c.column < cell.column and c.row <= cell.row < c.row + c.row_span and c.text.strip() and not c.blocks
    ]
    above = [
        c
        for c in table.cells
        if c.row < cell.row and c.column <= cell.column < c.column + c.column_span and c.text.strip() and not c.blocks
    ]
    ordered = [*reversed(left), *reversed(above[-2:])]
    return tuple(c.text.strip() for c in ordered if len(c.text) <= 60)
