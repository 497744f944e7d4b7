"""Tables that a page break cut are one table.

Nothing in a PDF says so; what is certain is physical. The second part starts its page and the first part ends its own;
both are as wide and divide their width alike; and the second part's first row (or line) would not have fitted below the
first part. A card a page is no continuation: its first row repeats the labels of the first part's first row with other
values. A header row repeated word for word is dropped; a row or a label cut in two is put together again
(`cut_rows.py`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.pdf.cells import DraftCell, DraftTable
from extractors.pdf.cut_rows import goes_on, is_cut_header, is_cut_row
from extractors.pdf.page import PageDraft

_SAME = 3.5
_DIGITS = re.compile(r"\d+")


def join_tables(pages: Sequence[PageDraft]) -> None:
    """Append each continuation to the table it continues, and take it from its page."""
    bottom = _body_bottom(pages)
    open_table: DraftTable | None = None
    open_page = 0
    for page in pages:
        first = _first_table(page)
        if (
            open_table is not None
            and open_page == page.number - 1
            and first is not None
            and _continues(open_table, first, bottom)
        ):
            is_last = _is_last(first, page)
            page.tables.remove(first)
            _append(open_table, first)
            open_table.continued.append(page.number)
            if is_last:
                open_page = page.number
                continue
        open_table = max(page.tables, key=lambda t: t.box.y1, default=None)
        if open_table is not None and not _is_last(open_table, page):
            open_table = None
        open_page = page.number


def _body_bottom(pages: Sequence[PageDraft]) -> float:
    """The lowest place that any text or table reaches, as far as the document shows."""
    lows = [max([t.box.y1 for t in p.tables] + [line.box.y1 for line in p.lines], default=0.0) for p in pages]
    return max(lows, default=0.0)


def _first_table(page: PageDraft) -> DraftTable | None:
    first = min(page.tables, key=lambda t: t.box.y0, default=None)
    if first is None or any(line.box.y1 <= first.box.y0 + 2 for line in page.lines):
        return None
    return first


def _is_last(table: DraftTable, page: PageDraft) -> bool:
    return all(line.box.y0 < table.box.y1 - 2 for line in page.lines) and all(
        other is table or other.box.y1 <= table.box.y1 for other in page.tables
    )


def _continues(upper: DraftTable, lower: DraftTable, bottom: float, *, in_frame: bool = False) -> bool:
    """Whether the lower part goes on with the upper one; inside a frame that goes on the label column is enough."""
    end = upper.cells[-1].page if upper.cells else upper.page
    low = max(c.box.y1 for c in upper.cells if c.page == end)
    shift = lower.xs[0] - upper.xs[0]
    if abs((lower.xs[-1] - lower.xs[0]) - (upper.xs[-1] - upper.xs[0])) > 2 * _SAME or abs(shift) > 40:
        return False
    repeated = _repeated_rows(upper, lower)
    if _is_another_card(upper, lower, repeated) or not (
        repeated
        or _shares_columns(upper, lower, shift)
        or is_cut_header(upper, lower, shift)
        or (in_frame and _shares_labels(upper, lower, shift))
    ):
        return False
    first_row = [c for c in lower.cells if c.row == repeated]
    if not first_row:
        return False
    room = bottom - low
    height = min(c.box.y1 - c.box.y0 for c in first_row)
    line = max((ln.size for c in first_row for ln in c.lines), default=10.0)
    return room < height + line


def _texts(table: DraftTable, row: int) -> list[str]:
    return ["".join(c.text.split()) for c in table.cells if c.row == row]


def _repeated_rows(upper: DraftTable, lower: DraftTable) -> int:
    """How many of the first rows stand in both parts word for word (blank rows do not count)."""
    count = 0
    for row in range(min(upper.row_count, lower.row_count - 1)):
        here = _texts(lower, row)
        if here != _texts(upper, row) or (row == 0 and not any(here)):
            break
        count = row + 1
    while count and any(c.row < count <= c.last_row for c in lower.cells):
        count -= 1
    return count


def _is_another_card(upper: DraftTable, lower: DraftTable, repeated: int) -> bool:
    """Whether the lower part starts a record of its own: a card a page repeats its labels, and only its values differ.

    A numbered label (`공약번호 : 2`) is enough; of plain labels two rows in sequence must stand in the upper part too.
    """
    above, below = _labels(upper), _labels(lower)[repeated:]
    if not below or not below[0] or below[0] == "#":
        return False
    places = [i for i, label in enumerate(above) if label == below[0] and i >= repeated]
    if "#" in below[0]:
        return bool(places)
    return any(len(below) > 1 and above[i + 1 : i + 2] == below[1:2] for i in places) or (
        bool(places) and places[0] == repeated == 0 and len(_texts(lower, 0)) > 1
    )


def _labels(table: DraftTable) -> list[str]:
    """The text of the first cell of each row, digits masked."""
    labels = [""] * table.row_count
    for cell in reversed(table.cells):
        if cell.column == 0:
            labels[cell.row] = _DIGITS.sub("#", "".join(cell.text.split()))
    return labels


def _shares_columns(upper: DraftTable, lower: DraftTable, shift: float) -> bool:
    """Whether the parts divide their width alike: first row as last row, or most lines in common."""
    last = upper.row_count - 1
    above = sorted(round(c.box.x0) for c in upper.cells if c.last_row == last)
    below = sorted(round(c.box.x0 - shift) for c in lower.cells if c.row == 0)
    if len(above) == len(below) and all(abs(a - b) <= _SAME for a, b in zip(above, below, strict=True)):
        return True
    inner = [x - shift for x in lower.xs[1:-1]]
    shared = sum(any(abs(x - y) <= _SAME for y in upper.xs) for x in inner)
    return bool(inner) and shared >= 0.6 * len(inner)


def _shares_labels(upper: DraftTable, lower: DraftTable, shift: float) -> bool:
    """Whether both parts have a column of labels of the same width in front."""
    return len(upper.xs) > 2 and len(lower.xs) > 2 and abs(upper.xs[1] - lower.xs[1] + shift) <= _SAME


def _append(upper: DraftTable, lower: DraftTable) -> None:
    """Rows of the lower part below the upper one's, on a common set of columns."""
    repeated = _repeated_rows(upper, lower)
    _join_inner(upper, lower)
    shift = lower.xs[0] - upper.xs[0]
    is_header = not repeated and is_cut_header(upper, lower, shift)
    _share_columns(upper, lower, shift)
    added = [c for c in lower.cells if c.row >= repeated]
    start = upper.row_count
    is_cut = is_cut_row(upper, added, repeated, start - 1)
    offset = start - repeated - (1 if is_cut else 0)
    rests = _rests(upper, added, repeated, is_cut or is_header)
    kept = []
    for index, cell in enumerate(added):
        first = cell.row
        cell.row, cell.last_row = cell.row + offset, cell.last_row + offset
        twin = rests.get(index)
        if twin is not None:
            twin.last_row = cell.last_row
            twin.lines += cell.lines
            twin.tables += cell.tables
        else:
            if is_cut and first == repeated:
                cell.row += 1 if cell.last_row > cell.row else 0
            kept.append(cell)
    upper.cells = sorted(upper.cells + kept, key=lambda c: (c.row, c.column))


def _join_inner(upper: DraftTable, lower: DraftTable) -> None:
    """A frame of one cell goes on below the break, and so does the table in it that the break cut."""
    if len(upper.cells) != 1 or len(lower.cells) != 1:
        return
    frame, rest = upper.cells[0], lower.cells[0]
    if not frame.tables or not rest.tables:
        return
    last, first = frame.tables[-1], rest.tables[0]
    is_edge = all(line.box.y1 <= last.box.y1 for line in frame.lines if line.page == last.page) and all(
        line.box.y0 >= first.box.y0 for line in rest.lines
    )
    if is_edge and _continues(last, first, frame.box.y1, in_frame=True):
        _append(last, first)
        last.continued.append(first.page)
        rest.tables = rest.tables[1:]


def _rests(upper: DraftTable, added: list[DraftCell], top: int, is_cut: bool) -> dict[int, DraftCell]:
    """Index of an added cell -> the cell above the break that it is the rest of."""
    ends = {(c.column, c.last_column): c for c in upper.cells if c.last_row == upper.row_count - 1}
    rests = {}
    for index, cell in enumerate(added):
        twin = ends.get((cell.column, cell.last_column)) if cell.row == top else None
        if twin is not None and (is_cut or goes_on(twin, cell, upper.cells, added, top)):
            rests[index] = twin
    return rests


def _share_columns(upper: DraftTable, lower: DraftTable, shift: float) -> None:
    """Give both parts the lines of both."""
    merged: list[float] = []
    for x in sorted(upper.xs + [x - shift for x in lower.xs]):
        if not merged or x - merged[-1] > _SAME:
            merged.append(x)
    for table, moved in ((upper, 0.0), (lower, shift)):
        places = [min(range(len(merged)), key=lambda i: abs(merged[i] - x + moved)) for x in table.xs]
        for cell in table.cells:
            cell.column, cell.last_column = (
                places[cell.column],
                max(places[cell.last_column + 1] - 1, places[cell.column]),
            )
    upper.xs = merged
    lower.xs = [x + shift for x in merged]
