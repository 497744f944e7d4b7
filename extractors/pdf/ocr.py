"""Pages and cells that are pictures, read by a recogniser that flows hand in (tesseract with Korean, if installed).

A recogniser is useless on whole tables and good on single cells, so the grid of the page's rules cuts the picture. What
it says is a guess: every such page carries the issue PDF_READ_BY_OCR, and amounts stay unread above unless a sum proves
them. Without a recogniser nothing here runs.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Sequence
from typing import Any

import pypdfium2.raw as pdfium

from extractors.model import Box
from extractors.pdf.cells import DraftCell
from extractors.pdf.characters import Characters
from extractors.pdf.lines import Line
from extractors.pdf.pdfium import Frame
from extractors.pdf.words import Word

Recognise = Callable[[bytes], str]
"""A grey picture (binary PGM, 300 dots an inch) -> the text on it, lines apart by newlines."""

_SCALE = 300 / 72
_INSET = 1.2
_BLANK_SHARE = 0.002
_LARGEST_SIDE = 6000


def read_cells_by_picture(
    page: Any, frame: Frame, turned: int, number: int, cells: Sequence[DraftCell], recognise: Recognise
) -> None:
    """Replace the lines of each cell by what its picture says; a cell without ink stays blank."""
    for cell in cells:
        x0, y0, x1, y1 = cell.box
        inner = Box(x0 + _INSET, y0 + _INSET, x1 - _INSET, y1 - _INSET)
        cell.lines = read_area(page, frame, turned, number, inner, recognise)
        cell.words = [word for line in cell.lines for word in line.words]


def read_area(page: Any, frame: Frame, turned: int, number: int, area: Box, recognise: Recognise) -> list[Line]:
    """The lines that a part of the page says; each has the place of the whole part."""
    picture = render_area(page, frame, turned, area)
    if picture is None:
        return []
    texts = [" ".join(text.split()) for text in recognise(picture).splitlines()]
    return [_line(text, area, number) for text in texts if text]


def _line(text: str, area: Box, number: int) -> Line:
    nowhere = Characters("", [], [], [], [], [], set(), 0.0, 0.0)
    size = min(area.y1 - area.y0, 10.0)
    word = Word(text, area, area.x0, area.x1, area.y1, size, 0, 0, 0, nowhere)
    return Line([word], area, area.y1, size, text, [0], number)


def render_area(page: Any, frame: Frame, turned: int, area: Box) -> bytes | None:
    """A part of the page as a binary PGM; None where it holds no ink, or is too large or empty to be drawn."""
    width, height = int((area.x1 - area.x0) * _SCALE), int((area.y1 - area.y0) * _SCALE)
    if not (4 < width < _LARGEST_SIDE and 4 < height < _LARGEST_SIDE):
        return None
    stride = (width + 3) // 4 * 4
    pixels = (ctypes.c_ubyte * (stride * height))()
    bitmap = pdfium.FPDFBitmap_CreateEx(width, height, pdfium.FPDFBitmap_Gray, pixels, stride)
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
        place = (-int(area.x0 * _SCALE), -int(area.y0 * _SCALE))
        size = (int(frame.width * _SCALE), int(frame.height * _SCALE))
        pdfium.FPDF_RenderPageBitmap(bitmap, page, *place, *size, turned, pdfium.FPDF_ANNOT | pdfium.FPDF_GRAYSCALE)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    raw = bytes(pixels)
    rows = b"".join(raw[row * stride : row * stride + width] for row in range(height))
    if sum(rows.count(bytes((grey,))) for grey in range(0, 128, 4)) * 4 < _BLANK_SHARE * len(rows):
        return None
    return b"P5 %d %d 255\n" % (width, height) + rows
