"""Tables as printed become facts with their period, measure, payer, unit and place among the sums."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from extractors import read_document
from extractors.model import Paragraph, SourceDocument
from extractors.plan_model import FoundPlans
from normalizers.budget import MoneyRows, TableContext, normalize_tables
from normalizers.periods.years import year_context
from normalizers.tables.money import BudgetFact

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "budget_tables.yml").read_text("utf-8"))
NAMES = {
    "source": "funding_source",
    "instrument": "funding_instrument",
    "period": "period_kind",
    "year": "fiscal_year",
    "measure": "measure",
    "detail": "measure_detail",
    "unit": "unit_source",
    "total": "is_printed_total",
    "leaf": "is_leaf",
    "reading": "reading",
    "group": "row_group",
    "option": "option",
}


def texts_of(document: SourceDocument) -> list[str]:
    paragraphs = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    return paragraphs + [cell.text for table in document.tables() for cell in table.cells]


def read_money(text: str, level: Any = "district", plan: str | None = None) -> MoneyRows:
    document = read_document(text.replace("¦", "\t").encode())
    context = TableContext("d" * 64, lambda _: plan, level, year_context(texts_of(document)))
    return normalize_tables(document, FoundPlans((), document.blocks, "other"), context)


def find_fact(rows: MoneyRows, label: str | None, column: int) -> BudgetFact:
    found = [f for f in rows.facts if f.row_label == label and f.column_index == column and f.cell_part == 0]
    assert len(found) == 1, [(f.row_label, f.column_index, f.printed_text) for f in rows.facts]
    return found[0]


@pytest.mark.parametrize("case", CASES["synthetic"], ids=lambda case: str(case["name"]))
def test_a_table_is_read_as_it_is_printed(case: dict[str, Any]) -> None:
    rows = read_money(case["text"], case["level"])
    for label, column, won, expected in case["facts"]:
        fact = find_fact(rows, label, column)
        assert fact.amount_won == won, label
        for key, value in expected.items():
            assert getattr(fact, NAMES[key]) == value, (label, column, key)
    for label, rows_of_label in case.get("labels", {}).items():
        places = {f.row_index for f in rows.facts if f.row_label == label}
        assert len(places) == rows_of_label, label
    assert len(rows.facts) == case["count"]
    assert len(rows.parts) == case.get("parts", 0)
    assert sorted({issue.code for issue in rows.issues}) == case.get("issues", [])
    for use, number in case.get("uses", {}).items():
        assert sum(found.use == use for found in rows.uses) == number, use
    if "kind" in case:
        assert rows.tables[0].kind == case["kind"]


@pytest.mark.parametrize("case", CASES["negative"], ids=lambda case: str(case["name"]))
def test_a_table_without_money_is_no_budget_table(case: dict[str, Any]) -> None:
    rows = read_money(case["text"])
    assert rows.tables == ()
    assert rows.facts == ()
    assert rows.cells != ()


def test_every_printed_cell_of_a_budget_table_is_a_fact_or_ignored_by_name() -> None:
    for case in CASES["synthetic"]:
        document = read_document(case["text"].replace("¦", "\t").encode())
        rows = read_money(case["text"], case["level"])
        budget = {table.block for table in rows.tables}
        printed = {
            (table.block, cell.row, cell.column)
            for table in document.tables()
            if table.block in budget
            for cell in table.cells
        }
        verdicts = [(use.block, use.row, use.column) for use in rows.uses]
        assert set(verdicts) == printed, case["name"]
        assert len(verdicts) == len(printed), case["name"]


def test_the_facts_are_the_cells_that_are_called_facts() -> None:
    for case in CASES["synthetic"]:
        rows = read_money(case["text"], case["level"])
        assert len({(f.block, f.line, f.column_index) for f in rows.facts}) == len(rows.fact_cells()), case["name"]


def test_ids_do_not_change_with_the_meaning() -> None:
    one = read_money(CASES["synthetic"][0]["text"], "county")
    other = read_money(CASES["synthetic"][0]["text"], "city")
    assert [fact.fact_id for fact in one.facts] == [fact.fact_id for fact in other.facts]
    assert len({fact.fact_id for fact in one.facts}) == len(one.facts)


def test_a_unit_that_is_a_thousand_times_larger_makes_amounts_a_thousand_times_larger() -> None:
    text = CASES["synthetic"][0]["text"]
    small = read_money(text.replace("백만원", "천원"), "county")
    large = read_money(text, "county")
    assert [f.amount_won for f in large.facts] == [1000 * (f.amount_won or 0) for f in small.facts]


def test_a_misprint_keeps_its_row_unread() -> None:
    rows = read_money("(단위 : 천원)\n구분¦2031년¦2032년\n구비¦24,00¦1,300\n")
    fact = find_fact(rows, "구비", 1)
    assert (fact.reading, fact.amount_won, fact.printed_text) == ("unreadable", None, "24,00")
    assert [issue.code for issue in rows.issues] == ["AMOUNT_UNREADABLE"]


def test_foreign_money_in_a_column_of_won_is_an_issue_not_an_amount() -> None:
    rows = read_money("(단위 : 백만원)\n구분¦2031년¦2032년\n수출 지원¦20백만달러¦300\n구비¦100¦200\n")
    fact = find_fact(rows, "수출 지원", 1)
    assert fact.amount_won is None
    assert [issue.code for issue in rows.issues] == ["BUDGET_NOT_WON"]
