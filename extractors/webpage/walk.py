"""Walks an HTML tree in reading order and writes down what a reader of the page sees.

Two things are written: running text, where each line is a paragraph (`BodyWalk`), and the text of one cell, where lines
stay together and tables are kept apart (`CellWalk`). Both share the rules of what a line is.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import html

from extractors.model import (
    Block,
    EmbeddedObject,
    Limits,
    Locator,
    Paragraph,
    ParagraphRole,
    Table,
    UnreadableDocumentError,
)
from extractors.webpage.lined_text import LinedText
from extractors.webpage.markup import stretches, unmarked
from extractors.webpage.vocabulary import element_names, is_furniture, is_hidden, read_count, tag_name

MAX_DEPTH = 90
"""Elements nested deeper than this are read as one piece of text."""

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_CHECKED, _UNCHECKED = "☑", "☐"


class Counter:
    """Numbers blocks in reading order, and refuses a document that has more of something than the limits allow."""

    def __init__(self, limits: Limits, block: int = 0) -> None:
        self.limits = limits
        self.block = block
        self.cells = 0
        self.line: int | None = None
        self.too_deep = False

    def next_block(self) -> int:
        """The next block number."""
        if self.block >= self.limits.paragraphs:
            raise UnreadableDocumentError("TOO_MANY_PARTS", str(self.limits.paragraphs))
        self.block += 1
        return self.block - 1

    def count_cell(self) -> None:
        """One more cell."""
        self.cells += 1
        if self.cells > self.limits.cells:
            raise UnreadableDocumentError("TOO_MANY_PARTS", str(self.limits.cells))

    def count_positions(self, positions: int) -> None:
        """A table's grid, spanned positions counted: a few cells can span millions."""
        if positions > self.limits.cells:
            raise UnreadableDocumentError("TOO_MANY_PARTS", str(self.limits.cells))


class Walk:
    """What both walks share: which elements are seen, and where a line ends."""

    def __init__(self, counter: Counter) -> None:
        self.counter = counter
        self.text = LinedText()
        self.objects: list[EmbeddedObject] = []
        self._preformatted = 0

    def end_line(self) -> None:
        """What comes next stands on a line of its own."""
        raise NotImplementedError

    def table(self, element: html.HtmlElement, depth: int) -> None:
        """A `<table>` at this place."""
        raise NotImplementedError

    def children(self, element: html.HtmlElement, depth: int) -> None:
        """The element's content, in order."""
        self.write(element.text)
        for child in element:
            self.element(child, depth + 1)
            self.write(child.tail)

    def element(self, element: html.HtmlElement, depth: int) -> None:
        """One element, whatever it is."""
        name = tag_name(element)
        if not name or name in element_names("unseen"):
            return
        if depth > MAX_DEPTH:
            self.counter.too_deep = True
            for text in element.itertext():
                self.write(text)
        elif name == "table":
            self.table(element, depth)
        elif name == "br":
            self.end_line()
        elif name in ("img", "input"):
            self._leaf(element, name)
        elif name in element_names("blocks"):
            self.end_line()
            self.block(element, name, depth)
            self.end_line()
        else:
            self.children(element, depth)

    def block(self, element: html.HtmlElement, name: str, depth: int) -> None:
        """An element that begins and ends a line."""
        self._preformatted += name == "pre"
        self.children(element, depth)
        self._preformatted -= name == "pre"

    def write(self, text: str | None) -> None:
        """A text node, its line marks taken out."""
        for piece, line in stretches(text, self.counter.line):
            if self._preformatted:
                self.text.add_verbatim(piece, line)
            else:
                self.text.add(piece, line)
            if line is not None:
                self.counter.line = line + piece.count("\n")

    def _leaf(self, element: html.HtmlElement, name: str) -> None:
        """Elements without content that still show something: pictures, check boxes, filled-in fields."""
        if name == "img":
            at = Locator(block=self.counter.block, line=self.counter.line)
            self.objects.append(EmbeddedObject("picture", at, unmarked(element.get("alt"))))
        elif element.get("type", "").lower() in ("checkbox", "radio"):
            mark = _CHECKED if element.get("checked") is not None else _UNCHECKED
            self.text.add(f" {mark} ", self.counter.line)


class CellWalk(Walk):
    """Collects the text of one cell or caption, and the tables that stand in it."""

    def __init__(self, counter: Counter) -> None:
        super().__init__(counter)
        self.tables: list[Table] = []

    def end_line(self) -> None:
        """What comes next stands on a line of its own."""
        self.text.end_line()

    def table(self, element: html.HtmlElement, depth: int) -> None:
        """A `<table>` at this place."""
        from extractors.webpage.tables import read_table

        self.end_line()
        table, stray = read_table(element, self.counter, depth)
        for paragraph in stray:
            self.text.add(paragraph.text, paragraph.printed.at.line)
            self.end_line()
        self.tables += [table] if table else []


class BodyWalk(Walk):
    """Collects the blocks of a page; the site's furniture and hidden text are kept apart."""

    def __init__(self, counter: Counter) -> None:
        super().__init__(counter)
        self.blocks: list[Block] = []
        self.furniture: list[Paragraph] = []
        self._in_furniture = 0
        self._role: ParagraphRole = "body"
        self._level = 0
        self._marker = ""
        self._items: list[int | None] = []

    def end_line(self) -> None:
        """What comes next stands on a line of its own."""
        if not self.text:
            return
        paragraph = Paragraph(self.text.printed(self.counter.next_block()), self._role, self._level, self._marker)
        (self.furniture if self._in_furniture else self.blocks).append(paragraph)
        self.text, self._marker = LinedText(), ""

    def table(self, element: html.HtmlElement, depth: int) -> None:
        """A `<table>` at this place."""
        from extractors.webpage.tables import read_table

        self.end_line()
        table, stray = read_table(element, self.counter, depth)
        if self._in_furniture:
            self.furniture += [*stray, *_flattened(table)]
        else:
            self.blocks += [*stray, *([table] if table else [])]

    def element(self, element: html.HtmlElement, depth: int) -> None:
        """One element, whatever it is."""
        if tag_name(element) and (is_hidden(element) or is_furniture(element)):
            self.end_line()
            self._in_furniture += 1
            super().element(element, depth)
            self.end_line()
            self._in_furniture -= 1
        else:
            super().element(element, depth)

    def block(self, element: html.HtmlElement, name: str, depth: int) -> None:
        """An element that begins and ends a line."""
        outer = self._role, self._level
        if name in _HEADINGS:
            self._role, self._level = "heading", _HEADINGS[name]
        elif name in ("ul", "ol"):
            self._items.append(read_count(element, "start", 1, 10**6) if name == "ol" else None)
        elif name == "li":
            self._role, self._level = "list_item", max(len(self._items), 1)
            self._marker = self._next_marker()
        super().block(element, name, depth)
        self.end_line()
        if name in ("ul", "ol"):
            self._items.pop()
        self._role, self._level = outer
        self._marker = ""

    def _next_marker(self) -> str:
        """The number or bullet that the browser prints before a list item."""
        number = self._items[-1] if self._items else None
        if number is None:
            return "•"
        self._items[-1] = number + 1
        return f"{number}."


def _flattened(table: Table | None) -> Iterator[Paragraph]:
    """A table of the site's frame as plain paragraphs, one a cell."""
    for each in [table, *table.nested()] if table else []:
        yield from (Paragraph(cell.printed) for cell in each.cells if cell.printed)
