"""A PDF to a document: the pages one by one, what they share, and everything that an auditor must be told."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib.metadata import version
from typing import Any

import pypdfium2.raw as pdfium

from extractors.hancom.collector import paused_collector
from extractors.model import (
    EmbeddedObject,
    Limits,
    Locator,
    Properties,
    ReadingIssue,
    SourceDocument,
    UnreadableDocumentError,
)
from extractors.pdf.assembly import Assembly
from extractors.pdf.captions import bind_captions
from extractors.pdf.cells import cells_of
from extractors.pdf.damage import find_damage, mend
from extractors.pdf.furniture import take_furniture
from extractors.pdf.joining import join_tables
from extractors.pdf.letters_by_words import name_by_words
from extractors.pdf.ocr import Recognise
from extractors.pdf.page import PageDraft, read_page
from extractors.pdf.pdfium import open_pdf, read_property
from extractors.pdf.suspicions import drop_unreadable, page_issues
from extractors.pdf.wrapping import hangul_words, keeps_spaces

READER = "pdfium"
_PARTIAL = frozenset({"PDF_MENDED", "PDF_PAGE_UNREADABLE", "PDF_PARTIAL", "PDF_TEXT_UNRELIABLE", "PDF_WITHOUT_TEXT"})
"""Issues after which something that is printed may be missing."""


def read_pdf(data: bytes, limits: Limits = Limits(), recognise: Recognise | None = None) -> SourceDocument:
    """Read a whole PDF; `recognise` reads pictures of text (see `ocr.py`), None leaves them unread.

    Raises `UnreadableDocumentError`: EMPTY, PDF_PASSWORD (only the owner of the file can open it), PDF_PROTECTION (a
    lock that is not known), DAMAGED, PDF_TOO_LARGE, PDF_TOO_MANY_PAGES. Everything less is an issue of the document.
    """
    if not data:
        raise UnreadableDocumentError("EMPTY")
    if len(data) > limits.bytes:
        raise UnreadableDocumentError("PDF_TOO_LARGE", f"{len(data)} B")
    with paused_collector():
        return _read_whole(data, limits, recognise)


def _read_whole(data: bytes, limits: Limits, recognise: Recognise | None) -> SourceDocument:
    try:
        with open_pdf(data) as handle:
            damage = find_damage(data, pdfium.FPDF_GetPageCount(handle))
            issues = [ReadingIssue("PDF_PARTIAL", detail=damage)] if damage else []
            return _read_document(handle, limits, recognise, issues)
    except UnreadableDocumentError as error:
        if error.code != "DAMAGED":
            raise
    with open_pdf(mend(data)) as handle:
        return _read_document(handle, limits, recognise, [ReadingIssue("PDF_MENDED")])


def _read_document(
    handle: Any, limits: Limits, recognise: Recognise | None, issues: list[ReadingIssue]
) -> SourceDocument:
    count = pdfium.FPDF_GetPageCount(handle)
    if count > limits.pages:
        raise UnreadableDocumentError("PDF_TOO_MANY_PAGES", f"{count}")
    if count <= 0:
        raise UnreadableDocumentError("DAMAGED")
    pages = deque(_read_pages(handle, count, limits, issues, recognise))
    name_by_words(pages)
    for page in pages:
        drop_unreadable(page)
        issues += page_issues(page)
    furniture = take_furniture(pages)
    for page in pages:
        bind_captions(page)
    join_tables(pages)
    assembly = Assembly(
        keeps_spaces=keeps_spaces(line for page in pages for line in page.lines),
        words=hangul_words(line for page in pages for line in page.all_lines()),
    )
    pictures = tuple(_pictures(pages))
    while pages:
        page = pages.popleft()  # a draft is not kept beside what became of it
        assembly.add_page(page, furniture.pop(page.number, []))
    return SourceDocument(
        "pdf",
        tuple(assembly.blocks),
        READER,
        _reader_version(),
        count,
        _read_properties(handle),
        pictures,
        tuple(issues),
        any(issue.code in _PARTIAL for issue in issues),
        tuple(assembly.furniture),
    )


def _read_pages(
    handle: Any, count: int, limits: Limits, issues: list[ReadingIssue], recognise: Recognise | None
) -> Iterator[PageDraft]:
    for index in range(count):
        with _open_page(handle, index) as page:
            if page:
                yield _release(read_page(page, index + 1, limits, recognise))
            else:
                issues.append(ReadingIssue("PDF_PAGE_UNREADABLE", Locator(page=index + 1)))


@cache
def _reader_version() -> str:
    return version("pypdfium2")


def _release(page: PageDraft) -> PageDraft:
    """The page without its words, of which nothing is asked but their places once its lines and cells are made."""
    for line in page.all_lines():
        line.release()
    for cell in cells_of(page.tables):
        cell.words = []
    return page


@contextmanager
def _open_page(handle: Any, index: int) -> Iterator[Any]:
    page = pdfium.FPDF_LoadPage(handle, index)
    try:
        yield page
    finally:
        if page:
            pdfium.FPDF_ClosePage(page)


def _pictures(pages: Iterable[PageDraft]) -> Iterator[EmbeddedObject]:
    for page in pages:
        for box in page.images:
            yield EmbeddedObject("picture", Locator(page=page.number, box=box))


def _read_properties(handle: Any) -> Properties:
    names = ("Title", "Author", "Subject", "CreationDate", "ModDate")
    return Properties(*(read_property(handle, name) for name in names))
