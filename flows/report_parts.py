"""The small pieces of the auditors' page."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from html import escape
from typing import Any

from extractors.problem_sentences import load_yaml

Heading = str | tuple[str, bool]
"""The words over a column, or the words and whether numbers stand under them."""


@cache
def _all_words() -> dict[str, dict[str, str]]:
    loaded: dict[str, dict[str, str]] = load_yaml("flows", "report_words.yml")
    return loaded


def words(column: str) -> dict[Any, str]:
    """The Korean words for the values of a column."""
    return _all_words()[column]


def cell(value: object) -> str:
    """A cell of a table; empty for None."""
    return f"<td>{'' if value is None else escape(str(value))}</td>"


def number(value: int | None) -> str:
    """A cell with a number in it."""
    return f'<td class="number">{"" if value is None else f"{value:,}"}</td>'


def badge(text: str, kind: str) -> str:
    """A word in a frame, with a colour of its kind; the word alone says it too."""
    return f'<span class="badge {kind}">{escape(text)}</span>'


def html_table(caption: str, head: Sequence[Heading], body: Sequence[Sequence[str]]) -> str:
    """A table that scrolls sideways on a narrow screen, also by keyboard; `body` holds finished cells."""
    cells = "".join(_heading(item) for item in head)
    rows = "".join(f"<tr>{''.join(row)}</tr>" for row in body)
    label = escape(caption, quote=True)
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{label}"><table>'
        f"<caption>{escape(caption)}</caption><thead><tr>{cells}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _heading(item: Heading) -> str:
    text, is_number = item if isinstance(item, tuple) else (item, False)
    return f'<th scope="col"{" class=number" if is_number else ""}>{escape(text)}</th>'


def place(row: dict[str, Any]) -> str:
    """A locator in words that tell a person where to look."""
    parts = []
    if row.get("page") is not None:
        parts.append(f"{row['page']}쪽")
    if row.get("line") is not None:
        parts.append(f"{row['line']}번째 줄")
    elif row.get("page") is None and row.get("block") is not None:
        parts.append(f"{row['block'] + 1}번째 문단·표")
    if row.get("row_index") is not None and row.get("column_index") is not None:
        parts.append(f"{row['row_index'] + 1}행 {row['column_index'] + 1}열")
    if row.get("page") is not None and row.get("x0") is not None:
        parts.append(f"(왼쪽 {row['x0']:.0f}, 위 {row['y0']:.0f} pt)")
    return " ".join(parts)
