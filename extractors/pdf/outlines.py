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
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from operator import mul

from extractors.model import Box
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


@dataclass(frozen=True, slots=True)
class Outline:
    """An outline before it is measured, which costs more than to see that nothing is drawn in the order of its strokes.

    `xs` and `ys` are the points without needless ones (`left`, `bottom`, `width`, `height`: around these); `around` is
    the rectangle (x0, y0, x1, y1) around all of them.
    """

    strokes: str
    xs: Sequence[float]
    ys: Sequence[float]
    left: float
    bottom: float
    width: float
    height: float
    around: tuple[float, float, float, float]

    @property
    def is_plain(self) -> bool:
        """Whether it is too simple to be a letter for certain."""
        return self.strokes == RECTANGLE or len(self.xs) < LEAST_POINTS

    @property
    def is_drawn_as_known(self) -> bool:
        """Whether any known letter is drawn in this order of strokes."""
        return self.strokes in _entries()

    @property
    def box(self) -> Box:
        """The rectangle around it, y growing downwards as on a page."""
        x0, y0, x1, y1 = self.around
        return Box(x0, -y1, x1, -y0)

    def measure(self) -> Shape:
        """Its shape, whatever its size, place and stretch."""
        if self.strokes == RECTANGLE:
            return Shape(RECTANGLE, _measures([0, 1, 1, 0], [0, 0, 1, 1]), self.width, self.height, 4)
        left, bottom, width, height = self.left, self.bottom, self.width, self.height
        measures = _measures([(x - left) / width for x in self.xs], [(y - bottom) / height for y in self.ys])
        return Shape(self.strokes, measures, width, height, len(self.xs))


def points_to_shape(points: Sequence[Point]) -> Shape | None:
    """The shape of an outline; None if it has no width or height."""
    outline = trace_outline("".join(k for k, _, _ in points), [x for _, x, _ in points], [y for _, _, y in points])
    return outline.measure() if outline is not None else None


def trace_outline(kinds: str, xs: Sequence[float], ys: Sequence[float]) -> Outline | None:
    """An outline of points, each with its letter in `kinds` (see `Point`); None if it has no width or height."""
    if not kinds:
        return None
    around = left, bottom, right, top = min(xs), min(ys), max(xs), max(ys)
    needless = _needless(kinds, xs, ys, max(right - left, top - bottom))
    if needless:
        kept = [i for i in range(len(kinds)) if i not in needless]
        if not kept:
            return None
        kinds = "".join(kinds[i] for i in kept)
        xs, ys = [xs[i] for i in kept], [ys[i] for i in kept]
        left, bottom, right, top = min(xs), min(ys), max(xs), max(ys)
    width, height = right - left, top - bottom
    if len(kinds) < 3 or width < _LEAST_SIDE or height < _LEAST_SIDE:
        return None
    is_box = kinds == "MLLL" and _is_rectangle(list(zip(kinds, xs, ys, strict=True)))
    strokes = RECTANGLE if is_box else f"{zlib.crc32(kinds.encode()):08x}"
    return Outline(strokes, xs, ys, left, bottom, width, height, around)


def _needless(kinds: str, xs: Sequence[float], ys: Sequence[float], size: float) -> set[int]:
    """The moves that draw nothing and the lines of no length, at the end of a part or within."""
    found: set[int] = set()
    first_x = first_y = 0.0
    last = -1
    near, closed = _NOTHING * size, _CLOSED * size
    for index, kind in enumerate(kinds):
        if kind == "M":
            if last >= 0 and kinds[last] == "M":
                found.add(last)
            first_x, first_y = xs[index], ys[index]
        elif kind == "L" and last >= 0:
            x, y = xs[index], ys[index]
            is_last = kinds[index + 1 : index + 2] in ("", "M")
            if (abs(x - xs[last]) < near and abs(y - ys[last]) < near) or (
                is_last and abs(x - first_x) < closed and abs(y - first_y) < closed
            ):
                found.add(index)
                continue
        last = index
    if last >= 0 and kinds[last] == "M":
        found.add(last)
    return found


def _is_rectangle(points: Sequence[Point]) -> bool:
    """Whether four points are the corners of an upright rectangle: it begins at any corner, either way round."""
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
    return [known for known in _known(shape.strokes) if _agrees(known.measures, shape.measures)]


def _agrees(known: Sequence[float], found: Sequence[float]) -> bool:
    return all(abs(a - b) <= TOLERANCE for a, b in zip(known, found, strict=True))


@cache
def _known(strokes: str) -> tuple[NamedOutline, ...]:
    """The letters that are drawn in this order of strokes: a page asks for a few of the thousand."""
    return tuple(map(_parse_entry, _entries().get(strokes, ())))


@cache
def _entries() -> dict[str, list[str]]:
    table: dict[str, list[str]] = defaultdict(list)
    for line in load_yaml("extractors.pdf", "outlines.yml")["outlines"].splitlines():
        strokes, _, entry = line.partition(" ")
        table[strokes].append(entry)
    return dict(table)


def _parse_entry(entry: str) -> NamedOutline:
    """`letter advance x0 y0 x1 y1 measure …`, in thousandths."""
    text, *numbers = entry.split()
    advance, x0, y0, x1, y1, *measures = (int(number) / 1000 for number in numbers)
    return NamedOutline(text, advance, x0, y0, x1, y1, tuple(measures))
