"""All texts of a document in reading order, each with its place."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.model import Printed, SourceDocument, Table


def document_texts(source: SourceDocument) -> Iterator[Printed]:
    """Paragraphs, captions and cells (nested tables after the cell they stand in); furniture is left out."""
    for block in source.blocks:
        if isinstance(block, Table):
            yield from _table_texts(block)
        elif block.printed:
            yield block.printed


def _table_texts(table: Table) -> Iterator[Printed]:
    yield from table.captions
    for cell in table.cells:
        if cell.printed:
            yield cell.printed
        for nested in cell.blocks:
            yield from _table_texts(nested)
