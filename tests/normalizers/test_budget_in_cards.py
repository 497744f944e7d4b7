"""A card whose labels and budget stand in one table: the labels are no header, the budget keeps its unit."""

from __future__ import annotations

import pytest

from extractors import find_plans, read_document
from extractors.plan_model import FoundPlans
from normalizers import NormalizedDocument, normalize
from normalizers.tables.money import BudgetFact

HEAD = (
    '<tr><td>공약명</td><td colspan="5">물결 차고 짓기</td></tr>'
    '<tr><td>관리번호</td><td colspan="2">길-3</td><td>담당부서</td><td colspan="2">물결과</td></tr>'
    '<tr><td>사업기간</td><td colspan="2">2031. 6. ~ 2033. 6.</td><td>이행시기</td><td colspan="2">임기내</td></tr>'
)
SPANNED = (
    '<tr><td rowspan="4">소요예산<br>(백만원)</td>'
    "<td>구분</td><td>계</td><td>2031</td><td>2032</td><td>2033.6</td></tr>"
    "<tr><td>계</td><td>600</td><td>100</td><td>300</td><td>200</td></tr>"
    "<tr><td>도비</td><td>200</td><td>40</td><td>100</td><td>60</td></tr>"
    "<tr><td>시비</td><td>400</td><td>60</td><td>200</td><td>140</td></tr>"
)
CAPTIONED = (
    '<tr><td colspan="6">연도별 사업비 (천원)</td></tr>'
    "<tr><td>구분</td><td>계</td><td>2031</td><td>2032</td><td>2033.6</td><td>비고</td></tr>"
    "<tr><td>시비</td><td>400</td><td>60</td><td>200</td><td>140</td><td></td></tr>"
)


def read(rows: str) -> tuple[FoundPlans, NormalizedDocument]:
    page = f"<html><head><meta charset='utf-8'></head><body><h2>관리카드</h2><table>{rows}</table></body></html>"
    document = read_document(page.encode())
    found = find_plans(document)
    return found, normalize(document, found, document_id="a" * 64)


def fact(rows: NormalizedDocument, label: str, column: int) -> BudgetFact:
    return next(f for f in rows.budget_facts if f.row_label == label and f.column_index == column)


def test_a_budget_beside_a_label_over_its_rows_is_read_with_the_labels_unit() -> None:
    found, rows = read(HEAD + SPANNED)
    assert len(found.plans) == 1
    assert len(rows.budget_facts) == 12
    whole, part = fact(rows, "계", 2), fact(rows, "시비", 5)
    assert (whole.amount_won, whole.funding_source, whole.period_kind, whole.is_printed_total) == (
        600000000, "total", "total", True,
    )  # fmt: skip
    assert (part.amount_won, part.period_kind, part.fiscal_year, part.measure) == (
        140000000, "partial_year", 2033, "required",
    )  # fmt: skip
    assert part.unit_source == "row_label"


def test_the_head_of_an_inner_table_is_no_value_of_the_label_beside_it() -> None:
    _, rows = read(HEAD + SPANNED)
    assert not [f for f in rows.plan_fields if f.value_text in ("구분", "계", "2031")]
    assert not [i for i in rows.issues if i.code == "VALUES_DIFFER"]


def test_a_row_over_the_whole_card_names_the_unit_of_the_rows_below_it() -> None:
    _, rows = read(HEAD + CAPTIONED)
    assert len(rows.budget_facts) == 4
    part = fact(rows, "시비", 3)
    assert (part.amount_won, part.fiscal_year, part.unit_source) == (200000, 2032, "table_row")


def test_a_corner_with_its_unit_heads_the_years_behind_it() -> None:
    years = "<tr><td>연차별 예산(천원)</td><td>2031</td><td>2032</td><td>2033</td><td>2034</td><td>2035.6</td></tr>"
    amounts = "<tr><td>합계</td><td>10</td><td>20</td><td>30</td><td>40</td><td>50</td></tr>"
    _, rows = read(HEAD + years + amounts)
    assert [(f.fiscal_year, f.amount_won) for f in rows.budget_facts] == [
        (2031, 10000), (2032, 20000), (2033, 30000), (2034, 40000), (2035, 50000),
    ]  # fmt: skip


@pytest.mark.parametrize("label", ["공약명", "관리번호", "담당부서", "이행시기"])
def test_the_labels_of_a_card_are_labels_and_its_values_are_not(label: str) -> None:
    _, rows = read(HEAD + SPANNED)
    told = {cell.text: cell.is_label for cell in rows.table_cells}
    assert told[label]
    assert not told["길-3"]
    assert not told["물결 차고 짓기"]
