"""The archive of originals: every byte that came in, under the SHA-256 of its bytes, exactly as it came."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import IO

from extractors.model import UnreadableDocumentError
from flows.discovery import InputFile
from flows.places import Places, write_whole

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Original:
    """One archived document and the file it came from; `retrieved_at` is the file's time of change."""

    document_id: str
    byte_count: int
    source_path: str
    retrieved_at: datetime


def archived_path(places: Places, document_id: str) -> Path:
    """Where the bytes of a document are kept."""
    return places.archive / document_id[:2] / document_id


class UnreachableFileError(Exception):
    """A file that was found can no longer be opened or read: gone, locked away, a loop of links, a bad disk."""


def load_original(places: Places, document_id: str) -> bytes:
    """The bytes of an archived document.

    UnreadableDocumentError if they are no longer what was archived; the spoilt copy is set aside, so that the next run
    archives the file anew.
    """
    kept = archived_path(places, document_id)
    data = kept.read_bytes()
    if sha256(data).hexdigest() != document_id:
        kept.replace(kept.with_name(f"{document_id}.spoilt"))
        raise UnreadableDocumentError("ARCHIVE_SPOILT", document_id[:12])
    return data


def archive_original(file: InputFile, places: Places) -> Original:
    """Keeps a copy of a file, once for all; UnreachableFileError if it cannot be read, OSError for the archive itself.

    The hash is of the bytes that were copied: a file that changes under our hands is archived as it was read.
    """
    with _reaching():
        source = file.path.open("rb")
    with source:
        with _reaching():
            changed = datetime.fromtimestamp(os.fstat(source.fileno()).st_mtime, tz=UTC)
        document_id, size = _digest(source)
        kept = archived_path(places, document_id)
        if not kept.is_file() or kept.stat().st_size != size:
            source.seek(0)
            with write_whole(places.archive / "arriving") as copy:
                document_id, size = _digest(source, copy)
            kept = archived_path(places, document_id)
            kept.parent.mkdir(parents=True, exist_ok=True)
            (places.archive / "arriving").replace(kept)
    return Original(document_id, size, file.source_path, changed.replace(microsecond=0))


@contextmanager
def _reaching() -> Iterator[None]:
    """What goes wrong here is the file's fault and not the archive's."""
    try:
        yield
    except OSError as error:
        raise UnreachableFileError(error.strerror) from error


def _digest(source: IO[bytes], copy: IO[bytes] | None = None) -> tuple[str, int]:
    digest, size = sha256(), 0
    while True:
        with _reaching():
            chunk = source.read(_CHUNK)
        if not chunk:
            return digest.hexdigest(), size
        digest.update(chunk)
        size += len(chunk)
        if copy is not None:
            copy.write(chunk)
