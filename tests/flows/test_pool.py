"""A hang, a bomb and a crash each cost only their own document."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import hostile_work
import pytest

from flows.entries import load_header
from flows.places import Places
from flows.pool import open_pool
from flows.worker import ReadingJob


def job(places: Places, name: str, seconds: float = 60.0) -> ReadingJob:
    return ReadingJob(places, name, 1, "run", datetime(2026, 1, 1, tzinfo=UTC), "key", None, (seconds, 1024))


@pytest.mark.parametrize(
    ("name", "code"), [("hang-1", "TIME_LIMIT"), ("abort-1", "CRASHED"), ("bomb-1", "MEMORY_LIMIT")]
)
def test_a_hostile_document_costs_only_itself(tmp_path: Path, name: str, code: str) -> None:
    places = Places(tmp_path)
    jobs = [job(places, "good-1"), job(places, name, 1.0 if code == "TIME_LIMIT" else 60.0)]
    jobs += [job(places, f"good-{n}") for n in range(2, 6)]
    with open_pool(2, 1024, hostile_work.work_by_document) as read:
        assert sorted(read(jobs)) == sorted(j.document_id for j in jobs)
    found = {j.document_id: load_header(places, j.document_id) for j in jobs}
    assert {k: h.error_code for k, h in found.items() if h} == {
        j.document_id: code if j.document_id == name else "EMPTY" for j in jobs
    }


_READ_AN_ORPHAN = """
import sys
from datetime import UTC, datetime
from pathlib import Path
sys.path.insert(0, sys.argv[2])
import hostile_work
from flows.places import Places
from flows.pool import open_pool
from flows.worker import ReadingJob

if __name__ == "__main__":
    job = ReadingJob(Places(Path(sys.argv[1])), "orphan-1", 1, "run", datetime.now(UTC), "key", None, (3.0, 1024))
    with open_pool(1, 1024, hostile_work.work_by_document) as read:
        list(read([job]))
"""


@pytest.mark.heavy
@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_a_reading_that_hangs_ends_although_the_run_was_killed(tmp_path: Path) -> None:
    script, told = tmp_path / "run.py", tmp_path / "pid"
    script.write_text(_READ_AN_ORPHAN, encoding="utf-8")
    run = subprocess.Popen([sys.executable, str(script), str(tmp_path), str(Path(__file__).parent)])
    _wait_until(told.exists, 60)
    os.kill(run.pid, signal.SIGKILL)
    run.wait()
    child = int(told.read_text(encoding="utf-8"))
    assert _lives(child)
    _wait_until(lambda: not _lives(child), 60)


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return not Path(f"/proc/{pid}/stat").is_file() or ") Z " not in Path(f"/proc/{pid}/stat").read_text(
        encoding="utf-8"
    )


def _wait_until(is_so: Callable[[], bool], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.2)
