"""The small filled paths of a page, as shapes: what may be a letter that is drawn."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import pypdfium2.raw as pdfium

from extractors.model import Box
from extractors.pdf.bulk import (
    Drawn,
    count_segments,
    drawn_in_form,
    drawn_on_page,
    get_draw_mode,
    matrix_of,
    segments_of,
)
from extractors.pdf.outlines import Point, Shape, points_to_shape
from extractors.pdf.pdfium import Frame, Matrix, multiply, transform

LARGEST = 60.0
"""Points from side to side of the largest letter that is looked for."""

_SMALLEST = 0.3
_MOST_SEGMENTS = 300
_DEEPEST_FORM = 6
_KINDS = {pdfium.FPDF_SEGMENT_MOVETO: "M", pdfium.FPDF_SEGMENT_LINETO: "L", pdfium.FPDF_SEGMENT_BEZIERTO: "C"}


def drawn_shapes(page: Any, frame: Frame, most_objects: int) -> Iterator[tuple[Shape, Box]]:
    """Filled paths of the size of letters, with the rectangle around them, in the page as displayed."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    mode_at = ctypes.byref(fill), ctypes.byref(stroke)
    things = _things(drawn_on_page(page), frame.matrix, 0)
    for path, matrix in _small_paths(islice(things, most_objects)):
        count = count_segments(path)
        if 4 <= count <= _MOST_SEGMENTS and get_draw_mode(path, *mode_at) and fill.value:
            points = _points(path, count, matrix)
            shape = points_to_shape(points)
            if shape is not None:
                xs, ys = [x for _, x, _ in points], [-y for _, _, y in points]
                yield shape, Box(min(xs), min(ys), max(xs), max(ys))


def _things(things: Iterable[Drawn], matrix: Matrix, depth: int) -> Iterator[tuple[Drawn, Matrix]]:
    """What is drawn, that in forms too, each with the matrix of what it stands in."""
    for thing in things:
        yield thing, matrix
        if thing[1] == pdfium.FPDF_PAGEOBJ_FORM:
            own = matrix_of(thing[0])
            if own is not None and depth < _DEEPEST_FORM:
                yield from _things(drawn_in_form(thing[0]), multiply(own, matrix), depth + 1)


def _small_paths(things: Iterable[tuple[Drawn, Matrix]]) -> Iterator[tuple[int, Matrix]]:
    """Paths of the size of letters."""
    for (path, kind, left, bottom, right, top), matrix in things:
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            box = transform(matrix, left, bottom, right, top)
            if _SMALLEST < max(box.x1 - box.x0, box.y1 - box.y0) < LARGEST:
                yield path, matrix


def _points(path: int, count: int, matrix: Matrix) -> list[Point]:
    """The strokes of a path in displayed points, but with y growing upwards as in a font."""
    own = matrix_of(path)
    a, b, c, d, e, f = matrix if own is None else multiply(own, matrix)
    return [
        (_KINDS.get(kind, "L"), a * x + c * y + e, -(b * x + d * y + f)) for kind, x, y, _ in segments_of(path, count)
    ]
