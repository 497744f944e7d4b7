"""The bytes choose the reader: every format by what it is, every stranger refused with a code of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import hwp_builder as build

from extractors import read_document
from extractors.detect import detect_format
from extractors.model import Limits, UnreadableDocumentError
from extractors.problem_sentences import load_problems, problem_sentence
from extractors.readers import READERS

HWPML = '<?xml version="1.0" encoding="UTF-8"?><HWPML Version="2.8"><BODY><SECTION/></BODY></HWPML>'

KNOWN = {
    "hwp5": (build.hwp5([["가"]]), "hwp"),
    "hwpx": (build.hwpx([build.hwpx_p("가")]), "hwpx"),
    "hwpx without its mimetype": (build.hwpx([build.hwpx_p("가")], without=("mimetype",)), "hwpx"),
    "hwpx without its directory": (build.hwpx([build.hwpx_p("가")]).partition(b"PK\x01\x02")[0], "hwpx"),
    "hwpml": (HWPML.encode(), "hwpml"),
    "hwpml with a mark, in UTF-16": (HWPML.replace("UTF-8", "UTF-16").encode("utf-16"), "hwpml"),
    "hwp3": (b"HWP Document File V3.00 \x1a" + bytes(300), "hwp3"),
    "pdf": (b"%PDF-1.7\n%\xe2\xe3", "pdf"),
    "pdf after rubbish": (b"\r\n\x00junk\n%PDF-1.4\n", "pdf"),
    "html": ("<!DOCTYPE html><html><body>예산</body></html>".encode(), "html"),
    "html in CP949": ("<table><tr><td>예산".encode("cp949"), "html"),
    "a server page": (b'<%@ page language="java"%>\n<!-- x -->\n<ul class="guide"><li>1</li></ul>', "html"),
    "a server page that includes all it shows": (b'<%@ page language="java"%>\n', "html"),
    "text in UTF-8": ("총사업비\t1,000백만원\n".encode(), "text"),
    "text in CP949": ("총사업비 1,000백만원\n".encode("cp949"), "text"),
    "text in UTF-16 without a mark": ("총사업비 1,000,000 won, total".encode("utf-16-le"), "text"),
    "text that speaks of tags": ("사업개요\n<table><tr><td>1</td></tr></table>\n끝".encode(), "text"),
    "markdown after a comment": (b"<!-- made by hand -->\n# Plan\n", "text"),
}

STRANGERS = {
    "nothing": (b"", "EMPTY"),
    "white space and zeros": (b"\x00 \r\n\x00" * 9, "EMPTY"),
    "an archive": (build.zip_of({"a/plan.hwp": b"x"}), "ARCHIVE_FILE"),
    "a spreadsheet": (build.zip_of({"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<x/>"}), "OFFICE_DOCUMENT"),
    "a text document": (build.zip_of({"word/document.xml": b"<x/>"}), "OFFICE_DOCUMENT"),
    "a legacy text document": (build.compound_file({"WordDocument": b"x" * 50}), "OFFICE_DOCUMENT"),
    "an office file with a password": (build.compound_file({"EncryptedPackage": b"x" * 50}), "PASSWORD_PROTECTED"),
    "another compound file": (build.compound_file({"Catalog": b"x" * 50}), "NOT_A_DOCUMENT"),
    "a compound file cut off": (build.hwp5([["가"]])[:700], "DAMAGED"),
    "a zip cut off": (b"PK\x03\x04" + b"\x11" * 50, "DAMAGED"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(40), "IMAGE_FILE"),
    "NASCA": (b"<## NASCA DRM FILE - VER1.00 ##>" + bytes(range(256)), "DRM_PROTECTED"),
    "SoftCamp": (b"SCDSA004" + bytes(range(256)), "DRM_PROTECTED"),
    "Fasoo": (b"\x9b DRMONE  This Document is encrypted" + bytes(range(256)), "DRM_PROTECTED"),
    "noise": (bytes(range(256)) * 20, "NOT_A_DOCUMENT"),
}


@pytest.mark.parametrize("name", KNOWN)
def test_the_bytes_choose_the_reader(name: str) -> None:
    data, expected = KNOWN[name]
    assert detect_format(data) == expected


@pytest.mark.parametrize("name", STRANGERS)
def test_a_stranger_is_refused_with_its_own_code_and_sentence(name: str) -> None:
    data, code = STRANGERS[name]
    with pytest.raises(UnreadableDocumentError) as refusal:
        read_document(data)
    assert refusal.value.code == code
    for language in ("ko", "en"):
        assert problem_sentence(refusal.value.code, refusal.value.detail, language)


def test_every_reader_of_the_table_is_named_by_module_and_function() -> None:
    assert set(READERS) == {"hwp", "hwpx", "hwpml", "hwp3", "pdf", "html", "text"}
    assert all(module.startswith("extractors.") and name.startswith("read_") for module, name in READERS.values())


def test_a_file_beyond_the_limit_is_refused_before_it_is_looked_at() -> None:
    with pytest.raises(UnreadableDocumentError) as refusal:
        read_document(b"%PDF-1.4", Limits(bytes=4))
    assert refusal.value.code == "TOO_LARGE"


def test_every_code_of_the_family_has_all_four_sentences() -> None:
    assert all(set(problem) == {"ko", "ko_advice", "en", "en_advice"} for problem in load_problems().values())


def test_reading_hwp_loads_neither_pdf_nor_xml_nor_a_second_reader() -> None:
    """Workers start often: a reader pays only for itself."""
    script = (
        "import sys; from extractors.hwp import read_hwp; from extractors.detect import detect_format;"
        f"read_hwp(bytes.fromhex('{build.hwp5([['가']]).hex()}'));"
        "print([m for m in ('lxml', 'hwp5', 'olefile', 'pypdfium2', 'cryptography', 'yaml') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
