"""Tables that a page break cuts between the rows of one label, or in the middle of a row."""

from __future__ import annotations

import pdf_builder as builder
import pytest

from extractors.model import Table
from extractors.pdf import read_pdf

Page, build_pdf = builder.Page, builder.build_pdf


def _cut_table(above: tuple[str, str, str], below: tuple[str, str, str]) -> Table:
    """A table whose last row above the break is `above` and whose only row below it is `below`."""
    first, second = Page(height=160), Page(height=160)
    rows = [(0, c, 1, 1, text) for c, text in enumerate(("분야", "사업", "예산"))]
    rows += [(1, c, 1, 1, text) for c, text in enumerate(above)]
    first.table(60, 60, [80, 200, 120], [20, 34], rows)
    second.table(60, 60, [80, 200, 120], [20], [(0, c, 1, 1, text) for c, text in enumerate(below)])
    (table,) = read_pdf(build_pdf([first, second])).tables()
    assert table.continued_pages == (2,)
    return table


@pytest.mark.parametrize(
    ("above", "below"),
    [
        (("하천 관리", "○ 제방 보수\n(남천 2km)", "7,500백만원\n(도비 50%)"), ("", "○ 수문 점검", "비예산")),
        (("하천 관리", "1) 제방 보수", "75억원"), ("", "2) 수문 점검", "820백만원")),
        (("하천 관리", "- 제방 보수", "-"), ("", "- 수문 점검", "3,100만원")),
    ],
)
def test_a_whole_row_below_a_break_is_a_row_of_the_label_above_it(
    above: tuple[str, str, str], below: tuple[str, str, str]
) -> None:
    table = _cut_table(above, below)
    assert [(c.row, c.column, c.row_span, c.text) for c in table.cells if c.row] == [
        (1, 0, 2, above[0]),
        (1, 1, 1, above[1]),
        (1, 2, 1, above[2]),
        (2, 1, 1, below[1]),
        (2, 2, 1, below[2]),
    ]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        (("하천 관리", "○ 제방 보수\n○ 수문 점검", "75억원\n12억원"), ("", "○ 둔치 정비", "8억원")),
        (("하천 관리", "제방을 보수하고 둔치를 새로", "도비 75억원"), ("", "정비하며 수문을 점검한다", "군비 12억원")),
        (("하천 관리", "○ 제방 보수 및", "도비 75억원"), ("", "둔치 정비", "군비 12억원")),
    ],
)
def test_a_row_of_lists_or_running_text_that_a_break_cut_is_one_row(
    above: tuple[str, str, str], below: tuple[str, str, str]
) -> None:
    table = _cut_table(above, below)
    assert [(c.row, c.row_span, c.text) for c in table.cells if c.row] == [
        (1, 1, "\n".join(filter(None, pair))) for pair in zip(above, below, strict=True)
    ]


@pytest.mark.parametrize(
    ("lines", "elsewhere", "text"),
    [
        (("점진추", "진"), "", "점진추진"),
        (("수", "질"), "남천 수질 개선", "수질"),
        (("제방", "보수"), "보수와 제방", "제방\n보수"),
        (("제방", "보수"), "남천 제방보수 계획", "제방보수"),
        (("남", "여"), "남과 여", "남\n여"),
        (("제방", "SNS"), "", "제방\nSNS"),
    ],
)
def test_a_word_broken_by_its_narrow_cell_is_whole_where_the_document_proves_it(
    lines: tuple[str, str], elsewhere: str, text: str
) -> None:
    page = Page()
    width = max(map(len, lines)) * 9.0 + 12
    page.table(60, 100, [width, 200], [34], [(0, 0, 1, 1, "\n".join(lines)), (0, 1, 1, 1, elsewhere)])
    (table,) = read_pdf(build_pdf([page])).tables()
    assert table.cells[0].text == text


def test_names_below_one_another_in_a_wide_cell_are_lines() -> None:
    page = Page()
    page.table(60, 100, [120, 200], [34], [(0, 0, 1, 1, "제방\n보수"), (0, 1, 1, 1, "남천 제방보수 계획")])
    (table,) = read_pdf(build_pdf([page])).tables()
    assert table.cells[0].text == "제방\n보수"


def test_a_label_stays_apart_from_the_blank_cell_of_a_row_that_proves_nothing() -> None:
    table = _cut_table(("소계", "제방 보수", "7,500"), ("", "수문 점검", "820"))
    assert [(c.row, c.row_span, c.text) for c in table.cells if c.column == 0 and c.row] == [(1, 1, "소계"), (2, 1, "")]


def test_a_table_inside_a_frame_goes_on_where_the_frame_does() -> None:
    first, second = Page(height=260), Page(height=260)
    first.table(50, 60, [420], [150], [(0, 0, 1, 1, "")])
    upper = [(0, 0, 1, 1, "1. 개요"), (0, 1, 1, 1, "남천 정비"), (1, 0, 2, 1, "2. 하천 수질")]
    upper += [(1, 1, 1, 1, "측정 장소"), (2, 1, 1, 1, "하류 3곳")]
    first.table(56, 66, [90, 300], [46, 46, 46], upper)
    second.table(50, 60, [420], [120], [(0, 0, 1, 1, "")])
    lower = [
        (0, 0, 2, 1, "측정 계획"),
        (0, 1, 1, 1, "상류"),
        (0, 2, 1, 1, "중류"),
        (1, 1, 1, 1, "4월"),
        (1, 2, 1, 1, "9월"),
    ]
    lower += [(2, 0, 1, 1, "3. 의견"), (2, 1, 1, 2, "없음"), (3, 0, 1, 1, "4. 비고"), (3, 1, 1, 2, "남천군")]
    second.table(56, 66, [90, 140, 160], [30, 30, 30, 20], lower)
    frame, inner = read_pdf(build_pdf([first, second])).tables()
    assert (frame.column_count, inner.continued_pages, inner.row_count) == (1, (2,), 7)
    assert [(c.row, c.row_span, c.text) for c in inner.cells if c.column == 0] == [
        (0, 1, "1. 개요"),
        (1, 4, "2. 하천 수질\n측정 계획"),
        (5, 1, "3. 의견"),
        (6, 1, "4. 비고"),
    ]


@pytest.mark.parametrize(
    ("note", "raised", "text"),
    [
        ("3) 군비는 추경 편성액", 3.0, "1,200"),
        ("군비는 추경 편성액", 3.0, "1,2003)"),
        ("3) 군비는 추경 편성액", 0.0, "1,2003)"),
    ],
)
def test_a_raised_mark_of_a_note_below_the_table_is_no_part_of_the_number(note: str, raised: float, text: str) -> None:
    page = Page()
    page.table(60, 100, [90, 120], [24], [(0, 0, 1, 1, "군비"), (0, 1, 1, 1, "")])
    page.text(160, 116, "1,200", 10)
    page.text(185, 116 - raised, "3)", 10 if not raised else 7)
    page.text(60, 200, note, 8)
    page.text(84, 116 - raised, "3)", 10 if not raised else 7)
    (table,) = read_pdf(build_pdf([page])).tables()
    assert ["".join(c.text.split()) for c in table.cells] == ["군비3)", text]


@pytest.mark.parametrize(("distance", "count"), [(34, 1), (48, 0)])
def test_rows_set_wide_apart_are_still_rows_under_their_years(distance: int, count: int) -> None:
    page = Page()
    for r, row in enumerate(
        [["재원", "2034년", "2035년", "2036년"], ["도비", "410", "-", "66"], ["군비", "55", "9", "7"]]
    ):
        for c, text in enumerate(row):
            page.text(70 + c * 100, 150 + r * distance, text, 9.5)
    assert len(list(read_pdf(build_pdf([page])).tables())) == count


def _cut_header(last: str, first_below: str) -> list[Table]:
    """A header `사업 | 기간 | last` that ends a page; the next one begins with what stands below it."""
    first, second = Page(height=160), Page(height=160)
    first.table(60, 86, [90, 70, 240], [24], [(0, c, 1, 1, text) for c, text in enumerate(("사업", "기간", last))])
    rows = [(0, c, 1, 1, text) for c, text in enumerate((first_below, "", "1분기", "2분기", "3분기", "4분기"))]
    rows += [(1, c, 1, 1, text) for c, text in enumerate(("둑 쌓기", "9개월", "12", "30", "41", "7"))]
    second.table(60, 60, [90, 70, 60, 60, 60, 60], [20, 20], rows)
    return list(read_pdf(build_pdf([first, second])).tables())


def test_a_header_of_two_rows_that_a_break_cut_is_one_header() -> None:
    (table,) = _cut_header("분기별 물량", "")
    assert table.continued_pages == (2,)
    assert [(c.row, c.column, c.row_span, c.column_span, c.text) for c in table.cells] == [
        (0, 0, 2, 1, "사업"),
        (0, 1, 2, 1, "기간"),
        (0, 2, 1, 4, "분기별 물량"),
        (1, 2, 1, 1, "1분기"),
        (1, 3, 1, 1, "2분기"),
        (1, 4, 1, 1, "3분기"),
        (1, 5, 1, 1, "4분기"),
        *((2, c, 1, 1, text) for c, text in enumerate(("둑 쌓기", "9개월", "12", "30", "41", "7"))),
    ]


@pytest.mark.parametrize(("last", "first_below"), [("1,204", ""), ("분기별 물량", "관청")])
def test_a_row_of_values_or_a_table_with_labels_of_its_own_is_no_cut_header(last: str, first_below: str) -> None:
    assert len(_cut_header(last, first_below)) == 2
