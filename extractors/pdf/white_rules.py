"""White rules between shaded cells.

On white paper a white line is how some programs erase a border, or the edge of a coloured box. Between two shades, or
across one, it is seen: modern tables part a dark header, or all their coloured cells, by white rules only. A shade that
such an upright rule borders is a cell or a row of cells, so its upper and lower sides are rules too; a lying one counts
where it meets an upright one, or goes on with a dark rule: alone it underlines a heading.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors.model import Box

Stroke = tuple[float, float, float, float]
"""A straight stretch (at, start, end, thick): at `at` across, from `start` to `end` along (x for horizontal ones)."""

_NEAR = 1.6
_COVERED = 0.8
_SMALLEST = 6.0
_MOST_PAIRS = 1_000_000


def white_rules(
    horizontal: Sequence[Stroke], vertical: Sequence[Stroke], shades: Sequence[Box], dark: Sequence[Stroke]
) -> tuple[list[Stroke], list[Stroke]]:
    """The horizontal and vertical strokes that are seen, and the sides of the shades that they border.

    `dark` are the horizontal rules: a white one that goes on with one of them parts the labels beside a table's values.
    """
    if not shades or (len(horizontal) + len(vertical)) * len(shades) > _MOST_PAIRS:
        return [], []
    turned = [_turn(shade) for shade in shades]
    columns = [s for s in vertical if _is_between(s, turned)]
    between = [s for s in horizontal if _is_between(s, shades)]
    beside = [s for s in between if any(_goes_on(s, rule) for rule in dark)]
    rows = [s for s in between if s in beside or any(_meet(s, c) for c in columns)]
    cells = _row_of_cells(columns, shades) if columns else []
    labels = _row_of_cells(beside, turned) if beside else []  # turned as they are, x is y
    return (
        rows + [(y, s.x0, s.x1, 0.5) for s in cells for y in (s.y0, s.y1)],
        columns + [(x, s.x0, s.x1, 0.5) for s in labels for x in (s.y0, s.y1)],
    )


def _row_of_cells(columns: Sequence[Stroke], shades: Sequence[Box]) -> list[Box]:
    """The shades that upright rules border, and those of the same height beside them; no panel behind other shades."""
    likely = [s for s in set(shades) if min(s.x1 - s.x0, s.y1 - s.y0) > _SMALLEST and not _is_panel(s, shades)]
    found = [s for s in likely if any(_borders(c, _turn(s)) for c in columns)]
    known = set(found)
    for shade in found:
        for other in likely:
            is_level = abs(other.y0 - shade.y0) < _NEAR and abs(other.y1 - shade.y1) < _NEAR
            is_beside = min(abs(other.x0 - shade.x1), abs(other.x1 - shade.x0)) < _NEAR
            if is_level and is_beside and other not in known:
                known.add(other)
                found.append(other)
    return found


def _is_panel(shade: Box, shades: Sequence[Box]) -> bool:
    return any(
        shade.y0 + _NEAR < s.y0 and s.y1 < shade.y1 - _NEAR and s.x0 > shade.x0 - _NEAR and s.x1 < shade.x1 + _NEAR
        for s in shades
    )


def _turn(shade: Box) -> Box:
    """A shade with x and y exchanged: what holds for rows then holds for columns."""
    return Box(shade.y0, shade.x0, shade.y1, shade.x1)


def _is_between(stroke: Stroke, shades: Sequence[Box]) -> bool:
    """Whether there are shades on both sides of a stroke for most of its length."""
    at, start, end, thick = stroke
    reach = _NEAR + thick / 2
    above = [s for s in shades if s.y0 < at - reach and s.y1 > at - reach]
    below = [s for s in shades if s.y0 < at + reach and s.y1 > at + reach]
    return all(_covered(side, start, end) > _COVERED * (end - start) for side in (above, below))


def _goes_on(stroke: Stroke, rule: Stroke) -> bool:
    """Whether a rule begins or ends where a stroke ends or begins, at the same height."""
    is_level = abs(stroke[0] - rule[0]) < _NEAR
    return is_level and min(abs(stroke[2] - rule[1]), abs(stroke[1] - rule[2])) < _NEAR


def _meet(row: Stroke, column: Stroke) -> bool:
    return row[1] - _NEAR <= column[0] <= row[2] + _NEAR and column[1] - _NEAR <= row[0] <= column[2] + _NEAR


def _covered(shades: Sequence[Box], start: float, end: float) -> float:
    covered, reached = 0.0, start
    for low, _, high, _ in sorted(shades):
        if high > reached and low < end:
            covered += min(high, end) - max(low, reached)
            reached = min(high, end)
    return covered


def _borders(stroke: Stroke, shade: Box) -> bool:
    """Whether a stroke runs along a shade or across it, for most of the width of the shorter."""
    at, start, end, thick = stroke
    reach = _NEAR + thick / 2
    common = min(end, shade.x1) - max(start, shade.x0)
    return shade.y0 - reach <= at <= shade.y1 + reach and common > 0.5 * min(end - start, shade.x1 - shade.x0)
