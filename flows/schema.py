"""`koplan schema`: the data dictionary, from the one declaration of columns."""

from __future__ import annotations

from flows.dictionary import TABLES, VIEWS, DictionaryLine, dictionary_of
from flows.exit_codes import OK, USAGE
from flows.language import say
from flows.terminal import complain, tell
from flows.text_table import format_table


def print_schema(table: str | None, *, as_markdown: bool) -> int:
    """Prints one table or all; the exit status."""
    if table is not None and table not in TABLES:
        known = ", ".join(TABLES)
        complain(say(f"{table}: 그런 표가 없습니다. 표: {known}", f"{table}: no such table; tables: {known}"))
        return USAGE
    tell("\n\n".join("\n".join(schema_lines(name, as_markdown)) for name in ([table] if table else TABLES)))
    if table is None and not as_markdown:
        tell("\n" + "\n".join(f"{name}: {what}" for name, what in VIEWS.items()))
    return OK


def schema_lines(table: str, as_markdown: bool) -> list[str]:
    """The dictionary of one table as lines."""
    doc = (TABLES[table].__doc__ or "").strip().splitlines()[0]
    header = (
        say("열", "column"), say("형", "type"), say("빈 값", "null"), say("단위", "unit"), say("이름", "label"),
        say("설명", "description"),
    )  # fmt: skip
    body = [_cells(line) for line in dictionary_of(table)]
    if not as_markdown:
        return [f"■ {table}: {doc}", *format_table(header, body, cell_width=72)]
    rows = [header, ["---"] * len(header), *body]
    return [f"### {table}", "", doc, "", *(f"| {' | '.join(_escaped(c) for c in row)} |" for row in rows)]


def _cells(line: DictionaryLine) -> tuple[str, ...]:
    allowed = f" [{', '.join(line.allowed)}]" if line.allowed else ""
    return (
        line.name, line.type_name, say("가능", "yes") if line.is_nullable else "", line.unit, line.label,
        line.description + allowed,
    )  # fmt: skip


def _escaped(cell: str) -> str:
    return cell.replace("|", "\\|").replace("\n", " ")
