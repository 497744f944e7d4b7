"""Running text put together from stretches of a source, each with the physical line it stands on."""

from __future__ import annotations

from extractors.model import Locator, Printed, Span


class LinedText:
    """Collects stretches of text, joins white space as a browser does, and remembers on which line each stands.

    A source wraps its lines where it likes; the reader of the page sees one line. Here a newline in the source is a
    space, and only `end_line` makes a new line. White space at both ends is left out.
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._spans: list[Span] = []
        self._length = 0
        self._gap = ""

    def add(self, text: str, line: int | None) -> None:
        """Append a stretch whose first character stands on physical line `line`; newlines in it count lines on."""
        for offset, piece in enumerate(text.split("\n")):
            if offset or piece[:1].isspace():
                self._space()
            words = piece.split()
            if words:
                self._append(" ".join(words), None if line is None else line + offset)
                if piece[-1:].isspace():
                    self._space()

    def add_verbatim(self, text: str, line: int | None) -> None:
        """Append preformatted text: every newline of the source ends a line."""
        for offset, piece in enumerate(text.split("\n")):
            if offset:
                self.end_line()
            self.add(piece, None if line is None else line + offset)

    def end_line(self) -> None:
        """What comes next begins a new line; several ends in a row are one."""
        if self._length:
            self._gap = "\n"

    def printed(self, block: int | None, row: int | None = None, column: int | None = None) -> Printed:
        """The text with its place; spans only where it stands on several lines."""
        first = self._spans[0].line if self._spans else None
        spans = tuple(self._spans) if len(self._spans) > 1 else ()
        return Printed("".join(self._parts), Locator(None, block, row, column, first), spans)

    def __bool__(self) -> bool:
        return self._length > 0

    def _space(self) -> None:
        if self._length and not self._gap:
            self._gap = " "

    def _append(self, text: str, line: int | None) -> None:
        self._parts.append(self._gap)
        self._length += len(self._gap)
        self._gap = ""
        if not self._spans or self._spans[-1].line != line:
            self._spans.append(Span(self._length, line=line))
        self._parts.append(text)
        self._length += len(text)
