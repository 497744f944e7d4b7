"""Reading in child processes: a hang, a bomb and a crash each cost only their own document.

A time-out inside the process does not stop blocked C code, and an abort in a shared pool loses innocent jobs; pebble
kills and replaces the one process. Processes are forked from a clean server process that has loaded the reading code
once (forking this process, with its threads, can deadlock); on Windows they are started afresh.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, as_completed
from concurrent.futures import TimeoutError as ReadingTimeout
from contextlib import contextmanager
from traceback import format_exception

from pebble import ProcessExpired, ProcessPool

from flows.limits import end_without_parent, limit_memory
from flows.worker import ReadingJob, quarantine, read_into_ledger

_TASKS_A_PROCESS = 500  # a slow leak in a C library ends with the process

Reader = Callable[[Sequence[ReadingJob]], Iterator[str]]
"""Reads documents into the ledger and yields the id of each as it is done."""


def core_count() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def open_pool(workers: int, mib: int, work: Callable[[ReadingJob], None] = read_into_ledger) -> Iterator[Reader]:
    """A pool of reading processes that do `work`; leaving it in any way stops them all."""
    pool = ProcessPool(
        max_workers=workers,
        max_tasks=_TASKS_A_PROCESS,
        initializer=limit_memory,
        initargs=[mib],
        context=reading_context(),
    )
    try:
        yield lambda jobs: _read(pool, work, jobs)
        pool.close()  # type: ignore[no-untyped-call]
    except BaseException:
        pool.stop()  # type: ignore[no-untyped-call]
        raise
    finally:
        pool.join()


def reading_context() -> multiprocessing.context.BaseContext:
    """How child processes are started: forked from a clean server, or afresh where there is no fork."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["flows.worker", "flows.preload"])
    return context


def _read(pool: ProcessPool, work: Callable[[ReadingJob], None], jobs: Sequence[ReadingJob]) -> Iterator[str]:
    waiting: dict[Future[None], ReadingJob] = {
        pool.schedule(_work_in_time, args=[work, job], timeout=job.limits[0]): job
        for job in sorted(jobs, key=lambda j: -j.byte_count)  # the longest first, so that none is left alone at the end
    }
    for done in as_completed(waiting):
        job = waiting[done]
        if error := done.exception():
            _quarantine_lost(job, error)
        yield job.document_id


def _work_in_time(work: Callable[[ReadingJob], None], job: ReadingJob) -> None:
    with end_without_parent(job.limits[0]):
        work(job)


def _quarantine_lost(job: ReadingJob, error: BaseException) -> None:
    """A document whose process could not even say what happened; a full disk is no fault of the document."""
    if isinstance(error, ReadingTimeout):
        quarantine(job, "TIME_LIMIT", f"{job.limits[0]:g} s")
    elif isinstance(error, ProcessExpired):
        quarantine(job, "CRASHED", f"{error.exitcode}")
    elif isinstance(error, MemoryError):
        quarantine(job, "MEMORY_LIMIT", f"{job.limits[1]} MiB")
    elif isinstance(error, OSError) or not isinstance(error, Exception):
        raise error
    else:
        quarantine(job, "INTERNAL_ERROR", type(error).__name__, "".join(format_exception(error)))
