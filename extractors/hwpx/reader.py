"""HWPX bytes to the model."""

from __future__ import annotations

from lxml import etree

from extractors.hancom.assemble import assemble
from extractors.hancom.plain_parts import MisplacedPlainPartsError
from extractors.hancom.tree import Budget, RawBox, RawDocument, RawParagraph, RawSection
from extractors.hancom.xml_body import XmlBody
from extractors.hancom.xml_header import LateHeads
from extractors.hancom.xml_looks import cut_looks, find_numbered
from extractors.hancom.xml_plain import cut_plain
from extractors.hancom.xml_tree import check_xml, parse_rest, parse_xml
from extractors.hwpx.contents import find_parts, order_sections, read_content, read_plain_content
from extractors.hwpx.package import Package
from extractors.model import Limits, Properties, SourceDocument, UnreadableDocumentError

_DEFAULT_LIMITS = Limits()
_NO_HEADS = LateHeads(frozenset(), lambda: None)


def read_hwpx(data: bytes, limits: Limits = _DEFAULT_LIMITS) -> SourceDocument:
    """One HWPX file. UnreadableDocumentError: PASSWORD_PROTECTED, DAMAGED (no section can be read), XML_ENTITIES,
    TOO_LARGE, TOO_DEEP, TOO_MANY_PARTS."""
    try:
        return _Reader(data, limits).read()
    except MisplacedPlainPartsError:
        return _Reader(data, limits, cuts=False).read()


class _Reader:
    """`cuts` says whether plain parts are cut out of sections before they are parsed."""

    def __init__(self, data: bytes, limits: Limits, cuts: bool = True) -> None:
        self._limits = limits
        self._budget = Budget(limits)
        self._package = Package(data)
        self._raw = RawDocument()
        self._cuts = cuts

    def read(self) -> SourceDocument:
        """All parts of the package that print something."""
        manifest = self._package.members.get("META-INF/manifest.xml")
        if manifest and b"encryption-data" in self._package.read("META-INF/manifest.xml", self._budget):
            raise UnreadableDocumentError("PASSWORD_PROTECTED", "HWPX")
        if self._package.is_damaged:
            self._raw.report("PART_DAMAGED", "ZIP")
        parts = find_parts(self._package.members)
        self._raw.properties, listed = self._content(parts.content) if parts.content else (Properties(), [])
        heads = self._heads(parts.header) if parts.header else _NO_HEADS
        body = XmlBody(heads, self._budget)
        for name in order_sections(parts.sections, listed):
            section = self._section(name, body)
            if section is not None:
                self._raw.sections.append(section)
        if not self._raw.sections:
            raise UnreadableDocumentError("DAMAGED", "Contents/section0.xml")
        self._add_master_pages(parts.master_pages, body)
        for name in self._package.damaged:
            self._raw.report("PART_DAMAGED", name)
        return assemble(self._raw, heads.numberings, "hwpx", "hwpx", self._limits)

    def _content(self, name: str) -> tuple[Properties, list[str]]:
        """What the package's own list says, without a parse where it is written as usual."""
        damaged_before = len(self._package.damaged)
        content = self._package.read(name, self._budget)
        if self._cuts and self._package.is_as_written(name, content):
            check_xml(content, self._budget)
            if (plain := read_plain_content(content)) is not None:
                return plain
        return read_content(self._parse_content(name, content, damaged_before))

    def _heads(self, name: str) -> LateHeads:
        """The header without what it says of looks, and not parsed before it is asked, where the bytes are those that
        were written."""
        damaged_before = len(self._package.damaged)
        content = self._package.read(name, self._budget)
        cut = None
        if self._cuts and self._package.is_as_written(name, content):
            check_xml(content, self._budget)
            cut = cut_looks(content)
        shapes = find_numbered(cut) if cut is not None else None

        def parse() -> etree._Element | None:
            root = parse_rest(cut) if cut is not None else None
            return root if root is not None else self._parse_content(name, content, damaged_before)

        heads = LateHeads(shapes, parse)
        if shapes is None:
            heads.read()
        return heads

    def _section(self, name: str, body: XmlBody) -> RawSection | None:
        """A section, without its plain parts where the bytes are those that were written and the rest is whole."""
        damaged_before = len(self._package.damaged)
        content = self._package.read(name, self._budget)
        if self._cuts and self._package.is_as_written(name, content):
            check_xml(content, self._budget)
            cut = cut_plain(content)
            root = parse_rest(cut.rest) if cut is not None else None
            if root is not None:
                return body.read(root, cut)
        root = self._parse_content(name, content, damaged_before)
        return body.read(root) if root is not None else None

    def _parse(self, name: str) -> etree._Element | None:
        damaged_before = len(self._package.damaged)
        return self._parse_content(name, self._package.read(name, self._budget), damaged_before)

    def _parse_content(self, name: str, content: bytes, damaged_before: int) -> etree._Element | None:
        root, is_whole = parse_xml(content, self._budget)
        if not is_whole and len(self._package.damaged) == damaged_before:
            self._raw.report("PART_DAMAGED", name)
        return root

    def _add_master_pages(self, names: list[str], body: XmlBody) -> None:
        """What is printed behind every page; each counts as a running head after the last section."""
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
