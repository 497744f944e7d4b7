"""What the result of reading depends on beside the bytes: our rules, and the libraries under the readers."""

from __future__ import annotations

import platform
from functools import cache
from hashlib import blake2b
from importlib import metadata
from importlib.resources import files
from importlib.resources.abc import Traversable

from flows.ocr import has_tesseract

_RULES = ("extractors", "normalizers", "expectations")
_READING = ("entries.py", "json_rows.py", "ocr.py", "reading.py", "second_reading.py")
_LIBRARIES = ("koplan", "lxml", "olefile", "pdfplumber", "pyhwp", "pypdfium2")


def koplan_version() -> str:
    """The installed version."""
    return metadata.version("koplan")


@cache
def rules_version() -> str:
    """`version+fingerprint` of everything that turns bytes into rows.

    The fingerprint is of the code and word tables themselves: a changed rule can never meet rows that an older one
    made, whether or not somebody thought of raising a version.
    """
    digest = blake2b(digest_size=4)
    for package in _RULES:
        _add(digest, files(package))
    for name in _READING:
        _add(digest, files("flows").joinpath(name))
    digest.update(b"pictures" if has_tesseract() else b"")
    return f"{koplan_version()}+{digest.hexdigest()}"


def _add(digest: blake2b, item: Traversable) -> None:
    if item.is_dir():
        for inside in sorted(item.iterdir(), key=lambda i: i.name):
            if (inside.is_dir() and inside.name != "__pycache__") or inside.name.endswith((".py", ".yml")):
                _add(digest, inside)
    elif item.is_file():
        digest.update(item.name.encode() + b"\0" + item.read_bytes().replace(b"\r\n", b"\n"))


@cache
def library_versions() -> dict[str, str]:
    """Versions of Python and of the libraries that readers stand on."""
    return {"python": platform.python_version()} | {name: metadata.version(name) for name in _LIBRARIES}
