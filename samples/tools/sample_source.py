"""Reads `samples/source/*.yml`, the one source of truth of every sample, into a small tree that all writers share."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

SPAN = re.compile(r"\s@(\d+)x(\d+)$")
"""A cell that ends in ` @ROWSxCOLUMNS` spans so many."""


@dataclass(frozen=True)
class SampleCell:
    row: int
    column: int
    rows: int
    columns: int
    text: str


@dataclass(frozen=True)
class SampleTable:
    row_count: int
    column_count: int
    cells: tuple[SampleCell, ...]
    is_list: bool = False
    """A label/value list that a web page prints as lines, not as a table."""


@dataclass(frozen=True)
class SampleLine:
    kind: str
    """heading, p or unit"""
    text: str


@dataclass(frozen=True)
class Sample:
    name: str
    title: str
    blocks: tuple[SampleTable | SampleLine, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]


def place_cells(rows: list[list[str]], is_list: bool = False) -> SampleTable:
    """Rows of cell texts to grid addresses, as HTML does it: a cell takes the first free position of its row."""
    taken: set[tuple[int, int]] = set()
    cells = []
    for row, texts in enumerate(rows):
        column = 0
        for printed in texts:
            found = SPAN.search(printed)
            height, width = (int(found[1]), int(found[2])) if found else (1, 1)
            while (row, column) in taken:
                column += 1
            cells.append(SampleCell(row, column, height, width, SPAN.sub("", printed)))
            taken |= {(row + r, column + c) for r in range(height) for c in range(width)}
            column += width
    width = max(c for _, c in taken) + 1
    missing = {(r, c) for r in range(len(rows)) for c in range(width)} - taken
    if missing:
        raise ValueError(f"positions without a cell: {sorted(missing)} in {rows[0]}")
    return SampleTable(len(rows), width, tuple(cells), is_list)


def load_sample(path: Path) -> Sample:
    """One source file; an unknown kind of block is an error."""
    given: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    blocks: list[SampleTable | SampleLine] = []
    for block in given["blocks"]:
        ((kind, content),) = block.items()
        if kind in ("table", "table_like"):
            blocks.append(place_cells(content, is_list=kind == "table_like"))
        elif kind in ("heading", "p", "unit"):
            blocks.append(SampleLine(kind, content))
        else:
            raise ValueError(f"{path.name}: unknown block {kind!r}")
    around = given.get("furniture", {})
    return Sample(
        path.stem, given["title"], tuple(blocks), tuple(around.get("before", ())), tuple(around.get("after", ()))
    )
