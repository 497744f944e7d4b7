"""The second opinion that checks ask for before an office is blamed: other code reads the same bytes again.

Expectations import no reader, so they are handed this function. Nothing is read again until a finding asks, and then
once a document. Text, HTML and the XML formats state the text of each cell in so many words: there is one possible
reading, and it agrees with itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache, cached_property
from importlib import import_module

from expectations.report import SecondOpinion, SecondReading
from extractors.model import Limits, Locator, SourceDocument, SourceFormat, UnreadableDocumentError

_ONE_READING: frozenset[SourceFormat] = frozenset({"html", "hwpml", "hwpx", "text"})
# format -> (module, function) of the second reader of whole documents, which numbers blocks as ours does
_READERS: dict[SourceFormat, tuple[str, str]] = {"hwp": ("extractors.second.hwp", "read_hwp_again")}


def second_reading_of(data: bytes, source_format: SourceFormat) -> SecondReading:
    """(place, text as first read) -> what another reader says of it."""
    if source_format in _ONE_READING:
        return _agree
    if source_format not in _READERS:
        return _cannot_tell
    return _SecondReader(data, *_READERS[source_format])


def _agree(at: Locator, printed_text: str, /) -> SecondOpinion:  # noqa: ARG001
    return SecondOpinion(agrees=True, printed_text=printed_text, reader="the only possible reading")


def _cannot_tell(at: Locator, printed_text: str, /) -> SecondOpinion:  # noqa: ARG001
    return SecondOpinion(agrees=None)


class _SecondReader:
    """Reads the document again when first asked, and finds the cell of the same block, row and column."""

    def __init__(self, data: bytes, module: str, function: str) -> None:
        self._data = data
        self._module = module
        self._function = function

    def __call__(self, at: Locator, printed_text: str, /) -> SecondOpinion:
        """What the other reader has at this place."""
        text = self._texts.get((at.block, at.row_index, at.column_index))
        if text is None:
            return SecondOpinion(agrees=None, reader=self._function)
        return SecondOpinion(agrees=is_printed_in(printed_text, text), printed_text=text, reader=self._function)

    @cached_property
    def _texts(self) -> dict[tuple[int | None, int | None, int | None], str]:
        read: Callable[[bytes, Limits], SourceDocument] = getattr(import_module(self._module), self._function)
        try:
            document = read(self._data, Limits())
        except UnreadableDocumentError:  # it has no opinion then, which is what its absence says
            return {}
        return {(t.block, cell.row, cell.column): cell.text for t in document.tables() for cell in t.cells} | {
            (block.printed.at.block, None, None): block.printed.text
            for block in document.blocks
            if not hasattr(block, "cells")
        }


def is_printed_in(printed: str, text: str) -> bool:
    """True if `printed` stands in `text`, white space apart, and not as a part of a longer number."""
    needle, hay = _squeezed(printed), _squeezed(text)
    return bool(needle) and re.search(rf"(?<![\d.,]){re.escape(needle)}(?![\d]|[.,]\d)", hay) is not None


@cache
def _squeezed(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
