from __future__ import annotations

import pytest

from extractors.model import Cell, Locator, Paragraph, Printed, SourceDocument, Table
from normalizers.amounts.cells import read_amount_cell
from normalizers.amounts.units import Unit
from normalizers.budget.model import CellUse, FactParts, MoneyRows, TableContext
from normalizers.periods import YearContext
from normalizers.prose_amounts import AmountRows, normalize_amounts
from normalizers.tables.money import Amount
from normalizers.vocabulary import IssuerLevel


def paragraph(text: str, block: int = 0) -> Paragraph:
    return Paragraph(Printed(text, Locator(block=block, line=block + 1)))


def table(*rows: list[str], block: int = 0, nested: Table | None = None) -> Table:
    cells = [
        Cell(
            r, c, 1, 1, Printed(text, Locator(block=block, row_index=r, column_index=c)),
            (nested,) if nested and r == c == 0 else (),
        )
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    ]  # fmt: skip
    return Table(block, len(rows), len(rows[0]), tuple(cells))


def rows_of(*blocks: Paragraph | Table, level: IssuerLevel = "district", money: MoneyRows | None = None) -> AmountRows:
    context = TableContext("doc", lambda block: f"plan{block}", level, YearContext((2021, 2022)))
    document = SourceDocument("text", blocks, "test", "1")
    return normalize_amounts(document, context, money or MoneyRows(), lambda block: f"section{block}")


def only(rows: AmountRows) -> Amount:
    (row,) = rows.amounts
    return row


def test_an_amount_of_a_paragraph_is_a_row_with_its_place_and_meaning() -> None:
    row = only(rows_of(paragraph("□ 2022년 소요예산 : 43,000천원 (구비)", 4)))
    assert (row.amount_won, row.printed_text, row.unit_text) == (43_000_000, "43,000천원", "천원")
    assert (row.plan_id, row.section_id, row.block, row.line) == ("plan4", "section4", 4, 5)
    assert (row.role, row.measure, row.fiscal_year) == ("2022년 소요예산", "required", 2022)
    assert (row.funding_source, row.whole_amount_id, row.confidence) == ("district", None, "high")


def test_the_parts_of_a_split_point_to_the_whole() -> None:
    whole, *parts = rows_of(paragraph("- 사업비 : 900백만원(국 300 / 시 400 / 구 200)")).amounts
    assert [(part.funding_source, part.amount_won) for part in parts] == [
        ("national", 300_000_000), ("metropolitan", 400_000_000), ("district", 200_000_000),
    ]  # fmt: skip
    assert {part.whole_amount_id for part in parts} == {whole.amount_id}
    assert len({row.amount_id for row in (whole, *parts)}) == 4


def test_whose_money_a_label_is_depends_on_the_office() -> None:
    text = paragraph("시비 300백만원")
    assert only(rows_of(text, level="district")).funding_source == "metropolitan"
    assert only(rows_of(text, level="city")).funding_source == "district"
    unknown = rows_of(text, level="unknown")
    assert (only(unknown).funding_source, [issue.code for issue in unknown.issues]) == (None, ["FUNDING_TIER_UNKNOWN"])


def test_a_cell_with_a_fact_gives_no_amount_and_a_remark_takes_the_unit_of_its_table() -> None:
    grid = table(["구분", "예산", "비고"], ["운영", "12,000천원", "(국내 : 9,500 국외 : 2,500)"], block=7)
    uses = (CellUse(7, 1, 1, "fact"), CellUse(7, 1, 2, "remark"))
    money = MoneyRows(uses=uses, table_units=((7, 1000, "caption"),))
    found = rows_of(grid, money=money).amounts
    assert [(row.amount_won, row.column_index, row.role) for row in found] == [
        (9_500_000, 2, "국내"), (2_500_000, 2, "국외"),
    ]  # fmt: skip
    assert {row.confidence for row in found} == {"medium"}


def test_a_label_cell_never_takes_the_unit_of_its_table() -> None:
    money = MoneyRows(uses=(CellUse(7, 0, 0, "label"),), table_units=((7, 1000, "caption"),))
    assert rows_of(table(["구간 : 1,200"], block=7), money=money).amounts == ()


def test_the_split_in_the_cell_of_a_fact_points_to_the_fact() -> None:
    (number,) = read_amount_cell(Printed("9,000천원 (국비/구비) (6,000/30,00)"), Unit("천원", 1000))
    rows = rows_of(money=MoneyRows(parts=(FactParts("fact1", "plan1", number),)))
    assert [(row.amount_won, row.reading, row.whole_fact_id) for row in rows.amounts] == [
        (6_000_000, "number", "fact1"), (None, "unreadable", "fact1"),
    ]  # fmt: skip
    assert [issue.code for issue in rows.issues] == ["AMOUNT_UNREADABLE"]


def test_amounts_in_nested_tables_and_captions_are_not_lost() -> None:
    inner = table(["보조금 5백만원"], block=3)
    outer = table(["개요"], block=2, nested=inner)
    captioned = Table(4, 0, 0, (), (Printed("총 7억원", Locator(block=4)),))
    assert [row.amount_won for row in rows_of(outer, captioned).amounts] == [5_000_000, 700_000_000]


def test_a_bare_figure_beside_a_label_with_its_unit_is_money() -> None:
    card = table(["총사업비(천원)", "43,250", "규모(㎡)", "1,180"], ["사업비(백만원)", "2031", "대상(명)", "300"])
    assert [(row.amount_won, row.printed_text) for row in rows_of(card).amounts] == [(43_250_000, "43,250")]


def test_a_project_without_budget_has_a_row_that_says_so() -> None:
    row = only(rows_of(paragraph("소요예산 : 비예산 사업")))
    assert (row.reading, row.amount_won, row.printed_text, row.measure) == (
        "non_budget",
        None,
        "비예산 사업",
        "required",
    )


@pytest.mark.parametrize("text", ["수출액 3백만달러", "24,00천원", "자담 40%, 국고보조 60%"])
def test_what_is_no_won_has_a_row_without_won(text: str) -> None:
    rows = rows_of(paragraph(text)).amounts
    assert rows
    assert all(row.amount_won is None for row in rows)


def test_an_id_stands_for_the_place_and_not_for_what_is_read_there() -> None:
    one, other = (only(rows_of(paragraph(text))) for text in ("총액 5억원", "총액 9억원"))
    assert one.amount_id == other.amount_id
    assert one.amount_id != only(rows_of(paragraph("총액 5억원", block=1))).amount_id
