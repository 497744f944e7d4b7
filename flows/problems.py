"""What stops a run as a whole; what is wrong with one document is a row of that document instead."""

from __future__ import annotations

import errno

from flows.language import say

_REFUSALS = {
    errno.EACCES: ("권한이 없습니다", "permission denied"),
    errno.EDQUOT: ("할당된 공간을 다 썼습니다", "the quota is used up"),
    errno.EFBIG: ("파일이 너무 큽니다", "the file is too large"),
    errno.EIO: ("장치가 읽거나 쓰지 못합니다", "the device fails"),
    errno.EISDIR: ("폴더입니다", "it is a folder"),
    errno.ENAMETOOLONG: ("이름이 너무 깁니다", "the name is too long"),
    errno.ENOENT: ("파일이 없습니다", "no such file"),
    errno.ENOSPC: ("디스크에 남은 공간이 없습니다", "no space is left on the disk"),
    errno.ENOTDIR: ("폴더가 아닙니다", "it is no folder"),
    errno.EPERM: ("허용되지 않습니다", "not permitted"),
    errno.EROFS: ("읽기 전용입니다", "it is read-only"),
}


class UsageError(Exception):
    """Asked in the wrong way (exit status 2): the message is a sentence for the person who asked. Nothing changed."""


class NotPublishedError(Exception):
    """The run ended without publishing (exit status 1): the message says why. What was published before stands."""


def disk_words(error: OSError) -> str:
    """What the system refused, and of which file: a full disk, a folder without the right to write."""
    words = _REFUSALS.get(error.errno or 0)
    what = say(*words) if words else error.strerror or str(error)
    return f"{error.filename}: {what}" if error.filename else what
