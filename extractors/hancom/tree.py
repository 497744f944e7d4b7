"""The tree that every reader of the HWP family fills, before blocks are numbered.

HWP5, HWPX, HWPML and HWP3 store the same thing in four ways: paragraphs that anchor controls, controls that hold
paragraphs. The parts are mutable and bare, because a large document has hundreds of thousands of them and each lives
for milliseconds.
"""

from __future__ import annotations

from typing import Literal, Protocol

from extractors.model import Limits, ParagraphRole, Properties, ReadingIssue, UnreadableDocumentError

ObjectKind = Literal["picture", "equation", "chart", "ole", "form", "drawing"]
HeadKind = Literal["outline", "number", "bullet"]
Head = tuple[HeadKind, int, int]
"""(kind, id of the numbering or bullet, level 0 to 9) of a paragraph with an automatic number or bullet."""


class Heads(Protocol):
    """Heads of paragraph shapes by the shape's id, such as a dict."""

    def get(self, shape: str, /) -> Head | None:
        """The head of a shape, if it has one."""


FORM_MARKS = {("check", False): "☐", ("check", True): "☑", ("radio", False): "○", ("radio", True): "◉"}
"""What form objects print for (kind, is chosen)."""


class RawParagraph:
    """A paragraph: its text, its automatic head, and the controls that it anchors, in order."""

    __slots__ = ("anchors", "controls", "head", "parts", "text")

    def __init__(self, text: str = "", head: Head | None = None) -> None:
        self.text = text
        self.head = head
        self.parts: list[str] | None = None
        """The text in pieces, while controls that print characters are still to be read; then `text` is empty."""
        self.anchors: list[tuple[int, int]] | None = None
        """(id of a control that is still to come, index of its piece)."""
        self.controls: list[RawControl] | None = None

    def add(self, control: RawControl) -> None:
        """Anchors a control here."""
        if self.controls is None:
            self.controls = [control]
        else:
            self.controls.append(control)

    def printed_text(self) -> str:
        """The text with all that its controls print."""
        return self.text if self.parts is None else "".join(self.parts)


class RawCell:
    """A cell; addresses are 0-based, spans at least 1. `formula` is the command of a calculated cell, as stored.

    `text` is all that a cell holds, where a reader knows that this is one paragraph without number or control; then
    `paragraphs` is empty.
    """

    __slots__ = ("column", "column_span", "formula", "is_header", "paragraphs", "row", "row_span", "text")

    def __init__(
        self,
        row: int,
        column: int,
        row_span: int,
        column_span: int,
        is_header: bool = False,
        text: str | None = None,
    ) -> None:
        self.row = row
        self.column = column
        self.row_span = row_span
        self.column_span = column_span
        self.is_header = is_header
        self.text = text
        self.paragraphs: list[RawParagraph] = []
        self.formula: str | None = None


class RawTable:
    """A table as stored; the counts are what the file says, and can be less than what the cells need."""

    __slots__ = ("captions", "cells", "column_count", "row_count")

    def __init__(self, row_count: int = 0, column_count: int = 0) -> None:
        self.row_count = row_count
        self.column_count = column_count
        self.cells: list[RawCell] = []
        self.captions: list[RawParagraph] = []


class RawBox:
    """Paragraphs that stand apart from the text: a text box, note, running head, caption of a picture, comment.

    `marker` is the number that the format prints before a note.
    """

    __slots__ = ("marker", "paragraphs", "role")

    def __init__(self, role: ParagraphRole, marker: str = "") -> None:
        self.role = role
        self.marker = marker
        self.paragraphs: list[RawParagraph] = []


class RawObject:
    """A picture, equation, chart, form object: a mark with its place, and what it says."""

    __slots__ = ("kind", "text")

    def __init__(self, kind: ObjectKind, text: str = "") -> None:
        self.kind = kind
        self.text = text


class RawNote:
    """Something to report at this place of the document."""

    __slots__ = ("code", "detail", "printed_text")

    def __init__(self, code: str, printed_text: str = "", detail: str = "") -> None:
        self.code = code
        self.printed_text = printed_text
        self.detail = detail


RawControl = RawTable | RawBox | RawObject | RawNote


class Budget:
    """Counts what a document costs while it is read, and refuses it at the limit, before the memory is spent."""

    __slots__ = ("cells", "inflated", "limits", "paragraphs")

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.paragraphs = limits.paragraphs
        self.cells = limits.cells
        self.inflated = limits.inflated_bytes

    def spend_paragraphs(self, count: int) -> None:
        """So many more paragraphs; TOO_MANY_PARTS past the limit."""
        self.paragraphs -= count
        if self.paragraphs < 0:
            raise UnreadableDocumentError("TOO_MANY_PARTS", f"> {self.limits.paragraphs}")

    def spend_cells(self, count: int) -> None:
        """So many more cells; TOO_MANY_PARTS past the limit."""
        self.cells -= count
        if self.cells < 0:
            raise UnreadableDocumentError("TOO_MANY_PARTS", f"> {self.limits.cells}")

    def spend_inflated(self, count: int) -> None:
        """So many more inflated bytes; TOO_LARGE past the limit."""
        self.inflated -= count
        if self.inflated < 0:
            raise UnreadableDocumentError("TOO_LARGE", f"> {self.limits.inflated_bytes >> 20} MiB")


class RawSection:
    """A section's paragraphs; `outline` is the id of the numbering that its outline paragraphs follow, 0 if unknown."""

    __slots__ = ("outline", "paragraphs")

    def __init__(self) -> None:
        self.outline = 0
        self.paragraphs: list[RawParagraph] = []


class RawDocument:
    """All that a reader of the family found in one file."""

    __slots__ = ("is_partial", "issues", "properties", "sections")

    def __init__(self) -> None:
        self.sections: list[RawSection] = []
        self.properties = Properties()
        self.issues: list[ReadingIssue] = []
        self.is_partial = False

    def report(self, code: str, detail: str = "") -> None:
        """A part of the document could not be read: it is partial, and says so."""
        self.issues.append(ReadingIssue(code, detail=detail))
        self.is_partial = True
