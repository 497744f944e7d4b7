from collections import Counter
from contextlib import suppress

from hypothesis import given
from hypothesis import strategies as st

from extractors.model import Limits, Paragraph, SourceDocument, Table, UnreadableDocumentError
from extractors.plans import find_plans
from extractors.text import read_text
from extractors.webpage import read_webpage

PLAIN = st.text(st.sampled_from("가나다라1239,.년월원%-○□:()공약명사업비"), max_size=8)
ANYTHING = st.text(st.sampled_from("가나 1\t\t\n\n|-:<>/table*#\\&;□○✓①\ufdd0\x00\r'\""), max_size=200)
TAGS = [
    "<table>",
    "</table>",
    "<tr>",
    "<td>",
    "</td>",
    "<th>",
    "<li>",
    "<br>",
    "<ol>",
    "<!--",
    "-->",
    "<%",
    "%>",
    "</p>",
    "&lt;",
    "<caption>",
]
WIDE = ["<td rowspan=3>", "<th colspan=0>", "<td colspan=2 rowspan=2>", "<p hidden>", "가나", "1,200", "\n"]
MARKUP = st.lists(st.sampled_from(TAGS) | st.sampled_from(WIDE), max_size=40)


def characters(document: SourceDocument) -> Counter[str]:
    texts = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    texts += [cell.text for table in document.tables() for cell in table.cells]
    return Counter("".join("".join(texts).split()))


@given(ANYTHING)
def test_no_text_crashes_the_reader_or_the_finder_of_plans(text: str) -> None:
    if text.strip("\x00 \t\r\n"):
        with suppress(UnreadableDocumentError):
            find_plans(read_text(text.encode(), Limits()))


@given(st.lists(st.lists(PLAIN, min_size=3, max_size=3), min_size=1, max_size=6))
def test_every_printed_character_of_a_table_stands_in_a_cell(rows: list[list[str]]) -> None:
    text = "\n".join("\t".join([f"{index}번 {row[0]}", *row[1:]]) for index, row in enumerate(rows))
    document = read_text(text.encode(), Limits())
    assert characters(document) == Counter("".join(text.split()))


@given(st.lists(st.lists(PLAIN, min_size=2, max_size=5), min_size=1, max_size=6))
def test_cells_stand_within_their_table_and_never_on_one_another(rows: list[list[str]]) -> None:
    text = "\n".join("\t".join(row) for row in rows)
    if not text.strip():
        return
    for table in read_text(text.encode(), Limits()).tables():
        taken = [
            (row, column)
            for cell in table.cells
            for row in range(cell.row, cell.row + cell.row_span)
            for column in range(cell.column, cell.column + cell.column_span)
        ]
        assert len(taken) == len(set(taken)) == table.row_count * table.column_count
        assert all(row < table.row_count and column < table.column_count for row, column in taken)


@given(MARKUP)
def test_no_markup_crashes_the_reader_and_no_cell_lies_on_another(pieces: list[str]) -> None:
    source = "<html><body>" + "".join(pieces)
    try:
        document = read_webpage(source.encode(), Limits())
    except UnreadableDocumentError:
        return
    for table in document.tables():
        places = [(cell.row, cell.column) for cell in table.cells]
        assert len(places) == len(set(places))
        assert all(cell.row + cell.row_span <= table.row_count for cell in table.cells)
    find_plans(document)


@given(
    st.lists(
        st.sampled_from(["가람", "예산 3억원", "- 사업기간 : 2031", "가\t나", "1\t2", ""]), min_size=1, max_size=20
    )
)
def test_every_line_number_is_the_line_that_prints_the_text(lines: list[str]) -> None:
    if not "".join(lines).strip():
        return
    document = read_text("\n".join(lines).encode(), Limits())
    for block in document.blocks:
        printed = [block.printed] if isinstance(block, Paragraph) else [c.printed for c in block.cells if c.printed]
        for each in printed:
            assert each.at.line is not None
            assert each.text in lines[each.at.line - 1]
        assert isinstance(block, Paragraph | Table)
