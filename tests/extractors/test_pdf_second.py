from __future__ import annotations

import io

import pdf_builder as builder
import pikepdf
import pytest

from extractors.model import Box, Locator, UnreadableDocumentError
from extractors.pdf import read_pdf
from extractors.second.own_encodings import read_codes
from extractors.second.pdf import PdfSecondReader, iterate_opinions, read_pdf_again

Page, build_pdf = builder.Page, builder.build_pdf
CELLS = [(r, c, 1, 1, f"{r + 1},{c}00") for r in range(3) for c in range(3)]


def _file(rotate: int = 0, *, sides: bool = True) -> bytes:
    page = Page(rotate=rotate, crop=20)
    page.table(60, 100, [90, 90, 90], [24, 24, 24], CELLS, sides=sides)
    data = build_pdf([page])
    assert isinstance(data, bytes)
    return data


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_both_readers_agree_on_every_number_of_a_ruled_table(rotate: int) -> None:
    data = _file(rotate)
    questions = [(c.printed.at, c.text) for t in read_pdf(data).tables() for c in t.cells]
    assert len(questions) == 9
    assert {(o.agrees, o.by) for o in iterate_opinions(data, questions)} == {(True, "cell")}


def test_a_number_is_confirmed_by_baseline_and_column_where_the_second_reader_finds_no_cell() -> None:
    data = _file(sides=False)
    questions = [(c.printed.at, c.text) for t in read_pdf(data).tables() for c in t.cells]
    opinions = list(iterate_opinions(data, questions))
    assert all(o.agrees for o in opinions)
    assert "baseline_and_column" in {o.by for o in opinions}


def test_another_number_than_the_printed_one_is_not_confirmed() -> None:
    data = _file()
    at = next(read_pdf(data).tables()).cells[0].printed.at
    (opinion,) = iterate_opinions(data, [(at, "9,999")])
    assert (opinion.agrees, opinion.printed_text) == (False, "1,000")


def test_a_part_of_a_longer_figure_is_not_confirmed() -> None:
    data = _file()
    printed = next(read_pdf(data).tables()).cells[0].printed
    (opinion,) = iterate_opinions(data, [(printed.at, "000")])
    assert opinion.agrees is False


@pytest.mark.parametrize(
    ("figure", "agrees"),
    [
        ("2,880", True),
        ("16,800", True),
        ("24,00", True),
        ("880", False),
        ("6,800", False),
        ("24,0", False),
        ("9", False),
    ],
)
def test_a_figure_of_a_split_is_confirmed_in_the_word_that_holds_it(figure: str, agrees: bool) -> None:
    page = Page()
    page.table(60, 100, [200], [40], [(0, 0, 1, 1, "국비/시비/구비\n(16,800/2,880/24,00)")])
    data = build_pdf([page])
    printed = next(read_pdf(data).tables()).cells[0].printed
    at = printed.part(printed.text.index("(16")).at
    (opinion,) = iterate_opinions(data, [(at, figure)])
    assert (opinion.agrees, opinion.by) == (agrees, "baseline_and_column")


def test_characters_that_stand_for_spaces_are_no_difference() -> None:
    """Chromium's print writes U+0001 between words."""
    page = Page()
    page.table(60, 100, [200], [40], [(0, 0, 1, 1, "A 1,000")])
    texts = "begincmap 1 beginbfchar <0020> <0001> endbfchar 1 beginbfrange <0021> <007e> <0021> endbfrange endcmap"
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(build_pdf([page]))) as pdf:
        font = pdf.pages[0].Resources.Font.F1
        font.Encoding, font.ToUnicode = pikepdf.Name("/Identity-H"), pdf.make_stream(texts.encode())
        pdf.save(out)
    (opinion,) = iterate_opinions(out.getvalue(), [(Locator(page=1, box=Box(60, 100, 260, 140)), "A 1,000")])
    assert opinion.agrees is True


def test_there_is_no_opinion_without_a_place() -> None:
    reader = PdfSecondReader(_file())
    assert reader.opinion(Locator(page=1), "1,000").agrees is None
    assert reader.opinion(Locator(page=9), "1,000").agrees is None
    reader.close()


def test_the_second_reader_gives_tables_of_the_same_grid() -> None:
    data = _file()
    (first,), (second,) = list(read_pdf(data).tables()), list(read_pdf_again(data, {1}).tables())
    assert [(c.row, c.column, c.text) for c in second.cells] == [(c.row, c.column, c.text) for c in first.cells]


def _own_encoding(codes: str, *, rest: str = "") -> bytes:
    """The ruled table in a font with an encoding of its own; its texts are told of the codes, not of the characters."""
    table = f"/CIDInit /ProcSet findresource begin 12 dict begin begincmap {rest} /CMapName /Own-0 def /CMapType 1 def"
    table += f" 1 begincodespacerange <0000> <ffff> endcodespacerange {codes} endcmap end end"
    texts = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Adobe-Identity-UCS def"
    texts += " 1 begincodespacerange <0000> <ffff> endcodespacerange"
    texts += " 1 beginbfrange <0020> <007e> <0020> endbfrange endcmap end end"
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(_file())) as pdf:
        font = pdf.pages[0].Resources.Font.F1
        font.Encoding = pdf.make_stream(table.encode(), Type=pikepdf.Name.CMap, CMapName=pikepdf.Name("/Own-0"))
        font.ToUnicode = pdf.make_stream(texts.encode())
        pdf.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    "codes",
    [
        "1 begincidrange <0020> <007e> 32 endcidrange",
        "1 begincidrange <0020> <0052> 40 endcidrange",
        "2 begincidrange <0020> <002f> 60 <0030> <0039> 5 endcidrange",
        "12 begincidchar <002c> 9 <0030> 20 <0031> 19 <0032> 18 <0033> 17 <0034> 16 <0035> 15 endcidchar",
    ],
)
def test_a_font_with_an_encoding_of_its_own_is_read_by_both(codes: str) -> None:
    data = _own_encoding(codes)
    questions = [(c.printed.at, c.text) for t in read_pdf(data).tables() for c in t.cells]
    assert sorted(text for _, text in questions) == sorted(text for *_, text in CELLS)
    assert {(o.agrees, o.by) for o in iterate_opinions(data, questions)} == {(True, "cell")}


def test_a_character_that_stands_for_different_texts_confirms_nothing() -> None:
    data = _own_encoding("1 begincidrange <0020> <0031> 32 <0032> <0032> 49 <0033> <007e> 51 endcidrange")
    questions = [(c.printed.at, c.text) for t in read_pdf(data).tables() for c in t.cells]
    assert {t: o.agrees for (_, t), o in zip(questions, iterate_opinions(data, questions), strict=True)} == {
        text: not set(text) & {"1", "2"} for *_, text in CELLS
    }


def test_an_encoding_that_rests_on_another_stays_unread() -> None:
    data = _own_encoding("1 begincidrange <0020> <007e> 132 endcidrange", rest="/Identity-H usecmap")
    assert [c.text for t in read_pdf_again(data).tables() for c in t.cells if c.text] == []


@pytest.mark.parametrize(
    ("table", "codes"),
    [
        (b"1 begincidchar <0c71> 3185 endcidchar", [(b"\x0c\x71", 3185)]),
        (b"begincidrange <41> <43> 7 endcidrange", [(b"A", 7), (b"B", 8), (b"C", 9)]),
        (b"begincidrange <0043> <0041> 7 endcidrange", []),
        (b"nothing of the kind", []),
    ],
)
def test_codes_of_an_encoding_are_read_as_they_stand(table: bytes, codes: list[tuple[bytes, int]]) -> None:
    assert list(read_codes(table)) == codes


def test_an_encoding_of_endless_ranges_ends() -> None:
    assert sum(1 for _ in read_codes(b"begincidrange <00000000> <ffffffff> 0 endcidrange")) == 1 << 16


def test_a_file_that_the_second_reader_cannot_open_has_its_own_code() -> None:
    with pytest.raises(UnreadableDocumentError, match="PDF_SECOND_READER_FAILED"):
        read_pdf_again(b"%PDF-1.7\nnothing")
