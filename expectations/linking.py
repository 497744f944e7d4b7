"""Which plan of one document is which plan of another: by number, title, department, cost and period.

Candidates come from an index of numbers and of pairs of characters, never from all against all. Each link says what it
rests on; a person's decision outweighs every rule.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from expectations.change_events import ChangeEvent, office_of
from expectations.finding import Decision
from expectations.pledges import Link, LinkRelation
from expectations.titles import normalize_title, pairs_of, similarity
from extractors.model import Locator
from normalizers.folding import squeeze
from normalizers.identity import make_id
from normalizers.tables import Document, Plan
from normalizers.vocabulary import Confidence

_ALIKE = 80
_SIMILAR = 60
_AKIN = 35
_SHORTEST = 4
_CANDIDATES = 8
_COMMON = 200
_NOT_NAMES = frozenset({"cost", "department", "period"})
_WHOLE_SCOPES = frozenset({"life", "term"})


@dataclass(frozen=True, slots=True)
class Entry:
    """A plan with the document it stands in; `order` is the document's place in time.

    `yearly` are the sums that the plan's tables print for single years, with their places; `places` say where the
    fields of the plan are printed, by field name.
    """

    plan: Plan
    document: Document
    order: int
    title: str
    yearly: Mapping[int, tuple[int, Locator]]
    places: Mapping[str, Locator]

    @property
    def office(self) -> str | None:
        """The office, by code or by name."""
        return office_of(self.document)

    @property
    def latest_day(self) -> date | None:
        """The day the document speaks of, where it prints one."""
        return self.document.as_of or self.document.published_on


def make_entry(
    plan: Plan, document: Document, order: int, yearly: Mapping[int, tuple[int, Locator]] | None = None,
    places: Mapping[str, Locator] | None = None,
) -> Entry:  # fmt: skip
    """The entry of a plan."""
    return Entry(plan, document, order, normalize_title(plan.title or ""), yearly or {}, places or {})


class Renamings:
    """What tables of changes say of names: which became which, split into several, or were merged into one."""

    def __init__(self, events: Iterable[ChangeEvent]) -> None:
        self.after: dict[tuple[str | None, str], set[str]] = {}
        self.before: dict[tuple[str | None, str], set[str]] = {}
        for event in events:
            old, new = normalize_title(event.before), normalize_title(event.after)
            if event.kind not in _NOT_NAMES and old and new and old != new:
                self.after.setdefault((event.office, old), set()).add(new)
                self.before.setdefault((event.office, new), set()).add(old)

    def names_after(self, one: Entry) -> Iterable[str]:
        """What the plan is called later."""
        return sorted(self.after.get((one.office, one.title), ()))

    def joins(self, one: Entry, other: Entry) -> bool:
        """Whether the earlier plan became the later one."""
        return other.title in self.after.get((one.office, one.title), ())

    def relation(self, one: Entry, other: Entry) -> LinkRelation | None:
        """superset: split into several; part_of: one of several merged; None where no table of changes says so."""
        if not self.joins(one, other):
            return None
        if len(self.after[one.office, one.title]) > 1:
            return "superset"
        return "part_of" if len(self.before[one.office, other.title]) > 1 else None


def find_links(
    entries: Sequence[Entry], events: Sequence[ChangeEvent], decisions: Iterable[Decision] = ()
) -> list[Link]:
    """Links between plans of different documents of one office, the surest first."""
    decided = {d.target_key: d.verdict for d in decisions if d.target_kind == "link"}
    renamed = Renamings(events)
    found: dict[str, Link] = {}
    for one, other in _candidates(entries, renamed):
        link = _link(one, other, renamed, decided)
        if link is not None and link.decision != "dismissed":
            found.setdefault(link.link_id, link)
    return sorted(found.values(), key=surest_first)


def surest_first(link: Link) -> tuple[bool, int, bool, Decimal, str]:
    """The order in which links are believed; of the parts of a split the one that kept the number goes on."""
    ranks: Mapping[str, int] = {"high": 0, "medium": 1, "low": 2}
    told = link.decision == "confirmed" or "change_table" in link.evidence
    numbered = "pledge_number" in link.evidence
    return not told, ranks[link.confidence], not numbered, -link.similarity, link.link_id


def _candidates(entries: Sequence[Entry], renamed: Renamings) -> Iterator[tuple[Entry, Entry]]:
    index: dict[tuple[str, str], list[int]] = {}
    titles: dict[tuple[str | None, str], list[Entry]] = {}
    for number, entry in enumerate(entries):
        titles.setdefault((entry.office, entry.title), []).append(entry)
        if entry.office is None:
            continue
        keys = {f"pair:{pair}" for pair in pairs_of(entry.title)}
        if entry.plan.pledge_number:
            keys.add(f"number:{squeeze(entry.plan.pledge_number)}")
        for key in keys:
            index.setdefault((entry.office, key), []).append(number)
    for entry in entries:
        if entry.office is None:
            continue
        near = _near(entry, entries, index)
        yield from ((entry, entries[other]) for other in sorted(near) if entries[other].order > entry.order)
        for after in renamed.names_after(entry):
            later = titles.get((entry.office, after), ())
            yield from ((entry, other) for other in later if other.order > entry.order)


def _near(entry: Entry, entries: Sequence[Entry], index: Mapping[tuple[str, str], Sequence[int]]) -> set[int]:
    """Later plans of the office with a like title, a few of each document, and those with the same number."""
    office = entry.office or ""
    votes: Counter[int] = Counter()
    for pair in pairs_of(entry.title):
        sharing = index.get((office, f"pair:{pair}"), ())
        if len(sharing) <= _COMMON:
            votes.update(other for other in sharing if entries[other].order > entry.order)
    near: set[int] = set()
    taken: Counter[int] = Counter()
    for other, _ in sorted(votes.items(), key=lambda vote: (-vote[1], vote[0])):
        if taken[entries[other].order] < _CANDIDATES:
            taken[entries[other].order] += 1
            near.add(other)
    if entry.plan.pledge_number:
        near |= set(index.get((office, f"number:{squeeze(entry.plan.pledge_number)}"), ()))
    return near


def _link(one: Entry, other: Entry, renamed: Renamings, decided: Mapping[str, str]) -> Link | None:
    link_id = make_id("link", one.document.document_id, one.plan.plan_id, other.plan.plan_id)
    alike = similarity(one.title, other.title)
    evidence = _evidence(one, other, alike, renamed.joins(one, other))
    decision = decided.get(link_id)
    confidence = "high" if decision == "confirmed" else _confidence(alike, evidence, one.title)
    if confidence is None:
        return None
    return Link(
        link_id=link_id,
        document_id=one.document.document_id,
        plan_id=one.plan.plan_id,
        other_document_id=other.document.document_id,
        other_plan_id=other.plan.plan_id,
        relation=renamed.relation(one, other) or _relation(one, other),
        confidence=confidence,
        similarity=Decimal(alike),
        evidence=evidence,
        decision=decision,
    )


def _evidence(one: Entry, other: Entry, alike: int, is_renamed: bool) -> tuple[str, ...]:
    first, second = one.plan, other.plan
    terms = (one.document.term_of_office, other.document.term_of_office)
    same_term = terms[0] == terms[1] or None in terms
    checks = {
        "pledge_number": same_term and same_text(first.pledge_number, second.pledge_number),
        "title": alike == 100,
        "similar_title": _SIMILAR <= alike < 100,
        "lead_department": same_text(first.lead_department, second.lead_department),
        "total_cost": first.total_cost_won is not None and first.total_cost_won == second.total_cost_won,
        "period": first.period_start is not None
        and (first.period_start, first.period_end) == (second.period_start, second.period_end),
        "change_table": is_renamed,
    }
    return tuple(name for name, holds in checks.items() if holds)


def same_text(one: str | None, other: str | None) -> bool:
    """Whether two printed texts are one but for white space."""
    return bool(one) and squeeze(one or "") == squeeze(other or "")


def _confidence(alike: int, evidence: Sequence[str], title: str) -> Confidence | None:
    """high: number and a like title, or the same title; medium: two weaker signs; low: one, for a person to see."""
    number, department = "pledge_number" in evidence, "lead_department" in evidence
    supports = sum(name in evidence for name in ("lead_department", "total_cost", "period"))
    if "change_table" in evidence or (number and alike >= _SIMILAR) or (alike == 100 and len(title) >= _SHORTEST):
        return "high"
    if (number and (alike >= _AKIN or supports > 1)) or (alike >= _ALIKE and department):
        return "medium"
    if alike >= _ALIKE or (alike >= _SIMILAR and supports > 1):
        return "medium"
    return "low" if alike >= _SIMILAR and supports else None


def _relation(one: Entry, other: Entry) -> LinkRelation:
    """What the earlier plan is to the later one.

    Next year's document of the same kind takes the place of the earlier one. A card speaks of a term of office, an
    annual plan or budget of one year: the card contains it.
    """
    nested = (one.plan.parent_plan_id is not None, other.plan.parent_plan_id is not None)
    if nested[0] != nested[1]:
        return "part_of" if nested[0] else "superset"
    years = (one.document.plan_year, other.document.plan_year)
    if one.document.document_kind == other.document.document_kind and None not in years and years[0] != years[1]:
        return "superseded"
    scopes = (_scope(one), _scope(other))
    if scopes[0] in _WHOLE_SCOPES and scopes[1] == "annual":
        return "superset"
    if scopes[0] == "annual" and scopes[1] in _WHOLE_SCOPES:
        return "part_of"
    costs = (one.plan.total_cost_won, other.plan.total_cost_won)
    if None not in costs and costs[0] != costs[1]:
        return "equal" if scopes[0] == scopes[1] != "unknown" else "scope_differs"
    return "equal"


def _scope(entry: Entry) -> str:
    """What the plan's cost covers; a plan that states only one year's need is of that year."""
    if entry.plan.total_cost_won is None and entry.plan.annual_budget_won is not None:
        return "annual"
    return entry.plan.total_cost_scope or "unknown"
