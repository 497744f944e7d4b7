"""The small filled paths of a page: what may be a letter that is drawn."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

import pypdfium2.raw as pdfium

from extractors.pdf.bulk import (
    Drawn,
    count_segments,
    drawn_in_form,
    drawn_on_page,
    get_draw_mode,
    matrix_of,
    points_of,
)
from extractors.pdf.outlines import Outline, trace_outline
from extractors.pdf.pdfium import Frame, Matrix, multiply, transform

LARGEST = 60.0
"""Points from side to side of the largest letter that is looked for."""

_SMALLEST = 0.3
_MOST_SEGMENTS = 300
_DEEPEST_FORM = 6
_KINDS = "LCML"
"""By pdfium's number of a segment's kind: line 0, curve 1, move 2; the unknown, -1, passes for a line."""


@dataclass(frozen=True, slots=True)
class DrawnPath:
    """A filled path of the size of a letter, not looked at yet; `matrix` is that of what it stands in."""

    handle: int
    count: int
    matrix: Matrix

    def trace(self) -> Outline | None:
        """Its outline in displayed points, but with y growing upwards as in a font; None if it encloses nothing."""
        own = matrix_of(self.handle)
        a, b, c, d, e, f = self.matrix if own is None else multiply(own, self.matrix)
        kinds, xs, ys = points_of(self.handle, self.count)
        strokes = "".join(map(_KINDS.__getitem__, kinds))
        if b == 0.0 == c:
            return trace_outline(strokes, [a * x + e for x in xs], [-(d * y + f) for y in ys])
        across = [a * x + c * y + e for x, y in zip(xs, ys, strict=True)]
        return trace_outline(strokes, across, [-(b * x + d * y + f) for x, y in zip(xs, ys, strict=True)])


def drawn_paths(page: Any, frame: Frame, most_objects: int) -> Iterator[DrawnPath]:
    """Filled paths of the size of letters on a page and in its forms, in the order of drawing."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    mode_at = ctypes.byref(fill), ctypes.byref(stroke)
    things = _things(drawn_on_page(page), frame.matrix, 0)
    for path, matrix in _small_paths(islice(things, most_objects)):
        count = count_segments(path)
        if 4 <= count <= _MOST_SEGMENTS and get_draw_mode(path, *mode_at) and fill.value:
            yield DrawnPath(path, count, matrix)


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
