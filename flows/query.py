"""`koplan query`: SQL over what is published, printed as a table, CSV, JSON or Parquet."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path
from typing import Any

from flows.exit_codes import OK, USAGE
from flows.json_rows import value_to_json
from flows.language import say
from flows.places import Places
from flows.snapshots import find_snapshot
from flows.terminal import complain, tell
from flows.text_table import format_table

_NUMBER_TYPES = ("BIGINT", "HUGEINT", "INTEGER", "DOUBLE", "FLOAT", "DECIMAL", "SMALLINT", "TINYINT", "UBIGINT")


def print_query(output: Path, sql: str, style: str, run_id: str | None = None) -> int:
    """Prints the answer to one query over the current run, or over the one named; the exit status."""
    import duckdb

    from flows.views import connect

    with connect(find_snapshot(Places(output), run_id)) as database:
        try:
            answer = database.execute(sql)
            if style == "parquet":
                return _write_parquet(answer)
            columns = [(str(c[0]), str(c[1])) for c in answer.description or []]
            rows = answer.fetchall() if columns else []
        except duckdb.Error as error:
            complain(f"{say('SQL 오류', 'SQL error')}: {error}")
            return USAGE
    _FORMATS[style](columns, rows)
    return OK


def _print_table(columns: list[tuple[str, str]], rows: list[tuple[Any, ...]]) -> None:
    numbers = frozenset(i for i, (_, kind) in enumerate(columns) if kind.upper().startswith(_NUMBER_TYPES))
    body = [[_cell(value) for value in row] for row in rows]
    tell("\n".join(format_table([name for name, _ in columns], body, numbers=numbers, cell_width=60)))
    tell(say(f"({len(rows)}행)", f"({len(rows)} rows)"))


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:,}" if isinstance(value, int) and abs(value) > 9999 else str(value)


def _print_csv(columns: list[tuple[str, str]], rows: list[tuple[Any, ...]]) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([name for name, _ in columns])
    for row in rows:
        writer.writerow([_csv_cell(value) for value in row])
    sys.stdout.buffer.write(text.getvalue().encode("utf-8", "replace"))


def _csv_cell(value: Any) -> Any:
    if isinstance(value, bool):
        return str(value).lower()
    return json.dumps(_plain(value), ensure_ascii=False) if isinstance(value, list | dict) else value


def _print_json(columns: list[tuple[str, str]], rows: list[tuple[Any, ...]]) -> None:
    made = [{name: _plain(value) for (name, _), value in zip(columns, row, strict=True)} for row in rows]
    sys.stdout.buffer.write(json.dumps(made, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n")


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value_to_json(value)


def _write_parquet(answer: Any) -> int:
    """The answer as a Parquet file on standard output: `koplan query … --format parquet > facts.parquet`."""
    if sys.stdout.isatty():
        complain(say("parquet은 파일로 보내 주세요: … > 파일.parquet", "send parquet to a file: … > file.parquet"))
        return USAGE
    import pyarrow as pa
    import pyarrow.parquet as pq

    sink = pa.BufferOutputStream()
    pq.write_table(answer.to_arrow_table(), sink, compression="zstd")
    sys.stdout.buffer.write(sink.getvalue())
    return OK


_FORMATS = {"table": _print_table, "csv": _print_csv, "json": _print_json}
