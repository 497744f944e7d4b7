"""Officials unmasked, on demand only, for whoever may call them: outside every snapshot, open to the owner alone.

`restricted/` has mode 0700 and its files 0600. Nothing in it is read by `query`, `report` or a later run without
`--with-personal-data`, and deleting the folder deletes all of it (the archive of originals keeps the files themselves).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from flows.json_rows import row_to_json
from flows.places import Places, write_whole
from normalizers.tables import Official


def keep_officials(places: Places, document_id: str, officials: Sequence[Official]) -> None:
    """Keeps the officials of one document as they are printed."""
    _make_folder(places.restricted)
    _make_folder(places.restricted / "entries")
    with write_whole(_entry(places, document_id), mode=0o600) as file:
        rows = [list(row_to_json(official).values()) for official in officials]
        file.write(json.dumps(rows, ensure_ascii=False).encode("utf-8", "replace"))


def has_officials(places: Places, document_id: str) -> bool:
    """True if the officials of a document are kept."""
    return _entry(places, document_id).is_file()


def publish_officials(places: Places, document_ids: Sequence[str]) -> Path:
    """Writes `restricted/officials.parquet` with the officials of these documents."""
    import pyarrow.parquet as pq

    from flows.table_writer import rows_to_arrow

    rows = []
    for document_id in document_ids:
        if has_officials(places, document_id):
            rows += json.loads(_entry(places, document_id).read_text(encoding="utf-8"))
    _make_folder(places.restricted)
    path = places.restricted / "officials.parquet"
    with write_whole(path, mode=0o600) as file:
        pq.write_table(rows_to_arrow("officials", rows), file, compression="zstd")
    return path


def _entry(places: Places, document_id: str) -> Path:
    return places.restricted / "entries" / f"{document_id}.json"


def _make_folder(folder: Path) -> None:
    folder.mkdir(mode=0o700, exist_ok=True)
    folder.chmod(0o700)
