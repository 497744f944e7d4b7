from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from extractors.model import Cell, Limits, Paragraph, SourceDocument, Table, UnreadableDocumentError
from extractors.text import read_text

CASES = Path(__file__).parent / "cases" / "text_tables.yml"


def read(text: str) -> SourceDocument:
    return read_text(text.encode(), Limits())


def tables(text: str) -> list[Table]:
    return [block for block in read(text).blocks if isinstance(block, Table)]


@cache
def cases() -> dict[str, dict[str, Any]]:
    loaded = yaml.safe_load(CASES.read_text(encoding="utf-8"))
    return {name: case for group in loaded.values() for name, case in group.items()}


def cell_at(table: Table, row: int, column: int) -> Cell:
    return next(cell for cell in table.cells if (cell.row, cell.column) == (row, column))


@pytest.mark.parametrize("name", cases())
def test_a_text_table_is_read_as_the_case_says(name: str) -> None:
    case = cases()[name]
    table = tables(case["text"])[0]
    assert [table.row_count, table.column_count] == case["size"]
    printed = [[c.row, c.column, c.row_span, c.column_span, c.text] for c in table.cells if c.printed]
    assert printed == case["cells"]
    for (row, column), place in case.get("printed_at", []):
        at = cell_at(table, row, column).printed.at
        assert [at.row_index, at.column_index, at.line] == place


def test_tables_that_differ_in_their_headers_are_not_joined() -> None:
    assert len(tables(cases()["two_tables_with_different_headers_stay_two"]["text"])) == 2


def test_a_nested_table_stands_in_its_cell_with_a_number_of_its_own() -> None:
    table = tables(cases()["a_flattened_nested_table_and_its_repeats_are_taken_out"]["text"])[0]
    (nested,) = cell_at(table, 2, 1).blocks
    assert (table.block, nested.block) == (0, 1)
    assert [cell.text for cell in nested.cells] == ["층", "면적", "1층", "20㎡"]
    assert {cell.printed.at.line for cell in nested.cells} == {3}


def test_ragged_rows_are_padded_with_cells_that_are_not_printed() -> None:
    table = tables("가\t나\t다\n1\t2\n")[0]
    assert [cell.is_missing for cell in table.cells] == [False] * 5 + [True]


def test_lines_of_white_space_only_are_no_rows() -> None:
    (table,) = tables("가\t나\n\t\n1\t2\n")
    assert table.row_count == 2
    assert cell_at(table, 1, 0).printed.at.line == 3


def test_an_indent_or_a_slip_of_the_tab_key_makes_no_table() -> None:
    document = read("\t- 들여 쓴 줄\n□ 사업개요\t\n본문\n")
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == [
        "- 들여 쓴 줄",
        "□ 사업개요",
        "본문",
    ]


def test_marks_of_markdown_and_html_are_not_text() -> None:
    document = read(
        "## □ **연차별** 목표\n<p>신문(2031. 7.)</p>&nbsp;끝\n가격 \\3,000\n<꽃길지구> 안내\n"
        "2031\\~2032\n[별표](제3조)\n![도면](images/a.png)[누리집](https://garam.go.kr/a)\n"
    )
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == [
        "□ 연차별 목표",
        "신문(2031. 7.) 끝",
        "가격 \\3,000",
        "<꽃길지구> 안내",
        "2031~2032",
        "[별표](제3조)",
        "도면누리집",
    ]
    first = document.blocks[0]
    assert isinstance(first, Paragraph)
    assert (first.role, first.level) == ("heading", 2)


def test_a_broken_list_of_a_cell_keeps_its_bullets() -> None:
    (table,) = tables('팀\t업무\n돌봄팀\t<ul style="list-style-type: none"> ◦ 식사 배달 ◦ 말벗\n')
    assert cell_at(table, 1, 1).text == "◦ 식사 배달 ◦ 말벗"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
def test_the_encoding_of_a_file_is_found(encoding: str) -> None:
    document = read_text("가람구 예산 3억원\r\n둘째 줄".encode(encoding), Limits())
    assert [(b.text, b.printed.at.line) for b in document.blocks if isinstance(b, Paragraph)] == [
        ("가람구 예산 3억원", 1),
        ("둘째 줄", 2),
    ]


def test_bytes_that_are_no_characters_are_an_issue_and_the_rest_is_read() -> None:
    document = read_text("가람구 예산".encode() + b"\xff\xfe\xff\n", Limits())
    assert document.is_partial
    assert [issue.code for issue in document.issues] == ["TEXT_BROKEN_CHARACTERS"]


def test_a_file_of_white_space_is_empty() -> None:
    with pytest.raises(UnreadableDocumentError, match="EMPTY"):
        read_text(b" \n\t\n", Limits())


def test_more_cells_than_the_limit_are_refused() -> None:
    with pytest.raises(UnreadableDocumentError, match="TOO_MANY_PARTS"):
        read_text(b"a\tb\n" * 10, Limits(cells=19))


def test_an_html_table_that_is_never_closed_stays_text_and_is_reported() -> None:
    document = read("<table>\n<tr><td>계</td></tr>\n본문\n")
    assert "본문" in [block.text for block in document.blocks if isinstance(block, Paragraph)]
    assert [(issue.code, issue.at.line) for issue in document.issues] == [("TEXT_UNCLOSED_TABLE", 1)]


def test_five_thousand_rows_are_one_table() -> None:
    rows = "".join(f"{n}\t사업 {n}\t{n * 3:,}\n" for n in range(1, 5001))
    (table,) = tables("연번\t사업\t예산\n" + rows)
    assert table.row_count == 5001
