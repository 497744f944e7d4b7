"""HWP5 read again, with pyhwp behind the same model.

Before an office is told that its sum is wrong, another program has to have read the same figures. pyhwp has its own
compound-file, record, level and text code; from it come the events of the document (a cell begins, a text, a cell
ends), and only the numbering of blocks is shared with our reader, so that a cell has the same locator in both.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any

from extractors.hancom.assemble import assemble
from extractors.hancom.numbering import NUMBER_SHAPE_CODES, Numberings, format_number
from extractors.hancom.tree import RawBox, RawCell, RawDocument, RawObject, RawParagraph, RawSection, RawTable
from extractors.model import Limits, ParagraphRole, SourceDocument, UnreadableDocumentError

_DEFAULT_LIMITS = Limits()

# pyhwp's name of a list of paragraphs -> the role of the box that it makes
_BOXES: dict[str, ParagraphRole] = {
    "EndNote": "endnote",
    "FootNote": "footnote",
    "Footer": "footer",
    "GShapeObjectCaption": "caption",
    "Header": "header",
    "HiddenComment": "comment",
    "TextboxParagraphList": "text_box",
}
_CHARACTERS = {
    "FIXWIDTH_SPACE": " ",
    "HYPHEN": "-",
    "LINE_BREAK": "\n",
    "NONBREAK_SPACE": "\u00a0",
    "TAB": "\t",
}


def read_hwp_again(data: bytes, limits: Limits = _DEFAULT_LIMITS) -> SourceDocument:
    """The document as pyhwp reads it: tables, spans and texts, without automatic numbers and properties.

    HWP_SECOND_READER_FAILED where pyhwp cannot read it; a document that ours refuses is to be refused before.
    """
    builder = _Builder()
    for event, (model, attributes, _) in _events(data):
        builder.take(event, model.__name__, attributes)
    raw = RawDocument()
    raw.sections.append(builder.section)
    return assemble(raw, Numberings(), "hwp", "pyhwp", limits)


def _events(data: bytes) -> Iterator[tuple[Any, tuple[Any, dict[str, Any], Any]]]:
    """What pyhwp finds, part by part.

    Only pyhwp's code runs inside the `try`, and it fails in as many ways as there are damaged bytes, with bare
    exceptions too: whatever it raises says that it cannot read the file, and nothing of ours.
    """
    from hwp5.storage.ole import OleStorage
    from hwp5.xmlmodel import Hwp5File

    try:
        yield from Hwp5File(OleStorage(io.BytesIO(data))).text.events()
    except Exception as failure:
        raise UnreadableDocumentError("HWP_SECOND_READER_FAILED", type(failure).__name__) from None


class _Builder:
    """Events to the raw tree: a stack of what is open, the innermost last."""

    def __init__(self) -> None:
        self.section = RawSection()
        self._lists: list[list[RawParagraph]] = [self.section.paragraphs]
        self._open: list[object] = []
        self._starts: dict[str, Callable[[dict[str, Any]], object]] = {
            "AutoNumbering": self._number,
            "ControlChar": self._character,
            "EqEdit": lambda _: self._here().add(RawObject("equation")),
            "FieldFormula": self._formula,
            "Paragraph": self._paragraph,
            "ShapePicture": lambda _: self._here().add(RawObject("picture")),
            "TCPSControl": lambda values: self._print(str(values.get("textlength", ""))),
            "TableBody": self._table_body,
            "TableCaption": self._caption,
            "TableCell": self._cell,
            "TableControl": self._table,
            "Text": lambda values: self._print(str(values["text"])),
        }

    def take(self, event: object, name: str, values: dict[str, Any]) -> None:
        """One event of pyhwp: a part of the document begins or ends."""
        from hwp5.treeop import STARTEVENT

        is_list = name in _BOXES or name in ("TableCell", "TableCaption")
        if event is not STARTEVENT:
            if is_list:
                self._lists.pop()
            if is_list or name == "TableControl":
                self._open.pop()
        elif name in _BOXES:
            box = RawBox(_BOXES[name])
            self._here().add(box)
            self._begin(box, box.paragraphs)
        elif name in self._starts:
            self._starts[name](values)

    def _begin(self, what: object, paragraphs: list[RawParagraph]) -> None:
        self._open.append(what)
        self._lists.append(paragraphs)

    def _here(self) -> RawParagraph:
        paragraphs = self._lists[-1]
        if not paragraphs:
            paragraphs.append(RawParagraph())
        return paragraphs[-1]

    def _print(self, text: str) -> None:
        self._here().text += text

    def _paragraph(self, _: dict[str, Any]) -> None:
        self._lists[-1].append(RawParagraph())

    def _character(self, values: dict[str, Any]) -> None:
        self._print(_CHARACTERS.get(str(values["name"]), ""))

    def _table(self, _: dict[str, Any]) -> None:
        table = RawTable()
        self._here().add(table)
        self._open.append(table)

    def _innermost_table(self) -> RawTable:
        for what in reversed(self._open):
            if isinstance(what, RawTable):
                return what
        raise UnreadableDocumentError("HWP_SECOND_READER_FAILED", "TableBody")

    def _table_body(self, values: dict[str, Any]) -> None:
        table = self._innermost_table()
        table.row_count, table.column_count = int(values["rows"]), int(values["cols"])

    def _caption(self, _: dict[str, Any]) -> None:
        self._begin(None, self._innermost_table().captions)

    def _cell(self, values: dict[str, Any]) -> None:
        row_span, column_span = int(values["rowspan"]), int(values["colspan"])
        cell = RawCell(int(values["row"]), int(values["col"]), row_span or 1, column_span or 1)
        self._innermost_table().cells.append(cell)
        self._begin(cell, cell.paragraphs)

    def _number(self, values: dict[str, Any]) -> None:
        """The number of a table, figure or equation; those of notes stand before the note, not in its text."""
        flags = int(values["flags"])
        if flags & 0xF in (3, 4, 5):
            code = flags >> 4 & 0xFF
            shape = NUMBER_SHAPE_CODES[code] if code < len(NUMBER_SHAPE_CODES) else "digit"
            signs = [chr(sign) if isinstance(sign, int) else str(sign) for sign in (values["prefix"], values["suffix"])]
            self._print((signs[0] + format_number(int(values["number"]), shape) + signs[1]).replace("\x00", ""))

    def _formula(self, values: dict[str, Any]) -> None:
        if self._open and isinstance(self._open[-1], RawCell):
            self._open[-1].formula = str(values["command"])
