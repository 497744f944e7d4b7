"""Where the header of a table ends, which columns are labels, and what each column holds.

Tables print their structure by spans, by words, and by where values begin: a header row has no value, a label column
has hardly any. `재원별 | 합계 | 연차별 소요재원` over `2020년 … 2023년` is one header of two rows; `2020 | 167,517 | …`
is a body row whose first cell is a year; a row of labels further down begins a new part of the table with a header of
its own; a row that repeats the header comes from a page break.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from extractors.model import Cell, Table
from normalizers.amounts.units import UnitNote
from normalizers.budget.kinds import VALUE_KINDS, Kind, kind_of
from normalizers.budget.looks import unit_note
from normalizers.budget.words import NOT_MONEY, Role, bare_label, find_measure, is_total_label, role_of
from normalizers.periods.columns import parse_period_label
from normalizers.periods.years import YearContext

Grid = list[list[Cell | None]]
_NEW_HEADER = 3
_LONGEST_HEAD = 100
_LONGEST_CAPTION = 60
_YEAR_AND_MONTH = re.compile(r"['’]?(?:20)?\d{2}\s?\.\s?(?:0?[1-9]|1[0-2])\.?")
_THRESHOLD = re.compile(r"이상|이하|미만|초과|[~∼～]")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of one part of a table: its header cells from the top, its role, and whether values stand in it."""

    index: int
    heads: tuple[Cell, ...]
    role: Role
    is_value: bool

    @property
    def texts(self) -> tuple[str, ...]:
        """The printed header texts from top to bottom, blanks left out."""
        return tuple(cell.text.strip() for cell in self.heads if cell.text.strip())

    @property
    def leaf(self) -> str:
        """The lowest header text, empty without one."""
        return self.texts[-1] if self.texts else ""

    def unit_note(self) -> UnitNote | None:
        """The unit in the lowest header cell that names one (`예산(천원)`)."""
        return next((note for text in reversed(self.texts) if (note := unit_note(text))), None)


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of rows under one header. `rows` are its body rows, `captions` full-width rows above its header."""

    header_rows: tuple[int, ...]
    rows: tuple[int, ...]
    columns: tuple[Column, ...]
    captions: tuple[int, ...] = ()

    @property
    def has_header(self) -> bool:
        """Whether the part prints a header of its own."""
        return bool(self.header_rows)


@dataclass(frozen=True, slots=True)
class Layout:
    """The parts of a table; `caption_rows` are full-width rows above the header (a title, a unit)."""

    table: Table
    grid: Grid
    parts: tuple[Part, ...]
    caption_rows: tuple[int, ...]

    def cell(self, row: int, column: int) -> Cell | None:
        """The cell at a grid position, spanned ones included."""
        return self.grid[row][column]


def find_layout(table: Table, field_rows: frozenset[int] = frozenset()) -> Layout:
    """The parts of a table from its grid.

    `field_rows` are rows of labels beside their values: the head of a card whose budget stands in the same table. They
    are no header of what follows.
    """
    grid = table.grid()
    captions = _caption_rows(table, grid)
    parts: list[Part] = []
    at = len(captions)
    while at < table.row_count:
        if is_blank_row(grid, at):
            at += 1
            continue
        is_field = at in field_rows
        stop = next((row for row in range(at, table.row_count) if (row in field_rows) != is_field), table.row_count)
        parts.append(_field_part(grid, at, stop) if is_field else _next_part(table, grid, at, stop, parts))
        at = max(at + 1, _last_row(parts[-1]) + 1)
    return Layout(table, grid, tuple(parts), captions)


def _last_row(part: Part) -> int:
    return max((*part.captions, *part.header_rows, *part.rows), default=-1)


def _field_part(grid: Grid, start: int, stop: int) -> Part:
    return _make_part(grid, (), tuple(range(start, stop)))


def _next_part(table: Table, grid: Grid, start: int, stop: int, before: Sequence[Part]) -> Part:
    """The part that begins at a row; one that a full-width row with a unit opens takes the header before it."""
    is_captioned = bool(before) and _is_inner_caption(table, grid, start) and start + 1 < stop
    at = start + is_captioned
    header_end = min(_header_end(grid, at), stop)
    body_end = _body_end(table, grid, header_end, at if header_end > at else None, stop)
    header = tuple(row for row in range(at, header_end) if not is_blank_row(grid, row))
    if is_captioned and not header:
        header = before[-1].header_rows
    part = _make_part(grid, header, tuple(range(header_end, max(body_end, header_end))))
    return replace(part, captions=(start,)) if is_captioned else part


def _is_inner_caption(table: Table, grid: Grid, row: int) -> bool:
    """A row over the whole table that names a unit: `연도별 사업비 (백만원)` above the amounts of a card."""
    own = starting_cells(grid, row)
    if len(own) != 1 or not _fills_row(own[0], table) or kind_of(own[0].text) in VALUE_KINDS:
        return False
    note = unit_note(own[0].text)
    return note is not None and note.unit is not None and len(own[0].text) <= _LONGEST_CAPTION


def row_cells(grid: Grid, row: int) -> list[Cell]:
    """The cells of a row from left to right, each once, those spanned from above included."""
    cells: list[Cell] = []
    for cell in grid[row]:
        if cell is not None and (not cells or cell is not cells[-1]):
            cells.append(cell)
    return cells


def starting_cells(grid: Grid, row: int) -> list[Cell]:
    """The cells whose first row this is."""
    return [cell for cell in row_cells(grid, row) if cell.row == row]


def _caption_rows(table: Table, grid: Grid) -> tuple[int, ...]:
    """Full-width rows at the top: one cell over all columns, or a row with nothing but a unit note."""
    rows: list[int] = []
    for row in range(min(table.row_count - 1, 3)):
        printed = [cell for cell in starting_cells(grid, row) if cell.text.strip()]
        if not printed or len(printed) > 2 or any(kind_of(cell.text) in VALUE_KINDS for cell in printed):
            break
        is_wide = len(printed) == 1 and _fills_row(printed[0], table)
        if not is_wide and not (table.column_count > 2 and any(_is_note(cell) for cell in printed)):
            break
        rows.append(row)
    return tuple(rows)


def _fills_row(cell: Cell, table: Table) -> bool:
    return table.column_count > 1 and cell.column_span == table.column_count and cell.row_span == 1


def _is_note(cell: Cell) -> bool:
    note = unit_note(cell.text)
    return note is not None and note.form != "header" and cell.row_span == 1


def is_blank_row(grid: Grid, row: int) -> bool:
    """Whether nothing at all is printed in the row, spanned cells included: a spacer, or a line of an empty form."""
    return not any(cell.text.strip() or cell.blocks for cell in row_cells(grid, row))


def is_value_row(grid: Grid, row: int) -> bool:
    """Whether a value begins in the row; `2026.6` behind years (`2024 | 2025 | 2026.6`) is a period and no value."""
    kinds = [(kind_of(cell.text), cell.text) for cell in starting_cells(grid, row)]
    values = [text for kind, text in kinds if kind in VALUE_KINDS]
    years = sum(kind == "year" for kind, _ in kinds)
    is_of_years = years > 1 or (years == 1 and _heads_beside(grid, row) > 1)
    return bool(values) and not (is_of_years and all(_YEAR_AND_MONTH.fullmatch(text.strip()) for text in values))


def _heads_beside(grid: Grid, row: int) -> int:
    """How many words of a header stand beside the figures of a row: `구분 | 계 | 기투자` before `2025 | 2026.6`."""
    texts = [cell.text for cell in starting_cells(grid, row) if cell.row_span == 1 and cell.text.strip()]
    others = [text for text in texts if kind_of(text) not in VALUE_KINDS and kind_of(text) != "year"]
    return len(others) if all(_is_header_word(text) for text in others) else 0


def _header_end(grid: Grid, start: int) -> int:
    """The first row after the header that begins at `start`; `start` itself where there is none."""
    if is_value_row(grid, start) or _is_prose(grid, start):
        return start
    end = start + 1
    while end < len(grid) and _goes_on(grid, start, end):
        end += 1
    return end


def _goes_on(grid: Grid, start: int, row: int) -> bool:
    """Whether the header takes in one more row: a header cell spans into it, or it splits a header cell above."""
    if is_value_row(grid, row) or _is_prose(grid, row):
        return False
    above = [cell for r in range(start, row) for cell in starting_cells(grid, r)]
    if any(cell.row + cell.row_span > row for cell in above):
        return True
    own = starting_cells(grid, row)
    if own and all(cell.is_header for cell in own) and len(own) > 1:
        return True
    wide = [c for c in above if c.row + c.row_span == row and c.column_span > 1 and c.text.strip()]
    below = [cell for cell in own if cell.text.strip()]
    if not wide or len(below) < 2:
        return False
    is_over_values = any(role_of(cell.text) not in ("label", "name", "content") for cell in wide)
    return is_over_values or all(_is_header_word(cell.text) for cell in below)


def _is_prose(grid: Grid, row: int) -> bool:
    """Whether a cell of the row says more than a header would."""
    return any(len(cell.text) > _LONGEST_HEAD for cell in starting_cells(grid, row))


def _body_end(table: Table, grid: Grid, start: int, header: int | None, stop: int) -> int:
    """Where the next part begins: a row of header words under which values stand, the header once more, a caption."""
    has_values = False
    for row in range(start, stop):
        if row > start and _is_inner_caption(table, grid, row):
            return row
        if is_value_row(grid, row):
            has_values = True
        elif has_values and _is_new_header(grid, row, header):
            return row
    return stop


def _is_new_header(grid: Grid, row: int, header: int | None) -> bool:
    own = starting_cells(grid, row)
    texts = [bare_label(cell.text) for cell in own if cell.text.strip()]
    if header is not None and len(texts) > 1:
        first = [bare_label(cell.text) for cell in starting_cells(grid, header) if cell.text.strip()]
        if texts == first:
            return True
    if len(texts) < _NEW_HEADER or row + 1 >= len(grid):
        return False
    spanned = [cell for cell in row_cells(grid, row) if cell.row < row]
    if any(cell.column > own[0].column for cell in spanned):
        return False
    if not any(is_value_row(grid, r) for r in range(row + 1, min(row + 4, len(grid)))):
        return False
    return all(_is_header_word(cell.text) for cell in own if cell.text.strip())


@lru_cache(maxsize=8192)
def names_period(text: str) -> bool:
    """Whether a label names a span of time (`2026년`, `임기후`, `기투자`), whichever year it may be."""
    return parse_period_label(text, YearContext()) is not None


def _is_header_word(text: str) -> bool:
    return (
        names_period(text)
        or is_total_label(text)
        or role_of(text) not in ("unknown", "name")
        or find_measure(text) is not None
    )


def _make_part(grid: Grid, header: tuple[int, ...], rows: tuple[int, ...]) -> Part:
    width = len(grid[0]) if grid else 0
    columns = [_make_column(grid, header, rows, index) for index in range(width)]
    return Part(header, tuple(row for row in rows if not is_blank_row(grid, row)), tuple(columns))


def _make_column(grid: Grid, header: tuple[int, ...], rows: tuple[int, ...], index: int) -> Column:
    heads: list[Cell] = []
    for row in header:
        cell = grid[row][index]
        if cell is not None and (not heads or cell is not heads[-1]):
            heads.append(cell)
    column = Column(index, tuple(heads), _column_role(heads), False)
    cells = [
        cell for row in rows if (cell := grid[row][index]) is not None and cell.row == row and cell.column == index
    ]
    if index == 0 and 2 * sum(_THRESHOLD.search(cell.text) is not None for cell in cells) > len(cells):
        return replace(column, role="label")
    return _settle(column, [kind_of(cell.text) for cell in cells])


def _column_role(heads: list[Cell]) -> Role:
    """The role that the lowest telling header word gives; a unit in the header that is no money is a count or share."""
    for cell in reversed(heads):
        note = unit_note(cell.text)
        if note is not None and note.form != "note" and not note.money and not note.foreign:
            return "percent" if all("%" in word for word in note.other) else "count"
        if note is not None and note.money:
            return "money"
        role = role_of(cell.text)
        if role != "unknown":
            return role
        if find_measure(cell.text) is not None:
            return "money"
    return "unknown"


def _settle(column: Column, kinds: list[Kind]) -> Column:
    """Whether values stand in the column: by its role, and where the words do not say, by what stands in it."""
    values = sum(kind in VALUE_KINDS for kind in kinds)
    texts = sum(kind in ("text", "year") for kind in kinds)
    if column.role in NOT_MONEY:
        return column
    if column.role in ("label", "name", "content"):
        is_value = column.index > 0 and values > 0 and values >= 4 * texts
        return replace(column, role="unknown", is_value=True) if is_value else column
    if column.role == "money":
        is_label = column.index == 0 and not values and texts > 0
        return replace(column, role="unknown") if is_label else replace(column, is_value=True)
    is_span_of_time = any(names_period(text) or is_total_label(text) for text in column.texts)
    return replace(column, is_value=(values > 0 and values >= texts) or (is_span_of_time and not texts))
