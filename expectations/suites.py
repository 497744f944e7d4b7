"""Great Expectations suites for the published tables, generated from the one declaration of columns.

Our own gates and checks never need Great Expectations; its suites are a second, independent look at the files just
before they are published, in a vocabulary that data offices know. What a suite says of a column (there, in place, of
this type, never null, one of these words, unique, in this range) is derived from the column's declaration; nothing is
stated twice. Importing the library costs seven CPU seconds, so this module imports it when a suite is run.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from normalizers.tables import Column, columns_of

# the library's names of types; it has none for dates, times and decimals: there the Parquet schema alone stands guard
_TYPE_NAMES: dict[Any, str] = {bool: "bool", float: "float", int: "int", str: "str"}

# unit of a column -> the least and the most that can be meant; None is no bound
_RANGES: dict[str, tuple[int | None, int | None]] = {
    "pt": (None, None),
    "건": (0, None),
    "년": (1945, 2150),
    "바이트": (0, None),
    "쪽": (1, None),
}
# parts of the locator, which carry no unit, and places in a cell or list: 0-based or 1-based by the contract
_LEAST: dict[str, int] = {
    "block": 0, "cell_part": 0, "column_count": 1, "column_index": 0, "column_span": 1, "confirmations": 0,
    "document_version": 1, "field_number": 0, "line": 1, "page": 1, "plan_number": 1, "row_count": 1, "row_index": 0,
    "row_span": 1, "term_of_office": 1, "unit_won": 1,
}  # fmt: skip
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Expected:
    """One expectation in the library's words: its class name and arguments."""

    kind: str
    arguments: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class SuiteResult:
    """What one expectation found; `examples` are keys of failing rows, or values where a table has no key."""

    table: str
    expectation: str
    column: str
    success: bool
    unexpected_count: int
    examples: tuple[str, ...]


def expectations_of(row_class: type) -> list[Expected]:
    """What the declaration of a table lets one expect of its rows."""
    columns = columns_of(row_class)
    made = [Expected("ExpectTableColumnsToMatchOrderedList", {"column_list": [c.name for c in columns]})]
    for column in columns:
        made += _expected_of_column(column)
    return made


def _expected_of_column(column: Column) -> Iterator[Expected]:
    about = {"column": column.name}
    if column.python_type in _TYPE_NAMES:
        yield Expected("ExpectColumnValuesToBeOfType", about | {"type_": _TYPE_NAMES[column.python_type]})
    if not column.is_nullable:
        yield Expected("ExpectColumnValuesToNotBeNull", about)
    if column.allowed:
        yield Expected("ExpectColumnValuesToBeInSet", about | {"value_set": list(column.allowed)})
    if column.info.is_key:
        yield Expected("ExpectColumnValuesToBeUnique", about)
    low, high = _RANGES.get(column.info.unit or "", (None, None))
    low = _LEAST.get(column.name, low)
    if (low, high) != (None, None):
        yield Expected("ExpectColumnValuesToBeBetween", about | {"min_value": low, "max_value": high})


def check_parquet(folder: Path, row_classes: Mapping[str, type]) -> list[SuiteResult]:
    """Runs the suite of every table over its Parquet file in a folder; all results, good ones too."""
    os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")
    import great_expectations as gx
    import pandas as pd
    import pyarrow.parquet as pq

    context = gx.get_context(mode="ephemeral")
    variables: Any = context.variables  # typed as the library keeps it, set as it documents it
    variables.progress_bars = {"globally": False}
    source = context.data_sources.add_pandas("published")
    results: list[SuiteResult] = []
    for table, row_class in row_classes.items():
        frame = pq.read_table(folder / f"{table}.parquet").to_pandas(types_mapper=pd.ArrowDtype)
        batch = source.add_dataframe_asset(table).add_batch_definition_whole_dataframe("all")
        validated = batch.get_batch({"dataframe": frame}).validate(
            _suite(gx, table, row_class), result_format=_result_format(row_class)
        )
        results += [_result(table, item.to_json_dict()) for item in validated.results]
    return results


def _suite(gx: Any, table: str, row_class: type) -> Any:
    made = [getattr(gx.expectations, expected.kind)(**expected.arguments) for expected in expectations_of(row_class)]
    return gx.ExpectationSuite(name=table, expectations=made)


def _result_format(row_class: type) -> dict[str, Any]:
    keys = [column.name for column in columns_of(row_class) if column.info.is_key]
    return {
        "result_format": "COMPLETE",
        "unexpected_index_column_names": keys,
        "return_unexpected_index_query": False,
        "include_unexpected_rows": False,
    }


def _result(table: str, item: dict[str, Any]) -> SuiteResult:
    config, result = item["expectation_config"], item["result"]
    places = result.get("unexpected_index_list") or result.get("partial_unexpected_list") or []
    examples = [", ".join(str(v) for v in p.values()) if isinstance(p, dict) else str(p) for p in places[:_SHOWN]]
    raised = (item.get("exception_info") or {}).get("exception_message")
    return SuiteResult(
        table=table,
        expectation=str(config["type"]),
        column=str(config["kwargs"].get("column", "*")),
        success=bool(item["success"]),
        unexpected_count=int(result.get("unexpected_count") or 0),
        examples=tuple(examples) or ((str(raised),) if raised else ()),
    )
