"""What is drawn around and between tables: frames, charts, shades, strips, rows without rules of their own."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from extractors.model import Paragraph, SourceDocument, Table
from extractors.pdf import read_pdf


def _load_builder() -> ModuleType:
    if "pdf_builder" not in sys.modules:
        spec = importlib.util.spec_from_file_location("pdf_builder", Path(__file__).with_name("pdf_builder.py"))
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules["pdf_builder"] = module
        spec.loader.exec_module(module)
    return sys.modules["pdf_builder"]


builder = _load_builder()
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


def _white_rule(page: Page, x0: float, y0: float, x1: float, y1: float) -> None:
    page.operators.append("1 1 1 RG")
    page.rule(x0, y0, x1, y1, width=1.0)
    page.operators.append("0 0 0 RG")


HEADED = [
    (0, 0, 1, 1, "시설"),
    (0, 1, 1, 1, "2031년"),
    (0, 2, 1, 1, "2032년"),
    (1, 0, 1, 1, "경로당"),
    (1, 1, 1, 1, "120"),
    (1, 2, 1, 1, "95"),
    (2, 0, 1, 1, "보건소"),
    (2, 1, 1, 1, "-"),
    (2, 2, 1, 1, "340"),
]


@pytest.mark.parametrize("shades", ["one for the row", "one for each cell"])
def test_a_shaded_header_parted_by_white_rules_is_the_first_row(shades: str) -> None:
    page = Page()
    if shades == "one for the row":
        page.shade(60, 100, 300, 122, 0.2)
    else:
        for x in (60, 140, 220):
            page.shade(x, 100, x + 80, 122, 0.2)
    for x in (140, 220):
        _white_rule(page, x, 100, x, 122)
        page.rule(x, 122, x, 166)
    for y in (144, 166):
        page.rule(60, y, 300, y)
    for row, column, _, _, text in HEADED:
        page.text(64 + 80 * column, 114 + 22 * row, text, 9.0)
    (table,) = tables(read(page))
    assert cells(table) == HEADED


def test_coloured_cells_parted_by_white_rules_are_a_table() -> None:
    page = Page()
    for row in range(3):
        for column in range(3):
            page.shade(60 + 80 * column, 100 + 22 * row, 140 + 80 * column, 122 + 22 * row, 0.9 - 0.1 * (row % 2))
    for x in (60, 140, 220, 300):
        _white_rule(page, x, 100, x, 166)
    for y in (100, 122, 144, 166):
        _white_rule(page, 60, y, 300, y)
    for row, column, _, _, text in HEADED:
        page.text(64 + 80 * column, 114 + 22 * row, text, 9.0)
    (table,) = tables(read(page))
    assert cells(table) == HEADED


def test_a_white_rule_on_white_paper_is_an_erased_one() -> None:
    page = Page()
    page.table(60, 100, [80, 80], [22, 22], [(0, 0, 1, 1, "구분"), (0, 1, 1, 1, "면적")])
    page.rule(60, 144, 220, 144)
    page.rule(60, 122, 60, 144)
    page.rule(220, 122, 220, 144)
    page.text(64, 136, "120 제곱미터", 9.0)
    _white_rule(page, 140, 122, 140, 144)
    (table,) = tables(read(page))
    assert cells(table)[2:] == [(1, 0, 1, 2, "120 제곱미터")]


def test_white_lines_on_a_coloured_panel_are_no_table() -> None:
    page = Page()
    page.shade(40, 80, 400, 400, 0.8)
    page.shade(60, 100, 200, 140, 0.5)
    _white_rule(page, 60, 150, 380, 150)
    _white_rule(page, 200, 160, 200, 300)
    page.text(70, 125, "함께 만드는 도시", 9.0)
    page.text(70, 200, "안전", 9.0)
    page.text(250, 200, "나눔", 9.0)
    assert tables(read(page)) == []


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
