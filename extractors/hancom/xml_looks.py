"""What HWPX's header says of looks only, cut out before it is parsed.

The header is often longer than the text: fonts, borders, letter shapes, and hundreds of paragraph shapes of which ten
begin with a number. Only numberings, bullets, and the paragraph shapes that follow one print anything.
"""

from __future__ import annotations

import re

from extractors.hancom.xml_plain import may_be_cut, without_prefix

_LOOKS = (b"fontfaces", b"borderFills", b"charProperties", b"tabProperties", b"paraProperties", b"styles")
"""Lists, in the order in which the word processor writes them; one in another place is left where it is."""
_SHAPE_END = b"</hh:paraPr>"
_NUMBERED = re.compile(rb'heading\s(?!type="NONE")[^<>]*+>')
"""What is left of the tag of a paragraph shape's head, unless it is of no kind."""

_SHAPE_ID = re.compile(rb'<paraPr\s(?:[^<>"]*+"[^<>"]*+"\s)*?id="([^<>"&]*+)"')
_SHAPE = re.compile(rb"(?<!/)(?:paraPr|PARASHAPE)[\s/>]")


def cut_looks(data: bytes) -> bytes | None:
    """A header without its looks and its prefix; None where nothing may be cut."""
    if may_be_cut(data, b"hh") is None:
        return None
    kept = []
    at = 0
    for name in _LOOKS:
        start = data.find(b"<hh:%s " % name, at)
        end = data.find(b"</hh:%s>" % name, start) if start >= 0 else -1
        if end >= 0:
            kept.append(data[at:start])
            at = end + len(name) + 6
            if name == b"paraProperties":
                kept += _numbered_shapes(data[start:end])
    kept.append(data[at:])
    return without_prefix(b"".join(kept), b"hh")


def find_numbered(cut: bytes) -> frozenset[str] | None:
    """Ids of the paragraph shapes that are left in a header; None where one of them is written otherwise."""
    shapes = _SHAPE_ID.findall(cut)
    return frozenset(map(bytes.decode, shapes)) if len(shapes) == len(_SHAPE.findall(cut)) else None


def _numbered_shapes(shapes: bytes) -> list[bytes]:
    """Paragraph shapes with a head of some kind, each as far as this head: what follows it is looks. A head that stands
    in a switch for newer programs takes the whole shape."""
    kept = []
    at = 0
    for match in _NUMBERED.finditer(shapes):
        start = shapes.rfind(b"<hh:paraPr ", at, match.start())
        at = max(at, match.end())
        if start < 0:
            continue
        if b"<hp:switch" in shapes[start:at]:
            at = shapes.find(_SHAPE_END, at)
            at = at if at >= 0 else len(shapes)  # what never ends is kept once
        kept.append(shapes[start:at] + _SHAPE_END)
    return kept
