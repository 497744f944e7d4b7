import pytest

from extractors.model import Cell, Limits, Paragraph, SourceDocument, Table, UnreadableDocumentError
from extractors.webpage import read_webpage


def read(source: str) -> SourceDocument:
    return read_webpage(source.encode(), Limits())


def lines(document: SourceDocument) -> list[tuple[str, int | None]]:
    return [(block.text, block.printed.at.line) for block in document.blocks if isinstance(block, Paragraph)]


def table_of(source: str) -> Table:
    return next(read(source).tables())


def grid(table: Table) -> list[list[str]]:
    return [[cell.text if cell else "" for cell in row] for row in table.grid()]


def cell(table: Table, row: int, column: int) -> Cell:
    found = table.grid()[row][column]
    assert found is not None
    return found


def test_a_line_is_where_the_texts_first_character_stands_not_its_tag() -> None:
    document = read("<div\n class='a'>\n\n  첫 글\n <b>굵게</b>\n<!-- 가\n나 --> 끝\n</div><p>다음</p>")
    assert lines(document) == [("첫 글 굵게 끝", 4), ("다음", 8)]
    paragraph = document.blocks[0]
    assert isinstance(paragraph, Paragraph)
    assert paragraph.printed.part(paragraph.text.index("끝")).at.line == 7


def test_a_part_of_a_cell_knows_its_own_line() -> None:
    table = table_of("<table><tr><td>\n사업비 변경(900백만 원)<br>(국비 300,\n 시비 600)</td></tr></table>")
    printed = table.cells[0].printed
    assert printed.text == "사업비 변경(900백만 원)\n(국비 300, 시비 600)"
    assert printed.part(printed.text.index("시비")).at.line == 3


def test_a_blank_cell_keeps_the_line_of_its_tag() -> None:
    table = table_of("<table>\n<tr><td>계</td>\n<td>&nbsp;</td></tr></table>")
    assert (table.cells[1].text, table.cells[1].printed.at.line) == ("", 3)


def test_spans_are_laid_out_as_a_browser_does() -> None:
    table = table_of(
        "<table><thead><tr><th rowspan=2>구분<th colspan=2>금액</tr><tr><th>2031<th>2032</tr></thead>"
        "<tbody><tr><td>계<td>1<td>2</tr></tbody></table>"
    )
    assert grid(table) == [["구분", "금액", "금액"], ["구분", "2031", "2032"], ["계", "1", "2"]]
    assert [c.is_header for c in table.cells] == [True] * 4 + [False] * 3


def test_a_foot_that_stands_before_the_body_is_shown_after_it() -> None:
    table = table_of(
        "<table><thead><tr><th>과목<th>금액</tr></thead><tfoot><tr><td>합계<td>3</tr></tfoot>"
        "<tbody><tr><td>가<td>1</tr><tr><td>나<td>2</tr></tbody></table>"
    )
    assert [row[0] for row in grid(table)] == ["과목", "가", "나", "합계"]
    assert cell(table, 3, 1).printed.at.row_index == 3


def test_a_row_span_ends_with_its_group_of_rows() -> None:
    table = table_of("<table><tbody><tr><td rowspan=9>가<td>1</tr></tbody><tbody><tr><td>나<td>2</tr></tbody></table>")
    assert grid(table) == [["가", "1"], ["나", "2"]]


def test_a_row_span_of_zero_reaches_to_the_end_of_the_group() -> None:
    table = table_of("<table><tr><td rowspan=0>가<td>1</tr><tr><td>2</tr><tr><td>3</tr></table>")
    assert (cell(table, 0, 0).row_span, grid(table)[2]) == (3, ["가", "3"])


def test_a_nested_table_is_no_text_of_its_cell() -> None:
    table = table_of("<table><tr><td>앞<table><tr><td>안</td></tr></table>뒤</td></tr></table>")
    assert table.cells[0].text == "앞\n뒤"
    (nested,) = table.cells[0].blocks
    assert (nested.cells[0].text, table.block, nested.block) == ("안", 0, 1)


def test_text_in_a_table_but_in_no_cell_is_kept_before_it() -> None:
    document = read("<table>바깥 글<tr><td>계</td></tr></table>")
    assert [text for text, _ in lines(document)] == ["바깥 글"]


def test_a_caption_belongs_to_its_table() -> None:
    table = table_of("<table><caption>예산 <b>총괄</b></caption><tr><td>1</td></tr></table>")
    assert [caption.text for caption in table.captions] == ["예산 총괄"]


def test_lists_keep_their_markers_apart_from_the_text() -> None:
    document = read("<ol start=3><li>가<li>나<ul><li>다</ul></ol>")
    found = [(b.marker, b.text, b.level) for b in document.blocks if isinstance(b, Paragraph)]
    assert found == [("3.", "가", 1), ("4.", "나", 1), ("•", "다", 2)]


def test_headings_have_their_level() -> None:
    (block,) = read("<h3>사업개요</h3>").blocks
    assert isinstance(block, Paragraph)
    assert (block.role, block.level) == ("heading", 3)


def test_menus_forms_and_hidden_text_are_furniture() -> None:
    document = read(
        "<nav>메뉴</nav><div class='gnb'>큰 메뉴</div><p style='display: none'>숨김</p>"
        "<p>본문</p><script>var a='글';</script><footer>주소</footer>"
    )
    assert [text for text, _ in lines(document)] == ["본문"]
    assert [paragraph.text for paragraph in document.furniture] == ["메뉴", "큰 메뉴", "숨김", "주소"]


def test_check_boxes_are_printed_as_boxes() -> None:
    document = read("<p><input type=checkbox checked> 신규 <input type=checkbox> 계속</p>")
    assert lines(document)[0][0] == "☑ 신규 ☐ 계속"


def test_code_of_server_pages_is_not_shown_and_moves_no_line() -> None:
    document = read("<%@ page\n language='java' %>\n<%-- 주석 <p>아님</p> --%>\n<p>본문 <%= x %> 끝</p>")
    assert lines(document) == [("본문 끝", 4)]


def test_angle_brackets_around_words_are_text() -> None:
    assert lines(read("<p>먼저 &lt;안전지구&gt;에는 3 < 5 이다</p>"))[0][0] == "먼저 <안전지구>에는 3 < 5 이다"


@pytest.mark.parametrize(("encoding", "name"), [("cp949", "euc-kr"), ("utf-8", "utf-8"), ("utf-16", "")])
def test_the_charset_is_found_by_mark_or_declaration(encoding: str, name: str) -> None:
    source = f"<html><head><meta charset={name}><title>가람구</title></head><body><p>예산 3억원</p></body></html>"
    document = read_webpage(source.encode(encoding), Limits())
    assert (lines(document)[0][0], document.properties.title) == ("예산 3억원", "가람구")


def test_a_page_that_shows_nothing_is_refused_with_a_code_of_its_own() -> None:
    with pytest.raises(UnreadableDocumentError, match="WEBPAGE_SHOWS_NOTHING"):
        read("<html><!-- <p>모두 주석</p> --><body></body></html>")


def test_elements_nested_too_deep_are_read_as_text_and_reported() -> None:
    document = read("<div>" * 300 + "깊은 글" + "</div>" * 300)
    assert [text for text, _ in lines(document)] == ["깊은 글"]
    assert [issue.code for issue in document.issues] == ["WEBPAGE_TOO_DEEP"]


def test_a_span_of_a_million_columns_is_cut() -> None:
    table = table_of("<table><tr><td colspan=1000000 rowspan=99999>가</td></tr></table>")
    assert (table.column_count, table.row_count) == (1000, 1)


def test_spans_that_lie_upon_one_another_take_no_more_than_their_row() -> None:
    rows = "<tr>" + "<td rowspan=50 colspan=10>가" * 20 + "</tr>"
    table = table_of("<table>" + rows * 50 + "</table>")
    assert (table.row_count, table.column_count) == (50, 10000)


def test_a_grid_of_millions_of_positions_is_refused() -> None:
    rows = "<tr>" + "<td colspan=1000>가" * 20 + "</tr>"
    with pytest.raises(UnreadableDocumentError, match="TOO_MANY_PARTS"):
        read("<table>" + rows * 200 + "</table>")


def test_a_page_nested_deeper_than_the_parser_goes_is_refused() -> None:
    with pytest.raises(UnreadableDocumentError, match="TOO_DEEP"):
        read("<b>" * 5000 + "글")
