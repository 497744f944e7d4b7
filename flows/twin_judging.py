"""Findings judged once more with the twin in hand, once all documents of a run are read.

While a document is read nothing is known of its twins, so its findings rest on the second reader of its own bytes, if
its format has one. What the office published in another format is a reading of the same numbers by other code: it can
bring in the verdict that was open, and it can show that we misread. Only documents that have both a finding of an
equation and a twin are looked at, and only rows of the ledger: no file is read again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from expectations.finding import Finding, Operand
from expectations.report import SecondOpinion
from extractors.model import Box, Locator
from flows.entries import load_tables
from flows.json_rows import row_to_json
from flows.loaded import load_normalized, load_rows
from flows.places import Places
from flows.twin_reading import JoinedReading, TwinReading
from normalizers.tables import Document

_MOST_TWINS = 3


def judge_with_twins(places: Places, document: Document, twins: Sequence[Document]) -> dict[str, list[list[Any]]]:
    """table -> rows as arrays: all findings of the document, and issues that only a twin brought to light.

    `twins` come in the order of preference; one of each other format is asked, as two files of one format say no more.
    Empty where the document has no finding of an equation, or no twin in another format.
    """
    by_format = {twin.source_format: twin for twin in reversed(twins) if twin.source_format != document.source_format}
    others = list(reversed(by_format.values()))[:_MOST_TWINS]
    if not others:
        return {}
    before = dict(load_tables(places, document.document_id))
    findings: tuple[Finding, ...] = load_rows("findings", before.get("findings", ()))
    if not any(finding.operands for finding in findings):
        return {}
    from expectations import validate  # no run without twins needs the checks in this process

    normalized = load_normalized(places, document)
    readings = [TwinReading(normalized, load_normalized(places, twin)) for twin in others]
    report = validate(normalized, JoinedReading(_own_opinions(findings), readings))
    known = {(issue.code, *_place(issue)) for issue in load_rows("issues", before.get("issues", ()))}
    issues = [issue for issue in report.issues if (issue.code, *_place(issue)) not in known]
    return {
        "findings": [list(row_to_json(finding).values()) for finding in report.findings],
        "issues": [list(row_to_json(issue).values()) for issue in issues],
    }


def _own_opinions(findings: Sequence[Finding]) -> Mapping[tuple[Locator, str], SecondOpinion]:
    """What the second reader of the document's own bytes said of each operand."""
    return {
        (_place_of(operand), operand.printed_text): SecondOpinion(operand.agrees, reader=operand.reader or "")
        for finding in findings
        for operand in finding.operands
        if operand.agrees is not None
    }


def _place_of(operand: Operand) -> Locator:
    corners = (operand.x0, operand.y0, operand.x1, operand.y1)
    box = Box(*corners) if None not in corners else None  # type: ignore[arg-type]
    return Locator(operand.page, operand.block, operand.row_index, operand.column_index, operand.line, box)


def _place(row: Any) -> tuple[int | None, int | None, int | None]:
    return row.block, row.row_index, row.column_index
