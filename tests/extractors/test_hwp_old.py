"""HWP 3.x by way of rhwp-python: the way itself without the library, real documents where it is installed."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import hwp_builder as build
from hwp_builder import hwpx_p

from extractors.hwp3 import read_hwp3
from extractors.model import Paragraph, UnreadableDocumentError

SHARED = os.environ.get("KOPLAN_SHARED")
OLD = b"HWP Document File V3.00 \x1a".ljust(400, b"\x00")
TABLES = {"baekcm__d": 9, "rhwp__hwp3-sample": 6, "rhwp__hwp3-sample10": 4, "rhwp__hwp3-sample19": 1}
"""Tables of some real documents."""


class PanicException(BaseException):
    """What Rust's bindings raise; no Exception."""


def install(monkeypatch: pytest.MonkeyPatch, failure: BaseException | None) -> None:
    """A library that makes HWPX of every file, or fails."""

    class Document:
        @staticmethod
        def from_bytes(data: bytes) -> Any:
            if failure is not None:
                raise failure
            return SimpleNamespace(to_hwpx_bytes=lambda: build.hwpx([hwpx_p("옛 문서")]))

    monkeypatch.setitem(sys.modules, "rhwp", SimpleNamespace(Document=Document, version=lambda: "0.8.1"))
    monkeypatch.setattr("extractors.hwp3.ctypes.CDLL", lambda *_, **__: None)


def test_an_old_document_with_a_password_is_refused_before_the_library_is_asked() -> None:
    data = bytearray(b"HWP Document File V3.00 \x1a".ljust(400, b"\x01"))
    with pytest.raises(UnreadableDocumentError) as refusal:
        read_hwp3(bytes(data))
    assert refusal.value.code == "PASSWORD_PROTECTED"


def test_an_old_document_without_the_extra_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rhwp", None)
    with pytest.raises(UnreadableDocumentError) as refusal:
        read_hwp3(OLD)
    assert refusal.value.code == "HWP3_NEEDS_RHWP"


def test_an_old_document_is_read_from_what_the_library_makes_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    install(monkeypatch, None)
    document = read_hwp3(OLD)
    assert [issue.code for issue in document.issues] == ["HWP3_SIGNS_MAY_BE_MISSING"]
    assert (document.source_format, document.reader, document.reader_version) == ("hwp3", "rhwp", "0.8.1")
    assert document.is_partial
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == ["옛 문서"]


@pytest.mark.parametrize(
    ("failure", "expected"),
    [(ValueError("bad"), "DAMAGED: HWP3 ValueError"), (PanicException("index"), "DAMAGED: HWP3 panic")],
)
def test_a_library_that_fails_is_a_damaged_document(
    monkeypatch: pytest.MonkeyPatch, failure: BaseException, expected: str
) -> None:
    install(monkeypatch, failure)
    with pytest.raises(UnreadableDocumentError) as refusal:
        read_hwp3(OLD)
    assert str(refusal.value) == expected


@pytest.mark.skipif(not SHARED, reason="KOPLAN_SHARED names no folder of real documents")
@pytest.mark.skipif(find_spec("rhwp") is None, reason="rhwp-python is not installed (extra hwp3)")
@pytest.mark.parametrize("name", TABLES)
def test_real_old_documents_keep_their_tables(name: str) -> None:
    path = Path(str(SHARED)) / "corpus" / "hwp" / f"{name}.hwp"
    program = (  # in a process of its own: the library can abort it
        "import sys; from extractors.hwp3 import read_hwp3\n"
        "print(sum(1 for _ in read_hwp3(open(sys.argv[1], 'rb').read()).tables()))"
    )
    done = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr[-300:]
    assert int(done.stdout) == TABLES[name]
