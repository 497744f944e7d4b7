"""HWP5 and HWPX: what a document prints, wherever it stands. Each case is built in both formats where both have it."""

from __future__ import annotations

import struct
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import hwp_builder as build
from hwp_builder import Para, cell, hwpx_p, hwpx_table

from extractors import read_document
from extractors.hancom.numbering import format_number
from extractors.model import Paragraph, SourceDocument, Table
from extractors.second.hwp import read_hwp_again


def grid_of(table: Table) -> list[tuple[int, int, int, int, str]]:
    return [(c.row, c.column, c.row_span, c.column_span, c.text) for c in table.cells]


def texts(document: SourceDocument, role: str = "body") -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph) and block.role == role]


CELLS = [
    cell(0, 0, "재원별", row_span=2, is_header=True),
    cell(0, 1, "연차별", column_span=2),
    cell(1, 1, "2031년"),
    cell(1, 2, ["2032년", "(예정)"]),
    cell(2, 0, "국비"),
    cell(2, 1, "1,250"),
    cell(2, 2, ""),
]
GRID = [
    (0, 0, 2, 1, "재원별"),
    (0, 1, 1, 2, "연차별"),
    (1, 1, 1, 1, "2031년"),
    (1, 2, 1, 1, "2032년\n(예정)"),
    (2, 0, 1, 1, "국비"),
    (2, 1, 1, 1, "1,250"),
    (2, 2, 1, 1, ""),
]
BOTH = {
    "hwp": build.hwp5([["앞", build.table(3, 3, CELLS, ["(단위 : 천원)"]), "뒤"]]),
    "hwp uncompressed": build.hwp5([["앞", build.table(3, 3, CELLS, ["(단위 : 천원)"]), "뒤"]], flags=0),
    "hwpx": build.hwpx([hwpx_p("앞") + hwpx_p(inside=hwpx_table(3, 3, CELLS, "(단위 : 천원)")) + hwpx_p("뒤")]),
}


@pytest.mark.parametrize("name", BOTH)
def test_a_table_keeps_its_grid_spans_caption_and_place(name: str) -> None:
    document = read_document(BOTH[name])
    first, table, last = document.blocks
    assert isinstance(table, Table)
    assert (first.block, table.block, last.block) == (0, 1, 2)
    assert grid_of(table) == GRID
    assert [caption.text for caption in table.captions] == ["(단위 : 천원)"]
    assert [c.is_header for c in table.cells] == [True] + [False] * 6
    at = table.cells[4].printed.at
    assert (at.page, at.block, at.row_index, at.column_index) == (None, 1, 2, 0)


def test_a_nested_table_follows_its_outer_one_and_its_text_is_not_the_outer_cells() -> None:
    inner = build.table(1, 2, [cell(0, 0, "속"), cell(0, 1, [build.table(1, 1, [cell(0, 0, "더 속")])])])
    document = read_document(
        build.hwp5([[build.table(1, 2, [cell(0, 0, ["위", inner, "아래"]), cell(0, 1, "옆")]), "뒤"]])
    )
    outer, middle, innermost = document.tables()
    assert grid_of(outer)[0] == (0, 0, 1, 1, "위\n\n아래")
    assert grid_of(middle) == [(0, 0, 1, 1, "속"), (0, 1, 1, 1, "")]
    assert [t.block for t in (outer, middle, innermost)] == [0, 1, 2]
    assert outer.cells[0].blocks == (middle,)
    assert document.blocks[-1].block == 3


def test_text_boxes_notes_heads_and_comments_are_found_and_say_what_they_are() -> None:
    parts = [
        build.note("head", "", ["머리말", build.table(1, 1, [cell(0, 0, "결재")])]),
        build.text_box(["상자", build.table(1, 1, [cell(0, 0, "상자 속 표")])]),
        build.note("fn  ", "본문", ["각주"]),
        build.note("en  ", "", ["미주"]),
        build.note("tcmt", "", ["숨은 설명"]),
        build.note("foot", "", ["꼬리말"]),
    ]
    document = read_document(build.hwp5([parts]))
    assert {role: texts(document, role) for role in ("text_box", "body", "footnote", "endnote", "comment")} == {
        "text_box": ["상자"],
        "body": ["본문"],
        "footnote": ["각주"],
        "endnote": ["미주"],
        "comment": ["숨은 설명"],
    }
    assert [(p.text, p.role) for p in document.furniture] == [("머리말", "header"), ("꼬리말", "footer")]
    assert [table.cells[0].text for table in document.tables()] == ["결재", "상자 속 표"]
    numbers = sorted([b.block for b in document.blocks] + [p.block for p in document.furniture])
    assert numbers == list(range(len(numbers)))


def test_a_box_in_a_cell_is_not_the_cells_text_but_its_table_belongs_to_the_cell() -> None:
    box = build.text_box(["떠 있는 글", build.table(1, 1, [cell(0, 0, "떠 있는 표")])])
    document = read_document(build.hwp5([[build.table(1, 1, [cell(0, 0, ["칸", box])])]]))
    outer, floating = document.tables()
    assert outer.cells[0].text == "칸\n"
    assert outer.cells[0].blocks == (floating,)
    assert texts(document, "text_box") == ["떠 있는 글"]


@pytest.mark.parametrize(
    ("stored", "printed"),
    [
        ("가" + build.TAB + "나", "가\t나"),
        ("가\n나", "가\n나"),
        ("1\x1e000\x1f원\x18끝", "1\u00a0000 원-끝"),
        (build.TAB * 2, ""),
        ("\U0001f004" + build.TAB + "\U000f02b1", "\U0001f004\t\U000f02b1"),
        ("\uf0a7 목록", "\uf0a7 목록"),
        (build.control_char("%clk") + "누름틀" + build.FIELD_END + "뒤", "누름틀뒤"),
    ],
)
def test_control_characters_print_what_the_word_processor_prints(stored: str, printed: str) -> None:
    document = read_document(build.hwp5([[stored + "."]]))
    assert texts(document) == [(printed or "\t\t") + "."]


def test_a_lone_surrogate_is_left_out_and_reported() -> None:
    document = read_document(build.hwp5([["금\ud83d액", build.table(1, 1, [cell(0, 0, "\udc00칸")])]]))
    assert texts(document) == ["금액"]
    assert next(document.tables()).cells[0].text == "칸"
    assert [(issue.code, issue.printed_text) for issue in document.issues] == [
        ("LONE_SURROGATE", "금액"),
        ("LONE_SURROGATE", "칸"),
    ]


def form_object(properties: str) -> bytes:
    return b"tbc+tbc+" + struct.pack("<IH", 2 * len(properties), len(properties)) + properties.encode("utf-16-le")


@pytest.mark.parametrize(
    ("properties", "printed"),
    [
        ("CommonSet:set:9:Name:wstring:1:a Caption:wstring:4:자체사업 Value:int:1 TriState:bool:0 ", "☑자체사업"),
        ("CommonSet:set:9:Name:wstring:1:a Caption:wstring:2:신규 Value:int:0 TriState:bool:0 ", "☐신규"),
        ("Caption:wstring:2:계속 RadioGroupName:wstring:1:g Value:int:1 ", "◉계속"),
        ("Name:wstring:1:b Text:wstring:3:기획과 MultiLine:bool:0 ", "기획과"),
    ],
)
def test_a_form_object_prints_its_mark_and_caption(properties: str, printed: str) -> None:
    para = build.with_control("유형 {} 끝", "form", b"\0" * 42, form_object(properties), 91)
    document = read_document(build.hwp5([[para]]))
    assert texts(document) == [f"유형 {printed} 끝"]
    assert [o.kind for o in document.objects] == ["form"]


def test_a_check_button_of_hwpx_prints_its_mark_and_caption() -> None:
    buttons = '<hp:checkBtn caption="신규" value="CHECKED"/><hp:radioBtn caption="계속" value="UNCHECKED"/>'
    assert texts(read_document(build.hwpx([hwpx_p(inside=buttons)]))) == ["☑신규○계속"]


def test_equations_and_pictures_leave_a_mark_at_their_place() -> None:
    equation = struct.pack("<IH", 0, 5) + "x ^ 2".encode("utf-16-le")
    parts = ["앞", build.with_control("식 {}", "eqed", b"\0" * 42, equation, 88)]
    picture = build.with_control("{}", "gso ", b"\0" * 42, b"\0" * 40, 85)
    document = read_document(build.hwp5([[*parts, build.table(1, 1, [cell(0, 0, [picture])])]]))
    assert [(o.kind, o.text, o.at.block, o.at.row_index) for o in document.objects] == [
        ("equation", "x ^ 2", 1, None),
        ("picture", "", 2, 0),
    ]


def test_a_calculated_cell_keeps_its_formula_and_its_result() -> None:
    command = "=SUM(?2:?9)??%g,;;640"
    content = b"\0" * 5 + struct.pack("<H", len(command)) + command.encode("utf-16-le") + b"\0" * 4
    para = build.with_control("{}640" + build.FIELD_END, "%fmu", content)
    for read in (read_document, read_hwp_again):
        total = next(read(build.hwp5([[build.table(1, 1, [cell(0, 0, [para])])]])).tables()).cells[0]
        assert (total.text, total.formula) == ("640", command)
    field = '<hp:ctrl><hp:fieldBegin type="FORMULA"><hp:parameters><hp:stringParam name="Command">=SUM(ABOVE)'
    field += "</hp:stringParam></hp:parameters></hp:fieldBegin></hp:ctrl>"
    xml = hwpx_table(1, 1, [cell(0, 0, hwpx_p("70", field))])
    total = next(read_document(build.hwpx([hwpx_p(inside=xml)])).tables()).cells[0]
    assert (total.text, total.formula) == ("70", "=SUM(ABOVE)")


def auto_number(kind: int, number: int, shape: int = 0, suffix: str = "\0") -> bytes:
    return struct.pack("<IHHHH", kind | shape << 4, number, 0, 0, ord(suffix))


def test_the_number_of_a_table_is_printed_text_and_that_of_a_note_its_marker() -> None:
    caption = build.with_control("<표 {}> 재원", "atno", auto_number(4, 7))
    body = build.with_control("{} 산출 근거", "atno", auto_number(1, 3, 1, ")"))
    document = read_document(build.hwp5([[caption, build.note("fn  ", "총액", [body])]]))
    assert texts(document) == ["<표 7> 재원", "총액"]
    (note,) = [b for b in document.blocks if isinstance(b, Paragraph) and b.role == "footnote"]
    assert (note.marker, note.text) == ("③)", " 산출 근거")


def test_a_page_number_prints_nothing_and_does_not_take_the_next_numbers_place() -> None:
    para = Para(
        f"{build.control_char('atno')}쪽 표 {build.control_char('atno')}.",
        [
            lambda level: build.record(71, level, b"onta" + auto_number(0, 5)),
            lambda level: build.record(71, level, b"onta" + auto_number(4, 2)),
        ],
    )
    assert texts(read_document(build.hwp5([[para]]))) == ["쪽 표 2."]


def test_overlapped_characters_and_ruby_are_printed() -> None:
    over = build.with_control("가{}나", "tcps", struct.pack("<H", 2) + "인○".encode("utf-16-le"))
    ruby = struct.pack("<H", 2) + "본말".encode("utf-16-le") + struct.pack("<H", 1) + "덧".encode("utf-16-le")
    document = read_document(build.hwp5([[over, build.with_control("{}", "tdut", ruby)]]))
    assert texts(document) == ["가인○나", "본말"]
    assert texts(document, "text_box") == ["덧"]


LEVELS = [("^1.", 0), ("^2)", 8), ("^1.^2.^3", 0), ("(^4)", 1), ("^5", 2), ("^6", 4), ("^7", 12)]
HEADS = [(2, 0), (2, 1), (2, 1), (2, 2), (2, 0), (2, 1), (3, 0), (1, 0)]
MARKERS = ["4.", "가)", "나)", "4.나.1", "5.", "가)", "▪", "IX"]


def test_automatic_numbers_and_bullets_are_counted_and_stand_beside_the_text() -> None:
    shapes = [(0, 0, 0), (2, 0, 1), (2, 1, 1), (2, 2, 1), (3, 0, 1), (1, 0, 0)]
    info = build.numbering(LEVELS, [4, 1, 1, 1, 1, 1, 1]) + build.numbering([("^1", 2)] * 7, [9] + [1] * 6)
    info += build.bullet("▪") + b"".join(build.para_shape(*shape) for shape in shapes)
    index = {(kind, level): number for number, (kind, level, _) in enumerate(shapes)}
    paras = [Para(f"문단 {n}", [], index[head]) for n, head in enumerate(HEADS)]
    document = read_document(build.hwp5([build.section_bytes(paras, outline=2)], info))
    found = [block for block in document.blocks if isinstance(block, Paragraph)]
    assert [p.marker for p in found] == MARKERS
    assert [p.role for p in found] == ["list_item"] * 7 + ["heading"]
    assert [p.level for p in found] == [level + 1 for _, level in HEADS]
    assert found[0].text == "문단 0"


def test_hwpx_counts_the_same_numbers() -> None:
    names = ["DIGIT", "CIRCLED_DIGIT", "ROMAN_CAPITAL", "ROMAN_SMALL", "LATIN_CAPITAL"]
    names += ["LATIN_SMALL", "", "", "HANGUL_SYLLABLE", "", "", "", "HANGUL_PHONETIC"]
    levels = "".join(
        f'<hh:paraHead level="{n + 1}" start="{4 if n == 0 else 1}" numFormat="{names[code]}">{text}</hh:paraHead>'
        for n, (text, code) in enumerate(LEVELS)
    )
    header = f'<hh:numberings><hh:numbering id="1">{levels}</hh:numbering><hh:numbering id="2">'
    header += (
        '<hh:paraHead level="1" start="9" numFormat="ROMAN_CAPITAL">^1</hh:paraHead></hh:numbering></hh:numberings>'
    )
    header += '<hh:bullets><hh:bullet id="1" char="▪"/></hh:bullets>'
    kinds = {1: "OUTLINE", 2: "NUMBER", 3: "BULLET"}
    for kind, level in sorted(set(HEADS)):
        identity = 0 if kind == 1 else 1
        heading = f'<hh:heading type="{kinds[kind]}" idRef="{identity}" level="{level}"/>'
        header += f'<hh:paraPr id="{kind}{level}">{heading}</hh:paraPr>'
    body = '<hp:p><hp:run><hp:secPr outlineShapeIDRef="2"/></hp:run></hp:p>'
    body += "".join(hwpx_p(f"문단 {n}", shape=f"{kind}{level}") for n, (kind, level) in enumerate(HEADS))
    document = read_document(build.hwpx([body], header))
    assert [b.marker for b in document.blocks if isinstance(b, Paragraph)] == MARKERS


def test_a_numbering_that_begins_lower_has_begun_above_too() -> None:
    """From a real plan: `1)`, `2)` stand first, and the next paragraph one level up is printed `나.`, not `가.`"""
    info = build.numbering([("^1.", 0), ("^2.", 8), ("^3)", 0)] + [("", 0)] * 4, [1] * 7)
    info += b"".join(build.para_shape(2, level, 1) for level in (0, 1, 2))
    paras = [Para("a", [], 2), Para("b", [], 2), Para("c", [], 1), Para("d", [], 1)]
    document = read_document(build.hwp5([paras], info))
    assert [b.marker for b in document.blocks if isinstance(b, Paragraph)] == ["1)", "2)", "나.", "다."]


def test_the_numbers_of_a_cells_paragraphs_stand_beside_its_text() -> None:
    info = build.numbering([("^1.", 0)] * 7, [1] * 7) + build.para_shape() + build.para_shape(2, 0, 1)
    table = build.table(1, 1, [cell(0, 0, ["머리", Para("첫째", [], 1), Para("둘째", [], 1)])])
    (found,) = next(read_document(build.hwp5([[table]], info)).tables()).cells
    assert found.text == "머리\n첫째\n둘째"
    assert found.markers == ((3, "1."), (6, "2."))


@pytest.mark.parametrize(
    ("number", "shape", "printed"),
    [
        (3, "DIGIT", "3"), (20, "CIRCLED_DIGIT", "⑳"), (21, "CircledDigit", "(21)"), (14, "ROMAN_CAPITAL", "XIV"),
        (28, "LATIN_SMALL", "bb"), (14, "HANGUL_SYLLABLE", "하"), (15, "HANGUL_SYLLABLE", "가가"),
        (2, "CIRCLED_HANGUL_SYLLABLE", "㉯"), (12, "HANGUL_PHONETIC", "십이"), (30, "IDEOGRAPH", "三十"),
        (3, "DECAGON_CIRCLE", "병"), (0, "ROMAN_SMALL", "0"), (7, "SOMETHING_NEW", "7"),
    ],
)  # fmt: skip
def test_a_number_is_written_in_its_shape(number: int, shape: str, printed: str) -> None:
    assert format_number(number, shape) == printed


def test_sections_come_in_order_of_their_numbers_and_paragraphs_that_print_nothing_are_no_blocks() -> None:
    document = read_document(build.hwp5([[f"구역 {n}", "", "  "] for n in range(12)]))
    assert texts(document) == [f"구역 {n}" for n in range(12)]


def test_a_document_for_distribution_is_read_with_the_key_that_it_carries() -> None:
    section = build.deflate(build.section_bytes(["배포용", build.table(1, 1, [cell(0, 0, "칸")])]))
    locked = build.lock_for_distribution(section, bytes(range(65, 81)), 0x1234ABCD)
    stub = build.section_bytes(["이 문서는 상위 버전의 배포용 문서입니다."])
    data = build.hwp5([stub], flags=5, extra={"ViewText/Section0": locked})
    document = read_document(data)
    assert texts(document) == ["배포용"]
    assert [c.text for t in document.tables() for c in t.cells] == ["칸"]
    assert [b.block for b in document.blocks] == [b.block for b in read_hwp_again(data).blocks]


def test_a_deletion_of_tracked_changes_is_left_out_and_reported() -> None:
    run = '<hp:run><hp:t>총 <hp:deleteBegin Id="1"/>100<hp:deleteEnd Id="1"/><hp:insertBegin Id="2"/>120'
    run += '<hp:insertEnd Id="2"/>억원</hp:t></hp:run>'
    document = read_document(build.hwpx([f"<hp:p>{run}</hp:p>"]))
    assert texts(document) == ["총 120억원"]
    assert [(i.code, i.printed_text) for i in document.issues] == [("TRACKED_DELETION", "100")]


def test_properties_are_what_the_file_says_of_itself() -> None:
    title = "주요업무계획\0".encode("utf-16-le")
    body = struct.pack("<III", 31, len(title) // 2, 0)[:8] + title + b"\0" * (-len(title) % 4)
    created = struct.pack("<IQ", 64, 132_000_000_000_000_000)
    values = [(2, body), (12, created)]
    table, content, at = b"", b"", 8 + 8 * len(values)
    for identity, value in values:
        table += struct.pack("<II", identity, at + len(content))
        content += value
    stream = b"\xfe\xff" + b"\0" * 42 + struct.pack("<I", 48) + struct.pack("<II", at + len(content), len(values))
    data = build.hwp5([["가"]], extra={"\x05HwpSummaryInformation": stream + table + content})
    properties = read_document(data).properties
    assert (properties.title, properties.author, properties.created) == ("주요업무계획", None, "2019-04-17T18:40:00Z")
    assert read_document(build.hwpx([hwpx_p("가")])).properties.author == "기획과"


@pytest.mark.parametrize(("flags", "changes", "expected"), [(1 | 1 << 14, 2, ["2"]), (1 | 1 << 14, 0, []), (1, 2, [])])
def test_tracked_changes_that_hwp5_does_not_place_are_reported(flags: int, changes: int, expected: list[str]) -> None:
    doc_info = build.para_shape() + build.record(96, 1, b"\x11" + b"\0" * 25) * changes
    document = read_document(build.hwp5([["본문"]], doc_info, flags))
    assert [i.detail for i in document.issues if i.code == "TRACKED_CHANGES_UNRESOLVED"] == expected
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == ["본문"]
    assert not document.is_partial
