"""What pdfium says of thousands of things, asked in bulk.

A page has a thousand characters and up to ten thousand objects, and pdfium answers for one at a time. Asked through
pypdfium2's typed functions, the asking costs four times the answer: each call makes a pointer object, checks four more
and gives the interpreter away. So the few functions that are called for each character and each object are bound a
second time here, with plain addresses, and called by `map` into one buffer. Nobody else is kept waiting for long: each
call takes less than a microsecond.
"""

from __future__ import annotations

import ctypes
from array import array
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from math import nan
from typing import Any

import pypdfium2.raw as pdfium

from extractors.pdf.pdfium import Matrix

_Call = Callable[..., Any]
_ADDRESS, _INT, _FLOAT = ctypes.c_void_p, ctypes.c_int, ctypes.c_float
_FIRST_CHUNK, _CHUNK = 512, 8192
"""Objects asked for together: a page with millions of them must not fill the memory with their addresses, and who only
looks for a few letters has often seen enough after the first."""


def address_of(handle: Any) -> int:
    """The address behind a handle or a function of pypdfium2."""
    return ctypes.cast(handle, _ADDRESS).value or 0


def _bind(function: Any, result: Any, *arguments: Any) -> _Call:
    """A function of pdfium that takes addresses as numbers and keeps the interpreter while it runs."""
    call: _Call = ctypes.PYFUNCTYPE(result, *arguments)(address_of(function))
    return call


_page_object = _bind(pdfium.FPDFPage_GetObject, _ADDRESS, _ADDRESS, _INT)
_form_object = _bind(pdfium.FPDFFormObj_GetObject, _ADDRESS, _ADDRESS, ctypes.c_ulong)
_form_count = _bind(pdfium.FPDFFormObj_CountObjects, _INT, _ADDRESS)
_type = _bind(pdfium.FPDFPageObj_GetType, _INT, _ADDRESS)
_bounds = _bind(pdfium.FPDFPageObj_GetBounds, _INT, *[_ADDRESS] * 5)
_matrix = _bind(pdfium.FPDFPageObj_GetMatrix, _INT, _ADDRESS, _ADDRESS)
_origin = _bind(pdfium.FPDFText_GetCharOrigin, _INT, _ADDRESS, _INT, _ADDRESS, _ADDRESS)
_angle = _bind(pdfium.FPDFText_GetCharAngle, _FLOAT, _ADDRESS, _INT)
_loose_box = _bind(pdfium.FPDFText_GetLooseCharBox, _INT, _ADDRESS, _INT, _ADDRESS)
_segment = _bind(pdfium.FPDFPath_GetPathSegment, _ADDRESS, _ADDRESS, _INT)
_segment_type = _bind(pdfium.FPDFPathSegment_GetType, _INT, _ADDRESS)
_segment_point = _bind(pdfium.FPDFPathSegment_GetPoint, _INT, _ADDRESS, _ADDRESS, _ADDRESS)
_segment_close = _bind(pdfium.FPDFPathSegment_GetClose, _INT, _ADDRESS)

_is_generated = _bind(pdfium.FPDFText_IsGenerated, _INT, _ADDRESS, _INT)
count_segments = _bind(pdfium.FPDFPath_CountSegments, _INT, _ADDRESS)
get_draw_mode = _bind(pdfium.FPDFPath_GetDrawMode, _INT, *[_ADDRESS] * 3)
get_stroke_colour = _bind(pdfium.FPDFPageObj_GetStrokeColor, _INT, *[_ADDRESS] * 5)
get_fill_colour = _bind(pdfium.FPDFPageObj_GetFillColor, _INT, *[_ADDRESS] * 5)

Drawn = tuple[int, int, float, float, float, float]
"""(handle, type, left, bottom, right, top): an object that is no text, and its bounds in its container's points.

Bounds that pdfium does not know are no numbers (NaN), which no comparison holds for.
"""


def drawn_on_page(page: Any) -> Iterator[Drawn]:
    """What is drawn on a page apart from its text, in the order of drawing."""
    count = pdfium.FPDFPage_CountObjects(page)
    return chain.from_iterable(_chunks(_page_object, address_of(page), count))


def drawn_in_form(form: int) -> Iterator[Drawn]:
    """The same for a form XObject."""
    return chain.from_iterable(_chunks(_form_object, form, _form_count(form)))


def _chunks(get: _Call, container: int, count: int) -> Iterator[Iterable[Drawn]]:
    text = pdfium.FPDF_PAGEOBJ_TEXT
    start, end = 0, min(_FIRST_CHUNK, count)
    while start < end:
        things = list(map(get, repeat(container), range(start, end)))
        start, end = end, min(end + _CHUNK, count)
        kinds = list(map(_type, things))
        if text in kinds:
            things = [thing for thing, kind in zip(things, kinds, strict=True) if kind != text]
            kinds = [kind for kind in kinds if kind != text]
        numbers = iter(_bounds_of(things))
        yield zip(things, kinds, numbers, numbers, numbers, numbers, strict=True)


def _bounds_of(things: list[int]) -> list[float]:
    places = array("f", [nan]) * (4 * len(things))
    start = places.buffer_info()[0]
    end = start + 16 * len(things)
    deque(map(_bounds, things, *(range(start + k, end, 16) for k in (0, 4, 8, 12))), 0)
    return places.tolist()


def matrix_of(thing: int) -> Matrix | None:
    """The matrix of an object; None where it has none."""
    own = pdfium.FS_MATRIX()
    return (own.a, own.b, own.c, own.d, own.e, own.f) if _matrix(thing, ctypes.byref(own)) else None


def segments_of(path: int, count: int) -> Iterator[tuple[int, float, float, int]]:
    """The segments of a path: its kind, its end point in the path's own points, whether it closes its sub-path."""
    handles = list(map(_segment, repeat(path), range(count)))
    points = array("f", bytes(8 * count))
    start = points.buffer_info()[0]
    end = start + 8 * count
    deque(map(_segment_point, handles, range(start, end, 8), range(start + 4, end, 8)), 0)
    numbers = iter(points.tolist())
    return zip(map(_segment_type, handles), numbers, numbers, map(_segment_close, handles), strict=True)


def is_curved(path: int, count: int) -> bool:
    """Whether a path has a curve; the asking ends with the first one."""
    return pdfium.FPDF_SEGMENT_BEZIERTO in map(_segment_type, map(_segment, repeat(path), range(count)))


def points_of(path: int, count: int) -> tuple[list[int], list[float], list[float]]:
    """The kinds of a path's segments and their end points (x, y) in the path's own points."""
    handles = list(map(_segment, repeat(path), range(count)))
    points = array("f", bytes(8 * count))
    start = points.buffer_info()[0]
    end = start + 8 * count
    deque(map(_segment_point, handles, range(start, end, 8), range(start + 4, end, 8)), 0)
    return list(map(_segment_type, handles)), points[0::2].tolist(), points[1::2].tolist()


@dataclass(frozen=True, slots=True)
class Places:
    """Where the characters of a page stand, in PDF points: parallel lists, one entry a character."""

    x: list[float]
    y: list[float]
    angle: list[float]
    bottom: list[float]
    right: list[float]
    top: list[float]


def places_of(text_page: Any, count: int) -> Places:
    """The origin, the direction and the loose box (the line of its font, as wide as its advance) of each character."""
    page = address_of(text_page)
    origins, boxes = array("d", bytes(16 * count)), array("f", bytes(16 * count))
    origin, box = origins.buffer_info()[0], boxes.buffer_info()[0]
    end = origin + 16 * count
    deque(map(_origin, repeat(page), range(count), range(origin, end, 16), range(origin + 8, end, 16)), 0)
    deque(map(_loose_box, repeat(page), range(count), range(box, box + 16 * count, 16)), 0)
    angles = list(map(_angle, repeat(page), range(count)))
    _, tops, rights, bottoms = (boxes[k::4].tolist() for k in range(4))
    return Places(origins[0::2].tolist(), origins[1::2].tolist(), angles, bottoms, rights, tops)


def are_generated(text_page: Any, indices: Sequence[int]) -> list[bool]:
    """Whether pdfium made each of these characters up (a space it supposes, the end of a line)."""
    return [answer == 1 for answer in map(_is_generated, repeat(address_of(text_page)), indices)]
