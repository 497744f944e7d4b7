"""PDF read again, with pdfplumber: its own parser (pdfminer), its own characters, its own finder of cells.

Before an office is told that its sum is wrong, another program has to have read the same figures. pdfplumber shares
no line with our reader: where its cell says the same, the reading is confirmed. Where its cells differ (it loses open
sides and rows without rules), the figure is looked up by its baseline and its column among pdfplumber's words instead;
and where neither finds it, the reading is not confirmed.
"""

from __future__ import annotations

import io
import re
import struct
import zlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Literal, NamedTuple

from extractors.model import Box, Cell, Locator, Printed, SourceDocument, Table, UnreadableDocumentError

_SETTINGS = {
    "edge_min_length_prefilter": 0.1,  # Hancom's dotted rules are thousands of short segments
    "edge_min_length": 3,
    "join_tolerance": 4,
    "intersection_tolerance": 4,
}
_SAME_LINE = 3.0
_NO_LETTERS = dict.fromkeys(map(ord, "\x00\x01\ufffe\uffff"))
# pdfminer fails in as many ways as there are damaged bytes; none of these is a bug of ours.
_FAILURES = (
    ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, MemoryError, NotImplementedError, OSError,
    RecursionError, StopIteration, TypeError, ValueError, struct.error, zlib.error,
)  # fmt: skip


class PdfOpinion(NamedTuple):
    """What pdfplumber reads at a place: whether it is the same (None: nothing found there), what, and by what means."""

    agrees: bool | None
    printed_text: str | None
    by: Literal["cell", "baseline_and_column", "nothing"]


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class _Cell:
    text: str
    box: Box


@dataclass(slots=True)
class _Page:
    words: list[_Word] = field(default_factory=list)
    tables: list[list[_Cell]] = field(default_factory=list)


class PdfSecondReader:
    """A PDF open for questions; a page is parsed when the first question about it comes. Close it after use."""

    reader = "pdfplumber"

    def __init__(self, data: bytes) -> None:
        """Raises `UnreadableDocumentError` PDF_SECOND_READER_FAILED where pdfplumber cannot open the file."""
        import pdfplumber

        from extractors.second.own_encodings import FontsWithOwnEncodings

        try:
            self._pdf: Any = pdfplumber.open(io.BytesIO(data))
            self._pdf.rsrcmgr = FontsWithOwnEncodings()
            self.page_count = len(self._pdf.pages)
        except _FAILURES as failure:
            raise _failed(failure) from None
        except Exception as failure:
            # its parser's own exceptions share no base class but this one
            if type(failure).__module__.split(".")[0] not in ("pdfminer", "pdfplumber"):
                raise
            raise _failed(failure) from None
        self._pages: dict[int, _Page | None] = {}

    def close(self) -> None:
        """Release the file."""
        self._pdf.close()

    def opinion(self, at: Locator, printed_text: str) -> PdfOpinion:
        """What stands at the box of a value as our reader read it (white space does not count)."""
        page = self._page(at.page) if at.page is not None and at.box is not None else None
        if page is None or at.box is None:
            return PdfOpinion(None, None, "nothing")
        want = _squeeze(printed_text)
        cell = _cell_around(page, at.box)
        if cell is not None and want and (_squeeze(cell.text) == want or _line_beside(cell, page, at.box, want)):
            return PdfOpinion(True, printed_text, "cell")
        words = _words_at(page, at.box)
        text = " ".join(w.text for w in words)
        if not text:
            return PdfOpinion(True if not want and cell is not None else None, None, "nothing")
        agrees = (_squeeze(text) == want or _holds_figure(text, want)) and _stands_alone(words, page)
        return PdfOpinion(agrees, text, "baseline_and_column")

    def _page(self, number: int) -> _Page | None:
        if number not in self._pages:
            self._pages[number] = self._parse(number) if 1 <= number <= self.page_count else None
        return self._pages[number]

    def _parse(self, number: int) -> _Page | None:
        try:
            return _parse_page(self._pdf.pages[number - 1])
        except _FAILURES:
            return None  # no opinion on this page

    def tables(self, number: int) -> list[list[_Cell]]:
        """The cells of each table of a page (1-based) as pdfplumber finds them."""
        page = self._page(number)
        return page.tables if page is not None else []


def read_pdf_again(data: bytes, pages: Collection[int] | None = None) -> SourceDocument:
    """The tables of all or some pages (1-based) as pdfplumber finds them, a page's tables each for itself."""
    reader = PdfSecondReader(data)
    try:
        numbers = range(1, reader.page_count + 1) if pages is None else sorted(pages)
        found = [(number, cells) for number in numbers for cells in reader.tables(number) if cells]
        blocks = tuple(_to_table(cells, number, block) for block, (number, cells) in enumerate(found))
        return SourceDocument("pdf", blocks, reader.reader, _version(), reader.page_count)
    finally:
        reader.close()


def _failed(failure: Exception) -> UnreadableDocumentError:
    return UnreadableDocumentError("PDF_SECOND_READER_FAILED", type(failure).__name__)


def _version() -> str:
    from importlib.metadata import version

    return version("pdfplumber")


def _parse_page(page: Any) -> _Page:
    """The words and cells of a page, in points from the top left of what is visible of it."""
    dx, dy = _visible_corner(page)

    def shift(x0: float, y0: float, x1: float, y1: float) -> Box:
        return Box(x0 - dx, y0 - dy, x1 - dx, y1 - dy)

    words = [
        _Word(w["text"], shift(w["x0"], w["top"], w["x1"], w["bottom"]))
        for w in page.extract_words(x_tolerance=2, y_tolerance=2)
    ]
    tables = []
    for table in page.find_tables(_SETTINGS):
        cells = []
        for box in table.cells:
            text = page.crop(box, strict=False).extract_text() or ""
            cells.append(_Cell(text, shift(*box)))
        tables.append(cells)
    page.close()
    return _Page(words, tables)


def _visible_corner(page: Any) -> tuple[float, float]:
    """Where pdfplumber puts the upper left corner of what is visible: pdfminer turns the page, pdfplumber flips it."""
    left, bottom, right, top = page.page_obj.cropbox
    m_left, m_bottom, m_right, m_top = page.page_obj.mediabox
    x, y = (
        (left - m_left, top - m_bottom),
        (bottom - m_bottom, m_right - left),
        (m_right - right, m_top - bottom),
        (m_top - top, right - m_left),
    )[page.rotation // 90 % 4]
    return page.mediabox[0] + x, page.mediabox[1] + page.height - y


def _squeeze(text: str) -> str:
    """Without white space and the characters that stand for it (Chromium's print writes U+0001)."""
    return "".join(text.translate(_NO_LETTERS).split())


def _middle(box: Box) -> tuple[float, float]:
    return (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2


def _holds(box: Box, x: float, y: float) -> bool:
    return box.x0 <= x <= box.x1 and box.y0 <= y <= box.y1


def _cell_around(page: _Page, box: Box) -> _Cell | None:
    """The smallest cell around the middle of a box."""
    x, y = _middle(box)
    around = [c for cells in page.tables for c in cells if _holds(c.box, x, y)]
    return min(around, key=lambda c: (c.box.x1 - c.box.x0) * (c.box.y1 - c.box.y0), default=None)


def _line_beside(cell: _Cell, page: _Page, box: Box, want: str) -> bool:
    """Whether a cell with several lines holds the value as a whole line at the same height."""
    if want not in [_squeeze(line) for line in cell.text.splitlines()]:
        return False
    return _squeeze("".join(w.text for w in _words_at(page, box))) == want


def _holds_figure(text: str, want: str) -> bool:
    """Whether a figure stands whole among others in the word at its place (`(16,800/2,880)`): the word is its box."""
    return want[:1].isdigit() and re.search(rf"(?<![\d.,]){re.escape(want)}(?![.,]?\d)", text) is not None


def _words_at(page: _Page, box: Box) -> list[_Word]:
    """Words on the baseline of a box whose middle lies in its column."""
    height = box.y1 - box.y0
    found = [
        w
        for w in page.words
        if abs(_middle(w.box)[1] - _middle(box)[1]) < max(_SAME_LINE, 0.35 * height)
        and box.x0 - 1.5 <= _middle(w.box)[0] <= box.x1 + 1.5
    ]
    return sorted(found, key=lambda w: w.box.x0)


def _stands_alone(words: list[_Word], page: _Page) -> bool:
    """Whether nothing touches the value at either end: else it is a part of a longer figure."""
    first, last = words[0].box, words[-1].box
    for word in page.words:
        if word in words or abs(_middle(word.box)[1] - _middle(first)[1]) > _SAME_LINE:
            continue
        if abs(word.box.x1 - first.x0) < 0.6 or abs(word.box.x0 - last.x1) < 0.6:
            return False
    return True


def _to_table(cells: list[_Cell], page: int, block: int) -> Table:
    """Cells as a grid: their edges, three points apart or more, are its lines."""
    xs = _lines([v for c in cells for v in (c.box.x0, c.box.x1)])
    ys = _lines([v for c in cells for v in (c.box.y0, c.box.y1)])
    placed = []
    for cell in cells:
        row, column = _nearest(ys, cell.box.y0), _nearest(xs, cell.box.x0)
        at = Locator(page, block, row, column, None, cell.box)
        spans = max(_nearest(ys, cell.box.y1) - row, 1), max(_nearest(xs, cell.box.x1) - column, 1)
        placed.append(Cell(row, column, *spans, Printed(cell.text, at), box=cell.box))
    placed.sort(key=lambda c: (c.row, c.column))
    box = Box(xs[0], ys[0], xs[-1], ys[-1])
    return Table(block, len(ys) - 1, len(xs) - 1, tuple(placed), page=page, box=box)


def _lines(values: list[float]) -> list[float]:
    ordered = sorted(values)
    return [ordered[0], *(b for a, b in pairwise(ordered) if b - a > 3)]


def _nearest(lines: list[float], value: float) -> int:
    return min(range(len(lines)), key=lambda i: abs(lines[i] - value))


def iterate_opinions(data: bytes, questions: Collection[tuple[Locator, str]]) -> Iterator[PdfOpinion]:
    """The opinion on each of several values of one file."""
    reader = PdfSecondReader(data)
    try:
        for at, printed_text in questions:
            yield reader.opinion(at, printed_text)
    finally:
        reader.close()
