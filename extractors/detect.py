"""What a file is, by its bytes.

Eight of 252 real files carry the wrong extension (an HWP5 named `.hwpx`, an HWPX named `.hwp`), downloads lose theirs,
and a document wrapped by rights management keeps the name of what is inside. So the name is never asked. What is no
document of ours is refused with a code that says what it is and what to do; running text comes last, because anything
decodes as something.
"""

from __future__ import annotations

import codecs
import re

from extractors.hwp.compound import MAGIC as COMPOUND_MAGIC
from extractors.hwp.compound import CompoundFile, DamagedCompoundError
from extractors.hwpx.package import Package
from extractors.model import SourceFormat, UnreadableDocumentError

HEAD_BYTES = 65536
"""As much of a file as tells text from other bytes."""

_BLANK, _BLANK_BYTES = b"\x00 \t\r\n", 1024
_ZIP_MAGICS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")

# (first bytes, whose wrapper): containers of rights management programs; only their clients can open them.
_DRM_WRAPPERS = (
    (b"\x9b DRMONE", "Fasoo"),
    (b"<## NASCA DRM FILE", "NASCA"),
    (b"SCDSA", "SoftCamp"),
)

# (first bytes, code, what it is)
_REFUSED = (
    (b"\x89PNG\r\n", "IMAGE_FILE", "PNG"),
    (b"\xff\xd8\xff", "IMAGE_FILE", "JPEG"),
    (b"7z\xbc\xaf\x27\x1c", "ARCHIVE_FILE", "7Z"),
    (b"BM\x00\x00", "IMAGE_FILE", "BMP"),
    (b"GIF87a", "IMAGE_FILE", "GIF"),
    (b"GIF89a", "IMAGE_FILE", "GIF"),
    (b"II*\x00", "IMAGE_FILE", "TIFF"),
    (b"MM\x00*", "IMAGE_FILE", "TIFF"),
    (b"MZ", "NOT_A_DOCUMENT", "EXE"),
    (b"Rar!\x1a\x07", "ARCHIVE_FILE", "RAR"),
    (b"\x1f\x8b\x08", "ARCHIVE_FILE", "GZIP"),
    (b"{\\rtf", "OFFICE_DOCUMENT", "RTF"),
)

# (a member's name begins so, what the zip is): the office formats of others.
_OFFICE_ZIPS = (("word/", "DOCX"), ("xl/", "XLSX"), ("ppt/", "PPTX"))

# (a root entry of the compound file, code, what it is)
_OFFICE_OLE = (
    ("EncryptedPackage", "PASSWORD_PROTECTED", "MS Office"),
    ("WordDocument", "OFFICE_DOCUMENT", "DOC"),
    ("Workbook", "OFFICE_DOCUMENT", "XLS"),
    ("Book", "OFFICE_DOCUMENT", "XLS"),
    ("PowerPoint Document", "OFFICE_DOCUMENT", "PPT"),
)

_HWPX_MEMBER = re.compile(r"(?i)(^|/)contents/(section\d+|content|header)\.(xml|hpf)$")
_PDF_HEADER = re.compile(rb"%PDF-\d")

# What may stand before the first tag of a web page: declarations, comments, server-page directives.
_BEFORE_FIRST_TAG = re.compile(r"(?is)(?:\s+|<\?.*?\?>|<!--.*?-->|<%.*?%>|<!doctype[^>\[]*(?:\[.*?\]\s*)?>)+")
_HTML_FIRST_TAG = re.compile(
    r"(?i)<(a|article|body|br|caption|center|dd|div|dl|dt|font|form|h[1-6]|head|header|hr|html|iframe|img|input|jsp:\w+"
    r"|li|link|main|meta|nav|ol|p|script|section|span|strong|style|table|tbody|td|th|thead|title|tr|ul|b|i|c:\w+)\b[^<>]*>"
)
_HTML_ANYWHERE = re.compile(r"(?i)<!doctype\s+html|<html[\s>]|<body[\s>]")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x19\x1c-\x1f\x7f\ufffd]")


def detect_format(data: bytes) -> SourceFormat:
    """The format of a file; UnreadableDocumentError says what it is instead (EMPTY, DRM_PROTECTED, ARCHIVE_FILE …)."""
    if not data[:_BLANK_BYTES].strip(_BLANK) and not data.strip(_BLANK):
        raise UnreadableDocumentError("EMPTY")
    for magic, whose in _DRM_WRAPPERS:
        if data.startswith(magic):
            raise UnreadableDocumentError("DRM_PROTECTED", whose)
    if data.startswith(COMPOUND_MAGIC):
        return _detect_in_compound_file(data)
    if data.startswith(_ZIP_MAGICS):
        return _detect_in_zip(data)
    if data.startswith(b"HWP Document File V"):
        return "hwp3"
    if _PDF_HEADER.search(data, 0, 1024):
        return "pdf"
    for magic, code, what in _REFUSED:
        if data.startswith(magic):
            raise UnreadableDocumentError(code, what)
    return _detect_in_text(data)


def _detect_in_compound_file(data: bytes) -> SourceFormat:
    """HWP5, or whatever else lives in compound files, by the entries at the root."""
    try:
        roots = {path.split("/")[0] for path in CompoundFile(data).streams}
    except DamagedCompoundError:
        raise UnreadableDocumentError("DAMAGED", "HWP" if b"HWP Document File" in data else "OLE") from None
    if "FileHeader" in roots or "BodyText" in roots or "ViewText" in roots:
        return "hwp"
    for entry, code, what in _OFFICE_OLE:
        if entry in roots:
            raise UnreadableDocumentError(code, what)
    raise UnreadableDocumentError("DAMAGED" if b"HWP Document File" in data else "NOT_A_DOCUMENT", "OLE")


def _detect_in_zip(data: bytes) -> SourceFormat:
    """HWPX by its mimetype or its members' names; those of a zip without a directory are found all the same."""
    if data[30:57] == b"mimetypeapplication/hwp+zip":
        return "hwpx"
    package = Package(data)
    names = list(package.members)
    if any(_HWPX_MEMBER.search(name) for name in names):
        return "hwpx"
    for prefix, what in _OFFICE_ZIPS:
        if any(name.startswith(prefix) for name in names):
            raise UnreadableDocumentError("OFFICE_DOCUMENT", what)
    if b"mimetypeapplication/vnd.oasis.opendocument" in data[:100]:
        raise UnreadableDocumentError("OFFICE_DOCUMENT", "ODF")
    raise UnreadableDocumentError("DAMAGED" if package.is_damaged else "ARCHIVE_FILE", "ZIP")


def _detect_in_text(data: bytes) -> SourceFormat:
    """HWPML, HTML or running text; bytes that are mostly no characters are no document."""
    head = decode_head(data)
    if head is None:
        raise UnreadableDocumentError("NOT_A_DOCUMENT")
    before = _BEFORE_FIRST_TAG.match(head)
    start = before.end() if before else 0
    if head.startswith("<HWPML", start):
        return "hwpml"
    is_only_markup = start > 0 and start == len(head)
    if is_only_markup or _HTML_FIRST_TAG.match(head, start) or _HTML_ANYWHERE.search(head, 0, 4096):
        return "html"
    return "text"


def decode_head(data: bytes) -> str | None:
    """The first `HEAD_BYTES` as text without a byte order mark, or None where no encoding makes text of them.

    UTF-16 needs its mark or zero bytes at every other place (ASCII digits and spaces); then UTF-8, then CP949, the
    encoding of older Korean files. One character in a hundred may be broken: damaged text is still text.
    """
    head = data[:HEAD_BYTES]
    for encoding in _encodings(head):
        decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
        text = decoder.decode(head, final=False).removeprefix("\ufeff")
        if text and len(_CONTROLS.findall(text)) * 100 <= len(text):
            return text
    return None


def _encodings(head: bytes) -> tuple[str, ...]:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    if head.count(0) * 8 > len(head):
        return ("utf-16-le", "utf-16-be")
    return ("utf-8", "cp949")
