"""Names and numbers of people: masked in every published place, unmasked only where it was asked for."""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from conftest import CARD

from flows.dictionary import TABLES
from flows.ingest import IngestResult
from flows.summary import quarantine_lines

Run = Callable[..., IngestResult]
PEOPLE = CARD.replace("완료시기\t2024. 12월\t", "담당자\t문화과장 홍길동 (02-2627-1234)\t")


@pytest.fixture
def people(folder: Path) -> Path:
    (folder / "card.txt").write_text(PEOPLE, encoding="utf-8")
    (folder / "문화과장 홍길동.hwp").write_bytes(b"")
    return folder


def test_no_published_file_holds_a_name_or_a_number(people: Path, run_ingest: Run) -> None:
    result = run_ingest(people, people.parent / "out")
    published = [str(pq.read_table(result.snapshot / f"{name}.parquet").to_pylist()) for name in TABLES]
    published += [(result.snapshot / "manifest.json").read_text("utf-8"), result.report.read_text("utf-8")]
    published += quarantine_lines(result.headers, result.inputs)
    for text in published:
        assert "홍길동" not in text
        assert "2627-1234" not in text
    assert result.written.run.masked_count >= 2
    assert not (people.parent / "out" / "restricted").exists()


@pytest.mark.skipif("os.name == 'nt'", reason="Windows has no modes")
def test_officials_are_written_unmasked_only_where_it_was_asked_for(people: Path, run_ingest: Run) -> None:
    run_ingest(people, people.parent / "out")
    asked = run_ingest(people, people.parent / "out", with_personal_data=True)
    restricted = people.parent / "out" / "restricted"
    assert stat.S_IMODE(restricted.stat().st_mode) == 0o700
    assert stat.S_IMODE((restricted / "officials.parquet").stat().st_mode) == 0o600
    assert "홍길동" in str(pq.read_table(restricted / "officials.parquet").to_pylist())
    assert "홍길동" not in str(pq.read_table(asked.snapshot / "officials.parquet").to_pylist())
