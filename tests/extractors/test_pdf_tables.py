from __future__ import annotations

import pdf_builder as builder
import pytest

from extractors.model import Paragraph, SourceDocument, Table
from extractors.pdf import read_pdf

Page, build_pdf = builder.Page, builder.build_pdf

TWO_LEVEL = [
    (0, 0, 2, 1, "구분"),
    (0, 1, 1, 2, "소요예산"),
    (1, 1, 1, 1, "2031년"),
    (1, 2, 1, 1, "2032년"),
    (2, 0, 1, 1, "국비"),
    (2, 1, 1, 1, "1,200"),
    (2, 2, 1, 1, "-"),
    (3, 0, 1, 1, "도비"),
    (3, 1, 1, 1, "600"),
    (3, 2, 1, 1, "△35.5"),
]
CARD = [
    (0, 0, 1, 1, "공약명"),
    (0, 1, 1, 3, "어린이 도서관 건립"),
    (1, 0, 1, 1, "추진부서"),
    (1, 1, 1, 1, "평생학습과"),
    (1, 2, 1, 1, "사업기간"),
    (1, 3, 1, 1, "2031. 1. ~ 2032. 12."),
    (2, 0, 1, 1, "사업내용"),
    (2, 1, 1, 3, "열람실 확충\n장서 구입"),
]


def cells(table: Table) -> list[tuple[int, int, int, int, str]]:
    return [(c.row, c.column, c.row_span, c.column_span, c.text) for c in table.cells]


def tables(document: SourceDocument) -> list[Table]:
    return list(document.tables())


def paragraphs(document: SourceDocument) -> list[str]:
    return [b.text for b in document.blocks if isinstance(b, Paragraph)]


def read(*pages: object) -> SourceDocument:
    return read_pdf(build_pdf(pages))


@pytest.mark.parametrize("style", ["stroked", "filled", "dotted", "outlined", "form"])
@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize("sides", [True, False])
def test_every_span_is_found_however_the_rules_are_drawn(style: str, rotate: int, sides: bool) -> None:
    page = Page(rotate=rotate, crop=15)
    page.text(270, 90, "(단위 : 백만원)")
    page.table(60, 100, [100, 90, 90], [20, 20, 20, 20], TWO_LEVEL, style=style, sides=sides)
    document = read(page)
    (table,) = tables(document)
    assert cells(table) == TWO_LEVEL
    assert [c.text for c in table.captions] == ["(단위 : 백만원)"]
    assert not document.issues


@pytest.mark.parametrize("sides", [True, False])
def test_card_of_labels_and_values_is_read_with_its_lines_in_order(sides: bool) -> None:
    page = Page()
    page.table(60, 100, [80, 120, 80, 150], [24, 24, 50], CARD, sides=sides)
    (table,) = tables(read(page))
    assert cells(table) == CARD


def test_an_amount_has_its_own_box_in_points_from_the_top_left() -> None:
    page = Page()
    page.table(60, 100, [100, 200], [30], [(0, 0, 1, 1, "총사업비"), (0, 1, 1, 1, "국비 1,300 시비 700")])
    (table,) = tables(read(page))
    printed = table.cells[1].printed
    start = printed.text.index("700")
    box = printed.part(start, start + 3).at.box
    assert box is not None
    assert table.cells[1].box is not None
    assert box.x0 > 160 + 40
    assert 100 <= box.y0 < box.y1 <= 130
    assert box.x1 - box.x0 < 30


def test_stream_order_does_not_matter() -> None:
    page = Page()
    page.table(60, 100, [80, 120, 80, 150], [24, 24, 50], CARD)
    page.operators.reverse()
    (table,) = tables(read(page))
    assert cells(table) == CARD


def test_a_repeated_header_is_dropped_where_a_table_goes_over_three_pages() -> None:
    pages, truth = [], [(0, 0, 1, 1, "연번"), (0, 1, 1, 1, "사업명")]
    for number in range(3):
        page = Page(height=400)
        rows = [(0, 0, 1, 1, "연번"), (0, 1, 1, 1, "사업명")]
        for row in range(1, 10):
            item = number * 9 + row
            rows += [(row, 0, 1, 1, f"{item}"), (row, 1, 1, 1, f"사업 {item}")]
            truth += [(item, 0, 1, 1, f"{item}"), (item, 1, 1, 1, f"사업 {item}")]
        page.text(280, 390, f"- {number + 1} -")
        page.table(60, 60, [60, 300], [30] * 10, rows)
        pages.append(page)
    document = read(*pages)
    (table,) = tables(document)
    assert cells(table) == truth
    assert table.continued_pages == (2, 3)
    assert [p.role for p in document.furniture] == ["page_number"] * 3


def test_a_card_a_page_is_a_table_of_its_own() -> None:
    pages = []
    for number in (1, 2):
        page = Page(height=220)
        values = ["도서관", "공원"][number - 1]
        page.table(
            60,
            60,
            [80, 300],
            [50, 50, 50],
            [
                (0, 0, 1, 1, "공약명"),
                (0, 1, 1, 1, values),
                (1, 0, 1, 1, "추진부서"),
                (1, 1, 1, 1, f"{values}과"),
                (2, 0, 1, 1, "사업내용"),
                (2, 1, 1, 1, f"{values} 조성"),
            ],
        )
        pages.append(page)
    assert len(tables(read(*pages))) == 2


def test_a_label_that_spans_rows_is_one_cell_after_a_page_break() -> None:
    first, second = Page(height=300), Page(height=300)
    upper = [(0, 0, 1, 1, "분야"), (0, 1, 1, 1, "사업"), (1, 0, 3, 1, "복지")]
    upper += [(r, 1, 1, 1, f"사업 {r}") for r in (1, 2, 3)]
    first.table(60, 60, [80, 200], [50] * 4, upper)
    second.table(60, 60, [80, 200], [50] * 2, [(0, 0, 2, 1, ""), (0, 1, 1, 1, "사업 4"), (1, 1, 1, 1, "사업 5")])
    (table,) = tables(read(first, second))
    label = next(c for c in table.cells if c.text == "복지")
    assert (label.row, label.row_span) == (1, 5)
    assert [c.text for c in table.cells if c.column == 1] == ["사업", *(f"사업 {i}" for i in range(1, 6))]


def test_a_row_cut_in_two_is_put_together_again() -> None:
    first, second = Page(height=200), Page(height=200)
    long = "\n".join(f"추진 내용의 {i}번째 줄이다" for i in range(1, 9))
    first.table(
        60,
        60,
        [80, 300],
        [20, 110],
        [(0, 0, 1, 1, "구분"), (0, 1, 1, 1, "내용"), (1, 0, 1, 1, "계획"), (1, 1, 1, 1, long)],
    )
    second.table(60, 60, [80, 300], [16], [(0, 0, 1, 1, ""), (0, 1, 1, 1, "마지막 줄이다")])
    (table,) = tables(read(first, second))
    assert (table.row_count, table.cells[-1].text) == (2, f"{long}\n마지막 줄이다")


def test_rows_without_rules_are_told_apart_by_their_heights() -> None:
    page = Page()
    head = [(0, 0, 1, 1, "사업"), (0, 1, 1, 1, "예산액"), (0, 2, 1, 1, "집행액"), (0, 3, 1, 1, "이월액")]
    body = [
        (1, 0, 1, 1, "도로 정비\n하천 정비\n공원 조성"),
        (1, 1, 1, 1, "1,200\n350\n80"),
        (1, 2, 1, 1, "1,100\n350\n-"),
        (1, 3, 1, 1, "-\n-\n80"),
    ]
    page.table(60, 100, [120, 70, 70, 70], [20, 60], head + body)
    (table,) = tables(read(page))
    assert cells(table)[4:] == [
        (1, 0, 1, 1, "도로 정비"), (1, 1, 1, 1, "1,200"), (1, 2, 1, 1, "1,100"), (1, 3, 1, 1, "-"),
        (2, 0, 1, 1, "하천 정비"), (2, 1, 1, 1, "350"), (2, 2, 1, 1, "350"), (2, 3, 1, 1, "-"),
        (3, 0, 1, 1, "공원 조성"), (3, 1, 1, 1, "80"), (3, 2, 1, 1, "-"), (3, 3, 1, 1, "80"),
    ]  # fmt: skip


def test_rows_stay_together_where_a_value_could_stand_beside_two_items() -> None:
    page = Page()
    body = [
        (0, 0, 1, 1, "도로 정비\n하천 정비\n공원 조성"),
        (0, 1, 1, 1, "1,200\n350"),
        (0, 2, 1, 1, "1,100\n350\n70"),
    ]
    page.table(60, 100, [120, 70, 70], [60], body)
    (table,) = tables(read(page))
    assert cells(table) == body


def test_a_table_without_rules_is_read_under_a_row_of_years() -> None:
    page = Page()
    rows = [["구분", "2031년", "2032년", "2033년"], ["국비", "1,200", "-", "30"], ["도비", "600", "35", ""]]
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text:
                page.text(80 + c * 90, 120 + r * 18, text)
    (table,) = tables(read(page))
    assert [(c.row, c.column, c.text) for c in table.cells] == [
        (r, c, text) for r, row in enumerate(rows) for c, text in enumerate(row)
    ]


def test_a_table_without_rules_stays_text_with_an_issue_where_a_column_is_not_certain() -> None:
    page = Page()
    for c, text in enumerate(["구분", "2031년", "2032년", "2033년"]):
        page.text(80 + c * 90, 120, text)
    for r in (1, 2):
        page.text(80, 120 + r * 18, "국비")
        page.text(215, 120 + r * 18, "1,200")
        page.text(350, 120 + r * 18, "35")
    document = read(page)
    assert not tables(document)
    assert [i.code for i in document.issues] == ["PDF_TABLE_UNCERTAIN"]


def test_a_nested_table_stands_in_its_cell_and_its_text_does_not() -> None:
    page = Page()
    page.table(60, 100, [80, 300], [120], [(0, 0, 1, 1, "총사업비"), (0, 1, 1, 1, "")])
    page.text(150, 115, "총 900백만원", 9)
    page.table(
        150,
        130,
        [60, 60],
        [20, 20],
        [(0, 0, 1, 1, "2031"), (0, 1, 1, 1, "2032"), (1, 0, 1, 1, "400"), (1, 1, 1, 1, "500")],
    )
    outer, inner = tables(read(page))
    assert [c.text for c in outer.cells] == ["총사업비", "총 900백만원"]
    assert [c.text for c in inner.cells] == ["2031", "2032", "400", "500"]
    assert outer.cells[1].blocks == (inner,)
    assert inner.block == outer.block + 1


def test_a_page_whose_text_lies_on_its_side_is_read_upright() -> None:
    page = Page()
    lines = ["가. 추진 경위는 다음과 같다", "나. 향후 계획은 다음과 같다"]
    for index, line in enumerate(lines):
        page.text(500 - index * 20, 100, line, turn=1)
    document = read(page)
    assert paragraphs(document) == lines
    first = document.blocks[0]
    assert isinstance(first, Paragraph)
    box = first.printed.at.box
    assert box is not None
    assert box.y1 - box.y0 > box.x1 - box.x0
    assert 490 < box.x0 < box.x1 < 515


def test_a_label_read_upwards_stands_in_its_cell() -> None:
    page = Page()
    page.table(60, 100, [30, 200], [80], [(0, 0, 1, 1, ""), (0, 1, 1, 1, "연차별 투자계획")])
    page.text(80, 170, "예산", turn=3)
    (table,) = tables(read(page))
    assert [c.text for c in table.cells] == ["예산", "연차별 투자계획"]


@pytest.mark.parametrize(("y", "above"), [(94, True), (176, False)])
def test_a_unit_note_belongs_to_the_table_it_touches(y: float, above: bool) -> None:
    page = Page()
    page.text(270, y, "(단위 : 천원)")
    page.table(60, 100, [100, 90, 90], [20] * 3, [(r, c, 1, 1, f"{r}{c}") for r in range(3) for c in range(3)])
    document = read(page)
    (table,) = tables(document)
    assert [c.text for c in table.captions] == ["(단위 : 천원)"]
    assert not paragraphs(document)
