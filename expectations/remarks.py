"""The amounts printed in a row's remark (비고): no parts of any sum, unless the word processor took one in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from expectations.cells import Grid
from expectations.lines import load_words
from normalizers.folding import fold, squeeze
from normalizers.tables import Amount, TableCell

_NUMBER = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d,])|(?<![\d.,])\d{2,}(?![\d,.]|\s*[%년월일차회명개소호층])")
_Place = tuple[int | None, int | None]


def read_remarks(
    grids: Mapping[str, Grid], amounts: Sequence[Amount], table_cells: Sequence[TableCell]
) -> dict[tuple[str, int], tuple[int, ...]]:
    """(table, grid row) -> won of the amounts in cells of that row that are no facts, in printed order.

    An amount row says its won; where a remark cell has none, its bare figures are taken in the table's own unit.
    """
    found: dict[tuple[str, int], tuple[int, ...]] = {}
    blocks = {grid.table.block: grid for grid in grids.values()}
    said: dict[tuple[int | None, int | None], list[Amount]] = {}
    for amount in amounts:
        if amount.block in blocks and amount.row_index is not None and not amount.whole_fact_id:
            said.setdefault((amount.block, amount.row_index), []).append(amount)
    texts = _remark_texts(blocks, table_cells)
    for block, grid in blocks.items():
        for row, row_index in enumerate(grid.row_indexes):
            won = [a.amount_won for a in said.get((block, row_index), ()) if a.amount_won]
            if not won:
                unit = grid.table.unit_won or next((f.unit_won for f in grid.rows[row] if f.unit_won), 1)
                text = fold(texts.get((block, row_index), "")).text
                won = [int(figure.replace(",", "")) * unit for figure in _NUMBER.findall(text)]
            if won:
                found[grid.table.table_id, row] = tuple(won)
    return found


def _remark_texts(blocks: Mapping[int | None, Grid], table_cells: Sequence[TableCell]) -> dict[_Place, str]:
    """The text of remark columns by (block, row): those under a header of remarks, or to the right of all facts."""
    remarks = frozenset(load_words()["remarks"])
    headed: set[_Place] = set()
    texts: dict[_Place, str] = {}
    for cell in table_cells:
        if cell.block not in blocks or cell.row_index is None or cell.column_index is None:
            continue
        if squeeze(cell.text) in remarks:
            headed.add((cell.block, cell.column_index))
            continue
        grid = blocks[cell.block]
        right = cell.column_index > max(grid.column_indexes, default=0) and cell.row_index in grid.row_indexes
        if right or (cell.block, cell.column_index) in headed:
            place = (cell.block, cell.row_index)
            texts[place] = f"{texts[place]} {cell.text}" if place in texts else cell.text
    return texts
