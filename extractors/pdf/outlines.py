"""Outlines of letters, told by their proportions.

What is wrong in the world: the fonts that Hancom Office brings along (신명조, 중고딕, HCI Poppy and their kin) are no
fonts to the system. Its own PDF export sets them as Type 3 fonts, with Unicode; printed on a Mac, by a print driver or
through a viewer, each letter is a filled curve, and the text lacks it. But it is the same curve, to a thousandth of its
size, in every file. So `outlines.yml` holds proportions of those that Type 3 fonts have named, and a drawn letter is
read if the order of its strokes and every measure agree. Nothing is likened: what differs stays unread.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from operator import mul

from extractors.problem_sentences import load_yaml

Point = tuple[str, float, float]
"""A stroke's end or control point: `M` moves to it, `L` draws a line to it, three `C` a curve."""

TOLERANCE = 0.004
"""How far a measure may be off. The same letter differs by 0.001 in two files, the likest two letters by 0.012."""

LEAST_POINTS = 12
"""A shape of fewer points (a dot, a dash, a comma) says nothing by itself: other pictures hold it too."""

RECTANGLE = "rectangle"
"""The strokes of an upright rectangle, whichever corner comes first."""

_LEAST_SIDE = 1e-6
_CLOSED, _NOTHING = 1e-3, 1e-4


@dataclass(frozen=True, slots=True)
class Shape:
    """A filled outline: the order of its strokes, measures from 0 to 1 over its own width and height, and both."""

    strokes: str
    measures: tuple[float, ...]
    width: float
    height: float
    point_count: int

    @property
    def is_plain(self) -> bool:
        """Whether it is too simple to be a letter for certain."""
        return self.point_count < LEAST_POINTS


@dataclass(frozen=True, slots=True)
class NamedOutline:
    """A known letter: the rectangle around it and its advance in em, from its origin on the baseline (y upwards)."""

    text: str
    advance: float
    x0: float
    y0: float
    x1: float
    y1: float
    measures: tuple[float, ...]


def points_to_shape(points: Sequence[Point]) -> Shape | None:
    """The shape of an outline, whatever its size, place and stretch; None if it has no width or height."""
    kept = _without_needless(points)
    if len(kept) < 3:
        return None
    xs, ys = [x for _, x, _ in kept], [y for _, _, y in kept]
    width, height = max(xs) - min(xs), max(ys) - min(ys)
    if width < _LEAST_SIDE or height < _LEAST_SIDE:
        return None
    left, bottom = min(xs), min(ys)
    if _is_rectangle(kept):
        return Shape(RECTANGLE, _measures([0, 1, 1, 0], [0, 0, 1, 1]), width, height, 4)
    measures = _measures([(x - left) / width for x in xs], [(y - bottom) / height for y in ys])
    strokes = f"{zlib.crc32(''.join(kind for kind, _, _ in kept).encode()):08x}"
    return Shape(strokes, measures, width, height, len(kept))


def _without_needless(points: Sequence[Point]) -> list[Point]:
    """The points without moves that draw nothing and without lines of no length, at the end of a part or within."""
    xs, ys = [x for _, x, _ in points], [y for _, _, y in points]
    size = max(max(xs) - min(xs), max(ys) - min(ys)) if points else 0.0
    kept: list[Point] = []
    first: Point = ("M", 0.0, 0.0)
    for index, point in enumerate(points):
        if point[0] == "M":
            if kept and kept[-1][0] == "M":
                kept.pop()
            kept.append(point)
            first = point
            continue
        if point[0] == "L" and kept:
            is_last = index + 1 == len(points) or points[index + 1][0] == "M"
            if _is_near(point, kept[-1], _NOTHING * size) or (is_last and _is_near(point, first, _CLOSED * size)):
                continue
        kept.append(point)
    while kept and kept[-1][0] == "M":
        kept.pop()
    return kept


def _is_near(a: Point, b: Point, distance: float) -> bool:
    return abs(a[1] - b[1]) < distance and abs(a[2] - b[2]) < distance


def _is_rectangle(points: Sequence[Point]) -> bool:
    """Whether the points are the corners of an upright rectangle: programs begin it at any corner, either way round."""
    if [kind for kind, _, _ in points] != ["M", "L", "L", "L"]:
        return False
    (_, ax, ay), (_, bx, by), (_, cx, cy), (_, dx, dy) = points
    near = _CLOSED * max(abs(cx - ax), abs(cy - ay))
    sides = ((ax - bx, cx - dx, by - cy, dy - ay), (ay - by, cy - dy, bx - cx, dx - ax))
    return any(all(abs(v) <= near for v in side) for side in sides)


def _measures(xs: Sequence[float], ys: Sequence[float]) -> tuple[float, ...]:
    """Means of the points' places, plain and weighted by waves along the outline."""
    count = len(xs)
    found = [sum(xs) / count, sum(ys) / count]
    for turns in (1, 2):
        for wave in _waves(count, turns):
            found += [sum(map(mul, wave, xs)) / count, sum(map(mul, wave, ys)) / count]
    return tuple(found)


@cache
def _waves(count: int, turns: int) -> tuple[tuple[float, ...], tuple[float, ...]]:
    angles = [2 * math.pi * turns * (i + 0.5) / count for i in range(count)]
    return tuple(map(math.cos, angles)), tuple(map(math.sin, angles))


def is_same(a: Shape, b: Shape) -> bool:
    """Whether two shapes are one letter of one font."""
    return a.strokes == b.strokes and _agrees(a.measures, b.measures)


def find_outlines(shape: Shape) -> list[NamedOutline]:
    """The known letters that have this shape: none, one, or several that only their place tells apart."""
    return [known for known in _table().get(shape.strokes, ()) if _agrees(known.measures, shape.measures)]


def _agrees(known: Sequence[float], found: Sequence[float]) -> bool:
    return all(abs(a - b) <= TOLERANCE for a, b in zip(known, found, strict=True))


@cache
def _table() -> dict[str, list[NamedOutline]]:
    table: dict[str, list[str]] = load_yaml("extractors.pdf", "outlines.yml")
    return {strokes: [_parse_entry(entry) for entry in entries] for strokes, entries in table.items()}


def _parse_entry(entry: str) -> NamedOutline:
    """`letter advance x0 y0 x1 y1 measure …`, in thousandths."""
    text, *numbers = entry.split()
    advance, x0, y0, x1, y1, *measures = (int(number) / 1000 for number in numbers)
    return NamedOutline(text, advance, x0, y0, x1, y1, tuple(measures))
