"""A hang, a bomb and a crash each cost only their own document."""

from __future__ import annotations

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
