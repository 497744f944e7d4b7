"""Which facts of one table add up: no total, no part of another fact, no second reading of the same money.

A sum over facts must not count money twice. Not added: printed totals; a line whose parts are printed below it (by
bullet or indent, where the parts make up the line; where they make up less, they are of-which lines and the parts are
left out); the second breakdown of the same sum (`기능별`, `비목별`; items below payers); columns calculated from
others (`㉰=㉮+㉯`) or once more without carry-overs; caps, unit prices, `그중`; a bracketed figure that no header
explains.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from normalizers.budget.below_payers import lines_below_payers
from normalizers.budget.facts import DraftFact
from normalizers.budget.layout import names_period
from normalizers.budget.looks import squeezed
from normalizers.budget.words import (
    bare_label,
    find_measure,
    header_words,
    is_formula_label,
    is_total_label,
    says,
)

_ROUNDING = 2


def mark_leaves(drafts: Sequence[DraftFact]) -> list[DraftFact]:
    """The drafts with `is_leaf` set, as far as their own table tells."""
    dropped = _parents_and_of_which(drafts) | _second_breakdowns(drafts) | _repeated_columns(drafts)
    dropped |= _older_versions(drafts) | lines_below_payers(drafts)
    return [replace(d, fact=replace(d.fact, is_leaf=id(d) not in dropped and _may_add(d))) for d in drafts]


def _may_add(draft: DraftFact) -> bool:
    """Whether nothing about the fact itself keeps it out of sums."""
    fact, words = draft.fact, header_words()["not_additive"]
    if fact.is_printed_total or fact.measure_detail == "bracketed":
        return False
    if draft.number.per or draft.number.qualifier in ("max", "min", "above") or _is_further(draft):
        return False
    texts = [*draft.bound.column.texts, fact.row_label or ""]
    if any(says(text, words) for text in texts):
        return False
    return fact.measure == "change" or not any(is_formula_label(text) for text in texts)


def _is_further(draft: DraftFact) -> bool:
    """A second figure among the words of a cell (`50만원~100만원`); the lines of stacked rows are rows of their own."""
    is_stacked = draft.label.cell is not None and draft.label.text != draft.label.cell.text.strip()
    return draft.number.part > 0 and not draft.is_second and not is_stacked


def _amounts_by_column(drafts: Sequence[DraftFact], row: int) -> dict[int, int]:
    return {
        d.bound.cell.column: d.fact.amount_won
        for d in drafts
        if d.bound.cell.row == row and d.number.part == 0 and d.fact.amount_won is not None
    }


def _parents_and_of_which(drafts: Sequence[DraftFact]) -> set[int]:
    """The facts of lines whose parts are printed under them, or of the parts where these are of-which lines."""
    children: dict[int, set[int]] = {}
    for draft in drafts:
        if draft.label.parent is not None and not draft.label.is_total:
            children.setdefault(draft.label.parent, set()).add(draft.bound.cell.row)
    dropped_rows: set[int] = set()
    for parent, rows in children.items():
        whole = _amounts_by_column(drafts, parent)
        if not whole or any(d.label.is_total for d in drafts if d.bound.cell.row == parent):
            continue
        dropped_rows |= rows if _is_less(drafts, whole, rows) else {parent}
    return {id(d) for d in drafts if d.bound.cell.row in dropped_rows}


def _is_less(drafts: Sequence[DraftFact], whole: dict[int, int], rows: set[int]) -> bool:
    """Whether the parts make up less than the line in most of its columns."""
    sums: dict[int, int] = {}
    for row in rows:
        for column, amount in _amounts_by_column(drafts, row).items():
            sums[column] = sums.get(column, 0) + amount
    compared = [(whole[c], sums[c]) for c in whole if c in sums]
    unit = max((d.fact.unit_won or 1 for d in drafts), default=1)
    less = sum(part < total - _ROUNDING * unit for total, part in compared)
    return 2 * less > len(compared)


def _second_breakdowns(drafts: Sequence[DraftFact]) -> set[int]:
    """Rows below a total that breaks the same sum down once more: the totals are equal in every column."""
    seen: list[dict[int, int]] = []
    rows = sorted({d.bound.cell.row for d in drafts})
    labels = {d.bound.cell.row: d.fact.row_label or "" for d in drafts}
    dropped: set[int] = set()
    is_second = False
    for row in rows:
        if is_total_label(labels[row]) and says(labels[row], header_words()["breakdowns"]):
            amounts = _amounts_by_column(drafts, row)
            is_second = any(_agree(amounts, other) for other in seen)
            seen.append(amounts)
        elif is_second:
            dropped.add(row)
    return {id(d) for d in drafts if d.bound.cell.row in dropped}


def _agree(one: dict[int, int], other: dict[int, int]) -> bool:
    shared = one.keys() & other.keys()
    return bool(shared) and all(one[c] == other[c] for c in shared)


def _repeated_columns(drafts: Sequence[DraftFact]) -> set[int]:
    """In one row, a fact under `제외` or `포함` whose period, measure, detail, source and item another column has."""
    seen: set[tuple[object, ...]] = set()
    dropped: set[int] = set()
    ordered = sorted(drafts, key=_is_variant)
    for draft in ordered:
        fact = draft.fact
        key = (
            draft.bound.cell.row, draft.number.part if not draft.is_second else 0, fact.period_kind, fact.fiscal_year,
            fact.measure, fact.measure_detail, fact.funding_source, fact.funding_instrument, _column_item(draft),
        )  # fmt: skip
        if key in seen and _is_variant(draft):
            dropped.add(id(draft))
        seen.add(key)
    return dropped


def _older_versions(drafts: Sequence[DraftFact]) -> set[int]:
    """All versions of a rolling plan but the one printed last."""
    last = max((d.bound.cell.row for d in drafts if d.fact.option is not None), default=-1)
    return {id(d) for d in drafts if d.fact.option is not None and d.bound.cell.row != last}


def _is_variant(draft: DraftFact) -> bool:
    return any(says(text, header_words()["variants"]) for text in draft.bound.column.texts)


def _column_item(draft: DraftFact) -> tuple[str, ...]:
    """What of the header is neither period, measure, total nor variant: the thing the column is about."""
    variants = header_words()["variants"]
    return tuple(
        bare_label(text)
        for text in draft.bound.column.texts
        if not (names_period(text) or is_total_label(text) or find_measure(text) or says(text, variants))
    )


def row_key(draft: DraftFact) -> str:
    """The row label as far as it names an item; empty for payers, periods and totals."""
    return "" if draft.fact.line_item is None else squeezed(bare_label(draft.fact.line_item))
