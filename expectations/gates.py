"""Gates before publishing: a run that lost rows, or whose rows contradict each other, must not replace the last one.

Every gate is a plain function over the rows about to be published. A gate that is shut says which table and how many
rows; some a person may open with a reason (a folder really was emptied), most nobody may (an id that stands twice).

Tables may be larger than memory: rows that are read from a file give single columns when asked (`values_of`), each gate
walks what it needs once, and what stays in memory is one number a row of the table under the hand, not its rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Protocol, runtime_checkable

from extractors.problem_sentences import Language, problem_sentence
from normalizers.tables import columns_of

_INT64 = 2**63
_SHOWN = 3

REFERENCES: tuple[tuple[str, str, str, str], ...] = (
    ("amounts", "document_id", "documents", "document_id"),
    ("amounts", "plan_id", "plans", "plan_id"),
    ("amounts", "section_id", "sections", "section_id"),
    ("amounts", "whole_amount_id", "amounts", "amount_id"),
    ("amounts", "whole_fact_id", "budget_facts", "fact_id"),
    ("budget_facts", "document_id", "documents", "document_id"),
    ("budget_facts", "plan_id", "plans", "plan_id"),
    ("budget_facts", "table_id", "budget_tables", "table_id"),
    ("budget_tables", "document_id", "documents", "document_id"),
    ("budget_tables", "plan_id", "plans", "plan_id"),
    ("documents", "superseded_by", "documents", "document_id"),
    ("findings", "document_id", "documents", "document_id"),
    ("findings", "plan_id", "plans", "plan_id"),
    ("findings", "table_id", "budget_tables", "table_id"),
    ("issues", "document_id", "documents", "document_id"),
    ("milestones", "document_id", "documents", "document_id"),
    ("milestones", "plan_id", "plans", "plan_id"),
    ("officials", "document_id", "documents", "document_id"),
    ("officials", "plan_id", "plans", "plan_id"),
    ("plan_fields", "document_id", "documents", "document_id"),
    ("plan_fields", "plan_id", "plans", "plan_id"),
    ("plans", "document_id", "documents", "document_id"),
    ("plans", "parent_plan_id", "plans", "plan_id"),
    ("pledge_versions", "document_id", "documents", "document_id"),
    ("pledge_versions", "plan_id", "plans", "plan_id"),
    ("pledge_versions", "pledge_id", "pledges", "pledge_id"),
    ("plans", "pledge_id", "pledges", "pledge_id"),
    ("sections", "document_id", "documents", "document_id"),
    ("sections", "plan_id", "plans", "plan_id"),
    ("table_cells", "document_id", "documents", "document_id"),
    ("table_cells", "plan_id", "plans", "plan_id"),
)
"""(table, column, table it points to, its key): every value that is not null must stand there."""


@dataclass(frozen=True, slots=True)
class GateFailure:
    """A gate that is shut (관문): code, table, how many rows, and whether a person may open it with a reason."""

    code: str
    table: str
    row_count: int
    message: str
    can_be_accepted: bool


def check_gates(
    tables: Mapping[str, Sequence[Any]],
    previous_counts: Mapping[str, int] | None = None,
    *,
    allowed_drop_percent: int = 10,
    language: Language = "ko",
) -> tuple[GateFailure, ...]:
    """The gates that are shut for these rows (empty: publish).

    `tables` maps the contract's table names to rows (instances of the row classes); `previous_counts` the row counts
    of the last published run, None on the first. A table that `tables` lacks is not looked at, except that a table
    counted before counts as empty now.
    """
    failures = [
        *_check_documents(tables),
        *_check_keys(tables),
        *_check_references(tables),
        *_check_amounts(tables),
        *_check_verdicts(tables),
        *_check_counts(tables, previous_counts or {}, allowed_drop_percent),
    ]
    return tuple(
        GateFailure(code, table, count, problem_sentence(code, f"{table}: {detail}", language), code in _ACCEPTABLE)
        for code, table, count, detail in failures
    )


_ACCEPTABLE = frozenset({"GATE_DOCUMENTS_LOST", "GATE_ROWS_DROPPED"})
_Failure = tuple[str, str, int, str]


def _shown(values: Sequence[object]) -> str:
    listed = ", ".join(str(value) for value in values[:_SHOWN])
    return f"{len(values)} ({listed}{' …' if len(values) > _SHOWN else ''})"


def _check_documents(tables: Mapping[str, Sequence[Any]]) -> Iterator[_Failure]:
    documents = tables.get("documents", ())
    if all(status == "failure" for (status,) in _values(documents, "status")):
        yield "GATE_NOTHING_READ", "documents", len(documents), str(len(documents))


@runtime_checkable
class Columns(Protocol):
    """Rows that can be read a few columns at a time."""

    def values_of(self, names: Sequence[str], /) -> Iterator[tuple[Any, ...]]:
        """The values of these columns, row by row."""
        ...


def _values(rows: Sequence[Any], *names: str) -> Iterator[tuple[Any, ...]]:
    if isinstance(rows, Columns):
        return rows.values_of(names)
    if len(names) == 1:
        return ((getattr(row, names[0]),) for row in rows)
    return map(attrgetter(*names), rows)


def _check_keys(tables: Mapping[str, Sequence[Any]]) -> Iterator[_Failure]:
    for table, rows in tables.items():
        if not len(rows):
            continue
        row_class: Any = type(rows[0])
        for key in [column.name for column in columns_of(row_class) if column.info.is_key]:
            twice = _standing_twice(rows, key)
            if twice:
                yield "GATE_DUPLICATE_IDS", table, len(twice), _shown(twice)


def _standing_twice(rows: Sequence[Any], key: str) -> list[Any]:
    """Values of a key that stand more than once, or are null. Only hashes are kept; suspects are looked at again."""
    seen: set[int] = set()
    suspects: set[int] = set()
    for (value,) in _values(rows, key):
        hashed = hash(value)
        (suspects if hashed in seen or value is None else seen).add(hashed)
    if not suspects:
        return []
    counted = Counter(value for (value,) in _values(rows, key) if hash(value) in suspects)
    return [value for value, count in counted.items() if count > 1 or value is None]


def _check_references(tables: Mapping[str, Sequence[Any]]) -> Iterator[_Failure]:
    for table, column, target, key in REFERENCES:
        rows = tables.get(table, ())
        if not len(rows) or target not in tables:
            continue
        asked = Counter(value for (value,) in _values(rows, column) if value is not None)
        if not asked:
            continue
        for (value,) in _values(tables[target], key):
            asked.pop(value, None)
        if asked:
            lost = list(asked.elements())
            yield "GATE_BROKEN_REFERENCE", table, len(lost), f"{column} {_shown(lost)}"


def _check_amounts(tables: Mapping[str, Sequence[Any]]) -> Iterator[_Failure]:
    unitless, both = [], []
    odd: dict[str, list[str]] = {"budget_facts": [], "amounts": []}
    names = ("fact_id", "amount_won", "reading", "unit_won", "is_leaf", "is_printed_total")
    for fact_id, won, reading, unit, is_leaf, is_total in _values(tables.get("budget_facts", ()), *names):
        if won is not None and not unit:
            unitless.append(fact_id)
        if is_leaf and is_total:
            both.append(fact_id)
        if _is_impossible(won, reading):
            odd["budget_facts"].append(fact_id)
    for amount_id, won, reading in _values(tables.get("amounts", ()), "amount_id", "amount_won", "reading"):
        if _is_impossible(won, reading):
            odd["amounts"].append(amount_id)
    if unitless:
        yield "GATE_FACT_WITHOUT_UNIT", "budget_facts", len(unitless), _shown(unitless)
    for table, ids in odd.items():
        if ids:
            yield "GATE_IMPOSSIBLE_AMOUNT", table, len(ids), _shown(ids)
    if both:
        yield "GATE_TOTAL_AMONG_PARTS", "budget_facts", len(both), _shown(both)


def _is_impossible(won: int | None, reading: str) -> bool:
    return won is not None and (reading != "number" or not -_INT64 <= won < _INT64)


def _check_verdicts(tables: Mapping[str, Sequence[Any]]) -> Iterator[_Failure]:
    blamed = [
        finding_id
        for finding_id, verdict, operands in _values(tables.get("findings", ()), "finding_id", "verdict", "operands")
        if verdict == "office" and not (operands and all(operand.agrees for operand in operands))
    ]
    if blamed:
        yield "GATE_BLAME_WITHOUT_PROOF", "findings", len(blamed), _shown(blamed)


def _check_counts(
    tables: Mapping[str, Sequence[Any]], previous: Mapping[str, int], allowed_percent: int
) -> Iterator[_Failure]:
    for table, before in sorted(previous.items()):
        now = len(tables.get(table, ()))
        if table == "documents":
            if now < before:
                yield "GATE_DOCUMENTS_LOST", table, before - now, f"{before} → {now}"
        elif table in _COUNTED and (before - now) * 100 > allowed_percent * before:
            yield "GATE_ROWS_DROPPED", table, before - now, f"{before} → {now}"


_COUNTED = frozenset(
    {"amounts", "budget_facts", "budget_tables", "milestones", "plan_fields", "plans", "sections", "table_cells"}
)  # findings and issues may well become fewer
