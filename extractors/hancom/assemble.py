"""From the raw tree to the model: blocks in reading order, each with its number.

A paragraph is followed by what it anchors. Text boxes, notes, captions of pictures and hidden comments become
paragraphs with a role after the paragraph that anchors them; running heads go to the furniture. A table is a block
wherever it stands: in a cell it belongs to the cell, anywhere else (text box, note, running head, caption) to the
blocks. Paragraphs that print nothing have no block. A box anchored in a cell is no part of the cell's text: its
paragraphs follow the outermost table, and its tables belong to the cell.
"""

from __future__ import annotations

from operator import attrgetter

from extractors.hancom.numbering import Numberings
from extractors.hancom.tree import RawBox, RawCell, RawControl, RawDocument, RawNote, RawObject, RawParagraph, RawTable
from extractors.model import (
    Block,
    Cell,
    EmbeddedObject,
    Limits,
    Locator,
    Paragraph,
    ParagraphRole,
    Printed,
    ReadingIssue,
    SourceDocument,
    SourceFormat,
    Table,
    UnreadableDocumentError,
)
from extractors.quick import maker

READER_VERSION = "1"
_FURNITURE = frozenset({"header", "footer"})
_ADDRESS = attrgetter("row", "column")
_ROW, _COLUMN = attrgetter("row"), attrgetter("column")
_cell, _locator, _paragraph, _printed = maker(Cell), maker(Locator), maker(Paragraph), maker(Printed)
Markers = tuple[tuple[int, str], ...]


class Assembler:
    """Numbers the blocks of one document while it walks its raw tree once, in reading order."""

    def __init__(self, numberings: Numberings, limits: Limits) -> None:
        self.blocks: list[Block] = []
        self.furniture: list[Paragraph] = []
        self.objects: list[EmbeddedObject] = []
        self.issues: list[ReadingIssue] = []
        self._numberings = numberings
        self._limits = limits
        self._next = 0
        self._depth = 0
        self.is_partial = False

    def add_paragraphs(self, paragraphs: list[RawParagraph], role: ParagraphRole = "body", marker: str = "") -> None:
        """Paragraphs and what they anchor; `marker` is printed before the first (the number of a note)."""
        for raw in paragraphs:
            at = self._add_paragraph(raw, role, marker)
            marker = ""
            for control in raw.controls or ():
                self._add_control(control, at, role)

    def _deeper(self) -> None:
        self._depth += 1
        if self._depth > self._limits.depth:
            raise UnreadableDocumentError("TOO_DEEP", f"> {self._limits.depth}")

    def _add_paragraph(self, raw: RawParagraph, role: ParagraphRole, marker: str) -> Locator:
        """The paragraph as a block if it prints anything; the place of what it anchors."""
        text = raw.text if raw.parts is None else "".join(raw.parts)
        level = 0
        if raw.head is not None:
            marker = marker or self._numberings.next_marker(raw.head)
            level = raw.head[2] + 1
            if role == "body":
                role = "heading" if raw.head[0] == "outline" else "list_item"
        at = _locator(None, self._next)
        if text and not text.isspace():
            self._next += 1
            target = self.furniture if role in _FURNITURE else self.blocks
            target.append(_paragraph(_printed(text, at), role, level, marker))
        return at

    def _add_control(self, control: RawControl, at: Locator, role: ParagraphRole) -> None:
        if type(control) is RawTable:
            late: list[RawBox] = []
            self.blocks.append(self._table(control, late))
            for box in late:
                self.add_paragraphs(box.paragraphs, box.role, box.marker)
        elif type(control) is RawBox:
            keeps_role = role in _FURNITURE or (role != "body" and control.role == "text_box")
            self._deeper()
            self.add_paragraphs(control.paragraphs, role if keeps_role else control.role, control.marker)
            self._depth -= 1
        else:
            self._add_mark(control, at)

    def _add_mark(self, control: RawControl, at: Locator) -> None:
        if type(control) is RawObject:
            self.objects.append(EmbeddedObject(control.kind, at, control.text))
        elif type(control) is RawNote:
            self.issues.append(ReadingIssue(control.code, at, control.printed_text, control.detail))

    def _table(self, raw: RawTable, late: list[RawBox]) -> Table:
        """A table with those inside it. Boxes anchored in its cells are left in `late`, without their tables."""
        block = self._next
        self._next += 1
        self._deeper()
        row_count, column_count = self._extent(raw, block, late)
        captions = self._captions(raw, Locator(None, block), late)
        raw.cells.sort(key=_ADDRESS)
        cells = []
        text: str
        tables: tuple[Table, ...]
        markers: Markers
        for cell in raw.cells:
            row, column = cell.row, cell.column
            at = _locator(None, block, row, column)
            if cell.text is not None:
                text, tables, markers = cell.text, (), ()
            else:
                text, tables, markers = _plain_cell(cell.paragraphs) or self._cell(cell, at, late)
            row_span, column_span = cell.row_span, cell.column_span
            if row + row_span > row_count:
                row_span = row_count - row
            if column + column_span > column_count:
                column_span = column_count - column
            is_header, formula = cell.is_header, cell.formula
            printed = _printed(text, at)
            cells.append(
                _cell(row, column, row_span, column_span, printed, tables, is_header, None, formula, False, markers)
            )
        self._depth -= 1
        return Table(block, row_count, column_count, tuple(cells), captions)

    def _extent(self, raw: RawTable, block: int, late: list[RawBox]) -> tuple[int, int]:
        """(rows, columns): what is declared, or what the cells' addresses need; a declared grid of millions of empty
        positions is believed only as far as the cells go."""
        limit = self._limits.cells
        rows, columns = _needed(raw.cells)
        if rows * columns > limit:
            self._take_out_strays(raw, block, late)
            rows, columns = _needed(raw.cells)
        if rows * columns > limit:
            raise UnreadableDocumentError("TOO_MANY_PARTS", f"{rows} × {columns}")
        if rows > raw.row_count or columns > raw.column_count:
            self.issues.append(ReadingIssue("TABLE_LARGER_THAN_DECLARED", Locator(None, block)))
        declared = max(rows, raw.row_count), max(columns, raw.column_count)
        return declared if declared[0] * declared[1] <= limit else (rows, columns)

    def _take_out_strays(self, raw: RawTable, block: int, late: list[RawBox]) -> None:
        """Cells whose damaged addresses lie millions of positions away leave the grid; their text follows the table."""
        strays = [cell for cell in raw.cells if cell.row >= raw.row_count or cell.column >= raw.column_count]
        raw.cells = [cell for cell in raw.cells if cell.row < raw.row_count and cell.column < raw.column_count]
        box = RawBox("body")
        for cell in strays:
            box.paragraphs += cell.paragraphs if cell.text is None else [RawParagraph(cell.text)]
        late.append(box)
        self.issues.append(ReadingIssue("PART_DAMAGED", Locator(None, block)))
        self.is_partial = True

    def _captions(self, raw: RawTable, at: Locator, late: list[RawBox]) -> tuple[Printed, ...]:
        if not raw.captions:
            return ()
        captions = []
        for paragraph in raw.captions:
            text = paragraph.printed_text()
            if text.strip():
                captions.append(Printed(text, at))
            for control in paragraph.controls or ():
                if isinstance(control, RawTable):
                    box = RawBox("caption")
                    box.paragraphs.append(RawParagraph())
                    box.paragraphs[0].add(control)
                    late.append(box)
                elif isinstance(control, RawBox):
                    late.append(control)
                else:
                    self._add_mark(control, at)
        return tuple(captions)

    def _cell(self, cell: RawCell, at: Locator, late: list[RawBox]) -> tuple[str, tuple[Table, ...], Markers]:
        """(text, tables, automatic numbers) of one cell."""
        tables: list[Table] = []
        markers = []
        texts = []
        length = 0
        for paragraph in cell.paragraphs:
            if paragraph.head is not None and (marker := self._numberings.next_marker(paragraph.head)):
                markers.append((length, marker))
            text = paragraph.printed_text()
            texts.append(text)
            length += len(text) + 1
            if paragraph.controls:
                self._cell_controls(paragraph.controls, at, tables, late)
        return "\n".join(texts), tuple(tables), tuple(markers)

    def _cell_controls(self, controls: list[RawControl], at: Locator, tables: list[Table], late: list[RawBox]) -> None:
        for control in controls:
            if type(control) is RawTable:
                tables.append(self._table(control, late))
            elif type(control) is RawBox:
                late.append(self._without_tables(control, at, tables))
            else:
                self._add_mark(control, at)

    def _without_tables(self, box: RawBox, at: Locator, tables: list[Table]) -> RawBox:
        """The box with its text only; its tables join those of the cell in which it is anchored."""
        self._deeper()
        bare = RawBox(box.role, box.marker)
        for paragraph in box.paragraphs:
            copy = RawParagraph(paragraph.printed_text(), paragraph.head)
            bare.paragraphs.append(copy)
            if paragraph.controls:
                inner: list[RawBox] = []
                self._cell_controls(paragraph.controls, at, tables, inner)
                for boxed in inner:
                    copy.add(boxed)
        self._depth -= 1
        return bare


def _plain_cell(paragraphs: list[RawParagraph]) -> tuple[str, tuple[()], tuple[()]] | None:
    """What `_cell` gives for a cell of one paragraph without controls or number, nine cells in ten; else None."""
    if len(paragraphs) != 1:
        return None
    only = paragraphs[0]
    if only.controls is not None or only.head is not None:
        return None
    return only.text if only.parts is None else "".join(only.parts), (), ()


def _needed(cells: list[RawCell]) -> tuple[int, int]:
    """(rows, columns) that the addresses of the cells need."""
    return max(map(_ROW, cells), default=-1) + 1, max(map(_COLUMN, cells), default=-1) + 1


def assemble(
    raw: RawDocument, numberings: Numberings, source_format: SourceFormat, reader: str, limits: Limits
) -> SourceDocument:
    """The document of the model; a file without one readable section is the reader's to refuse."""
    assembler = Assembler(numberings, limits)
    for section in raw.sections:
        numberings.outline = section.outline or numberings.outline
        assembler.add_paragraphs(section.paragraphs)
    return SourceDocument(
        source_format=source_format,
        blocks=tuple(assembler.blocks),
        reader=reader,
        reader_version=READER_VERSION,
        properties=raw.properties,
        objects=tuple(assembler.objects),
        issues=tuple(raw.issues + assembler.issues),
        is_partial=raw.is_partial or assembler.is_partial,
        furniture=tuple(assembler.furniture),
    )
