"""The whole way of one document, from bytes to rows: extract, find plans, normalise, check.

The same function serves `koplan inspect` and the workers of `koplan ingest`, so what a person sees of one file is what
the tables will hold.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from extractors.model import Limits
from flows.dictionary import DOCUMENT_TABLES
from flows.own_labels import OwnLabels
from normalizers.tables import Document, Official

if TYPE_CHECKING:
    from extractors.plans.vocabulary import Vocabulary

_DEFAULT_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class ReadRows:
    """The rows of one document: its own, and those of each table of `DOCUMENT_TABLES`, in reading order.

    `unmasked_officials` is filled only where it was asked for, and goes nowhere but into `restricted/`.
    """

    document: Document
    tables: dict[str, Sequence[Any]]
    masked_count: int
    unmasked_officials: Sequence[Official] = ()


def read_rows(
    data: bytes,
    issuer: str | None = None,
    limits: Limits = _DEFAULT_LIMITS,
    *,
    with_personal_data: bool = False,
    labels: OwnLabels = (),
) -> ReadRows:
    """All rows of one document. UnreadableDocumentError says why there are none; anything else is a bug of ours.

    `labels` are a user's own, beside those that we know.
    """
    from expectations import validate
    from extractors import find_plans, read_document
    from flows.ocr import find_recogniser
    from flows.second_reading import second_reading_of
    from normalizers import normalize

    source = read_document(data, limits, find_recogniser(data))
    found = find_plans(source, _vocabulary_with(labels))
    normalized = normalize(source, found, document_id=sha256(data).hexdigest(), issuer=issuer)
    with second_reading_of(data, source.source_format) as second_reading:
        report = validate(normalized, second_reading)
    tables: dict[str, Sequence[Any]] = {name: getattr(normalized, name, ()) for name in DOCUMENT_TABLES}
    tables["budget_tables"] = [
        replace(table, reconciles=report.reconciles.get(table.table_id)) for table in normalized.budget_tables
    ]
    tables["findings"] = report.findings
    tables["issues"] = (*normalized.issues, *report.issues)
    document = replace(normalized.document, byte_count=len(data))
    officials: Sequence[Official] = ()
    if with_personal_data:
        officials = normalize(source, found, document_id=document.document_id, issuer=issuer, unmasked=True).officials
    return ReadRows(document, tables, normalized.masked_count, officials)


@lru_cache(maxsize=1)
def _vocabulary_with(labels: OwnLabels) -> Vocabulary:
    """One for all documents of a process: a vocabulary remembers what it has looked up."""
    from extractors.plans import default_vocabulary

    return default_vocabulary().with_labels(dict(labels)) if labels else default_vocabulary()
