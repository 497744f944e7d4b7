"""The facts of one table: one row a number, dash, blank or text of each money cell, with all that its labels say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from extractors.patterns import compile_on_use
from normalizers.amounts.cells import CellNumber, read_amount_cell
from normalizers.budget.binding import Binding, BoundCell
from normalizers.budget.layout import Layout, Part
from normalizers.budget.meaning import (
    Period,
    PeriodAxes,
    Sense,
    bracket_sense,
    column_period,
    find_period,
    find_sense,
    is_total_column,
    label_measure,
    period_axes,
    prints_stocks,
    row_period,
    table_period,
)
from normalizers.budget.model import TableContext
from normalizers.budget.providers import find_provider
from normalizers.budget.rows import RowLabel, find_row_label
from normalizers.budget.signs import Signs, find_signs
from normalizers.budget.sources import SourceAxes, find_source, is_payer, prints_shorts, read_source, source_axes
from normalizers.budget.stacked import stacked_rows
from normalizers.budget.surroundings import Surroundings
from normalizers.budget.wholes import Wholes, find_wholes
from normalizers.budget.words import find_measure, header_words, is_plain_money, is_total_label, other_words, says
from normalizers.funding import FundingReading
from normalizers.identity import locator_columns, make_id
from normalizers.periods.columns import PeriodLabel
from normalizers.tables.money import BudgetFact
from normalizers.vocabulary import BudgetTableKind, Confidence

_FOOTNOTE = compile_on_use(r"(?<=[가-힣])\d{1,2}\)$")


@dataclass(frozen=True, slots=True)
class DraftFact:
    """A fact with what the later steps (leaves, splits, issues) need of its making."""

    fact: BudgetFact
    number: CellNumber
    bound: BoundCell
    label: RowLabel
    period: Period
    funding: FundingReading
    is_second: bool


@dataclass(frozen=True, slots=True)
class PartAxes:
    """What the rows and columns of a part are."""

    periods: PeriodAxes
    sources: SourceAxes
    wholes: Wholes
    fallback: PeriodLabel | None
    is_stock: bool


@dataclass(frozen=True, slots=True)
class TableFrame:
    """What holds for all facts of a table."""

    layout: Layout
    around: Surroundings
    kind: BudgetTableKind
    table_id: str
    plan_id: str | None
    sub_project: str | None
    context: TableContext


def draft_facts(frame: TableFrame, binding: Binding) -> list[DraftFact]:
    """All facts of a table in row order."""
    labels = {id(b.cell): find_row_label(frame.layout, b.part, b.cell.row, b.cell.column) for b in binding.bound}
    axes = {id(part): _axes(frame, part, binding, labels) for part in frame.layout.parts}
    signs = find_signs(frame.layout, binding.bound)
    drafts: list[DraftFact] = []
    for bound in binding.bound:
        drafts += _cell_facts(frame, bound, labels[id(bound.cell)], axes[id(bound.part)], signs)
    return drafts


def _axes(frame: TableFrame, part: Part, binding: Binding, labels: dict[int, RowLabel]) -> PartAxes:
    own = [labels[id(b.cell)] for b in binding.bound if b.part is part]
    named = {b.cell.row: labels[id(b.cell)].text or "" for b in binding.bound if b.part is part}
    years, level = frame.context.years, frame.context.issuer_level
    shorts = prints_shorts(named.values())
    return PartAxes(
        period_axes(part, own, years),
        source_axes(part, own, level),
        find_wholes(frame.layout, part, lambda text: is_payer(text, level, shorts=shorts), named),
        table_period(frame.around, years),
        prints_stocks(frame.around, [label.text or "" for label in own]),
    )


def _cell_facts(
    frame: TableFrame, bound: BoundCell, label: RowLabel, axes: PartAxes, signs: Signs
) -> Iterator[DraftFact]:
    """The facts of one cell, or of its lines where several rows are drawn as one."""
    rows = stacked_rows(bound.cell, label, frame.context.issuer_level) or [(bound.cell.printed, label)]
    done = 0
    for printed, own in rows:
        numbers = read_amount_cell(printed, bound.unit, filled_triangle_is_minus=signs.filled_triangle_is_minus)
        if len(numbers) == 1:
            numbers = (signs.apply(bound.cell, numbers[0]),)
        for number in numbers:
            yield _make_draft(frame, bound, own, axes, replace(number, part=done))
            done += 1


def _make_draft(frame: TableFrame, bound: BoundCell, label: RowLabel, axes: PartAxes, number: CellNumber) -> DraftFact:
    """One number with all that it means. A figure in brackets behind another is a second amount of the same cell."""
    is_second = number.part > 0 and number.is_bracketed
    sense = find_sense(bound, label, frame.around)
    meant = bracket_sense(bound.column, sense) if is_second else sense
    period = _period_of(frame, bound, label, axes, meant)
    funding = _funding_of(frame, bound, label, axes, number)
    is_whole = bound.column.index in axes.wholes.columns or bound.cell.row in axes.wholes.rows
    is_life = period.kind == "total" and (meant.measure == "total_cost" or _is_life_column(bound))
    fact = replace(
        _make_fact(frame, bound, label, number),
        line_item=_line_item(label, bound.column.texts, frame.context, axes),
        option=_version(frame, bound, label),
        funding_source=funding.source,
        funding_instrument=funding.instrument,
        period_kind=period.kind,
        fiscal_year=period.year,
        measure=meant.measure,
        measure_detail=meant.detail,
        is_printed_total=label.is_total or is_total_column(bound.column) or is_life or is_whole,
    )
    return DraftFact(fact, number, bound, label, period, funding, is_second)


def _version(frame: TableFrame, bound: BoundCell, label: RowLabel) -> str | None:
    """A row that is a span of years beside columns of years: one version of a rolling plan (`’22~’26`, `’23~’27`)."""
    row, column = row_period(label, frame.context.years), column_period(bound.column, frame.context.years)
    is_span = row is not None and row.period_kind == "total" and row.end is not None
    return label.text if is_span and column is not None and column.period_kind != "total" else None


def _period_of(frame: TableFrame, bound: BoundCell, label: RowLabel, axes: PartAxes, sense: Sense) -> Period:
    """The period of one fact; a whole cost beside columns of years is a sum over them."""
    years = frame.context.years
    column, row = column_period(bound.column, years), row_period(label, years)
    if axes.periods.columns and column is None and (sense.measure == "total_cost" or _is_life_column(bound)):
        return Period("total")
    is_stock = axes.is_stock or (sense.measure == "balance" and not _is_opening(label))
    fallback = axes.fallback
    if fallback is None and axes.periods.is_relative and sense.measure == "budgeted" and years.plan_year is not None:
        fallback = PeriodLabel("year", years.plan_year)  # `예산액` beside `전년도예산액` in a budget of 2031
    return find_period(column, row, axes.periods, fallback, is_stock)


def _is_life_column(bound: BoundCell) -> bool:
    """A column of whole costs, whatever its row adds (`총사업비` over the rows 당초, 변경, 증감)."""
    found = find_measure(bound.column.leaf)
    return found is not None and found.measure == "total_cost" and not found.is_weak


def _funding_of(
    frame: TableFrame, bound: BoundCell, label: RowLabel, axes: PartAxes, number: CellNumber
) -> FundingReading:
    """Who pays one fact; the money of a fund is the fund's where nobody else is named."""
    is_whole = bound.column.index in axes.wholes.columns or bound.cell.row in axes.wholes.rows
    funding = find_source(number, bound, label, frame.layout, axes.sources, frame.context.issuer_level, is_whole)
    if frame.kind == "fund" and funding.source is None and not funding.issue_code:
        return FundingReading("fund", "fund")
    return funding


def _make_fact(frame: TableFrame, bound: BoundCell, label: RowLabel, number: CellNumber) -> BudgetFact:
    """The fact as far as its place, labels, amount and unit go."""
    context, cell = frame.context, bound.cell
    at = number.printed.at if number.printed.at.block is not None else cell.printed.at
    unit = number.unit or bound.unit
    return BudgetFact(
        fact_id=make_id("fact", context.document_id, frame.layout.table.block, cell.row, cell.column, number.part),
        table_id=frame.table_id,
        document_id=context.document_id,
        plan_id=frame.plan_id,
        sub_project=frame.sub_project,
        provider=find_provider((number.printed.text, cell.text), (label.text or "", *bound.column.texts)),
        row_label=label.text,
        row_group=label.groups[0] if label.groups else (None if label.text else _outer(frame)),
        column_label=" / ".join(bound.column.texts) or None,
        period_kind="none",
        measure="other",
        amount_won=number.amount_won,
        reading=number.reading,
        printed_text=number.printed.text,
        cell_part=number.part,
        unit_won=unit.won if unit else None,
        unit_source="cell" if number.unit_in_cell else bound.source,
        confidence=_confidence(bound, number),
        **locator_columns(at),
    )


def _confidence(bound: BoundCell, number: CellNumber) -> Confidence:
    """Low for what was made out in a picture, medium where the unit stands far from the number."""
    if number.printed.is_recognised or bound.cell.printed.is_recognised:
        return "low"
    return "medium" if bound.source in ("sentence", "document") and not number.unit_in_cell else "high"


def _is_opening(label: RowLabel) -> bool:
    """`기초잔액` stands at the start of the year, not at its end."""
    return label.text is not None and says(label.text, other_words("openings"))


def _outer(frame: TableFrame) -> str | None:
    """The label beside the cell that a nested table without row labels stands in."""
    return frame.around.outer_labels[0] if frame.around.outer_labels else None


def _line_item(label: RowLabel, heads: tuple[str, ...], context: TableContext, axes: PartAxes) -> str | None:
    """What the amount is for: the row's label where it is no payer, period, measure or total; else a column's."""
    over = () if heads and row_period(RowLabel(heads[-1], None, (), False), context.years) else tuple(reversed(heads))
    for text in (label.text, *label.groups, *over):
        if not text or is_total_label(text) or label_measure(text) is not None or is_plain_money(text):
            continue
        if text in heads and says(text, header_words()["variants"]):
            continue
        if row_period(RowLabel(text, None, (), False), context.years) is not None:
            continue
        if axes.sources.rows or axes.sources.columns:
            reading = read_source(text, context.issuer_level)
            if reading.source or reading.issue_code:
                continue
        return _FOOTNOTE.sub("", text)
    return None
