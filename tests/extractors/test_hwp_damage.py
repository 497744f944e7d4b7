"""Damaged, locked and hostile documents: one clear line, or as much as can be read, and never anything else."""

from __future__ import annotations

import gc
import struct
import sys
import zlib
from functools import cache
from pathlib import Path
from random import Random

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import hwp_builder as build
import hwp_mutations
from hwp_builder import Para, cell, hwpx_p, hwpx_table

from extractors import read_document
from extractors.hwp.compound import CompoundFile, DamagedCompoundError
from extractors.model import Limits, Paragraph, SourceDocument, Table, UnreadableDocumentError

PLAIN = ["첫째", build.table(2, 2, [cell(r, c, f"{r}{c}") for r in (0, 1) for c in (0, 1)]), "끝"]


def code_of(data: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(UnreadableDocumentError) as refusal:
        read_document(data, limits or Limits())
    return refusal.value.code


def paragraphs(document: SourceDocument) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


@pytest.mark.parametrize(
    ("flag", "code"),
    [
        (1 << 1, "PASSWORD_PROTECTED"),
        (1 << 4, "DRM_PROTECTED"),
        (1 << 8, "HWP_CERTIFICATE_LOCKED"),
        (1 << 10, "DRM_PROTECTED"),
    ],
)
def test_a_locked_hwp_is_refused_with_the_lock_it_has(flag: int, code: str) -> None:
    assert code_of(build.hwp5([["가"]], flags=1 | flag)) == code


def test_a_distribution_key_of_unknown_form_is_its_own_refusal() -> None:
    locked = build.record(28, 0, b"k" * 300) + b"x" * 64
    assert code_of(build.hwp5([["가"]], flags=5, extra={"ViewText/Section0": locked})) == "HWP_DISTRIBUTION_LOCKED"


def test_a_locked_hwpx_is_refused() -> None:
    manifest = b"<manifest><file-entry><encryption-data/></file-entry></manifest>"
    assert code_of(build.hwpx([hwpx_p("가")], extra={"META-INF/manifest.xml": manifest})) == "PASSWORD_PROTECTED"
    zipped = bytearray(build.hwpx([hwpx_p("가")]))
    at = zipped.find(b"PK\x03\x04", 60)
    zipped[at + 6] |= 1  # the zip's own lock
    assert code_of(bytes(zipped)) == "PASSWORD_PROTECTED"


def test_a_section_that_breaks_off_is_read_as_far_as_it_goes() -> None:
    raw = build.section_bytes([f"문단 {n}" for n in range(400)])
    packed = build.deflate(raw)
    data = build.compound_file(
        {
            "FileHeader": build.file_header(),
            "DocInfo": build.deflate(b""),
            "BodyText/Section0": packed[: len(packed) // 2],
        }
    )
    document = read_document(data)
    found = paragraphs(document)
    assert document.is_partial
    assert found == [f"문단 {n}" for n in range(len(found))]
    assert 50 < len(found) < 400
    assert {issue.code for issue in document.issues} == {"PART_DAMAGED"}


def test_bad_bytes_in_a_stream_cost_only_what_follows() -> None:
    raw = build.section_bytes([f"문단 {n} " + chr(0xAC00 + n * 7) * 30 for n in range(600)])
    packed = bytearray(build.deflate(raw))
    packed[len(packed) * 2 // 3 :] = b"\xff" * (len(packed) - len(packed) * 2 // 3)
    data = build.compound_file({"FileHeader": build.file_header(), "DocInfo": b"", "BodyText/Section0": bytes(packed)})
    document = read_document(data)
    assert document.is_partial
    assert paragraphs(document)[0].startswith("문단 0 ")


def test_a_record_longer_than_its_stream_ends_the_section_there() -> None:
    raw = build.section_bytes(PLAIN) + struct.pack("<I", 66 | 500 << 20) + b"x"
    document = read_document(build.hwp5([raw]))
    assert document.is_partial
    assert len(list(document.tables())) == 1
    assert [i.detail.split()[0] for i in document.issues] == ["BodyText/Section0"]


def test_a_cut_hwpx_without_its_directory_is_read_as_far_as_it_goes() -> None:
    whole = build.hwpx([hwpx_p("첫째") + hwpx_p(inside=hwpx_table(1, 1, [cell(0, 0, "칸")])), hwpx_p("다음 구역")])
    document = read_document(whole[: whole.rfind(b"PK\x03\x04")])
    assert document.is_partial
    assert paragraphs(document)[0] == "첫째"


def test_xml_that_breaks_off_is_mended_and_said_so() -> None:
    body = "".join(hwpx_p(f"문단 {n}") for n in range(50))
    xml = f"<hs:sec {build.NAMESPACES}>{body}</hs:sec>".encode()
    document = read_document(build.hwpx([], extra={"Contents/section0.xml": xml[: len(xml) // 2]}))
    assert document.is_partial
    assert paragraphs(document)[:3] == ["문단 0", "문단 1", "문단 2"]
    assert [i.code for i in document.issues] == ["PART_DAMAGED"]


def test_a_document_with_no_readable_section_is_damaged() -> None:
    assert code_of(build.hwp5([])) == "DAMAGED"
    assert code_of(build.hwpx([])) == "DAMAGED"
    assert code_of(b"<HWPML><BODY/></HWPML>") == "DAMAGED"


def test_reading_leaves_the_collector_as_it_was() -> None:
    read_document(build.hwp5([PLAIN]))
    assert gc.isenabled()
    assert code_of(build.hwp5([])) == "DAMAGED"
    assert gc.isenabled()
    gc.disable()
    try:
        read_document(build.hwpx([hwpx_p("가")]))
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_an_empty_document_is_no_damage() -> None:
    document = read_document(build.hwp5([[""]]))
    assert document.blocks == ()
    assert not document.is_partial


@cache
def bomb(size: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = bytes(1 << 20)
    return b"".join(packer.compress(block) for _ in range(size >> 20)) + packer.flush()


def hwpx_bomb(packed: bytes) -> bytes:
    """A member that says it is a thousand bytes long."""
    name = b"Contents/section0.xml"
    local = struct.pack("<4sHHHHHIIIHH", b"PK\3\4", 20, 0, 8, 0, 0, 0, len(packed), 1000, len(name), 0) + name + packed
    entry = struct.pack(
        "<4s2HHH2HIIIHHHHHII", b"PK\1\2", 20, 20, 0, 8, 0, 0, 0, len(packed), 1000, len(name), 0, 0, 0, 0, 0, 0
    )
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 1, 1, len(entry) + len(name), len(local), 0)
    return local + entry + name + end


def hwp_bomb(packed: bytes, where: str) -> bytes:
    streams = {"FileHeader": build.file_header(), "DocInfo": b"", "BodyText/Section0": build.deflate(b"")}
    return build.compound_file(streams | {where: packed})


@pytest.mark.parametrize("where", ["BodyText/Section0", "DocInfo", "zip"])
def test_a_stream_that_inflates_beyond_the_limit_is_refused(where: str) -> None:
    packed = bomb(8 << 20)
    data = hwpx_bomb(packed) if where == "zip" else hwp_bomb(packed, where)
    assert code_of(data, Limits(stream_bytes=4 << 20)) == "TOO_LARGE"
    assert code_of(data, Limits(inflated_bytes=4 << 20)) == "TOO_LARGE"


@pytest.mark.heavy
@pytest.mark.parametrize("where", ["BodyText/Section0", "zip"])
def test_two_gigabytes_of_zeros_are_one_line(where: str) -> None:
    packed = bomb(2 << 30)
    assert code_of(hwpx_bomb(packed) if where == "zip" else hwp_bomb(packed, where)) == "TOO_LARGE"


@pytest.mark.heavy
def test_three_million_paragraphs_are_one_line() -> None:
    assert code_of(build.hwp5([Para("가").records(0) * 3_000_000])) == "TOO_MANY_PARTS"
    assert code_of(build.hwpx(["<hp:p/>" * 3_000_000])) == "TOO_MANY_PARTS"


def test_more_paragraphs_or_cells_than_the_limit_are_refused() -> None:
    limits = Limits(paragraphs=50)
    assert code_of(build.hwp5([["가"] * 51]), limits) == "TOO_MANY_PARTS"
    assert code_of(build.hwp5([["가"] * 30, ["나"] * 30]), limits) == "TOO_MANY_PARTS"
    assert code_of(build.hwpx([hwpx_p("가") * 51]), limits) == "TOO_MANY_PARTS"
    cells = [cell(n, 0, "") for n in range(40)]
    assert code_of(build.hwp5([[build.table(40, 1, cells)]]), Limits(cells=39)) == "TOO_MANY_PARTS"
    assert code_of(build.hwpx([hwpx_table(40, 1, cells)]), Limits(cells=39)) == "TOO_MANY_PARTS"
    assert code_of(build.hwp5([build.record(400, 0) * 900]), limits) == "TOO_MANY_PARTS"


def nested(depth: int) -> Para:
    para = Para("안")
    for _ in range(depth):
        para = build.table(1, 1, [cell(0, 0, [para])])
    return para


def test_tables_nest_as_deep_as_the_limit_and_no_deeper() -> None:
    assert len(list(read_document(build.hwp5([[nested(20)]]), Limits(depth=20)).tables())) == 20
    assert code_of(build.hwp5([[nested(21)]]), Limits(depth=20)) == "TOO_DEEP"
    assert code_of(build.hwp5([[nested(70)]])) == "TOO_DEEP"
    xml = hwpx_p("안")
    for _ in range(21):
        xml = hwpx_p(inside=hwpx_table(1, 1, [cell(0, 0, xml)]))
    assert code_of(build.hwpx([xml]), Limits(depth=20)) == "TOO_DEEP"


LAUGHS = '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be"])
def test_entities_are_refused_in_every_encoding(encoding: str) -> None:
    head = '<?xml version="1.0" encoding="UTF-16"?>' if encoding != "utf-8" else ""
    xml = f"{head}{LAUGHS}<hs:sec {build.NAMESPACES}>{hwpx_p('&b;')}</hs:sec>".encode(encoding)
    assert code_of(build.hwpx([], extra={"Contents/section0.xml": xml})) == "XML_ENTITIES"


def test_an_entity_that_reads_another_file_is_refused() -> None:
    outside = '<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    body = "<BODY><SECTION><P><TEXT><CHAR>&x;</CHAR></TEXT></P></SECTION></BODY>"
    assert code_of(f"{outside}<HWPML>{body}</HWPML>".encode()) == "XML_ENTITIES"


def test_a_grid_of_billions_is_not_built() -> None:
    huge = [cell(0, 0, "가"), cell(65534, 65534, "나")]
    assert code_of(build.hwp5([[build.table(65535, 65535, huge)]])) == "TOO_MANY_PARTS"
    (table,) = read_document(build.hwp5([[build.table(65535, 65535, [cell(0, 0, "가")])]])).tables()
    assert (table.row_count, table.column_count) == (1, 1)


def test_a_cell_with_a_mad_address_leaves_the_grid_but_not_the_document() -> None:
    cells = [cell(0, 0, "가"), cell(0, 1, "나", 9, 9), cell(60000, 60000, "길 잃은 칸")]
    document = read_document(build.hwp5([[build.table(1, 2, cells)]]))
    (table,) = document.tables()
    assert [(c.text, c.row_span, c.column_span) for c in table.cells] == [("가", 1, 1), ("나", 1, 1)]
    assert paragraphs(document) == ["길 잃은 칸"]
    assert document.is_partial


def test_a_cell_just_outside_the_declared_grid_widens_it_and_is_reported() -> None:
    document = read_document(build.hwp5([[build.table(1, 1, [cell(0, 0, "가"), cell(1, 2, "나")])]]))
    (table,) = document.tables()
    assert (table.row_count, table.column_count) == (2, 3)
    assert [i.code for i in document.issues] == ["TABLE_LARGER_THAN_DECLARED"]


STREAMS = {"A": b"x", "B/C": b"y" * 70, "B/D": bytes(range(256)) * 40, "E": b"z" * 4096, "F": b""}


def with_fat(data: bytes, number: int, value: int) -> bytes:
    """The file with another successor for one sector, or for all (number -1)."""
    out = bytearray(data)
    start = (struct.unpack_from("<I", data, 76)[0] + 1) * 512
    for at in range(128) if number < 0 else [number]:
        struct.pack_into("<I", out, start + 4 * at, value)
    return bytes(out)


def test_streams_of_a_compound_file_come_back_whole() -> None:
    file = CompoundFile(build.compound_file(STREAMS))
    assert {path: file.read(path) for path in file.streams} == STREAMS
    assert not file.damaged


def test_a_chain_of_sectors_that_breaks_off_gives_its_beginning() -> None:
    file = CompoundFile(with_fat(build.compound_file(STREAMS), 4, 0xFFFFFFFE))  # `B/D` begins at sector 0
    assert file.read("B/D") == STREAMS["B/D"][: 5 * 512]
    assert file.read("E") == STREAMS["E"]
    assert file.damaged == {"B/D"}


def test_a_chain_of_sectors_that_runs_in_a_circle_ends() -> None:
    file = CompoundFile(with_fat(build.compound_file(STREAMS), 4, 2))
    assert len(file.read("B/D")) == len(STREAMS["B/D"])
    with pytest.raises(DamagedCompoundError):
        CompoundFile(with_fat(build.compound_file(STREAMS), -1, 0)[:600])


SEEDS = [
    build.hwp5([PLAIN, [build.text_box(["상자"]), build.note("fn  ", "본문", ["각주"]), nested(3)]]),
    build.hwp5([PLAIN], flags=0),
    build.hwpx([hwpx_p("첫째\t둘째") + hwpx_p(inside=hwpx_table(2, 1, [cell(0, 0, "가"), cell(1, 0, ["나", "다"])]))]),
    b"<HWPML><BODY><SECTION><P><TEXT><TABLE RowCount='1' ColCount='1'><ROW><CELL ColAddr='0' RowAddr='0' ColSpan='1'"
    b" RowSpan='1'><PARALIST><P><TEXT><CHAR>x</CHAR></TEXT></P></PARALIST></CELL></ROW></TABLE></TEXT></P></SECTION>"
    b"</BODY></HWPML>",
]


@pytest.mark.parametrize("seed", range(4))
def test_damaged_files_are_read_or_refused_and_nothing_else(seed: int) -> None:
    """Two hundred a seed; twenty thousand from real files in benchmarks/fuzz_hwp.py."""
    outcomes = set()
    for number in range(200):
        rng = Random(seed * 1_000_003 + number)
        data = hwp_mutations.mutate(rng.choice(SEEDS), rng.choice(SEEDS), rng)
        try:
            document = read_document(data)
        except UnreadableDocumentError as refusal:
            outcomes.add(refusal.code)
            continue
        outcomes.add("partial" if document.is_partial else "read")
        for table in document.tables():
            assert isinstance(table, Table)
            assert len(table.grid()) == table.row_count
    assert {"read", "partial", "DAMAGED"} <= outcomes
