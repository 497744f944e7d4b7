"""Check boxes drawn as a grid: options in one row, marks in the row below, a group's label above or none."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.model import Cell, Printed
from extractors.plan_model import LabelledValue
from extractors.plans.label_grid import GridReading, LabelGrid
from extractors.plans.marks import chosen_text, grid_options, is_mark, is_tick
from extractors.plans.vocabulary import LabelEntry, option_fields, option_list, squeeze

_Group = tuple[Cell, list[Cell], list[list[Cell]], str | None]
"""A label, the options below it, the cells below each, and the field they fill."""


def read_option_groups(grid: LabelGrid, reading: GridReading) -> None:
    """Labels over options over marks; all groups of one field (완료, 추진중) are one choice."""
    found: list[_Group] = []
    for row in grid.rows:
        for cell in row:
            group = _option_group(grid, cell) if cell.printed else None
            if group:
                found.append((cell, *group))
    for known in list(found):
        found += _single_options(grid, known, found)
    by_field: dict[str, list[int]] = {}
    for index, (cell, _, _, name) in enumerate(found):
        by_field.setdefault(name or f"{cell.row},{cell.column}", []).append(index)
    for indexes in by_field.values():
        options = [option for i in indexes for option in found[i][1]]
        marks = [below for i in indexes for below in found[i][2]]
        chosen = grid_options(options, marks)
        for i in indexes:
            cell, own, below, name = found[i]
            mine, chosen = chosen[: len(own)], chosen[len(own) :]
            group_text = cell.text.strip() if len(indexes) > 1 else None
            place = below[0][0] if below[0] else cell
            value = chosen_text(mine, Printed("", place.printed.at))
            reading.pairs.append(LabelledValue(cell.printed.strip(), value, name, mine, group=group_text))
            reading.used |= {(c.row, c.column) for c in (cell, *own, *(c for cells in below for c in cells))}


def _single_options(grid: LabelGrid, group: _Group, found: Sequence[_Group]) -> list[_Group]:
    """Options that head a column of their own beside a group of their list (`완료 | 추진중 | 보류`), over a mark.

    The option is printed once more in the row of options, or the cell reaches down over it.
    """
    cell, options, _, name = group
    kind, marks = option_list(options[0].text), options[0].row + options[0].row_span
    heads = {(c.row, c.column) for c, *_ in found}
    singles: list[_Group] = []
    for other in grid.rows[cell.row]:
        if kind is None or option_list(other.text) != kind or (other.row, other.column) in heads:
            continue
        columns = range(other.column, other.column + other.column_span)
        between = [c for r in range(other.row + other.row_span, marks) for c in grid.under(r, columns) if c.printed]
        below = grid.under(marks, columns)
        if all(option_list(c.text) == kind for c in between) and all(not c.printed or is_mark(c.text) for c in below):
            singles.append((other, [between[-1] if between else other], [below], name))
    return singles


def _option_group(grid: LabelGrid, cell: Cell) -> tuple[list[Cell], list[list[Cell]], str | None] | None:
    """The options below a label, the cells below each, and the field; None if the cell is no such label."""
    columns = grid.reach(cell)
    row = cell.row + cell.row_span
    options = [option for option in grid.under(row, columns) if option.printed]
    if len(columns) < 2 or len(options) < 2 or any(len(squeeze(option.text)) > 12 for option in options):
        return None
    below = [
        grid.under(option.row + option.row_span, range(option.column, option.column + option.column_span))
        for option in options
    ]
    if any(c.printed and not is_mark(c.text) for cells in below for c in cells):
        return None
    ticked = any(is_tick(c.text) for cells in below for c in cells)
    kinds = {option_list(option.text) for option in options}
    entry = grid.entry(cell)
    if not ticked and (None in kinds or entry is None):
        return None
    name = _field_of_options(entry, options)
    return options, below, name


def _field_of_options(entry: LabelEntry | None, options: Sequence[Cell]) -> str | None:
    """The field that a group's choices fill: the label's, or another that its values say, or that of their list."""
    kinds = [option_list(option.text) for option in options]
    if entry is None:
        return next((option_fields().get(kind) for kind in kinds if kind and kind in option_fields()), None)
    return next((name for name, kind in entry.values.items() if kind in kinds), entry.field)


def read_bare_options(grid: LabelGrid, reading: GridReading, caption: Printed | None) -> list[Cell]:
    """Options that head their columns without a label above (ministry sheets: 신규 | 계속 | 완료 over ○).

    Returns the other cells of such a row: labels over their values.
    """
    others: list[Cell] = []
    for row in grid.rows:
        run = [c for c in row if (c.row, c.column) not in reading.used and c.printed]
        chosen = [c for c in run if option_list(c.text) in (*option_fields(), "support")]
        if len(chosen) < 2 or option_list(chosen[0].text) not in (*option_fields(), "support"):
            continue
        below = [grid.under(c.row + c.row_span, range(c.column, c.column + c.column_span)) for c in chosen]
        if not all(below) or any(c.printed and not _is_choice(c.text) for cells in below for c in cells):
            continue
        options = grid_options(chosen, below)
        kind = option_list(chosen[0].text)
        label = caption or Printed("", chosen[0].printed.at)
        value = chosen_text(options, below[0][0].printed)
        reading.pairs.append(LabelledValue(label, value, option_fields().get(kind or ""), options))
        reading.used |= {(c.row, c.column) for c in (*chosen, *(c for cells in below for c in cells))}
        others += [c for c in run if c not in chosen and c.column > chosen[-1].column]
    return others


def _is_choice(text: str) -> bool:
    return is_mark(text) or text.strip() in ("-", "–")
