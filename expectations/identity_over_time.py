"""A pledge keeps its id through the years: renamed, renumbered, moved to another department, split or merged.

Sure links join plans into pledges, the surest first, never two plans of one document into one pledge. A plan that a
link would have brought in where the pledge already has its plan was split off (later) or merged in (earlier); it is a
pledge of its own that says so. The id comes from the office, the term and the number, or the first title: a further
document never changes it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from expectations.change_events import ChangeEvent
from expectations.linking import Entry
from expectations.pledges import Link, Pledge, PledgeChange, PledgeVersion
from expectations.titles import normalize_title
from normalizers.folding import squeeze
from normalizers.identity import make_id


@dataclass(slots=True)
class Clusters:
    """Plans joined by sure links; `split_from` and `merged_into` map the plan that stayed alone to its relative."""

    entries: Mapping[str, Entry]
    parent: dict[str, str] = field(default_factory=dict)
    documents: dict[str, set[str]] = field(default_factory=dict)
    split_from: dict[str, str] = field(default_factory=dict)
    merged_into: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for plan_id, entry in self.entries.items():
            self.parent[plan_id] = plan_id
            self.documents[plan_id] = {entry.document.document_id}

    def root(self, plan_id: str) -> str:
        """The plan that stands for the cluster."""
        while self.parent[plan_id] != plan_id:
            self.parent[plan_id] = self.parent[self.parent[plan_id]]
            plan_id = self.parent[plan_id]
        return plan_id

    def join(self, link: Link) -> None:
        """Joins the plans of a link, or notes that one was split off or merged in."""
        one, other = self.root(link.plan_id), self.root(link.other_plan_id)
        if one == other:
            return
        if not self.documents[one] & self.documents[other]:
            self.parent[other] = one
            self.documents[one] |= self.documents[other]
        elif self.entries[link.other_plan_id].document.document_id in self.documents[one]:
            self.split_from.setdefault(link.other_plan_id, link.plan_id)
        else:
            self.merged_into.setdefault(link.plan_id, link.other_plan_id)


def find_pledges(
    entries: Sequence[Entry], links: Sequence[Link], events: Sequence[ChangeEvent]
) -> tuple[list[Pledge], list[PledgeVersion]]:
    """The pledges of all documents and their versions, in the order of time."""
    top = {entry.plan.plan_id: entry for entry in entries if entry.plan.parent_plan_id is None}
    clusters = Clusters(top)
    for link in links:
        if link.confidence != "low" and link.plan_id in top and link.other_plan_id in top:
            clusters.join(link)
    members: dict[str, list[Entry]] = {}
    for entry in top.values():
        members.setdefault(clusters.root(entry.plan.plan_id), []).append(entry)
    groups = [sorted(group, key=lambda e: e.order) for group in members.values() if _is_pledge(group)]
    groups.sort(key=lambda group: (group[0].order, group[0].plan.plan_number))
    ids = _make_ids(groups)
    pledge_of = {e.plan.plan_id: pledge_id for pledge_id, group in zip(ids, groups, strict=True) for e in group}
    pledges = []
    versions: list[PledgeVersion] = []
    for pledge_id, group in zip(ids, groups, strict=True):
        pledges.append(_make_pledge(pledge_id, group, clusters, pledge_of))
        versions += _make_versions(pledge_id, group, clusters, events)
    return pledges, versions


def _is_pledge(group: Sequence[Entry]) -> bool:
    return any(e.document.document_kind == "pledge_card" or e.plan.pledge_number for e in group)


def _make_ids(groups: Sequence[Sequence[Entry]]) -> list[str]:
    """Ids by office, term and number; by first title too where two pledges of a term share a number."""
    taken: set[str] = set()
    ids = []
    for group in groups:
        first = group[0]
        number = next((squeeze(e.plan.pledge_number) for e in group if e.plan.pledge_number), "")
        place = (first.document.term_of_office, number or first.title or first.plan.plan_id)
        made = make_id("pledge", first.office or first.document.document_id, *place)
        if made in taken:
            made = make_id("pledge", first.office or first.document.document_id, *place, first.title)
        if made in taken:
            made = make_id("pledge", first.document.document_id, first.plan.plan_id)
        taken.add(made)
        ids.append(made)
    return ids


def _related(plans: Mapping[str, str], group: Sequence[Entry], pledge_of: Mapping[str, str], own: str) -> str | None:
    for entry in group:
        other = pledge_of.get(plans.get(entry.plan.plan_id, ""))
        if other is not None and other != own:
            return other
    return None


def _make_pledge(pledge_id: str, group: Sequence[Entry], clusters: Clusters, pledge_of: Mapping[str, str]) -> Pledge:
    last = group[-1]
    titles = [entry.plan.title for entry in group if entry.plan.title]
    years = [entry.document.plan_year for entry in group if entry.document.plan_year is not None]
    return Pledge(
        pledge_id=pledge_id,
        issuer_name=last.document.issuer_name,
        issuer_code=last.document.issuer_code,
        term_of_office=next((e.document.term_of_office for e in reversed(group) if e.document.term_of_office), None),
        pledge_number=next((e.plan.pledge_number for e in reversed(group) if e.plan.pledge_number), None),
        title=titles[-1] if titles else None,
        former_titles=tuple(dict.fromkeys(t for t in titles if normalize_title(t) != normalize_title(titles[-1]))),
        lead_department=next((e.plan.lead_department for e in reversed(group) if e.plan.lead_department), None),
        status=next((e.plan.status for e in reversed(group) if e.plan.status), None),
        first_year=min(years, default=None),
        last_year=max(years, default=None),
        version_count=len(group),
        split_from=_related(clusters.split_from, group, pledge_of, pledge_id),
        merged_into=_related(clusters.merged_into, group, pledge_of, pledge_id),
    )


def _make_versions(
    pledge_id: str, group: Sequence[Entry], clusters: Clusters, events: Sequence[ChangeEvent]
) -> list[PledgeVersion]:
    versions = []
    before: Entry | None = None
    for number, entry in enumerate(group, 1):
        plan = entry.plan
        changes = _changes(before, entry, clusters)
        versions.append(
            PledgeVersion(
                version_id=make_id("version", entry.document.document_id, pledge_id),
                pledge_id=pledge_id,
                version_number=number,
                document_id=entry.document.document_id,
                plan_id=plan.plan_id,
                plan_year=entry.document.plan_year,
                as_of=entry.document.as_of,
                pledge_number=plan.pledge_number,
                title=plan.title,
                lead_department=plan.lead_department,
                status=plan.status,
                total_cost_won=plan.total_cost_won,
                period_start=plan.period_start,
                period_end=plan.period_end,
                changes=changes,
                explained_by=find_explanation(before, entry, events) if before is not None else None,
            )
        )
        before = entry
    return versions


def _changes(before: Entry | None, entry: Entry, clusters: Clusters) -> tuple[PledgeChange, ...]:
    found: list[PledgeChange] = []
    if before is None:
        found.append("split" if entry.plan.plan_id in clusters.split_from else "first")
    else:
        if before.title != entry.title:
            found.append("renamed")
        numbers = (before.plan.pledge_number, entry.plan.pledge_number)
        if all(numbers) and squeeze(numbers[0] or "") != squeeze(numbers[1] or ""):
            found.append("renumbered")
        departments = (before.plan.lead_department, entry.plan.lead_department)
        if all(departments) and squeeze(departments[0] or "") != squeeze(departments[1] or ""):
            found.append("moved")
    if entry.plan.plan_id in clusters.merged_into.values():
        found.append("merged")
    return tuple(found or ["same"])


def find_explanation(before: Entry, after: Entry, events: Sequence[ChangeEvent]) -> str | None:
    """The row of a table of changes in the later document that speaks of this pledge."""
    for event in events:
        if event.document_id != after.document.document_id:
            continue
        row = normalize_title(event.row_text)
        if any(title and len(title) > 2 and title in row for title in (before.title, after.title)):
            return event.row_text
    return None
