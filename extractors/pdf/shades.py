"""Shades as rules: a cell that is told from its neighbour by its colour alone.

Offices shade a label column or a header row and leave the rule between it and the values out. A side of a shade counts
as a rule only if it reaches from one rule to another: the shade behind a few words inside a cell does not. A row of
shades on top of a table, parted where its columns begin, is its header, even if no rule is drawn around it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from extractors.model import Box
from extractors.pdf.segments import Segment

_REACH = 2.6
_LEVEL = 1.0
_MOST_SHADES = 3000


def shades_to_segments(
    shades: Sequence[Box], horizontal: Sequence[Segment], vertical: Sequence[Segment]
) -> tuple[list[Segment], list[Segment]]:
    """The (horizontal, vertical) sides of shades that reach from rule to rule and where no rule is drawn yet."""
    if not shades or len(shades) > _MOST_SHADES or not (horizontal or vertical):
        return [], []
    across, along = _Sorted(horizontal), _Sorted(vertical)
    new_horizontal, new_vertical = [], []
    for x0, y0, x1, y1 in set(shades):
        if x1 - x0 < 6 or y1 - y0 < 6:
            continue
        new_vertical += [
            Segment(x, y0, y1)
            for x in (x0, x1)
            if across.meets(y0, x) and across.meets(y1, x) and not along.covers(x, y0, y1)
        ]
        new_horizontal += [
            Segment(y, x0, x1)
            for y in (y0, y1)
            if along.meets(x0, y) and along.meets(x1, y) and not across.covers(y, x0, x1)
        ]
    for row in _headers(shades, along):
        new_vertical += [Segment(shade.x1, shade.y0, shade.y1) for shade in row[:-1]]
        new_horizontal += [Segment(y, row[0].x0, row[-1].x1) for y in (row[0].y0, row[0].y1)]
    return new_horizontal, new_vertical


def _headers(shades: Sequence[Box], upright: _Sorted) -> list[list[Box]]:
    """Rows of adjoining shades of one height, whose inner sides are the upper ends of upright rules."""
    rows: list[list[Box]] = []
    for shade in sorted(set(shades), key=lambda s: (s.y0, s.x0)):
        before = rows[-1][-1] if rows else None
        is_beside = before is not None and (
            abs(shade.y0 - before.y0) < _LEVEL
            and abs(shade.y1 - before.y1) < _LEVEL
            and abs(shade.x0 - before.x1) < _LEVEL
        )
        if is_beside:
            rows[-1].append(shade)
        else:
            rows.append([shade])
    return [
        row
        for row in rows
        if len(row) > 1 and row[0].y1 - row[0].y0 > 6 and all(upright.begins(shade.x1, shade.y1) for shade in row[:-1])
    ]


class _Sorted:
    """Parallel segments sorted by place, to ask what lies near."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self.segments = sorted(segments)
        self.places = [s.at for s in self.segments]

    def near(self, at: float) -> Sequence[Segment]:
        return self.segments[bisect_left(self.places, at - _REACH) : bisect_right(self.places, at + _REACH)]

    def meets(self, at: float, along: float) -> bool:
        """Whether a rule near `at` passes the point `along`: at its end the shade's side is the table's own."""
        is_left = is_right = False
        for _, start, end, _ in self.near(at):
            is_left = is_left or start - _REACH <= along - 4 <= end
            is_right = is_right or start <= along + 4 <= end + _REACH
        return is_left and is_right

    def begins(self, at: float, along: float) -> bool:
        """Whether a rule near `at` begins at the point `along`."""
        return any(abs(s.start - along) <= _REACH for s in self.near(at))

    def covers(self, at: float, start: float, end: float) -> bool:
        """Whether rules near `at` cover half of the stretch."""
        covered = 0.0
        for _, first, last, _ in self.near(at):
            covered += max(min(last, end) - max(first, start), 0.0)
        return covered > 0.5 * (end - start)
