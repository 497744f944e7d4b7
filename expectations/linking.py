"""Which plan of one document is which plan of another: by number, title, department, cost and period.

Candidates come from an index of numbers and of pairs of characters, never from all against all. Each link says what it
rests on; a person's decision outweighs every rule.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from expectations.change_events import ChangeEvent
from expectations.finding import Decision
from expectations.pledges import Link, LinkRelation
from expectations.titles import normalize_title, pairs_of, similarity
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


@dataclass(frozen=True, slots=True)
class Entry:
    """A plan with the document it stands in; `order` is the document's place in time."""

    plan: Plan
    document: Document
    order: int
    title: str

    @property
    def office(self) -> str | None:
        """The office, by code or by name."""
        return self.document.issuer_code or (squeeze(self.document.issuer_name or "") or None)


def make_entry(plan: Plan, document: Document, order: int) -> Entry:
    """The entry of a plan."""
    return Entry(plan, document, order, normalize_title(plan.title or ""))


def find_links(
    entries: Sequence[Entry], events: Sequence[ChangeEvent], decisions: Iterable[Decision] = ()
) -> list[Link]:
    """Links between plans of different documents of one office, the surest first."""
    decided = {d.target_key: d.verdict for d in decisions if d.target_kind == "link"}
    renamed = {(normalize_title(event.before), normalize_title(event.after)) for event in events}
    found: dict[str, Link] = {}
    for one, other in _candidates(entries, renamed):
        link = _link(one, other, renamed, decided)
        if link is not None and link.decision != "dismissed":
            found.setdefault(link.link_id, link)
    ranks: Mapping[str, int] = {"high": 0, "medium": 1, "low": 2}
    return sorted(found.values(), key=lambda link: (ranks[link.confidence], -link.similarity, link.link_id))


def _candidates(entries: Sequence[Entry], renamed: set[tuple[str, str]]) -> Iterable[tuple[Entry, Entry]]:
    index: dict[tuple[str, str], list[int]] = {}
    for number, entry in enumerate(entries):
        if entry.office is None:
            continue
        keys = {f"pair:{pair}" for pair in pairs_of(entry.title)}
        if entry.plan.pledge_number:
            keys.add(f"number:{squeeze(entry.plan.pledge_number)}")
        for key in keys:
            index.setdefault((entry.office, key), []).append(number)
    titles: dict[str, list[Entry]] = {}
    for entry in entries:
        titles.setdefault(entry.title, []).append(entry)
    for number, entry in enumerate(entries):
        if entry.office is None:
            continue
        votes: Counter[int] = Counter()
        for pair in pairs_of(entry.title):
            sharing = index.get((entry.office, f"pair:{pair}"), ())
            if len(sharing) <= _COMMON:
                votes.update(other for other in sharing if entries[other].order > entry.order)
        near = {other for other, _ in votes.most_common(_CANDIDATES)}
        if entry.plan.pledge_number:
            near |= set(index.get((entry.office, f"number:{squeeze(entry.plan.pledge_number)}"), ()))
        for other in sorted(near):
            if entries[other].order > entry.order and other != number:
                yield entry, entries[other]
        for after in (after for before, after in renamed if before == entry.title):
            yield from ((entry, other) for other in titles.get(after, ()) if other.order > entry.order)


def _link(one: Entry, other: Entry, renamed: set[tuple[str, str]], decided: Mapping[str, str]) -> Link | None:
    link_id = make_id("link", one.document.document_id, one.plan.plan_id, other.plan.plan_id)
    alike = similarity(one.title, other.title)
    evidence = _evidence(one, other, alike, (one.title, other.title) in renamed)
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
        relation=_relation(one, other),
        confidence=confidence,
        similarity=Decimal(alike),
        evidence=evidence,
        decision=decision,
    )


def _evidence(one: Entry, other: Entry, alike: int, is_renamed: bool) -> tuple[str, ...]:
    first, second = one.plan, other.plan
    same_term = one.document.term_of_office == other.document.term_of_office
    checks = {
        "pledge_number": same_term and _same_text(first.pledge_number, second.pledge_number),
        "title": alike == 100,
        "similar_title": _SIMILAR <= alike < 100,
        "lead_department": _same_text(first.lead_department, second.lead_department),
        "total_cost": first.total_cost_won is not None and first.total_cost_won == second.total_cost_won,
        "period": first.period_start is not None
        and (first.period_start, first.period_end) == (second.period_start, second.period_end),
        "change_table": is_renamed,
    }
    return tuple(name for name, holds in checks.items() if holds)


def _same_text(one: str | None, other: str | None) -> bool:
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
    """What the earlier plan is to the later one."""
    if one.plan.parent_plan_id is None and other.plan.parent_plan_id is not None:
        return "superset"
    if one.plan.parent_plan_id is not None and other.plan.parent_plan_id is None:
        return "part_of"
    years = (one.document.plan_year, other.document.plan_year)
    if None not in years and years[0] != years[1]:
        return "superseded"
    costs = (one.plan.total_cost_won, other.plan.total_cost_won)
    scopes = (one.plan.total_cost_scope, other.plan.total_cost_scope)
    if None not in costs and costs[0] != costs[1]:
        return "scope_differs" if scopes[0] != scopes[1] or "unknown" in scopes else "equal"
    return "equal"
