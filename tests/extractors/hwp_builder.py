"""Writes small HWP5 and HWPX files for tests: a compound file, records, a zip of XML. Not a word processor."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass, field

END, FREE, FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
PARA_HEADER, PARA_TEXT, CTRL_HEADER, LIST_HEADER, TABLE = 66, 67, 71, 72, 77
EXTENDED = {"tbl ": 11, "gso ": 11, "secd": 2, "cold": 2, "fn  ": 17, "en  ": 17, "head": 16, "foot": 16,
            "tcmt": 15, "atno": 18, "eqed": 11, "form": 11, "tcps": 23, "tdut": 23, "%fmu": 3, "%clk": 3}  # fmt: skip


# --- compound file ---------------------------------------------------------------------------------------------------


def compound_file(streams: dict[str, bytes]) -> bytes:
    """A version 3 compound file with these streams; `A/B` stands in the storage A."""
    mini, mini_fat, places = bytearray(), [], {}
    sectors: list[bytes] = []
    fat: list[int] = []

    def add(content: bytes) -> int:
        count = max(-(-len(content) // 512), 1)
        first = len(sectors)
        for i in range(count):
            sectors.append(content[i * 512 : (i + 1) * 512].ljust(512, b"\0"))
            fat.append(first + i + 1 if i + 1 < count else END)
        return first

    for path, content in streams.items():
        if len(content) >= 4096:
            places[path] = (add(content), len(content))
        else:
            count = -(-len(content) // 64)
            first = len(mini_fat)
            mini_fat += [first + i + 1 if i + 1 < count else END for i in range(count)]
            mini += content.ljust(count * 64, b"\0")
            places[path] = (first if count else END, len(content))
    root_start = add(bytes(mini)) if mini else END
    mini_fat_start = add(struct.pack(f"<{len(mini_fat)}I", *mini_fat).ljust(512, b"\xff")) if mini_fat else END
    mini_fat_count = -(-len(mini_fat) * 4 // 512)
    directory_start = add(_directory(places, root_start, len(mini)))
    fat_count = 1
    while fat_count * 128 < len(sectors) + fat_count:
        fat_count += 1
    fat_start = len(sectors)
    assert fat_count <= 109
    table = fat + [FAT] * fat_count
    table += [FREE] * (fat_count * 128 - len(table))
    packed = struct.pack(f"<{len(table)}I", *table)
    difat = [fat_start + i for i in range(fat_count)] + [FREE] * (109 - fat_count)
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    header += struct.pack("<IIIIIIIII", 0, fat_count, directory_start, 0, 4096, mini_fat_start, mini_fat_count, END, 0)
    return header + struct.pack("<109I", *difat) + b"".join(sectors) + packed


def _directory(places: dict[str, tuple[int, int]], root_start: int, root_size: int) -> bytes:
    entries: list[list] = [["Root Entry", 5, FREE, FREE, FREE, root_start, root_size]]
    storages = {"": 0}
    last_child: dict[int, int] = {}

    def insert(parent: int, entry: list) -> int:
        index = len(entries)
        entries.append(entry)
        if parent in last_child:
            entries[last_child[parent]][3] = index  # right sibling
        else:
            entries[parent][4] = index
        last_child[parent] = index
        return index

    for path, (start, size) in places.items():
        *folders, name = path.split("/")
        at = ""
        for folder in folders:
            parent, at = storages[at], f"{at}/{folder}"
            if at not in storages:
                storages[at] = insert(parent, [folder, 1, FREE, FREE, FREE, 0, 0])
        insert(storages[at], [name, 2, FREE, FREE, FREE, start, size])
    out = b""
    for name, kind, left, right, child, start, size in entries:
        raw = name.encode("utf-16-le")
        out += raw.ljust(64, b"\0") + struct.pack("<HBBIII", len(raw) + 2, kind, 1, left, right, child)
        out += b"\0" * 36 + struct.pack("<IQ", start, size)
    return out.ljust(-(-len(out) // 512) * 512, b"\0")


# --- HWP5 records ----------------------------------------------------------------------------------------------------


def record(tag: int, level: int, content: bytes = b"") -> bytes:
    if len(content) < 0xFFF:
        return struct.pack("<I", tag | level << 10 | len(content) << 20) + content
    return struct.pack("<II", tag | level << 10 | 0xFFF << 20, len(content)) + content


def control_char(name: str) -> str:
    """The eight units that anchor a control."""
    code = chr(EXTENDED[name])
    return code + name.encode()[::-1].decode("utf-16-le") + "\0" * 4 + code


TAB = "\t" + "\0" * 6 + "\t"
FIELD_END = "\x04" + "\0" * 6 + "\x04"


@dataclass
class Para:
    """A paragraph: text with control characters in it, and the controls' records in order."""

    text: str = ""
    controls: list = field(default_factory=list)
    shape: int = 0

    def records(self, level: int) -> bytes:
        units = (self.text + "\r").encode("utf-16-le", "surrogatepass")
        out = record(PARA_HEADER, level, struct.pack("<IIHBBHHHI", len(units) // 2, 0, self.shape, 0, 0, 1, 0, 1, 0))
        if self.text:
            out += record(PARA_TEXT, level + 1, units)
        out += record(68, level + 1, b"\0" * 8) + record(69, level + 1, b"\0" * 36)
        return out + b"".join(control(level + 1) for control in self.controls)


def list_of(paragraphs: list, level: int, extra: bytes = b"") -> bytes:
    paras = [p if isinstance(p, Para) else Para(p) for p in paragraphs]
    return record(LIST_HEADER, level, struct.pack("<HHI", len(paras), 0, 0) + extra) + b"".join(
        p.records(level) for p in paras
    )


def cell(row, column, paragraphs, row_span=1, column_span=1, is_header=False):
    return row, column, row_span, column_span, paragraphs if isinstance(paragraphs, list) else [paragraphs], is_header


def table(rows: int, columns: int, cells: list, caption: list | None = None) -> Para:
    """A paragraph that anchors a table."""

    def write(level: int) -> bytes:
        out = record(CTRL_HEADER, level, b" lbt" + b"\0" * 42)
        if caption:
            out += list_of(caption, level + 1, b"\0" * 14)
        counts = [sum(1 for c in cells if c[0] == row) for row in range(rows)]
        body = struct.pack("<IHHH4H", 4, rows, columns, 0, 0, 0, 0, 0)
        out += record(TABLE, level + 1, body + struct.pack(f"<{rows}H", *counts) + b"\x01\0\0\0")
        for row, column, row_span, column_span, paragraphs, is_header in cells:
            paras = [p if isinstance(p, Para) else Para(p) for p in paragraphs]
            head = struct.pack("<HHI", len(paras), 0, 1 << 18 if is_header else 0)
            head += struct.pack("<HHHHii4HHi", column, row, column_span, row_span, 1000, 1000, 0, 0, 0, 0, 1, 1000)
            out += record(LIST_HEADER, level + 1, head) + b"".join(p.records(level + 1) for p in paras)
        return out

    return Para(control_char("tbl "), [write])


def text_box(paragraphs: list) -> Para:
    def write(level: int) -> bytes:
        shape = record(76, level + 1, b"cer$cer$" + b"\0" * 46 + b"\1\0" + b"\0" * 300)
        return (
            record(CTRL_HEADER, level, b" osg" + b"\0" * 42)
            + shape
            + list_of(paragraphs, level + 2, b"\0" * 12)
            + record(79, level + 2, b"\0" * 33)
        )

    return Para(control_char("gso "), [write])


def note(name: str, text: str, paragraphs: list, body: bytes = b"\0" * 16) -> Para:
    """Text with a footnote, endnote, running head or hidden comment at its end."""
    head = name.encode()[::-1]
    return Para(
        text + control_char(name),
        [lambda level: record(CTRL_HEADER, level, head + body) + list_of(paragraphs, level + 1, b"\0" * 10)],
    )


def with_control(text: str, name: str, content: bytes, inside: bytes = b"", tag: int = 0) -> Para:
    """A paragraph with one control; `{}` in the text marks its place."""

    def write(level: int) -> bytes:
        out = record(CTRL_HEADER, level, name.encode()[::-1] + content)
        return out + (record(tag, level + 1, inside) if tag else b"")

    return Para(text.replace("{}", control_char(name)), [write])


def para_shape(kind: int = 0, level: int = 0, identity: int = 0) -> bytes:
    return record(25, 0, struct.pack("<I24xHHH", kind << 23 | level << 25, 0, identity, 0) + b"\0" * 20)


def numbering(formats: list[tuple[str, int]], starts: list[int]) -> bytes:
    """Seven levels of (text, shape code)."""
    out = b""
    for text, code in formats:
        out += struct.pack("<IHHI", code << 5, 0, 50, FREE) + struct.pack("<H", len(text)) + text.encode("utf-16-le")
    return record(23, 0, out + struct.pack("<H", starts[0]) + struct.pack("<7I", *starts))


def bullet(sign: str) -> bytes:
    return record(24, 0, b"\0" * 12 + sign.encode("utf-16-le") + b"\0" * 8)


def deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def file_header(flags: int = 1, version: bytes = b"\0\1\1\5") -> bytes:
    return (b"HWP Document File".ljust(32, b"\0") + version + struct.pack("<I", flags)).ljust(256, b"\0")


def hwp5(sections: list, doc_info: bytes | None = None, flags: int = 1, extra: dict[str, bytes] | None = None) -> bytes:
    """An HWP5 file; a section is a list of paragraphs or the bytes of its records."""
    pack = deflate if flags & 1 else bytes
    streams = {
        "FileHeader": file_header(flags),
        "DocInfo": pack(para_shape() if doc_info is None else doc_info),
    }
    for number, section in enumerate(sections):
        raw = section if isinstance(section, bytes) else section_bytes(section)
        streams[f"BodyText/Section{number}"] = pack(raw)
    return compound_file(streams | (extra or {}))


def section_bytes(paragraphs: list, outline: int = 0) -> bytes:
    """A section; like every real one it begins with the definitions of section and columns."""
    return b"".join((p if isinstance(p, Para) else Para(p)).records(0) for p in [definitions(outline), *paragraphs])


def definitions(outline: int = 0) -> Para:
    def section(level: int) -> bytes:
        body = b"dces" + struct.pack("<IHHHIH", 0, 1134, 0, 0, 8000, outline)
        out = record(CTRL_HEADER, level, body.ljust(47, b"\0")) + record(73, level + 1, b"\0" * 40)
        out += record(74, level + 1, b"\0" * 28) * 2 + record(75, level + 1, b"\1" + b"\0" * 13) * 3
        return out

    def columns(level: int) -> bytes:
        return record(CTRL_HEADER, level, b"dloc" + struct.pack("<H", 0x1004) + b"\0" * 10)

    return Para(control_char("secd") + control_char("cold"), [section, columns])


# --- distribution ----------------------------------------------------------------------------------------------------


def lock_for_distribution(data: bytes, key: bytes, seed: int) -> bytes:
    """A stream of `ViewText`: the record that hides the key, then AES-128."""
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    plain = bytearray(256)
    plain[4 + (seed & 15) : 20 + (seed & 15)] = key
    state, run, value, hidden = seed, 0, 0, bytearray(struct.pack("<I", seed))
    for at in range(256):
        if not run:
            state = (state * 214013 + 2531011) % 2**32
            value = state >> 16 & 0xFF
            state = (state * 214013 + 2531011) % 2**32
            run = (state >> 16 & 0xF) + 1
        if at >= 4:
            hidden.append(plain[at] ^ value)
        run -= 1
    encryptor = Cipher(algorithms.AES(key), modes.ECB()).encryptor()
    return record(28, 0, bytes(hidden)) + encryptor.update(data.ljust(-(-len(data) // 16) * 16, b"\0"))


# --- HWPX ------------------------------------------------------------------------------------------------------------

NAMESPACES = (
    'xmlns:hs="http://www.hancom.co.kr/hwpml/2011/section" xmlns:hp="http://www.hancom.co.kr/hwpml/2011/paragraph" '
    'xmlns:hh="http://www.hancom.co.kr/hwpml/2011/head"'
)


def hwpx_table(rows: int, columns: int, cells: list, caption: str = "") -> str:
    """Cells as `cell()` makes them, their paragraphs as text or as XML of paragraphs."""
    out = f'<hp:tbl rowCnt="{rows}" colCnt="{columns}">'
    if caption:
        out += f"<hp:caption><hp:subList>{hwpx_p(caption)}</hp:subList></hp:caption>"
    for row in range(rows):
        out += "<hp:tr>"
        for at, column, row_span, column_span, paragraphs, is_header in cells:
            if at == row:
                inner = "".join(p if p.startswith("<hp:p") else hwpx_p(p) for p in paragraphs)
                out += f'<hp:tc header="{int(is_header)}"><hp:subList>{inner}</hp:subList>'
                out += f'<hp:cellAddr colAddr="{column}" rowAddr="{row}"/>'
                out += f'<hp:cellSpan colSpan="{column_span}" rowSpan="{row_span}"/></hp:tc>'
        out += "</hp:tr>"
    return out + "</hp:tbl>"


def hwpx_p(text: str = "", inside: str = "", shape: str = "0") -> str:
    shown = text.replace("\t", "<hp:tab/>").replace("\n", "<hp:lineBreak/>")
    body = f"<hp:run>{inside}<hp:t>{shown}</hp:t></hp:run><hp:linesegarray><hp:lineseg/></hp:linesegarray>"
    return f'<hp:p paraPrIDRef="{shape}">{body}</hp:p>'


def hwpx(
    sections: list[str],
    header: str = "",
    extra: dict[str, bytes] | None = None,
    without: tuple[str, ...] = (),
) -> bytes:
    """An HWPX file of these section bodies."""
    members = {"mimetype": b"application/hwp+zip"}
    members["Contents/header.xml"] = f"<hh:head {NAMESPACES}>{header}</hh:head>".encode()
    for number, body in enumerate(sections):
        members[f"Contents/section{number}.xml"] = f"<hs:sec {NAMESPACES}>{body}</hs:sec>".encode()
    items = "".join(f'<i:item id="s{n}" href="Contents/section{n}.xml"/>' for n in range(len(sections)))
    refs = "".join(f'<i:itemref idref="s{n}"/>' for n in range(len(sections)))
    members["Contents/content.hpf"] = (
        f'<i:package xmlns:i="http://www.idpf.org/2007/opf/"><i:metadata><i:title>시험 문서</i:title>'
        f'<i:meta name="creator">기획과</i:meta></i:metadata>{items}{refs}</i:package>'.encode()
    )
    return zip_of({k: v for k, v in (members | (extra or {})).items() if k not in without})


def zip_of(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            stored = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), content, stored)
    return out.getvalue()
