"""Who pays an amount: from the cell, the column, the row, or a payer printed beside the row's label.

`국비`, `시비`, `구비` are payers wherever they stand as a label. `기타`, `민간`, `계` are so only in a row or column of
payers: `기타` in a list of projects is a project. `(구비)` in the cell itself says who pays all of it; of several parts
(`국 10 / 시 20`) none is the whole's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from normalizers.amounts.cells import CellNumber
from normalizers.budget.binding import BoundCell
from normalizers.budget.layout import Layout, Part
from normalizers.budget.rows import RowLabel
from normalizers.budget.words import bare_label, find_measure, header_words, is_total_label
from normalizers.funding import FundingReading, known_funding_words, parse_funding_source
from normalizers.vocabulary import IssuerLevel

_NOTHING = FundingReading(None)


@dataclass(frozen=True, slots=True)
class SourceAxes:
    """Whether the columns, or the rows, of a part are funding sources; `shorts`: its rows name them by one syllable."""

    columns: bool
    rows: bool
    shorts: bool = False


def read_source(text: str, level: IssuerLevel | None) -> FundingReading:
    """The payer that a label names, bullets aside, or its bracket (`소요예산(구비)`); nothing for a total."""
    if is_total_label(text):
        return _NOTHING
    reading = parse_funding_source(bare_label(text), level)
    if reading.source is None and reading.issue_code is None and find_measure(text) is not None:
        for inner in re.findall(r"[(\[]([^()\[\]]+)[)\]]", text):
            found = parse_funding_source(inner, level)
            if is_strong(inner, found):
                return found
    return reading


def is_strong(text: str, reading: FundingReading) -> bool:
    """Whether the label names a payer wherever it stands."""
    if bare_label(text) in header_words()["weak_sources"]:
        return False
    if reading.source is None:
        return reading.issue_code == "FUNDING_TIER_UNKNOWN"
    return reading.source not in ("other", "total")


def is_payer(text: str, level: IssuerLevel | None, *, shorts: bool = False) -> bool:
    """Whether a label names a payer wherever it stands, or by one syllable among such (`shorts`)."""
    return bool(text) and (is_strong(text, read_source(text, level)) or (shorts and _is_short(text)))


def prints_shorts(labels: Iterable[str]) -> bool:
    """Whether two rows at least are named by one syllable that is a payer: `국`, `도`, `시` below a project."""
    return len({bare_label(text) for text in labels if text and _is_short(text)}) > 1


def _is_short(text: str) -> bool:
    return bare_label(text) in known_funding_words().shorts


def source_axes(part: Part, labels: Iterable[RowLabel], level: IssuerLevel | None) -> SourceAxes:
    """The axes of funding sources of one part; a corner that says 재원 makes even `자체`, `기타` payers."""
    columns = [c.leaf for c in part.columns if c.is_value and c.leaf]
    rows = [text for label in labels for text in (label.text, *label.groups[:1]) if text]
    lines = [line for text in rows for line in _stacked(text, level)]
    corners = [c.leaf for c in part.columns if not c.is_value and c.leaf]
    is_named = any(bare_label(corner) in header_words()["payer_columns"] for corner in corners)
    return SourceAxes(_is_axis(columns, level), _is_axis(lines, level, is_named), prints_shorts(rows))


def _stacked(text: str, level: IssuerLevel | None) -> list[str]:
    """The lines of a label that stacks payers (`계⏎국비⏎구비`), else the label itself."""
    lines = [line for line in text.split("\n") if line.strip()]
    is_stack = len(lines) > 1 and all(is_total_label(x) or is_strong(x, read_source(x, level)) for x in lines)
    return lines if is_stack else [text]


def _is_axis(texts: list[str], level: IssuerLevel | None, is_named: bool = False) -> bool:
    """Whether half of the labels at least are payers; groups that only name a measure (`확보`, `집행`) do not count."""
    names = {bare_label(text): text for text in texts if not is_total_label(text) and not _is_measure(text)}
    readings = {name: read_source(text, level) for name, text in names.items()}
    payers = [name for name, reading in readings.items() if reading.source or reading.issue_code]
    strong = [name for name in payers if is_strong(names[name], readings[name])]
    return bool(strong or (is_named and payers)) and 2 * len(payers) >= len(names)


def _is_measure(text: str) -> bool:
    """Whether a label is the name of a measure and nothing else (`계획액`, `집행`)."""
    found = find_measure(text)
    return found is not None and bare_label(text) == found.word


def find_source(
    number: CellNumber,
    bound: BoundCell,
    label: RowLabel,
    layout: Layout,
    axes: SourceAxes,
    level: IssuerLevel | None,
    is_whole: bool = False,
) -> FundingReading:
    """The payer of one fact, nearest first; the whole of the payers beside it is the total."""
    if number.funding_label:
        own = parse_funding_source(number.funding_label, level)
        if own.source is not None or own.issue_code:
            return own
    for texts, is_axis in ((reversed(bound.column.texts), axes.columns), ((label.text, *label.groups), axes.rows)):
        for text in texts:
            if not text:
                continue
            reading = read_source(text, level)
            if (reading.source or reading.issue_code) and (is_axis or is_strong(text, reading)):
                return reading
    if axes.shorts and label.text and _is_short(label.text):
        return parse_funding_source(bare_label(label.text), level, in_split=True)
    beside = _payer_beside(bound, label, layout, level)
    if beside.source is not None or beside.issue_code:
        return beside
    is_total = (axes.columns and any(is_total_label(t) for t in bound.column.texts)) or (axes.rows and label.is_total)
    is_total = is_total or is_whole
    return FundingReading("total") if is_total else _NOTHING


def _payer_beside(bound: BoundCell, label: RowLabel, layout: Layout, level: IssuerLevel | None) -> FundingReading:
    """A payer printed in the row under `재원`, or between the label and the value under no header."""
    for column in bound.part.columns:
        cell = layout.cell(bound.cell.row, column.index)
        if cell is None or cell is label.cell or column.is_value or not cell.text.strip():
            continue
        is_payers = bool(column.leaf) and bare_label(column.leaf) in header_words()["payer_columns"]
        if not is_payers and (column.leaf or column.index > bound.column.index):
            continue
        reading = read_source(cell.text, level)
        if (reading.source or reading.issue_code) and is_strong(cell.text, reading):
            return reading
    return _NOTHING
