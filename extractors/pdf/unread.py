"""Where the unread letters of a page stand in its lines, while the words of the lines are still known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from extractors.pdf.drawn_letters import DrawnLetters
from extractors.pdf.lines import Line
from extractors.pdf.outlines import Shape
from extractors.pdf.words import LOST


@dataclass(frozen=True, slots=True)
class UnreadLetter:
    """A U+FFFD at `offset` of a line's text, and the outline that is drawn there."""

    line: Line
    offset: int
    shape: Shape


def find_unread(lines: Iterable[Line], outlines: DrawnLetters) -> list[UnreadLetter]:
    """The unread letters in the lines; those that a recogniser has read since are not in them."""
    if not outlines.unread:
        return []
    found = []
    for line in lines:
        for start, word in zip(line.offsets, line.words, strict=True):
            if word.of is not outlines.characters or len(word.text) != word.last - word.first + 1:
                continue
            for offset, letter in enumerate(word.text):
                shape = outlines.unread.get(word.first + offset)
                if letter == LOST and shape is not None:
                    found.append(UnreadLetter(line, start + offset, shape))
    return found
