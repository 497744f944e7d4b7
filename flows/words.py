"""Search tokens of sections and keywords of plans, found beside the reading in one process of their own.

The model of kiwipiepy takes three seconds and half a gigabyte to load, so no reading process ever holds it. Documents
are handed over as they are read, and what is found is kept in the ledger beside their rows. Rows do not wait for words:
where they could not be found, tokens are null and an issue says so.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from pebble import ProcessPool

from flows.dictionary import TABLES
from flows.entries import EntryHeader, entry_path, load_tables
from flows.places import Places, write_whole
from flows.pool import reading_context
from normalizers.tables import columns_of

_SECONDS = 600.0


@dataclass(frozen=True, slots=True)
class Words:
    """`tokens` of each section and `keywords` of each plan of a document, in the order of the rows."""

    tokens: tuple[tuple[str, ...], ...]
    keywords: tuple[tuple[str, ...], ...]


class WordsPool:
    """Finds words while documents are still being read; the process starts with the first document."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._pool: ProcessPool | None = None
        self._waiting: list[Future[None]] = []

    def __enter__(self) -> WordsPool:
        return self

    def ask(self, header: EntryHeader | None) -> None:
        """Has the words of a document found, unless they are known or there is no text to find them in."""
        if header is None or not header.counts.get("sections") or has_words(self._places, header):
            return
        if self._pool is None:
            self._pool = ProcessPool(max_workers=1, context=reading_context())
        arguments = [self._places, header.document_id, header.key]
        self._waiting.append(self._pool.schedule(words_into_ledger, args=arguments, timeout=_SECONDS))

    def wait(self) -> None:
        """Until all are found. A document whose words were lost stays without; a full disk ends the run."""
        for future in self._waiting:
            error = future.exception()
            if isinstance(error, OSError) and not isinstance(error, TimeoutError):
                raise error
        self._waiting.clear()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.stop()  # type: ignore[no-untyped-call]
            self._pool.join()


def words_into_ledger(places: Places, document_id: str, key: str) -> None:
    """Finds the words of one document and keeps them beside its entry."""
    from normalizers.tokens import find_keywords, tokenize

    tables = dict(load_tables(places, document_id))
    plan_at, text_at = _index("sections", "plan_id"), _index("sections", "text")
    title_at, id_at = _index("plans", "title"), _index("plans", "plan_id")
    sections = tables.get("sections", [])
    tokens = [tokenize(row[text_at]) for row in sections]
    keywords = [
        find_keywords([plan[title_at] or "", *(row[text_at] for row in sections if row[plan_at] == plan[id_at])])
        for plan in tables.get("plans", [])
    ]
    with write_whole(_path(places, document_id)) as file:
        found = json.dumps({"key": key, "tokens": tokens, "keywords": keywords}, ensure_ascii=False)
        file.write(gzip.compress(found.encode("utf-8", "replace"), 3, mtime=0))


def load_words(places: Places, header: EntryHeader) -> Words | None:
    """The words of a document as its present rows have them, None if they are not known."""
    loaded = _load(places, header)
    if loaded is None:
        return None
    return Words(tuple(map(tuple, loaded["tokens"])), tuple(map(tuple, loaded["keywords"])))


def has_words(places: Places, header: EntryHeader) -> bool:
    """True if the words of a document are known."""
    return _load(places, header) is not None


def add_words(table: str, rows: list[list[Any]], words: Words | None) -> list[list[Any]]:
    """The rows of `sections` or `plans` with their words; all other rows as they are."""
    if words is None or table not in ("sections", "plans"):
        return rows
    column, found = ("tokens", words.tokens) if table == "sections" else ("keywords", words.keywords)
    at = _index(table, column)
    for row, value in zip(rows, found, strict=True):
        row[at] = list(value)
    return rows


def _load(places: Places, header: EntryHeader) -> Mapping[str, Any] | None:
    try:
        loaded: dict[str, Any] = json.loads(gzip.decompress(_path(places, header.document_id).read_bytes()))
    except (OSError, EOFError, ValueError, zlib.error):  # none yet, or one that cannot be read: it is found again
        return None
    fits = [len(loaded["tokens"]), len(loaded["keywords"])] == [header.counts.get(t, 0) for t in ("sections", "plans")]
    return loaded if loaded["key"] == header.key and fits else None


def _path(places: Places, document_id: str) -> Path:
    return entry_path(places, document_id).with_name(f"{document_id}.words.json.gz")


def _index(table: str, column: str) -> int:
    return [c.name for c in columns_of(TABLES[table])].index(column)
