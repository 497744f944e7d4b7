"""The expectation suites in a process of their own, started with the run so that it is ready when the tables are."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Any, cast

_SETTINGS = {"GX_ANALYTICS_ENABLED": "false", "DO_NOT_TRACK": "1", "PYTHONUTF8": "1"}


class SuiteProcess:
    """A context manager: the process lives as long as the run does."""

    def __enter__(self) -> SuiteProcess:
        self._said = tempfile.TemporaryFile()  # what the library says is shown only where it fails
        self._process = subprocess.Popen(
            [sys.executable, "-m", "flows.suite_worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._said,
            env=os.environ | _SETTINGS,
        )
        return self

    def check(self, folder: Path) -> list[dict[str, Any]]:
        """The results of all suites over the tables in a folder (see `expectations.suites.SuiteResult`)."""
        answer, _ = self._process.communicate(os.fsencode(folder.resolve()) + b"\n")
        if self._process.returncode:
            self._said.seek(0)
            raise RuntimeError(self._said.read().decode("utf-8", "replace"))
        return cast(list[dict[str, Any]], json.loads(answer))

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.communicate()
        self._said.close()
