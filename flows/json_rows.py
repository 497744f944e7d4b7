"""Rows as JSON and back, without loss: decimals and dates travel as text, and the declared type says what they were."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal, get_args, get_origin

from normalizers.tables import columns_of


def value_to_json(value: Any) -> Any:
    """One value of a row as JSON: ISO dates, decimals as exact text, structs as objects."""
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [value_to_json(item) for item in value]
    if is_dataclass(value):
        return {f.name: value_to_json(getattr(value, f.name)) for f in fields(value)}
    raise TypeError(f"no published type: {type(value).__name__}")


def row_to_json(row: Any) -> dict[str, Any]:
    """A row as a JSON object in the published order of columns."""
    return {c.name: value_to_json(getattr(row, c.name)) for c in columns_of(row.__class__)}


def json_to_value(value: Any, python_type: Any) -> Any:
    """The Python value that Arrow expects for a column of this type (structs stay objects)."""
    if value is None or python_type in (str, int, float, bool) or get_origin(python_type) is Literal:
        return value
    if python_type is Decimal:
        return Decimal(value)
    if python_type is datetime:
        return datetime.fromisoformat(value)
    if python_type is date:
        return date.fromisoformat(value)
    inner = get_args(python_type)
    return [json_to_value(item, inner[0]) for item in value] if inner else value


def json_to_row(row: Mapping[str, Any], row_class: type) -> Any:
    """The row that `row_to_json` was given."""
    made = {}
    for column in columns_of(row_class):
        value = json_to_value(row[column.name], column.python_type)
        if value is not None and column.is_list:
            item_class: Any = get_args(column.python_type)[0]
            is_struct = is_dataclass(item_class)
            value = tuple(item_class(**item) if is_struct else item for item in value)
        made[column.name] = value
    return row_class(**made)
