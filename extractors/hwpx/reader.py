"""HWPX bytes to the model."""

from __future__ import annotations

import re

from lxml import etree

from extractors.hancom.assemble import assemble
from extractors.hancom.numbering import Numberings
from extractors.hancom.tree import Budget, Head, RawBox, RawDocument, RawParagraph, RawSection
from extractors.hancom.xml_body import XmlBody
from extractors.hancom.xml_header import read_heads
from extractors.hancom.xml_tree import LocalNames, attribute, parse_xml
from extractors.hwpx.package import Package
from extractors.model import Limits, Properties, SourceDocument, UnreadableDocumentError

_DEFAULT_LIMITS = Limits()
_SECTION = re.compile(r"(?i)(?:^|/)section(\d+)\.xml$")
_MASTER_PAGE = re.compile(r"(?i)(?:^|/)masterpage(\d+)\.xml$")
_HEADER = re.compile(r"(?i)(?:^|/)header\.xml$")
_CONTENT = re.compile(r"(?i)(?:^|/)content\.hpf$")


def read_hwpx(data: bytes, limits: Limits = _DEFAULT_LIMITS) -> SourceDocument:
    """One HWPX file. UnreadableDocumentError: PASSWORD_PROTECTED, DAMAGED (no section can be read), XML_ENTITIES,
    TOO_LARGE, TOO_DEEP, TOO_MANY_PARTS."""
    return _Reader(data, limits).read()


class _Reader:
    def __init__(self, data: bytes, limits: Limits) -> None:
        self._limits = limits
        self._budget = Budget(limits)
        self._package = Package(data)
        self._raw = RawDocument()

    def read(self) -> SourceDocument:
        """All parts of the package that print something."""
        manifest = self._package.members.get("META-INF/manifest.xml")
        if manifest and b"encryption-data" in self._package.read("META-INF/manifest.xml", self._budget):
            raise UnreadableDocumentError("PASSWORD_PROTECTED", "HWPX")
        if self._package.is_damaged:
            self._raw.report("PART_DAMAGED", "ZIP")
        content = self._find(_CONTENT)
        self._raw.properties = _properties(content) if content is not None else Properties()
        header = self._find(_HEADER)
        heads, numberings = read_heads(header) if header is not None else (_NO_HEADS, Numberings())
        body = XmlBody(heads, self._budget)
        for name in _section_names(list(self._package.members), content):
            root = self._parse(name)
            if root is not None:
                self._raw.sections.append(body.read(root))
        if not self._raw.sections:
            raise UnreadableDocumentError("DAMAGED", "Contents/section0.xml")
        self._add_master_pages(body)
        for name in self._package.damaged:
            self._raw.report("PART_DAMAGED", name)
        return assemble(self._raw, numberings, "hwpx", "hwpx", self._limits)

    def _find(self, pattern: re.Pattern[str]) -> etree._Element | None:
        name = next((name for name in self._package.members if pattern.search(name)), None)
        return self._parse(name) if name else None

    def _parse(self, name: str) -> etree._Element | None:
        damaged_before = len(self._package.damaged)
        root, is_whole = parse_xml(self._package.read(name, self._budget), self._budget)
        if not is_whole and len(self._package.damaged) == damaged_before:
            self._raw.report("PART_DAMAGED", name)
        return root

    def _add_master_pages(self, body: XmlBody) -> None:
        """What is printed behind every page; each counts as a running head after the last section."""
        names = sorted(name for name in self._package.members if _MASTER_PAGE.search(name))
        for name in names:
            root = self._parse(name)
            if root is None:
                continue
            box = RawBox("header")
            box.paragraphs = body.read(root).paragraphs
            section = RawSection()
            section.paragraphs.append(RawParagraph())
            section.paragraphs[0].add(box)
            self._raw.sections.append(section)


_NO_HEADS: dict[str, Head] = {}


def _section_names(names: list[str], content: etree._Element | None) -> list[str]:
    """Sections in the order of the package's own list, then those that it does not name, by their numbers."""
    numbered = {name: int(match[1][:9]) for name in names if (match := _SECTION.search(name))}
    listed: list[str] = []
    if content is not None:
        local = LocalNames()
        hrefs: dict[str, str] = {}
        for element in content.iter(etree.Element):
            kind = local[element.tag]
            if kind == "item":
                hrefs[attribute(element, "id")] = attribute(element, "href")
            elif kind == "itemref":
                listed.append(hrefs.get(attribute(element, "idref"), ""))
    by_tail = {name.rpartition("/")[2].lower(): name for name in numbered}
    ordered = [by_tail[tail] for href in listed if (tail := href.rpartition("/")[2].lower()) in by_tail]
    rest = sorted((name for name in numbered if name not in ordered), key=lambda name: numbered[name])
    return list(dict.fromkeys(ordered)) + rest


def _properties(content: etree._Element) -> Properties:
    """Title, author and dates of `content.hpf`."""
    local = LocalNames()
    found: dict[str, str] = {}
    for element in content.iter(etree.Element):
        kind = local[element.tag]
        key = kind if kind == "title" else attribute(element, "name").lower() if kind == "meta" else ""
        if key and (text := (element.text or "").strip()):
            found.setdefault(key, text)
    return Properties(
        title=found.get("title"),
        author=found.get("creator"),
        subject=found.get("subject"),
        created=found.get("createddate"),
        modified=found.get("modifieddate"),
    )
