"""Work for reading processes that goes wrong in the ways that no exception tells of."""

from __future__ import annotations

import os
import time

from flows.worker import ReadingJob, quarantine


def work_by_document(job: ReadingJob) -> None:
    """What the document's id asks for: hang, abort, fill the memory, outlive its parent, or be done."""
    kind = job.document_id.split("-")[0]
    if kind == "orphan":
        (job.places.output / "pid").write_text(str(os.getpid()), encoding="utf-8")
        time.sleep(3600)
    if kind == "hang":
        time.sleep(3600)
    if kind == "abort":
        os.abort()
    if kind == "bomb":
        held = [bytearray(1 << 28) for _ in range(64)]
        raise AssertionError(f"{len(held)} blocks fitted: no limit holds")
    quarantine(job, "EMPTY")
