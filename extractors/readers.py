"""The table of readers, and the one door to them: bytes in, `SourceDocument` out."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import cast

from extractors.detect import detect_format
from extractors.model import Limits, SourceDocument, SourceFormat, UnreadableDocumentError

# format -> (module, function). Imported on first use: a run over text files never loads the PDF engine.
READERS: dict[SourceFormat, tuple[str, str]] = {
    "html": ("extractors.webpage", "read_webpage"),
    "hwp": ("extractors.hwp", "read_hwp"),
    "hwp3": ("extractors.hwp3", "read_hwp3"),
    "hwpml": ("extractors.hwpml", "read_hwpml"),
    "hwpx": ("extractors.hwpx", "read_hwpx"),
    "pdf": ("extractors.pdf", "read_pdf"),
    "text": ("extractors.text", "read_text"),
}

_DEFAULT_LIMITS = Limits()


def read_document(
    data: bytes, limits: Limits = _DEFAULT_LIMITS, recognise: Callable[[bytes], str | None] | None = None
) -> SourceDocument:
    """One document, whatever its format; the bytes choose the reader, never the file's name.

    `recognise` reads what a PDF only shows as a picture (a grey PGM -> its text, None where it cannot).

    Raises UnreadableDocumentError with a code of `problems/*.yml` for whatever is wrong with the bytes; any other
    exception is a bug of ours. Runs in the caller's process: whoever reads unknown files gives each a process with a
    memory limit and a time-out.
    """
    if len(data) > limits.bytes:
        raise UnreadableDocumentError("TOO_LARGE", f"{len(data) >> 20} MiB > {limits.bytes >> 20} MiB")
    source_format = detect_format(data)
    if source_format == "pdf" and recognise is not None:
        from extractors.pdf import read_pdf

        return read_pdf(data, limits, recognise)
    module, function = READERS[source_format]
    return cast(SourceDocument, getattr(import_module(module), function)(data, limits))
