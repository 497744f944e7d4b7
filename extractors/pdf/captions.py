"""Unit notes bound to their tables by place.

`(단위 : 천원)` stands above a table at its right end, below it, on the line of its title, or after it in the order of
the file. Place decides: the table that the note touches most closely, within its width, one above before one below.
"""

from __future__ import annotations

import re

from extractors.model import Box, Locator
from extractors.pdf.cells import DraftTable
from extractors.pdf.lines import Line, lines_to_printed
from extractors.pdf.page import PageDraft

_UNIT_NOTE = re.compile(
    r"""
    (?: [(\[<〔（［]\s*(?:금액\s*)?단\s*위\s*(?:금\s*액)?\s*[:：;․.]?   # 단위 in a bracket of any kind,
      | (?<![가-힣])단\s*위\s*[:：] )                                # or without one, but with a colon
    \s*[^()（）\[\]<>〔〕]{1,40}
    [)\]>）〕］]?
    """,
    re.VERBOSE,
)
_SHORT_NOTE = re.compile(r"[(\[（［]\s*(?:천|만|백만|천만|억|십억|조)?\s*원(?:\s*,\s*[%％명건개소]+)*\s*[)\]）］]")
_ABOVE, _BELOW = 46.0, 26.0


def bind_captions(page: PageDraft) -> None:
    """Give each unit note on a page to its table; a line that says nothing else leaves the page's lines."""
    left: list[Line] = []
    for line in page.lines:
        note = find_unit_note(line.text)
        table = _nearest(line, page.tables) if note is not None else None
        if note is None or table is None:
            left.append(line)
            continue
        printed = lines_to_printed([line], Locator(page.number))
        table.captions.append(printed.part(*note).strip())
        if (line.text[: note[0]] + line.text[note[1] :]).strip(" ※*<>〈〉-"):
            left.append(line)
    page.lines = left


def find_unit_note(text: str) -> tuple[int, int] | None:
    """Where the unit note stands in a line: start and end, None if there is none."""
    if "원" not in text and "단" not in text:
        return None
    found = _UNIT_NOTE.search(text) or _SHORT_NOTE.search(text)
    return found.span() if found else None


def _nearest(line: Line, tables: list[DraftTable]) -> DraftTable | None:
    best: tuple[float, DraftTable] | None = None
    for table in tables:
        box = table.box
        if line.box.x1 < box.x0 - 12 or line.box.x0 > box.x1 + 12:
            continue
        distance = _distance(line.box, box)
        if distance is not None and (best is None or distance < best[0]):
            best = distance, table
    return best[1] if best else None


def _distance(note: Box, table: Box) -> float | None:
    """Points between them; a note below counts double, since those above are the rule. None if too far."""
    above = table.y0 - note.y1
    if -4 <= above <= _ABOVE:
        return max(above, 0.0)
    below = note.y0 - table.y1
    if -4 <= below <= _BELOW:
        return 2 * max(below, 0.0) + 8
    return None
