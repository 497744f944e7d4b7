"""Marks of footnotes behind a number: `1,200¹⁾` must not pass for 12,001.

A mark is set smaller and higher than the word that it follows, and the note that it points to begins with it below the
tables of the page. It is no part of the number, and is left out of the cell; the note keeps its own. Behind a label it
stays, since labels are given as printed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.pdf.words import Word

_MARK = re.compile(r"\d{1,2}\)")
_NUMBER = re.compile(r"[\s\d,.△▽▲▼+\-–−%]*\d[\s\d,.%]*")
_RAISED = 0.12
_SMALLER = 0.95
_NEAR = 0.35


def without_note_marks(words: list[Word], outside: Sequence[Word]) -> list[Word]:
    """The words of a number's cell without the marks of notes that stand `outside` the tables, below the cell."""
    marks = [w for w in words if len(w.text) <= 3 and _MARK.fullmatch(w.text)]
    if not marks or not _NUMBER.fullmatch(" ".join(w.text for w in words if w not in marks)):
        return words
    kept = [w for w in marks if not (_is_raised(w, words) and _has_note(w, outside))]
    return [w for w in words if w not in marks or w in kept] if len(kept) < len(marks) else words


def _is_raised(mark: Word, words: Sequence[Word]) -> bool:
    """Whether the mark stands right behind a larger and lower word."""
    return any(
        abs(mark.start - word.end) < _NEAR * word.size
        and mark.size < _SMALLER * word.size
        and _RAISED * word.size < word.base - mark.base < word.size
        for word in words
        if word is not mark
    )


def _has_note(mark: Word, outside: Sequence[Word]) -> bool:
    """Whether a line outside the tables, below the mark, begins with it."""
    return any(
        word.text.startswith(mark.text)
        and word.base > mark.base + mark.size
        and not any(abs(other.base - word.base) < 0.5 * word.size and other.end <= word.start for other in outside)
        for word in outside
    )
