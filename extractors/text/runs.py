"""Lines of a text to its pieces: prose lines, runs of table lines, and HTML tables that stand by themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from extractors.text.decoding import Line
from extractors.text.nested import markup_spans

PieceKind = Literal["prose", "tabs", "pipes", "markup"]

_OPENING_TABLE = re.compile(r"(?i)^\s*<table\b")
_PIPE_RULE = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?")
_LONGEST_MARKUP = 20_000
"""Lines after which an HTML table that is not closed is given up."""


class Piece(NamedTuple):
    """Consecutive lines of one kind; `is_joined` says that only blank lines stand between it and the piece before."""

    kind: PieceKind
    lines: list[Line]
    is_joined: bool


def split_pieces(lines: list[Line]) -> Iterator[Piece]:
    """The pieces of a text in order; lines of white space only are none."""
    position = 0
    gap = prose = True
    unclosed = 0
    while position < len(lines):
        line = lines[position]
        if not line.text.strip():
            position += 1
            continue
        end, kind = position + 1, "prose"
        if position >= unclosed and _OPENING_TABLE.match(line.text):
            closed = _end_of_markup(lines, position)
            unclosed = 0 if closed else position + _LONGEST_MARKUP
            if closed and "\t" not in _behind_markup(lines, position, closed):
                end, kind = closed, "markup"
        if kind == "prose" and _is_pipe_table(lines, position):
            end, kind = _end_of_run(lines, position, "|"), "pipes"
        elif kind == "prose" and "\t" in line.text:
            run = _end_of_run(lines, position, "\t")
            if _is_tab_table(lines[position:run]):
                end, kind = run, "tabs"
        yield Piece(kind, [each for each in lines[position:end] if each.text.strip()], not prose and gap)  # type: ignore[arg-type]
        prose, position = kind == "prose", end


def _end_of_run(lines: list[Line], start: int, separator: str) -> int:
    """The end of the run of lines that hold the separator; lines of tabs only stand within a run, not at its end."""
    end = position = start
    while position < len(lines) and separator in lines[position].text:
        position += 1
        if lines[position - 1].text.strip():
            end = position
    return end


def _is_tab_table(run: list[Line]) -> bool:
    """Whether a run of lines with tabs is a table: some line prints on both sides of a tab, or leaves cells blank.

    Tabs before a line are an indent, a single one behind it is a slip.
    """
    return any("\t" in line.text.strip() or line.text.lstrip().count("\t") >= 2 for line in run)


def _is_pipe_table(lines: list[Line], start: int) -> bool:
    """A Markdown table: a line with pipes over a line of dashes and pipes."""
    if "|" not in lines[start].text or start + 1 >= len(lines):
        return False
    rule = lines[start + 1].text
    return "|" in rule and "-" in rule and is_pipe_rule(rule)


def is_pipe_rule(line: str) -> bool:
    """The line of dashes below a Markdown table's header."""
    return bool(_PIPE_RULE.fullmatch(line.strip()))


def _end_of_markup(lines: list[Line], start: int) -> int | None:
    """The line behind the one that closes the HTML table begun on line `start`."""
    depth = 0
    for position in range(start, min(len(lines), start + _LONGEST_MARKUP)):
        text = lines[position].text.lower()
        depth += len(re.findall(r"<table\b", text)) - len(re.findall(r"</table\b", text))
        if depth <= 0:
            return position + 1
    return None


def _behind_markup(lines: list[Line], start: int, end: int) -> str:
    """What stands on the closing line behind the table: tabs there say that the table is a cell of a row."""
    text = "\n".join(line.text for line in lines[start:end])
    spans = markup_spans(text)
    return text[spans[-1][1] :] if spans else ""
