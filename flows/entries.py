"""The ledger of documents that were read: one file a document, from which tables can be written again without reading.

An entry is gzipped JSON lines: first the header, which is all that is needed to decide on reuse, twins and counts, then
a line a table with its rows as arrays in the published order of columns. Entries are written whole or not at all; one
that cannot be read counts as none.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any

from flows.json_rows import row_to_json
from flows.own_labels import OwnLabels
from flows.places import Places, write_whole
from flows.versions import library_versions, rules_version

_UNREADABLE = (OSError, EOFError, ValueError, KeyError, TypeError)
_COMPRESSION = 3


@dataclass(frozen=True, slots=True)
class EntryHeader:
    """What is known of a document without its rows; `limits` (seconds, MiB) matter only where they stopped it.

    `counts` is rows a table; `severities` findings a severity; `contents` are hashes of what it says (see `twins`).
    """

    key: str
    document: dict[str, Any]
    limits: tuple[float, int]
    counts: dict[str, int] = field(default_factory=dict)
    severities: dict[str, int] = field(default_factory=dict)
    masked_count: int = 0
    plan_titles: tuple[str, ...] = ()
    amounts: tuple[int, ...] = ()
    contents: tuple[str, ...] = ()
    error_detail: str = ""
    traceback: str = ""

    @property
    def document_id(self) -> str:
        """The SHA-256 of the document."""
        return str(self.document["document_id"])

    @property
    def error_code(self) -> str | None:
        """Why the document is quarantined, None if it was read."""
        code: str | None = self.document["error_code"]
        return code


def reading_key(issuer: str | None, labels: OwnLabels = ()) -> str:
    """Changes when the same bytes could give other rows: rules, libraries, the issuer and labels given."""
    parts = json.dumps([rules_version(), library_versions(), issuer, labels], sort_keys=True)
    return blake2b(parts.encode(), digest_size=8).hexdigest()


def entry_path(places: Places, document_id: str) -> Path:
    """Where the entry of a document is."""
    return places.cache / document_id[:2] / f"{document_id}.jsonl.gz"


def write_entry(places: Places, header: EntryHeader, tables: dict[str, Any]) -> None:
    """Writes the entry of one document; `tables` are rows by table name."""
    with (
        write_whole(entry_path(places, header.document_id)) as file,
        gzip.GzipFile(fileobj=file, mode="wb", compresslevel=_COMPRESSION, mtime=0) as packed,
    ):
        packed.write(_line(asdict(header)))
        for name, rows in tables.items():
            if rows:
                packed.write(_line({"table": name, "rows": [list(row_to_json(row).values()) for row in rows]}))


def _line(value: object) -> bytes:
    # a lone surrogate, which some HWP files hold, has no place in UTF-8 and none in Parquet
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace") + b"\n"


def load_header(places: Places, document_id: str) -> EntryHeader | None:
    """The header of a document's entry, None if there is none that can be read."""
    try:
        with gzip.open(entry_path(places, document_id), "rb") as file:
            loaded = json.loads(file.readline())
        loaded["limits"] = tuple(loaded["limits"])
        return EntryHeader(**loaded)
    except _UNREADABLE:
        return None


def is_reusable(header: EntryHeader, key: str, limits: tuple[float, int]) -> bool:
    """True if reading the same bytes again would say the same.

    A document that a limit stopped is tried again only with a higher limit; one whose process died or whose archived
    copy was spoilt always is.
    """
    if header.key != key or header.error_code in ("ARCHIVE_SPOILT", "CRASHED"):
        return False
    if header.error_code == "TIME_LIMIT":
        return limits[0] <= header.limits[0]
    if header.error_code == "MEMORY_LIMIT":
        return limits[1] <= header.limits[1]
    return True


def load_tables(places: Places, document_id: str) -> Iterator[tuple[str, list[list[Any]]]]:
    """(table, rows as arrays) of one document, in the order they were written."""
    with gzip.open(entry_path(places, document_id), "rb") as file:
        file.readline()
        for line in file:
            loaded = json.loads(line)
            yield loaded["table"], loaded["rows"]
