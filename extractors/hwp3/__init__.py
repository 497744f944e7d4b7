"""HWP 3.x, the word processor's format until 2000, by way of rhwp-python.

rhwp is an optional extra. It turns the file into HWPX, which our own reader takes; signs of the old character set
that rhwp does not know (`【`, `☞`, sometimes `△`) are lost on the way, so every such document is partial and says so.
rhwp can abort its process on damaged bytes: whoever reads unknown files gives each a process of its own, as flows do.
"""

from __future__ import annotations

import ctypes
import sys
from dataclasses import replace
from typing import Any

from extractors.hwpx import read_hwpx
from extractors.model import Limits, ReadingIssue, SourceDocument, UnreadableDocumentError

_DEFAULT_LIMITS = Limits()
_SIGNATURE = b"HWP Document File V3.00 \x1a"
_PASSWORD_FLAG = slice(126, 128)
"""The word in the document information that is not zero in a file with a password."""


def read_hwp3(data: bytes, limits: Limits = _DEFAULT_LIMITS) -> SourceDocument:
    """One HWP 3.x file. UnreadableDocumentError: PASSWORD_PROTECTED, DAMAGED, HWP3_NEEDS_RHWP without the extra,
    and those of HWPX."""
    if len(data) < 256:
        raise UnreadableDocumentError("DAMAGED", "HWP3")
    if data.startswith(_SIGNATURE) and data[_PASSWORD_FLAG] != b"\x00\x00":
        raise UnreadableDocumentError("PASSWORD_PROTECTED", "HWP3")
    rhwp = _load_rhwp()
    try:
        converted = bytes(rhwp.Document.from_bytes(data).to_hwpx_bytes())
    except (ValueError, OSError, RuntimeError, MemoryError) as failure:
        raise UnreadableDocumentError("DAMAGED", f"HWP3 {type(failure).__name__}") from None
    except BaseException as failure:
        if type(failure).__name__ != "PanicException":  # Rust's own, which is no Exception
            raise
        raise UnreadableDocumentError("DAMAGED", "HWP3 panic") from None
    document = read_hwpx(converted, limits)
    return replace(
        document,
        source_format="hwp3",
        reader="rhwp",
        reader_version=str(rhwp.version()),
        issues=(ReadingIssue("HWP3_SIGNS_MAY_BE_MISSING"), *document.issues),
        is_partial=True,
    )


def _load_rhwp() -> Any:
    """The module; its library asks for FreeType's functions without naming the library that has them."""
    if sys.platform.startswith("linux"):
        try:
            ctypes.CDLL("libfreetype.so.6", mode=ctypes.RTLD_GLOBAL)
        except OSError:
            raise UnreadableDocumentError("HWP3_NEEDS_RHWP", "libfreetype.so.6") from None
    try:
        import rhwp
    except ImportError as failure:
        raise UnreadableDocumentError("HWP3_NEEDS_RHWP", str(failure.name or "rhwp")) from None
    return rhwp
