"""A pledge keeps its id through the years: renamed, renumbered, moved to another department, split or merged.

Sure links join plans into pledges, document by document in the order of time, the surest first, never two plans of one
document into one pledge. A plan that a link would have brought in where the pledge already has its plan was split off
(later) or merged in (earlier); it is a pledge of its own that says so. The id comes from the office, the term and the
number, or the title, of the first document that has the pledge. So a later year never changes an id: it adds plans to
pledges and pledges to the table, and only a table of changes or a person makes one pledge of two.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from expectations.change_events import ChangeEvent
from expectations.linking import Entry, same_text, surest_first
from expectations.pledges import Link, Pledge, PledgeChange, PledgeVersion
from expectations.titles import normalize_title, similarity
from normalizers.folding import squeeze
from normalizers.identity import make_id

_SHORT = 2
_ALIKE = 80
_AKIN = 35


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
        """Joins the later plan of a link to the pledge of the earlier one, or notes that it was split off or merged.

        A plan that has found its pledge is joined to no second one, unless a table of changes or a person says that
        the two are one.
        """
        one, other = self.root(link.plan_id), self.root(link.other_plan_id)
        if one == other:
            return
        if not self.documents[one] & self.documents[other]:
            told = link.decision == "confirmed" or "change_table" in link.evidence
            if told or len(self.documents[other]) == 1:
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
    sure = [k for k in links if k.confidence != "low" and k.plan_id in top and k.other_plan_id in top]
    for link in sorted(sure, key=lambda k: (top[k.other_plan_id].order, surest_first(k))):
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
    """Ids by office, term and number of the first document; by title too where two pledges of a term share a number."""
    taken: set[str] = set()
    ids = []
    for group in groups:
        first = group[0]
        number = squeeze(first.plan.pledge_number or "")
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


def find_explanation(
    before: Entry, after: Entry, events: Sequence[ChangeEvent], kinds: Collection[str] = ()
) -> str | None:
    """The row of a table of changes that speaks of this pledge, of a change of one of these kinds (any if empty).

    The table may stand in any document of the office; a change whose day is printed lies between the two documents.
    """
    for event in events:
        if event.office != after.office or (kinds and event.kind not in kinds):
            continue
        if event.changed_on is not None and not _is_between(event.changed_on, before, after):
            continue
        if _speaks_of(event, before, after):
            return event.row_text
    return None


def _is_between(day: date, before: Entry, after: Entry) -> bool:
    first, last = before.latest_day, after.latest_day
    return (first is None or first < day) and (last is None or day <= last)


def _speaks_of(event: ChangeEvent, before: Entry, after: Entry) -> bool:
    """Whether the event's row names the pledge, under its old name or its new one, or by number and a like name."""
    titles = [title for title in (before.title, after.title) if len(title) > _SHORT]
    row = normalize_title(event.row_text)
    if any(title in row for title in titles):
        return True
    subject = normalize_title(event.subject)
    number = same_text(event.number, before.plan.pledge_number) or same_text(event.number, after.plan.pledge_number)
    return any(similarity(subject, title) >= (_AKIN if number else _ALIKE) for title in titles)
