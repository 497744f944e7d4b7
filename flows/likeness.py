"""Which documents could be files or versions of one: few pairs out of an archive, without comparing all with all.

Two documents that share nine tenths of their amounts share one of the rarest tenth of them, so it is enough to look
where the rarest of each meet (prefix filtering of a set similarity join). Documents that say exactly the same, as a
file under several names does, are a chain and need no pairs. What hundreds of documents share (a limit that every
tender quotes) brings no two of them together.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import combinations, pairwise, product
from math import ceil

from flows.entries import EntryHeader

SAME_AMOUNTS = 0.9
SAME_CONTENTS = 0.7
SAME_TITLES = 0.8
_COMMON = 60
_Pair = tuple[EntryHeader, EntryHeader]


def find_alike(headers: Sequence[EntryHeader]) -> Iterator[_Pair]:
    """Pairs that may be twins, each once: they share rare titles and rare amounts, or contents where none is printed.

    `headers` are in the order of their ids; documents without title, or without amounts and contents, have no twin.
    """
    kept = []
    for group in _grouped(headers, lambda h: (frozenset(titles_of(h)), tuple(h.amounts), tuple(h.contents))):
        kept.append(group[0])
        yield from pairwise(group)
    titled = [h for h in kept if titles_of(h) and (h.amounts or h.contents)]
    by_titles = _rarest([titles_of(h) for h in titled], SAME_TITLES)
    by_amounts = _rarest([_numbered(h.amounts) for h in titled], SAME_AMOUNTS)
    by_contents = _rarest([_numbered(h.contents) for h in titled], SAME_CONTENTS)
    keys = (
        product(titles, amounts or contents)
        for titles, amounts, contents in zip(by_titles, by_amounts, by_contents, strict=True)
    )
    yield from _meeting(titled, keys)


def find_same_series(headers: Sequence[EntryHeader]) -> Iterator[_Pair]:
    """Pairs that may be versions of plans of one office, kind and year.

    Next year's card is another document: linked, not newer. Documents of the same titles are a chain.
    """
    planned = [h for h in headers if h.plan_titles]
    kept = []
    for group in _grouped(planned, lambda h: (_series(h), frozenset(titles_of(h)))):
        kept.append(group[0])
        yield from pairwise(group)
    by_titles = _rarest([titles_of(h) for h in kept], SAME_TITLES)
    yield from _meeting(kept, (product([_series(h)], rare) for h, rare in zip(kept, by_titles, strict=True)))


def _series(header: EntryHeader) -> Hashable:
    return header.document["issuer_name"], header.document["document_kind"], year_of(header)


def _grouped(headers: Iterable[EntryHeader], key: Callable[[EntryHeader], Hashable]) -> Iterable[list[EntryHeader]]:
    groups: dict[Hashable, list[EntryHeader]] = defaultdict(list)
    for header in headers:
        groups[key(header)].append(header)
    return groups.values()


def _numbered(values: Iterable[Hashable]) -> set[Hashable]:
    """A multiset as a set: the second of two equal values is another one."""
    seen: Counter[Hashable] = Counter()
    made: set[Hashable] = set()
    for value in values:
        seen[value] += 1
        made.add((value, seen[value]))
    return made


def _rarest(sets: Sequence[set[Hashable]] | Sequence[set[str]], share: float) -> list[list[Hashable]]:
    """Of each set the rarest elements, so many that two sets with this share in common have one of them in common."""
    counted: Counter[Hashable] = Counter()
    for one in sets:
        counted.update(one)
    return [
        sorted(one, key=lambda element: (counted[element], str(element)))[: len(one) - ceil(share * len(one)) + 1]
        for one in sets
    ]


def _meeting(headers: Sequence[EntryHeader], keys: Iterable[Iterable[Hashable]]) -> Iterator[_Pair]:
    """Pairs that have a key in common, each once, in the order of the headers."""
    sharing: dict[Hashable, list[int]] = defaultdict(list)
    for number, listed in enumerate(keys):
        for key in listed:
            sharing[key].append(number)
    pairs = {pair for group in sharing.values() if len(group) <= _COMMON for pair in combinations(group, 2)}
    yield from ((headers[one], headers[other]) for one, other in sorted(pairs))


def titles_of(header: EntryHeader) -> set[str]:
    """The titles of the plans, letters only; the document's own where it has no plan."""
    titles = {squeezed(title) for title in header.plan_titles} or {squeezed(header.document["title"] or "")}
    return titles - {""}


def year_of(header: EntryHeader) -> str:
    """The year of the plan, else of the printed date; empty where neither is known."""
    return str(header.document["plan_year"] or printed_date(header)[:4])


def printed_date(header: EntryHeader) -> str:
    """The reference date, else the day of publication; empty where none is printed."""
    return str(header.document["as_of"] or header.document["published_on"] or "")


def squeezed(text: str) -> str:
    """Letters and digits only: formats differ in bullets, spaces and line breaks."""
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c.isalnum())
