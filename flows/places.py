"""Where everything lies in the output folder, and how files get there: whole, or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO


@dataclass(frozen=True, slots=True)
class Places:
    """The folders and files below `output`."""

    output: Path

    @property
    def archive(self) -> Path:
        """Originals by SHA-256: `ab/<sha256>`."""
        return self.output / "archive"

    @property
    def cache(self) -> Path:
        """The ledger: one entry a document that was read."""
        return self.output / "cache"

    @property
    def snapshots(self) -> Path:
        """One folder a published run."""
        return self.output / "snapshots"

    @property
    def current(self) -> Path:
        """The pointer to the snapshot that holds now."""
        return self.output / "current"

    @property
    def decisions(self) -> Path:
        """The auditors' decisions, one JSON object a line, only ever added to."""
        return self.output / "decisions.jsonl"

    @property
    def report(self) -> Path:
        """The auditors' page."""
        return self.output / "report" / "index.html"

    @property
    def restricted(self) -> Path:
        """Personal data, on demand only, mode 0700."""
        return self.output / "restricted"

    @property
    def lock(self) -> Path:
        """Held by the run that is under way."""
        return self.output / ".lock"


@contextmanager
def write_whole(path: Path, mode: int = 0o644) -> Iterator[IO[bytes]]:
    """A file that appears under its name only when all of it is on the disk; an exception leaves what was there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, mode)
        os.replace(name, path)
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(name)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Makes the names in a folder last through a power cut. Windows has no such call and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
