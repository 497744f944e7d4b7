from __future__ import annotations

import io
import tracemalloc
from math import inf, nan
from typing import Any

import pdf_builder as builder
import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.model import Limits, Paragraph, SourceDocument, UnreadableDocumentError
from extractors.pdf import read_pdf
from extractors.pdf.borderless import find_borderless
from extractors.pdf.bulk import Places, places_of
from extractors.pdf.captions import find_unit_note
from extractors.pdf.rules import Stroke
from extractors.pdf.segments import join_strokes
from extractors.pdf.trust import measure_trust
from extractors.pdf.wrapping import starts_item
from extractors.problem_sentences import load_yaml, problem_sentence

Page, build_pdf = builder.Page, builder.build_pdf


def paragraphs(document: SourceDocument) -> list[str]:
    return [b.text for b in document.blocks if isinstance(b, Paragraph)]


def _simple() -> bytes:
    page = Page()
    page.text(60, 100, "가. 사업 개요")
    page.table(60, 120, [100, 100], [20, 20], [(r, c, 1, 1, f"{r}{c}0") for r in (0, 1) for c in (0, 1)])
    data = build_pdf([page])
    assert isinstance(data, bytes)
    return data


def _locked(**passwords: str) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(_simple())) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(**passwords))
    return out.getvalue()


def test_a_file_with_an_opening_password_is_refused_by_its_code() -> None:
    with pytest.raises(UnreadableDocumentError) as caught:
        read_pdf(_locked(user="secret", owner="other"))
    assert caught.value.code == "PDF_PASSWORD"


def test_a_file_that_only_its_owner_may_change_is_read() -> None:
    assert len(list(read_pdf(_locked(user="", owner="other")).tables())) == 1


@pytest.mark.parametrize(("data", "code"), [(b"", "EMPTY"), (b"%PDF-1.7\n", "DAMAGED"), (b"no PDF", "DAMAGED")])
def test_what_is_no_pdf_is_refused_by_its_code(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableDocumentError) as caught:
        read_pdf(data)
    assert caught.value.code == code


def test_a_file_without_its_end_is_read_and_said_to_be_partial() -> None:
    data = _simple()
    document = read_pdf(data[: data.rindex(b"xref") - 20])
    assert [i.code for i in document.issues] in (["PDF_PARTIAL"], ["PDF_MENDED"])
    assert document.is_partial
    assert len(list(document.tables())) == 1


def test_a_packed_stream_that_does_not_unpack_is_noticed() -> None:
    data = bytearray(_simple())
    start = data.rindex(b"stream\n", 0, data.rindex(b"endstream")) + 7
    data[start + 20 : start + 30] = b"\xff" * 10
    assert "PDF_PARTIAL" in [i.code for i in read_pdf(bytes(data)).issues]


def test_too_many_pages_are_refused() -> None:
    with pytest.raises(UnreadableDocumentError, match="PDF_TOO_MANY_PAGES"):
        read_pdf(build_pdf([Page(), Page()]), Limits(pages=1))


def test_too_large_a_file_is_refused() -> None:
    with pytest.raises(UnreadableDocumentError, match="PDF_TOO_LARGE"):
        read_pdf(_simple(), Limits(bytes=100))


def test_too_many_drawn_objects_are_an_issue() -> None:
    page = Page()
    page.text(60, 60, "가. 사업 개요는 다음과 같다")
    for index in range(30):
        page.rule(60, 100 + index, 200, 100 + index)
    document = read_pdf(build_pdf([page]), Limits(page_objects=10))
    assert "PDF_TOO_COMPLEX" in [i.code for i in document.issues]


def test_every_code_of_this_reader_has_its_sentence() -> None:
    codes = load_yaml("extractors", "problems", "pdf.yml")
    assert all(problem_sentence(code, "3", language) for code in codes for language in ("ko", "en"))


def test_a_page_of_curves_instead_of_letters_is_not_read_as_empty() -> None:
    page = Page()
    for index in range(100):
        x, y = 60 + index % 40 * 11, 700 - index // 40 * 20
        page.operators.append(f"{x} {y} m {x + 3} {y + 9} {x + 6} {y + 9} {x + 8} {y} c {x + 4} {y + 3} l h f")
    document = read_pdf(build_pdf([page]))
    assert [i.code for i in document.issues] == ["PDF_WITHOUT_TEXT"]
    assert document.is_partial


def test_a_page_of_curves_goes_to_the_recogniser_that_is_handed_in() -> None:
    page = Page()
    page.table(60, 120, [100, 100], [30], [(0, 0, 1, 1, ""), (0, 1, 1, 1, "")])
    for index in range(100):
        x, y = 65 + index % 9 * 10, 700 + index // 50 * 8
        page.operators.append(f"{x} {y} m {x + 3} {y + 7} {x + 6} {y + 7} {x + 7} {y} c {x + 4} {y + 3} l h f")
    pictures: list[bytes] = []

    def recognise(picture: bytes) -> str:
        pictures.append(picture)
        return "총사업비\n"

    document = read_pdf(build_pdf([page]), recognise=recognise)
    (table,) = document.tables()
    assert [c.text for c in table.cells] == ["총사업비", ""]
    assert len(pictures) == 1
    assert pictures[0].startswith(b"P5 ")
    assert [i.code for i in document.issues] == ["PDF_READ_BY_OCR"]


def test_a_digit_drawn_as_a_curve_keeps_a_number_from_being_another_number() -> None:
    page = Page()
    rows = [(r, c, 1, 1, f"{r}{c},000") for r in range(3) for c in range(3)]
    page.table(60, 120, [100, 100, 100], [20] * 3, rows)
    for index in range(14):
        x, y = 90 + index % 2 * 8, 842 - 134 - index % 3 * 20
        page.operators.append(f"{x} {y} m {x + 3} {y + 7} {x + 6} {y + 7} {x + 7} {y} c {x + 4} {y + 3} l h f")
    document = read_pdf(build_pdf([page]))
    (table,) = document.tables()
    assert "\ufffd" in table.cells[0].text
    assert table.cells[1].text == "01,000"
    assert "PDF_LETTERS_DRAWN" in [i.code for i in document.issues]


def test_lines_that_only_the_width_broke_are_one_paragraph() -> None:
    page = Page()
    page.text(60, 100, "가나다라마바사아자차카타파하 가나다라마바사아자차카타파하 가나다라마 ")
    page.text(60, 116, "바사아자차카타 이어지는 줄이다.")
    page.text(60, 132, "○ 새로운 항목이며 끝까지 이어지는 긴 줄이므로 이 줄도 오른쪽 끝에 거의 닿는 ")
    document = read_pdf(build_pdf([page]))
    assert len(paragraphs(document)) == 2
    assert "가나다라마 바사아" in paragraphs(document)[0]


def test_running_heads_and_page_numbers_are_no_part_of_the_text() -> None:
    pages = []
    for number in range(1, 5):
        page = Page()
        page.text(60, 40, "2031년 주요업무계획")
        page.text(60, 200, f"{number}번 과제의 내용이다")
        page.text(290, 820, f"- {number} -")
        pages.append(page)
    document = read_pdf(build_pdf(pages))
    assert paragraphs(document) == [f"{n}번 과제의 내용이다" for n in range(1, 5)]
    assert [p.role for p in document.furniture] == ["header", "page_number"] * 4


def test_numbered_titles_at_one_height_are_no_running_heads() -> None:
    pages = []
    for number, name in enumerate(("도서관 건립", "공원 조성", "하천 정비", "도로 개설"), 1):
        page = Page()
        page.text(60, 60, f"{number}. {name}")
        page.text(60, 200, "내용이다")
        pages.append(page)
    assert "1. 도서관 건립" in paragraphs(read_pdf(build_pdf(pages)))


def test_text_outside_the_visible_page_is_an_issue() -> None:
    page = Page()
    page.text(60, 100, "보이는 글이다")
    page.text(1400, 100, "숨은 글이다")
    assert "PDF_TEXT_OUTSIDE_PAGE" in [i.code for i in read_pdf(build_pdf([page])).issues]


def test_letters_that_stand_nowhere_are_an_issue_and_no_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    """What pdfium answers on a page whose matrices are damaged."""

    def damaged_places(text_page: Any, count: int) -> Places:
        places = places_of(text_page, count)
        places.angle[0], places.y[1], places.x[2], places.top[3] = nan, inf, -inf, nan
        return places

    page = Page()
    page.text(60, 100, "보이지않는글이다")
    monkeypatch.setattr("extractors.pdf.characters.places_of", damaged_places)
    document = read_pdf(build_pdf([page]))
    assert paragraphs(document) == ["는글이다"]
    assert [(i.code, i.detail) for i in document.issues] == [("PDF_TEXT_OUTSIDE_PAGE", "4")]


def test_beside_the_document_itself_next_to_nothing_is_kept_of_its_pages() -> None:
    pages = []
    for number in range(60):
        page = Page()
        rows = [(r, c, 1, 1, f"{number},{r}{c}0 천원 외 {c}건") for r in range(20) for c in range(5)]
        page.table(60, 60, [90] * 5, [30] * 20, rows)
        pages.append(page)
    data = build_pdf(pages)
    read_pdf(build_pdf(pages[:1]))
    tracemalloc.start()
    document = read_pdf(data)
    kept, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert document.page_count == 60
    assert peak < 1.3 * kept


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("(단위 : 천원)", "(단위 : 천원)"),
        ("[단위:백만원, %]", "[단위:백만원, %]"),
        ("□ 총괄 （단위：억원）", "（단위：억원）"),
        ("(백만원)", "(백만원)"),
        ("단위사업별 추진계획", None),
        ("총사업비 3억원", None),
    ],
)
def test_a_unit_note_is_found_in_its_line(text: str, note: str | None) -> None:
    found = find_unit_note(text)
    assert (text[slice(*found)].strip() if found else None) == note


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("○ 추진배경", True),
        ("1. 개요", True),
        ("가) 목적", True),
        ("Ⅱ. 계획", True),
        ("2031년 예산", False),
        ("이어진다", False),
    ],
)
def test_an_item_starts_with_its_mark(text: str, starts: bool) -> None:
    assert starts_item(text) is starts


@given(
    st.lists(st.tuples(st.integers(0, 40), st.floats(0.3, 3.0)), min_size=1, max_size=30),
    st.permutations(range(30)),
)
@settings(max_examples=60, deadline=None)
def test_dots_of_one_rule_make_one_segment_in_any_order(steps: list[tuple[int, float]], order: list[int]) -> None:
    strokes: list[Stroke] = [(100.0, 60 + 4.0 * i, 62 + 4.0 * i, 0.5) for i in range(len(steps) + 5)]
    shuffled = [strokes[i] for i in order if i < len(strokes)] + strokes[30:]
    missing = [s for s in strokes if s not in shuffled]
    (segment,) = join_strokes(shuffled + missing)
    assert (segment.start, segment.end) == (60.0, 62 + 4.0 * (len(strokes) - 1))


@given(st.text(max_size=200))
def test_measures_of_trust_never_exceed_the_letters(text: str) -> None:
    trust = measure_trust(text, 0, [], 595, 842)
    assert trust.hangul + trust.control + trust.private + trust.replaced <= trust.letters <= len(text)


def test_no_lines_make_no_borderless_table() -> None:
    assert find_borderless([], 1) == ([], [], [])
