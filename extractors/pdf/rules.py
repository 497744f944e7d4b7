"""A page's rules: every line, however it is drawn, as a horizontal or vertical stretch.

What is wrong in the world: one program strokes a line, another fills a rectangle half a point thick, a third strokes
the outline of a cell, a fourth paints a dotted line as thousands of segments of a point each, print drivers paste thin
images, and the whole may stand in a form XObject with a matrix of its own. All become `Stroke`s here; letters drawn as
curves, invisible paths and white ones do not, save a white rule that parts shaded cells (`white_rules.py`).
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import nan
from typing import Any, Literal

import pypdfium2.raw as pdfium

from extractors.model import Box
from extractors.pdf.bulk import (
    Drawn,
    count_segments,
    drawn_in_form,
    drawn_on_page,
    get_draw_mode,
    get_fill_colour,
    get_stroke_colour,
    is_curved,
    matrix_of,
    segments_of,
)
from extractors.pdf.pdfium import Frame, Matrix, multiply, transform
from extractors.pdf.rings import ring_sides
from extractors.pdf.white_rules import Stroke, white_rules

THIN = 3.2
"""The thickest rule in points; the double and triple lines around a title row are 2 to 3 points thick."""

GAP = 4.5
"""Points between two dashes of one rule, at most."""

_DOT = 1.6
_DASH = 6.0
_SAME = 0.05
_NEAR, _FAR = -30000.0, 30000.0
_SMALLEST_BOX = 6.0
_SMALLEST_GRID = 24.0
_DEEPEST_FORM = 6
_MOST_SEGMENTS, _MOST_LINES, _FEW_SEGMENTS = 2000, 8, 6


Ink = Literal["dark", "white", "none"]
"""What a path is painted with; anything that is not white is dark."""

_Piece = list[tuple[float, float, float, float]]
"""The straight sides (x0, y0, x1, y1) of one sub-path."""


@dataclass(slots=True)
class Drawing:
    """What is drawn on a page apart from its text. Boxes are in the page as displayed."""

    horizontal: list[Stroke] = field(default_factory=list)
    vertical: list[Stroke] = field(default_factory=list)
    fills: list[Box] = field(default_factory=list)
    images: list[Box] = field(default_factory=list)
    glyphs: list[Box] = field(default_factory=list)
    white_horizontal: list[Stroke] = field(default_factory=list)
    white_vertical: list[Stroke] = field(default_factory=list)
    is_cut_short: bool = False

    @property
    def has_rules(self) -> bool:
        """Whether anything here could make a grid."""
        return bool(self.horizontal or self.vertical or self.fills)


class _Dots:
    """The dots or dashes of one rule, put together as they come: a page can have ten thousand of them.

    Only the first one of a run is asked for its pen.
    """

    __slots__ = ("is_open", "is_visible", "x0", "x1", "y0", "y1")

    def __init__(self) -> None:
        self.x0 = self.y0 = self.x1 = self.y1 = 0.0
        self.is_open = self.is_visible = False

    def extend(self, x0: float, y0: float, x1: float, y1: float) -> bool:
        """Whether a dot goes on with the run."""
        if not self.is_open:
            return False
        if -_SAME < y0 - self.y0 < _SAME and -_SAME < y1 - self.y1 < _SAME:
            if -0.5 <= x0 - self.x1 <= GAP:
                self.x1 = x1
                return True
            if -0.5 <= self.x0 - x1 <= GAP:
                self.x0 = x0
                return True
        elif -_SAME < x0 - self.x0 < _SAME and -_SAME < x1 - self.x1 < _SAME:
            if -0.5 <= y0 - self.y1 <= GAP:
                self.y1 = y1
                return True
            if -0.5 <= self.y0 - y1 <= GAP:
                self.y0 = y0
                return True
        return False

    def ends_with(self, x0: float, y0: float, x1: float, y1: float) -> bool:
        """Whether a dot of this place and height is the last one of an open run to the right."""
        return self.is_open and x1 == self.x1 and y0 == self.y0 and y1 == self.y1 and x0 >= self.x0

    def start(self, x0: float, y0: float, x1: float, y1: float, is_visible: bool) -> None:
        """Begin a run with a dot."""
        self.x0, self.y0, self.x1, self.y1 = x0, y0, x1, y1
        self.is_open, self.is_visible = True, is_visible


class _Reader:
    """Walks the objects of one page, and of the forms on it, with reused buffers."""

    def __init__(self, most_objects: int) -> None:
        self.drawing = Drawing()
        self.left = most_objects
        self.fill, self.stroke = ctypes.c_int(), ctypes.c_int()
        self.mode_at = ctypes.byref(self.fill), ctypes.byref(self.stroke)
        self.colour = tuple(ctypes.c_uint() for _ in range(4))
        self.colour_at = tuple(map(ctypes.byref, self.colour))
        self.dots = _Dots()

    def read(self, things: Iterable[Drawn], matrix: Matrix, depth: int) -> None:
        """Four of five objects of a page are the next dot of a rule to the right: those take the shortest way."""
        dots, path = self.dots, pdfium.FPDF_PAGEOBJ_PATH
        is_upright = matrix[1] == 0.0 == matrix[2] and matrix[0] == 1.0 and matrix[3] == -1.0
        dx, dy = matrix[4], matrix[5]
        low = high = end = nan
        for thing, kind, left, bottom, right, top in things:
            if self.left == 0:
                self.drawing.is_cut_short = True
                break
            self.left -= 1
            if bottom == low and top == high and -0.5 <= left - end <= GAP and right - left < _DASH and kind == path:
                end = right
                dots.x1 = right + dx
                continue
            if is_upright:
                x0, y0, x1, y1 = left + dx, dy - top, right + dx, dy - bottom
            else:
                x0, y0, x1, y1 = transform(matrix, left, bottom, right, top)
            is_dot = kind == path and x1 - x0 < _DASH and y1 - y0 < _DASH
            if not (is_dot and dots.extend(x0, y0, x1, y1)):
                self._read_thing(thing, kind, Box(x0, y0, x1, y1), matrix, depth)
            if is_upright and dots.ends_with(x0, y0, x1, y1):
                low, high, end = bottom, top, right
            elif is_dot or kind == pdfium.FPDF_PAGEOBJ_FORM:
                low = nan
        if depth == 0:
            self._end_dots()

    def _read_thing(self, thing: int, kind: int, box: Box, matrix: Matrix, depth: int) -> None:
        if kind == pdfium.FPDF_PAGEOBJ_FORM:
            self._read_form(thing, matrix, depth)
        elif not (_NEAR <= box.x0 <= box.x1 <= _FAR and _NEAR <= box.y0 <= box.y1 <= _FAR):
            return
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            self._read_path(thing, box, matrix)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            self._read_image(box)

    def _end_dots(self) -> None:
        dots = self.dots
        if dots.is_open and dots.is_visible:
            box = Box(dots.x0, dots.y0, dots.x1, dots.y1)
            self._add_thin(box, box.x1 - box.x0, box.y1 - box.y0)
        dots.is_open = False

    def _read_form(self, form: int, matrix: Matrix, depth: int) -> None:
        if depth >= _DEEPEST_FORM:
            self.drawing.is_cut_short = True
            return
        own = matrix_of(form)
        if own is not None:
            self.read(drawn_in_form(form), multiply(own, matrix), depth + 1)

    def _read_image(self, box: Box) -> None:
        width, height = box.x1 - box.x0, box.y1 - box.y0
        if min(width, height) < THIN:
            self._add_thin(box, width, height)
        else:
            self.drawing.images.append(box)

    def _read_path(self, path: int, box: Box, matrix: Matrix) -> None:
        x0, y0, x1, y1 = box
        width, height = x1 - x0, y1 - y0
        small, large = (width, height) if width < height else (height, width)
        if not get_draw_mode(path, *self.mode_at):
            return
        is_filled, is_stroked = bool(self.fill.value), bool(self.stroke.value)
        if not (is_filled or is_stroked):
            return
        is_line = is_stroked and not is_filled and small < 2 * THIN  # pdfium's bounds of a stroke are twice as thick
        if (
            THIN <= small < _SMALLEST_BOX
            and large < _SMALLEST_GRID
            and not (is_line and self._is_straight(path, matrix))
        ):
            self.drawing.glyphs.append(box)
            return
        if small < THIN or is_line:
            ink = self._ink(path, is_stroked)
            if large < _DASH:
                self._end_dots()
                self.dots.start(x0, y0, x1, y1, ink == "dark")
            elif ink != "none":
                self._add_thin(box, width, height, is_white=ink == "white")
            return
        segments = count_segments(path)
        if segments > 6 and large < _SMALLEST_GRID:
            self.drawing.glyphs.append(box)
        elif segments <= _MOST_SEGMENTS and small >= _SMALLEST_BOX:
            pieces = self._read_pieces(path, segments, matrix)
            if pieces is not None:
                self._read_outline(path, pieces, is_filled, is_stroked)
            elif large < _SMALLEST_GRID:
                self.drawing.glyphs.append(box)

    def _ink(self, path: int, is_stroked: bool) -> Ink:
        """White is how some programs erase a border, transparent how others keep one that is switched off."""
        get = get_stroke_colour if is_stroked else get_fill_colour
        if not get(path, *self.colour_at):
            return "dark"
        red, green, blue, alpha = self.colour
        if not alpha.value:
            return "none"
        return "white" if red.value == green.value == blue.value == 255 else "dark"

    def _add_thin(self, box: Box, width: float, height: float, *, is_white: bool = False) -> None:
        drawing = self.drawing
        is_dot = width < _DOT and height < _DOT
        if width >= height or is_dot:
            stroke = ((box.y0 + box.y1) / 2, box.x0, box.x1, height)
            (drawing.white_horizontal if is_white else drawing.horizontal).append(stroke)
        if height > width or is_dot:
            stroke = ((box.x0 + box.x1) / 2, box.y0, box.y1, width)
            (drawing.white_vertical if is_white else drawing.vertical).append(stroke)

    def _read_outline(self, path: int, pieces: list[_Piece], is_filled: bool, is_stroked: bool) -> None:
        """The straight sides of a stroked path are rules; a filled rectangle is a shade (or thin parts: rules)."""
        drawing = self.drawing
        if is_stroked and self._ink(path, True) == "dark":
            for x0, y0, x1, y1 in (side for piece in pieces for side in piece):
                if abs(y0 - y1) < 0.8:
                    drawing.horizontal.append(((y0 + y1) / 2, min(x0, x1), max(x0, x1), 0.5))
                elif abs(x0 - x1) < 0.8:
                    drawing.vertical.append(((x0 + x1) / 2, min(y0, y1), max(y0, y1), 0.5))
        ink = self._ink(path, False) if is_filled else "none"
        if ink == "none":
            return
        parts = [(_around(piece), len(piece) <= 5) for piece in pieces]
        if len(parts) == 2 and all(is_box for _, is_box in parts):
            ring = ring_sides(parts[0][0], parts[1][0], THIN)
            parts = [(side, True) for side in ring] or parts
        for part, is_box in parts:
            width, height = part.x1 - part.x0, part.y1 - part.y0
            if min(width, height) < THIN:
                self._add_thin(part, width, height, is_white=ink == "white")
            elif is_box and ink == "dark":
                drawing.fills.append(part)

    def _is_straight(self, path: int, matrix: Matrix) -> bool:
        """Whether a stroke is a line, or several side by side."""
        segments = count_segments(path)
        pieces = self._read_pieces(path, segments, matrix) if segments <= _MOST_LINES else None
        sides = [side for piece in pieces or () for side in piece]
        return bool(sides) and (
            all(abs(x0 - x1) < _SAME for x0, _, x1, _ in sides) or all(abs(y0 - y1) < _SAME for _, y0, _, y1 in sides)
        )

    def _read_pieces(self, path: int, segments: int, matrix: Matrix) -> list[_Piece] | None:
        """The sub-paths as lists of straight sides in displayed points; None if there is a curve."""
        if segments > _FEW_SEGMENTS and is_curved(path, segments):
            return None
        own = matrix_of(path)
        a, b, c, d, e, f = matrix if own is None else multiply(own, matrix)
        pieces: list[_Piece] = []
        first = here = (0.0, 0.0)
        for kind, x, y, is_closing in segments_of(path, segments):
            point = (a * x + c * y + e, b * x + d * y + f)
            if kind == pdfium.FPDF_SEGMENT_MOVETO:
                first = point
                pieces.append([])
            elif kind == pdfium.FPDF_SEGMENT_LINETO:
                if not pieces:
                    pieces.append([])
                pieces[-1].append((*here, *point))
            else:
                return None
            here = point
            if is_closing and here != first and pieces:
                pieces[-1].append((*here, *first))
        return [piece for piece in pieces if piece]


def _around(piece: _Piece) -> Box:
    xs = [v for side in piece for v in (side[0], side[2])]
    ys = [v for side in piece for v in (side[1], side[3])]
    return Box(min(xs), min(ys), max(xs), max(ys))


def read_drawing(page: Any, frame: Frame, most_objects: int) -> Drawing:
    """The rules, shades and images of a page; it stops (and says so) after `most_objects`."""
    reader = _Reader(most_objects)
    reader.read(drawn_on_page(page), frame.matrix, 0)
    drawing = reader.drawing
    if drawing.white_horizontal or drawing.white_vertical:
        horizontal, vertical = white_rules(
            drawing.white_horizontal, drawing.white_vertical, drawing.fills, drawing.horizontal
        )
        drawing.horizontal += horizontal
        drawing.vertical += vertical
    return drawing
