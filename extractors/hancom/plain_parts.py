"""Plain parts of an HWPX section, as `xml_plain` cut them out, to the raw tree."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from extractors.hancom.tree import Heads, RawCell, RawParagraph

Part = tuple[Any, ...]
"""The groups of `xml_plain._PART` as written, and what stands before the next part: attributes of the cell (None of a
paragraph that stands in no plain cell), shape, text or else runs, the cell's other paragraphs, column, row, spans."""
PlainParts = list[RawCell | RawParagraph]
_NUMBERS = {b"%d" % number: number for number in range(10_000)}
_HEADER_CELL = re.compile(rb'[^>]*?\sheader="(?i:1|true)"')


class MisplacedPlainPartsError(Exception):
    """A plain part stands where it is no paragraph or cell of its own: the section must be read without a cut."""


class CutSection(NamedTuple):
    """A section's XML without its plain parts (`rest`), the parts with their texts, and the shapes and texts of those
    paragraphs that are not the first of their cells, the shapes cell by cell.

    `<?plain FIRST END ROWS COUNT?>` stands for parts [FIRST, END), which are COUNT paragraphs and between which so many
    rows of a table begin.
    """

    rest: bytes
    parts: list[Part]
    texts: list[str]
    other_shapes: list[list[bytes]]
    other_texts: list[str]

    def make(self, heads: Heads) -> PlainParts:
        """All parts, in order; `heads` as in `XmlBody`."""
        shapes = {part[1] for part in self.parts}.union(*self.other_shapes)
        head = {shape: heads.get(shape.decode()) for shape in shapes}.get
        number = _NUMBERS
        headers: dict[bytes, bool] = {}  # most cells of a document have the same attributes
        other_shapes, other_texts = iter(self.other_shapes), iter(self.other_texts)
        made: PlainParts = []
        for part, text in zip(self.parts, self.texts, strict=True):
            attributes, shape, _, _, others, column, row, column_span, row_span, _ = part
            its_head = head(shape)
            if attributes is None:
                made.append(RawParagraph(text, its_head))
                continue
            is_header = headers.get(attributes)
            if is_header is None:
                is_header = headers[attributes] = _HEADER_CELL.match(attributes) is not None
            is_whole = its_head is None and not others
            cell = RawCell(
                number[row],
                number[column],
                number[row_span] or 1,
                number[column_span] or 1,
                is_header,
                text if is_whole else None,
            )
            made.append(cell)
            if is_whole:
                continue
            cell.paragraphs.append(RawParagraph(text, its_head))
            if others:
                cell.paragraphs += [RawParagraph(next(other_texts), head(shape)) for shape in next(other_shapes)]
        return made


def as_paragraphs(parts: PlainParts) -> list[RawParagraph]:
    """Parts that stand among paragraphs; a cell that stands in no table is its paragraphs."""
    paragraphs: list[RawParagraph] = []
    for part in parts:
        if type(part) is RawParagraph:
            paragraphs.append(part)
        elif type(part) is RawCell:
            paragraphs += part.paragraphs if part.text is None else [RawParagraph(part.text)]
    return paragraphs
