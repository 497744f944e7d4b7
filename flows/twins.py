"""The same plan in several files: twins in other formats, and later versions of one document.

Offices publish one card as HWP, PDF and a web page at once, and a year later a corrected one under another name. Money
must count once. Names of files say little, so documents are compared by what they say: the titles of their plans (the
document's own title where it has no plan) find candidates, amounts and values decide.

- *Twins* say the same: nine tenths of their amounts and seven tenths of their values agree (two readers of two formats
  may differ in a cell). One is preferred, by format: HWPX, HWP, PDF, HTML, text.
- *Versions* have the same titles, kind, office and year, but other amounts. A later one supersedes an earlier one where
  both print a date (기준일, 발행일). Where they print none nobody can say which holds: both count, and an issue says
  so.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from itertools import islice, pairwise
from typing import Any

from flows.entries import EntryHeader
from flows.likeness import (
    SAME_AMOUNTS,
    SAME_CONTENTS,
    SAME_TITLES,
    find_alike,
    find_same_series,
    printed_date,
    squeezed,
    titles_of,
)

FORMAT_ORDER = ("hwpx", "hwp", "hwpml", "hwp3", "docx", "xlsx", "pdf", "html", "text")
_MOST_NAMED = 20
_MOST_CONTENTS = 2000


@dataclass(frozen=True, slots=True)
class Standing:
    """How one document stands among the others.

    `twins` are the other files of the same document, the preferred format first; `rivals` undated documents of the
    same plans with other amounts, as many as can be named.
    """

    is_preferred: bool = True
    superseded_by: str | None = None
    version: int = 1
    rivals: tuple[str, ...] = ()
    twins: tuple[str, ...] = ()


def contents_of(tables: Mapping[str, Sequence[Any]]) -> tuple[str, ...]:
    """Hashes of what a document says, format apart: values of fields, dates and prose amounts, as often as printed."""
    said: list[str] = [f"{row.field}={row.value_text}" for row in tables.get("plan_fields", ()) if row.value_text]
    said += [f"{row.date_text}:{row.text}" for row in tables.get("milestones", ())]
    said += [row.printed_text for row in tables.get("amounts", ())]
    hashes = sorted(blake2b(squeezed(text).encode("utf-8", "replace"), digest_size=4).hexdigest() for text in said)
    return tuple(hashes[:_MOST_CONTENTS])


def settle_standings(headers: Iterable[EntryHeader]) -> dict[str, Standing]:
    """How each readable document stands among the others, by document_id."""
    readable = sorted((h for h in headers if h.error_code is None), key=lambda h: h.document_id)
    by_id = {h.document_id: h for h in readable}
    twins = _groups(by_id, [(a, b) for a, b in find_alike(readable) if _titles_agree(a, b) and _say_the_same(a, b)])
    standings: dict[str, Standing] = {}
    for group in twins:
        ranked = sorted(group, key=_preference)
        for member in group:
            others = tuple(other.document_id for other in ranked if other is not member)
            standings[member.document_id] = Standing(is_preferred=member is ranked[0], twins=others[:_MOST_NAMED])
    representatives = {m.document_id: min(g, key=_preference) for g in twins for m in g}
    versions = [
        (representatives[a.document_id], representatives[b.document_id])
        for a, b in find_same_series(readable)
        if representatives[a.document_id] is not representatives[b.document_id] and _titles_agree(a, b)
    ]
    for chain in _groups(by_id, versions):
        if len(chain) > 1:
            _rank(chain, standings)
    return standings


def _rank(chain: Sequence[EntryHeader], standings: dict[str, Standing]) -> None:
    """Versions in the order of their printed dates; without dates they stand side by side."""
    dated = sorted((h for h in chain if printed_date(h)), key=lambda h: (printed_date(h), h.document_id))
    for number, (older, newer) in enumerate(pairwise(dated), 1):
        if printed_date(older) < printed_date(newer):
            mine = standings[older.document_id]
            standings[older.document_id] = replace(mine, superseded_by=newer.document_id)
        standings[newer.document_id] = replace(standings[newer.document_id], version=number + 1)
    open_ones = [h for h in chain if standings[h.document_id].superseded_by is None]
    for header in open_ones:
        rivals = tuple(islice((h.document_id for h in open_ones if h is not header), _MOST_NAMED))
        standings[header.document_id] = replace(standings[header.document_id], rivals=rivals)


def _titles_agree(a: EntryHeader, b: EntryHeader) -> bool:
    ours, theirs = titles_of(a), titles_of(b)
    return len(ours & theirs) >= SAME_TITLES * len(ours | theirs)


def _say_the_same(a: EntryHeader, b: EntryHeader) -> bool:
    """A title alone is no evidence: offices call hundreds of documents by the same name."""
    if not (a.amounts or a.contents):
        return False
    return _overlap(a.amounts, b.amounts) >= SAME_AMOUNTS and _overlap(a.contents, b.contents) >= SAME_CONTENTS


def _overlap(a: Iterable[object], b: Iterable[object]) -> float:
    """Shared share of two multisets; two empty ones agree."""
    ours, theirs = Counter(a), Counter(b)
    union = (ours | theirs).total()
    return (ours & theirs).total() / union if union else 1.0


def _preference(header: EntryHeader) -> tuple[int, str]:
    source_format = header.document["source_format"]
    place = FORMAT_ORDER.index(source_format) if source_format in FORMAT_ORDER else len(FORMAT_ORDER)
    return place, header.document_id


def _groups(
    by_id: Mapping[str, EntryHeader], pairs: Iterable[tuple[EntryHeader, EntryHeader]]
) -> list[list[EntryHeader]]:
    """The documents in groups that the pairs join."""
    root = {document_id: document_id for document_id in by_id}

    def find(document_id: str) -> str:
        while root[document_id] != document_id:
            root[document_id] = root[root[document_id]]
            document_id = root[document_id]
        return document_id

    for a, b in pairs:
        low, high = sorted((find(a.document_id), find(b.document_id)))
        root[high] = low
    groups: dict[str, list[EntryHeader]] = defaultdict(list)
    for document_id, header in by_id.items():
        groups[find(document_id)].append(header)
    return list(groups.values())
