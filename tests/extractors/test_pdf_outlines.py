"""Letters drawn as curves: read where their outlines are known, marked where they are not, never left out unseen."""

from __future__ import annotations

import itertools
import math
import os
from collections.abc import Collection
from pathlib import Path
from typing import Any

import pdf_builder as builder
import pytest
from hypothesis import given
from hypothesis import strategies as st

from expectations import validate
from extractors import find_plans, read_document
from extractors.model import SourceDocument
from extractors.pdf import outlines, read_pdf
from extractors.pdf.outlines import NamedOutline, Point, points_to_shape
from flows.second_reading import second_reading_of
from normalizers import normalize

Page, build_pdf = builder.Page, builder.build_pdf


def _star(spikes: int, deep: float) -> list[Point]:
    """An invented letter: a star on the baseline, in em; stars of other spikes are other letters."""
    corners = []
    for i in range(2 * spikes):
        reach = 0.35 if i % 2 == 0 else 0.35 * deep
        angle = math.pi * i / spikes
        corners.append((0.4 + reach * math.sin(angle), 0.35 + reach * math.cos(angle)))
    return [("M", *corners[0]), *(("L", *corner) for corner in corners[1:])]


_FONT: dict[str, list[Point]] = {
    "4": _star(7, 0.5),
    "7": _star(7, 0.3),
    "산": _star(8, 0.4),
    "무": _star(9, 0.4),
    **{letter: _star(11 + i, 0.4) for i, letter in enumerate("가나다라마바사아자")},
    ".": [("M", 0.1, 0.0), ("L", 0.2, 0.0), ("L", 0.2, 0.1), ("L", 0.1, 0.1)],
    "-": [("M", 0.1, 0.3), ("L", 0.6, 0.3), ("L", 0.6, 0.35), ("L", 0.1, 0.35)],
}
_ADVANCE = {".": 0.3, "-": 0.7}
_UNKNOWN = _star(10, 0.6)


@pytest.fixture
def _known(monkeypatch: pytest.MonkeyPatch) -> None:
    table: dict[str, list[NamedOutline]] = {}
    for text, points in _FONT.items():
        shape = points_to_shape(points)
        assert shape is not None
        xs, ys = [x for _, x, _ in points], [y for _, _, y in points]
        advance = _ADVANCE.get(text, 0.8)
        named = NamedOutline(text, advance, min(xs), min(ys), max(xs), max(ys), shape.measures)
        table.setdefault(shape.strokes, []).append(named)
    monkeypatch.setattr(outlines, "_entries", lambda: table)
    monkeypatch.setattr(outlines, "_known", lambda strokes: tuple(table.get(strokes, ())))


def _draw(page: Any, x: float, base: float, text: str, size: float = 10.0, stretch: float = 1.0) -> None:
    """A text as filled outlines; `?` is a letter of another font."""
    for letter in text:
        if letter != " ":
            points = _FONT.get(letter, _UNKNOWN)
            strokes = [
                f"{x + px * size * stretch:.3f} {page.height - base + py * size:.3f} {kind.lower()}"
                for kind, px, py in points
            ]
            page.operators.append(" ".join(strokes) + " h f")
        x += _ADVANCE.get(letter, 0.8) * size * stretch


def _texts(document: SourceDocument) -> list[list[str]]:
    return [[c.text for c in table.cells] for table in document.tables()]


def _codes(document: SourceDocument) -> list[str]:
    return [issue.code for issue in document.issues]


def _table(*texts: str) -> Any:
    page = Page()
    page.table(60, 100, [120] * len(texts), [24], [(0, i, 1, 1, t) for i, t in enumerate(texts)])
    return page


@pytest.mark.usefixtures("_known")
@pytest.mark.parametrize(("size", "stretch"), [(10.0, 1.0), (6.5, 1.0), (14.0, 0.8), (9.0, 1.3)])
def test_a_drawn_text_is_read_in_any_size_and_stretch(size: float, stretch: float) -> None:
    page = _table("면적", "")
    _draw(page, 184, 116, "산무 47.4", size, stretch)
    document = read_pdf(build_pdf([page]))
    assert _texts(document) == [["면적", "산무 47.4"]]
    assert _codes(document) == ["PDF_LETTERS_FROM_OUTLINES"]
    assert not document.is_partial


@pytest.mark.usefixtures("_known")
def test_drawn_letters_stand_in_their_cells_and_lines() -> None:
    page = Page()
    page.table(60, 100, [80, 90], [24, 24], [(r, c, 1, 1, "") for r in (0, 1) for c in (0, 1)])
    _draw(page, 64, 140, "무산")
    _draw(page, 144, 116, "74")
    _draw(page, 144, 140, "-4")
    _draw(page, 64, 116, "산무")
    _draw(page, 60, 300, "산 무")
    document = read_pdf(build_pdf([page]))
    assert _texts(document) == [["산무", "74", "무산", "-4"]]
    assert [b.printed.text for b in document.blocks if hasattr(b, "printed")] == ["산 무"]


@pytest.mark.usefixtures("_known")
def test_an_unknown_letter_stays_as_a_mark_in_its_word_and_its_cell_is_an_issue() -> None:
    page = _table("담당", "")
    _draw(page, 184, 116, "산?무 4?7")
    document = read_pdf(build_pdf([page]))
    assert _texts(document) == [["담당", "산\ufffd무 4\ufffd7"]]
    assert ("PDF_LETTERS_DRAWN", "산\ufffd무 4\ufffd7") in [(i.code, i.printed_text) for i in document.issues]


@pytest.mark.usefixtures("_known")
def test_a_number_with_an_unknown_letter_is_not_a_number() -> None:
    page = Page()
    page.text(240, 90, "(단위 : 백만원)")
    rows = [(0, 0, 1, 1, "재원"), (0, 1, 1, 1, "2033년"), (1, 0, 1, 1, "국비"), (1, 1, 1, 1, "")]
    rows += [(2, 0, 1, 1, "군비"), (2, 1, 1, 1, "")]
    page.table(60, 100, [80, 90], [22, 22, 22], rows)
    _draw(page, 146, 137, "474")
    _draw(page, 146, 159, "4?4")
    source = read_document(build_pdf([page]))
    facts = normalize(source, find_plans(source), document_id="0" * 64).budget_facts
    assert [(f.row_label, f.amount_won, f.confidence) for f in facts] == [
        ("국비", 474_000_000, "high"),
        ("군비", None, "high"),
    ]


@pytest.mark.usefixtures("_known")
def test_a_plain_shape_is_read_only_beside_a_letter_of_its_size() -> None:
    page = _table("산", "", "")
    _draw(page, 184, 116, "-")  # nobody beside it: a dash, or the rest of a rule
    _draw(page, 304, 116, "74")
    _draw(page, 320, 112.5, "-")  # beside a letter, but not on its line
    document = read_pdf(build_pdf([page]))
    assert _texts(document) == [["산", "", "74\ufffd"]]


@pytest.mark.usefixtures("_known")
def test_a_plain_shape_may_lean_on_the_letters_of_the_text() -> None:
    page = _table("산", "")
    _draw(page, 184, 116, "7")
    page.text(192, 116, "호", 10.0)
    _draw(page, 202, 116, ".")
    assert _texts(read_pdf(build_pdf([page]))) == [["산", "7호."]]


@pytest.mark.usefixtures("_known")
def test_a_letter_drawn_twice_or_also_in_the_text_is_one_letter() -> None:
    page = _table("산", "")
    _draw(page, 184, 116, "74")
    _draw(page, 184.3, 116, "74")
    page.text(300, 300, "산", 10.0)
    _draw(page, 300, 300, "산")
    document = read_pdf(build_pdf([page]))
    assert _texts(document) == [["산", "74"]]
    assert [b.printed.text for b in document.blocks if hasattr(b, "printed")] == ["산"]


@pytest.mark.usefixtures("_known")
def test_pictures_of_unknown_curves_change_nothing() -> None:
    page = _table("산", "무")
    for i in range(40):
        _draw(page, 60 + 12 * i, 400, "?")
    _draw(page, 60, 500, "-.")
    document = read_pdf(build_pdf([page]))
    assert _texts(document) == [["산", "무"]]
    assert "PDF_LETTERS_FROM_OUTLINES" not in _codes(document)


def _words(drawn: list[str], printed: list[str]) -> list[str]:
    """How drawn words are read in a document that prints others; `?` is the unknown letter in each."""
    page = Page()
    for i, word in enumerate(printed):
        page.text(60, 100 + 20 * i, word, 10.0)
    for i, word in enumerate(drawn):
        _draw(page, 60, 400 + 20 * i, word)
    lines = [b.printed.text for b in read_pdf(build_pdf([page])).blocks if hasattr(b, "printed")]
    return [text for text in lines if text not in printed]


@pytest.mark.usefixtures("_known")
def test_two_long_words_of_the_document_name_an_unknown_letter() -> None:
    printed = ["가나남다라마 사업", "바사아남자가에서"]
    assert _words(["가나?다라마", "바사아?자가나", "나?"], printed) == ["가나남다라마", "바사아남자가나", "나남"]


@pytest.mark.usefixtures("_known")
@pytest.mark.parametrize(
    ("drawn", "printed"),
    [
        (["가나?다라마"], ["가나남다라마"]),  # one word is no proof
        (["가나?다라마", "가나?다라마바"], ["가나남다라마바"]),  # nor are a word and its beginning
        (["가나?다라마", "바사?아자가"], ["가나남다라마", "바사북아자가"]),  # two letters fit
        (["가나?다라마", "바사?아자가"], ["가나남다라마", "가나북다라마", "바사남아자가"]),
        (["나?다", "사?아"], ["나남다", "사남아"]),  # short words
        (["가나다라?", "바사아자?"], ["가나다라남마", "바사아자남가"]),  # the printed words go on
        (["7474?", "474?4"], ["74743", "47434"]),  # digits are not spelled
    ],
)
def test_nothing_less_names_a_letter(drawn: list[str], printed: list[str]) -> None:
    assert _words(drawn, printed) == [word.replace("?", "\ufffd") for word in drawn]


@pytest.mark.usefixtures("_known")
def test_a_cell_whose_letters_are_all_named_is_no_issue() -> None:
    page = _table("담당", "")
    _draw(page, 184, 116, "가나?다라마")
    _draw(page, 184, 300, "바사아?자가")
    page.text(60, 400, "가나남다라마", 10.0)
    page.text(60, 420, "바사아남자가", 10.0)
    document = read_pdf(build_pdf([page]))
    assert _texts(document) == [["담당", "가나남다라마"]]
    assert _codes(document) == ["PDF_LETTERS_FROM_OUTLINES"]


@given(
    st.sampled_from(sorted(_FONT)),
    st.floats(0.001, 3000),
    st.floats(0.5, 2),
    st.floats(-900, 900),
    st.integers(0, 3),
)
def test_a_shape_does_not_depend_on_size_stretch_and_place(
    letter: str, size: float, stretch: float, shift: float, first: int
) -> None:
    points = _FONT[letter]
    moved = [(kind, shift * size + x * size * stretch, y * size - shift * size) for kind, x, y in points]
    if letter in ".-":  # a rectangle begins at any corner
        moved = [("M", *moved[first][1:]), *(("L", *p[1:]) for p in moved[first + 1 :] + moved[:first])]
    closed = [*moved, ("L", *moved[0][1:])]
    here, there = points_to_shape(points), points_to_shape(closed)
    assert here is not None
    assert there is not None
    assert there.strokes == here.strokes
    assert there.measures == pytest.approx(here.measures, abs=outlines.TOLERANCE / 4)


@pytest.mark.parametrize("points", [[], [("M", 1, 1)], [("M", 1, 1), ("L", 5, 1), ("L", 9, 1)]])
def test_what_has_no_surface_has_no_shape(points: list[Point]) -> None:
    assert points_to_shape(points) is None


def test_no_two_letters_of_the_table_share_an_outline_that_says_enough() -> None:
    plain = {",", "’", "‘", ".", "․", "·", "⋅", "•", "-", "–", "－", "I", "l", "Ⅰ", "■", "▪", "V", "v"}
    table = {strokes: outlines._known(strokes) for strokes in outlines._entries()}
    assert sum(map(len, table.values())) > 1000
    for known in table.values():
        for a, b in itertools.combinations(known, 2):
            distance = max(abs(p - q) for p, q in zip(a.measures, b.measures, strict=True))
            assert a.text == b.text or distance > 2 * outlines.TOLERANCE or {a.text, b.text} <= plain


_FIGURES = [
    ["사업", "합계", "국비", "도비", "시비"],
    ["둑 쌓기", "700", "110", "126", "474"],  # 국비 is 100: the row and the column say so
    ["꽃길", "800", "300", "26", "474"],
    ["합계", "1,500", "400", "152", "948"],
]


def _verdicts(drawn: Collection[tuple[int, int]], kept: int = 0) -> list[tuple[str, set[bool | None]]]:
    """(verdict, what the second reader said of the operands) of a table with one slip and some figures drawn.

    The first letters of these, as many as `kept`, are text.
    """
    page = Page()
    page.text(400, 95, "(단위: 천원)")
    cells = [
        (r, c, 1, 1, text[:kept] if (r, c) in drawn else text)
        for r, row in enumerate(_FIGURES)
        for c, text in enumerate(row)
    ]
    page.table(60, 100, [90] * 5, [24] * 4, cells)
    for r, c in drawn:
        _draw(page, 64 + 90 * c + 4 * kept, 115 + 24 * r, _FIGURES[r][c][kept:])
    data = build_pdf([page])
    document = read_pdf(data)
    assert _texts(document) == [[text for row in _FIGURES for text in row]]
    with second_reading_of(data, "pdf") as ask:
        report = validate(normalize(document, find_plans(document), document_id="c" * 64), ask)
    return [(finding.verdict, {operand.agrees for operand in finding.operands}) for finding in report.findings]


@pytest.mark.usefixtures("_known")
def test_no_office_is_blamed_by_a_figure_that_only_its_outlines_tell() -> None:
    assert _verdicts([]) == [("office", {True})]
    assert _verdicts([(1, 4)]) == [("unresolved", {True, None})]
    assert _verdicts([(1, 4), (2, 4)]) == [("unresolved", {True, None})]
    assert _verdicts([(1, 4)], kept=1) == [("reader", {True, False})]


@pytest.mark.skipif("KOPLAN_SHARED" not in os.environ, reason="the real documents are not part of the project")
@pytest.mark.parametrize(
    ("name", "pages", "share"), [("byeolpyo5_disaster", 2, 0.75), ("auto-hwp__benchmark1", 18, 0.95)]
)
def test_real_pages_that_are_only_drawn_are_read(name: str, pages: int, share: float) -> None:
    (path,) = (Path(os.environ["KOPLAN_SHARED"]) / "corpus/pdf").glob(f"*{name}*.pdf")
    document = read_pdf(path.read_bytes())
    assert document.page_count == pages
    assert not {"PDF_WITHOUT_TEXT", "PDF_TEXT_UNRELIABLE"} & set(_codes(document))
    text = "".join(c.text for t in document.tables() for c in t.cells)
    assert len(text) > 700
    assert 1 - text.count("\ufffd") / len(text) > share
