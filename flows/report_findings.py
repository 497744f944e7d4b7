"""One finding on the auditors' page: what is printed where, what the equation gives, and each number it stands on."""

from __future__ import annotations

from html import escape

from flows.report_data import Row
from flows.report_parts import Heading, badge, cell, html_table, number, place, words

_SECOND_READING = {True: "같게 읽음", False: "다르게 읽음", None: "읽지 못함"}


def finding_card(row: Row, decision: str | None) -> str:
    """The finding as an article with its operands."""
    severity = row["severity"]
    marks = badge(words("severity")[severity], "severity") + " " + badge(words("verdict")[row["verdict"]], "verdict")
    if decision:
        marks += " " + badge(f"결정: {words('decision').get(decision, decision)}", "decision")
    where = " · ".join(escape(part) for part in (row["source_path"], row["plan_title"], place(row)) if part)
    return (
        f'<article class="finding {severity}" id="f-{row["finding_id"]}">'
        f'<p>{marks}</p><h3>{escape(row["message"])}</h3><p class="soft">{where}</p>{_amounts(row)}{_operands(row)}'
        f'<p class="soft">식별자 <code>{row["finding_id"]}</code> · 규칙 <code>{escape(row["rule"])}</code></p>'
        "</article>"
    )


def _amounts(row: Row) -> str:
    cause = words("cause").get(row["cause"]) if row["cause"] != "unknown" else None
    proof = f" (서로 다른 식 {row['confirmations']}개가 맞음)" if row["repair_won"] is not None else ""
    shown = [
        ("인쇄된 글", row["printed_text"]),
        ("인쇄된 금액", _won(row["printed_won"])),
        ("식에서 나온 금액", _won(row["expected_won"])),
        ("차이", _won(row["delta_won"])),
        ("바로잡은 금액", (_won(row["repair_won"]) or "") + proof),
        ("까닭", cause),
    ]
    pairs = "".join(f"<div><dt>{label}</dt><dd>{escape(value)}</dd></div>" for label, value in shown if value)
    return f"<dl>{pairs}</dl>"


def _operands(row: Row) -> str:
    operands = row["operands"] or []
    if not operands:
        return ""
    body = [
        [
            cell(o["role"]),
            cell(o["printed_text"]),
            number(o["amount_won"]),
            cell(place(o)),
            cell(_second_reading(o)),
        ]
        for o in operands
    ]
    head: list[Heading] = ["항", "인쇄된 글", ("금액(원)", True), "위치", "두 번째 판독"]
    table = html_table("식에 쓰인 값", head, body)
    return f"<details><summary>식에 쓰인 값 {len(operands)}개와 위치</summary>{table}</details>"


def _second_reading(operand: Row) -> str:
    """What the second reader found, and who it is."""
    if operand["agrees"] is None:
        return _SECOND_READING[None]
    readers = [_reader_name(name) for name in (operand.get("reader") or "").split(", ") if name]
    return _SECOND_READING[operand["agrees"]] + (f" ({', '.join(readers)})" if readers else "")


def _reader_name(name: str) -> str:
    kind, _, source_format = name.partition(" ")
    known = words("reader")
    return known[kind].format(format=source_format.upper()) if kind in known else name


def _won(amount: int | None) -> str | None:
    return None if amount is None else f"{amount:,}원"
