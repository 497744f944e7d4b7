"""Plain parts of HWPX are cut out before its XML is parsed: what is read must be what is read without the cut."""

from __future__ import annotations

import io
import os
import re
import sys
import zipfile
from html import unescape
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

sys.path.insert(0, str(Path(__file__).parent))

import hwp_builder as build
from hwp_builder import cell, hwpx_p, hwpx_table

from extractors import read_document
from extractors.hancom.inflate import inflate
from extractors.hancom.xml_header import LateHeads
from extractors.hancom.xml_looks import cut_looks, find_numbered
from extractors.hancom.xml_plain import cut_plain
from extractors.hwpx import contents, reader
from extractors.model import SourceDocument, Table, UnreadableDocumentError
from extractors.quick import maker, quickly_made

SHARED = os.environ.get("KOPLAN_SHARED")
NEEDS_SHARED = pytest.mark.skipif(not SHARED, reason="KOPLAN_SHARED names no folder of real documents")

P = '<hp:p id="0" paraPrIDRef="{}" styleIDRef="0" pageBreak="0" columnBreak="0" merged="0">'
SUB_LIST = '<hp:subList id="" textDirection="HORIZONTAL" lineWrap="BREAK" vertAlign="CENTER" hasNumRef="0">'
LINES = '<hp:linesegarray><hp:lineseg textpos="0" flags="393216"/><hp:lineseg textpos="9"/></hp:linesegarray>'
CELL_END = '<hp:cellSz width="1" height="1"/><hp:cellMargin left="1" right="1"/></hp:tc>'
TEXTS = [
    "국비 1,234",
    "",
    " ",
    "가 &amp; 나 &lt;1&gt;",
    "줄<hp:lineBreak/>둘",
    '칸<hp:tab width="4"/>',
    "0",
    "①<hp:fwSpace/>",
    '형광<hp:markpenBegin color="#1"/>펜<hp:markpenEnd/>',
    "&#44032;",
    "가<hp:nbSpace/>-<hp:hyphen/>",
    "!?'\"",
    '<hp:insertBegin Id="1"/>덧글<hp:insertEnd Id="1"/>',
    '<hp:deleteBegin Id="2"/>뺀 글<hp:deleteEnd Id="2"/>',
]
SECTION = '<hp:p><hp:run><hp:secPr outlineShapeIDRef="1"/></hp:run></hp:p>'
CONTROLS = [
    '<hp:ctrl><hp:colPr id="" colCount="1"/></hp:ctrl>',
    '<hp:ctrl><hp:fieldEnd beginIDRef="1"/></hp:ctrl>',
    '<hp:ctrl><hp:autoNum num="3" numType="TABLE"><hp:autoNumFormat type="DIGIT"/></hp:autoNum></hp:ctrl>',
    "<hp:ctrl><hp:footNote><hp:subList>{}</hp:subList></hp:footNote></hp:ctrl>",
    "<hp:rect><hp:drawText><hp:subList>{}</hp:subList></hp:drawText><hp:sz/></hp:rect>",
    "<hp:newFrame>{}</hp:newFrame>",
    "<hp:switch><hp:case>{}</hp:case><hp:default>{}</hp:default></hp:switch>",
    "<hp:switch>{}</hp:switch>",
    '<hp:checkBtn caption="선택" value="CHECKED"/>',
    '<hp:ctrl><hp:fieldBegin type="FORMULA" Command="=SUM(A1:A2)"/></hp:ctrl>',
]


def paragraph(rng: Random, depth: int) -> str:
    """A paragraph as the word processor writes them, plain more often than not."""
    out = P.format(rng.randrange(4))
    if rng.random() < 0.1:
        out = rng.choice(("<hp:p>", '<hp:p id="0">', '<hp:p styleIDRef="1" paraPrIDRef="1">'))
    for _ in range(rng.choice((1, 1, 1, 0, 2, 3))):
        kind = rng.random()
        if kind < 0.15:
            out += '<hp:run charPrIDRef="1"/>'
            continue
        out += '<hp:run charPrIDRef="23">'
        if kind < 0.3 and depth:
            inner = [paragraph(rng, depth - 1) for _ in range(2)]
            out += rng.choice(CONTROLS).format(*inner)
        elif kind < 0.4 and depth:
            out += table(rng, depth - 1)
        out += rng.choice(("<hp:t>{}</hp:t>", "<hp:t/>")).format(rng.choice(TEXTS)) + "</hp:run>"
    return out + rng.choice((LINES, LINES, "")) + "</hp:p>"


def table(rng: Random, depth: int) -> str:
    """A table of cells with and without an address, of one paragraph or more, in one namespace prefix."""
    out = '<hp:tbl id="1" rowCnt="3" colCnt="3"><hp:sz width="1"/><hp:pos treatAsChar="1"/>'
    for row in range(3):
        out += "<hp:tr>"
        for column in range(3):
            out += f'<hp:tc name="" header="{rng.randrange(2)}" borderFillIDRef="5">' + SUB_LIST
            out += "".join(paragraph(rng, depth) for _ in range(rng.choice((1, 1, 1, 2, 3)))) + "</hp:subList>"
            if rng.random() < 0.9:
                out += f'<hp:cellAddr colAddr="{column}" rowAddr="{row}"/>'
            out += f'<hp:cellSpan colSpan="1" rowSpan="{rng.choice((0, 1, 1, 2))}"/>{CELL_END}'
        out += "</hp:tr>"
    return out + "</hp:tbl>"


def header() -> str:
    shapes = '<hh:paraPr id="0"><hh:heading type="NONE" idRef="0" level="0"/></hh:paraPr>'
    shapes += '<hh:paraPr id="1"><hh:align/><hh:heading type="NUMBER" idRef="1" level="0"/><hh:x/></hh:paraPr>'
    shapes += '<hh:paraPr id="2"><hp:switch><hp:case><hh:heading type="OUTLINE" idRef="0" level="8"/></hp:case>'
    shapes += '<hp:default><hh:heading type="NONE"/></hp:default></hp:switch></hh:paraPr>'
    levels = "".join(f'<hh:paraHead level="{n}" start="1" numFormat="DIGIT">^{n}.</hh:paraHead>' for n in range(1, 11))
    return (
        '<hh:refList><hh:charProperties itemCnt="1"><hh:charPr id="0"/></hh:charProperties>'
        f'<hh:numberings itemCnt="1"><hh:numbering id="1">{levels}</hh:numbering></hh:numberings>'
        f'<hh:paraProperties itemCnt="3">{shapes}</hh:paraProperties></hh:refList>'
    )


def outcome(data: bytes) -> SourceDocument | str:
    try:
        return read_document(data)
    except UnreadableDocumentError as refusal:
        return str(refusal)


def both_ways(data: bytes) -> tuple[Any, Any]:
    """(what is read, what is read where nothing is cut out)."""
    cut = outcome(data)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reader, "cut_plain", lambda _: None)
        patch.setattr(reader, "cut_looks", lambda _: None)
        patch.setattr(reader, "read_plain_content", lambda _: None)
        return cut, outcome(data)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 2**32))
def test_any_section_reads_the_same_with_its_plain_parts_cut_out(seed: int) -> None:
    rng = Random(seed)
    section = SECTION
    section += "".join(paragraph(rng, 2) for _ in range(rng.randrange(12)))
    cut, whole = both_ways(build.hwpx([section], header()))
    assert cut == whole


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 2**32))
def test_a_section_whose_markup_is_mixed_up_but_whole_reads_the_same(seed: int) -> None:
    rng = Random(seed)
    xml = "".join(paragraph(rng, 1) for _ in range(4)).replace("<", "\0<").split("\0")
    for _ in range(rng.randrange(4)):
        kind, at = rng.randrange(4), rng.randrange(len(xml))
        if kind == 0:
            del xml[at]
        elif kind == 1:
            xml.insert(at, rng.choice(xml))
        elif kind == 2:
            xml.insert(
                at, rng.choice(("<!-- 가 -->", "<![CDATA[<hp:t>]]>", "<?가 나?>", "글 > 글", "<hp:t>", "<hp:p/>"))
            )
        else:
            xml[at] = xml[at].replace(rng.choice('">= /'), rng.choice("'<>= "), 1)
    cut, whole = both_ways(build.hwpx(["".join(xml)], header()))
    if isinstance(whole, SourceDocument) and not whole.is_partial:
        assert cut == whole


def test_a_plain_table_leaves_nothing_of_its_cells_to_the_parser() -> None:
    grid = [cell(row, column, f"{row}행 {column}열") for row in range(30) for column in range(4)]
    xml = f"<hs:sec {build.NAMESPACES}>{hwpx_p('앞')}{hwpx_p(inside=hwpx_table(30, 4, grid))}</hs:sec>".encode()
    cut = cut_plain(xml)
    assert cut is not None
    assert b"<tc" not in cut.rest
    assert cut.rest.count(b"<tr>") == 1
    assert len(cut.rest) * 10 < len(xml)


def test_shapes_that_never_end_are_kept_once() -> None:
    shape = '<hh:paraPr id="0"/><hp:switch a="1"><hh:heading type="NUMBER" a="1"/></hp:switch>'
    start = '<?xml version="1.0" encoding="UTF-8"?><hh:head xmlns:hh="u" xmlns:hp="w"><hh:paraProperties itemCnt="1">'
    xml = f"{start}{shape * 300}</hh:paraProperties></hh:head>".encode()
    cut = cut_looks(xml)
    assert cut is not None
    assert cut.count(b'<heading type="NUMBER"') == 300
    assert len(cut) <= len(xml)


def test_looks_leave_nothing_of_themselves_to_the_parser() -> None:
    xml = f"<hh:head {build.NAMESPACES}>{header()}</hh:head>".encode()
    cut = cut_looks(xml)
    assert cut is not None
    assert b"charPr" not in cut
    assert cut.count(b"<paraPr") == 2
    assert cut.count(b"<paraHead") == 10
    assert find_numbered(cut) == {"1", "2"}
    assert find_numbered(cut.replace(b'id="2"', b'id="&#50;"')) is None


def test_a_header_is_parsed_when_a_paragraph_asks_for_a_head_and_then_once() -> None:
    asked: list[str] = []

    def parse() -> Any:
        asked.append("header")
        shape = '<paraPr id="7"><heading type="BULLET" idRef="2"/></paraPr>'
        return etree.fromstring(f'<head>{shape}<bullet id="2" char="-"/></head>')

    heads = LateHeads(frozenset({"7", "8"}), parse)
    assert heads.get("1") is None
    assert asked == []
    assert heads.get("7") == ("bullet", 2, 0)
    assert heads.get("8") is None
    assert heads.numberings.bullets == {2: "-"}
    assert asked == ["header"]


CONTENT = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes" ?>'
    '<opf:package xmlns:hp="urn:p:1.0" xmlns:opf="http://www.example.org/2007/opf/" version="" id="">'
    "<opf:metadata><opf:title>사업 계획</opf:title><opf:language>ko</opf:language>"
    '<opf:meta name="creator" content="text">홍길동</opf:meta><opf:meta name="subject" content="text"/>'
    '<opf:meta name="CreatedDate" content="text">2031-02-03T04:05:06Z</opf:meta>'
    '<opf:meta name="keyword" content="text" xml:space="preserve">\r\n 둘\r\n</opf:meta></opf:metadata><opf:manifest>'
    '<opf:item id="s1" href="Contents/section1.xml" media-type="application/xml"/>'
    '<opf:item id="image1" href="BinData/image1.png" media-type="image/png" isEmbeded="1" hashkey="x=="/>'
    '<opf:item id="s0" href="Contents/section0.xml" media-type="application/xml"/></opf:manifest>'
    '<opf:spine><opf:itemref idref="s1" linear="yes"/><opf:itemref idref="s0"/></opf:spine></opf:package>'
)


def parsed_content(data: bytes) -> Any:
    """What the parser makes of a list of contents; None where it is not well-formed."""
    try:
        return contents.read_content(etree.fromstring(data))
    except etree.XMLSyntaxError:
        return None


def test_a_usual_list_of_contents_is_read_without_a_parser() -> None:
    data = CONTENT.encode()
    assert contents.read_plain_content(data) == parsed_content(data)
    properties, listed = parsed_content(data)
    assert (properties.title, properties.author, properties.subject) == ("사업 계획", "홍길동", None)
    assert listed == ["Contents/section1.xml", "Contents/section0.xml"]


@settings(max_examples=400, deadline=None)
@given(st.integers(0, 2**32))
def test_a_list_of_contents_that_is_mixed_up_is_read_as_the_parser_reads_it_or_not_at_all(seed: int) -> None:
    rng = Random(seed)
    pieces = [piece for piece in re.split(r'(?=[<>"= ])|(?<=[<>"= ])', CONTENT) if piece]
    for _ in range(rng.randrange(1, 3)):
        kind, at = rng.randrange(4), rng.randrange(len(pieces))
        if kind == 0:
            del pieces[at]
        elif kind == 1:
            pieces.insert(at, rng.choice(pieces))
        elif kind == 2:
            pieces[at] += rng.choice(("&amp;", "&", "\0", "\n", "\t", "'", "]]>", "<!-- -->", "\uffff", "\r"))
        else:
            first = pieces[at]
            other = rng.randrange(len(pieces))
            pieces[at], pieces[other] = pieces[other], first
    data = "".join(pieces).encode()
    plain = contents.read_plain_content(data)
    assert plain is None or plain == parsed_content(data)


@pytest.mark.parametrize("expected", [0, 1, 70_000, 80_000, 500_000_000])
def test_inflating_gives_the_same_whatever_size_is_expected(expected: int) -> None:
    content = bytes(range(250)) * 300
    packed = build.deflate(content)
    assert inflate(packed, 1 << 28, expected) == (content, True)
    assert inflate(packed, 1000, expected) == (content[:1001], True)
    start, is_whole = inflate(packed[: len(packed) // 2], 1 << 28, expected)
    assert not is_whole
    assert content.startswith(start)


@pytest.mark.parametrize(
    "sign", ["&#38;lt;", "&amp;#60;", "&#x26;amp;amp;", "&lt;&amp;gt;", "".join(map("&#{};".format, range(200, 260)))]
)
def test_entities_stand_for_one_character_each(sign: str) -> None:
    cut, whole = both_ways(build.hwpx([P.format(0) + f"<hp:run><hp:t>가{sign}나</hp:t></hp:run></hp:p>"]))
    assert cut == whole
    (only,) = cut.blocks
    assert only.text == "가" + unescape(sign) + "나"


@pytest.mark.parametrize(
    "section",
    [
        "<s:sec xmlns:s='x' xmlns:hp='y'>{}</s:sec>",
        '<s:sec xmlns:s="x" xmlns:q="y">{}</s:sec>',
        '<s:sec xmlns:s="x" xmlns:hp="y"><!-- -->{}</s:sec>',
        '<s:sec xmlns:s="x" xmlns:hp="y"><![CDATA[{}]]></s:sec>',
        '<s:sec xmlns:s="x" xmlns:hp="y"><?plain 0 1 0?>{}</s:sec>',
        '<?xml version="1.0" encoding="EUC-KR"?><s:sec xmlns:s="x" xmlns:hp="y">{}</s:sec>',
    ],
)
def test_markup_that_may_not_mean_what_it_says_is_not_cut(section: str) -> None:
    assert cut_plain(section.format(P.format(0) + "</hp:p>").encode()) is None
    assert cut_plain(f'<s:sec xmlns:s="x" xmlns:hp="y">{P.format(0)}</hp:p></s:sec>'.encode()) is not None


def test_bytes_that_are_not_those_that_were_written_are_read_the_thorough_way() -> None:
    text = '<hp:run charPrIDRef="1"><hp:t>본문</hp:t></hp:run></hp:p>'
    xml = f"<hs:sec {build.NAMESPACES}>{P.format(0)}{text}{P.format(0)}{text}</hs:sec>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("Contents/section0.xml", xml)
    assert [issue.code for issue in read_document(out.getvalue()).issues] == []
    damaged = read_document(out.getvalue().replace(b'charPrIDRef="1"', b'charPrIDRef= 1"', 1))
    assert damaged.is_partial
    assert [issue.code for issue in damaged.issues] == ["PART_DAMAGED"]


def test_text_deleted_over_paragraphs_is_reported_whole() -> None:
    xml = hwpx_p("앞<hp:deleteBegin/>뺀") + hwpx_p("것") + hwpx_p("도<hp:deleteEnd/>뒤")
    cut, whole = both_ways(build.hwpx([xml]))
    assert cut == whole
    assert [issue.printed_text for issue in cut.issues] == ["뺀것도"]


def test_outline_levels_that_only_newer_programs_know_are_heads() -> None:
    data = build.hwpx([SECTION + hwpx_p("아홉째", "", "2")], header())
    (only,) = read_document(data).blocks
    assert not isinstance(only, Table)
    assert (only.role, only.level, only.marker) == ("heading", 9, "1.")


@pytest.mark.parametrize(
    "row",
    [
        "<hp:p ",
        "<hp:tc ",
        "<hp:sz ",
        "<hp:pagePr ",
        "<hp:tc><hp:subList><hp:p ",
        "<hp:p><hp:run><hp:t>",
        "<hp:linesegarray><hp:lineseg ",
        '<hp:tc a="1"><hp:subList><hp:p paraPrIDRef="0"><hp:run/></hp:p>',
    ],
)
def test_a_long_row_of_open_tags_is_walked_once(row: str) -> None:
    xml = f'<hs:sec xmlns:hs="x" xmlns:hp="y">{row * 20_000}</hs:sec>'.encode()
    cut = cut_plain(xml)  # without the care that `_PART` takes this would not come back
    assert cut is None or len(cut.rest) > 20_000


@NEEDS_SHARED
def test_real_documents_read_the_same_with_their_plain_parts_cut_out() -> None:
    compared = 0
    for path in sorted((Path(str(SHARED)) / "corpus" / "hwp").iterdir()):
        data = path.read_bytes()
        if data.startswith(b"PK") and len(data) < 400_000:
            cut, whole = both_ways(data)
            assert cut == whole, path.name
            compared += 1
    assert compared >= 40


def test_only_frozen_dataclasses_of_plain_fields_are_made_quickly() -> None:
    from dataclasses import dataclass, field

    @dataclass
    class Open:
        a: int

    @dataclass(frozen=True, slots=True)
    class Made:
        a: list[int] = field(default_factory=list)

    for cls in (Open, Made):
        for make in (quickly_made, maker):
            with pytest.raises(TypeError):
                make(cls)  # type: ignore[type-var]


def test_quickly_made_objects_are_frozen_equal_hashable_and_picklable() -> None:
    import copy
    import pickle
    from dataclasses import FrozenInstanceError, replace

    from extractors.model import Cell, Locator, Printed

    for make in (Cell, maker(Cell)):
        one = make(1, 2, 1, 1, Printed("가", Locator(block=3)))
        assert one == Cell(row=1, column=2, row_span=1, column_span=1, printed=Printed("가", Locator(None, 3)))
        assert type(one) is Cell
        assert hash(one) == hash(copy.deepcopy(one)) == hash(pickle.loads(pickle.dumps(one)))
        assert replace(one, row=4) != one
        with pytest.raises(FrozenInstanceError):
            one.row = 2  # type: ignore[misc]
