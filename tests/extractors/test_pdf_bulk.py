"""What is asked in bulk is what pdfium answers one by one."""

from __future__ import annotations

from typing import Any

import pdf_builder as builder
import pypdfium2 as pdfium_helpers
import pypdfium2.raw as pdfium
import pytest

from extractors.model import Limits
from extractors.pdf import read_pdf
from extractors.pdf.bulk import (
    address_of,
    are_generated,
    count_segments,
    drawn_in_form,
    drawn_on_page,
    is_curved,
    places_of,
    points_of,
    segments_of,
)


def _open(*pages: Any) -> Any:
    """The document: pdfium frees its pages with it, so a test keeps both."""
    return pdfium_helpers.PdfDocument(builder.build_pdf(list(pages)))


def _mixed_page() -> Any:
    page = builder.Page()
    page.text(60, 60, "총사업비 1,300백만원")
    page.text(400, 300, "세로쓰기", turn=1)
    page.rule(60, 100, 300, 100, "dotted")
    page.table(60, 120, [80, 90], [20, 20], [(0, 0, 1, 2, "가 나"), (1, 0, 1, 1, "1"), (1, 1, 1, 1, "")], "outlined")
    page.rule(60, 200, 300, 200, "form")
    return page


def test_the_places_of_characters_are_those_that_pdfium_gives_one_by_one() -> None:
    document = _open(_mixed_page())
    page = document[0]
    text_page = page.get_textpage()
    count = text_page.count_chars()
    places = places_of(text_page.raw, count)
    x, y, box = pdfium.c_double(), pdfium.c_double(), pdfium.FS_RECTF()
    assert count > 20
    for index in range(count):
        pdfium.FPDFText_GetCharOrigin(text_page.raw, index, x, y)
        assert (places.x[index], places.y[index]) == (x.value, y.value)
        assert places.angle[index] == pdfium.FPDFText_GetCharAngle(text_page.raw, index)
        pdfium.FPDFText_GetLooseCharBox(text_page.raw, index, box)
        assert (places.bottom[index], places.right[index], places.top[index]) == (box.bottom, box.right, box.top)
    one_by_one = [pdfium.FPDFText_IsGenerated(text_page.raw, i) == 1 for i in range(count)]
    assert are_generated(text_page.raw, range(count)) == one_by_one


def test_the_objects_of_a_page_come_in_order_with_their_bounds_and_without_its_text() -> None:
    document = _open(_mixed_page())
    page = document[0]
    things = [pdfium.FPDFPage_GetObject(page.raw, i) for i in range(pdfium.FPDFPage_CountObjects(page.raw))]
    kept = [t for t in things if pdfium.FPDFPageObj_GetType(t) != pdfium.FPDF_PAGEOBJ_TEXT]
    found = list(drawn_on_page(page.raw))
    assert [f[0] for f in found] == [address_of(t) for t in kept]
    assert {f[1] for f in found} == {pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_FORM}
    edges = [pdfium.c_float() for _ in range(4)]
    for thing, (_, _, *bounds) in zip(kept, found, strict=True):
        assert pdfium.FPDFPageObj_GetBounds(thing, *edges)
        assert bounds == [edge.value for edge in edges]
    (form,) = (f for f in found if f[1] == pdfium.FPDF_PAGEOBJ_FORM)
    assert [f[1] for f in drawn_in_form(form[0])] == [pdfium.FPDF_PAGEOBJ_PATH]


def test_the_segments_of_a_path_come_with_their_points_and_its_end() -> None:
    page = builder.Page()
    page.operators.append("10 20 m 30 20 l 30 50 l h S")
    document = _open(page)
    first = document[0]
    (path,) = drawn_on_page(first.raw)
    move, line = pdfium.FPDF_SEGMENT_MOVETO, pdfium.FPDF_SEGMENT_LINETO
    corners = [(move, 10, 20, 0), (line, 30, 20, 0), (line, 30, 50, 0), (line, 10, 20, 1)]
    assert list(segments_of(path[0], count_segments(path[0]))) == corners
    assert points_of(path[0], 4) == ([move, line, line, line], [10, 30, 30, 10], [20, 20, 50, 20])


@pytest.mark.parametrize(("operators", "expected"), [("30 20 l 30 50 l", False), ("30 20 l 30 30 30 40 30 50 c", True)])
def test_a_path_with_one_curve_is_curved(operators: str, expected: bool) -> None:
    page = builder.Page()
    page.operators.append(f"10 20 m {operators} h S")
    document = _open(page)
    first = document[0]
    (path,) = drawn_on_page(first.raw)
    assert is_curved(path[0], count_segments(path[0])) is expected


def test_more_objects_than_are_asked_for_together_are_all_found() -> None:
    page = builder.Page()
    page.operators += ["0.5 w 60 700 m 90 700 l S"] * 8300
    page.text(60, 100, "가. 사업 개요")
    document = _open(page)
    first = document[0]
    assert sum(1 for _ in drawn_on_page(first.raw)) == 8300


@pytest.mark.parametrize(("most", "is_cut_short"), [(9, True), (10, False)])
def test_a_page_with_exactly_as_many_objects_as_allowed_is_whole(most: int, is_cut_short: bool) -> None:
    page = builder.Page()
    page.text(60, 60, "가. 사업 개요는 다음과 같다")
    for index in range(10):
        page.rule(60, 100 + 10 * index, 200, 100 + 10 * index)
    document = read_pdf(builder.build_pdf([page]), Limits(page_objects=most))
    assert ("PDF_TOO_COMPLEX" in [i.code for i in document.issues]) is is_cut_short
