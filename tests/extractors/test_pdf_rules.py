"""What is drawn around and between tables: frames, charts, shades, strips, rows without rules of their own."""

from __future__ import annotations

import pdf_builder as builder
import pytest

from extractors.model import Paragraph, SourceDocument, Table
from extractors.pdf import read_pdf

Page, build_pdf = builder.Page, builder.build_pdf


def cells(table: Table) -> list[tuple[int, int, int, int, str]]:
    return [(c.row, c.column, c.row_span, c.column_span, c.text) for c in table.cells]


def tables(document: SourceDocument) -> list[Table]:
    return list(document.tables())


def paragraphs(document: SourceDocument) -> list[str]:
    return [b.text for b in document.blocks if isinstance(b, Paragraph)]


def read(*pages: object) -> SourceDocument:
    return read_pdf(build_pdf(pages))


def test_two_tables_side_by_side_are_two() -> None:
    page = Page()
    for x, name in ((60, "가"), (320, "나")):
        page.table(x, 100, [80, 100], [20, 20], [(r, c, 1, 1, f"{name}{r}{c}") for r in (0, 1) for c in (0, 1)])
    assert [[c.text for c in t.cells] for t in tables(read(page))] == [
        ["가00", "가01", "가10", "가11"],
        ["나00", "나01", "나10", "나11"],
    ]


def test_a_frame_around_a_page_is_no_table() -> None:
    page = Page()
    for x0, y0, x1, y1 in ((30, 30, 565, 30), (30, 812, 565, 812), (30, 30, 30, 812), (565, 30, 565, 812)):
        page.rule(x0, y0, x1, y1)
    page.text(60, 100, "가. 사업 목적")
    document = read(page)
    assert not tables(document)
    assert paragraphs(document) == ["가. 사업 목적"]


def test_a_grid_without_text_is_no_table() -> None:
    page = Page()
    page.table(60, 100, [50] * 5, [20] * 5, [(r, c, 1, 1, "") for r in range(5) for c in range(5)])
    page.text(60, 300, "그림 설명")
    assert not tables(read(page))


def test_a_chart_is_no_table_and_its_numbers_are_kept() -> None:
    page = Page()
    page.table(60, 100, [50] * 6, [20] * 6, [(r, c, 1, 1, "") for r in range(6) for c in range(6)])
    for index in range(3):
        page.text(64, 113 + index * 40, f"{index * 50}")
    document = read(page)
    assert not tables(document)
    assert paragraphs(document) == ["0", "50", "100"]


def test_a_blank_form_is_a_table() -> None:
    page = Page()
    head = [(0, c, 1, 1, text) for c, text in enumerate(("연번", "사업명", "사업비"))]
    page.table(60, 100, [50] * 3, [20] * 9, head + [(r, c, 1, 1, "") for r in range(1, 9) for c in range(3)])
    assert len(tables(read(page))) == 1


def test_a_shade_that_reaches_from_rule_to_rule_is_a_cell() -> None:
    page = Page()
    page.shade(60, 100, 140, 160)
    for y in (100, 120, 140, 160):
        page.rule(60, y, 360, y)
    page.rule(250, 100, 250, 160)
    for r in range(3):
        page.text(64, 114 + r * 20, f"항목{r}")
        page.text(150, 114 + r * 20, f"{r}00")
        page.text(260, 114 + r * 20, f"비고{r}")
    (table,) = tables(read(page))
    assert (table.row_count, table.column_count) == (3, 3)
    assert [c.text for c in table.cells] == ["항목0", "000", "비고0", "항목1", "100", "비고1", "항목2", "200", "비고2"]


def test_a_shade_behind_words_inside_a_cell_is_none() -> None:
    page = Page()
    page.table(60, 100, [200, 200], [40], [(0, 0, 1, 1, "구분"), (0, 1, 1, 1, "강조한 말")])
    page.shade(262, 112, 300, 128)
    (table,) = tables(read(page))
    assert table.column_count == 2


def test_a_full_width_row_does_not_cut_an_open_table() -> None:
    page = Page()
    page.rule(60, 100, 360, 100, width=2.0)
    for y in (120, 140, 160, 180):
        page.rule(60, y, 360, y)
    page.rule(60, 200, 360, 200, width=2.0)
    for y0, y1 in ((100, 140), (160, 200)):
        page.rule(150, y0, 150, y1)
    for r, (left, right) in enumerate([("항목", "방법"), ("1", "현황"), ("Ⅰ. 전략", ""), ("2", "계획"), ("3", "평가")]):
        page.text(64, 113.5 + r * 20, left)
        page.text(156, 113.5 + r * 20, right)
    (table,) = tables(read(page))
    assert table.row_count == 5
    assert [(c.column_span, c.text) for c in table.cells if c.row == 2] == [(2, "Ⅰ. 전략")]


@pytest.mark.parametrize("thick", [0.1, 0.7])
@pytest.mark.parametrize("sides", [True, False])
def test_a_shade_painted_in_strips_is_no_stack_of_rows(thick: float, sides: bool) -> None:
    page = Page()
    truth = [(0, 0, 1, 1, "시설"), (0, 1, 1, 1, "면적"), (1, 0, 1, 1, "경로당"), (1, 1, 1, 1, "120")]
    for i in range(20):  # the header's grey, as a print driver paints it
        page.rule(60.4, 101.5 + i, 239.6, 101.5 + i, "filled", 0.1)
    page.table(60, 100, [90, 90], [22, 22], [], sides=sides)
    for row, column, _, _, text in truth:
        page.text(64 + 90 * column, 114 + 22 * row, text, 9.0)
    for y in (100, 122, 144):
        page.rule(60, y, 240, y, "filled", thick)
    for x in (60, 150, 240) if sides else (150,):
        page.rule(x, 100, x, 144, "filled", thick)
    (table,) = tables(read(page))
    assert cells(table) == truth


def test_a_double_or_triple_rule_is_still_one_rule() -> None:
    page = Page()
    page.table(60, 100, [90, 90], [22, 22], [(r, c, 1, 1, "가") for r in (0, 1) for c in (0, 1)])
    for i in range(1, 4):
        page.rule(60, 122 + i * 0.9, 240, 122 + i * 0.9)
    (table,) = tables(read(page))
    assert [c[:4] for c in cells(table)] == [(r, c, 1, 1) for r in (0, 1) for c in (0, 1)]


def _form(*, level: bool) -> Page:
    """A form whose choices stand in two columns with no rule between them, at different heights or level."""
    page = Page()
    rows = [(0, 0, 1, 1, "구분"), (0, 1, 1, 1, ""), (1, 0, 1, 1, "종류"), (1, 1, 1, 1, ""), (2, 0, 1, 1, "비고")]
    rows += [(2, 1, 1, 1, "해당 없음")]
    page.table(60, 100, [70, 220], [22, 40, 22], rows)
    page.text(136, 114, "□ 신축", 9.0)
    page.text(220, 114, "■ 증축", 9.0)
    page.text(220, 136, "□ 목조", 9.0)
    page.text(220, 154, "□ 조적조", 9.0)
    page.text(136, 136 if level else 145, "■ 철골조", 9.0)
    if level:
        page.text(136, 154, "□ 기타", 9.0)
    return page


def test_lines_between_the_heights_of_others_are_in_a_column_of_their_own() -> None:
    (table,) = tables(read(_form(level=False)))
    assert cells(table) == [
        (0, 0, 1, 1, "구분"),
        (0, 1, 1, 1, "□ 신축"),
        (0, 2, 1, 1, "■ 증축"),
        (1, 0, 1, 1, "종류"),
        (1, 1, 1, 1, "■ 철골조"),
        (1, 2, 1, 1, "□ 목조\n□ 조적조"),
        (2, 0, 1, 1, "비고"),
        (2, 1, 1, 2, "해당 없음"),
    ]


def test_level_lines_with_wide_spaces_stay_in_one_cell() -> None:
    (table,) = tables(read(_form(level=True)))
    assert [c.text for c in table.cells if c.column] == [
        "□ 신축 ■ 증축",
        "■ 철골조 □ 목조\n□ 기타 □ 조적조",
        "해당 없음",
    ]


def test_a_frame_around_scattered_words_is_not_cut_into_columns() -> None:
    page = Page()
    page.table(60, 100, [300], [80], [(0, 0, 1, 1, "")])
    for x, y, text in ((70, 120, "60.0"), (70, 160, "0.0"), (160, 140, "융자"), (250, 130, "2031")):
        page.text(x, y, text, 9.0)
    (table,) = tables(read(page))
    assert len(table.cells) == 1


def test_thick_rules_of_short_cells_are_rules_and_no_letters() -> None:
    page = Page()
    truth = [(r, c, 1, 1, "가") for r in range(4) for c in range(4)]
    for row, column, _, _, text in truth:
        x, y = 60 + 20 * column, 100 + 18 * row
        for x0, y0, x1, y1 in (
            (x, y, x + 20, y),
            (x, y + 18, x + 20, y + 18),
            (x, y, x, y + 18),
            (x + 20, y, x + 20, y + 18),
        ):
            page.rule(x0, y0, x1, y1, width=2.2)
        page.text(x + 5, y + 12, text, 9.0)
    document = read(page)
    (table,) = tables(document)
    assert cells(table) == truth
    assert not document.issues


def test_a_box_of_two_lines_around_a_text_is_no_table_of_nine_cells() -> None:
    page = Page()
    page.table(60, 100, [80, 220], [60], [(0, 0, 1, 1, "추진 방향"), (0, 1, 1, 1, "")])
    for y in (110, 114, 136, 140):
        page.rule(160, y, 250, y)
    for x in (160, 164, 246, 250):
        page.rule(x, 110, x, 140)
    page.text(172, 128, "현장 중심", 9.0)
    (table,) = tables(read(page))
    assert [c.text for c in table.cells] == ["추진 방향", "현장 중심"]


def test_several_thick_lines_of_one_stroke_are_a_rule() -> None:
    page = Page()
    truth = [(r, c, 1, 1, "가") for r in range(3) for c in range(3)]
    for i in range(4):
        for x0, y0, x1, y1, dx, dy in (
            (60 + 20 * i, 100, 60 + 20 * i, 154, 1, 0),
            (60, 100 + 18 * i, 120, 100 + 18 * i, 0, 1),
        ):
            for j in range(3):
                a, b = (x1 - x0) / 3, (y1 - y0) / 3
                page.operators.append(
                    f"0.9 w {x0 + j * a - dx} {page.height - y0 - j * b - dy} m "
                    f"{x0 + (j + 1) * a - dx} {page.height - y0 - (j + 1) * b - dy} l "
                    f"{x0 + j * a + dx} {page.height - y0 - j * b + dy} m "
                    f"{x0 + (j + 1) * a + dx} {page.height - y0 - (j + 1) * b + dy} l S"
                )
    for row, column, _, _, text in truth:
        page.text(65 + 20 * column, 112 + 18 * row, text, 9.0)
    document = read(page)
    (table,) = tables(document)
    assert cells(table) == truth
    assert not document.issues
