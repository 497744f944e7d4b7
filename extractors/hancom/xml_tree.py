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
_HEAD_BYTES = 4096


def parse_xml(data: bytes, budget: Budget) -> tuple[etree._Element | None, bool]:
    """(root, whether all of it could be parsed); no root where nothing could."""
    _check(data, budget)
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


def _check(data: bytes, budget: Budget) -> None:
    """Counts before memory is spent on a tree."""
    if _DECLARATION.search(data.replace(b"\x00", b"") if data.startswith((b"\xff\xfe", b"\xfe\xff")) else data):
        raise UnreadableDocumentError("XML_ENTITIES")
    limit = budget.limits.paragraphs
    if data.count(b"<") > limit * _TAGS_A_PARAGRAPH:
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


class LocalNames(dict[str, str]):
    """Tag as lxml gives it -> local name in small letters, worked out once; real files use odd namespaces."""

    def __missing__(self, tag: str) -> str:
        name = tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""
        self[tag] = name
        return name


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
