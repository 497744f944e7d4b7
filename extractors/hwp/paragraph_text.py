"""The text of an HWP5 paragraph: UTF-16 with control characters, most of them eight units long.

Units 0 to 31 are controls. A line break, a hyphen and two kinds of space are one unit; a tab, a title mark and the end
of a field are eight units that hold their own data; the rest are eight units that stand for a CTRL_HEADER record, by
whose four-letter id they are matched. Everything else is printed as stored, private-use glyphs too; lone surrogates,
which no output can hold, are taken out.
"""

from __future__ import annotations

import re
import struct

_CONTROL = re.compile("[\x00-\x1f\ud800-\udfff]")
_SINGLE = {
    0x0A: "\n",  # line break inside the paragraph
    0x0D: "\n",  # end of paragraph; only one that is not the last unit is seen here
    0x18: "-",
    0x1E: "\u00a0",
    0x1F: " ",
}
_TAB = 0x09
_INLINE = frozenset({0x04, 0x05, 0x06, 0x07, 0x08, 0x13, 0x14})
_NOTHING = frozenset({0x00, 0x19, 0x1A, 0x1B, 0x1C, 0x1D})
_UNITS = 8

Anchors = list[tuple[int, int]]
"""(id of the control that stands here, index of its piece of the text), in order."""


needs_splitting = _CONTROL.search
"""The first control character or lone surrogate of a text, if it has one."""


def split_text(text: str, unit_count: int) -> tuple[list[str], Anchors, bool]:
    """(pieces of a text, its anchors, whether it had to be mended), by the text with its control characters.

    The piece of an anchor is empty and is filled in when the control turns out to print characters. `unit_count` is
    the text's length in UTF-16 units as stored.
    """
    if len(text) < unit_count - 1:  # pairs of units are one character: count in units, for controls are eight of them
        text = _units(text)
    parts: list[str] = []
    anchors: Anchors = []
    at, end, was_mended = 0, len(text), False
    while match := _CONTROL.search(text, at):
        start = match.start()
        if start > at:
            parts.append(text[at:start])
        code = ord(text[start])
        at = start + 1
        if code in _SINGLE:
            parts.append(_SINGLE[code])
        elif code >= 0xD800:
            at = _surrogates(text, start, parts)
            was_mended = was_mended or at == start + 1
        elif code not in _NOTHING:
            at = start + _UNITS
            if code == _TAB:
                parts.append("\t")
            elif code not in _INLINE and start + 2 < end:
                anchors.append((ord(text[start + 1]) | ord(text[start + 2]) << 16, len(parts)))
                parts.append("")
    if at < end:
        parts.append(text[at:])
    return parts, anchors, was_mended


def _surrogates(text: str, start: int, parts: list[str]) -> int:
    """A pair becomes its character, a lone one nothing; the position after it."""
    pair = text[start : start + 2].encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
    if len(pair) == 1 and ord(pair) > 0xFFFF:
        parts.append(pair)
        return start + 2
    return start + 1


def _units(text: str) -> str:
    """One character a UTF-16 unit, so that controls keep their length of eight beside characters of two units."""
    data = text.encode("utf-16-le", "surrogatepass")
    return "".join(map(chr, struct.unpack(f"<{len(data) // 2}H", data)))
