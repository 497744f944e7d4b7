"""Lines of a budget book that break down once more what its payers have already made up.

A book of 세출예산 prints a project as the whole of its payers (`다리 놓기 3,200` over `국 1,600`, `군 1,600`), and
below them the same money by item (`시설비 3,080`, `감리비 120`), often with the sums of items among them. A sum that
takes payers and items counts the project twice. The payers stand first and are kept; the lines below them add nothing,
where they make up the project in every column. Where they do not, nobody knows whose they are, and they stay.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from normalizers.budget.facts import DraftFact
from normalizers.budget.sources import is_payer

_MOST_LINES = 40
_ENOUGH = 2
"""Two columns or two lines that agree with the project do not do so by chance."""

Amounts = dict[int, int]
"""Column -> won; nil cells are left out."""


def lines_below_payers(drafts: Sequence[DraftFact]) -> set[int]:
    """The ids of the drafts of such lines."""
    rows: dict[int, list[DraftFact]] = {}
    for draft in drafts:
        rows.setdefault(draft.bound.cell.row, []).append(draft)
    ordered = [rows[row] for row in sorted(rows)]
    repeated = [row for whole, lines in _projects(ordered) if _make_up(whole, lines) for row in lines]
    return {id(draft) for row in repeated for draft in row}


def _projects(rows: Sequence[list[DraftFact]]) -> Iterator[tuple[list[DraftFact], list[list[DraftFact]]]]:
    """(row of the project, rows below its payers) of every project that prints both."""
    kinds = [_kind(row) for row in rows]
    for at, kind in enumerate(kinds):
        payers = next((n for n in range(at + 1, len(kinds) + 1) if n == len(kinds) or kinds[n] != "payer"), at + 1)
        end = next((n for n in range(payers, len(kinds) + 1) if n == len(kinds) or kinds[n] != "line"), payers)
        if end < len(kinds) and kinds[end] == "payer":
            end -= 1  # the line above a payer is the next project
        if kind == "whole" and at + 1 < payers < end and end - payers <= _MOST_LINES:
            yield rows[at], list(rows[payers:end])


def _kind(row: Sequence[DraftFact]) -> str:
    """What a row is by the payer that all its amounts have: the whole of payers, one of them, or a line without."""
    sources = {draft.fact.funding_source for draft in row}
    if sources == {"total"}:
        return "whole"
    if sources == {None} and is_payer(row[0].fact.row_label or "", "district", shorts=True):
        return "payer"  # `시`, where nobody knows which tier the office is
    if sources == {None}:
        return "other" if any(draft.fact.is_printed_total for draft in row) else "line"
    return "payer" if len(sources) == 1 else "other"


def _make_up(whole: Sequence[DraftFact], lines: Sequence[Sequence[DraftFact]]) -> bool:
    """Whether the lines, sums among them counted once, are the project in every column."""
    wanted, parts = _amounts(whole), [_amounts(line) for line in lines]
    if not wanted or max(len(wanted), len(parts)) < _ENOUGH:
        return False
    return wanted in (_added(parts), _added_once(parts))


def _amounts(row: Sequence[DraftFact]) -> Amounts:
    found = ((d.bound.cell.column, d.fact.amount_won) for d in row if d.number.part == 0)
    return {column: amount for column, amount in found if amount}


def _added(parts: Sequence[Amounts]) -> Amounts:
    columns = {column for part in parts for column in part}
    sums = {column: sum(part.get(column, 0) for part in parts) for column in columns}
    return {column: amount for column, amount in sums.items() if amount}


def _added_once(parts: Sequence[Amounts]) -> Amounts:
    """The sum of the lines without those that the line above them adds up."""

    @cache
    def tops(start: int, end: int) -> tuple[int, ...]:
        found, at = [], start
        while at < end:
            found.append(at)
            at = next((n for n in range(at + 2, end + 1) if total(at + 1, n) == parts[at]), at + 1)
        return tuple(found)

    def total(start: int, end: int) -> Amounts:
        return _added([parts[at] for at in tops(start, end)])

    return total(0, len(parts))
