"""HTML source to an lxml tree whose texts still know the line of the source they stand on.

A parser's `sourceline` is the line of a tag (and ends at 65,535), not that of the text behind it, and says nothing of
the text that follows an end tag. So each stretch of text between two tags gets, before parsing, a mark in front that
names its line, in two noncharacters that no document can print; `stretches` takes the marks out again.
Server-page code (`<% … %>`) is printed by nobody and is blanked out first, its newlines kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

from lxml import etree, html

from extractors.model import UnreadableDocumentError

LINE_ATTRIBUTE = "koplan-line"
"""The line of a cell's own tag, for cells in which nothing is printed."""

_OPEN, _CLOSE = "\ufdd0", "\ufdd1"

_SERVER_CODE_ENDS = {"<%--": "--%>", "<%": "%>", "<?": "?>"}
_SERVER_CODE_START = re.compile(r"<%--|<%|<\?(?=php\b|=|xml\b)")
_TOKEN = re.compile(
    r"""(?six)
      <!-- .*? (?:-->|\Z)                                   # a comment
    | <(script|style|textarea|title|xmp|noscript)\b [^>]*> .*? (?:</\1\s*>|\Z)   # raw text up to its end tag
    | </?[a-z] (?> [^<>"'] | "[^"]*" | '[^']*' | ["'] )*+ >  # a tag, with > inside quotes
    | <[!?][^<>]*>                                          # a declaration
    """
)
_CELL_TAG = re.compile(r"(?i)^<(t[dh])(?=[\s>/])")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ufdd0\ufdd1\ufffe\uffff]")
_STRETCH = re.compile(f"{_OPEN}([0-9]+){_CLOSE}")


def parse_markup(source: str, first_line: int = 1) -> html.HtmlElement | None:
    """The tree of an HTML source (newlines as "\\n"), its texts marked with their lines; None if there is nothing.

    Raises UnreadableDocumentError TOO_DEEP where elements are nested deeper than the parser goes.
    """
    marked = _mark_lines(_UNPRINTABLE.sub(" ", _without_server_code(source)), first_line)
    if not marked.strip():
        return None
    parser = html.HTMLParser(encoding="utf-8", recover=True, huge_tree=True, remove_pis=True)
    try:
        root = html.document_fromstring(marked.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:  # lxml's word for a source without any element or text
        return None
    if any("depth" in error.message for error in parser.error_log):  # libxml2 drops what is nested deeper
        raise UnreadableDocumentError("TOO_DEEP")
    return cast(html.HtmlElement, root)


def stretches(text: str | None, line: int | None) -> Iterator[tuple[str, int | None]]:
    """The stretches of a text node with the line each begins on; `line` is for what stands before the first mark."""
    if not text:
        return
    pieces = _STRETCH.split(text)
    if pieces[0]:
        yield pieces[0], line
    for number, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        yield piece, int(number)


def unmarked(text: str | None) -> str:
    """A text node without its marks."""
    return _STRETCH.sub("", text or "")


def _without_server_code(source: str) -> str:
    """Server code blanked out, its newlines kept; what is never closed stays as it is."""
    out: list[str] = []
    position = 0
    while start := _SERVER_CODE_START.search(source, position):
        end = source.find(_SERVER_CODE_ENDS[start.group()], start.end())
        if end < 0:
            break
        end += len(_SERVER_CODE_ENDS[start.group()])
        out += source[position : start.start()], "\n" * source.count("\n", start.start(), end) or " "
        position = end
    return "".join([*out, source[position:]])


def _mark_lines(source: str, line: int) -> str:
    """Put the line's number before each stretch of text between tags."""
    out: list[str] = []
    position = 0
    for token in _TOKEN.finditer(source):
        line = _mark_stretch(source[position : token.start()], line, out)
        out.append(_CELL_TAG.sub(f'<\\1 {LINE_ATTRIBUTE}="{line}"', token.group()))
        line += token.group().count("\n")
        position = token.end()
    _mark_stretch(source[position:], line, out)
    return "".join(out)


def _mark_stretch(text: str, line: int, out: list[str]) -> int:
    bare = text.lstrip()
    if bare:
        lead = text[: len(text) - len(bare)]
        out.append(f"{lead}{_OPEN}{line + lead.count(chr(10))}{_CLOSE}{bare}")
    else:
        out.append(text)
    return line + text.count("\n")
