"""One document's tables through the chain, and one table's results as rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from extractors.model import Cell, SourceDocument, Table
from extractors.plan_model import FoundPlans
from normalizers.budget.binding import Binding, bind_cells
from normalizers.budget.facts import DraftFact, TableFrame, draft_facts
from normalizers.budget.issues import table_issues
from normalizers.budget.layout import Layout, find_layout
from normalizers.budget.leaves import mark_leaves
from normalizers.budget.model import CellFormula, CellUse, FactParts, TableContext
from normalizers.budget.surroundings import Surroundings, find_surroundings
from normalizers.budget.tablekinds import find_kind
from normalizers.budget.units import TableUnit, document_units, printed_unit
from normalizers.identity import locator_columns, make_id
from normalizers.tables.documents import Issue
from normalizers.tables.money import BudgetFact, BudgetTable
from normalizers.vocabulary import UnitSource

Place = tuple[int, int | None, int | None]


@dataclass(frozen=True, slots=True)
class Places:
    """What `find_plans` has read in tables: whole card headers, single label/value cells, sub-projects of blocks.

    `labels` are the places where a card's labels stand beside their values, `printed_labels` those of all labels.
    """

    headers: frozenset[int]
    cells: frozenset[Place]
    sub_projects: dict[int, str]
    labels: frozenset[Place] = frozenset()
    printed_labels: frozenset[Place] = frozenset()

    def is_label(self, cell: Cell, table: Table) -> bool:
        """Whether a cell is the printed label of a field."""
        return (table.block, cell.printed.at.row_index, cell.printed.at.column_index) in self.printed_labels

    def field_rows(self, table: Table) -> frozenset[int]:
        """The rows of a table in which a card prints labels beside their values."""
        return frozenset(
            cell.row
            for cell in table.cells
            if (table.block, cell.printed.at.row_index, cell.printed.at.column_index) in self.labels
        )

    def is_field(self, table: Table) -> Callable[[Cell], bool]:
        """Whether a cell of the table is read as a field."""
        return lambda cell: (table.block, cell.printed.at.row_index, cell.printed.at.column_index) in self.cells


@dataclass(frozen=True, slots=True)
class TableWork:
    """A table on its way: layout, surroundings, unit, verdicts, drafts."""

    layout: Layout
    around: Surroundings
    unit: TableUnit
    binding: Binding
    frame: TableFrame
    drafts: list[DraftFact]


@dataclass(frozen=True, slots=True)
class TableRows:
    """The rows of one table; `table` None for one that is no budget table."""

    table: BudgetTable | None = None
    facts: tuple[BudgetFact, ...] = ()
    uses: tuple[CellUse, ...] = ()
    parts: tuple[FactParts, ...] = ()
    formulas: tuple[CellFormula, ...] = ()
    unit: tuple[int, int, UnitSource] | None = None
    issues: tuple[Issue, ...] = ()


def find_places(found: FoundPlans) -> Places:
    """Where plans print fields in tables."""
    headers: set[int] = set()
    cells: set[Place] = set()
    subs: dict[int, str] = {}
    labels: set[Place] = set()
    printed: set[Place] = set()
    for plan in found.plans:
        for field in plan.fields:
            label, value = field.label.at, field.value.at
            is_beside = label.block is not None and (label.block, label.row_index) == (value.block, value.row_index)
            if field.label and label.block is not None and label.row_index is not None:
                printed.add((label.block, label.row_index, label.column_index))
            if plan.layout == "card" and field.place == "header" and is_beside and label.row_index is not None:
                labels.add((label.block or 0, label.row_index, label.column_index))
            for at in (field.label.at, field.value.at):
                if at.block is None or at.row_index is None:
                    continue
                if field.place == "header":
                    headers.add(at.block)
                cells.add((at.block, at.row_index, at.column_index))
        for section in plan.sections:
            for block in section.blocks:
                if section.sub_project and isinstance(block, Table):
                    subs |= {t.block: section.sub_project for t in (block, *block.nested())}
    return Places(frozenset(headers), frozenset(cells), subs, frozenset(labels), frozenset(printed))


def prepare(
    document: SourceDocument, tables: Sequence[Table], places: Places, context: TableContext
) -> list[TableWork]:
    """Every table of a document, its unit and its facts; tables without a unit get the document's."""
    layouts = {table.block: find_layout(table, places.field_rows(table)) for table in tables}
    around = find_surroundings(document)
    units = {block: printed_unit(layout, around[block]) for block, layout in layouts.items()}
    borrowed = document_units(layouts, units, context.plan_id_of)
    works = []
    for table in tables:
        layout, unit = layouts[table.block], borrowed.get(table.block, units[table.block])
        binding = bind_cells(layout, unit, places.is_field(table))
        frame = TableFrame(
            layout,
            around[table.block],
            find_kind(layout, around[table.block]),
            make_id("table", context.document_id, table.block),
            context.plan_id_of(table.block),
            places.sub_projects.get(table.block),
            context,
        )
        drafts = mark_leaves(draft_facts(frame, binding))
        works.append(TableWork(layout, around[table.block], unit, binding, frame, drafts))
    return works


def table_rows(work: TableWork, drafts: Sequence[DraftFact]) -> TableRows:
    """The published rows of one table."""
    if not drafts:
        return TableRows(issues=table_issues(work.frame, work.binding, drafts))
    table = work.layout.table
    used = _used_unit(drafts)
    return TableRows(
        _budget_table(work, used),
        tuple(draft.fact for draft in drafts),
        tuple(CellUse(table.block, cell.row, cell.column, use) for cell, use in work.binding.uses),
        tuple(FactParts(d.fact.fact_id, d.fact.plan_id, d.number) for d in drafts if d.number.parts),
        tuple(CellFormula(work.frame.table_id, cell.printed.at, cell.formula) for cell in table.cells if cell.formula),
        (table.block, work.unit.unit.won, work.unit.source) if work.unit.unit else None,
        table_issues(work.frame, work.binding, drafts),
    )


def _used_unit(drafts: Sequence[DraftFact]) -> tuple[int | None, UnitSource]:
    """The unit that most facts of the table are in, and where it was found."""
    pairs = [(d.fact.unit_won, d.fact.unit_source) for d in drafts if d.fact.unit_won is not None]
    if not pairs:
        return None, "none"
    return max(pairs, key=lambda pair: (pairs.count(pair), -pairs.index(pair)))


def _budget_table(work: TableWork, used: tuple[int | None, UnitSource]) -> BudgetTable:
    table, frame = work.layout.table, work.frame
    return BudgetTable(
        table_id=frame.table_id,
        document_id=frame.context.document_id,
        plan_id=frame.plan_id,
        title=work.around.title.text.strip().split("\n")[0] if work.around.title else None,
        kind=frame.kind,
        unit_text=work.unit.text if work.unit.source == used[1] else None,
        unit_won=used[0],
        unit_source=used[1],
        row_count=table.row_count,
        column_count=table.column_count,
        continued_pages=table.continued_pages or None,
        **locator_columns(table.at),
    )
