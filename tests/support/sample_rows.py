"""Reads sample documents through all stages, for the tests of this folder."""

from __future__ import annotations

import dataclasses
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from expectations import validate
from extractors import find_plans, read_document
from normalizers import normalize

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
NAMES = ("annual-plan-2027", "pledge-card-2018", "pledge-card-2022", "pledge-card-2026", "web-notice-2026")
ENDINGS = (".hwp", ".hwpx", ".pdf", "-chromium.pdf", ".html", ".txt")
TABLES = ("plans", "plan_fields", "table_cells", "budget_tables", "budget_facts", "amounts", "milestones", "sections",
          "officials")  # fmt: skip

PLACES = {
    "page", "block", "row_index", "column_index", "line", "x0", "y0", "x1", "y1",
    "document_id", "confidence", "unit_source", "continued_pages", "operands",
}  # fmt: skip
"""What contract rule 6 lets differ between formats; columns that end in `_id` as well."""


def comparable(row: Any) -> dict[str, Any]:
    """A row without ids, locators and what else may differ, white space folded."""
    given = {f.name: getattr(row, f.name) for f in dataclasses.fields(row)}
    return {k: fold(v) for k, v in given.items() if k not in PLACES and not k.endswith("_id")}


def fold(value: Any) -> Any:
    """White space is layout: a PDF breaks a line where HWP does not."""
    if isinstance(value, str):
        return "".join(value.split())
    if isinstance(value, tuple):
        return tuple(fold(dataclasses.astuple(v) if dataclasses.is_dataclass(v) else v) for v in value)
    return value


@cache
def read_sample(name: str) -> dict[str, list[Any]]:
    """Rows by table of one sample file, findings included."""
    data = (SAMPLES / name).read_bytes()
    source = read_document(data)
    normalized = normalize(source, find_plans(source), document_id=sha256(data).hexdigest())
    report = validate(normalized)
    rows = {table: list(getattr(normalized, table)) for table in TABLES}
    issues = [*normalized.issues, *report.issues]
    return rows | {"findings": list(report.findings), "documents": [normalized.document], "issues": issues}
