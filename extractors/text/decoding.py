"""Bytes to text, and text to physical lines.

Korean text files are UTF-8, with or without a byte order mark, or CP949 where they are older; what an editor on Windows
calls "Unicode" is UTF-16. Anything decodes as something, so the order matters: a mark, then UTF-8 (which is hard to hit
by accident), then the encoding that the document itself declares, then CP949.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from extractors.model import ReadingIssue

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_ALIASES = {
    "euc-kr": "cp949",
    "euckr": "cp949",
    "ks_c_5601-1987": "cp949",
    "ksc5601": "cp949",
    "x-windows-949": "cp949",
}
"""Names of what is CP949 in practice: its superset of EUC-KR is what Korean software writes."""

_SURROGATES = re.compile("[\ud800-\udfff]")


class Line(NamedTuple):
    """One physical line: its 1-based number and its text without the newline."""

    number: int
    text: str


def decode_text(data: bytes, declared: str | None = None) -> tuple[str, tuple[ReadingIssue, ...]]:
    """The text of a file; characters that no encoding gives become U+FFFD and an issue. Never fails."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode(data[len(mark) :], encoding)
    candidates = ["utf-8", *_known(declared), "cp949"]
    if data.count(0) * 8 > len(data):
        candidates = ["utf-16-le" if data[1::2].count(0) >= data[::2].count(0) else "utf-16-be"]
    for encoding in candidates:
        try:
            return _SURROGATES.sub("\ufffd", data.decode(encoding)), ()
        except UnicodeDecodeError:
            continue
    return _decode(data, min(candidates, key=lambda e: data.decode(e, errors="replace").count("\ufffd")))


def _decode(data: bytes, encoding: str) -> tuple[str, tuple[ReadingIssue, ...]]:
    text = _SURROGATES.sub("\ufffd", data.decode(encoding, errors="replace"))
    broken = text.count("\ufffd")
    return text, (ReadingIssue("TEXT_BROKEN_CHARACTERS", detail=str(broken)),) if broken else ()


def _known(declared: str | None) -> list[str]:
    """The declared encoding as one that Python knows and that makes text of bytes, else nothing."""
    name = (declared or "").strip().strip("\"'").lower()
    name = _ALIASES.get(name, name)
    try:
        return [name] if name and codecs.lookup(name)._is_text_encoding else []
    except (LookupError, ValueError):
        return []


def unify_newlines(text: str) -> str:
    """Every newline as "\\n", so that lines can be counted as an editor counts them.

    A carriage return alone is a newline only in a file that has no other (old Macintosh); elsewhere it is a stray
    character within a line and becomes a space.
    """
    text = text.replace("\r\n", "\n")
    return text.replace("\r", " " if "\n" in text else "\n")


def physical_lines(text: str) -> list[Line]:
    """The lines of a text, numbered from 1; page breaks and other separators do not end a line."""
    return [Line(number, line) for number, line in enumerate(unify_newlines(text).split("\n"), start=1)]
