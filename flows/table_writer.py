"""Rows into Parquet files, a table a file, in batches: a large archive never stands in memory."""

from __future__ import annotations

import os
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from flows.arrow_schema import arrow_schema, encodings_of
from flows.dictionary import TABLES
from flows.json_rows import json_to_value
from normalizers.tables import columns_of

_BATCH = 50_000


class TableWriter:
    """Writes all tables into one folder. Rows come as arrays of JSON values in the published order of columns."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        self.folder = folder
        self.counts = dict.fromkeys(TABLES, 0)
        self._waiting: dict[str, list[Sequence[Any]]] = {name: [] for name in TABLES}
        self._files = {name: self._open(name) for name in TABLES}

    def __enter__(self) -> TableWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for name, file in self._files.items():
            if kind is None:
                self._flush(name)
            file.close()
            _sync(self.folder / f"{name}.parquet")

    def add(self, table: str, rows: Sequence[Sequence[Any]]) -> None:
        """Rows of one table, after those that came before."""
        self.counts[table] += len(rows)
        self._waiting[table].extend(rows)
        if len(self._waiting[table]) >= _BATCH:
            self._flush(table)

    def _open(self, table: str) -> pq.ParquetWriter:
        schema = arrow_schema(table)
        return pq.ParquetWriter(self.folder / f"{table}.parquet", schema, version="2.6", **encodings_of(table))

    def _flush(self, table: str) -> None:
        rows = self._waiting[table]
        if rows:
            self._files[table].write_table(rows_to_arrow(table, rows))
            rows.clear()


def rows_to_arrow(table: str, rows: Sequence[Sequence[Any]]) -> pa.Table:
    """Rows of JSON values as an Arrow table of the published schema; a value of another type is a bug."""
    schema = arrow_schema(table)
    columns = []
    for index, column in enumerate(columns_of(TABLES[table])):
        kind = column.python_type
        values = [json_to_value(row[index], kind) for row in rows]
        columns.append(pa.array(values, type=schema.field(index).type))
    return pa.Table.from_arrays(columns, schema=schema)


def file_digest(path: Path) -> str:
    """SHA-256 of a published file."""
    digest = sha256()
    with path.open("rb") as file:
        while chunk := file.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
