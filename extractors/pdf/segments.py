"""Strokes to segments: dots, dashes and doubled lines become the rules a reader sees."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from extractors.pdf.rules import Stroke

GAP = 4.5
"""Points between two dashes of one rule, at most."""

SHORTEST = 3.0


class Segment(NamedTuple):
    """One rule: at `at` across, from `start` to `end` along."""

    at: float
    start: float
    end: float


def join_strokes(strokes: Sequence[Stroke]) -> list[Segment]:
    """Strokes at the same place joined along; what stays shorter than 3 points is no rule (dots of a picture)."""
    segments: list[Segment] = []
    for band in _bands(strokes):
        band.sort(key=lambda s: s.start)
        at, start, end = band[0].at, band[0].start, band[0].end
        dashes = 1
        for stroke in band[1:]:
            if stroke.start - end <= GAP:
                end = max(end, stroke.end)
                dashes += 1
                continue
            _keep(segments, at, start, end, dashes)
            at, start, end, dashes = stroke.at, stroke.start, stroke.end, 1
        _keep(segments, at, start, end, dashes)
    return segments


def _keep(segments: list[Segment], at: float, start: float, end: float, dashes: int) -> None:
    if end - start >= SHORTEST and (dashes == 1 or (end - start) / dashes < 400):
        segments.append(Segment(at, start, end))


def _bands(strokes: Iterable[Stroke]) -> Iterable[list[Stroke]]:
    """Strokes whose places across differ by less than a point."""
    band: list[Stroke] = []
    first = 0.0
    for stroke in sorted(strokes):
        if band and stroke.at - first > 1.0:
            yield band
            band = []
        if not band:
            first = stroke.at
        band.append(stroke)
    if band:
        yield band
