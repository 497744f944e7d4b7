"""One page read by itself: its tables, the lines outside them, and what is known of its trust."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as pdfium

from extractors.model import Box, Limits
from extractors.pdf.artwork import take_artwork
from extractors.pdf.borderless import find_borderless
from extractors.pdf.cells import DraftTable, cells_of, compact, fill_grids
from extractors.pdf.characters import Characters, read_characters
from extractors.pdf.columns import order_columns
from extractors.pdf.drawn_letters import DrawnLetters, read_drawn_letters
from extractors.pdf.grid import Grid, find_grids
from extractors.pdf.lines import Line, words_to_lines
from extractors.pdf.lying_rules import lying_grids
from extractors.pdf.ocr import Picture, Recognise
from extractors.pdf.pdfium import Frame, read_frame
from extractors.pdf.rules import Drawing, read_drawing
from extractors.pdf.segments import join_strokes, take_strips
from extractors.pdf.shades import shades_to_segments
from extractors.pdf.trust import Trust, measure_trust
from extractors.pdf.unread import UnreadLetter, find_unread
from extractors.pdf.unruled_columns import split_unruled_columns
from extractors.pdf.unruled_rows import split_unruled_rows
from extractors.pdf.words import LOST, Word, characters_to_words

_PAGE_FRAME = 0.72


@dataclass(slots=True)
class PageDraft:
    """What one page says; places are in the frame in which its text is upright (`frame`, turned by `turned`)."""

    number: int
    frame: Frame
    turned: int
    tables: list[DraftTable]
    lines: list[Line]
    trust: Trust
    images: list[Box]
    outside: int
    is_cut_short: bool
    private: list[tuple[str, Box]]
    doubts: list[Box]
    outlines: DrawnLetters
    is_recognised: bool = False
    unread: list[UnreadLetter] = field(default_factory=list)

    def all_lines(self) -> Iterator[Line]:
        """The lines outside the tables, then those in their cells."""
        yield from self.lines
        for cell in cells_of(self.tables):
            yield from cell.lines


def read_page(page: Any, number: int, limits: Limits, recognise: Recognise | None = None) -> PageDraft:
    """Read one open page; `number` is 1-based. `recognise` reads what is only drawn, see `ocr.py`."""
    frame, turned, characters = _read_text(page)
    words = characters_to_words(characters)
    drawing = read_drawing(page, frame, limits.page_objects)
    outlines = read_drawn_letters(page, frame, characters, drawing.glyphs, limits.page_objects)
    words += characters_to_words(outlines.characters)
    drawn = [box for box in drawing.glyphs if not outlines.has(box)]
    letters, unread = characters.text + outlines.read, len(drawn) + len(outlines.unread)
    trust = measure_trust(letters, unread, drawing.images, frame.width, frame.height)
    if trust.lacks_some_letters:
        words += drawn_letters(drawn, characters)
    tables, outside = fill_grids(drawing_to_grids(drawing, frame, words), words, characters, number)
    if not trust.complaint:
        tables, words_of_pictures = take_artwork(tables)
        outside += words_of_pictures
    picture = Picture(page, frame, turned, number, recognise) if recognise is not None else None
    if picture is not None:
        picture.read_cells(cells_of(tables), trust)
    kept = [_settle(table) for table in map(_prune, tables) if table is not None]
    found, lines, doubts = find_borderless(_lines_outside(outside, number, tables, trust, picture), number)
    lines = order_columns(lines, [table.box for table in kept + found], number)
    draft = PageDraft(
        number,
        frame,
        turned,
        kept + found,
        lines,
        trust,
        drawing.images,
        characters.outside,
        drawing.is_cut_short,
        private_glyphs(characters),
        doubts,
        outlines,
        picture is not None and trust.complaint is not None,
    )
    draft.unread = find_unread(draft.all_lines(), outlines)
    characters.release()
    outlines.characters.release()
    return draft


def _read_text(page: Any) -> tuple[Frame, int, Characters]:
    """The page as displayed, by how many quarters its text made us turn it, and the characters."""
    frame = read_frame(page)
    text_page = pdfium.FPDFText_LoadPage(page)
    try:
        characters = read_characters(text_page, frame)
        turned = main_turn(characters)
        if turned:
            frame = frame.turned(turned)
            characters = read_characters(text_page, frame)
    finally:
        pdfium.FPDFText_ClosePage(text_page)
    return frame, turned, characters


def _lines_outside(
    words: Sequence[Word], number: int, tables: Sequence[DraftTable], trust: Trust, picture: Picture | None
) -> list[Line]:
    """The lines in no table that can be believed, and those that are only drawn as far as a recogniser reads them."""
    if trust.complaint is None:
        return words_to_lines([w for w in words if w.text != LOST], number)
    if trust.is_picture:
        return picture.read_between([t.box for t in tables if t.has_text]) if picture is not None else []
    lines = words_to_lines(words, number)
    drawn = [line for line in lines if trust.is_unreadable or any(w.text == LOST for w in line.words)]
    kept = [line for line in lines if line not in drawn]
    if picture is not None:
        kept += picture.read_lines(drawn)
    return sorted(kept, key=lambda line: (line.box.y0, line.box.x0))


def main_turn(characters: Characters) -> int:
    """By how many quarters the page must be turned clockwise to set most of its text upright."""
    turns = characters.turn
    if not any(turns):
        return 0
    counts = [0, 0, 0, 0]
    for turn, size in zip(turns, characters.size, strict=True):
        counts[turn] += bool(size)
    most = max(range(4), key=counts.__getitem__)
    return (4 - most) % 4 if counts[most] > 0.6 * sum(counts) else 0


def drawing_to_grids(drawing: Drawing, frame: Frame, words: Sequence[Word]) -> list[Grid]:
    """The grids of a page without the frames drawn around the whole of it."""
    if not drawing.has_rules:
        return []
    horizontal, lying = take_strips(join_strokes(drawing.horizontal))
    vertical, standing = take_strips(join_strokes(drawing.vertical))
    shades = drawing.fills + [Box(start, top, end, bottom) for top, bottom, start, end in lying]
    shades += [Box(left, start, right, end) for left, right, start, end in standing]
    more_horizontal, more_vertical = shades_to_segments(shades, horizontal, vertical)
    grids = find_grids(horizontal + more_horizontal, vertical + more_vertical, lambda strip: _is_row(strip, words))
    grids += lying_grids(horizontal, words, grids)
    area = frame.width * frame.height
    return [g for g in grids if len(g.cells) > 1 or _area(g.box) < _PAGE_FRAME * area]


def _is_row(strip: Box, words: Sequence[Word]) -> bool:
    """Whether a strip holds one line of text, set in its middle as a cell's is."""
    inside = [w for w in words if strip.y0 < w.middle[1] < strip.y1 and strip.x0 < w.middle[0] < strip.x1]
    if not inside:
        return False
    top, bottom = min(w.box.y0 for w in inside), max(w.box.y1 for w in inside)
    size = max(w.size for w in inside)
    is_single = bottom - top < 1.6 * size and strip.y1 - strip.y0 < 3.5 * size
    return is_single and abs((top - strip.y0) - (strip.y1 - bottom)) < 0.5 * size


def _area(box: Box) -> float:
    return (box.x1 - box.x0) * (box.y1 - box.y0)


def _prune(table: DraftTable) -> DraftTable | None:
    """The table without nested ones that say nothing; None if it says nothing itself."""
    for cell in table.cells:
        if cell.tables:
            cell.tables = [_settle(inner) for inner in map(_prune, cell.tables) if inner is not None]
    return table if table.has_text else None


def _settle(table: DraftTable) -> DraftTable:
    """The table with the columns and rows that no rule parts."""
    return split_unruled_rows(split_unruled_columns(compact(table)))


def drawn_letters(glyphs: Sequence[Box], characters: Characters) -> list[Word]:
    """A U+FFFD for each letter drawn as a curve: a number that lacks a digit must not pass for another number."""
    words = []
    for box in glyphs:
        height = box.y1 - box.y0
        if 3.0 <= height <= 30.0 and 1.0 <= box.x1 - box.x0 <= 30.0:
            size = max(height, 8.0)
            words.append(Word(LOST, box, box.x0, box.x1, box.y1 - 0.1 * size, size, 0, 0, 0, characters))
    return words


def private_glyphs(characters: Characters) -> list[tuple[str, Box]]:
    """Characters of the private-use area with their places: a font's own signs, which nobody else can read."""
    text = characters.text
    if not any("\ue000" <= c <= "\uf8ff" for c in set(text)):
        return []
    return [(c, Box(*characters.box(i, i))) for i, c in enumerate(text) if "\ue000" <= c <= "\uf8ff"]
