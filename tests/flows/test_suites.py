"""The suites of Great Expectations, generated from the declaration of columns."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from expectations.suites import check_parquet, expectations_of
from flows.arrow_schema import arrow_schema
from flows.dictionary import TABLES
from flows.gate_keeping import pass_gates
from flows.ingest import IngestResult
from flows.options import IngestOptions
from flows.problems import NotPublishedError
from flows.suite_process import SuiteProcess
from normalizers.tables import BudgetFact, columns_of

Run = Callable[..., IngestResult]


def test_every_declared_fact_about_a_column_is_expected() -> None:
    for row_class in TABLES.values():
        made = expectations_of(row_class)
        said = {(e.kind, e.arguments.get("column")) for e in made}
        for column in columns_of(row_class):
            assert (("ExpectColumnValuesToNotBeNull", column.name) in said) is not column.is_nullable
            assert (("ExpectColumnValuesToBeInSet", column.name) in said) is bool(column.allowed)
            assert (("ExpectColumnValuesToBeUnique", column.name) in said) is column.info.is_key


@pytest.fixture
def published(folder: Path, run_ingest: Run) -> Path:
    return run_ingest(folder, folder.parent / "out").snapshot


def spoil(folder: Path, table: str, column: str, value: Any) -> None:
    """Puts a value into the first row of a column."""
    file = folder / f"{table}.parquet"
    rows = pq.read_table(file).to_pylist()
    rows[0][column] = value
    fields = [field.with_nullable(True) for field in arrow_schema(table)]
    pq.write_table(pa.Table.from_pylist(rows, schema=pa.schema(fields)), file)


def test_published_tables_pass_and_planted_faults_do_not(published: Path, tmp_path: Path) -> None:
    spoiled = tmp_path / "spoiled"
    shutil.copytree(published, spoiled)
    facts = pq.read_table(spoiled / "budget_facts.parquet").to_pylist()
    faults = {
        ("budget_facts", "fact_id"): facts[1]["fact_id"],
        ("budget_facts", "fiscal_year"): 20231,
        ("budget_facts", "measure"): "wished",
        ("budget_facts", "printed_text"): None,
        ("budget_facts", "row_index"): -1,
    }
    for (table, column), value in faults.items():
        spoil(spoiled, table, column, value)
    assert [r for r in check_parquet(published, TABLES) if not r.success] == []
    failed = [r for r in check_parquet(spoiled, {"budget_facts": BudgetFact}) if not r.success]
    assert {(r.table, r.column) for r in failed} == set(faults)
    assert all(r.unexpected_count in (1, 2) and r.examples for r in failed)


def test_a_failing_suite_shuts_the_gate(folder: Path, run_ingest: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    output = folder.parent / "out"
    first = run_ingest(folder, output)
    bad = {
        "table": "plans", "expectation": "expect_column_values_to_be_unique", "column": "plan_id", "success": False,
        "unexpected_count": 2, "examples": ["ab"],
    }  # fmt: skip
    monkeypatch.setattr(
        "flows.ingest.pass_gates",
        lambda options, written, checks: pass_gates(options, written, [*checks, bad]),
    )
    with pytest.raises(NotPublishedError, match="GATE_SUITE"):
        run_ingest(folder, output, accept="even with a reason")
    assert (output / "current").resolve() == first.snapshot.resolve()


def test_the_process_of_the_suites_answers_for_a_folder(published: Path) -> None:
    with SuiteProcess() as suites:
        results = suites.check(published)
    assert {result["table"] for result in results} == set(TABLES)
    assert all(result["success"] for result in results)


def test_the_process_of_the_suites_ends_with_the_run() -> None:
    with SuiteProcess() as suites:
        process = suites._process
    assert process.poll() is not None


def test_gates_pass_for_what_was_published(folder: Path, run_ingest: Run) -> None:
    result = run_ingest(folder, folder.parent / "out")
    written = replace(result.written, folder=result.snapshot)
    assert pass_gates(IngestOptions(paths=(folder,), output=folder.parent / "out"), written, []) == []
