"""One run at a time in an output folder; the lock goes with the process, however it ends."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from flows.language import say
from flows.places import Places
from flows.problems import NotPublishedError, UsageError, disk_words


@contextmanager
def hold_output(places: Places) -> Iterator[None]:
    """Makes the output folder and holds it.

    UsageError if it cannot be written, NotPublishedError if another run has it.
    """
    try:
        places.output.mkdir(parents=True, exist_ok=True)
        handle = os.open(places.lock, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        what = say("결과 폴더에 쓸 수 없습니다", "the output folder cannot be written")
        raise UsageError(f"{what} ({disk_words(error)})") from error
    try:
        if not _take(handle):
            raise NotPublishedError(
                say(
                    f"{places.output}: 다른 실행이 진행 중입니다. 끝난 뒤 다시 실행해 주세요.",
                    f"{places.output}: another run is under way; try again when it has ended.",
                )
            )
        yield
    finally:
        os.close(handle)


def _take(handle: int) -> bool:
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
