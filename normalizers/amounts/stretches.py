"""Stretches of a text that are already told: asked for by place, thousands of times in a long text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable


class Stretches:
    """A set of stretches [start, end) that do not overlap; a place is looked up by bisection."""

    def __init__(self, stretches: Iterable[tuple[int, int]] = ()) -> None:
        self._stretches = sorted(stretches)

    def add(self, start: int, end: int) -> None:
        """One more stretch; where it overlaps others, both stay."""
        insort(self._stretches, (start, end))

    def meets(self, start: int, end: int) -> bool:
        """Whether some stretch and [start, end) have a place in common; longer than its neighbours counts too."""
        at = bisect_left(self._stretches, (end, 0))
        return any(stretch[1] > start for stretch in self._stretches[max(0, at - 2) : at])

    def holds(self, place: int) -> bool:
        """Whether the place stands in a stretch."""
        return self.meets(place, place + 1)

    def last_end(self, place: int) -> int:
        """Where the nearest stretch before the place ends; 0 where there is none."""
        at = bisect_right(self._stretches, (place, place))
        return max((end for _, end in self._stretches[max(0, at - 2) : at] if end <= place), default=0)
