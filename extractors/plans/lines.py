"""A document as one stream of lines and tables, whatever drew it.

A word processor's document draws headings as one-cell tables, puts whole pages in a frame, and breaks lines inside a
paragraph; a PDF has one paragraph a line. Plans are found on what all formats share: lines, the marks they begin with,
and grids. Roles and levels that only some formats know are not looked at, so that the same plan is found in each.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extractors.model import Block, Cell, Printed, Table

NOTE_RANK = 9
"""The rank of remarks: they are no headings."""

_MARKERS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (1, re.compile(r"[Ⅰ-Ⅻⅰ-ⅻ]\s*[.．)]?\s*|(?:I{1,3}|IV|VI{0,3}|IX|X)\s*[.．]\s+|제\s*\d{1,2}\s*[장절]\s*")),
    (2, re.compile(r"[□■◆◇▣◈❏❐❑▢]\s*|[\ue000-\uf8ff\U000f0000-\U0010fffd]\s*")),
    (2, re.compile(r"\d{1,2}(?:[.-]\d{1,2})*\s*[.．](?!\d)\s*(?=[^\d\s])|\d{1,2}(?:\.\d{1,2})+\s+(?=[^\d\s])")),
    (2, re.compile(r"\d{1,2}-\d{1,2}\s+(?=[가-힣「(\[].{5})(?![개명건회차시월일년주]\s)")),  # 1-2 모바일 접수
    (3, re.compile(r"[가-하]\s*[.．)]\s+|[(（](?:\d{1,2}|[가-하])[)）]\s*|\d{1,2}\)\s*|[①-⑳㉠-㉭❶-❿]\s*")),
    (3, re.compile(r"[○◦●❍⚪◎⦁Ｏ❖◉]\s*|[ㅇoO]\s+")),
    (4, re.compile(r"[-–—‐‑―−­·․‧•∙▪▫▶▷►▸➤‣⇒→➔➢✔⋅ㆍ∘]\s*")),
    (NOTE_RANK, re.compile(r"[※*＊†]\s*")),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line. `rank` is its marker's (1 highest, 0 none), `body` the text behind the markers."""

    printed: Printed
    top: int
    rank: int
    body: Printed
    in_table: bool = False

    @property
    def text(self) -> str:
        """The line as printed."""
        return self.printed.text


@dataclass(frozen=True, slots=True)
class Grid:
    """A table in the stream; `depth` counts the tables that it stands in."""

    table: Table
    top: int
    depth: int = 0


Item = Line | Grid


def read_items(blocks: Iterable[Block]) -> list[Item]:
    """The stream of a document's blocks; `top` of an item is the index of the block it stands in."""
    items: list[Item] = []
    for top, block in enumerate(blocks):
        if isinstance(block, Table):
            items += _table_items(block, top, 0)
        else:
            items += split_lines(block.printed, top, in_table=False)
    return items


def split_lines(printed: Printed, top: int, *, in_table: bool) -> Iterator[Line]:
    """The lines of a printed text, each with its own place; blank ones left out."""
    start = 0
    for text in printed.text.split("\n"):
        if text.strip():
            yield make_line(printed.part(start, start + len(text)).strip(), top, in_table=in_table)
        start += len(text) + 1


def make_line(printed: Printed, top: int, *, in_table: bool = False) -> Line:
    """A line with its marker's rank."""
    rank, start = read_marker(printed.text)
    return Line(printed, top, rank, printed.part(start).strip(), in_table)


def read_marker(text: str) -> tuple[int, int]:
    """The rank of the marker that a line begins with (0: none), and where the text behind all its markers begins.

    >>> read_marker('- ※ 부가세 포함'), read_marker('2021. 1. ~ 12.'), read_marker('1.1 사업명')
    ((9, 4), (0, 0), (2, 4))
    """
    rank = position = 0
    for _ in range(3):
        found = next(((r, m) for r, p in _MARKERS if (m := p.match(text, position)) and m.end() > position), None)
        if found is None or (position and found[0] <= 3 and found[0] != rank):
            break
        rank = found[0] if not position or found[0] == NOTE_RANK else rank
        position = found[1].end()
    return (rank, position) if position < len(text) else (0, 0)


def _table_items(table: Table, top: int, depth: int) -> Iterator[Item]:
    """A frame as the lines in it; any other table as a grid, then the long running text of its cells."""
    frame = is_frame(table)
    if not frame:
        yield Grid(table, top, depth)
    for cell in table.cells:
        if frame or is_running_text(cell):
            yield from split_lines(cell.printed, top, in_table=not frame)
        for nested in cell.blocks:
            yield from _table_items(nested, top, depth + 1)


def is_frame(table: Table) -> bool:
    """Whether a table is only drawn around text: one printed cell, or a number beside a heading."""
    printed = [cell for cell in table.cells if cell.printed or cell.blocks]
    if len(printed) == 1:
        return True
    return len(printed) == 2 and table.row_count == 1 and bool(_HEADING_NUMBER.fullmatch(printed[0].text.strip()))


_HEADING_NUMBER = re.compile(r"[Ⅰ-Ⅻ\d]{1,3}[.)]?|[□■◆]")


def is_running_text(cell: Cell) -> bool:
    """Whether a cell holds a page of text: several lines, two of them with the marks of headings."""
    if cell.printed.text.count("\n") < 3:
        return False
    return sum(read_marker(line.strip())[0] in (1, 2) for line in cell.printed.text.split("\n")) >= 2
