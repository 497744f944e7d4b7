"""With Prefect and without it the same rows are published."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from conftest import CARD

from flows.dictionary import TABLES
from flows.ingest import IngestResult

Run = Callable[..., IngestResult]


def published_rows(output: Path) -> dict[str, list[dict[str, object]]]:
    """All rows, without what names the run and its time."""
    rows = {
        name: pq.read_table(output / "current" / f"{name}.parquet").to_pylist() for name in TABLES if name != "runs"
    }
    for row in rows["documents"]:
        row.update(run_id=None, ingested_at=None)
    return rows


@pytest.mark.heavy
def test_with_and_without_prefect_the_same_rows_are_published(folder: Path, tmp_path: Path) -> None:
    (folder / "other.txt").write_text(CARD.replace("도서관 야간 개방", "공원 나무 심기"), encoding="utf-8")
    (folder / "empty.hwp").write_bytes(b"")
    environment = os.environ | {"PREFECT_HOME": str(tmp_path / "prefect")}
    environment.pop("PREFECT_API_URL", None)
    said = {}
    for way in ("--no-prefect", "--prefect"):
        command = [sys.executable, "-m", "flows.cli", "ingest", str(folder), "--output", str(tmp_path / way), way]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300, check=False)
        assert done.returncode == 0, done.stderr
        said[way] = done.stderr
    assert "Prefect" in said["--prefect"]
    assert "Prefect" not in said["--no-prefect"]
    assert published_rows(tmp_path / "--prefect") == published_rows(tmp_path / "--no-prefect")


@pytest.mark.heavy
def test_a_flow_that_publishes_nothing_says_so_to_the_shell(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "empty.hwp").write_bytes(b"")
    environment = os.environ | {"PREFECT_HOME": str(tmp_path / "prefect")}
    command = [
        sys.executable,
        "-m",
        "flows.cli",
        "ingest",
        str(tmp_path / "in"),
        "--output",
        str(tmp_path / "out"),
        "--prefect",
    ]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 1
    assert "EMPTY" in done.stderr


@pytest.mark.heavy
def test_the_tasks_are_the_plain_steps(folder: Path, tmp_path: Path, run_ingest: Run) -> None:
    """`task.fn()` needs no server: the tasks add nothing to the steps they call."""
    code = (
        "import json, sys; from pathlib import Path; from flows.prefect_settings import set_prefect_defaults;"
        "set_prefect_defaults(); from flows.prefect_flows import archive_task; from flows.ingest import open_run;"
        "from flows.options import IngestOptions; from flows.progress import Progress\n"
        f"with open_run(IngestOptions((Path({str(folder)!r}),), Path({str(tmp_path / 'out')!r})), Progress()) as run:\n"
        " print(json.dumps([o.document_id for o in archive_task.fn(run).originals]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    plain = run_ingest(folder, tmp_path / "plain")
    assert json.loads(done.stdout) == [original.document_id for original in plain.inputs.originals]
