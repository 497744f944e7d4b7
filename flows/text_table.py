"""Tables of text for a terminal, aligned although a Hangul syllable is two columns wide.

`len()` counts a syllable as one, so padding by it shifts every column after the first Korean word. Widths come from
Unicode's East Asian Width: W and F take two columns, combining marks none.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from flows.terminal import one_line


def text_width(text: str) -> int:
    """How many terminal columns a text takes."""
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def shorten(text: str, width: int) -> str:
    """The text on one line in at most `width` columns; what is cut shows as an ellipsis."""
    text = one_line(" ".join(text.split()))
    if text_width(text) <= width:
        return text
    taken, used = [], 0
    for c in text:
        used += text_width(c)
        if used > width - 1:
            break
        taken.append(c)
    return "".join(taken) + "…"


def pad(text: str, width: int, *, right: bool = False) -> str:
    """The text filled with spaces to `width` columns."""
    gap = " " * max(width - text_width(text), 0)
    return gap + text if right else text + gap


def format_table(
    header: Sequence[str], rows: Sequence[Sequence[str]], *, numbers: frozenset[int] = frozenset(), cell_width: int = 40
) -> list[str]:
    """Lines of a table; columns whose index is in `numbers` are set flush right."""
    cut = [[shorten(cell, cell_width) for cell in row] for row in [header, *rows]]
    widths = [max(text_width(row[i]) for row in cut) for i in range(len(header))]
    lines = ["  ".join(pad(cell, widths[i], right=i in numbers) for i, cell in enumerate(row)).rstrip() for row in cut]
    return [lines[0], "  ".join("─" * width for width in widths), *lines[1:]]
