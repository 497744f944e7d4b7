"""Rows and labels that a page break cut in two, told from rows that are whole.

Below the break the label cell is blank in both cases. A row was cut if its text runs to the lower edge of one part and
on from the upper edge of the other. It is whole if it says all that a row says: an item of its own beside a value of
its own (`○ 점포 정비 | 12,000천원`), as the rows above it do; then the blank cell in front is the rest of the label.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from operator import or_

from extractors.pdf.cells import DraftCell, DraftTable
from extractors.pdf.wrapping import starts_item

_SAME = 3.5
_NUMBER = re.compile(r"[\s\d,.△▽▲▼()\[\]%\-–−+:]+")
_WHOLE_VALUE = re.compile(
    r"""
    \s*(?: [△▽▲▼+\-–−]?\s*\d[\d,.]*\s*                    # an amount with its unit, or a share
           (?: (?:[십백천만억조]\s*)*원 | [십백천만억조]+ | 명 | 개소? | 건 | 회 | [%％] )
        | [\-–—－−]                                       # a dash
        | 비\s?예\s?산 | 해당\s?없음 | 미정                # words that stand in the place of an amount
      )\s*(?: [(（\[\n] .* )?                             # what it is made of
    """,
    re.VERBOSE | re.DOTALL,
)


def is_cut_row(upper: DraftTable, added: Sequence[DraftCell], top: int, last: int) -> bool:
    """Whether the break went through a row: labels blank below, and text that fills the upper part to its edge."""
    below = [c for c in added if c.row == top]
    ends = {(c.column, c.last_column): c for c in upper.cells if c.last_row == last}
    pairs = [(ends.get((c.column, c.last_column)), c) for c in below]
    if len(below) < 2 or any(twin is None for twin, _ in pairs) or len(pairs) != len(ends):
        return False
    if all(c.lines for c in below) or any(c.lines and twin is not None and not twin.lines for twin, c in pairs):
        return False
    if any(c.last_row > c.row or (twin is not None and twin.last_row > twin.row) for twin, c in pairs):
        return False
    both = [(twin, c) for twin, c in pairs if twin is not None and twin.lines and c.lines]
    if not both or not any(twin is not None and twin.lines and not c.lines for twin, c in pairs):
        return False
    return all(_runs_over(twin, c) for twin, c in both) and not is_whole_row(both)


def is_whole_row(pairs: Sequence[tuple[DraftCell, DraftCell]]) -> bool:
    """Whether the lower cells, each with text, are a row of their own, as the cells above them are one.

    One of them is a value; each is a value below one value, or an item below one item with the same kind of mark. A
    cell above that holds two items is a list, which a page may cut anywhere.
    """
    values = [_is_one_value(twin) and _is_one_value(cell) for twin, cell in pairs]
    items = [_item_mark(twin) is not None and _item_mark(twin) == _item_mark(cell) for twin, cell in pairs]
    return any(values) and all(value or item for value, item in zip(values, items, strict=True))


def is_cut_header(upper: DraftTable, lower: DraftTable, shift: float) -> bool:
    """Whether the break went between the two rows of a header, which leaves blank cells below its labels.

    `구분 | 합계 | 연차별 소요액` ends a page, and the years below its last cell begin the next one. The upper part is
    that one row, in words; below each of its cells stands either one blank cell as wide, the rest of a label that spans
    both rows, or several that all say something. `shift` is how far right the lower part lies.
    """
    labels, below = upper.cells, [c for c in lower.cells if c.row == 0]
    if upper.row_count != 1 or lower.row_count < 2 or any(not c.lines or _NUMBER.fullmatch(c.text) for c in labels):
        return False
    under = [
        [c for c in below if label.box.x0 - _SAME <= c.box.x0 - shift and c.box.x1 - shift <= label.box.x1 + _SAME]
        for label in labels
    ]
    if sum(map(len, under)) != len(below) or any(c.last_row for c in below):
        return False
    spanning = [len(cells) == 1 and not (cells[0].lines or cells[0].tables) for cells in under]
    divided = [len(cells) > 1 and all(c.lines for c in cells) for cells in under]
    is_level = all(
        abs(cells[0].box.x0 - shift - label.box.x0) <= _SAME and abs(cells[-1].box.x1 - shift - label.box.x1) <= _SAME
        for label, cells in zip(labels, under, strict=True)
        if cells
    )
    return is_level and any(spanning) and any(divided) and all(map(or_, spanning, divided))


def _is_one_value(cell: DraftCell) -> bool:
    is_value = _WHOLE_VALUE.fullmatch(cell.text) is not None
    return is_value and sum(_WHOLE_VALUE.fullmatch(line.text) is not None for line in cell.lines) == 1


def _item_mark(cell: DraftCell) -> str | None:
    """The mark of the cell's only item (0 for any digit, 가 for any syllable), None if it has none or several."""
    if not cell.lines or not starts_item(cell.text) or any(starts_item(line.text) for line in cell.lines[1:]):
        return None
    mark = cell.text.strip()[0]
    return "0" if mark.isdigit() else "가" if "가" <= mark <= "힣" else mark


def _runs_over(upper: DraftCell, lower: DraftCell) -> bool:
    """Whether text (not a number) runs to the lower edge of one cell and on from the upper edge of the other."""
    if _NUMBER.fullmatch(upper.text) and _NUMBER.fullmatch(lower.text):
        return False
    size = max(upper.lines[-1].size, lower.lines[0].size)
    end = max([upper.lines[-1].box.y1] + [t.box.y1 for t in upper.tables])
    start = min([lower.lines[0].box.y0] + [t.box.y0 for t in lower.tables])
    return upper.box.y1 - end < 1.6 * size and start - lower.box.y0 < 1.6 * size


def goes_on(twin: DraftCell, cell: DraftCell, upper: Sequence[DraftCell], added: Sequence[DraftCell], top: int) -> bool:
    """Whether a cell at the top is the rest of a label that spans rows.

    The cell or the label spans several rows, or the row at the top is whole but for it. It is blank, or goes on with a
    numbered label (`3. 시장 침해` / `가능성`) among labels that are all numbered.
    """
    if cell.tables or not twin.lines or (cell.lines and not _is_rest_of_label(twin, cell, added)):
        return False
    row = [c for c in added if c.row == top]
    if any(c.lines for c in row if c.column < cell.column):
        return False
    lowest = min(c.last_row for c in row)
    return cell.last_row > lowest or twin.last_row > twin.row or _is_whole_below(twin.last_row, row, upper)


def _is_whole_below(last: int, row: Sequence[DraftCell], upper: Sequence[DraftCell]) -> bool:
    ends = {(c.column, c.last_column): c for c in upper if c.last_row == last}
    pairs = [(ends.get((c.column, c.last_column)), c) for c in row if c.lines]
    known = [(twin, c) for twin, c in pairs if twin is not None]
    return len(known) == len(pairs) > 1 and is_whole_row(known)


def _is_rest_of_label(twin: DraftCell, cell: DraftCell, added: Sequence[DraftCell]) -> bool:
    if cell.column or cell.row == cell.last_row:
        return False
    later = [c for c in added if c.column == 0 and c is not cell and c.last_column == cell.last_column and c.lines]
    numbered = [starts_item(c.text) for c in (twin, *later)]
    return len(numbered) > 2 and all(numbered) and not starts_item(cell.text)
