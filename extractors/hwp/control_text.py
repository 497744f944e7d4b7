"""What controls print: automatic numbers, overlapped characters, ruby text, check boxes, equations.

Each function takes the bytes of a record from its first field after the control's id, and gives an empty text where
the record is shorter than it should be.
"""

from __future__ import annotations

import re
import struct

from extractors.hancom.numbering import NUMBER_SHAPE_CODES, format_number
from extractors.hancom.tree import FORM_MARKS

_NUMBER_KINDS_OF_NOTES = frozenset({1, 2})
_NUMBER_KINDS_OF_PAGES = frozenset({0, 6})
_WORD = re.compile(r"\b(Caption|Text):wstring:(\d{1,9}):")
_VALUE = re.compile(r"\bValue:int:(\d{1,9})")


def counted_text(record: bytes, at: int) -> tuple[str, int]:
    """(a text that is stored with its length in units before it, the position after it)."""
    if at + 2 > len(record):
        return "", at
    end = at + 2 + 2 * int(struct.unpack_from("<H", record, at)[0])
    return record[at + 2 : end].decode("utf-16-le", "ignore").replace("\x00", ""), end


def automatic_number(record: bytes) -> tuple[str, bool]:
    """(the number as printed, whether it is that of a note). Page numbers depend on the page and print nothing here."""
    if len(record) < 12:
        return "", False
    flags, number, _, before, after = struct.unpack_from("<IHHHH", record, 0)
    kind = flags & 0xF
    if kind in _NUMBER_KINDS_OF_PAGES:
        return "", False
    code = flags >> 4 & 0xFF
    shape = NUMBER_SHAPE_CODES[code] if code < len(NUMBER_SHAPE_CODES) else "digit"
    printed = _sign(before) + format_number(number, shape) + _sign(after)
    return printed, kind in _NUMBER_KINDS_OF_NOTES


def _sign(code: int) -> str:
    return chr(code) if code >= 0x20 and not 0xD800 <= code < 0xE000 else ""


def overlapped_text(record: bytes) -> str:
    """Characters printed over each other, or in one frame (글자 겹침), one after the other."""
    return counted_text(record, 0)[0]


def ruby_text(record: bytes) -> tuple[str, str]:
    """(main text, text printed small above or below it) (덧말)."""
    main, end = counted_text(record, 0)
    return main, counted_text(record, end)[0]


def equation_script(record: bytes) -> str:
    """The source of an equation."""
    return counted_text(record, 4)[0]


def text_art(record: bytes) -> str:
    """The text of a drawn title (글맵시): after the four corners of its frame."""
    return counted_text(record, 32)[0]


def form_text(record: bytes) -> tuple[str, str]:
    """(what a form object prints, its plain caption): a check box is a mark and its caption, a field its text."""
    properties = record[14:].decode("utf-16-le", "ignore")
    word = _WORD.search(properties)
    caption = properties[word.end() : word.end() + int(word[2])] if word else ""
    value = _VALUE.search(properties)
    if word is None or word[1] == "Text" or value is None:
        return caption, caption
    kind = "radio" if "RadioGroupName" in properties else "check"
    return FORM_MARKS[kind, value[1] != "0"] + caption, caption
