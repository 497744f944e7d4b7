"""Borders painted as the area between two rectangles: programs that print web pages draw a cell's sides so."""

from __future__ import annotations

from extractors.model import Box

_SAME = 0.05


def ring_sides(outer: Box, inner: Box, thickest: float) -> list[Box]:
    """The sides of a border that is painted as what lies between two rectangles; none if it is no thin ring."""
    if inner.x0 < outer.x0 - _SAME or inner.x1 > outer.x1 + _SAME:
        outer, inner = inner, outer
    insets = (inner.x0 - outer.x0, inner.y0 - outer.y0, outer.x1 - inner.x1, outer.y1 - inner.y1)
    if not (all(-_SAME <= v < thickest for v in insets) and any(v > _SAME for v in insets)):
        return []
    left, top, right, bottom = insets
    sides = (
        (left, Box(outer.x0, outer.y0, inner.x0, outer.y1)),
        (top, Box(outer.x0, outer.y0, outer.x1, inner.y0)),
        (right, Box(inner.x1, outer.y0, outer.x1, outer.y1)),
        (bottom, Box(outer.x0, inner.y1, outer.x1, outer.y1)),
    )
    return [side for inset, side in sides if inset > _SAME]
