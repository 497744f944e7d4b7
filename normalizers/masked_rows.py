"""Masks personal data in every text of every row (contract, rule 8), and counts how many.

One text can be published many times (a cell, a field, a section), so a text is masked once and remembered; what is
counted is distinct printed places of cells, fields and paragraphs, not copies.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from normalizers.masking import is_names_label, is_people_label, mask_names, mask_people, mask_text
from normalizers.normalized import NormalizedDocument
from normalizers.tables import OptionValue, PlanField, TableCell, columns_of

_KEPT = {"field", "code", "document_id", "source_path"}
"""Columns of our own words."""


@cache
def _text_columns(row_class: type) -> tuple[str, ...]:
    """Columns that can hold printed text: strings that are no ids and no closed vocabulary."""
    return tuple(
        c.name
        for c in columns_of(row_class)
        if c.name not in _KEPT
        and not c.name.endswith("_id")
        and not c.allowed
        and (c.python_type is str or c.python_type in (tuple[str, ...], tuple[OptionValue, ...]))
    )


@dataclass(slots=True)
class _Masker:
    known: dict[str, tuple[str, int]] = field(default_factory=dict)
    names: dict[tuple[str, bool], tuple[str, int]] = field(default_factory=dict)

    def text(self, text: str) -> str:
        if text not in self.known:
            self.known[text] = mask_text(text)
        return self.known[text][0]

    def people(self, text: str, only_names: bool = False) -> str:
        if (text, only_names) not in self.names:
            self.names[text, only_names] = mask_names(text) if only_names else mask_people(text)
        return self.names[text, only_names][0]

    def value(self, value: Any) -> Any:
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, OptionValue):
            return replace(value, option=self.text(value.option))
        return tuple(self.value(v) for v in value) if isinstance(value, tuple) else value

    def row(self, row: Any) -> Any:
        kind: type = type(row)
        old = {name: getattr(row, name) for name in _text_columns(kind)}
        new = {name: self.value(value) for name, value in old.items()}
        changed = {name: value for name, value in new.items() if value != old[name]}
        return replace(row, **changed) if changed else row

    def count(self) -> int:
        return sum(count for _, count in self.known.values()) + sum(count for _, count in self.names.values())


def mask_rows(rows: NormalizedDocument) -> NormalizedDocument:
    """The same rows without personal data; `masked_count` says how many data were masked in distinct texts."""
    masker = _Masker()
    cells = _mask_people_cells(rows.table_cells, masker)
    fields = tuple(_mask_people_field(f, masker) for f in rows.plan_fields)
    return replace(
        rows,
        document=masker.row(rows.document),
        plans=tuple(masker.row(r) for r in rows.plans),
        plan_fields=tuple(masker.row(r) for r in fields),
        table_cells=tuple(masker.row(r) for r in cells),
        budget_tables=tuple(masker.row(r) for r in rows.budget_tables),
        budget_facts=tuple(masker.row(r) for r in rows.budget_facts),
        amounts=tuple(masker.row(r) for r in rows.amounts),
        milestones=tuple(masker.row(r) for r in rows.milestones),
        sections=tuple(masker.row(r) for r in rows.sections),
        issues=tuple(masker.row(r) for r in rows.issues),
        masked_count=masker.count(),
    )


def _mask_people_field(row: PlanField, masker: _Masker) -> PlanField:
    is_people = row.field == "officials" or is_people_label(row.label_text)
    return replace(row, value_text=masker.people(row.value_text)) if is_people else row


def _mask_people_cells(cells: tuple[TableCell, ...], masker: _Masker) -> tuple[TableCell, ...]:
    """Cells to the right of a label for people in its row, and below one in its column, hold names alone."""
    rows: dict[tuple[int | None, int | None], bool] = {}
    columns: dict[tuple[int | None, int | None], bool] = {}
    out = []
    for cell in cells:
        row, column = (cell.block, cell.row_index), (cell.block, cell.column_index)
        is_label = is_people_label(cell.text)
        if is_label and cell.row_index == 0:
            columns[column] = is_names_label(cell.text)
        elif is_label:
            rows[row] = is_names_label(cell.text)
        elif row in rows or column in columns:
            only_names = rows.get(row, False) or columns.get(column, False)
            masked = masker.people(cell.text, only_names)
            cell = replace(cell, text=masked) if masked != cell.text else cell
        out.append(cell)
    return tuple(out)
