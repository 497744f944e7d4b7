"""The auditors' page: one Korean HTML file that needs no network, prints well, and can be walked with the keyboard."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta, timezone
from functools import cache
from html import escape
from importlib.resources import files
from itertools import groupby
from typing import Any

from flows.report_data import MOST_DOCUMENTS, MOST_FINDINGS, MOST_ISSUES_A_CODE, ReportData, Row
from flows.report_findings import finding_card
from flows.report_parts import Heading, badge, cell, html_table, number, place, words

_SEOUL = timezone(timedelta(hours=9), "KST")


def report_html(data: ReportData) -> str:
    """The whole page."""
    sections = [
        ("findings", f"지적 {data.counts['findings']:,}건", _findings(data)),
        ("budget", "연도·재원별 예산", _budget(data)),
        ("documents", f"문서 {data.counts['documents']:,}건", _documents(data)),
        ("quarantined", f"격리된 문서 {data.counts['quarantined']:,}건", _quarantined(data)),
        ("issues", f"읽지 못했거나 확실하지 않은 곳 {data.counts['issues']:,}건", _issues(data)),
        ("checks", "발행 전 검사", _checks(data)),
    ]
    menu = "".join(f'<li><a href="#{key}">{escape(title)}</a></li>' for key, title, _ in sections)
    body = "".join(
        f'<section aria-labelledby="{key}"><h2 id="{key}" tabindex="-1">{escape(title)}</h2>{content}</section>'
        for key, title, content in sections
    )
    return (
        '<!DOCTYPE html>\n<html lang="ko"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>koplan 감사 보고서 {escape(data.run_id)}</title><style>{_style()}</style></head><body>"
        f'<a class="skip" href="#findings">본문으로 건너뛰기</a>{_head(data)}'
        f'<nav aria-label="차례"><ul>{menu}</ul></nav><main>{body}</main>{_foot(data)}</body></html>\n'
    )


@cache
def _style() -> str:
    return files("flows").joinpath("report.css").read_text(encoding="utf-8")


def _head(data: ReportData) -> str:
    counts = data.counts
    shown = [
        ("문서", counts["documents"]), ("격리", counts["quarantined"]), ("계획", counts["plans"]),
        ("예산 사실", counts["facts"]), ("오류", counts["errors"]), ("주의", counts["warnings"]),
        ("참고", counts["infos"]), ("판독 문제", counts["issues"]),
    ]  # fmt: skip
    cards = "".join(f"<li>{label}<b>{value:,}</b></li>" for label, value in shown)
    finished = datetime.fromisoformat(data.manifest["run"]["finished_at"]).astimezone(_SEOUL)
    return (
        f"<header><div><h1>계획 문서 감사 보고서</h1>"
        f'<p class="soft">실행 <code>{escape(data.run_id)}</code> · {finished:%Y년 %m월 %d일 %H:%M} (서울)</p>'
        f'<ul class="counts">{cards}</ul></div></header>'
    )


def _foot(data: ReportData) -> str:
    version = data.manifest["run"]["koplan_version"]
    return (
        f"<footer><p>koplan {escape(version)} · 규칙 {escape(data.manifest['versions']['rules'])}. 금액은 원 단위이며,"
        " 인쇄된 글과 단위에서 나온 값입니다. 개인정보는 가렸습니다.</p></footer>"
    )


def _findings(data: ReportData) -> str:
    if not data.findings:
        return "<p>지적이 없습니다.</p>"
    intro = (
        "<p>오류, 주의, 참고 순서로, 걸린 금액이 큰 것부터 적었습니다. 결정을 남기려면 "
        '<code>koplan decide 식별자 confirmed --reason "까닭"</code>을 쓰세요.</p>'
    )
    counted = [row for row in data.findings if row["is_counted"]]
    others = [row for row in data.findings if not row["is_counted"]]
    folded = ""
    if others:
        title = f"다른 형식이나 앞선 판의 문서에 있는 지적 {len(others):,}건"
        folded = f"<details><summary>{title}</summary>{_cards(others, data)}</details>"
    return intro + _rest(data.counts["findings"], MOST_FINDINGS) + _cards(counted, data) + folded


def _cards(rows: Sequence[Row], data: ReportData) -> str:
    return "".join(finding_card(row, data.verdicts.get(row["finding_id"]) or row["decision"]) for row in rows)


def _budget(data: ReportData) -> str:
    if not data.budget:
        return "<p>더할 수 있는 연도별 금액이 없습니다.</p>"
    intro = (
        '<p class="soft">대표 문서에 인쇄된 값 가운데 더해도 되는 것만 더했습니다(합계 칸, 대안, 그중, 되풀이는 뺌).'
        " 소요·계획·편성 금액입니다.</p>"
    )
    head: list[Heading] = ["연도", "재원", ("금액(원)", True), ("값의 수", True)]
    sources = words("funding_source")
    body = [
        [cell(row["fiscal_year"]), cell(sources.get(row["funding_source"], "재원이 아닌 항목")), number(row["won"]),
         number(row["fact_count"])]
        for row in data.budget
    ]  # fmt: skip
    return intro + html_table("연도와 재원별 합계", head, body)


def _documents(data: ReportData) -> str:
    head: list[Heading] = [
        "파일", "형식", "종류", "기관", "상태", ("계획", True), ("예산 사실", True), ("지적", True),
        ("판독 문제", True), "비고",
    ]  # fmt: skip
    names = {row["document_id"]: row["source_path"] for row in data.documents}
    body = [
        [
            cell(row["source_path"]), cell(words("source_format").get(row["source_format"])),
            cell(words("document_kind").get(row["document_kind"])), cell(row["issuer_name"]),
            f"<td>{badge(words('status')[row['status']], row['status'])}</td>", number(row["plan_count"]),
            number(row["fact_count"]), number(row["finding_count"]), number(row["issue_count"]),
            cell(_standing(row, names)),
        ]
        for row in data.documents
    ]  # fmt: skip
    return _rest(len(data.documents) + data.counts["quarantined"], MOST_DOCUMENTS) + html_table("읽은 문서", head, body)


def _standing(row: Row, names: dict[str, str]) -> str:
    if row["superseded_by"]:
        return f"뒤 판이 있음: {names.get(row['superseded_by'], row['superseded_by'])}"
    return "" if row["is_preferred"] else "같은 문서의 다른 형식(합계에서 뺌)"


def _quarantined(data: ReportData) -> str:
    if not data.quarantined:
        return "<p>격리된 문서가 없습니다.</p>"
    body = [
        [
            cell(r["source_path"]),
            number(r["byte_count"]),
            f"<td><code>{escape(r['error_code'])}</code></td>",
            cell(r["error_message"]),
        ]
        for r in data.quarantined
    ]
    return html_table(
        "읽지 못한 문서와 까닭", ["파일", ("크기(바이트)", True), "코드", "무엇이 잘못되었고 무엇을 하면 되는지"], body
    )


def _issues(data: ReportData) -> str:
    if not data.issues:
        return "<p>없습니다.</p>"
    made = ["<p>문서의 잘못이 아니라 판독이 미치지 못했거나 사람이 보아야 할 곳입니다. 코드별로 묶었습니다.</p>"]
    for code, group in groupby(data.issues, key=lambda row: str(row["code"])):
        rows = list(group)
        total = rows[0]["code_count"]
        body = [[cell(r["source_path"]), cell(place(r)), cell(r["printed_text"]), cell(r["message"])] for r in rows]
        made.append(
            f"<details><summary><code>{escape(code)}</code> {total:,}건</summary>{_rest(total, MOST_ISSUES_A_CODE)}"
            f"{html_table(code, ['파일', '위치', '인쇄된 글', '설명'], body)}</details>"
        )
    return "".join(made)


def _checks(data: ReportData) -> str:
    checks: Sequence[Row] = data.manifest["checks"]
    options = data.manifest["options"]
    good = sum(check["success"] for check in checks)
    made = [f"<p>Great Expectations 기대 {len(checks):,}개 가운데 {good:,}개가 맞았습니다.</p>"]
    if options["accepted"]:
        codes = ", ".join(options["accepted"])
        made.append(f"<p>닫힌 관문 {escape(codes)}을(를) 통과시킨 까닭: {escape(options['accepted_because'])}</p>")
    by_table: Iterable[tuple[str, Any]] = groupby(checks, key=lambda check: str(check["table"]))
    body = []
    for table, group in by_table:
        items = list(group)
        rows = data.manifest["tables"][table]["rows"]
        body.append([cell(table), number(rows), number(len(items)), number(sum(not i["success"] for i in items))])
    made.append(html_table("표마다의 검사", ["표", ("행", True), ("기대", True), ("어긋남", True)], body))
    skipped = data.manifest["skipped"]
    if skipped:
        said = ", ".join(f"{words('skipped')[reason]} {count}" for reason, count in skipped.items())
        made.append(f"<p>이름으로 건너뛴 파일: {escape(said)}</p>")
    return "".join(made)


def _rest(total: int, shown: int) -> str:
    if total <= shown:
        return ""
    return f'<p class="soft">{total:,}건 가운데 {shown:,}건을 보입니다. 모두 보려면 koplan query를 쓰세요.</p>'
