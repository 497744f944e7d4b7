"""Every sample, in every format, through all stages."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
import sample_rows

GOLDEN = Path(__file__).resolve().parents[1] / "golden"
FILES = [name + ending for name in sample_rows.NAMES for ending in sample_rows.ENDINGS]


def test_every_file_of_samples_is_a_known_sample() -> None:
    found = {p.name for p in sample_rows.SAMPLES.iterdir() if p.is_file()} - {"README.md"}
    assert found == set(FILES)


@pytest.mark.parametrize("name", sample_rows.NAMES)
@pytest.mark.parametrize("ending", [e for e in sample_rows.ENDINGS if e != ".hwpx"])
@pytest.mark.parametrize("table", [t for t in sample_rows.TABLES if t != "table_cells"])
def test_every_format_gives_the_same_rows(name: str, ending: str, table: str) -> None:
    expected = [sample_rows.comparable(row) for row in sample_rows.read_sample(f"{name}.hwpx")[table]]
    found = [sample_rows.comparable(row) for row in sample_rows.read_sample(name + ending)[table]]
    assert found == expected


@pytest.mark.parametrize("name", sample_rows.NAMES)
@pytest.mark.parametrize("ending", [".hwp", ".pdf", "-chromium.pdf", ".html"])
def test_every_format_with_spans_gives_the_same_cells(name: str, ending: str) -> None:
    expected = [sample_rows.comparable(row) for row in sample_rows.read_sample(f"{name}.hwpx")["table_cells"]]
    assert [sample_rows.comparable(row) for row in sample_rows.read_sample(name + ending)["table_cells"]] == expected


@pytest.mark.parametrize("ending", sample_rows.ENDINGS)
@pytest.mark.parametrize(
    ("name", "printed", "repair", "cause"),
    [
        ("annual-plan-2027", 174_500_000, 156_000_000, "remark_in_sum"),
        ("pledge-card-2026", 120_000_000, 980_000_000, "repeated_cell"),
    ],
)
def test_planted_error_is_found_with_its_cause_and_repair(
    name: str, ending: str, printed: int, repair: int, cause: str
) -> None:
    errors = [f for f in sample_rows.read_sample(name + ending)["findings"] if f.severity == "error"]
    assert [(f.printed_won, f.repair_won, f.cause) for f in errors] == [(printed, repair, cause)]
    assert all(f.confirmations >= 2 for f in errors)


@pytest.mark.parametrize("ending", sample_rows.ENDINGS)
@pytest.mark.parametrize("name", ["pledge-card-2018", "pledge-card-2022", "web-notice-2026"])
def test_right_sums_raise_no_finding(name: str, ending: str) -> None:
    findings = sample_rows.read_sample(name + ending)["findings"]
    assert [f.message for f in findings if f.severity in ("error", "warning")] == []


@pytest.mark.parametrize("name", sample_rows.NAMES)
def test_rows_are_those_of_the_golden_file(name: str) -> None:
    """Golden rows change only on purpose: KOPLAN_WRITE_GOLDEN=1 writes them, and never on CI."""
    rows = sample_rows.read_sample(f"{name}.hwpx")
    tables = [*sample_rows.TABLES, "findings", "issues"]
    found = {table: [sample_rows.comparable(row) for row in rows[table]] for table in tables}
    text = json.dumps(found, ensure_ascii=False, indent=1, default=str, sort_keys=True) + "\n"
    path = GOLDEN / f"{name}.json"
    if os.environ.get("KOPLAN_WRITE_GOLDEN") and not os.environ.get("CI"):
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text
