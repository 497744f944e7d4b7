"""Cells that print no address: some programs write HWPX tables without one, as HTML does."""

from __future__ import annotations


class Places:
    """Where cells without an address stand: the next column of the row that no cell from above reaches into."""

    def __init__(self) -> None:
        self._row = -1
        self._column = 0
        self._reaching: list[tuple[int, int, int]] = []
        """(first column, column after the last, last row) of cells that reach into later rows."""

    def next(self, row: int, row_span: int, column_span: int) -> int:
        """The column of the next cell of this row."""
        if row != self._row:
            self._row, self._column = row, 0
            self._reaching = [span for span in self._reaching if span[2] >= row]
        while reaching := [end for start, end, _ in self._reaching if start <= self._column < end]:
            self._column = max(reaching)
        column = self._column
        self._column += column_span
        if row_span > 1:
            self._reaching.append((column, self._column, row + row_span - 1))
        return column
