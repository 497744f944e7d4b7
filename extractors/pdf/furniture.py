"""Running heads, running feet and page numbers: printed on every page, but no part of the text.

A line is a page number if it stands last or first on the page and says only a number; it is a running head or foot if
the same words stand at the same height on several pages.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from extractors.model import ParagraphRole
from extractors.pdf.lines import Line
from extractors.pdf.page import PageDraft

_NUMBER = re.compile(
    r"[\s\-–—‐―~<>\[\]()·•|]*(?:\d{1,4}|[ivxlc]{1,6})(?:\s*(?:/|of)\s*\d{1,4})?\s*(?:쪽|페이지)?[\s\-–—‐―~<>\[\]()·•|]*"
)
_DIGITS = re.compile(r"\d+")
_MARGIN = 0.115
_SAME_HEIGHT = 6.0


def take_furniture(pages: Sequence[PageDraft]) -> dict[int, list[tuple[Line, ParagraphRole]]]:
    """Page number -> its furniture with the role of each line; the lines are taken out of the pages."""
    repeated = _repeated(pages)
    taken: dict[int, list[tuple[Line, ParagraphRole]]] = {}
    for page in pages:
        edges = _edge_lines(page)
        found: list[tuple[Line, ParagraphRole]] = []
        for line in edges:
            if _NUMBER.fullmatch(line.text) and _is_outermost(line, page):
                found.append((line, "page_number"))
            elif any(key in repeated for key in _keys(line, page.number)):
                found.append((line, "header" if line.box.y0 < page.frame.height / 2 else "footer"))
        if found:
            gone = {id(line) for line, _ in found}
            page.lines = [line for line in page.lines if id(line) not in gone]
            taken[page.number] = found
    return taken


def _edge_lines(page: PageDraft) -> list[Line]:
    """Lines in the upper and lower ninth of the page that no table lies outside of."""
    height = page.frame.height
    top = min((t.box.y0 for t in page.tables), default=height)
    bottom = max((t.box.y1 for t in page.tables), default=0.0)
    return [
        line
        for line in page.lines
        if (line.box.y1 < _MARGIN * height and line.box.y0 < top)
        or (line.box.y0 > (1 - _MARGIN) * height and line.box.y1 > bottom)
    ]


def _is_outermost(line: Line, page: PageDraft) -> bool:
    others = [other for other in page.lines if other is not line]
    below = all(other.box.y1 <= line.box.y1 + 2 or _same_row(other, line) for other in others)
    above = all(other.box.y0 >= line.box.y0 - 2 or _same_row(other, line) for other in others)
    return below or above


def _same_row(a: Line, b: Line) -> bool:
    return abs(a.base - b.base) < 3


def _keys(line: Line, page: int) -> list[tuple[str, int | None, int]]:
    """What a running line shares with other pages: its words, or its words around a number that counts pages."""
    text = "".join(line.text.split())
    height = round(line.box.y0 / _SAME_HEIGHT)
    keys: list[tuple[str, int | None, int]] = [(text, None, height)]
    numbers = list(_DIGITS.finditer(text))
    for number in (numbers[0], numbers[-1]) if numbers else ():
        masked = f"{text[: number.start()]}#{text[number.end() :]}"
        keys.append((masked, int(number.group()[:6]) - page, height))
    return keys


def _repeated(pages: Sequence[PageDraft]) -> set[tuple[str, int | None, int]]:
    """Words that stand at one height on at least three pages, or on both of two."""
    counts: Counter[tuple[str, int | None, int]] = Counter()
    for page in pages:
        counts.update({key for line in _edge_lines(page) for key in _keys(line, page.number)})
    least = 2 if len(pages) <= 3 else max(3, len(pages) // 8)
    return {key for key, count in counts.items() if count >= least}
