"""Strokes to segments: dots, dashes and doubled lines become the rules a reader sees.

Print drivers paint a shade as a stack of thin strips, one below the other: those are no rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import NamedTuple

from extractors.pdf.rules import GAP
from extractors.pdf.white_rules import Stroke

SHORTEST = 3.0
_STEP, _LEAST_STRIPS = 2.0, 6
"""A shade of strips: at least six of one length, at most two points apart. No text fits between them."""

_SAME_END, _SAME_THICKNESS = 0.8, 0.3


class Segment(NamedTuple):
    """One rule: at `at` across, from `start` to `end` along, `thick` points thick."""

    at: float
    start: float
    end: float
    thick: float = 0.5


Stack = tuple[float, float, float, float]
"""A shade of strips: from the first to the last one's place across, and its start and end along."""


def join_strokes(strokes: Sequence[Stroke]) -> list[Segment]:
    """Strokes at the same place joined along; what stays shorter than 3 points is no rule (dots of a picture)."""
    segments: list[Segment] = []
    for band in _bands(strokes):
        band.sort(key=itemgetter(1))
        at, start, end, thick = band[0]
        for stroke in band[1:]:
            if stroke[1] - end <= GAP:
                end, thick = max(end, stroke[2]), max(thick, stroke[3])
                continue
            if end - start >= SHORTEST:
                segments.append(Segment(at, start, end, thick))
            at, start, end, thick = stroke
        if end - start >= SHORTEST:
            segments.append(Segment(at, start, end, thick))
    return segments


def take_strips(segments: list[Segment]) -> tuple[list[Segment], list[Stack]]:
    """The segments that are rules, and the shades that the others are stacked to."""
    if len(segments) < _LEAST_STRIPS:
        return segments, []
    stacks: list[list[Segment]] = []
    open_stacks: list[list[Segment]] = []
    for segment in sorted(segments):
        open_stacks = [stack for stack in open_stacks if segment.at - stack[-1].at <= _STEP]
        for stack in open_stacks:
            if _are_strips(stack[-1], segment):
                stack.append(segment)
                break
        else:
            open_stacks.append([segment])
            stacks.append(open_stacks[-1])
    shades = [stack for stack in stacks if len(stack) >= _LEAST_STRIPS]
    if not shades:
        return segments, []
    strips = {s for stack in shades for s in stack}
    return [s for s in segments if s not in strips], [
        (stack[0].at, stack[-1].at, stack[0].start, stack[0].end) for stack in shades
    ]


def _are_strips(above: Segment, below: Segment) -> bool:
    """Whether two neighbours are equally long and thick: the rules around a shade are thicker than its strips."""
    is_as_long = abs(above.start - below.start) < _SAME_END and abs(above.end - below.end) < _SAME_END
    return is_as_long and abs(above.thick - below.thick) < _SAME_THICKNESS


def _bands(strokes: Iterable[Stroke]) -> Iterable[list[Stroke]]:
    """Strokes whose places across differ by less than a point."""
    band: list[Stroke] = []
    first = 0.0
    for stroke in sorted(strokes):
        if band and stroke[0] - first > 1.0:
            yield band
            band = []
        if not band:
            first = stroke[0]
        band.append(stroke)
    if band:
        yield band
