"""The second opinion that checks ask for before an office is blamed: other code reads the same bytes again.

Expectations import no reader, so they are handed this function. Nothing is read again until a finding asks, and then
once a document. Text, HTML and the XML formats state the text of each cell in so many words: there is one possible
reading, and it agrees with itself. A second reader that cannot read the bytes has no opinion.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

from expectations.report import SecondOpinion, SecondReading
from extractors.model import Locator, SourceFormat, Table, UnreadableDocumentError

if TYPE_CHECKING:
    from extractors.second.pdf import PdfSecondReader

_ONE_READING: frozenset[SourceFormat] = frozenset({"html", "hwpml", "hwpx", "text"})
_Place = tuple[int | None, int | None, int | None]


@contextmanager
def second_reading_of(data: bytes, source_format: SourceFormat) -> Iterator[SecondReading]:
    """(place, text as first read) -> what another reader says of it."""
    if source_format in _ONE_READING:
        yield _agree
    elif source_format == "hwp":
        yield _HwpOpinions(data)
    elif source_format == "pdf":
        opinions = _PdfOpinions(data)
        try:
            yield opinions
        finally:
            opinions.close()
    else:
        yield _cannot_tell


def _agree(at: Locator, printed_text: str, /) -> SecondOpinion:  # noqa: ARG001
    return SecondOpinion(agrees=True, printed_text=printed_text, reader="format")


def _cannot_tell(at: Locator, printed_text: str, /) -> SecondOpinion:  # noqa: ARG001
    return SecondOpinion(agrees=None)


class _HwpOpinions:
    """Has pyhwp read the document when first asked, and finds the cell of the same block, row and column."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def __call__(self, at: Locator, printed_text: str, /) -> SecondOpinion:
        text = self._texts.get((at.block, at.row_index, at.column_index))
        if text is None:
            return SecondOpinion(agrees=None, reader="pyhwp")
        return SecondOpinion(agrees=is_printed_in(printed_text, text), printed_text=text, reader="pyhwp")

    @cached_property
    def _texts(self) -> dict[_Place, str]:
        from extractors.second.hwp import read_hwp_again

        try:
            document = read_hwp_again(self._data)
        except UnreadableDocumentError:
            return {}
        texts: dict[_Place, str] = {}
        for block in document.blocks:
            if not isinstance(block, Table):
                texts[block.block, None, None] = block.text
        for table in document.tables():
            texts.update(((table.block, cell.row, cell.column), cell.text) for cell in table.cells)
        return texts


class _PdfOpinions:
    """Has pdfplumber parse the page of a value when first asked about one on it."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def __call__(self, at: Locator, printed_text: str, /) -> SecondOpinion:
        if self._reader is None:
            return SecondOpinion(agrees=None, reader="pdfplumber")
        opinion = self._reader.opinion(at, printed_text)
        return SecondOpinion(agrees=opinion.agrees, printed_text=opinion.printed_text, reader="pdfplumber")

    @cached_property
    def _reader(self) -> PdfSecondReader | None:
        from extractors.second.pdf import PdfSecondReader

        try:
            return PdfSecondReader(self._data)
        except UnreadableDocumentError:
            return None

    def close(self) -> None:
        """Closes the file if it was opened."""
        reader = self.__dict__.get("_reader")
        if reader is not None:
            reader.close()


def is_printed_in(printed: str, text: str) -> bool:
    """True if `printed` stands in `text`, white space apart, and not as a part of a longer number; blank in blank."""
    needle, hay = _squeezed(printed), _squeezed(text)
    if not needle:
        return not hay
    return re.search(rf"(?<![\d.,]){re.escape(needle)}(?!\d|[.,]\d)", hay) is not None


def _squeezed(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
