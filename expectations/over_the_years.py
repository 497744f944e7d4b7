"""What two documents say of one pledge, compared: costs, sums of single years, periods, departments, statuses.

Documents of two years differ in their reference date, and a card and an annual plan in what they cover, so nothing here
is an error. A cost of the same scope that changed without a reason being printed anywhere is a warning; what a table of
changes explains, and what may differ for its scope, is a hint.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from expectations.change_events import ChangeEvent
from expectations.finding import Finding, Operand
from expectations.identity_over_time import find_explanation
from expectations.linking import Entry
from expectations.sentences import load_sentences, write_amount, write_other
from extractors.model import Locator
from extractors.problem_sentences import Language
from normalizers.folding import squeeze
from normalizers.identity import locator_columns, make_id
from normalizers.tables import Document
from normalizers.vocabulary import Cause, Severity, Verdict

_DONE = frozenset({"completed", "completed_and_continuing"})
_UNDONE = frozenset({"not_started", "in_progress", "on_track", "partial", "delayed"})
_UNITS = (100_000_000, 1_000_000, 1_000)
_SHOWN = 90


@dataclass(frozen=True, slots=True)
class _Change:
    """One difference: what is printed before and after, the amounts where it is money, and how grave it is."""

    rule: str
    field: str
    before: str
    after: str
    severity: Severity
    verdict: Verdict
    cause: Cause
    kinds: tuple[str, ...]
    """The kinds of changes that would explain it."""
    won: tuple[int, int] | None = None
    year: int | None = None


def compare_pair(one: Entry, other: Entry, events: Sequence[ChangeEvent], language: Language) -> Iterator[Finding]:
    """The findings about two documents' versions of one pledge, the earlier first."""
    for change in (*_costs(one, other, language), *_years(one, other, language), *_words(one, other)):
        reason = find_explanation(one, other, events, change.kinds)
        yield _finding(change, one, other, reason, language)


def name_document(document: Document, language: Language) -> str:
    """2031년 공약 카드; without the year where none is known."""
    words = load_sentences()["documents"]
    kind = words.get(document.document_kind or "other", words["other"])[language]
    return f"{document.plan_year}{words['year'][language]} {kind}" if document.plan_year else str(kind)


def _costs(one: Entry, other: Entry, language: Language) -> Iterator[_Change]:
    """Costs of one scope; a card's cost beside one year's is no change, nor are those of two years."""
    before, after = one.plan.total_cost_won, other.plan.total_cost_won
    scopes = {one.plan.total_cost_scope, other.plan.total_cost_scope}
    known = "unknown" not in scopes
    two_years = scopes == {"annual"} and one.document.plan_year != other.document.plan_year
    if before is None or after is None or before == after or (known and len(scopes) > 1) or two_years:
        return
    unit = _unit_of(before, after)
    yield _Change(
        "cost_changed" if known and _is_later(one, other) else "cost_differs", "total_cost",
        write_amount(before, unit, language), write_amount(after, unit, language), "warning" if known else "info",
        "unresolved" if known else "not_comparable", "reference_date" if known else "scope",
        ("cost", "content", "merged", "split", "other"), (before, after),
    )  # fmt: skip


def _years(one: Entry, other: Entry, language: Language) -> Iterator[_Change]:
    """The year whose sum differs most; plans roll on from year to year, so this is a hint."""
    shared = [(abs(one.yearly[y][0] - other.yearly[y][0]), y) for y in one.yearly.keys() & other.yearly.keys()]
    if not shared or not max(shared)[0]:
        return
    year = max(shared)[1]
    before, after = one.yearly[year][0], other.yearly[year][0]
    unit = _unit_of(before, after)
    yield _Change(
        "year_differs", str(year), write_amount(before, unit, language), write_amount(after, unit, language), "info",
        "not_comparable", "reference_date", ("cost", "content", "period", "merged", "split", "other"), (before, after),
        year,
    )  # fmt: skip


def _words(one: Entry, other: Entry) -> Iterator[_Change]:
    periods = (one.plan.period_text, other.plan.period_text)
    moved = (one.plan.period_start, one.plan.period_end) != (other.plan.period_start, other.plan.period_end)
    departments = (one.plan.lead_department, other.plan.lead_department)
    texts = (("period", *periods, moved), ("lead_department", *departments, True))
    for name, before, after, differs in texts:
        if before and after and differs and squeeze(before) != squeeze(after):
            kinds = ("period", "content", "other") if name == "period" else ("department", "other")
            yield _Change(f"{name}_changed", name, before, after, "info", "not_comparable", "reference_date", kinds)
    if one.plan.status in _DONE and other.plan.status in _UNDONE and _is_later(one, other):
        yield _Change(
            "status_went_back", "status", one.plan.status_text or str(one.plan.status),
            other.plan.status_text or str(other.plan.status), "warning", "unresolved", "stale_text",
            ("content", "other"),
        )  # fmt: skip


def _is_later(one: Entry, other: Entry) -> bool:
    years = (one.document.plan_year, other.document.plan_year)
    return years[0] is not None and years[1] is not None and years[0] < years[1]


def _unit_of(*amounts: int) -> int:
    """The largest unit in which all the amounts are whole."""
    return next((unit for unit in _UNITS if not any(amount % unit for amount in amounts)), 1)


def _finding(change: _Change, one: Entry, other: Entry, reason: str | None, language: Language) -> Finding:
    message = write_other(
        change.rule, language, title=" ".join((other.plan.title or "").split()), before=" ".join(change.before.split()),
        after=" ".join(change.after.split()), document=name_document(one.document, language),
        later=name_document(other.document, language), year=str(change.year or ""),
    )  # fmt: skip
    shown = reason if reason is None or len(reason) <= _SHOWN else reason[: _SHOWN - 1] + "…"
    why = _write_why(change, shown, language)
    printed, expected = (change.won[1], change.won[0]) if change.won else (None, None)
    return Finding(
        finding_id=make_id("finding", other.document.document_id, change.rule, one.plan.plan_id, other.plan.plan_id),
        document_id=other.document.document_id,
        plan_id=other.plan.plan_id,
        rule=change.rule,
        severity="info" if reason and change.severity == "warning" else change.severity,
        message=f"{message} {why}".rstrip(),
        field=change.field,
        printed_text=change.after,
        printed_won=printed,
        expected_text=change.before,
        expected_won=expected,
        delta_won=printed - expected if printed is not None and expected is not None else None,
        cause=change.cause,
        verdict=change.verdict,
        operands=(
            _operand(one, change, change.before, expected, language),
            _operand(other, change, change.after, printed, language),
        ),
        **locator_columns(_place(other, change)),
    )


def _write_why(change: _Change, reason: str | None, language: Language) -> str:
    if reason is not None:
        return write_other("explained", language, reason=reason)
    if change.cause == "scope":
        return write_other("scope_unknown", language)
    return write_other("unexplained", language) if change.rule.endswith("_changed") else ""


def _place(entry: Entry, change: _Change) -> Locator:
    if change.year is not None:
        return entry.yearly[change.year][1]
    return entry.places.get(change.field, Locator())


def _operand(entry: Entry, change: _Change, text: str, won: int | None, language: Language) -> Operand:
    role = f"{name_document(entry.document, language)} ({entry.document.title or entry.document.file_name or ''})"
    return Operand(printed_text=text, amount_won=won, role=role, **locator_columns(_place(entry, change)))
