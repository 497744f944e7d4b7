"""Words to lines of text: by place, with the spaces that are printed.

The order of a file says nothing (print drivers scramble it), so words are grouped by height and sorted from left to
right; a raised number stays in its line. Between two words there is a space if the file holds one, or if the gap is
wider than a third of the letter height: narrower gaps are set by justification and between Hangul and digits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from extractors.model import Box, Locator, Printed, Span
from extractors.pdf.words import LOST, Word, interleave

_NUMERIC = frozenset("0123456789,.")
_SPACE_IN_NUMBER = 0.25
_SPACE_OUT_OF_ORDER = 0.2
_SAME_LINE = 0.45


class Flow(NamedTuple):
    """A column of text: from what height on it is read, and its left and right edge."""

    top: float
    left: float
    right: float


@dataclass(slots=True)
class Line:
    """Words of one line from left to right; once its page is read, only their places are kept (`release`)."""

    words: list[Word]
    box: Box
    base: float
    size: float
    text: str
    offsets: list[int]
    page: int = 0
    ends_with_space: bool = False
    is_recognised: bool = False
    places: tuple[Box, ...] = ()
    head: float = 0.0
    flow: Flow | None = None

    @property
    def place(self) -> tuple[float, float, float]:
        """By what the things of a page are ordered: height, then side, then height in a column (see `columns.py`)."""
        return (self.box.y0, self.box.x0, 0.0) if self.flow is None else (self.flow.top, self.flow.left, self.box.y0)

    @property
    def first_length(self) -> float:
        """How long the first word is."""
        return self.words[0].end - self.words[0].start if self.words else self.head

    def release(self) -> None:
        """Keep the words' rectangles and the length of the first word; words of one height share its numbers.

        A document of a thousand pages is a third of a million words: its lines stay until all pages are read.
        """
        if not self.words:
            return
        self.head = self.first_length
        places = [self.words[0].box]
        for word in self.words[1:]:
            x0, y0, x1, y1 = word.box
            before = places[-1]
            is_level = y0 == before.y0 and y1 == before.y1
            places.append(Box(x0, before.y0, x1, before.y1) if is_level else word.box)
        self.places = tuple(places)
        self.words = []


def words_to_lines(words: Sequence[Word], page: int) -> list[Line]:
    """Lines from top to bottom; text of another direction comes after the upright text."""
    if len(words) == 1:
        return [_make_line(list(words), page)]
    lines: list[Line] = []
    for turn in sorted({w.turn for w in words}):
        lines += [_make_line(group, page) for group in _group([w for w in words if w.turn == turn])]
    return lines


def _group(words: list[Word]) -> list[list[Word]]:
    """Words of one direction by line: those whose middles lie within half a letter of the line's largest word."""
    middles = [(w.base - 0.35 * w.size, w) for w in words]
    middles.sort(key=lambda m: m[0])
    groups: list[list[Word]] = []
    anchor = anchor_size = 0.0
    for middle, word in middles:
        if groups and middle - anchor < _SAME_LINE * max(word.size, anchor_size):
            groups[-1].append(word)
            if word.size > 1.2 * anchor_size:
                anchor, anchor_size = middle, word.size
        else:
            groups.append([word])
            anchor, anchor_size = middle, word.size
    return groups


def _make_line(words: list[Word], page: int) -> Line:
    words.sort(key=lambda w: w.start)
    if len(words) > 1:
        words = _merge_overlapping(words)
    if len(words) == 1:
        (word,) = words
        return Line(words, word.box, word.base, word.size, word.text, [0], page, word.ends_with_space)
    parts = [words[0].text]
    offsets = [0]
    length = len(words[0].text)
    x0, y0, x1, y1 = words[0].box
    for left, right in pairwise(words):
        if _is_space_between(left, right):
            parts.append(" ")
            length += 1
        offsets.append(length)
        parts.append(right.text)
        length += len(right.text)
        left_edge, top, right_edge, bottom = right.box
        if left_edge < x0:
            x0 = left_edge
        if top < y0:
            y0 = top
        if right_edge > x1:
            x1 = right_edge
        if bottom > y1:
            y1 = bottom
    largest = max(words, key=lambda w: w.size)
    return Line(
        words, Box(x0, y0, x1, y1), largest.base, largest.size, "".join(parts), offsets, page, words[-1].ends_with_space
    )


def _merge_overlapping(words: list[Word]) -> list[Word]:
    """Words of the same height that are printed over one another become one."""
    groups: list[list[Word]] = [[words[0]]]
    for word in words[1:]:
        group = groups[-1]
        before = group[0]
        end = before.end if len(group) == 1 else max(w.end for w in group)
        size = min(before.size, word.size)
        is_over = word.start < end - 0.5 * size and abs(word.base - before.base) < 0.2 * size
        if is_over and LOST not in (before.text, word.text):
            group.append(word)
        else:
            groups.append([word])
    return [interleave(group) if len(group) > 1 else group[0] for group in groups]


def _is_space_between(left: Word, right: Word) -> bool:
    gap = right.start - left.end
    if left.text[-1] in _NUMERIC and right.text[0] in _NUMERIC and not right.is_spaced:
        return gap > _SPACE_IN_NUMBER * min(left.size, right.size)
    size = min(left.size, right.size)
    if 0 < right.first - left.last <= 4:
        return right.is_spaced or gap > left.of.space_gap * size
    return gap > min(_SPACE_OUT_OF_ORDER, left.of.space_gap) * size


def lines_to_printed(lines: Sequence[Line], at: Locator, breaks: Sequence[str] = ()) -> Printed:
    """The text of lines with a span for each word; `at` keeps its page, block and address.

    `breaks` says what stands between a line and the next: a newline, or a space or nothing where the width alone broke
    the line (`wrapping.py`).
    """
    if not lines:
        return Printed("", at)
    parts: list[str] = []
    spans: list[Span] = []
    length = 0
    for index, line in enumerate(lines):
        if index:
            between = breaks[index - 1] if breaks else "\n"
            parts.append(between)
            length += len(between)
        places = line.places or [word.box for word in line.words]
        for offset, box in zip(line.offsets, places, strict=True):
            spans.append(Span(length + offset, line.page, None, box))
        parts.append(line.text)
        length += len(line.text)
    around = lines[0].box
    for line in lines[1:]:
        if line.page == lines[0].page:
            around = around.union(line.box)
    place = Locator(lines[0].page, at.block, at.row_index, at.column_index, None, around)
    return Printed("".join(parts), place, tuple(spans), any(line.is_recognised for line in lines))
