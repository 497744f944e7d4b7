"""The gates before the pointer is switched: `expectations.gates` and the suites, over the staged tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import is_dataclass
from pathlib import Path
from typing import Any, get_args, overload

from expectations.gates import check_gates
from flows.dictionary import TABLES
from flows.language import language, say
from flows.options import IngestOptions
from flows.problems import NotPublishedError
from flows.publishing import Written
from flows.snapshots import last_complete, load_manifest
from normalizers.tables import columns_of

_BATCH = 8_192


class PublishedRows(Sequence[Any]):
    """The rows of one Parquet file as instances of their row class, read batch by batch each time they are walked."""

    def __init__(self, file: Path, row_class: type) -> None:
        import pyarrow.parquet as pq

        self._file = pq.ParquetFile(file)
        self._row_class = row_class
        self._structs = {
            column.name: get_args(column.python_type)[0]
            for column in columns_of(row_class)
            if column.is_list and is_dataclass(get_args(column.python_type)[0])
        }

    def __len__(self) -> int:
        return int(self._file.metadata.num_rows)

    def __iter__(self) -> Iterator[Any]:
        for batch in self._file.iter_batches(_BATCH):
            for row in batch.to_pylist():
                for name, item_class in self._structs.items():
                    row[name] = row[name] and tuple(item_class(**item) for item in row[name])
                yield self._row_class(**row)

    def values_of(self, names: Sequence[str], /) -> Iterator[tuple[Any, ...]]:
        """The values of a few columns, row by row: the others are not read."""
        for batch in self._file.iter_batches(_BATCH, columns=list(names)):
            columns = [self._column(name, batch.column(name).to_pylist()) for name in names]
            yield from zip(*columns, strict=True)

    def _column(self, name: str, values: list[Any]) -> list[Any]:
        item_class = self._structs.get(name)
        if item_class is None:
            return values
        return [value and tuple(item_class(**item) for item in value) for value in values]

    @overload
    def __getitem__(self, index: int) -> Any: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Any]: ...
    def __getitem__(self, index: int | slice) -> Any:
        if index == 0:
            return next(iter(self))
        return list(self)[index]


def pass_gates(options: IngestOptions, written: Written, checks: Sequence[dict[str, Any]]) -> list[str]:
    """The codes of shut gates that `--accept` opened. NotPublishedError names the gates that stay shut."""
    failed = check_gates(staged_tables(written.folder), _previous_counts(options), language=language())
    accepted = [failure.code for failure in failed if failure.can_be_accepted and options.accept]
    shut = [f"{failure.code}: {failure.message}" for failure in failed if failure.code not in accepted]
    shut += [_suite_words(check) for check in checks if not check["success"]]
    if shut:
        hint = say('통과시키려면 --accept "까닭"을 쓰세요.', 'pass it with --accept "REASON".')
        can_be = any(failure.can_be_accepted for failure in failed) and not options.accept
        raise NotPublishedError("\n".join([*shut, hint] if can_be else shut))
    return accepted


def staged_tables(folder: Path) -> dict[str, Sequence[Any]]:
    """The tables of a folder, none of them in memory."""
    return {name: PublishedRows(folder / f"{name}.parquet", row_class) for name, row_class in TABLES.items()}


def _previous_counts(options: IngestOptions) -> dict[str, int] | None:
    before = last_complete(options.places)
    if before is None:
        return None
    tables = load_manifest(before)["tables"]
    return {name: table["rows"] for name, table in tables.items()}


def _suite_words(check: dict[str, Any]) -> str:
    return "GATE_SUITE: " + say(
        f"{check['table']}.{check['column']}: {check['expectation']} 기대에 어긋난 행 {check['unexpected_count']}건"
        f" ({', '.join(map(str, check['examples']))})",
        f"{check['table']}.{check['column']}: {check['unexpected_count']} rows fail {check['expectation']}"
        f" ({', '.join(map(str, check['examples']))})",
    )
