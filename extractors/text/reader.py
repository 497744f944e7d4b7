"""Plain text and Markdown to the model.

A line of prose is a paragraph. A run of lines with tabs is a table, and so are a Markdown table and an HTML table that
stands in the text; parts of a table that only blank lines part are joined where the print says so (`parts`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from extractors.model import (
    Block,
    Limits,
    Locator,
    Paragraph,
    Printed,
    ReadingIssue,
    SourceDocument,
    UnreadableDocumentError,
)
from extractors.text.decoding import Line, decode_text, physical_lines
from extractors.text.grid import rows_to_table
from extractors.text.marks import heading_mark, without_marks
from extractors.text.nested import cut_markup, take_out_copies
from extractors.text.parts import join_parts, split_at_headers
from extractors.text.rows import Row
from extractors.text.runs import Piece, is_pipe_rule, split_pieces
from extractors.webpage.fragments import read_fragment
from extractors.webpage.walk import Counter

READER_VERSION = "1"

_UNESCAPED_PIPE = re.compile(r"(?<!\\)\|")
_TABLE_TAG = re.compile(r"(?i)<(/?)table\b")
_FENCE = re.compile(r"^\s*(?:```|~~~)\s*\w*\s*$")


def read_text(data: bytes, limits: Limits) -> SourceDocument:
    """The text as blocks, each with the physical line it begins on.

    Raises UnreadableDocumentError EMPTY, TOO_MANY_PARTS.
    """
    text, issues = decode_text(data)
    counter = Counter(limits)
    lines = physical_lines(text)
    blocks = tuple(_read_blocks(lines, counter))
    if not blocks:
        raise UnreadableDocumentError("EMPTY")
    issues = (*issues, *_unclosed_tables(lines))
    return SourceDocument("text", blocks, "koplan.text", READER_VERSION, issues=issues, is_partial=bool(issues))


def _read_blocks(lines: list[Line], counter: Counter) -> Iterator[Block]:
    """Paragraphs and tables in order; table pieces wait until it is clear that no further part of them follows."""
    waiting: list[list[Row]] = []
    for piece in split_pieces(lines):
        if piece.kind in ("tabs", "pipes"):
            if not piece.is_joined:
                yield from _tables(waiting, counter)
                waiting = []
            waiting += split_at_headers(_read_rows(piece, counter.limits))
            continue
        yield from _tables(waiting, counter)
        waiting = []
        if piece.kind == "markup":
            source = "\n".join(line.text for line in piece.lines)
            yield from read_fragment(source, piece.lines[0].number, counter)
        else:
            yield from _read_paragraph(piece.lines[0], counter)
    yield from _tables(waiting, counter)


def _tables(parts: list[list[Row]], counter: Counter) -> Iterable[Block]:
    return [rows_to_table(rows, counter) for rows in join_parts(parts)]


def _read_rows(piece: Piece, limits: Limits) -> list[Row]:
    """The rows of a run of table lines; nested tables are read, their flattened copies taken out."""
    rows: list[Row] = []
    for line in piece.lines:
        if piece.kind == "pipes":
            if len(rows) == 1 and is_pipe_rule(line.text):
                continue
            texts = _UNESCAPED_PIPE.split(line.text.strip().removeprefix("|").removesuffix("|"))
        else:
            texts = line.text.split("\t")
        cells = tuple(cut_markup(text, column) for column, text in enumerate(texts))
        rows.append(Row(line.number, len(rows), cells))
    return take_out_copies(rows, limits)


def _read_paragraph(line: Line, counter: Counter) -> Iterator[Paragraph]:
    level, text = heading_mark(line.text)
    text = without_marks(text)
    if text and not _FENCE.match(line.text):
        printed = Printed(text, Locator(block=counter.next_block(), line=line.number))
        yield Paragraph(printed, "heading" if level else "body", level)


def _unclosed_tables(lines: list[Line]) -> Iterator[ReadingIssue]:
    """Lines that open an HTML table which no later line closes: their rows were read as running text."""
    opened: list[Line] = []
    for line in lines:
        for tag in _TABLE_TAG.finditer(line.text):
            if not tag.group(1):
                opened.append(line)
            elif opened:
                opened.pop()
    for line in opened:
        yield ReadingIssue("TEXT_UNCLOSED_TABLE", Locator(line=line.number), line.text.strip()[:200])
