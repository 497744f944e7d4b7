"""Spanned tables: levels of headers, groups of rows, several numbers in a cell, and money that is printed twice."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from extractors import read_document
from extractors.model import Paragraph
from extractors.plan_model import FoundPlans
from normalizers.budget import MoneyRows, TableContext, normalize_tables
from normalizers.periods.years import year_context
from normalizers.tables.money import BudgetFact

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "budget_grids.yml").read_text("utf-8"))
NAMES = {
    "source": "funding_source", "period": "period_kind", "year": "fiscal_year", "measure": "measure",
    "detail": "measure_detail", "unit": "unit_source", "total": "is_printed_total", "leaf": "is_leaf",
    "group": "row_group", "item": "line_item",
}  # fmt: skip


def cell_html(text: str) -> str:
    found = re.fullmatch(r"(?P<text>.*?)\s*@(?P<rows>\d+)x(?P<columns>\d+)", text)
    if found is None:
        return f"<td>{text}</td>"
    return f"<td rowspan={found['rows']} colspan={found['columns']}>{found['text']}</td>"


def table_html(lines: list[str], rows: list[list[str]]) -> str:
    body = "".join("<tr>" + "".join(map(cell_html, row)) + "</tr>" for row in rows)
    return "".join(f"<p>{line}</p>" for line in lines) + f"<table>{body}</table>"


def read_money(html: str, level: Any = "district", plan: str | None = None) -> MoneyRows:
    document = read_document(f"<html><head><meta charset='utf-8'></head><body>{html}</body></html>".encode())
    texts = [b.text for b in document.blocks if isinstance(b, Paragraph)]
    texts += [cell.text for table in document.tables() for cell in table.cells]
    context = TableContext("e" * 64, lambda _: plan, level, year_context(texts))
    return normalize_tables(document, FoundPlans((), document.blocks, "other"), context)


def find_fact(rows: MoneyRows, label: str, column: int, part: int = 0, row: int | None = None) -> BudgetFact:
    found = [
        f
        for f in rows.facts
        if (f.row_label, f.column_index, f.cell_part) == (label, column, part) and row in (None, f.row_index)
    ]
    assert found, [(f.row_label, f.column_index, f.cell_part, f.printed_text) for f in rows.facts]
    return found[0]


@pytest.mark.parametrize("case", CASES["synthetic"], ids=lambda case: str(case["name"]))
def test_a_spanned_table_is_read_as_it_is_printed(case: dict[str, Any]) -> None:
    rows = read_money(table_html(case["lines"], case["rows"]), case["level"])
    for label, column, won, expected, *place in case["facts"]:
        fact = find_fact(rows, label, column, *place)
        assert fact.amount_won == won, (label, column)
        for key, value in expected.items():
            assert getattr(fact, NAMES[key]) == value, (label, column, key)
    assert len(rows.facts) == case["count"]
    for use, number in case.get("uses", {}).items():
        assert sum(found.use == use for found in rows.uses) == number, use


SUMMARY = table_html(
    ["예산안 총괄표", "(단위: 백만원)"],
    [["사업명", "2031년 결산", "2032년 본예산"], ["꽃길 조성", "70", "90"]],
)
BREAKDOWN = table_html(
    ["내역사업별 예산", "(단위: 백만원)"],
    [["구분", "2031년 결산", "2032년 본예산"], ["합계", "70", "90"], ["묘목", "30", "50"], ["인건비", "40", "40"]],
)


def test_a_summary_does_not_add_to_the_table_that_breaks_it_down() -> None:
    rows = read_money(SUMMARY + BREAKDOWN, "national", plan="p1")
    assert sum(f.amount_won or 0 for f in rows.facts if f.is_leaf and f.fiscal_year == 2032) == 90_000_000
    assert not find_fact(rows, "꽃길 조성", 2).is_leaf


def test_a_list_that_repeats_an_item_of_an_earlier_table_does_not_add_again() -> None:
    again = table_html(["지원 금액", "(단위: 백만원)"], [["내역사업명", "지원 금액 (2032예산)"], ["묘목", "50"]])
    rows = read_money(BREAKDOWN + again, "national", plan="p1")
    assert sum(f.amount_won or 0 for f in rows.facts if f.is_leaf and f.fiscal_year == 2032) == 90_000_000


def test_another_measure_of_the_same_money_is_no_repeat() -> None:
    secured = table_html(["국비 확보 현황", "(단위: 백만원)"], [["구분", "2032년"], ["국비", "50"]])
    needed = table_html(["연차별 소요예산", "(단위: 백만원)"], [["구분", "2032년"], ["국비", "50"]])
    rows = read_money(needed + secured, "district", plan="p1")
    assert [(f.measure, f.is_leaf) for f in rows.facts] == [("required", True), ("secured", True)]


def test_a_unit_is_borrowed_from_tables_that_print_the_same_figures() -> None:
    first = table_html(["(단위: 천원)"], [["구분", "2031년", "2032년"], ["사업비", "41,300", "52,700"]])
    other = table_html(["(단위: 백만원)"], [["구분", "2031년"], ["운영비", "7"]])
    bare = table_html(["최근 투입된 사업비"], [["연도", "2031", "2032"], ["사업비", "41,300", "52,700"]])
    rows = read_money(first + other + bare)
    assert [f.amount_won for f in rows.facts if f.unit_source == "document"] == [41_300_000, 52_700_000]
    assert {f.confidence for f in rows.facts if f.unit_source == "document"} == {"medium"}


def test_a_unit_is_not_borrowed_from_one_table_elsewhere() -> None:
    other = table_html(["(단위: 천원)"], [["구분", "2031년"], ["운영비", "7"]])
    bare = table_html(["□ 소요예산"], [["구분", "2031년"], ["구비", "9,100"]])
    rows = read_money(other + bare)
    assert [f.amount_won for f in rows.facts if f.unit_source == "none"] == [None]
    assert [issue.code for issue in rows.issues] == ["BUDGET_WITHOUT_UNIT"]


def test_a_unit_is_not_borrowed_from_blank_forms() -> None:
    blank = table_html(["매출액", "(단위: 천원)"], [["구분", "2031년"], ["매출액", ""], ["자본금", ""]])
    bare = table_html(["□ 소요예산"], [["구분", "2031년"], ["구비", "9,100"]])
    assert [f.amount_won for f in read_money(blank + blank + bare).facts if f.row_label == "구비"] == [None]
    filled = blank.replace("<td></td>", "<td>7</td>")
    assert [f.amount_won for f in read_money(filled + filled + bare).facts if f.row_label == "구비"] == [9_100_000]


def test_points_under_no_header_are_no_money_in_a_borrowed_unit() -> None:
    money = table_html(["(단위: 천원)"], [["구분", "2031년"], ["구비", "9,100"]])
    points = table_html(["평가항목"], [["구분", "배점", "", "비고"], ["수행실적 금액", "3", "20", "붙임 5"]])
    assert {f.row_label for f in read_money(money + money + points, plan="p1").facts} == {"구비"}


def test_single_amounts_of_two_tables_outside_of_plans_agree_by_chance() -> None:
    rows = [["구분", "2031년"], ["수입", "70"], ["이자", "3"], ["기타", "9"]]
    later = [["구분", "2031년"], ["수입", "95"], ["이자", "3"], ["기타", "12"]]
    first, second = (table_html(["현황", "(단위: 백만원)"], table) for table in (rows, later))
    assert all(f.is_leaf for f in read_money(first + second).facts)
    assert [f.is_leaf for f in read_money(first + first).facts] == [True] * 3 + [False] * 3


def test_a_nested_row_of_years_takes_its_meaning_from_the_label_beside_it() -> None:
    inner = table_html([], [["2031년", "2032년", "2033년"], ["-", "610백만원", "720백만원"]])
    cells = f"<tr><td>소요재원</td><td>총 1,330백만원 {inner}</td></tr>"
    outer = f"<table>{cells}<tr><td>위치</td><td>물빛로 3</td></tr></table>"
    rows = read_money(outer)
    assert [(f.fiscal_year, f.amount_won, f.reading, f.measure) for f in rows.facts] == [
        (2031, None, "dash", "required"), (2032, 610_000_000, "number", "required"),
        (2033, 720_000_000, "number", "required"),
    ]  # fmt: skip
    assert {f.row_group for f in rows.facts} == {"소요재원"}


def test_hancom_formulas_travel_with_their_table() -> None:
    rows = read_money(BREAKDOWN)
    assert rows.formulas == ()
    assert [unit[1:] for unit in rows.table_units] == [(1_000_000, "caption")]


def test_one_year_and_a_month_of_the_next_beside_words_of_a_header_head_the_table() -> None:
    table = table_html(
        [],
        [
            ["예산계획 (단위: 백만원) @3x1", "구분", "계", "기투자", "2031", "2032.6"],
            ["계", "35", "15", "12", "8"],
            ["구비", "35", "15", "12", "8"],
        ],
    )
    rows = read_money(table)
    found = [(f.period_kind, f.fiscal_year) for f in rows.facts if f.row_label == "구비"]
    assert found == [("total", None), ("before_base", None), ("year", 2031), ("partial_year", 2032)]
    assert find_fact(rows, "구비", 4).measure == "planned"
    assert len(rows.facts) == 8


BOOK = [
    ["세부사업·편성목", "예산액", "전년도예산액", "비교증감"],
    ["나루 다리 놓기", "320", "110", "210"],
    ["국", "160", "55", "105"],
    ["구", "160", "55", "105"],
    ["401 시설비및부대비", "300", "100", "200"],
    ["01 시설비", "280", "90", "190"],
    ["02 감리비", "20", "10", "10"],
]


@pytest.mark.parametrize("last", [["405 자산취득비", "20", "10", "10"], ["405 자산취득비", "25", "10", "15"]])
def test_items_below_payers_add_nothing_where_they_make_up_the_project(last: list[str]) -> None:
    rows = read_money(table_html(["2031년 본예산", "(단위: 백만원)"], [*BOOK, last]))
    leaves = {f.row_label for f in rows.facts if f.is_leaf}
    items = {"401 시설비및부대비", "01 시설비", "02 감리비", "405 자산취득비"}
    assert leaves == ({"국", "구"} if last[1] == "20" else {"국", "구"} | items)


def test_each_project_of_a_book_is_asked_for_itself() -> None:
    second = [
        ["솔숲 길", "50", "40", "10"],
        ["국", "20", "15", "5"],
        ["구", "30", "25", "5"],
        ["시설비", "30", "40", "-10"],
    ]
    first = [*BOOK, ["405 자산취득비", "20", "10", "10"]]
    rows = read_money(table_html(["2031년 본예산", "(단위: 백만원)"], [*first, *second]))
    assert [f.row_label for f in rows.facts if f.is_leaf and f.column_index == 1] == ["국", "구", "국", "구", "시설비"]


def test_items_below_payers_are_known_where_nobody_knows_the_tier_of_one() -> None:
    book = [*BOOK[:3], ["시", "160", "55", "105"], *BOOK[4:], ["405 자산취득비", "20", "10", "10"]]
    rows = read_money(table_html(["2031년 본예산", "(단위: 백만원)"], book), "unknown")
    assert {f.row_label for f in rows.facts if f.is_leaf} == {"국", "시"}
