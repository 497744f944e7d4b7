"""Whether a page's text layer can be believed.

What is wrong in the world: scanned pages, pages whose letters are drawn as curves, text layers without a table to
Unicode (Hangul comes out as control characters, Latin or nothing), fonts of symbols in the private-use area. What is
measured here decides what is used, what goes to a reader of pictures, and what an auditor is told.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.model import Box

_MOST_BROKEN = 0.2
_MANY_GLYPH_PATHS = 60
_SOME_GLYPH_PATHS = 12
_WHOLE_PAGE = 0.6


@dataclass(frozen=True, slots=True)
class Trust:
    """Counts over the printed characters of one page, and the share of it that pictures cover."""

    letters: int
    hangul: int
    control: int
    private: int
    replaced: int
    glyph_paths: int
    image_share: float

    @property
    def is_picture(self) -> bool:
        """The page is a picture of a page: next to no text, and an image or drawn letters instead."""
        return self.letters < 12 and (self.image_share > _WHOLE_PAGE or self.glyph_paths > _MANY_GLYPH_PATHS)

    @property
    def is_unreadable(self) -> bool:
        """There is text, and much of it stands for no character."""
        broken = self.control + self.replaced + self.private
        return self.letters >= 12 and broken > _MOST_BROKEN * self.letters

    @property
    def lacks_letters(self) -> bool:
        """Most of what a reader sees is drawn as curves and missing from the text."""
        return not self.is_picture and self.glyph_paths > _MANY_GLYPH_PATHS and self.glyph_paths > 2 * self.hangul

    @property
    def lacks_some_letters(self) -> bool:
        """Enough small curves stand among the text to be letters of it."""
        return self.glyph_paths >= _SOME_GLYPH_PATHS and self.glyph_paths > 0.05 * self.letters

    @property
    def is_all_unusable(self) -> bool:
        """No letter of the text layer can be believed; where letters are only missing, the others can."""
        return self.is_picture or self.is_unreadable

    @property
    def complaint(self) -> str | None:
        """The code of what makes the text of the whole page unusable, None if it can be used."""
        if self.is_picture:
            return "PDF_WITHOUT_TEXT"
        return "PDF_TEXT_UNRELIABLE" if self.is_unreadable or self.lacks_letters else None


def measure_trust(text: str, glyph_paths: int, images: Sequence[Box], width: float, height: float) -> Trust:
    """The measures of a page; white space does not count."""
    hangul = control = private = replaced = letters = 0
    for character, count in Counter(text).items():
        if character.isspace() or character in "\x00\x01\ufffe\uffff":
            continue
        letters += count
        if "가" <= character <= "힣" or "ᄀ" <= character <= "ㆎ":
            hangul += count
        elif character == "\ufffd":
            replaced += count
        elif character > "\xff" or character < " ":
            category = unicodedata.category(character)
            control += count * (category in ("Cc", "Cn", "Cs"))
            private += count * (category == "Co")
    area = sum(max(b.x1 - b.x0, 0) * max(b.y1 - b.y0, 0) for b in images)
    return Trust(letters, hangul, control, private, replaced, glyph_paths, area / max(width * height, 1.0))
