"""A run that dies at any moment leaves the tables published before, whole and readable."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from conftest import CARD

from flows.dictionary import TABLES
from flows.ingest import IngestResult
from flows.locking import hold_output
from flows.places import Places
from flows.problems import NotPublishedError
from flows.snapshots import current_run, find_snapshot, list_snapshots, load_manifest
from flows.table_writer import file_digest

Run = Callable[..., IngestResult]


class PowerCutError(BaseException):
    """Nothing catches it, as nothing catches a power cut."""


def assert_whole(snapshot: Path) -> None:
    manifest = load_manifest(snapshot)
    for name in TABLES:
        about = manifest["tables"][name]
        assert pq.read_metadata(snapshot / about["file"]).num_rows == about["rows"]
        assert file_digest(snapshot / about["file"]) == about["sha256"]


def cut_power_at(monkeypatch: pytest.MonkeyPatch, step: int) -> list[str]:
    """From the `step`-th call that changes a name or flushes a file on, nothing works any more."""
    calls: list[str] = []

    def cut(name: str) -> None:
        real = getattr(os, name)

        def wrapped(*given: Any, **named: Any) -> Any:
            calls.append(name)
            if len(calls) > step:
                raise PowerCutError(name)
            return real(*given, **named)

        monkeypatch.setattr(os, name, wrapped)

    for name in ("replace", "fsync", "symlink"):
        cut(name)
    return calls


@pytest.mark.parametrize("step", [0, 4, 12, 18, 20, 21, 22, 23, 24, 26])
def test_the_old_run_stands_whole_wherever_the_new_one_dies(folder: Path, run_ingest: Run, step: int) -> None:
    output = folder.parent / "out"
    first = run_ingest(folder, output)
    (folder / "card.txt").write_text(CARD.replace("300,000", "310,000"), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        cut_power_at(patch, step)
        try:
            second = run_ingest(folder, output)
        except PowerCutError:
            second = None
    now = find_snapshot(Places(output))
    assert_whole(now)
    if second is None and now != first.snapshot:
        assert load_manifest(now)["run_id"] == current_run(Places(output))  # it died after the switch
    assert_whole(run_ingest(folder, output).snapshot)


def test_a_reader_that_resolved_the_pointer_keeps_its_run(folder: Path, run_ingest: Run) -> None:
    output = folder.parent / "out"
    run_ingest(folder, output)
    resolved = find_snapshot(Places(output))
    before = {name: (resolved / f"{name}.parquet").read_bytes() for name in TABLES}
    run_ingest(folder, output, force=True)
    assert find_snapshot(Places(output)) != resolved
    assert {name: (resolved / f"{name}.parquet").read_bytes() for name in TABLES} == before


def test_without_symbolic_links_the_pointer_is_a_file(
    folder: Path, run_ingest: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_given: Any, **_named: Any) -> None:
        raise OSError("no right to make links")

    monkeypatch.setattr(Path, "symlink_to", refuse)
    result = run_ingest(folder, folder.parent / "out")
    pointer = folder.parent / "out" / "current"
    assert not pointer.is_symlink()
    assert pointer.read_text(encoding="utf-8") == result.run_id
    assert find_snapshot(Places(folder.parent / "out")) == result.snapshot


def test_two_runs_at_once_do_not_collide(folder: Path, run_ingest: Run) -> None:
    first = run_ingest(folder, folder.parent / "out")
    with hold_output(Places(folder.parent / "out")), pytest.raises(NotPublishedError, match="다른 실행"):
        run_ingest(folder, folder.parent / "out")
    assert find_snapshot(Places(folder.parent / "out")) == first.snapshot


def test_old_snapshots_are_dropped_and_the_runs_remembered(folder: Path, run_ingest: Run) -> None:
    output = folder.parent / "out"
    runs = [run_ingest(folder, output, keep=2).run_id for _ in range(4)]
    assert [folder.name for folder in list_snapshots(Places(output))] == runs[-2:]
    table = pq.read_table(output / "current" / "runs.parquet")
    assert table.column("run_id").to_pylist() == runs


def test_what_a_dead_run_left_is_cleared_away(folder: Path, run_ingest: Run) -> None:
    left = folder.parent / "out" / "snapshots" / ".staging-dead"
    left.mkdir(parents=True)
    run_ingest(folder, folder.parent / "out")
    assert not left.exists()


@pytest.mark.heavy
@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_a_run_killed_at_any_moment_leaves_the_old_tables(tmp_path: Path) -> None:
    source, output = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    for number in range(20):
        (source / f"{number}.txt").write_text(CARD.replace("야간", f"야간 {number}"), encoding="utf-8")
    command = [sys.executable, "-m", "flows.cli", "ingest", str(source), "--output", str(output)]
    subprocess.run(command, check=True, capture_output=True)
    started = time.monotonic()
    subprocess.run([*command, "--force"], check=True, capture_output=True)
    whole = time.monotonic() - started
    for moment in range(12):
        before = current_run(Places(output))
        process = subprocess.Popen([*command, "--force"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(whole * (moment + 0.5) / 12)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        after = find_snapshot(Places(output))
        assert_whole(after)
        assert after.name == before or json.loads((after / "manifest.json").read_text())["run_id"] == after.name
    subprocess.run(command, check=True, capture_output=True)
    shutil.rmtree(output)
