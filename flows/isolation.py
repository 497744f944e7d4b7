"""A child process for one reading, with a time and a memory limit, for `koplan inspect`.

A path bomb takes gigabytes, a damaged file can abort the process in C code, and neither is an exception that could be
caught. A fork costs a millisecond. Where there is none (Windows), the work is done in this process without limits.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import time
from collections.abc import Callable

from flows.hangul_ranges import take_ranges_as_written
from flows.limits import end_without_parent, limit_memory

_OUT_OF_MEMORY = 71
_POLL_SECONDS = 0.002
_COLLECT_AFTER = 200_000  # a card makes no cycles worth looking for: a tenth of its time would go into the search


def run_isolated(work: Callable[[], int], seconds: float, mib: int) -> tuple[int, str]:
    """The exit status of `work` and an empty code, or 1 and TIME_LIMIT, MEMORY_LIMIT or CRASHED."""
    if not hasattr(os, "fork"):
        return work(), ""
    sys.stdout.flush()
    sys.stderr.flush()
    child = os.fork()
    if child == 0:
        _work_and_leave(work, seconds, mib)
    return _wait(child, seconds)


def _work_and_leave(work: Callable[[], int], seconds: float, mib: int) -> None:
    status = 1
    try:
        limit_memory(mib)
        gc.set_threshold(_COLLECT_AFTER)
        take_ranges_as_written()
        with end_without_parent(seconds):
            status = work()
            sys.stdout.flush()
    except MemoryError:
        status = _OUT_OF_MEMORY
    except BrokenPipeError:
        status = 0  # whoever reads our output has seen enough (`koplan inspect … | head`)
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        os._exit(status)


def _wait(child: int, seconds: float) -> tuple[int, str]:
    deadline = time.monotonic() + seconds
    pause = _POLL_SECONDS
    while True:
        ended, state = os.waitpid(child, os.WNOHANG)
        if ended:
            break
        if time.monotonic() > deadline:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            return 1, "TIME_LIMIT"
        time.sleep(pause)
        pause = min(pause * 1.5, 0.05)
    if os.WIFSIGNALED(state):
        return 1, "CRASHED"
    status = os.waitstatus_to_exitcode(state)
    return (1, "MEMORY_LIMIT") if status == _OUT_OF_MEMORY else (status, "")
