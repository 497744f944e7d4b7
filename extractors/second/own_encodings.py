"""Fonts that bring their own encoding, which pdfminer knows by name only.

A font of Korean letters says how the bytes of a string become its characters: mostly by a name (`Identity-H`), but
WeasyPrint and some print drivers write the table into the file. pdfminer looks the table's name up among its own, finds
nothing, and reads pages of such a font as empty: then no number on them could ever be confirmed. So the table is read
here. One that rests on another (`usecmap`) stays unread, and so does a character that stands for different texts (the
empty box for all that a font lacks).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from pdfminer.cmapdb import CMap, FileUnicodeMap
from pdfminer.pdffont import PDFCIDFont, PDFFont
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdftypes import PDFStream, resolve1

_SECTION = re.compile(rb"begincid(char|range)(.*?)endcid", re.DOTALL)
_CHARACTER = re.compile(rb"<([0-9A-Fa-f\s]+)>\s*(\d+)")
_RANGE = re.compile(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]+)>\s*(\d+)")
_MOST_CODES = 1 << 16


class FontsWithOwnEncodings(PDFResourceManager):
    """pdfminer's fonts, each with the encoding that stands in the file."""

    def get_font(self, objid: object, spec: Mapping[str, object]) -> PDFFont:
        """The font of a specification."""
        font = super().get_font(objid, spec)
        encoding = resolve1(spec.get("Encoding"))
        if isinstance(font, PDFCIDFont) and isinstance(encoding, PDFStream) and _knows_nothing(font):
            _give_encoding(font, encoding.get_data())
        return font


def _knows_nothing(font: PDFCIDFont) -> bool:
    return isinstance(font.cmap, CMap) and not font.cmap.code2cid


def _give_encoding(font: PDFCIDFont, table: bytes) -> None:
    """Let a font decode by a table, and turn what it says of codes (its texts) into what it says of characters."""
    if b"usecmap" in table:
        return
    encoding = CMap()
    texts: dict[int, set[str]] = defaultdict(set)
    known = font.unicode_map.cid2unichr if isinstance(font.unicode_map, FileUnicodeMap) else {}
    for code, character in read_codes(table):
        text = known.get(int.from_bytes(code, "big"))
        if text is not None:
            texts[character].add(text)
        _add(encoding.code2cid, code, character)
    font.cmap = encoding
    if isinstance(font.unicode_map, FileUnicodeMap):
        font.unicode_map = FileUnicodeMap()
        font.unicode_map.cid2unichr.update({c: said.pop() for c, said in texts.items() if len(said) == 1})


def read_codes(table: bytes) -> Iterator[tuple[bytes, int]]:
    """Each code of an encoding and the number of its character, not more than two bytes can hold."""
    left = _MOST_CODES
    for kind, body in _SECTION.findall(table):
        if kind == b"char":
            found = [(code, code, first) for code, first in _CHARACTER.findall(body)]
        else:
            found = _RANGE.findall(body)
        for low, high, first in found:
            start, end = bytes.fromhex(low.decode()), bytes.fromhex(high.decode())
            for offset in range(int.from_bytes(end, "big") - int.from_bytes(start, "big") + 1):
                if not left:
                    return
                left -= 1
                yield (int.from_bytes(start, "big") + offset).to_bytes(len(start), "big"), int(first) + offset


def _add(codes: dict[int, Any], code: bytes, character: int) -> None:
    for byte in code[:-1]:
        inner = codes.setdefault(byte, {})
        if not isinstance(inner, dict):
            return
        codes = inner
    codes[code[-1]] = character
