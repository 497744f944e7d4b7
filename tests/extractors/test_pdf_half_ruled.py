"""Tables that are ruled in part: by white lines on a shade, or by lines between the rows only."""

from __future__ import annotations

from itertools import pairwise

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


def _lying(page: Page, *, rows: int = 4, ragged: bool = False) -> Page:
    """Rows of a report: a line above and below each, none between the columns."""
    for i in range(rows + 1):
        page.rule(60, 100 + 20 * i, 300, 100 + 20 * i)
    for i, (label, first, second) in enumerate([("구분", "인원", "예산"), ("돌봄", "12", "340"), ("급식", "7", "95")]):
        page.text(64, 114 + 20 * i, label, 9.0)
        page.text(150 - (40 if ragged and i == 1 else 0), 114 + 20 * i, first, 9.0)
        page.text(240 - (70 if ragged and i == 2 else 0), 114 + 20 * i, second, 9.0)
    return page


def test_rows_ruled_above_and_below_are_a_table_where_blank_strips_run_through_all() -> None:
    (table,) = tables(read(_lying(Page(), rows=3)))
    assert [c.text for c in table.cells] == ["구분", "인원", "예산", "돌봄", "12", "340", "급식", "7", "95"]


@pytest.mark.parametrize(
    "page",
    [
        _lying(Page(), rows=3, ragged=True),  # no strip runs through all rows
        _lying(Page(), rows=2),  # a headline between two lines, and a line below it
        _lying(Page(), rows=5),  # rows without text: lines to write on
    ],
)
def test_lying_rules_alone_are_no_table(page: Page) -> None:
    assert tables(read(page)) == []


def test_lying_rules_of_several_lengths_are_no_table() -> None:
    page = _lying(Page(), rows=3)
    page.rule(140, 110, 300, 110)
    assert tables(read(page)) == []


def test_a_dark_column_of_labels_parted_by_white_rules_is_the_first_column() -> None:
    page = Page()
    truth = [
        (0, 0, 1, 1, "위치"),
        (0, 1, 1, 1, "남천면"),
        (1, 0, 1, 1, "면적"),
        (1, 1, 1, 1, "340"),
        (2, 0, 1, 1, "비고"),
    ]
    truth.append((2, 1, 1, 1, "증축"))
    for row in range(3):
        page.shade(60, 100 + 22 * row, 130, 122 + 22 * row, 0.2)
    for y in (100, 122, 144, 166):
        page.rule(130, y, 300, y)
        _white_rule(page, 60, y, 130, y)
    page.rule(300, 100, 300, 166)
    for row, column, _, _, text in truth:
        page.text(64 + 70 * column, 114 + 22 * row, text, 9.0)
    (table,) = tables(read(page))
    assert cells(table) == truth


@pytest.mark.parametrize("is_parted_alike", [True, False])
def test_a_row_of_shades_on_top_of_a_table_is_its_header_if_it_is_parted_alike(is_parted_alike: bool) -> None:
    page = Page()
    edges = (60, 140, 220, 300) if is_parted_alike else (60, 100, 180, 300)
    for x0, x1 in pairwise(edges):
        page.shade(x0, 100, x1, 122, 0.3)
    page.table(60, 122, [80, 80, 80], [22, 22], [(r - 1, c, 1, 1, t) for r, c, _, _, t in HEADED if r])
    for _, column, _, _, text in HEADED[:3]:
        page.text(64 + 80 * column, 114, text, 9.0)
    (table,) = tables(read(page))
    assert cells(table) == (HEADED if is_parted_alike else [(r - 1, c, a, b, t) for r, c, a, b, t in HEADED if r])


@pytest.mark.parametrize("insets", [(0.6, 0.6, 0.6, 0.6), (0.0, 0.0, 0.6, 0.6)])
def test_a_border_painted_between_two_rectangles_is_four_rules_at_most(insets: tuple[float, ...]) -> None:
    page = Page()
    left, top, right, bottom = insets
    for row, column, _, _, text in HEADED:
        x, y = 60 + 80 * column, page.height - 122 - 22 * row
        page.operators.append(f"{x} {y} 80 22 re {x + left} {y + bottom} {80 - left - right} {22 - top - bottom} re f*")
        page.text(x + 4, 114 + 22 * row, text, 9.0)
    (table,) = tables(read(page))
    assert cells(table) == HEADED
