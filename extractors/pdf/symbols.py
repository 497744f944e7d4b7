"""Characters that are not what the text layer says: signs of symbol fonts, and glyphs without Unicode.

A ticked box printed in Wingdings arrives as `þ`, a bullet as `§`; a glyph that its font maps to nothing arrives as a
control character that looks like a disguised space, but is drawn. The first becomes the sign a reader sees, the second
U+FFFD, so that nobody takes a missing letter for a space.
"""

from __future__ import annotations

import ctypes
from functools import cache
from typing import Any

import pypdfium2.raw as pdfium

from extractors.problem_sentences import load_yaml

_SUSPECTS = frozenset(chr(c) for c in range(0x80, 0x100)) - frozenset("·×±÷°\xa0\xad")
_PRIVATE = range(0xF020, 0xF100)


@cache
def _wingdings() -> dict[str, str]:
    table: dict[str, str] = load_yaml("extractors.pdf", "symbols.yml")["wingdings"]
    return table


def mend_symbols(text_page: Any, text: str) -> str:
    """The text with signs of symbol fonts as printed; most pages hold none and cost one pass."""
    present = set(text)
    suspects = {c for c in present if c in _SUSPECTS or ord(c) in _PRIVATE}
    if not suspects:
        return text
    characters = list(text)
    for index, character in enumerate(text):
        if character in suspects and _is_wingdings(text_page, index):
            code = ord(character)
            characters[index] = _wingdings().get(chr(code - 0xF000) if code in _PRIVATE else character, character)
    return "".join(characters)


def _is_wingdings(text_page: Any, index: int) -> bool:
    buffer = ctypes.create_string_buffer(64)
    flags = ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(text_page, index, buffer, 64, flags)
    return b"wingdings" in buffer.value.lower()


def is_drawn(text_page: Any, index: int) -> bool:
    """Whether a control character has ink: then it is a letter without Unicode, not a space."""
    left, right, bottom, top = ctypes.c_double(), ctypes.c_double(), ctypes.c_double(), ctypes.c_double()
    if not pdfium.FPDFText_GetCharBox(text_page, index, left, right, bottom, top):
        return False
    return top.value - bottom.value > 0.8 and right.value - left.value > 0.3
