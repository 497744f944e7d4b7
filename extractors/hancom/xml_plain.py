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

from extractors.hancom.plain_parts import CutSection, Part
from extractors.hancom.xml_tree import has_pair

# A tag that may begin a match is never walked past the next `<`, or not far: a row of open tags would be walked once
# from each.
_EMPTY = r"[^>]*+ (?<=/)>"
_LINES = rf"linesegarray> (?: <hp:lineseg\b {_EMPTY} )*+ </hp:linesegarray>"
_ENTITY = r"&(?:amp|apos|gt|lt|quot|\#\d{1,7}|\#x[0-9a-fA-F]{1,6});"
_RUNS = rf"""
    (?: <hp:run\b [^>]*+
        (?: (?<=/)> | >
            (?: <hp:ctrl> (?: <hp:(?:bookmark|colPr|fieldEnd|newNum|pageHiding|pageNum)\  {_EMPTY} )*+ </hp:ctrl>
              | <hp:t (?: /> | >
                (?: [^<&\x00-\x08\x0b-\x1f]++
                  | {_ENTITY}
                  | <hp:(?:fwSpace|hyphen|lineBreak|markpenBegin|markpenEnd|nbSpace|tab|titleMark)\b {_EMPTY}
                )*+ </hp:t>
            ))*+
            </hp:run>
        )
    )*+"""
_END = rf"(?: <hp:{_LINES} )?+ </hp:p>"
_SHAPE = r'p\  (?: id="[^"<>]*+"\  )?+ (?: [^<>]*?\  )?? paraPrIDRef="(\d+)" [^<]*+ (?<=[^/]>)'
_OTHER_SHAPE = _SHAPE.replace(r"(\d+)", r"\d+")
_NUMBER = r"(0|[1-9]\d{0,3})"
_LAYOUT = rf"""
    {_LINES}
  | shapeComment> (?: [^<&]++ | &\#(?:3[2-9]|[4-9]\d|[1-9]\d\d);  )*+ </hp:shapeComment>
  | renderingInfo\b [^>]{{0,200}}+ (?<!/)> (?: <hc:\w++\  {_EMPTY} )*+ </hp:renderingInfo>
  | imgRect> (?: <hc:\w++\  {_EMPTY} )*+ </hp:imgRect>
  | footNotePr> (?: <hp:\w++\  {_EMPTY} )*+ </hp:footNotePr>
  | endNotePr> (?: <hp:\w++\  {_EMPTY} )*+ </hp:endNotePr>
  | pageBorderFill\  [^>]{{0,200}}+ (?<!/)> (?: <hp:\w++\  {_EMPTY} )*+ </hp:pageBorderFill>
  | pagePr\  [^>]{{0,200}}+ (?<!/)> (?: <hp:\w++\  {_EMPTY} )*+ </hp:pagePr>
  | (?: cellMargin | cellSz | colPr | curSz | flip | grid | imgClip | imgDim | inMargin | lineNumberShape
      | lineShape | noteLine | noteSpacing | offset | orgSz | outMargin | pos | rotationInfo | shadow | startNum
      | sz | textMargin | visibility ) \  [^>]{{0,200}}+ (?<=/)>"""
_PART = re.compile(
    rf"""
    <hp:(?: (?=[pt][c\ ])
        (?: tc\b ([^<]*+) (?<=[^/]>) <hp:subList\b [^>]*+ (?<!/)> <hp: )?         # 1: attributes of a cell
        {_SHAPE}                                                                  # 2: a paragraph's shape
        (?: <hp:run\b [^>]*+ (?<!/)> <hp:t> ([^<&\x00-\x08\x0b-\x1f]*+) </hp:t> </hp:run> {_END}    # 3: its text alone
          | ({_RUNS}) {_END} )                                                    # 4: or its runs
        (?(1)
            ( (?: <hp:{_OTHER_SHAPE} {_RUNS} {_END} )*+ )    # 5: the cell's other paragraphs
            </hp:subList>
            <hp:cellAddr\ colAddr="{_NUMBER}"\ rowAddr="{_NUMBER}"\ ?/>       # 6, 7
            <hp:cellSpan\ colSpan="{_NUMBER}"\ rowSpan="{_NUMBER}"\ ?/>       # 8, 9
            (?: <hp:cellSz\  {_EMPTY} )?+
            (?: <hp:cellMargin\  {_EMPTY} )?+
            </hp:tc>
        )
      | (?:{_LAYOUT}) (?: <hp:(?:{_LAYOUT}) )*+
    )""".encode(),
    re.VERBOSE,
)
_PARAGRAPH = re.compile(rf"<hp:{_SHAPE} ({_RUNS}) {_END}".encode(), re.VERBOSE)
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
_ENTITIES_IN_TEXT = re.compile(_ENTITY, re.VERBOSE)
_NAMED = {"&amp;": "&", "&apos;": "'", "&gt;": ">", "&lt;": "<", "&quot;": '"'}
_USUAL = ((b"<hp:fwSpace/>", b" "), (b"<hp:lineBreak/>", b"\n"), (b"<hp:nbSpace/>", "\u00a0".encode()))
"""Signs that are nearly always written so: replaced at a tenth of the cost of looking at each."""
_MANY = 16
_NO_CHARACTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_INDENT = re.compile(
    rb""">\n\ *+ (?= < (?: /?h(?:c:\w|p:(?:
        cell(?:Addr|Margin|Span|Sz) | ctrl | curSz | drawText | flip | i(?:mgClip|mgDim|mgRect|nMargin) | lineShape
      | lineseg(?:array)? | offset | orgSz | outMargin | p | pos | rect | renderingInfo | rotationInfo | run | shadow
      | shapeComment | subList | sz | t[bcr] ))
      | hp:t[\ />] ) )""",
    re.VERBOSE,
)
"""White space before a tag that does not stand inside a text; a longer name may begin with one of these."""


def cut_plain(data: bytes) -> CutSection | None:
    """A section cut in two; None where it may not be cut."""
    start = may_be_cut(data, b"hp")
    if start is None:
        return None
    if data[start.end() : start.end() + 1].isspace():
        data = _INDENT.sub(b">", data)
    pieces = _PART.split(data)
    rest = [pieces[0]]
    parts: list[Part] = []
    others: list[list[tuple[bytes, bytes]]] = []
    first, rows, count = -1, 0, 0
    for part in zip(*[islice(pieces, 1, None)] * _STEP, strict=True):
        piece = part[-1]
        if part[1] is not None:
            if first < 0:
                first = len(parts)
            parts.append(part)
            count += 1
            if part[4]:
                others.append(_PARAGRAPH.findall(part[4]))
                count += len(others[-1])
        if not piece:
            continue
        if first >= 0:
            if piece == _NEXT_ROW:
                rows += 1
                continue
            rest.append(b"<?plain %d %d %d %d?>" % (first, len(parts), rows, count))
            first, rows, count = -1, 0, 0
        rest.append(piece)
    texts = _texts([part[3] if part[2] is None else part[2] for part in parts])
    other_texts = _texts([runs for cell in others for _, runs in cell])
    if texts is None or other_texts is None:
        return None
    other_shapes = [[shape for shape, _ in cell] for cell in others]
    return CutSection(without_prefix(b"".join(rest), b"hp"), parts, texts, other_shapes, other_texts)


def may_be_cut(data: bytes, prefix: bytes) -> re.Match[bytes] | None:
    """The start of XML as far as its first tag, if it is UTF-8 and binds the prefix there, each `<` begins a tag, and
    values stand in double quotes."""
    start = _START.match(data)
    if start is None or b'xmlns:%s="' % prefix not in start[1]:
        return None
    return None if has_pair(data, b"<!") or has_pair(data, b"='") or has_pair(data, b"<?", 8) else start


def without_prefix(data: bytes, prefix: bytes) -> bytes:
    """The same tags without their prefix: readers ask for local names only, and a parser makes those much faster."""
    return data.replace(b"<%s:" % prefix, b"<").replace(b"</%s:" % prefix, b"</")


def _texts(runs: list[bytes]) -> list[str] | None:
    """What runs print, all of them at once; None where they hold bytes that are no characters of XML."""
    joined = b"\x00".join(runs)
    if b"<" in joined:
        for sign, printed in _USUAL:
            joined = joined.replace(sign, printed)
    if b"<" in joined:
        joined = _TAG.sub(b"", _SIGN.sub(lambda sign: _SIGNS[sign[1]], joined))
    try:
        text = joined.decode()
        if "&" in text:
            text = _without_entities(text)
    except ValueError:
        return None
    if "\ufffe" in text or "\uffff" in text:
        return None
    return text.split("\x00") if runs else []


def _without_entities(text: str) -> str:
    """The text with the characters for which its entities stand; ValueError for a number that is none of XML.

    A text has few different ones, some of them thousands of times. A `&` that one stands for must not begin another:
    it is put there last.
    """
    characters = {entity: _character(entity) for entity in set(_ENTITIES_IN_TEXT.findall(text))}
    if len(characters) > _MANY:
        return _ENTITIES_IN_TEXT.sub(lambda match: characters[match[0]], text)
    for entity in sorted(characters, key=lambda entity: characters[entity] == "&"):
        text = text.replace(entity, characters[entity])
    return text


def _character(entity: str) -> str:
    if entity in _NAMED:
        return _NAMED[entity]
    character = chr(int(entity[3:-1], 16) if entity[2] == "x" else int(entity[2:-1]))
    if _NO_CHARACTER.match(character):
        raise ValueError
    return character
