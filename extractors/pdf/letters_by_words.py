"""Drawn letters of an unknown outline that the words of the document itself name.

One outline is one letter wherever it stands (`outlines.py`). If it stands in two different long words, and with the
same letter in its place both are printed elsewhere in the document, then it is that letter, as surely as a code is
broken. Short words prove nothing (`?세` is 과세 and 납세), digits never follow from their neighbours, and a shape that
two letters fit stays unread.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from extractors.pdf.cells import cells_of
from extractors.pdf.outlines import Shape, is_same
from extractors.pdf.page import PageDraft
from extractors.pdf.unread import UnreadLetter
from extractors.pdf.words import LOST

_LEAST_LETTERS = 5
_LEAST_WORDS = 2
_RUN = re.compile(rf"[가-힣{LOST}]+")


@dataclass(slots=True)
class _Unknown:
    """One outline: where it stands, and the long words with it, a point in its place."""

    shape: Shape
    places: list[tuple[PageDraft, UnreadLetter]] = field(default_factory=list)
    words: set[str] = field(default_factory=set)


def name_by_words(pages: Collection[PageDraft]) -> None:
    """Put in the letters that the document's words prove, in its lines and cells."""
    unknown = list(_unknown_shapes(pages)) if any(page.unread for page in pages) else []
    if not any(len(u.words) >= _LEAST_WORDS for u in unknown):
        return
    printed = _long_words(pages)
    for found, letter in [(u, _letter(u.words, printed)) for u in unknown]:
        for page, place in found.places if letter is not None else ():
            text = place.line.text
            place.line.text = text[: place.offset] + (letter or LOST) + text[place.offset + 1 :]
            page.unread.remove(place)
            page.outlines.read += letter or ""
    for page in pages:
        for cell in cells_of(page.tables):
            if cell.has_lost_letters and not cell.has_hidden_marks:
                cell.has_lost_letters = any(LOST in line.text for line in cell.lines)


def _unknown_shapes(pages: Iterable[PageDraft]) -> Iterator[_Unknown]:
    by_strokes: dict[str, list[_Unknown]] = defaultdict(list)
    for page in pages:
        shapes = {(id(place.line), place.offset): place.shape for place in page.unread}
        for place in page.unread:
            if place.shape.is_plain:
                continue
            alike = by_strokes[place.shape.strokes]
            same = next((u for u in alike if is_same(u.shape, place.shape)), None)
            if same is None:
                same = _Unknown(place.shape)
                alike.append(same)
            same.places.append((page, place))
            if (word := _word_around(place, shapes)) is not None:
                same.words.add(word)
    for alike in by_strokes.values():
        yield from alike


def _word_around(place: UnreadLetter, shapes: Mapping[tuple[int, int], Shape]) -> str | None:
    """The long Hangul word around an unread letter, as a pattern; None if it has other unread letters."""
    run = next(run for run in _RUN.finditer(place.line.text) if run.start() <= place.offset < run.end())
    lost = [run.start() + i for i, letter in enumerate(run.group()) if letter == LOST]
    found = [shapes.get((id(place.line), i)) for i in lost]
    is_alone = all(shape is not None and is_same(shape, place.shape) for shape in found)
    known = len(run.group()) - len(lost)
    return run.group().replace(LOST, ".") if is_alone and known >= _LEAST_LETTERS - 1 else None


def _long_words(pages: Iterable[PageDraft]) -> set[str]:
    runs = (run for page in pages for line in page.all_lines() for run in _RUN.findall(line.text))
    return {run for run in runs if len(run) >= _LEAST_LETTERS and LOST not in run}


def _letter(words: set[str], printed: set[str]) -> str | None:
    """The one letter that fits, if it fits two words of which none is a part of the other."""
    fitting: dict[str, set[str]] = defaultdict(set)
    for word in words:
        for stem in _stems(word):
            letters = {letter for known in printed for letter in _fits(stem, known)}
            for letter in letters:
                fitting[letter].add(stem)
            if letters:
                break
    if len(fitting) != 1:
        return None
    ((letter, proofs),) = fitting.items()
    apart = [word for word in proofs if not any(word != other and word in other for other in proofs)]
    return letter if len(apart) >= _LEAST_WORDS else None


def _stems(word: str) -> Iterator[str]:
    """The word, and what is left of it without a particle of one or two letters."""
    yield word
    for end in (-1, -2):
        stem = word[:end]
        if "." in stem and not stem.endswith(".") and len(stem.replace(".", "")) >= _LEAST_LETTERS - 1:
            yield stem


def _fits(word: str, known: str) -> Iterator[str]:
    """The letters with which a printed word holds this one; where the letter is at its edge, so must the printed be."""
    pattern = word.replace(".", "([가-힣])")
    pattern = f"(?={'^' * word.startswith('.')}{pattern}{'$' * word.endswith('.')})"
    for match in re.finditer(pattern, known):
        if len(set(match.groups())) == 1:
            yield match.group(1)
