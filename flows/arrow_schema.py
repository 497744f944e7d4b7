"""The published columns as Arrow schemas, with label, description and unit in the metadata of each field."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pyarrow as pa

from flows.dictionary import TABLES
from normalizers.tables import Column, columns_of
from normalizers.tables.column import without_none

_DECIMAL = pa.decimal128(38, 9)
_TYPES: dict[Any, pa.DataType] = {
    bool: pa.bool_(),
    date: pa.date32(),
    datetime: pa.timestamp("us", tz="UTC"),
    Decimal: _DECIMAL,
    float: pa.float64(),
    int: pa.int64(),
    str: pa.string(),
}


@cache
def arrow_schema(table: str) -> pa.Schema:
    """The schema of one table, in the published order of columns."""
    row_class = TABLES[table]
    about = {"description": (row_class.__doc__ or "").strip()}
    return pa.schema([_field(column) for column in columns_of(row_class)], metadata=about)


def _field(column: Column) -> pa.Field:
    about = {"label": column.info.label, "description": column.info.description}
    if column.info.unit:
        about["unit"] = column.info.unit
    if column.allowed:
        about["allowed"] = ",".join(column.allowed)
    return pa.field(column.name, _arrow_type(column.python_type), nullable=column.is_nullable, metadata=about)


def _arrow_type(python_type: Any) -> pa.DataType:
    if python_type in _TYPES:
        return _TYPES[python_type]
    if get_origin(python_type) is Literal:
        return pa.string()
    if inside := get_args(python_type):  # tuple[item, ...]
        return pa.list_(_arrow_type(inside[0]))
    hints = get_type_hints(python_type)
    return pa.struct([pa.field(f.name, _arrow_type(without_none(hints[f.name])[0])) for f in fields(python_type)])


def encodings_of(table: str) -> dict[str, Any]:
    """How Parquet packs the columns: amounts as differences, ids by what they share, words by dictionary."""
    packed: dict[str, str] = {}
    words = []
    for column in columns_of(TABLES[table]):
        if column.python_type is int:
            packed[column.name] = "DELTA_BINARY_PACKED"
        elif column.python_type is str and column.info.is_key:
            packed[column.name] = "DELTA_BYTE_ARRAY"
        elif column.python_type is str:
            words.append(column.name)
    return {"compression": "zstd", "use_dictionary": words, "column_encoding": packed}
