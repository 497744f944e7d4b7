"""Rows of `amounts`: every amount that is not the value of a budget fact, and all parts of a split.

Amounts stand in paragraphs, headings and captions, in the values of a card, and in the header, label, text and remark
cells of tables. A figure without a unit counts only in a remark of a table whose unit is printed. `(전액구비)` sets the
funding source of the whole; the parts of `(국 10 / 시 20)` are rows that point to the whole, an amount or a fact.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from extractors.model import Block, Cell, Locator, Paragraph, Printed, ReadingIssue, SourceDocument, Table
from extractors.problem_sentences import problem_sentence
from normalizers.amounts.model import AmountContext, FoundAmount, SplitPart
from normalizers.amounts.prose import find_amounts, find_non_budget
from normalizers.amounts.units import Unit
from normalizers.budget.kinds import kind_of
from normalizers.budget.looks import unit_note
from normalizers.budget.model import FactParts, MoneyRows, TableContext
from normalizers.budget.words import find_measure, role_of
from normalizers.funding import FundingReading, parse_funding_source
from normalizers.identity import locator_columns, make_id
from normalizers.periods import parse_period_label
from normalizers.tables.documents import Issue
from normalizers.tables.money import Amount
from normalizers.vocabulary import Confidence, Measure, UnitSource

_INHERITING = ("remark", "text")
_NO_FUNDING = FundingReading(None)


@dataclass(frozen=True, slots=True)
class AmountRows:
    """The rows of `amounts` in reading order, and what could not be read or was unsure."""

    amounts: tuple[Amount, ...] = ()
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class _Place:
    """A text with its address: the block, in a table the cell, and the unit that its bare figures have."""

    printed: Printed
    block: int
    row: int | None = None
    column: int | None = None
    unit: Unit | None = None
    unit_source: UnitSource = "none"


def normalize_amounts(
    document: SourceDocument,
    context: TableContext,
    money: MoneyRows,
    section_id_of: Callable[[int], str | None] | None = None,
) -> AmountRows:
    """The amounts of a document. `money` are its budget tables, `section_id_of` gives the section of a block."""
    rows = _Rows(context, section_id_of or _no_section)
    for place in _places(document, money):
        rows.add_text(place)
    for parts in money.parts:
        rows.add_fact_parts(parts)
    return AmountRows(tuple(rows.amounts), tuple(rows.issues))


def _places(document: SourceDocument, money: MoneyRows) -> Iterator[_Place]:
    """Every text that may print an amount: paragraphs, captions, and the cells that hold no fact."""
    uses = {(use.block, use.row, use.column): use.use for use in money.uses}
    units = {block: (won, source) for block, won, source in money.table_units}
    for block in _all_blocks(document.blocks):
        if isinstance(block, Paragraph):
            yield _Place(block.printed, block.block)
            continue
        yield from (_Place(caption, block.block) for caption in block.captions)
        labelled = {} if block.block in units else _units_of_labels(block)
        for cell in block.cells:
            use = uses.get((block.block, cell.row, cell.column))
            if use != "fact" and not cell.is_missing:
                own = units.get(block.block) if use in _INHERITING else None
                beside = labelled.get((cell.row, cell.column)) if kind_of(cell.text) == "number" else None
                yield _cell_place(block, cell, own or beside)


def _units_of_labels(table: Table) -> dict[tuple[int, int], tuple[int, UnitSource]]:
    """Where the value of a label with its unit stands (`총사업비(천원) | 84,500`), in a table that is no budget."""
    notes = ((cell, unit_note(cell.text)) for cell in table.cells if role_of(cell.text) == "money")
    return {
        (cell.row, cell.column + cell.column_span): (note.unit.won, "row_label")
        for cell, note in notes
        if note is not None and note.unit is not None
    }


def _cell_place(table: Table, cell: Cell, unit: tuple[int, UnitSource] | None) -> _Place:
    """A cell with the unit of its table, where its figures take it."""
    if unit is None:
        return _Place(cell.printed, table.block, cell.row, cell.column)
    return _Place(cell.printed, table.block, cell.row, cell.column, Unit("", unit[0]), unit[1])


def _all_blocks(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """The blocks of a document and the tables inside tables, outer before inner."""
    for block in blocks:
        yield block
        if isinstance(block, Table):
            yield from block.nested()


class _Rows:
    """Collects rows; one method a kind of origin."""

    def __init__(self, context: TableContext, section_id_of: Callable[[int], str | None]) -> None:
        self.context, self.section_id_of = context, section_id_of
        self.amounts: list[Amount] = []
        self.issues: list[Issue] = []

    def add_text(self, place: _Place) -> None:
        """The amounts of one text, each followed by its parts."""
        context = AmountContext(place.unit, place.unit_source, self.context.issuer_level)
        found = (*find_amounts(place.printed, context), *find_non_budget(place.printed))
        for amount in sorted(found, key=lambda one: one.start):
            self._add_amount(place, amount)

    def _add_amount(self, place: _Place, found: FoundAmount) -> None:
        """One amount with its parts and issues."""
        plan_id = self.context.plan_id_of(place.block)
        where = (place.block, place.row, place.column)
        amount_id = make_id("amount", self.context.document_id, *where, found.start)
        funding = self._funding(found.funding_label, plan_id, found.printed.at)
        measure, year = self._meaning(found.role)
        row = Amount(
            amount_id=amount_id,
            document_id=self.context.document_id,
            plan_id=plan_id,
            section_id=self.section_id_of(place.block),
            printed_text=found.printed.text,
            amount_won=found.amount_won,
            reading=found.reading,
            currency=found.currency,
            foreign_amount=found.foreign_amount,
            ratio=found.ratio,
            unit_text=found.unit.word or None if found.unit else None,
            role=found.role,
            measure=measure,
            fiscal_year=year,
            qualifier=found.qualifier,
            per=found.per,
            funding_source=funding.source,
            funding_instrument=funding.instrument,
            formula=found.formula.printed.text if found.formula else None,
            confidence=_confidence(found),
            **locator_columns(found.printed.at),
        )
        self.amounts.append(row)
        self._add_issues(found.issues, plan_id)
        for index, part in enumerate(found.parts):
            part_id = make_id("amount", self.context.document_id, *where, found.start, "part", index)
            self._add_part(part, part_id, row.unit_text, plan_id, row.section_id, whole_amount_id=amount_id)

    def add_fact_parts(self, parts: FactParts) -> None:
        """The split printed in the cell of a fact."""
        unit = parts.number.unit.word or None if parts.number.unit else None
        for index, part in enumerate(parts.number.parts):
            part_id = make_id("amount", self.context.document_id, parts.fact_id, "part", index)
            self._add_part(part, part_id, unit, parts.plan_id, None, whole_fact_id=parts.fact_id)

    def _add_part(
        self,
        part: SplitPart,
        part_id: str,
        unit_text: str | None,
        plan_id: str | None,
        section_id: str | None,
        whole_amount_id: str | None = None,
        whole_fact_id: str | None = None,
    ) -> None:
        """One part of a split; a misprint keeps its row and is an issue."""
        funding = self._funding(part.label, plan_id, part.printed.at)
        self.amounts.append(
            Amount(
                amount_id=part_id,
                document_id=self.context.document_id,
                plan_id=plan_id,
                section_id=section_id,
                printed_text=part.printed.text,
                amount_won=part.amount_won,
                reading=part.reading,
                currency="KRW",
                ratio=part.ratio,
                unit_text=unit_text,
                role=part.label,
                funding_source=funding.source,
                funding_instrument=funding.instrument,
                whole_amount_id=whole_amount_id,
                whole_fact_id=whole_fact_id,
                confidence="low" if part.printed.is_recognised else "high",
                **locator_columns(part.printed.at),
            )
        )
        if part.reading == "unreadable":
            self._add_issues((ReadingIssue("AMOUNT_UNREADABLE", part.printed.at, part.printed.text),), plan_id)

    def _funding(self, label: str | None, plan_id: str | None, at: Locator) -> FundingReading:
        """Who pays, with an issue where that is unsure."""
        if label is None:
            return _NO_FUNDING
        reading = parse_funding_source(label, self.context.issuer_level, in_split=True)
        if reading.issue_code is not None:
            self._add_issues((ReadingIssue(reading.issue_code, at, label),), plan_id)
        return reading

    def _meaning(self, role: str | None) -> tuple[Measure | None, int | None]:
        """What the label says that the amount is, and the year it is for."""
        if role is None:
            return None, None
        word = find_measure(role)
        period = parse_period_label(role, self.context.years)
        return word.measure if word else None, period.fiscal_year if period else None

    def _add_issues(self, issues: tuple[ReadingIssue, ...], plan_id: str | None) -> None:
        for issue in issues:
            self.issues.append(
                Issue(
                    document_id=self.context.document_id,
                    plan_id=plan_id,
                    code=issue.code,
                    message=problem_sentence(issue.code),
                    printed_text=issue.printed_text,
                    **locator_columns(issue.at),
                )
            )


def _confidence(found: FoundAmount) -> Confidence:
    """Low for what was made out in a picture, medium where the unit stands apart from the number."""
    if found.printed.is_recognised:
        return "low"
    return "high" if found.unit_source == "cell" else "medium"


def _no_section(_block: int) -> str | None:
    return None
