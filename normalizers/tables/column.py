"""The one declaration of a published column.

Every table of the contract is a frozen dataclass whose fields are made with `column(...)`. Name and type come from
the field, allowed values from its `Literal`, and the Korean label, the description and the unit from here. The Arrow
schema, the Great Expectations suites, the data dictionary (`koplan schema`) and the README's tables are all derived
from it; none of them states a column again.
"""

from __future__ import annotations

import types
from dataclasses import MISSING, dataclass, field, fields
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints


@dataclass(frozen=True, slots=True)
class ColumnInfo:
    """What a column is: `label` and `description` in Korean, `unit` (원, %, pt) or None, `is_key` for the row's id."""

    label: str
    description: str
    unit: str | None = None
    is_key: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A declared column: its Python type without None, whether null may stand in it, and the values allowed."""

    name: str
    python_type: Any
    is_nullable: bool
    allowed: tuple[str, ...]
    info: ColumnInfo

    @property
    def is_list(self) -> bool:
        """True for list columns (published as Arrow lists)."""
        return get_origin(self.python_type) is tuple


def column(label: str, description: str, *, unit: str | None = None, key: bool = False, default: Any = MISSING) -> Any:
    """A published column; without a default the row must give it."""
    metadata = {"column": ColumnInfo(label, description, unit, key)}
    return field(metadata=metadata) if default is MISSING else field(metadata=metadata, default=default)


def without_none(hint: Any) -> tuple[Any, bool]:
    """A type hint without its None, and whether it had one."""
    if get_origin(hint) in (Union, types.UnionType):
        rest = [a for a in get_args(hint) if a is not type(None)]
        return (rest[0] if len(rest) == 1 else Union[tuple(rest)]), len(rest) < len(get_args(hint))  # noqa: UP007
    return hint, False


@cache
def columns_of(row_class: type) -> tuple[Column, ...]:
    """The columns of a table in published order: its own, then the locator's."""
    hints = get_type_hints(row_class)
    declared = [f for f in fields(row_class) if "column" in f.metadata]
    locator = {f.name for f in fields(Located)}
    ordered = [f for f in declared if f.name not in locator] + [f for f in declared if f.name in locator]
    made = []
    for item in ordered:
        kind, is_nullable = without_none(hints[item.name])
        allowed = tuple(str(a) for a in get_args(kind)) if get_origin(kind) is Literal else ()
        made.append(Column(item.name, str if allowed else kind, is_nullable, allowed, item.metadata["column"]))
    return tuple(made)


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """The locator columns (위치): a person can open the document and find the value with these."""

    page: int | None = column("쪽", "값이 인쇄된 쪽(1부터). 쪽을 저장하지 않는 형식은 비어 있음", default=None)
    block: int | None = column("블록", "문서 안에서 문단·표의 순서(0부터)", default=None)
    row_index: int | None = column("행", "표 안의 행 번호(0부터). 표 밖은 비어 있음", default=None)
    column_index: int | None = column("열", "표 안의 열 번호(0부터). 표 밖은 비어 있음", default=None)
    line: int | None = column("줄", "값의 첫 글자가 있는 원본 줄(1부터). 텍스트·HTML만", default=None)
    x0: float | None = column("왼쪽", "쪽 왼쪽 위를 원점으로 한 좌표. PDF만", unit="pt", default=None)
    y0: float | None = column("위", "쪽 왼쪽 위를 원점으로 한 좌표. PDF만", unit="pt", default=None)
    x1: float | None = column("오른쪽", "쪽 왼쪽 위를 원점으로 한 좌표. PDF만", unit="pt", default=None)
    y1: float | None = column("아래", "쪽 왼쪽 위를 원점으로 한 좌표. PDF만", unit="pt", default=None)
