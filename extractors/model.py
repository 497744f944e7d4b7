"""One model for every format: what a document says, exactly as printed, and where.

A reader turns bytes into a `SourceDocument`: blocks in reading order, each a `Paragraph` or a `Table` of `Cell`s.
Only cells that exist are stored; `Table.grid()` expands spans on demand. Text is never without its place: it travels
as `Printed`, and `Printed.part(start, end)` gives a stretch of it with the place of that stretch.

Everything above the readers is blind to the format: a text file has physical lines, a PDF has pages and boxes, HWP has
neither, and each leaves null what it does not know.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

from extractors.quick import quickly_made

SourceFormat = Literal["hwp", "hwpx", "hwpml", "hwp3", "pdf", "html", "text", "docx", "xlsx"]
ParagraphRole = Literal[
    "body", "heading", "list_item", "header", "footer", "footnote", "endnote", "caption", "text_box", "comment",
    "page_number",
]  # fmt: skip


class Box(NamedTuple):
    """A rectangle on a page in PDF points; the origin is the top left of the page as displayed."""

    x0: float
    y0: float
    x1: float
    y1: float

    def union(self, other: Box) -> Box:
        """The smallest rectangle around both."""
        return Box(min(self.x0, other.x0), min(self.y0, other.y0), max(self.x1, other.x1), max(self.y1, other.y1))


@quickly_made
@dataclass(frozen=True, slots=True)
class Locator:
    """Where a value is printed: the contract's locator columns; a part the format does not know is None.

    `page` is 1-based, `block` the 0-based order of the paragraph or table in the document, `row_index` and
    `column_index` the 0-based grid address in the table, `line` the 1-based physical line of the value's first
    character (text, Markdown, HTML), `box` its rectangle (PDF).
    """

    page: int | None = None
    block: int | None = None
    row_index: int | None = None
    column_index: int | None = None
    line: int | None = None
    box: Box | None = None


class Span(NamedTuple):
    """Where the stretch of a text stands that begins at `offset` and ends where the next span begins."""

    offset: int
    page: int | None = None
    line: int | None = None
    box: Box | None = None


@quickly_made
@dataclass(frozen=True, slots=True)
class Printed:
    """A text as printed, with its place.

    `at` is the place of the whole; `spans` (sorted by offset, may be empty) say where the stretches of it stand: one
    a physical line in text and HTML, one a word or line in a PDF. `is_recognised` marks a text that was made out in a
    picture (OCR): a guess, so that every amount in it is of low confidence.
    """

    text: str
    at: Locator = Locator()
    spans: tuple[Span, ...] = ()
    is_recognised: bool = False

    def part(self, start: int, end: int | None = None) -> Printed:
        """The stretch [start, end) with the place of its first character and the box around all of it."""
        end = len(self.text) if end is None else end
        if not self.spans:
            return Printed(self.text[start:end], self.at, (), self.is_recognised)
        first = max(bisect_right(self.spans, start, key=lambda s: s.offset) - 1, 0)
        chosen = [s for s in self.spans[first:] if s.offset < max(end, start + 1)] or [self.spans[first]]
        head, box = chosen[0], chosen[0].box
        for span in chosen[1:]:
            if box is not None and span.box is not None and span.page == head.page:
                box = box.union(span.box)
        at = replace(
            self.at,
            page=head.page if head.page is not None else self.at.page,
            line=head.line if head.line is not None else self.at.line,
            box=box if box is not None else self.at.box,
        )
        inner = tuple(Span(max(s.offset - start, 0), s.page, s.line, s.box) for s in chosen)
        return Printed(self.text[start:end], at, inner, self.is_recognised)

    def strip(self) -> Printed:
        """Without white space at both ends."""
        left = len(self.text) - len(self.text.lstrip())
        return self if left == 0 and self.text == self.text.rstrip() else self.part(left, len(self.text.rstrip()))

    def __bool__(self) -> bool:
        return bool(self.text.strip())


@quickly_made
@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph (or, in text, HTML and PDF, a logical line) of running text.

    `marker` is an automatic number or bullet that the format stores apart from the text (HWP lists, HTML `<ol>`); a
    bullet typed as a character stays in the text. `level` is the depth of a heading (1 = highest) or list item, 0 if
    unknown.
    """

    printed: Printed
    role: ParagraphRole = "body"
    level: int = 0
    marker: str = ""

    @property
    def text(self) -> str:
        """The text alone."""
        return self.printed.text

    @property
    def block(self) -> int:
        """0-based number in the document."""
        return self.printed.at.block or 0


@quickly_made
@dataclass(frozen=True, slots=True)
class Cell:
    """One cell that exists. `row`, `column` are 0-based grid addresses, spans at least 1.

    The text of tables nested in the cell is in `blocks`, not in `printed`. `printed.at.column_index` may differ from
    `column` only in a tab-separated rendering in which a flattened nested table pushed the cell to the right: the
    locator keeps the place as printed, `column` is the column that the cell belongs to. `is_missing` marks a cell that
    pads a ragged row and is not printed. `formula` is the range of a calculated HWP cell, as stored.
    """

    row: int
    column: int
    row_span: int
    column_span: int
    printed: Printed
    blocks: tuple[Table, ...] = ()
    is_header: bool = False
    box: Box | None = None
    formula: str | None = None
    is_missing: bool = False
    markers: tuple[tuple[int, str], ...] = ()
    """(offset in the text, automatic number or bullet printed there) of the cell's paragraphs that have one."""

    @property
    def text(self) -> str:
        """The text alone."""
        return self.printed.text


@quickly_made
@dataclass(frozen=True, slots=True)
class Table:
    """A table: cells in row-major order, each once; spans are on the cells.

    `captions` are texts that the format itself binds to the table (HWP captions, `<caption>`, in a PDF lines bound by
    place such as `(단위 : 천원)`). `continued_pages` lists the further pages of a table cut by page breaks.
    """

    block: int
    row_count: int
    column_count: int
    cells: tuple[Cell, ...]
    captions: tuple[Printed, ...] = ()
    page: int | None = None
    line: int | None = None
    box: Box | None = None
    continued_pages: tuple[int, ...] = ()

    @property
    def at(self) -> Locator:
        """The place of the table as a whole."""
        return Locator(page=self.page, block=self.block, line=self.line, box=self.box)

    def grid(self) -> list[list[Cell | None]]:
        """Rows of cells, a spanned cell at each of its positions, None where no cell exists."""
        rows: list[list[Cell | None]] = [[None] * self.column_count for _ in range(self.row_count)]
        for cell in self.cells:
            for row in range(cell.row, min(cell.row + cell.row_span, self.row_count)):
                for column in range(cell.column, min(cell.column + cell.column_span, self.column_count)):
                    rows[row][column] = cell
        return rows

    def nested(self) -> Iterator[Table]:
        """Tables that stand in the cells of this one, in order, each before those inside it."""
        for cell in self.cells:
            for table in cell.blocks:
                yield table
                yield from table.nested()


Block = Paragraph | Table


@quickly_made
@dataclass(frozen=True, slots=True)
class EmbeddedObject:
    """A picture, equation, chart or form object: kept as a mark with its place; `text` is what it says, if anything."""

    kind: Literal["picture", "equation", "chart", "ole", "form", "drawing"]
    at: Locator
    text: str = ""


@quickly_made
@dataclass(frozen=True, slots=True)
class ReadingIssue:
    """Something that a reader could not handle or was unsure of. `code` is a key of `problems/*.yml`."""

    code: str
    at: Locator = Locator()
    printed_text: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Properties:
    """What the file says of itself; None where it says nothing."""

    title: str | None = None
    author: str | None = None
    subject: str | None = None
    created: str | None = None
    modified: str | None = None
    source_url: str | None = None


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """What one file says. `blocks` are in reading order; their numbers count nested tables too, outer before inner."""

    source_format: SourceFormat
    blocks: tuple[Block, ...]
    reader: str
    reader_version: str
    page_count: int | None = None
    properties: Properties = Properties()
    objects: tuple[EmbeddedObject, ...] = ()
    issues: tuple[ReadingIssue, ...] = ()
    is_partial: bool = False
    furniture: tuple[Paragraph, ...] = field(default=())
    """Running heads, page numbers, site navigation: printed, but no part of the text; their blocks are numbered too."""

    def tables(self) -> Iterator[Table]:
        """All tables in order, a nested one after the one it stands in."""
        for block in self.blocks:
            if isinstance(block, Table):
                yield block
                yield from block.nested()


class UnreadableDocumentError(Exception):
    """The document cannot be read; `code` is a key of `problems/*.yml`, `detail` fills its sentence."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Limits:
    """What a document may cost inside the process; a document past one of them is refused with a code of its own."""

    bytes: int = 512 * 1024 * 1024
    inflated_bytes: int = 512 * 1024 * 1024
    stream_bytes: int = 256 * 1024 * 1024
    paragraphs: int = 1_000_000
    cells: int = 2_000_000
    depth: int = 64
    pages: int = 20_000
    page_objects: int = 400_000
