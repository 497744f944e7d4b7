"""A second run on unchanged input reads no document again and publishes the same rows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from conftest import CARD

from flows.dictionary import TABLES
from flows.entries import entry_path
from flows.ingest import IngestResult
from flows.places import Places

Run = Callable[..., IngestResult]


def rows_of(snapshot: Path) -> dict[str, list[dict[str, object]]]:
    return {name: pq.read_table(snapshot / f"{name}.parquet").to_pylist() for name in TABLES if name != "runs"}


def test_a_second_run_reads_nothing_and_publishes_the_same_rows(folder: Path, run_ingest: Run) -> None:
    (folder / "empty.hwp").write_bytes(b"")
    first = run_ingest(folder, folder.parent / "out")
    second = run_ingest(folder, folder.parent / "out")
    assert (first.written.run.read_count, second.written.run.read_count) == (2, 0)
    assert second.written.run.reused_count == 2
    assert rows_of(first.snapshot) == rows_of(second.snapshot)
    assert first.snapshot != second.snapshot


def test_a_changed_file_alone_is_read_again(folder: Path, run_ingest: Run) -> None:
    (folder / "other.txt").write_text(CARD.replace("도서관 야간 개방", "공원 나무 심기"), encoding="utf-8")
    run_ingest(folder, folder.parent / "out")
    (folder / "other.txt").write_text(CARD.replace("도서관 야간 개방", "학교 운동장 나눔"), encoding="utf-8")
    assert run_ingest(folder, folder.parent / "out").written.run.read_count == 1


def test_force_reads_everything_again(folder: Path, run_ingest: Run) -> None:
    run_ingest(folder, folder.parent / "out")
    assert run_ingest(folder, folder.parent / "out", force=True).written.run.read_count == 1


def test_another_issuer_means_another_reading(folder: Path, run_ingest: Run) -> None:
    run_ingest(folder, folder.parent / "out")
    assert run_ingest(folder, folder.parent / "out", issuer="금천구").written.run.read_count == 1


def test_new_rules_mean_another_reading(folder: Path, run_ingest: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run_ingest(folder, folder.parent / "out")
    monkeypatch.setattr("flows.entries.rules_version", lambda: "0+other")
    assert run_ingest(folder, folder.parent / "out").written.run.read_count == 1


def test_a_damaged_ledger_entry_counts_as_none(folder: Path, run_ingest: Run) -> None:
    first = run_ingest(folder, folder.parent / "out")
    entry = entry_path(Places(folder.parent / "out"), first.headers[0].document_id)
    entry.write_bytes(entry.read_bytes()[:40])
    second = run_ingest(folder, folder.parent / "out")
    assert second.written.run.read_count == 1
    assert second.written.counts == first.written.counts | {"runs": 2}


def test_the_same_bytes_under_two_names_are_one_document(folder: Path, run_ingest: Run) -> None:
    (folder / "copy.txt").write_text(CARD, encoding="utf-8")
    result = run_ingest(folder, folder.parent / "out")
    assert result.written.run.document_count == 1
    assert len(result.inputs.repeated) == 1


def test_fewer_documents_need_a_reason(folder: Path, run_ingest: Run) -> None:
    from flows.problems import NotPublishedError

    (folder / "other.txt").write_text(CARD.replace("도서관 야간 개방", "공원 나무 심기"), encoding="utf-8")
    first = run_ingest(folder, folder.parent / "out")
    (folder / "other.txt").unlink()
    with pytest.raises(NotPublishedError, match="GATE_DOCUMENTS_LOST"):
        run_ingest(folder, folder.parent / "out")
    assert (folder.parent / "out" / "current").resolve() == first.snapshot.resolve()
    accepted = run_ingest(folder, folder.parent / "out", accept="폐지된 사업")
    assert (folder.parent / "out" / "current").resolve() == accepted.snapshot.resolve()
