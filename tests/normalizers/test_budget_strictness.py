"""Every printed cell of every budget table becomes a fact, is ignored by name or is an issue, in real documents too."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from extractors import find_plans, read_document
from extractors.model import Paragraph, SourceDocument, UnreadableDocumentError
from normalizers.budget import MoneyRows, TableContext, normalize_tables
from normalizers.periods.years import year_context

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
SHARED = os.environ.get("KOPLAN_SHARED", "")


def read_money(document: SourceDocument) -> MoneyRows:
    texts = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    texts += [cell.text for table in document.tables() for cell in table.cells]
    context = TableContext("f" * 64, lambda _: None, "district", year_context(texts))
    return normalize_tables(document, find_plans(document), context)


def broken_promises(document: SourceDocument, rows: MoneyRows) -> Iterator[str]:
    """What of the strict reading does not hold, as sentences."""
    budget = {table.block for table in rows.tables}
    printed = {
        (table.block, cell.row, cell.column)
        for table in document.tables()
        if table.block in budget
        for cell in table.cells
    }
    verdicts = Counter((use.block, use.row, use.column) for use in rows.uses)
    if verdicts.keys() != printed:
        yield f"cells without a verdict: {sorted(printed - verdicts.keys())[:5]}"
    if doubled := [place for place, count in verdicts.items() if count > 1]:
        yield f"cells with two verdicts: {doubled[:5]}"
    codes = Counter((issue.block, issue.code) for issue in rows.issues)
    for use in rows.uses:
        if use.use == "unclear" and not codes[use.block, "BUDGET_COLUMN_UNCLEAR"]:
            yield f"an unclear cell without an issue: {use}"
    explained = {issue.block for issue in rows.issues}
    for fact in rows.facts:
        if fact.amount_won is None and fact.reading in ("number", "unreadable") and fact.block not in explained:
            yield f"no amount and no reason: {fact.block} {fact.printed_text!r}"
        if fact.amount_won is not None and (fact.unit_won is None or fact.unit_source == "none"):
            yield f"an amount without a unit: {fact.printed_text!r}"
    if len({fact.fact_id for fact in rows.facts}) != len(rows.facts):
        yield "two facts with one id"
    facts = {(use.block, use.row, use.column) for use in rows.uses if use.use == "fact"}
    if len(rows.facts) < len(facts):
        yield f"{len(facts)} fact cells but {len(rows.facts)} facts"
    total = sum(1 for table in document.tables() for cell in table.cells if not cell.is_missing)
    if len(rows.cells) != total:
        yield f"{total} cells printed, {len(rows.cells)} published"


@pytest.mark.parametrize("file", sorted(SAMPLES.glob("*.*")), ids=lambda file: str(file.name))
def test_every_cell_of_a_sample_is_accounted_for(file: Path) -> None:
    if file.suffix == ".md":
        pytest.skip("not a document")
    document = read_document(file.read_bytes())
    assert list(broken_promises(document, read_money(document))) == []


@pytest.mark.heavy
@pytest.mark.skipif(not SHARED, reason="KOPLAN_SHARED is not set: the real documents are not here")
def test_every_cell_of_every_real_document_is_accounted_for() -> None:
    broken: dict[str, list[str]] = {}
    folders = [Path(SHARED) / "seeds", *(Path(SHARED) / "corpus" / kind for kind in ("html", "hwp", "pdf"))]
    for file in sorted(f for folder in folders for f in folder.iterdir() if f.suffix != ".tsv"):
        try:
            document = read_document(file.read_bytes())
        except UnreadableDocumentError:
            continue
        if promises := list(broken_promises(document, read_money(document))):
            broken[file.name] = promises[:3]
    assert broken == {}
