"""What `koplan inspect` shows of one document: a JSON object, or Korean tables a person can read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flows.dictionary import TABLES
from flows.discovery import path_as_text
from flows.json_rows import row_to_json
from flows.language import say
from flows.reading import ReadRows
from flows.terminal import one_line
from flows.text_table import format_table

_HELD_BACK = {"plans": ("keywords",), "sections": ("tokens",)}


def rows_to_object(found: ReadRows, path: Path) -> dict[str, Any]:
    """The contract's object: `document`, then every table as a list of rows; a single file has no run or decisions."""
    document = row_to_json(found.document) | {"file_name": path_as_text(path.name)}
    made: dict[str, Any] = {"document": document, "documents": [document]}
    for name in TABLES:
        if name not in made:
            made[name] = [row_to_json(row) for row in found.tables.get(name, ())]
    for name, columns in _HELD_BACK.items():
        for row in made[name]:
            row.update(dict.fromkeys(columns))
    return made


def rows_to_lines(found: ReadRows, path: Path) -> list[str]:
    """The document, its plans and fields, its budget tables with amounts, findings and issues."""
    document, tables = found.document, found.tables
    lines = [f"■ {one_line(path_as_text(path.name))}", *_document_lines(document)]
    for plan in tables["plans"]:
        lines += ["", f"■ {say('계획', 'plan')} {plan.plan_number}. {plan.title or say('(제목 없음)', '(no title)')}"]
        lines += _field_lines([f for f in tables["plan_fields"] if f.plan_id == plan.plan_id])
    if loose := [f for f in tables["plan_fields"] if f.plan_id is None]:
        lines += ["", say("■ 문서 전체의 항목", "■ fields of the document"), *_field_lines(loose)]
    for table in tables["budget_tables"]:
        lines += ["", *_budget_lines(table, [f for f in tables["budget_facts"] if f.table_id == table.table_id])]
    lines += _amount_lines(tables["amounts"])
    lines += _finding_lines(tables["findings"])
    lines += _issue_lines(tables["issues"])
    return lines


def _document_lines(document: Any) -> list[str]:
    shown = [
        (say("제목", "title"), document.title),
        (say("형식", "format"), document.source_format),
        (say("종류", "kind"), document.document_kind),
        (say("기관", "issuer"), document.issuer_name),
        (say("읽기 상태", "status"), document.status),
    ]
    return [f"  {label}: {value}" for label, value in shown if value]


def _field_lines(rows: list[Any]) -> list[str]:
    if not rows:
        return []
    header = (say("이름표", "label"), say("항목", "field"), say("값", "value"), say("위치", "place"))
    body = [(r.label_text, r.field or "?", _field_value(r), place_words(r)) for r in rows]
    return _indent(format_table(header, body, cell_width=60))


def _field_value(row: Any) -> str:
    if not row.options:
        return str(row.value_text)
    marks = {True: "☑", False: "☐", None: "?"}
    return " ".join(f"{marks[o.is_chosen]}{o.option}" for o in row.options)


def _budget_lines(table: Any, facts: list[Any]) -> list[str]:
    unit = (table.unit_text or say("단위 없음", "no unit")).strip("()[] ")
    sums = {True: say("합계 맞음", "sums hold"), False: say("합계 어긋남", "sums fail"), None: ""}[table.reconciles]
    title = table.title or say("예산표", "budget table")
    head = f"■ {title} [{table.kind}] ({unit}) {place_words(table)} {sums}".rstrip()
    header = (
        say("행", "row"), say("열", "column"), say("재원", "source"), say("연도", "year"), say("뜻", "measure"),
        say("인쇄", "printed"), say("금액(원)", "won"), say("위치", "place"),
    )  # fmt: skip
    body = [
        (
            f.row_label or "", f.column_label or "", f.funding_source or "",
            str(f.fiscal_year or f.period_kind), f.measure, f.printed_text or say("(빈칸)", "(blank)"),
            won(f.amount_won) or f.reading, place_words(f),
        )
        for f in facts
    ]  # fmt: skip
    return [head, *_indent(format_table(header, body, numbers=frozenset({5, 6}), cell_width=28))]


def _amount_lines(rows: Any) -> list[str]:
    if not rows:
        return []
    header = (say("인쇄", "printed"), say("금액(원)", "won"), say("역할", "role"), say("위치", "place"))
    body = [(r.printed_text, won(r.amount_won) or r.reading, r.role or "", place_words(r)) for r in rows]
    table = format_table(header, body, numbers=frozenset({1}), cell_width=48)
    return ["", say("■ 본문의 금액", "■ amounts in the text"), *_indent(table)]


def _finding_lines(rows: Any) -> list[str]:
    if not rows:
        return ["", say("■ 지적 없음", "■ no findings")]
    lines = ["", say(f"■ 지적 {len(rows)}건", f"■ {len(rows)} findings")]
    return lines + [f"  [{r.severity}] {r.message} ({place_words(r)})" for r in rows]


def _issue_lines(rows: Any) -> list[str]:
    if not rows:
        return []
    lines = ["", say(f"■ 읽지 못했거나 확실하지 않은 곳 {len(rows)}건", f"■ {len(rows)} reading issues")]
    for r in rows:
        printed = f" 「{r.printed_text}」" if r.printed_text else ""
        place = f" ({words})" if (words := place_words(r)) else ""
        lines.append(f"  {r.code}: {r.message}{printed}{place}")
    return lines


def won(amount: int | None) -> str:
    """An amount with separators, empty where there is none."""
    return "" if amount is None else f"{amount:,}"


def place_words(row: Any) -> str:
    """The locator in words: page, table or paragraph, row and column, line."""
    parts = []
    if row.page is not None:
        parts.append(say(f"{row.page}쪽", f"page {row.page}"))
    if row.line is not None:
        parts.append(say(f"{row.line}줄", f"line {row.line}"))
    elif row.block is not None:
        parts.append(say(f"블록 {row.block}", f"block {row.block}"))
    if row.row_index is not None and row.column_index is not None:
        parts.append(
            say(f"{row.row_index + 1}행 {row.column_index + 1}열", f"r{row.row_index + 1}c{row.column_index + 1}")
        )
    return " ".join(parts)


def _indent(lines: list[str]) -> list[str]:
    return [f"  {line}" for line in lines]
