"""HWPX and HWPML: quirks of real packages, and the second XML dialect."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import hwp_builder as build
from hwp_builder import cell, hwpx_p, hwpx_table

from extractors import read_document
from extractors.model import Paragraph


def read_body(xml: str) -> list[str]:
    return [block.text for block in read_document(build.hwpx([xml])).blocks if isinstance(block, Paragraph)]


def test_a_package_with_nothing_but_a_section_is_read() -> None:
    data = build.zip_of({"Contents/section0.xml": f"<hs:sec {build.NAMESPACES}>{hwpx_p('본문')}</hs:sec>".encode()})
    (only,) = read_document(data).blocks
    assert isinstance(only, Paragraph)
    assert only.text == "본문"


@pytest.mark.parametrize(
    "uri", ["http://www.owpml.org/owpml/2024/paragraph", "http://www.hancom.co.kr/hwpml/2016/HwpMl"]
)
def test_namespaces_of_other_versions_are_read(uri: str) -> None:
    xml = f'<s:sec xmlns:s="{uri}" xmlns:q="{uri}"><q:p><q:run><q:t>본문</q:t></q:run></q:p></s:sec>'
    data = build.hwpx([], extra={"Contents/section0.xml": xml.encode()})
    assert [block.text for block in read_document(data).blocks if isinstance(block, Paragraph)] == ["본문"]


def test_sections_follow_the_packages_own_order_then_their_numbers() -> None:
    sections = {f"Contents/section{n}.xml": f"<s><p><run><t>{n}</t></run></p></s>".encode() for n in (0, 1, 2, 10)}
    listed = b'<p><item id="b" href="Contents/section1.xml"/><item id="a" href="Contents/section0.xml"/>'
    listed += b'<itemref idref="b"/><itemref idref="a"/></p>'
    data = build.zip_of({"mimetype": b"application/hwp+zip", "Contents/content.hpf": listed} | sections)
    found = [block.text for block in read_document(data).blocks if isinstance(block, Paragraph)]
    assert found == ["1", "0", "2", "10"]


def test_cells_without_an_address_stand_in_the_next_free_place() -> None:
    def bare(text: str, spans: str = "") -> str:
        return f"<hp:tc><hp:cellSpan {spans}/><hp:p><hp:run><hp:t>{text}</hp:t></hp:run></hp:p></hp:tc>"

    rows = [bare("가", 'rowSpan="2"') + bare("나", 'colSpan="2"'), bare("다") + bare("라"), bare("마")]
    xml = "<hp:tbl>" + "".join(f"<hp:tr>{row}</hp:tr>" for row in rows) + "</hp:tbl>"
    (table,) = read_document(build.hwpx([xml])).tables()
    placed = [(c.text, c.row, c.column, c.row_span, c.column_span) for c in table.cells]
    assert placed == [
        ("가", 0, 0, 2, 1),
        ("나", 0, 1, 1, 2),
        ("다", 1, 1, 1, 1),
        ("라", 1, 2, 1, 1),
        ("마", 2, 0, 1, 1),
    ]
    assert (table.row_count, table.column_count) == (3, 3)


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        ("<hp:p><hp:run><hp:t>가<hp:tab/>나<hp:lineBreak/>다</hp:t></hp:run></hp:p>", ["가\t나\n다"]),
        ("<hp:p><hp:run><hp:t>1<hp:nbSpace/>2<hp:fwSpace/>3<hp:hyphen/>4</hp:t></hp:run></hp:p>", ["1\u00a02 3-4"]),
        ("<hp:p><hp:run><hp:t>가<hp:markpenBegin/>나<hp:markpenEnd/>다</hp:t></hp:run></hp:p>", ["가나다"]),
        ("<hp:p><hp:run><hp:t>앞</hp:t></hp:run><hp:run><hp:t>뒤</hp:t></hp:run></hp:p>", ["앞뒤"]),
        ('<hp:p><hp:run><hp:compose composeText="①"/><hp:t> 항</hp:t></hp:run></hp:p>', ["① 항"]),
        ("<hp:p><hp:run><hp:newFrame><hp:t>새 틀 속</hp:t></hp:newFrame></hp:run></hp:p>", ["새 틀 속"]),
        ("<hp:p><hp:run><hp:rect><hp:shapeComment>사각형입니다.</hp:shapeComment></hp:rect></hp:run></hp:p>", []),
        (
            "<hp:p><hp:run><hp:switch><hp:case><hp:t>새 판</hp:t></hp:case><hp:default><hp:t>옛 판</hp:t></hp:default>"
            "</hp:switch></hp:run></hp:p>",
            ["새 판"],
        ),
        ('<hp:p><hp:run><hp:textart text="글맵시 제목"/></hp:run></hp:p>', ["글맵시 제목"]),
    ],
)
def test_what_a_run_holds_is_printed(xml: str, expected: list[str]) -> None:
    assert read_body(xml) == expected


def test_boxes_of_every_kind_are_found_with_their_roles() -> None:
    def box(name: str, text: str) -> str:
        return f"<hp:{name}><hp:subList>{hwpx_p(text)}</hp:subList></hp:{name}>"

    number = (
        '<hp:ctrl><hp:autoNum num="2" numType="FOOTNOTE"><hp:autoNumFormat type="DIGIT" suffixChar=")"/></hp:autoNum>'
    )
    note = f"<hp:footNote><hp:subList>{hwpx_p('각주', number + '</hp:ctrl>')}</hp:subList></hp:footNote>"
    inside = f"<hp:rect>{box('drawText', '상자')}</hp:rect><hp:pic>{box('caption', '그림 설명')}</hp:pic>"
    inside += f"<hp:container><hp:rect>{box('drawText', '묶음 속')}</hp:rect></hp:container>"
    inside += "".join(f"<hp:ctrl>{box(n, n)}</hp:ctrl>" for n in ("header", "footer", "endNote", "hiddenComment"))
    document = read_document(build.hwpx([hwpx_p("본문", inside + f"<hp:ctrl>{note}</hp:ctrl>")]))
    found = [(b.role, b.text, b.marker) for b in document.blocks if isinstance(b, Paragraph)]
    assert found == [
        ("body", "본문", ""),
        ("text_box", "상자", ""),
        ("caption", "그림 설명", ""),
        ("text_box", "묶음 속", ""),
        ("endnote", "endNote", ""),
        ("comment", "hiddenComment", ""),
        ("footnote", "각주", "2)"),
    ]
    assert [p.role for p in document.furniture] == ["header", "footer"]
    assert [o.kind for o in document.objects] == ["picture"]


def test_a_master_page_is_a_running_head() -> None:
    page = f"<m:masterPage xmlns:m='x' {build.NAMESPACES}><hp:subList>{hwpx_p('대외비')}</hp:subList></m:masterPage>"
    document = read_document(build.hwpx([hwpx_p("본문")], extra={"Contents/masterpage0.xml": page.encode()}))
    assert [(p.text, p.role) for p in document.furniture] == [("대외비", "header")]


def test_hwpml_is_read_like_hwpx() -> None:
    def p(text: str, shape: int = 0) -> str:
        return f'<P ParaShape="{shape}"><TEXT><CHAR>{text}</CHAR></TEXT></P>'

    cells = (
        '<CELL ColAddr="0" RowAddr="0" ColSpan="2" RowSpan="1" Header="true"><PARALIST>'
        + p("재원")
        + "</PARALIST></CELL>"
    )
    second = "".join(
        f'<CELL ColAddr="{n}" RowAddr="1" ColSpan="1" RowSpan="1"><PARALIST>{p(t)}</PARALIST></CELL>'
        for n, t in enumerate(("국비", "30<TAB/>억"))
    )
    caption = f"<SHAPEOBJECT><CAPTION><PARALIST>{p('(단위 : 억원)')}</PARALIST></CAPTION></SHAPEOBJECT>"
    table = f'<TABLE RowCount="2" ColCount="2">{caption}<ROW>{cells}</ROW><ROW>{second}</ROW></TABLE>'
    note = f"<FOOTNOTE><PARALIST>{p('각주')}</PARALIST></FOOTNOTE>"
    head = "<HEAD><DOCSUMMARY><TITLE>계획</TITLE><DATE>2031년 3월 2일</DATE></DOCSUMMARY>"
    head += '<PARASHAPE Id="0" HeadingType="None"/><PARASHAPE Id="1" HeadingType="Number" Heading="1" Level="0"/>'
    head += '<NUMBERING Id="1"><PARAHEAD Level="1" NumFormat="HangulSyllable" Start="2">^1.</PARAHEAD></NUMBERING>'
    body = p("둘째", 1) + f"<P><TEXT>{table}{note}<CHAR>끝</CHAR></TEXT></P>"
    xml = f'<?xml version="1.0" encoding="UTF-8"?><HWPML Version="2.8">{head}</HEAD>'
    xml += f"<BODY><SECTION>{body}</SECTION></BODY></HWPML>"
    document = read_document(xml.encode())
    assert document.source_format == "hwpml"
    (found,) = document.tables()
    assert [(c.row, c.column, c.column_span, c.text, c.is_header) for c in found.cells] == [
        (0, 0, 2, "재원", True),
        (1, 0, 1, "국비", False),
        (1, 1, 1, "30\t억", False),
    ]
    assert found.captions[0].text == "(단위 : 억원)"
    paragraphs = [(b.role, b.marker, b.text) for b in document.blocks if isinstance(b, Paragraph)]
    assert paragraphs == [("list_item", "나.", "둘째"), ("body", "", "끝"), ("footnote", "", "각주")]
    assert (document.properties.title, document.properties.created) == ("계획", "2031년 3월 2일")


def test_a_table_in_a_caption_or_note_is_a_block_and_in_a_cell_it_is_the_cells() -> None:
    inner = hwpx_table(1, 1, [cell(0, 0, "속")])
    caption = f"<hp:caption><hp:subList>{hwpx_p('단위', inner)}</hp:subList></hp:caption>"
    outer = hwpx_table(1, 1, [cell(0, 0, hwpx_p("칸", inner))]).replace("<hp:tr>", caption + "<hp:tr>", 1)
    document = read_document(build.hwpx([hwpx_p(inside=outer)]))
    assert [(t.block, t.cells[0].text) for t in document.tables()] == [(0, "칸"), (1, "속"), (2, "속")]
    assert len(document.blocks) == 2
