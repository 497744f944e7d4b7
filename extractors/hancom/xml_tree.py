"""XML of unknown origin, parsed without harm: no entities, no network, no depth or size beyond the limits.

A document of the HWP family never declares a document type. One that does is refused before it is parsed: ten lines
of nested entities expand to gigabytes, and an external one reads other people's files. Text that breaks off is mended
by the parser, as far as it goes.
"""

from __future__ import annotations

import re

from lxml import etree

from extractors.hancom.tree import Budget
from extractors.model import UnreadableDocumentError

_TAGS_A_PARAGRAPH = 8
"""Tags a paragraph, at the limit on paragraphs: a document as large as that is refused for its tags, whatever they are
called, because each costs some hundred bytes of tree."""
_PARAGRAPH_TAG = re.compile(rb"<(?:\w+:)?[pP][ />]")
_DECLARATION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_RARE = 256
_TAGS_KEPT = 4096
PLAIN = "?"
"""What `LocalNames` calls an instruction, which stands for plain parts: only `parse_rest` keeps any."""


def parse_xml(data: bytes, budget: Budget) -> tuple[etree._Element | None, bool]:
    """(root, whether all of it could be parsed); no root where nothing could."""
    check_xml(data, budget)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
        is_whole = True
    except (etree.XMLSyntaxError, ValueError):
        root, is_whole = _mend(data), False
    if root is not None and root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableDocumentError("XML_ENTITIES")
    return root, is_whole


def parse_rest(data: bytes) -> etree._Element | None:
    """The root of checked XML from which plain parts were cut (`xml_plain.cut_plain`), their instructions kept; None
    where it is not whole."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=False
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return None


def check_xml(data: bytes, budget: Budget) -> None:
    """Counts before memory is spent on a tree."""
    is_wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    if (is_wide or has_pair(data, b"<!")) and _DECLARATION.search(data.replace(b"\x00", b"") if is_wide else data):
        raise UnreadableDocumentError("XML_ENTITIES")
    limit = budget.limits.paragraphs
    if len(data) > limit * _TAGS_A_PARAGRAPH and data.count(b"<") > limit * _TAGS_A_PARAGRAPH:
        raise UnreadableDocumentError("TOO_MANY_PARTS", f"> {limit}")
    if len(data) > 3 * limit and sum(1 for _ in _PARAGRAPH_TAG.finditer(data)) > limit:
        raise UnreadableDocumentError("TOO_MANY_PARTS", f"> {limit}")


def _mend(data: bytes) -> etree._Element | None:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True,
        remove_pis=True, recover=True,
    )  # fmt: skip
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def has_pair(data: bytes, pair: bytes, start: int = 0) -> bool:
    """Whether two neighbouring bytes, of which the second is rare, stand somewhere in `data` from `start` on.

    A rare byte is found ten times as fast as a pair that begins with a `<`.
    """
    first, second = pair[0], pair[1:]
    at = start
    for _ in range(_RARE):
        at = data.find(second, at + 1)
        if at <= start:
            return False
        if data[at - 1] == first:
            return True
    return data.find(pair, at) >= 0


class LocalNames(dict[str, str]):
    """Tag as lxml gives it -> local name in small letters, worked out once; real files use odd namespaces.
    Forgets all of them when there are more than any format has."""

    def __missing__(self, tag: str) -> str:
        if len(self) > _TAGS_KEPT:
            self.clear()
        name = tag.rpartition("}")[2].lower() if isinstance(tag, str) else PLAIN if tag is etree.PI else ""
        self[tag] = name
        return name


LOCAL_NAMES = LocalNames()
"""One for all documents: they have the same few hundred tags."""


def attribute(element: etree._Element, *names: str) -> str:
    """The first of these attributes that is there; HWPX and HWPML spell them differently."""
    for name in names:
        value = element.get(name)
        if value is not None:
            return str(value)
    return ""


def number(text: str, default: int = 0, at_most: int = 65535) -> int:
    """A count or address; what is no number or beyond `at_most` is the default."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 and int(text) <= at_most else default
