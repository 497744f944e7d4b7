"""Letters drawn as curves, read where their outlines are known (`outlines.py`), with their places on the page.

An outline gives the letter, and the letter its em: how large it is set, and where its baseline runs. A plain shape (a
point, a dash, a comma, a bar) is read only beside a letter on whose baseline, in whose size, it has one meaning. Any
other ink in a line of such letters is a letter too, an unknown one: it stays as U+FFFD where it stands, since a word or
a number without it would pass for another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from extractors.model import Box
from extractors.pdf.characters import Characters
from extractors.pdf.drawn_shapes import LARGEST, DrawnPath, drawn_paths
from extractors.pdf.outlines import LEAST_POINTS, NamedOutline, Outline, Shape, find_outlines
from extractors.pdf.pdfium import Frame
from extractors.pdf.words import LOST

_TRIALS, _MOST_PLAIN = 60, 1500
_ROUNDS = 4
_BAND = 4.0
_BESIDE = 0.3
_SAME_SIZE, _SAME_HEIGHT = 0.04, 0.25
"""Of a text's own letters only the height of their font's box is known, not their em."""

_NARROWEST, _WIDEST = 0.45, 1.7
"""How far a letter may be stretched: from half to half as much again (장평)."""


@dataclass(frozen=True, slots=True)
class _Letter:
    """A letter in the page as displayed: `start` to `end` along its baseline, `size` the height of its em."""

    text: str
    box: Box
    start: float
    end: float
    base: float
    size: float
    is_drawn: bool = True
    shape: Shape | None = None
    """The outline of a letter that is not known."""


_Other = tuple[Shape, Box, list[NamedOutline]]
"""A shape that is not a letter for certain, with what it could be."""


@dataclass(slots=True)
class DrawnLetters:
    """What is drawn of a page's text: the letters as characters of their own, and the middles of their paths.

    `read` are those that are known; `unread` are the shapes of those in their lines that are not, by their index.
    """

    characters: Characters
    middles: set[tuple[int, int]]
    read: str
    unread: dict[int, Shape]

    def has(self, box: Box) -> bool:
        """Whether a drawn path is one of the letters."""
        x, y = _middle(box)
        return any((x + dx, y + dy) in self.middles for dx in (-1, 0, 1) for dy in (-1, 0, 1))


def read_drawn_letters(
    page: Any, frame: Frame, printed: Characters, curves: Sequence[Box], most_objects: int
) -> DrawnLetters:
    """The drawn letters of a page that are known; `printed` are those of its text, which plain shapes may lean on.

    `curves` are the small curves on the page: without any there is nothing to look for.
    """
    letters = _unprinted(_read_letters(page, frame, printed, most_objects), printed) if curves else []
    letters.sort(key=lambda letter: (round(letter.base), letter.start))
    return DrawnLetters(
        _letters_to_characters(letters, frame),
        {_middle(letter.box) for letter in letters},
        "".join(letter.text for letter in letters if letter.text != LOST),
        {index: letter.shape for index, letter in enumerate(letters) if letter.shape is not None},
    )


def _read_letters(page: Any, frame: Frame, printed: Characters, most_objects: int) -> list[_Letter]:
    """Gives up after 60 shapes (or 1,500 plain ones) of which none is known: a chart, or fonts of another maker.

    What is no letter for certain is measured only once there is one: a page of charts has thousands of such shapes.
    """
    read: list[_Letter] = []
    waiting: list[tuple[DrawnPath, Outline | None]] = []
    trials = 0
    for path in drawn_paths(page, frame, most_objects):
        outline = path.trace() if path.count >= LEAST_POINTS else None
        if outline is None and path.count >= LEAST_POINTS:
            continue
        is_plain = outline is None or outline.is_plain
        trials += not is_plain
        if not read and (trials > _TRIALS or len(waiting) > _MOST_PLAIN):
            break
        letter = None if outline is None or is_plain else _read_outline(outline)
        if letter is not None:
            read.append(letter)
        else:
            waiting.append((path, outline))
    if not read:
        return []
    others = list(_measured(waiting))
    read += _read_plain(others, [*read, *_neighbours(printed)])
    middles = {_middle(letter.box) for letter in read}
    return read + _unread([other for other in others if _middle(other[1]) not in middles], read)


def _read_outline(outline: Outline) -> _Letter | None:
    if not outline.is_drawn_as_known:
        return None
    shape = outline.measure()
    return _name(shape, outline.box, find_outlines(shape))


def _measured(waiting: Iterable[tuple[DrawnPath, Outline | None]]) -> Iterator[_Other]:
    for path, traced in waiting:
        outline = traced or path.trace()
        if outline is not None:
            shape = outline.measure()
            yield shape, outline.box, find_outlines(shape)


def _middle(box: Box) -> tuple[int, int]:
    """The middle of a box in half points: a stroke around a letter makes its box larger, but moves no middle."""
    return round(box.x0 + box.x1), round(box.y0 + box.y1)


def _name(shape: Shape, box: Box, known: Sequence[NamedOutline]) -> _Letter | None:
    """The letter of a shape that only one letter has."""
    likely = [k for k in known if _NARROWEST < _stretch(shape, k) < _WIDEST]
    if not likely or len({k.text for k in likely}) > 1:
        return None
    return _place(min(likely, key=lambda k: abs(_stretch(shape, k) - 1)), shape, box)


def _stretch(shape: Shape, known: NamedOutline) -> float:
    """How much wider than drawn by its font the letter is set."""
    tall = shape.height / max(known.y1 - known.y0, 1e-3)
    return (shape.width / max(known.x1 - known.x0, 1e-3)) / max(tall, 1e-6)


def _place(known: NamedOutline, shape: Shape, box: Box) -> _Letter:
    size = shape.height / max(known.y1 - known.y0, 1e-3)
    across = size * _stretch(shape, known)
    start = box.x0 - known.x0 * across
    return _Letter(known.text, box, start, start + known.advance * across, box.y1 + known.y0 * size, size)


class _Bands:
    """Letters by the height of their baseline, to ask which stand beside a place."""

    def __init__(self, letters: Iterable[_Letter]) -> None:
        self.by_height: dict[int, list[_Letter]] = defaultdict(list)
        self.add(letters)

    def add(self, letters: Iterable[_Letter]) -> None:
        for letter in letters:
            self.by_height[int(letter.base // _BAND)].append(letter)

    def between(self, top: float, bottom: float) -> Iterator[_Letter]:
        """The letters whose baseline runs between two heights, and a little around them."""
        for band in range(int(top // _BAND) - 1, int(bottom // _BAND) + 2):
            yield from self.by_height.get(band, ())


def _read_plain(others: Sequence[_Other], known: Sequence[_Letter]) -> list[_Letter]:
    """The plain shapes that have one meaning beside a letter; one that was read helps the next one on."""
    found: list[_Letter] = []
    left = [other for other in others if other[0].is_plain and other[2]]
    beside = _Bands(known)
    for _ in range(_ROUNDS):
        fresh, waiting = [], []
        for shape, box, outlines in left:
            meanings = [_place(o, shape, box) for o in outlines if _NARROWEST < _stretch(shape, o) < _WIDEST]
            fitting = [m for m in meanings if any(_is_beside(m, n) for n in beside.between(m.base, m.base))]
            if fitting and len({m.text for m in fitting}) == 1:
                fresh.append(fitting[0])
            else:
                waiting.append((shape, box, outlines))
        found += fresh
        beside.add(fresh)
        left = waiting
        if not fresh or not left:
            break
    return found


def _unread(others: Sequence[_Other], read: Sequence[_Letter]) -> list[_Letter]:
    """A U+FFFD for each shape that stands in a line of letters, right beside one of them or another unread one."""
    found: list[_Letter] = []
    left = list(others)
    beside = _Bands(read)
    for _ in range(_ROUNDS):
        fresh, waiting = [], []
        for other in left:
            shape, box, _ = other
            line = next((n for n in beside.between(box.y0, box.y1 + LARGEST / 2) if _is_in_line(box, n)), None)
            if line is None:
                waiting.append(other)
            else:
                fresh.append(_Letter(LOST, box, box.x0, box.x1, line.base, line.size, shape=shape))
        found += fresh
        beside.add(fresh)
        left = waiting
        if not fresh or not left:
            break
    return found


def _is_in_line(box: Box, letter: _Letter) -> bool:
    """Whether a shape stands within the height of a letter, as wide as one at most, with less than a space between."""
    size = letter.size
    is_level = box.y0 > letter.base - 0.95 * size and box.y1 < letter.base + 0.25 * size
    is_mark = box.y1 < letter.base + 0.05 * size or box.y1 - box.y0 > 0.3 * size
    gap = max(box.x0 - letter.end, letter.start - box.x1)
    return is_level and is_mark and box.x1 - box.x0 < 1.1 * size and -0.3 * size < gap < _BESIDE * size


def _is_beside(letter: _Letter, other: _Letter) -> bool:
    size = max(letter.size, other.size)
    is_alike = abs(letter.size - other.size) < (_SAME_SIZE if other.is_drawn else _SAME_HEIGHT) * size
    is_level = is_alike and abs(letter.base - other.base) < 0.03 * size
    return is_level and letter.start - other.end < 2.0 * size and other.start - letter.end < 2.0 * size


def _neighbours(printed: Characters) -> Iterator[_Letter]:
    """The upright characters of the text."""
    for i, size in enumerate(printed.size):
        if size and printed.turn[i] == 0:
            start, end, base = printed.start[i], printed.end[i], printed.base[i]
            yield _Letter(printed.text[i], Box(start, base - size, end, base), start, end, base, size, False)


def _unprinted(letters: Sequence[_Letter], printed: Characters) -> list[_Letter]:
    """The letters that the text does not hold too, each once: some programs draw a bold letter twice."""
    places: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for text, start, base in zip(printed.text, printed.start, printed.base, strict=True):
        places[text].append((start, base))
    kept = []
    for letter in letters:
        reach = 0.2 * letter.size
        there = places[letter.text]
        if not any(abs(x - letter.start) < reach and abs(y - letter.base) < reach for x, y in there):
            there.append((letter.start, letter.base))
            kept.append(letter)
    return kept


def _letters_to_characters(letters: Sequence[_Letter], frame: Frame) -> Characters:
    """The letters, line by line, as a page's characters are."""
    return Characters(
        "".join(letter.text for letter in letters),
        [letter.start for letter in letters],
        [letter.end for letter in letters],
        [letter.base for letter in letters],
        [letter.size for letter in letters],
        [0] * len(letters),
        set(),
        frame.width,
        frame.height,
    )
