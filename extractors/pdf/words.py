"""Characters to words: stretches of one line that nothing separates.

A word is the unit that is put into cells and lines, since a page has ten times fewer words than characters. It ends at
a space, at a gap, at a jump, and where the direction changes. Whether a gap between two words is a space is decided
when they stand in a line side by side (`lines.py`), because the file's order is not the reading order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.model import Box
from extractors.pdf.characters import Characters

LOST = "\ufffd"
"""What stands for a letter that is drawn and not in the text; such a word has no characters of the page."""


@dataclass(slots=True)
class Word:
    """Characters first to last (inclusive) of the page; the file holds a space before it (`is_spaced`), after it."""

    text: str
    box: Box
    start: float
    end: float
    base: float
    size: float
    turn: int
    first: int
    last: int
    of: Characters
    is_spaced: bool = False
    ends_with_space: bool = False

    @property
    def middle(self) -> tuple[float, float]:
        """The point that decides in which cell the word stands: half its length, at a third of its height."""
        x0, y0, x1, y1 = self.box
        return (x0 + x1) / 2, (y0 + y1) / 2


def characters_to_words(characters: Characters) -> list[Word]:
    """All words in the order of the file."""
    words: list[Word] = []
    start, end, base = characters.start, characters.end, characters.base
    size, turn, spaces = characters.size, characters.turn, characters.printed_spaces
    widest = characters.space_gap
    first = -1
    spaced = pending = False
    last_end = last_base = 0.0
    last_turn = 0
    for index, (em, left, right, level, way) in enumerate(zip(size, start, end, base, turn, strict=True)):
        if not em:
            if first >= 0:
                words.append(make_word(characters, first, index - 1, spaced))
                first = -1
                pending = False
            pending = pending or index in spaces
            continue
        if first >= 0 and (
            way != last_turn or not -0.4 * em < left - last_end < widest * em or abs(level - last_base) > 0.12 * em
        ):
            words.append(make_word(characters, first, index - 1, spaced))
            first = -1
            pending = False
        if first < 0:
            first, spaced = index, pending
        last_end, last_base, last_turn = right, level, way
    if first >= 0:
        words.append(make_word(characters, first, len(size) - 1, spaced))
    return words


def make_word(characters: Characters, first: int, last: int, is_spaced: bool) -> Word:
    """The word of the characters first to last (inclusive)."""
    start, end, base = characters.start[first], characters.end[last], characters.base[first]
    size, turn = characters.size[first], characters.turn[first]
    return Word(
        characters.text[first : last + 1],
        Box(start, base - 0.85 * size, end, base + 0.18 * size) if not turn else Box(*characters.box(first, last)),
        start,
        end,
        base,
        size,
        turn,
        first,
        last,
        characters,
        is_spaced,
        last + 1 in characters.printed_spaces,
    )


def interleave(words: Sequence[Word]) -> Word:
    """Words printed over one another as one, their characters from left to right.

    Hancom squeezes a label into a narrow cell and draws its signs after its Hangul: `기능비목별` and,
    later, for its middle, `·`. The file's order is lost, so each character goes by its middle.
    """
    head = words[0]
    of = head.of
    spaced = {w.first for w in words if w.is_spaced}
    order = sorted(
        (of.start[i] + _middle(of.text[i]) * of.size[i], i) for w in words for i in range(w.first, w.last + 1)
    )
    text = "".join((" " if i in spaced and k else "") + of.text[i] for k, (_, i) in enumerate(order))
    box = head.box
    for word in words[1:]:
        box = box.union(word.box)
    return replace(
        head,
        text=text,
        box=box,
        end=max(w.end for w in words),
        size=max(w.size for w in words),
        ends_with_space=any(w.ends_with_space for w in words),
    )


def _middle(character: str) -> float:
    """The middle of a character in em: squeezed letters overlap, so their ends say nothing."""
    if character >= "\u1100":
        return 0.48
    return 0.17 if character in ",.:;'!|()[]-·․" else 0.26
