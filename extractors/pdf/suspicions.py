"""What an auditor must be told of a page: text that is not used, signs that nobody can read, places cut off."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.model import Locator, ReadingIssue
from extractors.pdf.cells import cells_of
from extractors.pdf.page import PageDraft


def drop_unreadable(page: PageDraft) -> None:
    """Take text away that cannot be believed: no table is better than a wrong one.

    Where letters are only missing, a table that lacks none of them is whole. With a recogniser the tables stay, and a
    cell that it did not read is blank, with an issue.
    """
    if page.trust.complaint is None:
        return
    if page.is_recognised:
        for cell in cells_of(page.tables):
            if not cell.is_recognised and (page.trust.is_all_unusable or cell.has_lost_letters):
                cell.lines = []
    elif page.trust.is_all_unusable:
        page.tables = []
        page.lines = []
    else:
        page.tables = [t for t in page.tables if not any(c.has_lost_letters for c in cells_of([t]))]


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
    if page.outlines.read:
        yield ReadingIssue("PDF_LETTERS_FROM_OUTLINES", at, detail=str(len(page.outlines.read)))
    if (trust.lacks_some_letters or page.unread) and not page.is_recognised:
        yield ReadingIssue("PDF_LETTERS_DRAWN", at, detail=str(trust.glyph_paths))
    if trust.replaced or trust.control:
        yield ReadingIssue("PDF_CHARACTERS_WITHOUT_UNICODE", at, detail=str(trust.replaced + trust.control))
    if page.outside:
        yield ReadingIssue("PDF_TEXT_OUTSIDE_PAGE", at, detail=str(page.outside))
    for box in page.doubts:
        yield ReadingIssue("PDF_TABLE_UNCERTAIN", Locator(page=page.number, box=box))
    for character, box in page.private[:_MOST_SIGNS]:
        yield ReadingIssue("PDF_PRIVATE_GLYPHS", Locator(page=page.number, box=box), character)
    yield from _cell_issues(page)


def _cell_issues(page: PageDraft) -> Iterator[ReadingIssue]:
    """Cells that lack letters, and on a page that is otherwise read those that were made out in a picture."""
    for cell in cells_of(page.tables):
        at = Locator(page=page.number, box=cell.box)
        if cell.is_recognised:
            if not page.is_recognised:
                yield ReadingIssue("PDF_READ_BY_OCR", at, cell.text)
        elif cell.has_lost_letters:
            yield ReadingIssue("PDF_LETTERS_DRAWN", at, cell.text)


_MOST_SIGNS = 20
"""Signs named one by one; a page of formulas has hundreds."""
