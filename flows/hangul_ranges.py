"""Hangul ranges in regular expressions without the search for a smaller form of them, in a process of our own.

To see whether a set such as `[가-힣]` could be written smaller, Python 3.11 marks its 11,172 characters one by one each
time the set stands in a pattern: half a millisecond, a third of all that `koplan inspect` of one card costs. What comes
out is the set as it was written. Later versions mark a range in one step. Sets of many items, where the smaller form
makes matching faster, and those that ignore case are left to Python.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

_FEW = 8


def take_ranges_as_written() -> None:
    """For the rest of this process; not to be called where a library has the process: it changes `re` for everybody."""
    if sys.version_info[:2] != (3, 11):
        return
    compiler: Any = import_module("re._compiler")
    search_smaller = compiler._optimize_charset

    def as_written(charset: Any, iscased: Any = None, fixup: Any = None, fixes: Any = None) -> tuple[Any, bool]:
        if fixup is None and len(charset) <= _FEW:
            return charset, False
        found: tuple[Any, bool] = search_smaller(charset, iscased, fixup, fixes)
        return found

    compiler._optimize_charset = as_written
