"""Files that are cut short or damaged: noticed, and mended once.

pdfium reads what it can of a damaged file and says nothing: a table may lack half its rows. So the file itself is
asked: does its last pointer lead to a table of objects, are there more pages in it than the page tree names, do its
packed streams unpack? A file that pdfium refuses is saved anew by pikepdf, which rebuilds what it can.
"""

from __future__ import annotations

import io
import logging
import re
import zlib

from extractors.model import UnreadableDocumentError

_PAGE = re.compile(rb"/Type\s*/Page\b")
_STREAM = re.compile(rb">>\s*stream\r?\n")
_XREF_AT = re.compile(rb"startxref\s+(\d{1,12})")
_XREF = re.compile(rb"\s*(xref|\d{1,10}\s+\d{1,10}\s+obj)")
_DICTIONARY = 600
_MOST_UNPACKED = 4 * 1024 * 1024
_MOST_CHECKED = 96 * 1024 * 1024
_NOT_TEXT = re.compile(b"/(?:Image|DCTDecode|JPXDecode|FontFile|Length1|ICCBased|N 3|XRef)")


def find_damage(data: bytes, page_count: int) -> str | None:
    """What shows that a file which opened is not whole (a short English detail), None if nothing does."""
    if not _has_table_of_objects(data):
        return "table of objects"
    printed = len(_PAGE.findall(data))
    if printed > page_count and data.count(b"%%EOF") == 1:
        return f"{page_count} / {printed}"
    if b"/Encrypt" in data:
        return None
    broken = _broken_streams(data)
    return f"streams: {broken}" if broken else None


def _has_table_of_objects(data: bytes) -> bool:
    """Whether the last `startxref` leads to one (some files have a few bytes before their header)."""
    found = _XREF_AT.search(data, max(len(data) - 2048, 0))
    if found is None:
        return False
    head = max(data.find(b"%PDF-", 0, 1024), 0)
    place = int(found.group(1))
    return any(_XREF.match(data, at) for at in {place, place + head})


def _broken_streams(data: bytes) -> int:
    """How many packed streams of text or drawing do not unpack (a wrong check sum alone is Adobe's habit)."""
    broken = checked = 0
    for found in _STREAM.finditer(data):
        dictionary = data[max(found.start() - _DICTIONARY, 0) : found.start()]
        dictionary = dictionary[dictionary.rfind(b" obj") + 1 :]
        if b"FlateDecode" not in dictionary or _NOT_TEXT.search(dictionary):
            continue
        unpacker = zlib.decompressobj()
        stop = data.find(b"endstream", found.end())
        packed = data[found.end() : stop if stop > 0 else len(data)]
        try:
            checked += len(unpacker.decompress(packed, _MOST_UNPACKED))
        except zlib.error as error:
            broken += "invalid" in str(error)
        if checked > _MOST_CHECKED:
            break
    return broken


def mend(data: bytes) -> bytes:
    """The file saved anew; `UnreadableDocumentError` DAMAGED or PDF_PASSWORD where that is impossible too."""
    import pikepdf  # costs more than a small document, and few files need it

    logging.getLogger("pikepdf").addHandler(logging.NullHandler())  # what it mends is told by the issue
    out = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            if not len(pdf.pages):
                raise UnreadableDocumentError("DAMAGED")
            pdf.save(out, fix_metadata_version=False)
    except pikepdf.PasswordError as error:
        raise UnreadableDocumentError("PDF_PASSWORD") from error
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, IndexError, RuntimeError) as error:
        raise UnreadableDocumentError("DAMAGED", type(error).__name__) from error
    return out.getvalue()
