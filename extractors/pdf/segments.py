"""Strokes to segments: dots, dashes and doubled lines become the rules a reader sees."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import NamedTuple

from extractors.pdf.rules import GAP, Stroke

SHORTEST = 3.0


class Segment(NamedTuple):
    """One rule: at `at` across, from `start` to `end` along, `thick` points thick."""

    at: float
    start: float
    end: float
    thick: float = 0.5


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
