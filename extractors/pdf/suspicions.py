"""What an auditor must be told of a page: text that is not used, signs that nobody can read, places cut off."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.model import Locator, ReadingIssue
from extractors.pdf.cells import cells_of
from extractors.pdf.page import PageDraft


def drop_unreadable(page: PageDraft) -> None:
    """Take the text of a page that cannot be believed away: no table is better than a wrong one."""
    if page.trust.complaint is not None and not page.is_recognised:
        page.tables = []
        page.lines = []


def page_issues(page: PageDraft) -> Iterator[ReadingIssue]:
    """The issues of one page, those of the whole page first."""
    at = Locator(page=page.number)
    trust = page.trust
    if page.is_recognised:
        yield ReadingIssue("PDF_READ_BY_OCR", at)
    elif trust.complaint is not None:
        yield ReadingIssue(trust.complaint, at)
        return
    if page.is_cut_short:
        yield ReadingIssue("PDF_TOO_COMPLEX", at)
    if trust.lacks_some_letters and not page.is_recognised:
        yield ReadingIssue("PDF_LETTERS_DRAWN", at, detail=str(trust.glyph_paths))
    if trust.replaced or trust.control:
        yield ReadingIssue("PDF_CHARACTERS_WITHOUT_UNICODE", at, detail=str(trust.replaced + trust.control))
    if page.outside:
        yield ReadingIssue("PDF_TEXT_OUTSIDE_PAGE", at, detail=str(page.outside))
    for box in page.doubts:
        yield ReadingIssue("PDF_TABLE_UNCERTAIN", Locator(page=page.number, box=box))
    for character, box in page.private[:_MOST_SIGNS]:
        yield ReadingIssue("PDF_PRIVATE_GLYPHS", Locator(page=page.number, box=box), character)
    for cell in () if page.is_recognised else cells_of(page.tables):
        if cell.has_lost_letters:
            yield ReadingIssue("PDF_LETTERS_DRAWN", Locator(page=page.number, box=cell.box), cell.text)


_MOST_SIGNS = 20
"""Signs named one by one; a page of formulas has hundreds."""
