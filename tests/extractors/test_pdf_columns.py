"""Columns of text are read one after the other, and nothing else is taken for a column."""

from __future__ import annotations

from typing import Any

import pdf_builder as builder
import pytest

from extractors.model import Paragraph, SourceDocument, Table
from extractors.pdf import read_pdf

LEFT = [f"왼쪽{i}째 줄은 글자로 가득 차 있으며 계속" for i in "가나다라마바사"]
RIGHT = [f"오른쪽{i}째 줄도 글자로 가득 차 있고 또" for i in "가나다라마바사"]


def _read(page: Any) -> SourceDocument:
    return read_pdf(builder.build_pdf([page]))


def _said(document: SourceDocument) -> list[str]:
    """The lines in order of reading, a table as one."""
    said: list[str] = []
    for block in document.blocks:
        said += block.text.split("\n") if isinstance(block, Paragraph) else ["표"]
    return said


def _columns(page: Any, shift: float = 0.0, right: list[str] = RIGHT, top: float = 120.0) -> None:
    for index, line in enumerate(LEFT):
        page.text(60, top + 16 * index, line)
    for index, line in enumerate(right):
        page.text(320, top + 16 * index + shift, line)


@pytest.mark.parametrize("shift", [0.0, 5.0, 8.0])
def test_two_columns_are_read_one_after_the_other(shift: float) -> None:
    page = builder.Page()
    page.text(60, 80, "가. 두 단의 위에 걸쳐 있는 긴 제목은 두 단보다 먼저 읽히며 폭도 그보다 넓은 한 줄이다")
    _columns(page, shift)
    page.text(60, 260, "나. 두 단의 아래에 걸쳐 있는 긴 글은 두 단을 다 읽은 다음에 읽히며 폭도 넓은 한 줄이다")
    said = _said(_read(page))
    assert said[0].startswith("가.")
    assert said[1:-1] == LEFT + RIGHT
    assert said[-1].startswith("나.")


def test_a_shorter_column_ends_where_it_ends() -> None:
    page = builder.Page()
    _columns(page, right=RIGHT[:5])
    assert _said(_read(page)) == LEFT + RIGHT[:5]


def test_a_short_line_far_below_the_columns_is_read_after_them() -> None:
    page = builder.Page()
    _columns(page)
    page.text(60, 300, "끝.")
    assert _said(_read(page)) == [*LEFT, *RIGHT, "끝."]


@pytest.mark.parametrize(
    "rows",
    [
        [(f"부서명 {i}", f"홍보과 {i}팀") for i in range(8)],
        [(LEFT[i], f"{i},000") for i in range(7)],
        [("담당", RIGHT[i]) for i in range(7)],
        [(LEFT[i], RIGHT[i]) for i in range(3)],
        [(LEFT[i][: 20 - 3 * i], RIGHT[i][: 4 + 2 * i]) for i in range(6)],
    ],
    ids=["labels and values", "items and amounts", "one label each", "three lines only", "ragged ends"],
)
def test_what_only_looks_like_columns_stays_line_by_line(rows: list[tuple[str, str]]) -> None:
    page = builder.Page()
    for index, (left, right) in enumerate(rows):
        page.text(60, 120 + 16 * index, left)
        page.text(320, 120 + 16 * index, right)
    assert ["".join(line.split()) for line in _said(_read(page))] == ["".join((a + b).split()) for a, b in rows]


def test_columns_with_a_table_between_stay_as_they_are() -> None:
    """Whether the table belongs to the left column, and what is its caption, nothing in the file tells for certain."""
    page = builder.Page()
    _columns(page)
    page.table(200, 160, [40, 40], [14] * 2, [(r, c, 1, 1, f"{r}{c}") for r in range(2) for c in (0, 1)], size=7)
    said = _said(_read(page))
    assert said[0] == f"{LEFT[0]} {RIGHT[0]}"
    assert "표" in said[1:-1]


def test_a_table_without_rules_is_no_text_in_columns() -> None:
    page = builder.Page()
    rows = [["구분", "2031년", "2032년", "2033년"], ["국비", "1,000", "500", "70"], ["도비", "700", "-", "35"]]
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            page.text(60 + 100 * c, 120 + 18 * r, text)
    (table,) = _read(page).blocks
    assert isinstance(table, Table)
