"""What of a budget table could not be read or is unsure: one issue a table and code, or one a cell."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.model import Locator
from extractors.problem_sentences import problem_sentence
from normalizers.budget.binding import Binding
from normalizers.budget.facts import DraftFact, TableFrame
from normalizers.budget.sources import read_source
from normalizers.identity import locator_columns
from normalizers.tables.documents import Issue

_BY_TABLE = ("AMOUNT_UNIT_UNKNOWN",)


def table_issues(frame: TableFrame, binding: Binding, drafts: Sequence[DraftFact]) -> tuple[Issue, ...]:
    """The issues of one table in reading order."""
    issues: list[Issue] = []
    told: set[tuple[str, str]] = set()

    def tell(code: str, printed: str, at: Locator, key: str = "") -> None:
        if (code, key) not in told:
            told.add((code, key))
            issues.append(_issue(frame, code, printed, at))

    for draft in drafts:
        at, printed = draft.number.printed.at, draft.fact.printed_text
        if draft.fact.reading == "number" and draft.fact.amount_won is None and not draft.number.issues:
            tell("BUDGET_NOT_WON", printed, at, draft.fact.fact_id)
        elif draft.fact.reading == "number" and draft.fact.unit_won is None:
            tell("BUDGET_WITHOUT_UNIT", printed, frame.layout.table.at)
        for found in draft.number.issues:
            if found.code not in _BY_TABLE:
                tell(found.code, found.printed_text, found.at if found.at.block is not None else at, draft.fact.fact_id)
        if draft.period.issue_code:
            tell("BUDGET_YEAR_UNSETTLED", draft.fact.column_label or draft.fact.row_label or "", at)
        if draft.funding.issue_code:
            label = _unclear_label(draft, frame)
            tell(draft.funding.issue_code, label, at, label)
    for cell, use in binding.uses:
        if use == "unclear":
            tell("BUDGET_COLUMN_UNCLEAR", cell.text, cell.printed.at)
    return tuple(issues)


def _unclear_label(draft: DraftFact, frame: TableFrame) -> str:
    """The label that leaves open who pays."""
    texts = (*reversed(draft.bound.column.texts), draft.label.text, *draft.label.groups, draft.number.funding_label)
    level = frame.context.issuer_level
    return next((text for text in texts if text and read_source(text, level).issue_code), draft.fact.row_label or "")


def _issue(frame: TableFrame, code: str, printed: str, at: Locator) -> Issue:
    return Issue(
        document_id=frame.context.document_id,
        plan_id=frame.plan_id,
        code=code,
        message=problem_sentence(code, printed[:60]),
        printed_text=printed or None,
        **locator_columns(at),
    )
