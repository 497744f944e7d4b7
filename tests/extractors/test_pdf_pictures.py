"""Text that is only drawn: what is believed, what is recognised, and how the guess is marked."""

from __future__ import annotations

from typing import Any

import pdf_builder as builder
import pytest

from extractors import find_plans, read_document
from extractors.model import SourceDocument
from extractors.pdf import read_pdf
from normalizers import normalize

Page, build_pdf = builder.Page, builder.build_pdf


def _draw_letters(page: Any, x: float, y: float, count: int) -> None:
    """Letters drawn as curves from (x, y) on, a line, nine points apart."""
    for index in range(count):
        left, base = x + index * 9, page.height - y
        page.operators.append(
            f"{left} {base} m {left + 3} {base + 7} {left + 6} {base + 7} {left + 7} {base} c "
            f"{left + 4} {base + 3} l h f"
        )


def _budget_page() -> Any:
    """A budget table whose last amount (and a row of marks that makes the page suspect) is drawn."""
    page = Page()
    page.text(240, 90, "(단위 : 백만원)")
    rows = [(0, 0, 1, 1, "재원"), (0, 1, 1, 1, "2031년"), (0, 2, 1, 1, "2032년")]
    rows += [(1, 0, 1, 1, "국비"), (1, 1, 1, 1, "310"), (1, 2, 1, 1, "45")]
    rows += [(2, 0, 1, 1, "군비"), (2, 1, 1, 1, "120"), (2, 2, 1, 1, "")]
    page.table(60, 100, [80, 90, 90], [22, 22, 22], rows)
    _draw_letters(page, 244, 160, 4)
    _draw_letters(page, 60, 400, 12)
    return page


def _texts(document: SourceDocument) -> list[list[str]]:
    return [[c.text for c in table.cells] for table in document.tables()]


def test_an_amount_read_in_a_picture_is_of_low_confidence_and_an_issue() -> None:
    data = build_pdf([_budget_page()])
    source = read_document(data, recognise=lambda _picture: "1,250\n")
    facts = normalize(source, find_plans(source), document_id="0" * 64).budget_facts
    found = {fact.printed_text: (fact.amount_won, fact.confidence) for fact in facts}
    assert found["1,250"] == (1_250_000_000, "low")
    assert found["310"][1] == found["45"][1] == "high"
    issues = [(i.code, i.printed_text) for i in source.issues]
    assert ("PDF_READ_BY_OCR", "1,250") in issues


@pytest.mark.parametrize("answer", [None, ""])
def test_a_drawn_amount_stays_unread_where_the_recogniser_does_not_know(answer: str | None) -> None:
    read = read_pdf(build_pdf([_budget_page()]), recognise=lambda _picture: answer)
    assert ("PDF_LETTERS_DRAWN", "\ufffd \ufffd \ufffd \ufffd") in [(i.code, i.printed_text) for i in read.issues]
    facts = normalize(read, find_plans(read), document_id="0" * 64).budget_facts
    assert [f.amount_won for f in facts if f.row_label == "군비" and f.fiscal_year == 2032] == [None]


@pytest.mark.parametrize(
    ("guess", "text"),
    [("남천 A/S 센터", "남천 A/S 센터"), ("남친 A/S 센터", "남천 센터")],
)
def test_a_guess_counts_only_if_it_confirms_the_letters_that_are_known(guess: str, text: str) -> None:
    page = Page()
    page.table(60, 100, [200, 100], [24], [(0, 0, 1, 1, "남천      센터"), (0, 1, 1, 1, "장소")])
    _draw_letters(page, 150, 116, 3)
    _draw_letters(page, 60, 400, 12)
    document = read_pdf(build_pdf([page]), recognise=lambda _picture: guess)
    assert " ".join(_texts(document)[0][0].split()) == text


def test_a_table_that_lacks_no_letter_is_believed_on_a_page_of_drawn_letters() -> None:
    page = Page()
    page.table(60, 100, [80, 200], [24], [(0, 0, 1, 1, "기관명"), (0, 1, 1, 1, "남천군")])
    page.table(60, 200, [80, 400], [24] * 3, [(r, c, 1, 1, "") for r in range(3) for c in (0, 1)])
    for row in range(3):
        _draw_letters(page, 64, 216 + row * 24, 4)
        _draw_letters(page, 150, 216 + row * 24, 25)
    page.text(60, 300, "남천군수 귀하")
    document = read_pdf(build_pdf([page]))
    assert [i.code for i in document.issues] == ["PDF_TEXT_UNRELIABLE"]
    assert _texts(document) == [["기관명", "남천군"]]
    assert document.is_partial


def test_a_long_guess_that_no_letter_confirms_stays_unread() -> None:
    page = Page()
    page.table(60, 200, [80, 400], [24] * 3, [(r, c, 1, 1, "") for r in range(3) for c in (0, 1)])
    for row in range(3):
        _draw_letters(page, 64, 216 + row * 24, 4)
        _draw_letters(page, 150, 216 + row * 24, 25)
    answers = iter(["목적", "가나다라마바사아자차카타파하" * 3] * 20)
    document = read_pdf(build_pdf([page]), recognise=lambda _picture: next(answers))
    (table,) = document.tables()
    assert [c.text for c in table.cells] == ["목적", ""] * 3
    assert all(c.printed.is_recognised for c in table.cells if c.column == 0)
