"""The commands as the contract states them: what they print, and what the shell is told."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from conftest import CARD, html_of

from flows.cli import main
from flows.dictionary import TABLES
from flows.ingest import IngestResult
from normalizers.tables import columns_of

Run = Callable[..., IngestResult]
COMMANDS = ("ingest", "inspect", "report", "decide", "query", "schema", "schedule", "history", "diff")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main([command, "--help"])
    assert left.value.code == 0
    assert f"예: koplan {command}" in capsys.readouterr().out


def test_help_is_english_where_that_is_asked_for(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KOPLAN_LANG", "en")
    with pytest.raises(SystemExit):
        main(["ingest", "--help"])
    assert "Unchanged documents are not read again" in capsys.readouterr().out


def test_inspect_prints_one_object_with_every_table(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["inspect", str(folder / "card.txt"), "--json"]) == 0
    found = json.loads(capfd.readouterr().out)
    assert set(TABLES) | {"document"} <= found.keys()
    assert found["document"]["file_name"] == "card.txt"
    for name, rows in found.items():
        for row in rows if name != "document" else []:
            assert list(row) == [column.name for column in columns_of(TABLES[name])]
    assert all(section["tokens"] is None for section in found["sections"])
    assert all(plan["keywords"] is None for plan in found["plans"])
    amounts = {fact["printed_text"]: fact["amount_won"] for fact in found["budget_facts"]}
    assert amounts["120,000"] == 120_000_000


def test_inspect_prints_tables_as_read(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "card.html").write_text(html_of(CARD), encoding="utf-8")
    assert main(["inspect", str(tmp_path / "card.html"), "--tables"]) == 0
    tables = json.loads(capfd.readouterr().out)
    assert {"page", "block", "cells"} <= tables[-1].keys()
    first = tables[-1]["cells"][0]
    assert first == {"row": 0, "column": 0, "row_span": 1, "column_span": 1, "text": "재원별"}


def test_inspect_shows_a_person_the_plan_and_its_budget(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["inspect", str(folder / "card.txt")]) == 0
    shown = capfd.readouterr().out
    assert "도서관 야간 개방 확대" in shown
    assert "120,000,000" in shown


def test_inspect_of_an_unreadable_file_is_one_line_and_status_one(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty.hwp").write_bytes(b"")
    assert main(["inspect", str(tmp_path / "empty.hwp")]) == 1
    said = capfd.readouterr()
    assert said.out == ""
    assert said.err == f"{tmp_path / 'empty.hwp'}: EMPTY: 빈 파일입니다. 원본을 다시 받아 넣어 주세요.\n"


def test_inspect_of_no_file_is_status_two(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["inspect", str(tmp_path / "nothing.hwp")]) == 2
    assert "nothing.hwp" in capfd.readouterr().err


def test_inspect_ends_a_reading_that_takes_too_long(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["inspect", str(folder / "card.txt"), "--limit-seconds", "0.001"]) == 1
    assert "TIME_LIMIT" in capfd.readouterr().err


def test_inspect_imports_nothing_heavy(folder: Path) -> None:
    code = (
        "import sys; from flows.reading import read_rows; from flows import inspection_views; import flows.cli;"
        f"read_rows(open({str(folder / 'card.txt')!r}, 'rb').read());"
        "print([m for m in ('pandas', 'pyarrow', 'prefect', 'great_expectations', 'kiwipiepy', 'duckdb', 'rich',"
        " 'numpy', 'pydantic', 'pypdfium2') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_query_prints_table_csv_json_and_parquet(folder: Path, run_ingest: Run, tmp_path: Path) -> None:
    run_ingest(folder, tmp_path / "out")
    sql = "select funding_source, amount_won from budget_facts where printed_text = '120,000'"

    def ask(style: str) -> bytes:
        command = [
            sys.executable,
            "-m",
            "flows.cli",
            "query",
            sql,
            "--output",
            str(tmp_path / "out"),
            "--format",
            style,
        ]
        return subprocess.run(command, capture_output=True, check=True).stdout

    assert "120,000,000" in ask("table").decode()
    rows = list(csv.DictReader(io.StringIO(ask("csv").decode())))
    assert {row["amount_won"] for row in rows} == {"120000000"}
    assert {row["amount_won"] for row in json.loads(ask("json"))} == {120_000_000}
    (tmp_path / "answer.parquet").write_bytes(ask("parquet"))
    assert pq.read_table(tmp_path / "answer.parquet").num_rows == len(rows)


def test_query_reads_nothing_but_the_snapshot(
    folder: Path, run_ingest: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    run_ingest(folder, folder.parent / "out")
    for sql in (
        f"select * from read_text('{folder / 'card.txt'}')",
        f"copy plans to '{folder / 'stolen.csv'}'",
        "install httpfs",
        "set enable_external_access = true",
    ):
        assert main(["query", sql, "--output", str(folder.parent / "out")]) == 2
    assert not (folder / "stolen.csv").exists()
    assert "SQL 오류" in capsys.readouterr().err


def test_query_before_the_first_run_says_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query", "select 1", "--output", str(tmp_path)]) == 1
    assert "koplan ingest" in capsys.readouterr().err


def test_every_published_table_has_the_columns_of_the_dictionary(folder: Path, run_ingest: Run) -> None:
    snapshot = run_ingest(folder, folder.parent / "out").snapshot
    for name, row_class in TABLES.items():
        schema = pq.read_schema(snapshot / f"{name}.parquet")
        assert schema.names == [column.name for column in columns_of(row_class)]
        for column in columns_of(row_class):
            about = schema.field(column.name).metadata
            assert about[b"label"].decode() == column.info.label
            assert schema.field(column.name).nullable == column.is_nullable


def test_amounts_are_whole_won_packed_as_differences(folder: Path, run_ingest: Run) -> None:
    snapshot = run_ingest(folder, folder.parent / "out").snapshot
    meta = pq.read_metadata(snapshot / "budget_facts.parquet")
    columns = {meta.row_group(0).column(i).path_in_schema: meta.row_group(0).column(i) for i in range(meta.num_columns)}
    assert columns["amount_won"].physical_type == "INT64"
    assert "DELTA_BINARY_PACKED" in columns["amount_won"].encodings
    assert "DELTA_BYTE_ARRAY" in columns["fact_id"].encodings
    assert columns["amount_won"].compression == "ZSTD"


def test_schema_prints_one_table_or_all(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "budget_facts"]) == 0
    assert "amount_won" in capsys.readouterr().out
    assert main(["schema", "--markdown"]) == 0
    shown = capsys.readouterr().out
    assert all(f"### {name}" in shown for name in TABLES)
    assert main(["schema", "nonsense"]) == 2


def test_history_and_diff_tell_what_changed(folder: Path, run_ingest: Run, capsys: pytest.CaptureFixture[str]) -> None:
    output = folder.parent / "out"
    old = run_ingest(folder, output).run_id
    (folder / "new.txt").write_text(CARD.replace("도서관 야간 개방", "공원 나무 심기"), encoding="utf-8")
    new = run_ingest(folder, output).run_id
    assert main(["history", "--output", str(output)]) == 0
    shown = capsys.readouterr().out
    assert old in shown
    assert new in shown
    assert main(["diff", old, new, "--output", str(output)]) == 0
    assert "+ new.txt" in capsys.readouterr().out
    assert main(["diff", old, "nonsense", "--output", str(output)]) == 2


@pytest.mark.parametrize("wrong", ["0", "-3", "many"])
def test_numbers_that_make_no_sense_are_wrong_usage(wrong: str) -> None:
    with pytest.raises(SystemExit) as left:
        main(["ingest", ".", "--workers", wrong])
    assert left.value.code == 2
