"""The same plan printed otherwise means the same: in another unit, with rows and columns turned, as text or page."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors import find_plans, read_document
from normalizers import NormalizedDocument, normalize

Meaning = tuple[str | None, str, int | None, int | None, bool]
UNITS = {"원": 1, "천원": 1_000, "백만원": 1_000_000, "억원": 100_000_000}
PAYERS = ("국비", "시비", "구비")
YEARS = (2031, 2032, 2033)


def normalize_bytes(data: bytes) -> NormalizedDocument:
    document = read_document(data)
    return normalize(document, find_plans(document), document_id="b" * 64, issuer="서울특별시 금천구")


def as_text(lines: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    return "\n".join([*lines, "", *("\t".join(row) for row in rows), ""]).encode()


def as_page(lines: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    table = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    head = "".join(f"<p>{line}</p>" for line in lines)
    return f"<html><head><meta charset='utf-8'></head><body>{head}<table>{table}</table></body></html>".encode()


def meaning(rows: NormalizedDocument) -> set[Meaning]:
    return {
        (f.funding_source, f.period_kind, f.fiscal_year, f.amount_won, f.is_printed_total) for f in rows.budget_facts
    }


def grid(amounts: Sequence[Sequence[int]], divide: int = 1) -> list[list[str]]:
    """Payers by years with both sums; amounts in units of `divide`."""
    sums = [sum(column) for column in zip(*amounts, strict=True)]
    lines = [("계", sums), *zip(PAYERS, amounts, strict=True)]
    head = ["구분", "계", *(f"{year}년" for year in YEARS)]
    return [head, *([name, f"{sum(row) // divide:,}", *(f"{v // divide:,}" for v in row)] for name, row in lines)]


def turned(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    return [list(column) for column in zip(*rows, strict=True)]


AMOUNTS = st.lists(
    st.lists(st.integers(min_value=1, max_value=900).map(lambda n: n * 100_000_000), min_size=3, max_size=3),
    min_size=3,
    max_size=3,
)


@settings(max_examples=6, deadline=None)
@given(AMOUNTS)
def test_a_table_means_the_same_in_every_unit(amounts: list[list[int]]) -> None:
    read = [
        meaning(normalize_bytes(as_text(["□ 연차별 투자계획", f"(단위 : {unit})"], grid(amounts, worth))))
        for unit, worth in UNITS.items()
    ]
    assert read[0]
    assert all(other == read[0] for other in read[1:])


@settings(max_examples=6, deadline=None)
@given(AMOUNTS)
def test_years_may_stand_in_columns_or_in_rows(amounts: list[list[int]]) -> None:
    lines, rows = ["□ 연차별 투자계획", "(단위 : 백만원)"], grid(amounts, 1_000_000)
    assert meaning(normalize_bytes(as_text(lines, rows))) == meaning(normalize_bytes(as_text(lines, turned(rows))))


@settings(max_examples=4, deadline=None)
@given(AMOUNTS)
def test_a_table_means_the_same_as_text_and_as_a_page(amounts: list[list[int]]) -> None:
    lines, rows = ["□ 연차별 투자계획", "(단위 : 천원)"], grid(amounts, 1_000)
    assert meaning(normalize_bytes(as_text(lines, rows))) == meaning(normalize_bytes(as_page(lines, rows)))


CARD = [
    ("공약명", "물결 다리 놓기"),
    ("관리번호", "3-1"),
    ("담당부서", "다리과"),
    ("사업기간", "2031. 1. ~ 2033. 6."),
    ("총사업비", "900백만원"),
    ("추진상황", "정상추진"),
]
LAYOUTS = {
    "a pair a row": [[label, value] for label, value in CARD],
    "two pairs a row": [[*one, *two] for one, two in zip(CARD[::2], CARD[1::2], strict=True)],
    "labels over values": [[label for label, _ in CARD], [value for _, value in CARD]],
    "three labels over values, twice": [
        [label for label, _ in CARD[:3]], [value for _, value in CARD[:3]],
        [label for label, _ in CARD[3:]], [value for _, value in CARD[3:]],
    ],
}  # fmt: skip


@pytest.mark.parametrize("layout", list(LAYOUTS))
@pytest.mark.parametrize("write", [as_text, as_page])
def test_a_card_says_the_same_however_it_is_laid_out(layout: str, write: object) -> None:
    assert callable(write)
    (plan,) = normalize_bytes(write(["공약사업 카드"], LAYOUTS[layout])).plans
    assert (plan.title, plan.pledge_number, plan.lead_department) == ("물결 다리 놓기", "3-1", "다리과")
    assert (plan.total_cost_won, plan.status, plan.period_text) == (900000000, "on_track", "2031. 1. ~ 2033. 6.")
