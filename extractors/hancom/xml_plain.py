"""The plain parts of an HWPX section, cut out before the XML is parsed.

Nine paragraphs in ten hold nothing but text, eight cells in ten nothing but one such paragraph, and half of a section's
bytes say where lines and frames lie on the page. A parser makes a node of each tag all the same, at a microsecond
apiece. Here one regular expression, which spells such a paragraph and such a cell tag by tag as the word processor
writes them, takes them out at the speed of C and leaves a processing instruction in their place; what only lays out is
taken out without one. The rest, a sixth of the bytes, goes to the parser, which still sees whether it is whole.

Whatever is written in another way stays in the rest and is read there. A section that could hold markup which is none
(comments, CDATA, instructions of its own), is no UTF-8, or binds no prefix `hp` is not cut at all.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import Any

from extractors.hancom.tree import Head, RawCell, RawParagraph
from extractors.hancom.xml_tree import has_pair

# A tag that may begin a match is never walked past the next `<`, or not far: a row of open tags would be walked once
# from each.
_EMPTY = r"[^>]*+ (?<=/)>"
_LINES = rf"linesegarray> (?: <hp:lineseg\b {_EMPTY} )*+ </hp:linesegarray>"
_RUNS = rf"""
    (?: <hp:run\b [^>]*+
        (?: (?<=/)> | >
            (?: <hp:ctrl> (?: <hp:(?:bookmark|colPr|fieldEnd|newNum|pageHiding|pageNum)\  {_EMPTY} )*+ </hp:ctrl>
              | <hp:t (?: /> | >
                (?: [^<&\x00-\x08\x0b-\x1f]++
                  | &(?:amp|apos|gt|lt|quot);
                  | <hp:(?:fwSpace|hyphen|lineBreak|markpenBegin|markpenEnd|nbSpace|tab|titleMark)\b {_EMPTY}
                )*+ </hp:t>
            ))*+
            </hp:run>
        )
    )*+"""
_SHAPE = r'p\  (?: id="[^"<>]*+"\  )?+ (?: [^<>]*?\  )?? paraPrIDRef="(\d+)" [^<]*+ (?<=[^/]>)'
_PART = re.compile(
    rf"""
    <hp:(?: (?=[pt][c\ ])
        (?: tc\b ([^<]*+) (?<=[^/]>) <hp:subList\b [^>]*+ (?<!/)> <hp: )?         # 1: attributes of a cell
        {_SHAPE} ({_RUNS}) (?: <hp:{_LINES} )?+ </hp:p>                           # 2, 3: a paragraph's shape and runs
        (?(1)
            ( (?: <hp:p\  [^>]*+ (?<!/)> {_RUNS} (?: <hp:{_LINES} )?+ </hp:p> )*+ )   # 4: the cell's other paragraphs
            </hp:subList>
            <hp:cellAddr\ colAddr="(\d{{1,4}})"\ rowAddr="(\d{{1,4}})"\ ?/>       # 5, 6
            <hp:cellSpan\ colSpan="(\d{{1,4}})"\ rowSpan="(\d{{1,4}})"\ ?/>       # 7, 8
            (?: <hp:cellSz\  {_EMPTY} )?+
            (?: <hp:cellMargin\  {_EMPTY} )?+
            </hp:tc>
        )
      | {_LINES}
      | shapeComment> [^<&]*+ </hp:shapeComment>
      | renderingInfo> (?: <hc:\w++\  {_EMPTY} )*+ </hp:renderingInfo>
      | imgRect> (?: <hc:\w++\  {_EMPTY} )*+ </hp:imgRect>
      | footNotePr> (?: <hp:\w++\  {_EMPTY} )*+ </hp:footNotePr>
      | endNotePr> (?: <hp:\w++\  {_EMPTY} )*+ </hp:endNotePr>
      | pageBorderFill\  [^>]{{0,200}}+ (?<!/)> (?: <hp:\w++\  {_EMPTY} )*+ </hp:pageBorderFill>
      | pagePr\  [^>]{{0,200}}+ (?<!/)> (?: <hp:\w++\  {_EMPTY} )*+ </hp:pagePr>
      | (?: cellMargin | cellSz | colPr | curSz | flip | grid | imgClip | imgDim | inMargin | lineNumberShape
          | lineShape | noteLine | noteSpacing | offset | orgSz | outMargin | pos | rotationInfo | shadow | startNum
          | sz | textMargin | visibility ) \  [^>]{{0,200}}+ (?<=/)>
    )""".encode(),
    re.VERBOSE,
)
_PARAGRAPH = re.compile(rf"<hp:{_SHAPE} ({_RUNS}) (?: <hp:{_LINES} )?+ </hp:p>".encode(), re.VERBOSE)
_STEP = _PART.groups + 1
_START = re.compile(
    rb"""(?:\xef\xbb\xbf)? \s*+
    (?: <\?xml \s (?: [^<>e]++ | e(?!ncoding) | encoding="(?i:utf-8)" )*+ (?<=\?)> \s*+ )?
    < [\w:]++ (\s [^<>]*+) (?<!/)>""",
    re.VERBOSE,
)
_NEXT_ROW = b"</hp:tr><hp:tr>"
_SIGN = re.compile(rb"<hp:(fwSpace|hyphen|lineBreak|nbSpace|tab)\b[^>]*+>")
_SIGNS = {b"fwSpace": b" ", b"hyphen": b"-", b"lineBreak": b"\n", b"nbSpace": "\u00a0".encode(), b"tab": b"\t"}
_TAG = re.compile(rb"<[^>]*+>")
_HEADER_CELL = re.compile(rb'[^>]*?\sheader="(?i:1|true)"')
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))


Part = tuple[Any, ...]
"""The groups of `_PART` as written. Group 1 is None of a paragraph that stands in no plain cell, 5 to 8 are None too of
one that is not the first in its cell."""
_NO_ADDRESS = (None,) * (_STEP - 2)


class _Numbers(dict[bytes, int]):
    """Up to four digits -> number."""

    def __missing__(self, digits: bytes) -> int:
        number = self[digits] = int(digits)
        return number


class _HeaderCells(dict[bytes, bool]):
    """Attributes of a cell -> whether they call it a header; most cells of a document have the same."""

    def __missing__(self, attributes: bytes) -> bool:
        is_header = self[attributes] = _HEADER_CELL.match(attributes) is not None
        return is_header


_NUMBERS = _Numbers()


class MisplacedPlainPartsError(Exception):
    """A plain part stands where it is no paragraph or cell of its own: the section must be read without a cut."""


class CutSection:
    """A section's XML without its plain parts (`rest`), and the parts; `<?plain FIRST END ROWS?>` stands for parts
    [FIRST, END), between which so many rows of a table begin."""

    def __init__(self, rest: bytes, parts: list[Part], texts: list[str]) -> None:
        self.rest = rest
        self._parts = parts
        self._texts = texts
        self._is_header = _HeaderCells()

    def paragraphs(self, instruction: str, heads: dict[str, Head]) -> list[RawParagraph]:
        """The parts for which an instruction stands, each as a paragraph; `heads` as in `XmlBody`."""
        first, end, _ = map(int, instruction.split())
        head = heads.get
        return [
            RawParagraph(text, head(part[1].decode()))
            for part, text in zip(self._parts[first:end], self._texts[first:end], strict=True)
        ]

    def cells(self, instruction: str, heads: dict[str, Head]) -> tuple[list[RawCell], int, int]:
        """(the cells for which an instruction stands, their paragraphs, rows that begin between them); a paragraph
        beside the cells of a row is not printed."""
        first, end, rows = map(int, instruction.split())
        number, is_header, head = _NUMBERS, self._is_header, heads.get
        cells: list[RawCell] = []
        beside = 0
        for part, text in zip(self._parts[first:end], self._texts[first:end], strict=True):
            attributes, shape, _, others, column, row, column_span, row_span, _ = part
            if attributes is None:
                beside += 1
                continue
            its_head = head(shape.decode())
            if column is not None:
                is_whole = its_head is None and not others
                cell = RawCell(
                    number[row],
                    number[column],
                    number[row_span] or 1,
                    number[column_span] or 1,
                    is_header[attributes],
                    text if is_whole else None,
                )
                cells.append(cell)
                if is_whole:
                    continue
            cell.paragraphs.append(RawParagraph(text, its_head))
        return cells, end - first - beside, rows


def cut_plain(data: bytes) -> CutSection | None:
    """A section cut in two; None where it may not be cut."""
    if not may_be_cut(data, b"hp"):
        return None
    pieces = _PART.split(data)
    rest = [pieces[0]]
    parts: list[Part] = []
    runs: list[bytes] = []
    first, rows = -1, 0
    for part in zip(*[islice(pieces, 1, None)] * _STEP, strict=True):
        piece = part[-1]
        if part[1] is not None:
            if first < 0:
                first = len(parts)
            parts.append(part)
            runs.append(part[2])
            if part[3]:
                for match in _PARAGRAPH.finditer(part[3]):
                    parts.append((b"", match[1], *_NO_ADDRESS))
                    runs.append(match[2])
        if not piece:
            continue
        if first >= 0:
            if piece == _NEXT_ROW:
                rows += 1
                continue
            rest.append(b"<?plain %d %d %d?>" % (first, len(parts), rows))
            first, rows = -1, 0
        rest.append(piece)
    texts = _texts(runs)
    return CutSection(without_prefix(b"".join(rest), b"hp"), parts, texts) if texts is not None else None


def may_be_cut(data: bytes, prefix: bytes) -> bool:
    """Whether XML is UTF-8 and binds the prefix at its root, each `<` begins a tag, and values stand in double
    quotes."""
    start = _START.match(data)
    if start is None or b'xmlns:%s="' % prefix not in start[1]:
        return False
    return not (has_pair(data, b"<!") or has_pair(data, b"='") or has_pair(data, b"<?", 8))


def without_prefix(data: bytes, prefix: bytes) -> bytes:
    """The same tags without their prefix: readers ask for local names only, and a parser makes those much faster."""
    return data.replace(b"<%s:" % prefix, b"<").replace(b"</%s:" % prefix, b"</")


def _texts(runs: list[bytes]) -> list[str] | None:
    """What runs print, all of them at once; None where they hold bytes that are no characters of XML."""
    joined = b"\x00".join(runs)
    joined = _TAG.sub(b"", _SIGN.sub(lambda sign: _SIGNS[sign[1]], joined))
    try:
        text = joined.decode()
    except UnicodeDecodeError:
        return None
    if "\ufffe" in text or "\uffff" in text:
        return None
    if "&" in text:
        for entity, character in _ENTITIES:
            text = text.replace(entity, character)
    return text.split("\x00") if runs else []
