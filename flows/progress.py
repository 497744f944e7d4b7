"""How far a run is: a bar on a terminal, plain lines where the output goes to a file or a log."""

from __future__ import annotations

import sys
import time

from flows.language import say

_BAR = 30
_LINE_SECONDS = 10.0


class Progress:
    """Steps and counted documents, on standard error."""

    def __init__(self) -> None:
        self._is_terminal = sys.stderr.isatty()
        self._done = self._total = 0
        self._last_line = time.monotonic()

    def step(self, ko: str, en: str) -> None:
        """A step begins."""
        self._clear()
        sys.stderr.write(say(ko, en) + "\n")
        sys.stderr.flush()

    def start(self, total: int) -> None:
        """So many documents will be counted."""
        self._done, self._total, self._last_line = 0, total, time.monotonic()

    def count(self) -> None:
        """One more document is done."""
        self._done += 1
        if self._is_terminal:
            full = _BAR * self._done // max(self._total, 1)
            sys.stderr.write(f"\r[{'█' * full}{'·' * (_BAR - full)}] {self._done}/{self._total}")
            sys.stderr.flush()
        elif time.monotonic() - self._last_line > _LINE_SECONDS:
            self._last_line = time.monotonic()
            sys.stderr.write(say(f"  {self._done}/{self._total}건 읽음\n", f"  {self._done}/{self._total} read\n"))
            sys.stderr.flush()

    def _clear(self) -> None:
        if self._is_terminal and self._total:
            sys.stderr.write("\r\x1b[K")
