"""Which label a row has, and under which group it stands.

The nearest label is not the nearest text: between a project's name and its budget stand its period, place and remarks
(`연번 | 시장 | 사업명 | 사업위치 | 규모 | 소요예산`). A name wins over a level, a level over a description; a name that
covers several rows is their group, and the next label tells them apart. Groups are printed as spanned cells, as blanks
under a label, by bullets (`○` over `․` over `-`), by numbers (`1.` over `가.`), by an indent of one column, or as rows
of their own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.model import Cell
from normalizers.budget.kinds import VALUE_KINDS, kind_of
from normalizers.budget.layout import Column, Layout, Part
from normalizers.budget.words import bare_label, is_total_label

_RANKS = {
    mark: rank for rank, marks in enumerate(("□■▣◇◆", "○●◎◦❍〇", "∎▪▫․·ㆍ•‧・∙‣▸▹", "-–—", "*")) for mark in marks
}
_NUMBERS = tuple(
    re.compile(pattern)
    for pattern in (
        r"[Ⅰ-Ⅻ]",
        r"\d{1,2}\.(?!\d)",
        r"[가나다라마바사아자차카타파하]\.",
        r"\d{1,2}\)",
        r"[가나다라마바사아자차카타파하]\)",
    )
)
_PATH = re.compile(r"(\d{1,2}(?:[-.]\d{1,2}){0,2}?)(?:[-.]\d{1,2})[.)]?\s*(?=[^\d\s.,%])")
"""`2-1. 감면` stands under `2. 감면`, `2-1-3` under `2-1`: the group is the number without its last part."""

_ORDER = {"name": 0, "label": 1, "unknown": 1, "content": 2}


@dataclass(frozen=True, slots=True)
class RowLabel:
    """The labels of one row as seen from one column: `text` is None where the row prints none.

    `groups` are the texts of the groups around it, innermost first; `cell` is the label's cell, `parent` the row of the
    bulleted or indented line it stands under.
    """

    text: str | None
    cell: Cell | None
    groups: tuple[str, ...]
    is_total: bool
    parent: int | None = None


@dataclass(frozen=True, slots=True)
class LabelColumns:
    """The columns that may name the rows for the values to their right, from left to right."""

    columns: tuple[Column, ...]


def label_columns(part: Part, column: int) -> LabelColumns:
    """The label columns for one value column: the nearest run of labels to its left that names rows.

    Two tables side by side (`구분 | 금액 | 구분 | 금액`) have two runs; a column of periods or remarks starts no run.
    """
    runs: list[list[Column]] = []
    open_run = False
    for one in part.columns[:column]:
        if one.is_value or one.role in ("percent", "count"):
            open_run = False
            continue
        if not open_run:
            runs.append([])
            open_run = True
        runs[-1].append(one)
    for run in reversed(runs[1:]):
        if any(c.role in ("name", "label") for c in run):
            return LabelColumns(tuple(run))
    return LabelColumns(tuple(runs[0]) if runs else ())


def find_row_label(layout: Layout, part: Part, row: int, column: int) -> RowLabel:
    """The label of a row for a value in `column`."""
    candidates = label_columns(part, column).columns
    cells = [(c, layout.cell(row, c.index)) for c in candidates]
    printed = [(c, cell) for c, cell in cells if cell is not None and cell.text.strip()]
    total = next((cell for _, cell in printed if is_total_label(cell.text) and cell.row_span == 1), None)
    if total is not None:
        return RowLabel(total.text.strip(), total, _groups(layout, candidates, row, total), True)
    chosen = _choose(layout, part, printed)
    if chosen is None:
        return RowLabel(None, None, (), False)
    groups = _groups(layout, candidates, row, chosen)
    is_total = is_total_label(chosen.text) or any(is_total_label(group) for group in groups)
    parent = _parent_row(layout, part, row, chosen)
    if parent is not None and (above := layout.cell(parent, chosen.column)) is not None:
        groups = (above.text.strip(), *groups)
    parent = _indented_under(layout, candidates, row, chosen) if parent is None else parent
    return RowLabel(chosen.text.strip(), chosen, groups, is_total, parent)


def _choose(layout: Layout, part: Part, printed: list[tuple[Column, Cell]]) -> Cell | None:
    """The label among the printed cells left of a value."""
    usable = [(c, cell) for c, cell in printed if c.role in _ORDER and _may_name(c, cell, part)]
    if not usable:
        usable = [(c, cell) for c, cell in printed if c.role not in ("index", "remark", "formula")]
        return usable[0][1] if usable else None
    proper = [pair for pair in usable if pair[0].role in ("name", "label")] or usable[:1]
    names = [cell for c, cell in proper if c.role == "name"]
    if names:
        own = [cell for cell in names if cell.row_span == 1]
        if own:
            return own[-1]
        further = [cell for c, cell in usable if cell.column > names[-1].column and cell.row_span < names[-1].row_span]
        return _telling_apart(layout, further, names[-1]) if further else names[-1]
    contents = [cell for c, cell in usable if c.role == "content" and cell.row_span == 1]
    levels = [cell for c, cell in usable if c.role != "content" and _is_level(c, part)]
    if contents and (not levels or levels[-1].row_span > 1):
        return contents[-1]
    if levels and levels[-1].row_span > 1:  # `계획` over 소계, 시비, 구비 under one head, whose span is not kept
        inner = [
            cell
            for c, cell in usable
            if not c.texts and cell.column > levels[-1].column and cell.row_span < levels[-1].row_span
        ]
        if inner:
            return _telling_apart(layout, inner, levels[-1])
    return levels[-1] if levels else proper[-1][1]


def _telling_apart(layout: Layout, further: list[Cell], name: Cell) -> Cell:
    """Of the cells beside a name over several rows the first that differs from row to row (`보조 | 민간보조`)."""
    rows = range(name.row, name.row + name.row_span)
    for cell in further:
        texts = [other.text for row in rows if (other := layout.cell(row, cell.column)) is not None]
        if len(set(texts)) == len(texts):
            return cell
    return further[0]


def _may_name(column: Column, cell: Cell, part: Part) -> bool:
    """A cell in a label column is a label; in a column without a header only text is."""
    return column.role != "unknown" or kind_of(cell.text) not in VALUE_KINDS or not part.has_header


def _is_level(column: Column, part: Part) -> bool:
    """Whether a column is a level of the labels: a known word at its head, the first text column, or no header."""
    if column.role in ("name", "label"):
        return True
    if not column.texts:
        return not part.has_header
    first = next((c for c in part.columns if c.role != "index" and not c.is_value), None)
    return first is not None and (first.index == column.index or _same_head(first, column))


def _same_head(one: Column, other: Column) -> bool:
    return bool(one.heads) and bool(other.heads) and one.heads[-1] is other.heads[-1]


def _groups(layout: Layout, candidates: tuple[Column, ...], row: int, chosen: Cell) -> tuple[str, ...]:
    """The labels to the left of the chosen one, innermost first; a blank continues the label above it."""
    found: list[str] = []
    for column in reversed([c for c in candidates if c.index < chosen.column and c.role in _ORDER]):
        cell = layout.cell(row, column.index)
        if cell is None or cell is chosen:
            continue
        text = cell.text.strip() or _label_above(layout, row, column.index, chosen)
        if text and bare_label(text) != bare_label(chosen.text):
            found.append(text)
    return tuple(found)


def _indented_under(layout: Layout, candidates: tuple[Column, ...], row: int, chosen: Cell) -> int | None:
    """The row whose label stands one column to the left, above a blank (`사업비` over an indented `인건비`)."""
    for column in reversed([c for c in candidates if c.index < chosen.column and c.role in _ORDER]):
        cell = layout.cell(row, column.index)
        if cell is None or cell is chosen or cell.text.strip():
            continue
        above = _row_above(layout, row, column.index)
        if above is not None and (label := layout.cell(above, column.index)) is not None:
            covers = label.column + label.column_span > chosen.column
            return above if covers and not is_total_label(chosen.text) else None
    return None


def _row_above(layout: Layout, row: int, column: int) -> int | None:
    """The nearest body row above whose cell in the column is printed and names a group."""
    header = {r for part in layout.parts for r in part.header_rows}
    for above in range(row - 1, -1, -1):
        cell = layout.cell(above, column)
        if cell is not None and cell.text.strip():
            return None if above in header or is_total_label(cell.text) else above
    return None


def _label_above(layout: Layout, row: int, column: int, chosen: Cell) -> str:
    """The nearest printed label above a blank in an indented table; nothing for a total row."""
    above = None if is_total_label(chosen.text) else _row_above(layout, row, column)
    cell = layout.cell(above, column) if above is not None else None
    return cell.text.strip() if cell is not None else ""


def rank_of(text: str) -> int | None:
    """How deep the bullet of a label stands; None without one."""
    return _RANKS.get(text.strip()[:1]) if text.strip() else None


def _number_rank(text: str) -> int | None:
    """How deep the number of a label stands (`Ⅰ.` over `1.` over `가.` over `1)`); None without one."""
    return next((rank for rank, pattern in enumerate(_NUMBERS) if pattern.match(text.strip())), None)


def _numbered_under(layout: Layout, part: Part, row: int, chosen: Cell) -> int | None:
    """The row above that has a number of a higher order (`1. 인건비` over `가. 급여`), in the same label column."""
    path = _PATH.match(chosen.text.strip())
    if path is not None:
        return _row_numbered(layout, part, row, chosen.column, path.group(1))
    rank = _number_rank(chosen.text)
    if rank is None:
        return None
    for above in range(row - 1, part.rows[0] - 1, -1):
        cell = layout.cell(above, chosen.column)
        if cell is None or not cell.text.strip() or cell.row != above:
            continue
        if is_total_label(cell.text):
            return None
        above_rank = _number_rank(cell.text)
        if above_rank is not None and above_rank < rank:
            return above
    return None


def _row_numbered(layout: Layout, part: Part, row: int, column: int, number: str) -> int | None:
    """The row above whose label has just this number."""
    head = re.compile(rf"{re.escape(number)}[.)]?(?![-.]?\d)")
    for above in range(row - 1, part.rows[0] - 1, -1):
        cell = layout.cell(above, column)
        if cell is not None and cell.row == above and head.match(cell.text.strip()):
            return above
    return None


def _parent_row(layout: Layout, part: Part, row: int, chosen: Cell) -> int | None:
    """The row that this one stands under by its bullet or number, in the same label column."""
    rank = rank_of(chosen.text)
    if rank is None:
        return _numbered_under(layout, part, row, chosen)
    for above in range(row - 1, part.rows[0] - 1, -1):
        cell = layout.cell(above, chosen.column)
        if cell is None or not cell.text.strip() or cell.row != above:
            continue
        above_rank = rank_of(cell.text)
        if above_rank is None:
            return None if is_total_label(cell.text) or kind_of(cell.text) in VALUE_KINDS else above
        if above_rank < rank:
            return above
    return None
