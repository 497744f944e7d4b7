"""Equations between places of one document: a heading and its table, a split and its whole, splits and a source's row.

Numbers outside a table's grid become cells of their own, so that they are solved together with the table's sums: a
heading that prints 320,793천원 is a second witness of the cell under it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from expectations.cells import Cell, Grid, amount_to_cell
from expectations.equations import Equation, evaluate
from expectations.sentences import unit_named
from normalizers.normalized import NormalizedDocument
from normalizers.tables import Amount, BudgetFact

_NEAR = 4
_DECIMALS = re.compile(r"\d\.(\d+)[^\d.,]*$")
_COMPARED = frozenset({"required", "budgeted", "planned", "secured", "executed", "requested"})


@dataclass(slots=True)
class Places:
    """The document's cells, and where facts and amounts stand among them."""

    normalized: NormalizedDocument
    grids: Sequence[Grid]
    cells: list[Cell]
    of_fact: dict[str, int] = field(default_factory=dict)
    of_amount: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for index, cell in enumerate(self.cells):
            if isinstance(cell.source, BudgetFact):
                self.of_fact[cell.source.fact_id] = index

    def amount(self, amount: Amount) -> int:
        """The cell of an amount, made when it is first needed."""
        if amount.amount_id not in self.of_amount:
            self.of_amount[amount.amount_id] = len(self.cells)
            self.cells.append(amount_to_cell(amount, printed_quantum(amount)))
        return self.of_amount[amount.amount_id]


def printed_quantum(amount: Amount) -> int:
    """The won of the last figure printed: 1,000,000 for `4.91억원`, 10,000,000 for `4억5천만원`."""
    unit = unit_named(amount.unit_text)
    decimals = _DECIMALS.search(amount.printed_text)
    return max(unit // 10 ** len(decimals[1]), 1) if decimals else unit


def find_document_equations(places: Places) -> list[Equation]:
    """All equations that leave a table; cells of amounts are appended to the document's cells."""
    splits = _splits(places.normalized.amounts)
    return [
        *_headings(places),
        *_wholes(places, splits),
        *_sources(places, splits),
    ]


def _splits(amounts: Sequence[Amount]) -> dict[str, list[Amount]]:
    """Id of the whole -> its parts; shares (%) are none."""
    found: dict[str, list[Amount]] = {}
    for amount in amounts:
        whole = amount.whole_fact_id or amount.whole_amount_id
        if whole and amount.ratio is None:
            found.setdefault(whole, []).append(amount)
    return found


def _wholes(places: Places, splits: dict[str, list[Amount]]) -> Iterator[Equation]:
    by_id = {amount.amount_id: amount for amount in places.normalized.amounts}
    for whole, parts in splits.items():
        if len(parts) < 2:
            continue
        index = places.of_fact.get(whole)
        if index is None and whole in by_id:
            index = places.amount(by_id[whole])
        if index is not None and places.cells[index].is_known:
            terms = [(index, 1), *((places.amount(part), -1) for part in parts)]
            made = evaluate("split", terms, places.cells, support=1)
            if made.state != "void":
                yield made


def _headings(places: Places) -> Iterator[Equation]:
    """`2021년 소요예산 : 320,793천원` above a table that prints the same year's total of the same measure."""
    grids = sorted((g for g in places.grids if g.table.block is not None), key=lambda g: g.table.block or 0)
    blocks = [grid.table.block or 0 for grid in grids]
    headings = {section.section_id: section.heading or "" for section in places.normalized.sections}
    for amount in places.normalized.amounts:
        outside = amount.row_index is None and amount.block is not None and not amount.per and not amount.qualifier
        whole = not amount.whole_amount_id and not amount.whole_fact_id and not amount.formula
        if not (outside and whole and amount.amount_won and amount.measure in _COMPARED):
            continue
        at = bisect_right(blocks, amount.block or 0)
        if at == len(grids) or blocks[at] - (amount.block or 0) > _NEAR:
            continue
        grid = grids[at]
        cell = _total_of(grid, amount)
        if cell is not None and grid.table.plan_id == amount.plan_id:
            terms = [(places.of_fact[cell.fact_id], 1), (places.amount(amount), -1)]
            made = evaluate("heading_and_table", terms, places.cells, support=1)
            named = amount.fiscal_year is not None and _is_heading(amount, headings)
            if made.state == "holds" or (made.state == "broken" and named):
                yield made


def _is_heading(amount: Amount, headings: Mapping[str, str]) -> bool:
    """Whether the amount stands in a heading; a line of a section may speak of a part (`statements` reads those)."""
    return amount.section_id is None or amount.printed_text in headings.get(amount.section_id, "")


def _total_of(grid: Grid, amount: Amount) -> BudgetFact | None:
    """The one printed total of the amount's measure and year."""
    facts = [
        fact
        for row in grid.rows
        for fact in row
        if fact.is_printed_total and fact.measure == amount.measure and fact.funding_source in ("total", None)
    ]
    if amount.fiscal_year is not None:
        facts = [fact for fact in facts if fact.fiscal_year == amount.fiscal_year and fact.period_kind == "year"]
    return facts[0] if len(facts) == 1 else None


def _sources(places: Places, splits: dict[str, list[Amount]]) -> Iterator[Equation]:
    """The projects' splits added by source are the source's row, where the two tables print the same total."""
    for items in places.grids:
        leaves = [fact for row in items.rows for fact in row if fact.is_leaf]
        totals = [fact for row in items.rows for fact in row if fact.is_printed_total and fact.amount_won]
        if len(totals) != 1 or not any(fact.fact_id in splits for fact in leaves):
            continue
        if any(f.amount_won and f.funding_source is None and f.fact_id not in splits for f in leaves):
            continue
        for table in places.grids:
            if table is not items and table.table.plan_id == items.table.plan_id:
                yield from _by_source(places, splits, leaves, totals[0], table)


def _by_source(
    places: Places, splits: dict[str, list[Amount]], leaves: Sequence[BudgetFact], total: BudgetFact, table: Grid
) -> Iterator[Equation]:
    rows = [fact for row in table.rows for fact in row if fact.funding_source and fact.period_kind == "year"]
    anchors = [f for f in rows if f.funding_source == "total" and f.amount_won == total.amount_won]
    if len(anchors) != 1:
        return
    for fact in rows:
        if fact.fiscal_year != anchors[0].fiscal_year or fact.funding_source == "total" or not fact.amount_won:
            continue
        terms = [(places.of_fact[fact.fact_id], 1)]
        for leaf in leaves:
            if leaf.fact_id in splits:
                parts = [part for part in splits[leaf.fact_id] if part.funding_source == fact.funding_source]
                terms += [(places.amount(part), -1) for part in parts]
            elif leaf.funding_source == fact.funding_source:
                terms.append((places.of_fact[leaf.fact_id], -1))
        if len(terms) > 1:
            yield evaluate("splits_and_source", terms, places.cells, support=1)
