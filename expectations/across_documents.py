"""`compare_documents`: links between documents, pledges through the years, and what changed without a reason given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from expectations.cells import place_of
from expectations.change_events import ChangeEvent, find_change_events
from expectations.finding import Decision, Finding
from expectations.identity_over_time import find_pledges
from expectations.lines import total_rank
from expectations.linking import Entry, find_links, make_entry
from expectations.over_the_years import compare_pair
from expectations.pledges import Link, Pledge, PledgeVersion
from extractors.model import Locator
from extractors.problem_sentences import Language
from normalizers.normalized import NormalizedDocument
from normalizers.tables import BudgetFact, Document, Plan

_COMPARED_KINDS = ("pledge_card", "annual_plan", "budget_book")
_NEEDED_MEASURES = frozenset({"required", "planned"})
_PLACED = frozenset({"total_cost", "period", "lead_department", "status"})
_SUM = 2


@dataclass(frozen=True, slots=True)
class Comparison:
    """What holds between documents. `pledge_of_plan` gives `plans.pledge_id`."""

    links: tuple[Link, ...] = ()
    pledges: tuple[Pledge, ...] = ()
    pledge_versions: tuple[PledgeVersion, ...] = ()
    findings: tuple[Finding, ...] = ()
    pledge_of_plan: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Outline:
    """The little of a document that is compared: the rest of its rows may go once this is taken."""

    document: Document
    plans: tuple[Plan, ...]
    yearly: Mapping[str, Mapping[int, tuple[int, Locator]]]
    places: Mapping[str, Mapping[str, Locator]]


def compare_documents(
    documents: Iterable[NormalizedDocument], decisions: Iterable[Decision] = (), *, language: Language = "ko"
) -> Comparison:
    """Links, pledges, their versions, and findings about what differs between documents.

    Documents are walked once and let go: `documents` may read each when asked for it. Twins that are not preferred,
    superseded and failed documents are left out; tables of changes count in documents of every kind. Decisions whose
    `target_kind` is `link` confirm (`confirmed`) or cut (`dismissed`) a link; the rest is not looked at.
    """
    outlines: list[_Outline] = []
    events: list[ChangeEvent] = []
    for normalized in documents:
        if not _counts(normalized.document):
            continue
        events += find_change_events(normalized)
        if normalized.document.document_kind in _COMPARED_KINDS:
            outlines.append(_outline(normalized))
    outlines.sort(key=lambda outline: _moment(outline.document))
    events.sort(key=lambda event: (event.document_id, event.row_text, event.before, event.after))
    entries = [
        make_entry(p, o.document, order, o.yearly.get(p.plan_id), o.places.get(p.plan_id))
        for order, o in enumerate(outlines)
        for p in o.plans
    ]
    links = find_links(entries, events, decisions)
    pledges, versions = find_pledges(entries, links, events)
    pledge_of_plan = {version.plan_id: version.pledge_id for version in versions}
    findings = _check_versions(versions, {e.plan.plan_id: e for e in entries}, events, language)
    return Comparison(tuple(links), tuple(pledges), tuple(versions), tuple(findings), pledge_of_plan)


def _counts(document: Document) -> bool:
    return document.status != "failure" and document.is_preferred and document.superseded_by is None


def _moment(document: Document) -> tuple[int, int, str, str, str]:
    """The place of a document in time: plan year, then card before annual plan before budget, then printed dates."""
    dates = [d for d in (document.as_of, document.published_on) if d is not None]
    year = document.plan_year or (dates[0].year if dates else 0)
    kind = _COMPARED_KINDS.index(document.document_kind) if document.document_kind in _COMPARED_KINDS else 0
    return year, kind, str(document.as_of or ""), str(document.published_on or ""), document.document_id


def _outline(normalized: NormalizedDocument) -> _Outline:
    places: dict[str, dict[str, Locator]] = {}
    for row in normalized.plan_fields:
        if row.plan_id and row.field in _PLACED:
            places.setdefault(row.plan_id, {}).setdefault(row.field or "", place_of(row))
    plans = tuple(replace(p, goal=None, background=None, legal_basis=None, keywords=()) for p in normalized.plans)
    return _Outline(normalized.document, plans, _yearly(normalized.budget_facts), places)


def _yearly(facts: Sequence[BudgetFact]) -> dict[str, dict[int, tuple[int, Locator]]]:
    """Plan -> year -> the one sum that its tables print for the year; a year with two different ones has none."""
    found: dict[str, dict[int, tuple[int, Locator]]] = {}
    unclear: set[tuple[str, int]] = set()
    for fact in facts:
        whole = fact.funding_source == "total" or (
            fact.funding_source is None and total_rank(fact.row_label or "") >= _SUM
        )
        wanted = fact.is_printed_total and fact.period_kind == "year" and fact.measure in _NEEDED_MEASURES
        if not (whole and wanted and fact.plan_id and fact.fiscal_year and fact.amount_won):
            continue
        years = found.setdefault(fact.plan_id, {})
        known = years.setdefault(fact.fiscal_year, (fact.amount_won, place_of(fact)))
        if known[0] != fact.amount_won:
            unclear.add((fact.plan_id, fact.fiscal_year))
    for plan_id, year in unclear:
        del found[plan_id][year]
    return found


def _check_versions(
    versions: Sequence[PledgeVersion], by_plan: Mapping[str, Entry], events: Sequence[ChangeEvent], language: Language
) -> list[Finding]:
    return [
        finding
        for before, after in pairwise(versions)
        if before.pledge_id == after.pledge_id
        for finding in compare_pair(by_plan[before.plan_id], by_plan[after.plan_id], events, language)
    ]
