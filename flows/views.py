"""The published tables of one snapshot as DuckDB views, closed to everything else on the machine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flows.dictionary import TABLES
from normalizers.tables import Located

CURRENT_FACTS = """
    create view current_facts as
    select f.* from budget_facts f join documents d using (document_id)
    where d.is_preferred and d.superseded_by is null and f.is_leaf
"""


@contextmanager
def connect(snapshot: Path) -> Iterator[Any]:
    """A database in memory with a view a table, and `current_facts`.

    Whatever is asked of it, it can read this snapshot and nothing else: no other file, no network, no extension.
    """
    import duckdb

    database = duckdb.connect(":memory:", config={"autoinstall_known_extensions": False})
    try:
        database.execute("set allowed_directories = [?]", [str(snapshot.resolve())])
        for name, row_class in TABLES.items():
            file = snapshot.resolve() / f"{name}.parquet"
            if file.is_file():
                database.execute(f"create view {name} as select {_columns(row_class)} from {_from(file)}")
        database.execute(CURRENT_FACTS)
        database.execute("set enable_external_access = false")
        database.execute("set lock_configuration = true")
        yield database
    finally:
        database.close()


def view_names(database: Any) -> set[str]:
    """The views there are."""
    rows = database.execute("select view_name from duckdb_views() where not internal").fetchall()
    return {row[0] for row in rows}


def _columns(row_class: type) -> str:
    """All columns; a locator's row and column also under the short names that people type."""
    return '*, row_index as "row", column_index as "column"' if issubclass(row_class, Located) else "*"


def _from(file: Path) -> str:
    quoted = str(file).replace("'", "''")
    return f"read_parquet('{quoted}')"
