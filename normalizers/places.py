"""Ids of rows that share one place: lines of one cell, people in one value."""

from __future__ import annotations

from collections.abc import Container

from normalizers.identity import make_id


def make_new_id(kind: str, document_id: str, taken: Container[str], *place: object) -> str:
    """The id of a place; where a row has it already, that of the next order at the place."""
    made, order = make_id(kind, document_id, *place), 1
    while made in taken:
        order += 1
        made = make_id(kind, document_id, *place, order)
    return made
