"""What a bad night leaves behind, and that the next run mends it: full disks, removed folders, spoilt files."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from conftest import CARD, NoSuites

from flows.archive import archive_original, archived_path, load_original
from flows.cli import main
from flows.discovery import InputFile
from flows.exit_codes import FAILED, OK, USAGE
from flows.ingest import IngestResult
from flows.places import Places
from flows.problems import NotPublishedError
from flows.snapshots import current_run, find_snapshot, list_snapshots

Run = Callable[..., IngestResult]


def _no_space(*_given: Any, **_named: Any) -> Any:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "output/표")


def _remove(snapshot: Path) -> None:
    shutil.rmtree(snapshot)


def _cut_manifest(snapshot: Path) -> None:
    manifest = snapshot / "manifest.json"
    manifest.write_bytes(manifest.read_bytes()[:100])


def _cut_table(snapshot: Path) -> None:
    table = snapshot / "runs.parquet"
    table.write_bytes(table.read_bytes()[:100])


@pytest.mark.parametrize("spoil", [_remove, _cut_manifest, _cut_table])
def test_a_spoilt_current_snapshot_does_not_stop_the_next_run(
    folder: Path, run_ingest: Run, spoil: Callable[[Path], None]
) -> None:
    output = folder.parent / "out"
    first = run_ingest(folder, output)
    spoil(run_ingest(folder, output).snapshot)
    third = run_ingest(folder, output)
    assert find_snapshot(Places(output)) == third.snapshot
    runs = pq.read_table(third.snapshot / "runs.parquet").column("run_id").to_pylist()
    assert runs == [first.run_id, third.run_id]  # carried on from the last run that is whole


def test_the_gates_compare_with_the_last_run_that_is_whole(folder: Path, run_ingest: Run) -> None:
    output = folder.parent / "out"
    (folder / "또.txt").write_text(CARD.replace("야간", "주말"), encoding="utf-8")
    run_ingest(folder, output)
    _remove(run_ingest(folder, output).snapshot)
    (folder / "또.txt").unlink()
    with pytest.raises(NotPublishedError, match="GATE"):
        run_ingest(folder, output)


def test_where_all_snapshots_are_gone_a_reader_is_told_and_a_run_publishes(folder: Path, run_ingest: Run) -> None:
    places = Places(folder.parent / "out")
    run_ingest(folder, places.output)
    shutil.rmtree(places.snapshots)
    with pytest.raises(NotPublishedError, match="koplan ingest"):
        find_snapshot(places)
    assert run_ingest(folder, places.output).snapshot == find_snapshot(places)


def test_a_full_disk_is_one_clear_line_and_changes_nothing(
    folder: Path, run_ingest: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    output = folder.parent / "out"
    before = run_ingest(folder, output)
    with monkeypatch.context() as full:
        full.setattr("flows.ingest.build_manifest", _no_space)
        assert main(["ingest", str(folder), "--output", str(output)]) == FAILED
    told = capsys.readouterr().err
    assert "디스크에 쓰거나 읽지 못했습니다 (output/표: 디스크에 남은 공간이 없습니다)" in told
    assert "발행된 표는 그대로입니다" in told
    assert list_snapshots(Places(output)) == [before.snapshot]
    assert not list(Places(output).snapshots.glob(".staging-*"))


def test_a_disk_that_is_full_after_publishing_is_said_and_the_tables_stand(
    folder: Path, run_ingest: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    output = folder.parent / "out"
    monkeypatch.setattr("flows.ingest.SuiteProcess", NoSuites)
    monkeypatch.setattr("flows.ingest.build_report", _no_space)
    assert main(["ingest", str(folder), "--output", str(output)]) == OK
    told = capsys.readouterr().out
    assert str(current_run(Places(output))) in told
    assert "뒷일을 마치지 못했습니다 (output/표: 디스크에 남은 공간이 없습니다)" in told


def test_other_commands_tell_of_a_full_disk_too(
    folder: Path, run_ingest: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run_ingest(folder, folder.parent / "out")
    monkeypatch.setattr("flows.report.write_whole", _no_space)
    assert main(["report", "--output", str(folder.parent / "out")]) == FAILED
    assert "\n파일을 쓰거나 읽지 못했습니다" in capsys.readouterr().err


def test_a_spoilt_original_is_quarantined_and_archived_anew_by_the_next_run(folder: Path, run_ingest: Run) -> None:
    places = Places(folder.parent / "out")
    (folder / "또.txt").write_text(CARD.replace("야간", "주말"), encoding="utf-8")
    document_id = run_ingest(folder, places.output).headers[0].document_id
    kept = archived_path(places, document_id)
    kept.write_bytes(kept.read_bytes().replace(b"3", b"4"))
    spoilt = run_ingest(folder, places.output, force=True, accept="시험")
    assert [header.error_code for header in spoilt.headers] == ["ARCHIVE_SPOILT", None]
    assert [header.error_code for header in run_ingest(folder, places.output).headers] == [None, None]


def test_a_line_that_is_no_decision_is_named(folder: Path, run_ingest: Run, capsys: pytest.CaptureFixture[str]) -> None:
    output = folder.parent / "out"
    run_ingest(folder, output)
    Places(output).decisions.write_text('{"decision_id": ', encoding="utf-8")
    assert main(["ingest", str(folder), "--output", str(output)]) == USAGE
    assert "1번째 줄이 결정 기록이 아닙니다" in capsys.readouterr().err


def test_a_file_that_changes_while_it_is_archived_is_kept_as_it_was_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, places = tmp_path / "카드.txt", Places(tmp_path / "out")
    file.write_bytes(b"before")

    def change_then_tell(places: Places, document_id: str) -> Path:
        file.write_bytes(b"afterwards")
        return archived_path(places, document_id)

    monkeypatch.setattr("flows.archive.archived_path", change_then_tell)
    original = archive_original(InputFile(file, "카드.txt"), places)
    assert original.document_id == sha256(b"afterwards").hexdigest()
    assert original.byte_count == len(b"afterwards")
    assert load_original(places, original.document_id) == b"afterwards"


def test_a_file_that_vanishes_after_it_was_found_is_skipped_and_said(
    folder: Path, run_ingest: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "또.txt").write_text(CARD.replace("야간", "주말"), encoding="utf-8")

    def archive_late(file: InputFile, places: Places) -> Any:
        (folder / "또.txt").unlink(missing_ok=True)
        return archive_original(file, places)

    monkeypatch.setattr("flows.ingest.archive_original", archive_late)
    result = run_ingest(folder, folder.parent / "out")
    assert [(item.path.name, item.reason) for item in result.inputs.skipped] == [("또.txt", "no_access")]
    assert [header.error_code for header in result.headers] == [None]
