"""`compare_documents`: links between documents, pledges through the years, and what changed without a reason given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from expectations.cells import place_of
from expectations.change_events import ChangeEvent, find_change_events
from expectations.finding import Decision, Finding, Operand
from expectations.identity_over_time import find_explanation, find_pledges
from expectations.linking import Entry, find_links, make_entry
from expectations.pledges import Link, Pledge, PledgeVersion
from expectations.sentences import write_amount, write_other
from extractors.model import Locator
from extractors.problem_sentences import Language
from normalizers.folding import squeeze
from normalizers.identity import locator_columns, make_id
from normalizers.normalized import NormalizedDocument
from normalizers.tables import Document, PlanField
from normalizers.vocabulary import Cause, Severity, Verdict

_COMPARED_KINDS = frozenset({"pledge_card", "annual_plan", "budget_book"})
_DONE = frozenset({"completed", "completed_and_continuing"})
_UNDONE = frozenset({"not_started", "in_progress", "on_track", "partial", "delayed"})
_MILLION = 1_000_000
_Fields = Mapping[tuple[str | None, str | None], PlanField]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What holds between documents. `pledge_of_plan` gives `plans.pledge_id`."""

    links: tuple[Link, ...] = ()
    pledges: tuple[Pledge, ...] = ()
    pledge_versions: tuple[PledgeVersion, ...] = ()
    findings: tuple[Finding, ...] = ()
    pledge_of_plan: Mapping[str, str] = field(default_factory=dict)


def compare_documents(
    documents: Sequence[NormalizedDocument], decisions: Iterable[Decision] = (), *, language: Language = "ko"
) -> Comparison:
    """Links, pledges, their versions, and findings about what differs between documents.

    Twins that are not preferred, superseded and failed documents are left out. Decisions whose `target_kind` is `link`
    confirm (`confirmed`) or cut (`dismissed`) a link; the rest is not looked at. No finding is an error: documents of
    two years differ in their reference date.
    """
    compared = [n for n in documents if _is_compared(n.document)]
    compared.sort(key=lambda n: _moment(n.document))
    entries = [make_entry(plan, n.document, order) for order, n in enumerate(compared) for plan in n.plans]
    events = [event for n in compared for event in find_change_events(n)]
    links = find_links(entries, events, decisions)
    pledges, versions = find_pledges(entries, links, events)
    pledge_of_plan = {version.plan_id: version.pledge_id for version in versions}
    fields: _Fields = {(f.plan_id, f.field): f for n in compared for f in n.plan_fields if f.field}
    by_plan = {entry.plan.plan_id: entry for entry in entries}
    findings = _check_versions(versions, by_plan, events, fields, language)
    return Comparison(tuple(links), tuple(pledges), tuple(versions), tuple(findings), pledge_of_plan)


def _is_compared(document: Document) -> bool:
    kept = document.status != "failure" and document.is_preferred and document.superseded_by is None
    return kept and document.document_kind in _COMPARED_KINDS


def _moment(document: Document) -> tuple[int, str, str, str]:
    """The place of a document in time: plan year, then reference date, then day of publication."""
    dates = [d for d in (document.as_of, document.published_on) if d is not None]
    year = document.plan_year or (dates[0].year if dates else 0)
    return year, str(document.as_of or ""), str(document.published_on or ""), document.document_id


def _check_versions(
    versions: Sequence[PledgeVersion],
    by_plan: Mapping[str, Entry],
    events: Sequence[ChangeEvent],
    fields: _Fields,
    language: Language,
) -> list[Finding]:
    findings: list[Finding] = []
    for before, after in pairwise(versions):
        if before.pledge_id != after.pledge_id:
            continue
        one, other = by_plan[before.plan_id], by_plan[after.plan_id]
        reason = find_explanation(one, other, events)
        findings += _check_pair(one, other, reason, fields, language)
    return findings


def _check_pair(one: Entry, other: Entry, reason: str | None, fields: _Fields, language: Language) -> Iterable[Finding]:
    yield from _check_cost(one, other, reason, fields, language)
    changes = (
        ("period", one.plan.period_text, other.plan.period_text, one.plan.period_end != other.plan.period_end),
        ("lead_department", one.plan.lead_department, other.plan.lead_department, True),
    )
    for name, before, after, differs in changes:
        if before and after and differs and squeeze(before) != squeeze(after):
            yield _finding(
                f"{name}_changed", name, one, other, "info", "not_comparable", "reference_date", before, after, reason,
                fields, language,
            )  # fmt: skip
    if one.plan.status in _DONE and other.plan.status in _UNDONE:
        yield _finding(
            "status_went_back", "status", one, other, "warning", "unresolved", "stale_text",
            one.plan.status_text or str(one.plan.status), other.plan.status_text or str(other.plan.status), reason,
            fields, language,
        )  # fmt: skip


def _check_cost(one: Entry, other: Entry, reason: str | None, fields: _Fields, language: Language) -> Iterable[Finding]:
    before, after = one.plan.total_cost_won, other.plan.total_cost_won
    if before is None or after is None or before == after:
        return
    same_scope = one.plan.total_cost_scope == other.plan.total_cost_scope != "unknown"
    severity: Severity = "info" if reason or not same_scope else "warning"
    verdict: Verdict = "unresolved" if same_scope else "not_comparable"
    cause: Cause = "reference_date" if same_scope else "scope"
    yield _finding(
        "cost_changed", "total_cost", one, other, severity, verdict, cause,
        write_amount(before, _MILLION, language), write_amount(after, _MILLION, language), reason, fields, language,
    )  # fmt: skip


def _finding(
    rule: str, name: str, one: Entry, other: Entry, severity: Severity, verdict: Verdict, cause: Cause, before: str,
    after: str, reason: str | None, fields: _Fields, language: Language,
) -> Finding:  # fmt: skip
    message = write_other(
        rule, language, title=other.plan.title or "", before=" ".join(before.split()), after=" ".join(after.split()),
        year=str(one.document.plan_year or "?"), later=str(other.document.plan_year or "?"),
    )  # fmt: skip
    why = write_other("explained" if reason else "unexplained", language, reason=reason or "")
    is_cost = name == "total_cost"
    printed = other.plan.total_cost_won if is_cost else None
    expected = one.plan.total_cost_won if is_cost else None
    return Finding(
        finding_id=make_id("finding", other.document.document_id, rule, one.plan.plan_id, other.plan.plan_id),
        document_id=other.document.document_id,
        plan_id=other.plan.plan_id,
        rule=rule,
        severity=severity,
        message=f"{message} {why}",
        field=name,
        printed_text=after,
        printed_won=printed,
        expected_text=before,
        expected_won=expected,
        delta_won=(printed or 0) - (expected or 0) if is_cost else None,
        cause=cause,
        verdict=verdict,
        operands=tuple(_operand(entry, name, text, fields) for entry, text in ((one, before), (other, after))),
        **locator_columns(_place(other, name, fields)),
    )


def _place(entry: Entry, name: str, fields: _Fields) -> Locator:
    field_row = fields.get((entry.plan.plan_id, name))
    return place_of(field_row) if field_row is not None else Locator()


def _operand(entry: Entry, name: str, text: str, fields: _Fields) -> Operand:
    won = entry.plan.total_cost_won if name == "total_cost" else None
    role = entry.document.title or entry.document.file_name
    return Operand(printed_text=text, amount_won=won, role=role, **locator_columns(_place(entry, name, fields)))
