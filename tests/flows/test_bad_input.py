"""Bad input: one clear Korean line each, the document quarantined, the rest published, nothing lost."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import CARD

from flows.cli import main
from flows.ingest import IngestResult, RunStoppedError
from flows.problems import UsageError
from flows.summary import quarantine_lines
from flows.views import connect

Run = Callable[..., IngestResult]


def write_bad_files(folder: Path) -> None:
    (folder / "empty.hwp").write_bytes(b"")
    (folder / "noise.hwp").write_bytes(bytes(range(256)) * 40)
    (folder / "truncated.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog")
    (folder / "picture.pdf").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    with zipfile.ZipFile(folder / "bundle.hwpx", "w") as archive:
        archive.writestr("memo.txt", "안녕하세요")


def test_every_bad_file_has_one_clear_line_and_the_rest_is_published(folder: Path, run_ingest: Run) -> None:
    write_bad_files(folder)
    result = run_ingest(folder, folder.parent / "out")
    lines = quarantine_lines(result.headers, result.inputs)
    for name in ("empty.hwp", "noise.hwp", "truncated.pdf", "picture.pdf", "bundle.hwpx"):
        mine = [line for line in lines if line.strip().startswith(f"{name}: ")]
        assert len(mine) == 1
        assert mine[0].rstrip().endswith("주세요.")
    with connect(result.snapshot) as database:
        assert database.execute("select count(*) from documents").fetchone() == (6,)
        assert database.execute("select source_path from documents where status <> 'failure'").fetchall() == [
            ("card.txt",)
        ]
        assert database.execute("select count(*) > 0 from current_facts").fetchone() == (True,)


def test_a_quarantined_document_has_a_row_with_code_and_sentence(folder: Path, run_ingest: Run) -> None:
    (folder / "empty.hwp").write_bytes(b"")
    result = run_ingest(folder, folder.parent / "out")
    with connect(result.snapshot) as database:
        row = database.execute(
            "select status, error_code, error_message, is_preferred from documents where source_path = 'empty.hwp'"
        ).fetchone()
    assert row == ("failure", "EMPTY", "빈 파일입니다. 원본을 다시 받아 넣어 주세요.", False)


def test_the_bytes_and_not_the_name_choose_the_reader(tmp_path: Path, run_ingest: Run) -> None:
    source = tmp_path / "in"
    source.mkdir()
    (source / "card.hwp").write_text(CARD, encoding="utf-8")
    result = run_ingest(source, tmp_path / "out")
    assert [header.document["source_format"] for header in result.headers] == ["text"]


def test_a_budget_without_a_unit_keeps_its_rows_and_says_so(folder: Path, run_ingest: Run) -> None:
    (folder / "card.txt").write_text(CARD.replace("(단위 : 천원)\n", ""), encoding="utf-8")
    result = run_ingest(folder, folder.parent / "out")
    with connect(result.snapshot) as database:
        wrong = database.execute(
            "select count(*) from budget_facts where amount_won is not null and unit_source = 'none'"
        ).fetchone()
        told = database.execute("select count(*) from issues").fetchone()
        kept = database.execute("select count(*) from table_cells where text = '120,000'").fetchone()
    assert wrong == (0,)
    assert told[0] > 0
    assert kept[0] > 0


def test_a_table_of_five_thousand_rows_is_read_whole(tmp_path: Path, run_ingest: Run) -> None:
    source = tmp_path / "in"
    source.mkdir()
    rows = "\n".join(f"세부 사업 {n}\t{n:,}\t{n:,}" for n in range(1, 5001))
    (source / "long.txt").write_text(f"사업 목록\n(단위 : 천원)\n사업명\t2023년\t2024년\n{rows}\n", encoding="utf-8")
    result = run_ingest(source, tmp_path / "out")
    with connect(result.snapshot) as database:
        found = database.execute("select count(*), sum(amount_won) from budget_facts").fetchone()
    assert found == (10_000, 2 * 1000 * sum(range(1, 5001)))


def test_where_nothing_can_be_read_nothing_is_published(tmp_path: Path, run_ingest: Run) -> None:
    source = tmp_path / "in"
    source.mkdir()
    write_bad_files(source)
    with pytest.raises(RunStoppedError):
        run_ingest(source, tmp_path / "out")
    assert not (tmp_path / "out" / "current").exists()


def test_a_path_that_does_not_exist_leaves_everything_as_it_was(tmp_path: Path, run_ingest: Run) -> None:
    with pytest.raises(UsageError, match="없는 경로"):
        run_ingest(tmp_path / "nowhere", tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_an_output_that_cannot_be_written_is_a_usage_error(folder: Path, run_ingest: Run) -> None:
    (folder.parent / "out").write_text("a file is in the way", encoding="utf-8")
    with pytest.raises(UsageError, match="쓸 수 없습니다"):
        run_ingest(folder, folder.parent / "out")
    assert (folder.parent / "out").read_text(encoding="utf-8") == "a file is in the way"


def test_the_shell_is_told_two_for_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ingest", str(tmp_path / "nowhere"), "--output", str(tmp_path / "out")]) == 2
    assert "nowhere" in capsys.readouterr().err


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read every file")
def test_a_file_without_permission_is_skipped_and_said(folder: Path, run_ingest: Run) -> None:
    (folder / "closed.txt").write_text("x", encoding="utf-8")
    (folder / "closed.txt").chmod(0)
    result = run_ingest(folder, folder.parent / "out")
    assert "no_access" in {item.reason for item in result.inputs.skipped}


def test_a_broken_link_is_skipped_and_said(folder: Path, run_ingest: Run) -> None:
    (folder / "gone.txt").symlink_to(folder / "nowhere.txt")
    result = run_ingest(folder, folder.parent / "out")
    assert [item.reason for item in result.inputs.skipped] == ["no_access"]
    assert any("gone.txt" in line for line in quarantine_lines(result.headers, result.inputs))


def test_a_document_that_a_bug_of_ours_stops_does_not_stop_the_run(
    folder: Path, run_ingest: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flows.ingest.open_pool", _pool_that_breaks_on("other.txt"))
    (folder / "other.txt").write_text("문서", encoding="utf-8")
    result = run_ingest(folder, folder.parent / "out")
    lines = quarantine_lines(result.headers, result.inputs)
    assert any("INTERNAL_ERROR" in line for line in lines)
    assert any("ZeroDivisionError" in line for line in lines)
    assert result.written.run.failed_count == 1


def _pool_that_breaks_on(_name: str) -> object:
    """Reads in this process, with a bug that strikes documents of a few bytes."""
    from contextlib import contextmanager

    import flows.worker

    @contextmanager
    def pool(_workers: int, _mib: int) -> object:
        real = flows.worker.read_rows

        def broken(data: bytes, issuer: str | None, **options: object) -> object:
            return 1 / 0 if len(data) < 10 else real(data, issuer, **options)

        def read(jobs: object) -> object:
            for job in jobs:
                flows.worker.read_into_ledger(job)
                yield job.document_id

        flows.worker.read_rows = broken
        try:
            yield read
        finally:
            flows.worker.read_rows = real

    return pool
