"""Money that a plan prints in two tables counts once.

A summary gives the project's total, the table below it breaks the same total down; a list repeats what the yearly
table gave. Within one plan (and sub-project) a fact of the same payer, period, measure and item with the same amount as
one in an earlier table is a repeat, and so is a fact that equals a printed total of another table: the parts of that
are printed there. Amounts that differ are never repeats, and neither are amounts without a period: last year's list and
next year's name the same works.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from normalizers.budget.facts import DraftFact
from normalizers.budget.leaves import row_key

Key = tuple[object, ...]


def drop_repeats(tables: Sequence[Sequence[DraftFact]]) -> list[list[DraftFact]]:
    """The tables of a document with the leaves that repeat other money no longer leaves."""
    totals: dict[Key, set[str]] = {}
    for drafts in tables:
        for draft in drafts:
            if draft.fact.is_printed_total and draft.fact.amount_won:
                totals.setdefault(_scope(draft), set()).add(draft.fact.table_id)
    seen: dict[Key, list[tuple[str, str | None]]] = {}
    kept: list[list[DraftFact]] = []
    for drafts in tables:
        repeats = _repeats_of(drafts, totals, seen)
        for draft in drafts:
            if draft.fact.is_leaf and draft.fact.amount_won and id(draft) not in repeats:
                seen.setdefault((*_scope(draft), row_key(draft)), []).append(
                    (draft.fact.table_id, draft.fact.measure_detail)
                )
        kept.append([_not_leaf(d) if id(d) in repeats else d for d in drafts])
    return kept


def _repeats_of(
    drafts: Sequence[DraftFact], totals: dict[Key, set[str]], seen: dict[Key, list[tuple[str, str | None]]]
) -> set[int]:
    """The ids of a table's repeats; outside of plans only a whole table repeats, single amounts agree by chance."""
    repeats = {id(d) for d in drafts if d.fact.is_leaf and _is_repeat(d, totals, seen)}
    alone = [d for d in drafts if d.fact.is_leaf and d.fact.amount_won and d.fact.plan_id is None]
    chance = 2 * sum(id(d) in repeats for d in alone) <= len(alone)
    return repeats - {id(d) for d in alone} if chance else repeats


def _scope(draft: DraftFact) -> Key:
    fact = draft.fact
    source = None if fact.funding_source == "total" else fact.funding_source
    return (
        fact.plan_id, fact.sub_project, fact.option, source, fact.period_kind, fact.fiscal_year, fact.measure,
        fact.amount_won,
    )  # fmt: skip


def _is_repeat(draft: DraftFact, totals: dict[Key, set[str]], seen: dict[Key, list[tuple[str, str | None]]]) -> bool:
    fact = draft.fact
    if not fact.amount_won or fact.period_kind == "none":
        return False
    if any(table != fact.table_id for table in totals.get(_scope(draft), ())):
        return True
    earlier = seen.get((*_scope(draft), row_key(draft)), [])
    return any(
        table != fact.table_id and (detail is None or fact.measure_detail is None or detail == fact.measure_detail)
        for table, detail in earlier
    )


def _not_leaf(draft: DraftFact) -> DraftFact:
    return replace(draft, fact=replace(draft.fact, is_leaf=False))
