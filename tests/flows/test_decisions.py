"""What an auditor decided survives the next ingest."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import CARD

from flows.cli import main
from flows.ingest import IngestResult
from flows.views import connect

Run = Callable[..., IngestResult]


@pytest.fixture
def wrong_sum(folder: Path) -> Path:
    """The card, with a printed total that does not hold in its row and its column."""
    (folder / "card.txt").write_text(CARD.replace("합계\t300,000\t", "합계\t390,000\t"), encoding="utf-8")
    return folder


def first_id(result: IngestResult, table: str, key: str) -> str:
    with connect(result.snapshot) as database:
        row = database.execute(f"select {key} from {table} order by 1 limit 1").fetchone()
    assert row is not None
    return str(row[0])


def test_a_decision_on_a_finding_survives_the_next_ingest(wrong_sum: Path, run_ingest: Run) -> None:
    output = wrong_sum.parent / "out"
    finding = first_id(run_ingest(wrong_sum, output), "findings", "finding_id")
    arguments = ["decide", finding[:12], "confirmed", "--reason", "기관에 확인함", "--output", str(output)]
    assert main(arguments) == 0
    again = run_ingest(wrong_sum, output, force=True)
    with connect(again.snapshot) as database:
        assert database.execute("select decision from findings where finding_id = ?", [finding]).fetchall() == [
            ("confirmed",)
        ]
        assert database.execute("select target_kind, target_key, verdict from decisions").fetchall() == [
            ("finding", finding, "confirmed")
        ]


def test_the_report_shows_a_decision_at_once(wrong_sum: Path, run_ingest: Run) -> None:
    output = wrong_sum.parent / "out"
    result = run_ingest(wrong_sum, output)
    finding = first_id(result, "findings", "finding_id")
    assert "문제 아님" not in result.report.read_text(encoding="utf-8")
    assert main(["decide", finding, "dismissed", "--reason", "범위가 다름", "--output", str(output)]) == 0
    assert main(["report", "--output", str(output)]) == 0
    assert "문제 아님" in result.report.read_text(encoding="utf-8")


def test_a_decision_on_a_value_keeps_the_printed_one(wrong_sum: Path, run_ingest: Run) -> None:
    output = wrong_sum.parent / "out"
    fact = first_id(run_ingest(wrong_sum, output), "budget_facts", "fact_id")
    arguments = ["decide", fact, "corrected", "--value", "300000000", "--reason", "정정 공고", "--output", str(output)]
    assert main(arguments) == 0
    again = run_ingest(wrong_sum, output)
    with connect(again.snapshot) as database:
        row = database.execute("select target_kind, new_value from decisions").fetchone()
        kept = database.execute("select max(amount_won) from budget_facts").fetchone()
    assert row == ("value", "300000000")
    assert kept == (390_000_000,)


def test_who_decides_is_masked(wrong_sum: Path, run_ingest: Run) -> None:
    output = wrong_sum.parent / "out"
    finding = first_id(run_ingest(wrong_sum, output), "findings", "finding_id")
    main(["decide", finding, "confirmed", "--reason", "확인", "--by", "감사담당관 홍길동", "--output", str(output)])
    assert "홍길동" not in (output / "decisions.jsonl").read_text(encoding="utf-8")


def test_a_decision_on_nothing_is_wrong_usage(folder: Path, run_ingest: Run) -> None:
    run_ingest(folder, folder.parent / "out")
    output = str(folder.parent / "out")
    assert main(["decide", "ffffffffffffffffffff", "confirmed", "--reason", "x", "--output", output]) == 2
    assert main(["decide", "ff", "corrected", "--reason", "x", "--output", output]) == 2
