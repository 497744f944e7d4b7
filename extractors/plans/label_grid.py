"""A table looked at as a grid of labels and values, and what kind of table its labels make it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.model import Cell, Printed, Table
from extractors.plan_model import LabelledValue
from extractors.plans.vocabulary import LabelEntry, Vocabulary, normalize_label, option_list, squeeze

_YEAR = re.compile(r"(?:[’'‘]?\d{2}|20\d\d)(?:년도?|\.\d{1,2}월?)?")


@dataclass
class GridReading:
    """What was found in one table. `used` are positions of cells that are labels, values, options or marks."""

    pairs: list[LabelledValue] = field(default_factory=list)
    used: set[tuple[int, int]] = field(default_factory=set)
    unknown: list[Printed] = field(default_factory=list)


class LabelGrid:
    """A table looked at as a grid of labels and values."""

    def __init__(self, table: Table, vocabulary: Vocabulary) -> None:
        self.table = table
        self.vocabulary = vocabulary
        self.rows: list[list[Cell]] = [[] for _ in range(table.row_count)]
        for cell in table.cells:
            if not cell.is_missing:
                self.rows[cell.row].append(cell)
        self.at = table.grid()
        self._entries = {(c.row, c.column): self._entry(c) for c in table.cells}
        self._share = self._label_share()

    def _entry(self, cell: Cell) -> LabelEntry | None:
        double = self.vocabulary.find_double(cell.text)
        return double[0] if double else self.vocabulary.find(cell.text)

    def _label_share(self) -> dict[int, float]:
        """column -> share of its printed cells that are known labels."""
        printed = Counter(c.column for c in self.table.cells if c.printed)
        known = Counter(column for (_, column), entry in self._entries.items() if entry)
        return {column: known[column] / printed[column] for column in printed}

    def entry(self, cell: Cell) -> LabelEntry | None:
        """The known label that a cell is; a label's word in a column of values is a value (`시행주체 | 서울시`).

        Beside a group that spans its options (`완료` over two of them) stands the next label, not the group's value.
        """
        entry = self._entries[cell.row, cell.column]
        left = self.left_of(cell)
        before = self._entries.get((left.row, left.column)) if left is not None else None
        if entry is None or left is None or before is None or (before.group and left.column_span > 1):
            return entry
        is_value = entry.weak or self._share[left.column] > max(self._share[cell.column], 0.5)
        return None if is_value else entry

    def is_known(self, cell: Cell) -> bool:
        """Whether a cell's words are a label's, wherever it stands."""
        return self._entries[cell.row, cell.column] is not None

    def is_label_column(self, column: int) -> bool:
        """Whether no fewer known labels than other texts stand in a column."""
        return self._share.get(column, 0) >= 0.5

    def has_labels(self, column: int) -> bool:
        """Whether some known label stands in a column."""
        return self._share.get(column, 0) > 0

    def left_of(self, cell: Cell) -> Cell | None:
        """The cell before, on the cell's first row."""
        return self.at[cell.row][cell.column - 1] if cell.column else None

    def reach(self, cell: Cell) -> list[int]:
        """The columns that a cell stands over: its span, and the blanks behind it that the row below prints under."""
        columns = list(range(cell.column, cell.column + cell.column_span))
        below = cell.row + cell.row_span
        following = columns[-1] + 1
        while following < self.table.column_count and below < self.table.row_count:
            behind, under = self.at[cell.row][following], self.at[below][following]
            if behind is None or behind.printed or behind.row != cell.row or under is None or not under.printed:
                break
            columns.append(following)
            following += 1
        return columns

    def under(self, row: int, columns: Sequence[int]) -> list[Cell]:
        """The cells that begin in a row within some columns."""
        if row >= self.table.row_count:
            return []
        return [cell for cell in self.rows[row] if cell.column in columns]


def count_card_fields(table: Table, vocabulary: Vocabulary) -> int:
    """How many different fields of a card's header a table's labels name."""
    found = (vocabulary.find_double(c.text) or (vocabulary.find(c.text),) for c in table.cells if c.printed)
    return len({entry.field for entries in found for entry in entries if entry and entry.card})


def is_list(table: Table, vocabulary: Vocabulary) -> bool:
    """Whether a table is a list or a budget: labels in its first row only, over several rows; or years in that row."""
    first = [cell for cell in table.cells if cell.row == 0 and cell.printed]
    if sum(bool(_YEAR.fullmatch(squeeze(cell.text))) for cell in first) >= 2:
        return True
    known = [cell.column for cell in first if vocabulary.find(cell.text) or option_list(cell.text)]
    beside = any(cell.column + cell.column_span in known for cell in first if cell.column in known)
    labels = {normalize_label(cell.text) for cell in first}  # a page break prints the first row again
    below = [
        cell
        for cell in table.cells
        if cell.row > 0 and vocabulary.find(cell.text) and normalize_label(cell.text) not in labels
    ]
    height = max((cell.row_span for cell in first), default=1)
    return beside and len(below) * 2 < table.row_count - height and table.row_count - height >= 2


def opens_with_label(table: Table, vocabulary: Vocabulary) -> bool:
    """Whether a table begins with a label and its value, and most of its rows do."""
    if is_list(table, vocabulary):
        return False
    grid = LabelGrid(table, vocabulary)
    rows = [[cell for cell in row if cell.printed] for row in grid.rows]
    rows = [row for row in rows if row]
    if not rows or len(rows[0]) < 2 or not grid.entry(rows[0][0]) or grid.entry(rows[0][1]):
        return False
    return sum(grid.entry(row[0]) is not None for row in rows) * 2 >= len(rows)
