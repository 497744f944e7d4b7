"""Ids that a change of rules never changes: a hash of where a value stands, not of what was read there."""

from __future__ import annotations

from hashlib import blake2b
from typing import Any

from extractors.model import Locator


def make_id(kind: str, document_id: str, *place: object) -> str:
    """20 hex digits of kind, document and place (block, row, column, cell part or character offset)."""
    text = "\x1f".join([kind, document_id, *("" if p is None else str(p) for p in place)])
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=10).hexdigest()


def locator_columns(at: Locator) -> dict[str, Any]:
    """The locator as keyword arguments of a `Located` row."""
    x0, y0, x1, y1 = at.box if at.box is not None else (None, None, None, None)
    return {
        "page": at.page, "block": at.block, "row_index": at.row_index, "column_index": at.column_index,
        "line": at.line, "x0": x0, "y0": y0, "x1": x1, "y1": y1,
    }  # fmt: skip
