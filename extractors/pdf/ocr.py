"""Pages, lines and cells that are pictures, read by a recogniser that flows hand in (tesseract, if it is installed).

A recogniser is useless on whole tables and good on single cells, so the grid of the page's rules cuts the picture. What
it says is a guess: it is marked (`Printed.is_recognised`), so that amounts in it are of low confidence, and has the
issue PDF_READ_BY_OCR. Where the text layer holds a part of a cell, the guess counts only if it confirms every letter of
it; long prose, in which some letter is always wrong, stays unread. Without a recogniser nothing here runs.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

from extractors.model import Box
from extractors.pdf.cells import DraftCell
from extractors.pdf.characters import Characters
from extractors.pdf.lines import Line
from extractors.pdf.pdfium import Frame
from extractors.pdf.trust import Trust
from extractors.pdf.words import LOST, Word

Recognise = Callable[[bytes], str | None]
"""A grey picture (binary PGM, 300 dots an inch, cropped) -> the text on it, lines apart by newlines; None if unread."""

_SCALE = 300 / 72
_INSET = 1.2
_MARGIN = 12
_LEAST_INK = 12
_LARGEST_SIDE = 6000
_MOST_LINES = 4
_LONGEST_GUESS = 24
_LONE_SIGN = re.compile(r"\d{1,2}")
_IS_DARK = bytes(grey < 128 for grey in range(256))


@dataclass(frozen=True, slots=True)
class Picture:
    """An open page as a picture, and who reads it."""

    page: Any
    frame: Frame
    turned: int
    number: int
    recognise: Recognise

    def read_cells(self, cells: Sequence[DraftCell], trust: Trust) -> None:
        """Read the cells whose text cannot be believed or lacks letters, as far as that is certain enough."""
        for cell in cells:
            if trust.is_all_unusable or cell.has_lost_letters:
                self._read_cell(cell, may_contradict=trust.complaint is not None)

    def _read_cell(self, cell: DraftCell, *, may_contradict: bool) -> None:
        """Replace the lines of a cell; a cell without ink stays blank, one that cannot be read as it was."""
        if len(cell.lines) > _MOST_LINES:
            return
        x0, y0, x1, y1 = cell.box
        found = self.read_area(Box(x0 + _INSET, y0 + _INSET, x1 - _INSET, y1 - _INSET))
        said = "" if may_contradict else cell.text.replace(LOST, "")
        is_lone = not cell.lines and cell.has_lost_letters
        text = "".join(line.text for line in found or ())
        if found is None or not _confirms(text, said) or (not said and len(text) > _LONGEST_GUESS):
            return
        if is_lone and not _LONE_SIGN.fullmatch(text):
            return
        cell.lines = found
        cell.words = [word for line in found for word in line.words]
        cell.is_recognised = True

    def read_lines(self, lines: Sequence[Line]) -> list[Line]:
        """Each line as its picture says, in its place; what cannot be read is left out."""
        found: list[Line] = []
        for line in lines:
            x0, y0, x1, y1 = line.box
            found += self.read_area(Box(x0 - 2, y0 - 2, x1 + 2, y1 + 2)) or []
        return found

    def read_between(self, boxes: Sequence[Box]) -> list[Line]:
        """What a page says above, between and below its tables."""
        found: list[Line] = []
        top = 0.0
        for box in sorted(boxes, key=lambda b: b.y0):
            found += self.read_area(Box(0, top, self.frame.width, box.y0 - _INSET)) or []
            top = max(top, box.y1 + _INSET)
        return found + (self.read_area(Box(0, top, self.frame.width, self.frame.height)) or [])

    def read_area(self, area: Box) -> list[Line] | None:
        """The lines that a part of the page says, each a strip of the part; None where its ink was not read."""
        picture = render_area(self.page, self.frame, self.turned, area)
        if picture is None:
            return []
        text = self.recognise(picture)
        if text is None:
            return None
        texts = [" ".join(line.split()) for line in text.splitlines()]
        texts = [line for line in texts if line]
        if not texts:
            return None
        height = (area.y1 - area.y0) / len(texts)
        return [
            _line(line, Box(area.x0, area.y0 + i * height, area.x1, area.y0 + (i + 1) * height), self.number)
            for i, line in enumerate(texts)
        ]


def _confirms(recognised: str, said: str) -> bool:
    """Whether every letter of the text layer stands in the recognised text in the same order."""
    letters = iter("".join(recognised.split()))
    return all(letter in letters for letter in "".join(said.split()))


def _line(text: str, area: Box, number: int) -> Line:
    nowhere = Characters("", [], [], [], [], [], set(), 0.0, 0.0)
    size = min(area.y1 - area.y0, 10.0)
    word = Word(text, area, area.x0, area.x1, area.y1, size, 0, 0, 0, nowhere)
    return Line([word], area, area.y1, size, text, [0], number, is_recognised=True)


def render_area(page: Any, frame: Frame, turned: int, area: Box) -> bytes | None:
    """The ink of a part of the page, with a margin, as a binary PGM; None where it has none or is too large."""
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
    return _crop(bytes(pixels), stride, width, height)


def _crop(raw: bytes, stride: int, width: int, height: int) -> bytes | None:
    """A picture cut to its ink; None if it has next to none."""
    rows = [raw[row * stride : row * stride + width] for row in range(height)]
    dark = [row.translate(_IS_DARK) for row in rows]
    inked = [i for i, row in enumerate(dark) if 1 in row]
    if sum(row.count(1) for row in dark) < _LEAST_INK:
        return None
    left = min(dark[i].index(1) for i in inked)
    right = max(dark[i].rindex(1) for i in inked) + 1
    side = b"\xff" * _MARGIN
    blank = b"\xff" * (right - left + 2 * _MARGIN)
    kept = [side + row[left:right] + side for row in rows[inked[0] : inked[-1] + 1]]
    kept = [blank] * _MARGIN + kept + [blank] * _MARGIN
    return b"P5 %d %d 255\n" % (len(blank), len(kept)) + b"".join(kept)
