"""The registry of published tables: name → row class, in the order of the contract.

Nothing else lists the tables: the Arrow schemas, the expectation suites, the views of `koplan query` and the data
dictionary all walk this one.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal, get_args, get_origin

from expectations.finding import Decision, Finding
from expectations.pledges import Link, Pledge, PledgeVersion
from flows.run_row import Run
from normalizers.tables import (
    Amount,
    BudgetFact,
    BudgetTable,
    Column,
    Document,
    Issue,
    Milestone,
    Official,
    Plan,
    PlanField,
    Section,
    TableCell,
    columns_of,
)

TABLES: dict[str, type] = {
    "documents": Document,
    "plans": Plan,
    "plan_fields": PlanField,
    "table_cells": TableCell,
    "budget_tables": BudgetTable,
    "budget_facts": BudgetFact,
    "amounts": Amount,
    "milestones": Milestone,
    "sections": Section,
    "officials": Official,
    "findings": Finding,
    "issues": Issue,
    "pledges": Pledge,
    "pledge_versions": PledgeVersion,
    "links": Link,
    "decisions": Decision,
    "runs": Run,
}

_OF_A_RUN = {"decisions", "documents", "links", "pledge_versions", "pledges", "runs"}

DOCUMENT_TABLES = tuple(name for name in TABLES if name not in _OF_A_RUN)
"""Tables whose rows come from reading one document, and from nothing else."""

VIEWS = {
    "current_facts": "더해도 되는 예산 사실: 대표 문서이고 대체되지 않은 문서의 is_leaf 행(budget_facts와 같은 열)",
}

_TYPE_NAMES: dict[Any, str] = {
    bool: "bool",
    date: "date32",
    datetime: "timestamp[UTC]",
    Decimal: "decimal128",
    float: "float64",
    int: "int64",
    str: "string",
}


@dataclass(frozen=True, slots=True)
class DictionaryLine:
    """One column of the data dictionary, as words."""

    name: str
    type_name: str
    is_nullable: bool
    unit: str
    label: str
    description: str
    allowed: tuple[str, ...]


def type_name(column: Column) -> str:
    """The published type as a word: `int64`, `list<string>`, `list<struct<option, is_chosen>>`."""
    if not column.is_list:
        return _TYPE_NAMES[column.python_type]
    item = get_args(column.python_type)[0]
    inside = (
        "string"
        if get_origin(item) is Literal
        else _TYPE_NAMES.get(item) or f"struct<{', '.join(f.name for f in fields(item))}>"
    )
    return f"list<{inside}>"


def dictionary_of(table: str) -> list[DictionaryLine]:
    """The data dictionary of one table; KeyError if there is no such table."""
    return [
        DictionaryLine(
            c.name, type_name(c), c.is_nullable, c.info.unit or "", c.info.label, c.info.description, c.allowed
        )
        for c in columns_of(TABLES[table])
    ]
