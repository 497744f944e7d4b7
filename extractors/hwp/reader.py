"""HWP5 bytes to the model. What is damaged is read as far as it goes; the document is then partial and says why."""

from __future__ import annotations

from extractors.hancom.assemble import assemble
from extractors.hancom.tree import Budget, RawDocument
from extractors.hwp.doc_info import count_tracked_changes, read_heads
from extractors.hwp.section import SectionReader
from extractors.hwp.streams import HwpStreams
from extractors.hwp.summary import read_properties
from extractors.model import Limits, ReadingIssue, SourceDocument, UnreadableDocumentError

_DEFAULT_LIMITS = Limits()
_SUMMARY = "\x05HwpSummaryInformation"


def read_hwp(data: bytes, limits: Limits = _DEFAULT_LIMITS) -> SourceDocument:
    """One HWP5 file. UnreadableDocumentError: PASSWORD_PROTECTED, DRM_PROTECTED, HWP_CERTIFICATE_LOCKED,
    HWP_DISTRIBUTION_LOCKED, DAMAGED (no section can be read), TOO_LARGE, TOO_DEEP, TOO_MANY_PARTS."""
    budget = Budget(limits)
    streams = HwpStreams(data, budget)
    raw = RawDocument()
    doc_info = streams.read("DocInfo")
    heads, numberings = read_heads(doc_info)
    if streams.header.is_tracked and (count := count_tracked_changes(doc_info)):
        raw.issues.append(ReadingIssue("TRACKED_CHANGES_UNRESOLVED", detail=str(count)))
    names = streams.section_names()
    for name in names:
        reader = SectionReader(heads, budget)
        section = reader.read(streams.read(name))
        if section.paragraphs:
            raw.sections.append(section)
        if reader.damage:
            raw.report("PART_DAMAGED", f"{name} {reader.damage}")
    if not raw.sections:
        raise UnreadableDocumentError("DAMAGED", "BodyText")
    for name in streams.damaged:
        raw.report("PART_DAMAGED", name)
    raw.properties = read_properties(streams.read_plain(_SUMMARY))
    return assemble(raw, numberings, "hwp", "hwp", limits)
