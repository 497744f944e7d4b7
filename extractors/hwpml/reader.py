"""HWPML bytes to the model."""

from __future__ import annotations

from lxml import etree

from extractors.hancom.assemble import assemble
from extractors.hancom.tree import Budget, RawDocument
from extractors.hancom.xml_body import XmlBody
from extractors.hancom.xml_header import read_heads
from extractors.hancom.xml_tree import LOCAL_NAMES, LocalNames, parse_xml
from extractors.model import Limits, Properties, SourceDocument, UnreadableDocumentError

_DEFAULT_LIMITS = Limits()


def read_hwpml(data: bytes, limits: Limits = _DEFAULT_LIMITS) -> SourceDocument:
    """One HWPML file. UnreadableDocumentError: DAMAGED (no section), XML_ENTITIES, TOO_LARGE, TOO_DEEP,
    TOO_MANY_PARTS."""
    budget = Budget(limits)
    if len(data) > limits.stream_bytes:
        raise UnreadableDocumentError("TOO_LARGE", f"> {limits.stream_bytes >> 20} MiB")
    root, is_whole = parse_xml(data, budget)
    if root is None:
        raise UnreadableDocumentError("DAMAGED", "HWPML")
    raw = RawDocument()
    if not is_whole:
        raw.report("PART_DAMAGED", "HWPML")
    names = LOCAL_NAMES
    heads, numberings = read_heads(root)
    body = XmlBody(heads, budget)
    for element in root.iter(etree.Element):
        if names[element.tag] == "section":
            raw.sections.append(body.read(element))
    if not raw.sections:
        raise UnreadableDocumentError("DAMAGED", "HWPML")
    raw.properties = _properties(root, names)
    return assemble(raw, numberings, "hwpml", "hwpml", limits)


def _properties(root: etree._Element, names: LocalNames) -> Properties:
    """DOCSUMMARY: title, author, subject and the date as the word processor printed it."""
    found: dict[str, str] = {}
    for summary in root.iter(etree.Element):
        if names[summary.tag] == "docsummary":
            for element in summary:
                if text := (element.text or "").strip():
                    found.setdefault(names[element.tag], text)
            break
    return Properties(found.get("title"), found.get("author"), found.get("subject"), found.get("date"))
