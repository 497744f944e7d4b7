"""What a run was asked to do."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from flows.limits import DEFAULT_MIB, DEFAULT_SECONDS
from flows.places import Places


@dataclass(frozen=True, slots=True)
class IngestOptions:
    """The options of `koplan ingest`; `workers` None means one a core, `accept` the reason for passing a shut gate.

    `labels` is the user's own file, read anew by each run: a nightly one finds what was added during the day.
    """

    paths: tuple[Path, ...]
    output: Path
    workers: int | None = None
    force: bool = False
    seconds: float = DEFAULT_SECONDS
    mib: int = DEFAULT_MIB
    issuer: str | None = None
    labels: Path | None = None
    with_personal_data: bool = False
    accept: str | None = None
    keep: int = 30

    @property
    def places(self) -> Places:
        """Where everything lies."""
        return Places(self.output)

    @property
    def limits(self) -> tuple[float, int]:
        """Seconds and MiB a document."""
        return self.seconds, self.mib
