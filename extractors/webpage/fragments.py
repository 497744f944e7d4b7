"""HTML that stands in another text: a table in Markdown, a table in a cell of a text rendering."""

from __future__ import annotations

from extractors.model import Block
from extractors.webpage.markup import parse_markup
from extractors.webpage.walk import BodyWalk, Counter


def read_fragment(source: str, first_line: int, counter: Counter) -> list[Block]:
    """The paragraphs and tables of a piece of HTML whose first character stands on `first_line`."""
    root = parse_markup(source, first_line)
    if root is None:
        return []
    walk = BodyWalk(counter)
    walk.element(root, 0)
    walk.end_line()
    return [*walk.blocks, *walk.furniture]
