"""A page's characters by place: what is printed where, in the page as displayed.

What is wrong in the world: Type 3 fonts (Hancom sets ASCII in them) report the font's whole box for every character;
the space between words is a real character in one file, `U+0001`, `U+FFFE` or `U+0000` in another, and no character at
all in a third; a dash at the end of a line becomes pdfium's mark for a hyphen; a page or a label may lie on its side.
So a character's left side is its origin, its right side ends before the next character's origin, and its direction
decides which way it is read.
"""

from __future__ import annotations

import ctypes
import math
import re
from dataclasses import dataclass
from operator import sub
from typing import Any

import pypdfium2.raw as pdfium

from extractors.pdf.bulk import Places, are_generated, places_of
from extractors.pdf.pdfium import Frame
from extractors.pdf.symbols import is_drawn, mend_symbols

SPACES_IN_DISGUISE = "\x00\x01\ufffe\uffff"
"""Characters that stand for a space: Chromium's print writes U+0001, others U+0000; pdfium says U+FFFE."""

_BLANK = re.compile(f"[\x00- {SPACES_IN_DISGUISE}]")

_FALSE_BOX = 0.78
"""From how many em on the box of an ASCII character is not its own but its font's."""

_WIDE_ASCII = frozenset("MWmw@%&")
_ADVANCES = dict.fromkeys("0123456789", 0.5) | dict.fromkeys(",.:;'!|()[]-", 0.34)
"""Widths in em where a false box hides the real one: enough to see a space after the character."""


@dataclass(slots=True)
class Characters:
    """Parallel lists, one entry a character. Places are in the page as displayed.

    `start` to `end` run along the direction of reading and `base` across it (for upright text x0, x1 and the baseline,
    y growing downwards); `size` is the height of the em. `turn` is the direction: 0 upright, 1 read downwards, 2 upside
    down, 3 read upwards. A space has an entry; `printed_spaces` are those the file itself holds.
    """

    text: str
    start: list[float]
    end: list[float]
    base: list[float]
    size: list[float]
    turn: list[int]
    printed_spaces: set[int]
    width: float
    height: float
    outside: int = 0

    @property
    def space_gap(self) -> float:
        """From how many em on a gap is a space: narrow ones count only in a text that holds no spaces of its own.

        LibreOffice leaves a quarter of an em between digits and Hangul; Chromium leaves the spaces out.
        """
        return 0.3 if self.printed_spaces else 0.17

    def release(self) -> None:
        """Forget the places once the page's lines are made: a document keeps its words, not its characters."""
        self.text = ""
        for values in (self.start, self.end, self.base, self.size, self.turn):
            values.clear()

    def box(self, first: int, last: int) -> tuple[float, float, float, float]:
        """The rectangle (x0, y0, x1, y1) around the characters first to last (inclusive) of one direction."""
        along0, along1 = self.start[first], self.end[last]
        size = self.size[first]
        base = self.base[first]
        return box_of(self.turn[first], along0, along1, base - 0.85 * size, base + 0.18 * size, self.width, self.height)


def box_of(
    turn: int, start: float, end: float, over: float, under: float, width: float, height: float
) -> tuple[float, float, float, float]:
    """The displayed rectangle of a stretch given in its own direction of reading."""
    if turn == 0:
        return (start, over, end, under)
    if turn == 1:
        return (width - under, start, width - over, end)
    if turn == 2:
        return (width - end, height - under, width - start, height - over)
    return (over, height - end, under, height - start)


def read_characters(text_page: Any, frame: Frame) -> Characters:
    """All characters of a page in the order of the file."""
    count = max(pdfium.FPDFText_CountChars(text_page), 0)
    text = _read_text(text_page, count)
    found = Characters(mend_symbols(text_page, text), [], [], [], [], [], set(), frame.width, frame.height)
    if count:
        _read_places(text_page, frame, found)
        _narrow(found)
    return found


def _read_text(text_page: Any, count: int) -> str:
    """The page's text with exactly one character an index."""
    if not count:
        return ""
    buffer = (ctypes.c_ushort * (count + 1))()
    written = pdfium.FPDFText_GetText(text_page, 0, count, buffer)
    text = bytes(buffer)[: 2 * max(written - 1, 0)].decode("utf-16-le", "replace")
    if len(text) == count and written - 1 == count:
        return text
    codes = (pdfium.FPDFText_GetUnicode(text_page, i) for i in range(count))
    return "".join(chr(c) if 0 < c < 0x110000 and not 0xD800 <= c < 0xE000 else "\ufffd" for c in codes)


def _read_places(text_page: Any, frame: Frame, found: Characters) -> None:
    """Fill the lists: all as upright text, then the gaps and the characters that are set otherwise, one by one."""
    _, _, _, _, e, f = frame.matrix
    count = len(found.text)
    places = places_of(text_page, count)
    found.start = [x + e for x in places.x]
    found.end = [
        right if (right := edge + e) > left else left for edge, left in zip(places.right, found.start, strict=True)
    ]
    found.base = [f - y for y in places.y]
    found.size = list(map(sub, places.top, places.bottom))
    found.turn = [0] * count
    gaps = _read_gaps(text_page, found)
    if frame.quarters == 0:
        turned = [i for i, angle in enumerate(places.angle) if not -0.1 < angle < 0.1]
    else:
        turned = list(range(count))
    for index in turned:
        if index not in gaps:
            _read_turned(text_page, frame, found, places, index)
    for index in gaps:
        found.start[index] = found.end[index] = found.base[index] = found.size[index] = 0.0
    found.outside = _drop_unplaced(found)
    limit = max(found.width, found.height) + 2
    outside = [i for i, start in enumerate(found.start) if not -2 <= start <= limit]
    found.outside += sum(1 for i in outside if found.size[i])


def _drop_unplaced(found: Characters) -> int:
    """How many characters of a damaged page stand nowhere (their place is no number); they are set as gaps."""
    measures = found.start, found.end, found.base, found.size
    if math.isfinite(sum(map(sum, measures))):
        return 0
    lost = [i for i, place in enumerate(zip(*measures, strict=True)) if not all(map(math.isfinite, place))]
    for index in lost:
        for measure in measures:
            measure[index] = 0.0
    return len(lost)


def _read_gaps(text_page: Any, found: Characters) -> set[int]:
    """The characters without ink, those that the file itself holds noted; control characters with ink are letters."""
    blanks = [match.start() for match in _BLANK.finditer(found.text)]
    written = [i for i, is_made_up in zip(blanks, are_generated(text_page, blanks), strict=True) if not is_made_up]
    lost = {i for i in written if found.text[i] != " " and is_drawn(text_page, i)}
    found.printed_spaces.update(i for i in written if i not in lost)
    if lost:
        letters = list(found.text)
        for index in lost:
            letters[index] = "-" if found.text[index] in "\x02\ufffe" else "\ufffd"
        found.text = "".join(letters)
    return set(blanks) - lost


def _read_turned(text_page: Any, frame: Frame, found: Characters, places: Places, index: int) -> None:
    """Place a character that does not stand upright on an upright page."""
    a, b, c, d, e, f = frame.matrix
    px, py, angle = places.x[index], places.y[index], places.angle[index]
    if not math.isfinite(angle):
        found.start[index] = angle
        return
    quarter = (frame.quarters + round(angle / (math.pi / 2))) % 4
    if -0.1 < angle < 0.1:
        em, advance = found.size[index], max(places.right[index] - px, 0.0)
    else:
        em, advance = _em_and_advance(text_page, index, px, py, angle)
    shown_x, shown_y = a * px + c * py + e, b * px + d * py + f
    along, across = _own_direction(quarter, shown_x, shown_y, found.width, found.height)
    found.start[index], found.end[index], found.base[index] = along, along + advance, across
    found.size[index], found.turn[index] = em, quarter


def _em_and_advance(text_page: Any, index: int, px: float, py: float, angle: float) -> tuple[float, float]:
    """The em and the advance of a turned character: pdfium's loose box is right for upright ones only."""
    matrix = pdfium.FS_MATRIX()  # pdfium's angle runs clockwise
    pdfium.FPDFText_GetMatrix(text_page, index, matrix)
    em = pdfium.FPDFText_GetFontSize(text_page, index) * math.hypot(matrix.c, matrix.d)
    left, right, bottom, top = ctypes.c_double(), ctypes.c_double(), ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharBox(text_page, index, left, right, bottom, top)
    corners = (
        (left.value, bottom.value),
        (right.value, bottom.value),
        (left.value, top.value),
        (right.value, top.value),
    )
    reach = max((cx - px) * math.cos(angle) - (cy - py) * math.sin(angle) for cx, cy in corners)
    return em, min(max(reach, 0.2 * em), 1.1 * em)


def _own_direction(turn: int, x: float, y: float, width: float, height: float) -> tuple[float, float]:
    """A displayed point as (along, across) of a direction of reading; `across` grows from line to line."""
    if turn == 0:
        return x, y
    if turn == 1:
        return y, width - x
    if turn == 2:
        return width - x, height - y
    return height - y, x


def _narrow(found: Characters) -> None:
    """End each character before the next one's origin; a lone ASCII character as wide as the em is half as wide."""
    start, base, size, turn = found.start, found.base, found.size, found.turn
    here = zip(found.text, start, found.end, base, size, turn, strict=True)
    after = zip([*start[1:], 0.0], [*base[1:], 0.0], [*size[1:], 0.0], [*turn[1:], 0], strict=True)
    ends = found.end[:]
    for index, ((character, x, end, y, em, way), (next_x, next_y, next_em, next_way)) in enumerate(
        zip(here, after, strict=True)
    ):
        if not em:
            continue
        is_wide = end - x > _FALSE_BOX * em
        if x < next_x < end - 0.05 * em and next_em and next_way == way and abs(next_y - y) < 0.3 * em:
            advance = x + _ADVANCES.get(character, 9.0) * em if is_wide else next_x
            ends[index] = min(next_x, advance)
        elif is_wide and character < "\x7f" and character not in _WIDE_ASCII:
            ends[index] = x + 0.45 * em
    found.end = ends
