"""Drafts of pages to the document model: numbered blocks in reading order, places in the page as displayed."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

from extractors.model import Block, Box, Cell, Locator, Paragraph, ParagraphRole, Printed, Span, Table
from extractors.pdf.cells import DraftCell, DraftTable
from extractors.pdf.lines import Line, lines_to_printed
from extractors.pdf.page import PageDraft
from extractors.pdf.pdfium import IDENTITY, Frame, Matrix, transform
from extractors.pdf.wrapping import breaks_between

_CELL_PADDING = 5.0


@dataclass(slots=True)
class Assembly:
    """Collects the blocks of a document and numbers them, nested tables after the one they stand in."""

    blocks: list[Block] = field(default_factory=list)
    furniture: list[Paragraph] = field(default_factory=list)
    count: int = 0
    keeps_spaces: bool = True
    words: AbstractSet[str] = frozenset()
    to_display: dict[int, Matrix] = field(default_factory=dict)

    def add_page(self, page: PageDraft, furniture: Sequence[tuple[Line, ParagraphRole]]) -> None:
        """Append a page's running lines, tables and paragraphs, from top to bottom."""
        matrix = page_to_display(page)
        if matrix is not None:
            self.to_display[page.number] = matrix
        for line, role in furniture:
            self.furniture.append(Paragraph(self._show(lines_to_printed([line], self._locator(page.number))), role))
        things: list[tuple[tuple[float, float, float], DraftTable | list[Line]]] = [
            ((t.box.y0 if t.page == page.number else 0.0, t.box.x0, 0.0), t) for t in page.tables
        ]
        right = _right_edge(page)
        things += [(lines[0].place, lines) for lines in _paragraphs(page, right, self.keeps_spaces)]
        for _, thing in sorted(things, key=lambda t: (round(t[0][0]), *t[0][1:])):
            if isinstance(thing, DraftTable):
                self.blocks.append(self.table(thing))
            else:
                at = self._locator(page.number)
                edge = right if thing[0].flow is None else thing[0].flow.right
                breaks = breaks_between(thing, edge, self.keeps_spaces)
                printed = lines_to_printed(thing, at, breaks)
                self.blocks.append(Paragraph(self._show(printed)))

    def _locator(self, page: int) -> Locator:
        self.count += 1
        return Locator(page, self.count - 1)

    def table(self, draft: DraftTable) -> Table:
        """A draft and the tables nested in it, numbered in this order."""
        at = self._locator(draft.page)
        cells = tuple(self._cell(cell, at) for cell in draft.cells)
        captions = tuple(self._show(replace(c, at=replace(c.at, block=at.block))) for c in draft.captions)
        return Table(
            at.block or 0,
            draft.row_count,
            draft.column_count,
            cells,
            captions,
            draft.page,
            None,
            self._show_box(draft.box, draft.page),
            tuple(draft.continued),
        )

    def _cell(self, draft: DraftCell, table: Locator) -> Cell:
        at = Locator(draft.page, table.block, draft.row, draft.column, None, draft.box)
        left, right = draft.box.x0 + _CELL_PADDING, draft.box.x1 - _CELL_PADDING
        breaks = breaks_between(draft.lines, right, self.keeps_spaces, left, self.words)
        return Cell(
            draft.row,
            draft.column,
            draft.last_row - draft.row + 1,
            draft.last_column - draft.column + 1,
            self._show(lines_to_printed(draft.lines, at, breaks)),
            tuple(self.table(inner) for inner in draft.tables),
            box=self._show_box(draft.box, draft.page),
        )

    def _show(self, printed: Printed) -> Printed:
        """The same text with its places in the pages as displayed."""
        if not self.to_display:
            return printed
        spans = tuple(
            Span(s.offset, s.page, s.line, self._show_box(s.box, s.page) if s.box else None) for s in printed.spans
        )
        at = printed.at
        box = self._show_box(at.box, at.page) if at.box is not None else None
        return replace(printed, at=replace(at, box=box), spans=spans)

    def _show_box(self, box: Box, page: int | None) -> Box:
        matrix = self.to_display.get(page or 0)
        return box if matrix is None else transform(matrix, *box)


def _paragraphs(page: PageDraft, right: float, keeps_spaces: bool) -> list[list[Line]]:
    """Lines of a page put together where only the width (`right`: up to where, outside of columns) broke them."""
    groups: list[list[Line]] = []
    tops = sorted(t.box.y0 for t in page.tables)
    for line in page.lines:
        before = groups[-1][-1] if groups else None
        if before is not None and before.flow == line.flow:
            edge = right if line.flow is None else line.flow.right
            is_torn = line.flow is None and any(before.box.y0 < top < line.box.y1 for top in tops)
            if not is_torn and breaks_between([before, line], edge, keeps_spaces)[0] != "\n":
                groups[-1].append(line)
                continue
        groups.append([line])
    return groups


def _right_edge(page: PageDraft) -> float:
    """The x at which the body text turns: the right end of its longest lines, or of the page's tables."""
    ends = sorted((line.box.x1 for line in page.lines if line.flow is None), reverse=True)
    return ends[min(1, len(ends) - 1)] if ends else page.frame.width


def page_to_display(page: PageDraft) -> Matrix | None:
    """The matrix from the frame in which a page was read to the page as displayed; None where they are the same."""
    if not page.turned:
        return None
    read = Frame(page.frame.width, page.frame.height, IDENTITY, 0)
    return read.turned(4 - page.turned).matrix
