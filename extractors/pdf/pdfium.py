"""Opening a PDF with pdfium's C interface, and a page's coordinates as a reader sees them.

A PDF counts points from the bottom left, may turn a page by quarters and may show only a part of it (CropBox). All code
above works with points from the top left of the page as displayed. pypdfium2's raw interface is used, since one object
for each character costs more than the whole table finder.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

from extractors.model import Box, UnreadableDocumentError

Matrix = tuple[float, float, float, float, float, float]
"""(a, b, c, d, e, f): x' = a·x + c·y + e, y' = b·x + d·y + f, as PDF writes it."""

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

_started = False


def start_pdfium() -> None:
    """Initialise the library once in a process (pypdfium2's helpers would do the same)."""
    global _started
    if not _started:
        pdfium.FPDF_InitLibrary()
        _started = True


@contextmanager
def open_pdf(data: bytes, password: str | None = None) -> Iterator[Any]:
    """The open document handle; `UnreadableDocumentError` PDF_PASSWORD, PDF_PROTECTION or DAMAGED if pdfium refuses."""
    start_pdfium()
    handle = pdfium.FPDF_LoadMemDocument64(data, len(data), password.encode() if password is not None else None)
    if not handle:
        raise UnreadableDocumentError(_refusal(pdfium.FPDF_GetLastError()))
    try:
        yield handle
    finally:
        pdfium.FPDF_CloseDocument(handle)


def _refusal(error: int) -> str:
    if error == pdfium.FPDF_ERR_PASSWORD:
        return "PDF_PASSWORD"
    if error == pdfium.FPDF_ERR_SECURITY:
        return "PDF_PROTECTION"
    return "DAMAGED"


def read_property(document: Any, key: str) -> str | None:
    """A text of the document's information dictionary (`Title`, `Author`, …), None where it is empty."""
    size = pdfium.FPDF_GetMetaText(document, key.encode(), None, 0)
    if size <= 2:
        return None
    buffer = ctypes.create_string_buffer(size)
    pdfium.FPDF_GetMetaText(document, key.encode(), buffer, size)
    text = buffer.raw[: size - 2].decode("utf-16-le", "ignore").replace("\x00", "").strip()
    return text or None


def multiply(first: Matrix, second: Matrix) -> Matrix:
    """The matrix that applies `first`, then `second`."""
    a, b, c, d, e, f = first
    k, m, n, o, p, q = second
    return (a * k + b * n, a * m + b * o, c * k + d * n, c * m + d * o, e * k + f * n + p, e * m + f * o + q)


def transform(matrix: Matrix, x0: float, y0: float, x1: float, y1: float) -> Box:
    """The upright rectangle around a rectangle moved by a matrix."""
    a, b, c, d, e, f = matrix
    if b == 0.0 and c == 0.0:
        left, right, top, bottom = a * x0 + e, a * x1 + e, d * y0 + f, d * y1 + f
        return Box(min(left, right), min(top, bottom), max(left, right), max(top, bottom))
    xs = (a * x0 + c * y0 + e, a * x1 + c * y0 + e, a * x0 + c * y1 + e, a * x1 + c * y1 + e)
    ys = (b * x0 + d * y0 + f, b * x1 + d * y0 + f, b * x0 + d * y1 + f, b * x1 + d * y1 + f)
    return Box(min(xs), min(ys), max(xs), max(ys))


@dataclass(frozen=True, slots=True)
class Frame:
    """A page as displayed: its size in points and the matrix from PDF space to it (`quarters`: turned clockwise)."""

    width: float
    height: float
    matrix: Matrix
    quarters: int

    def turned(self, quarters: int) -> Frame:
        """The page turned clockwise by further quarters (for a page whose text lies on its side)."""
        turn: Matrix = (
            (1.0, 0.0, 0.0, 1.0, 0.0, 0.0),
            (0.0, 1.0, -1.0, 0.0, self.height, 0.0),
            (-1.0, 0.0, 0.0, -1.0, self.width, self.height),
            (0.0, -1.0, 1.0, 0.0, 0.0, self.width),
        )[quarters % 4]
        sides = (self.width, self.height) if quarters % 2 == 0 else (self.height, self.width)
        return Frame(*sides, multiply(self.matrix, turn), (self.quarters + quarters) % 4)


def read_frame(page: Any) -> Frame:
    """The displayed size and the matrix of a page, with its rotation and its visible part."""
    rect = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, rect)
    left, bottom, right, top = rect.left, rect.bottom, rect.right, rect.top
    quarters = max(pdfium.FPDFPage_GetRotation(page), 0) % 4
    upright = Frame(right - left, top - bottom, (1.0, 0.0, 0.0, -1.0, -left, top), 0)
    return upright.turned(quarters) if quarters else upright
