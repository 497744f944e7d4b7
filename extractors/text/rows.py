"""Rows of a tab-separated (or piped) table, before they become a grid.

A row keeps where each of its texts is printed (`column`: the tab index) apart from its position in the row: texts of a
flattened nested table are taken out, and what stood behind them moves back to its own column.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from extractors.model import Table
from extractors.text.decoding import Line
from extractors.text.marks import without_marks

_YEAR = re.compile(r"(?:19|20)\d\d")
_NUMBER = re.compile(r"[△▽▲−–+(\[{-]*\d[\d,.]*[^\w가-힣]*")
_AMOUNT = re.compile(r"\D{0,3}\d[\d,.]*\s*[천백십만억조]*\s*원\b.*", re.DOTALL)
_LONGEST_VALUE = 60
_DASH = re.compile(r"[-–—―]+")
_MARK = re.compile(r"[✓✔√○◯●☑☐■□þ¨Vv]")


@dataclass(frozen=True, slots=True)
class RowCell:
    """One text of a row: `column` is where it is printed; `markup` is a table embedded in it as HTML, still unread."""

    text: str
    column: int
    markup: str = ""
    nested: tuple[Table, ...] = ()
    is_missing: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One table line: `ordinal` counts the table's lines, the taken-out ones too."""

    line: int
    ordinal: int
    cells: tuple[RowCell, ...]

    @property
    def texts(self) -> list[str]:
        """What the cells print."""
        return [cell.text for cell in self.cells]


def split_row(line: Line, ordinal: int, separator: str = "\t") -> Row:
    """The row of one physical line."""
    texts = line.text.split(separator)
    return Row(line.number, ordinal, tuple(RowCell(without_marks(t), i) for i, t in enumerate(texts)))


def pad_row(row: Row, width: int) -> Row:
    """The row as wide as its table; added cells are not printed."""
    missing = (RowCell("", index, is_missing=True) for index in range(len(row.cells), width))
    return replace(row, cells=(*row.cells, *missing))


def squeeze(text: str) -> str:
    """A label without white space, for comparing."""
    return "".join(text.split())


def is_value(text: str) -> bool:
    """A number, an amount or a dash: what stands in bodies, never in headers. A bare year is a label."""
    text = text.strip()
    if len(text) > _LONGEST_VALUE:
        return False
    if _YEAR.fullmatch(text):
        return False
    return any(pattern.fullmatch(text) for pattern in (_NUMBER, _AMOUNT, _DASH))


def is_mark(text: str) -> bool:
    """A tick or box alone in its cell."""
    return bool(_MARK.fullmatch(text.strip()))
