"""One section of HWP5: a stream of records to the raw tree.

Each record says its tag, its level and its size. Levels make a tree: a paragraph anchors controls one level below it,
a control holds lists, and the paragraphs of a list stand on the list's own level beside it. The loop runs once over
the bytes, keeps the open lists and controls on two stacks, and makes nothing for the records that say only how
something looks (two in three).
"""

from __future__ import annotations

import struct
from codecs import utf_16_le_decode as _decode
from typing import NamedTuple

from extractors.hancom.tree import Budget, Head, RawBox, RawCell, RawNote, RawObject, RawParagraph, RawSection, RawTable
from extractors.hwp import control_text, records
from extractors.hwp.paragraph_text import needs_splitting, split_text
from extractors.hwp.records import LIST_HEADER, PARA_HEADER, PARA_RANGE_TAG, PARA_TEXT
from extractors.model import ParagraphRole, UnreadableDocumentError

_U32 = struct.Struct("<I").unpack_from
_U16 = struct.Struct("<H").unpack_from
_CELL = struct.Struct("<IHHHH").unpack_from
_TABLE_SIZE = struct.Struct("<HH").unpack_from
_LONG = 0xFFF
_HEADER_CELL = 1 << 18
_SMALLEST_RECORD = 4
_RECORDS_A_PARAGRAPH = 8
"""More records a paragraph than any office's document has: the limit on paragraphs bounds the records too."""

_BOX_ROLES: dict[int, ParagraphRole] = {
    records.ENDNOTE_CONTROL: "endnote",
    records.FOOTER_CONTROL: "footer",
    records.FOOTNOTE_CONTROL: "footnote",
    records.HEADER_CONTROL: "header",
    records.HIDDEN_COMMENT_CONTROL: "comment",
    records.SECTION_CONTROL: "header",  # a master page, printed behind every page
    records.SHAPE_CONTROL: "text_box",
}
_NOTES = frozenset({"footnote", "endnote"})


class _List(NamedTuple):
    """A list of paragraphs that is open: its level, the cell or box that it belongs to."""

    level: int
    paragraphs: list[RawParagraph]
    cell: RawCell | None = None
    box: RawBox | None = None


class _Control(NamedTuple):
    """A control that is open: its level and id, the paragraph that anchors it, the table if it is one."""

    level: int
    identity: int
    owner: RawParagraph
    table: RawTable | None


class SectionReader:
    """Reads the records of one section into `section`; `damage` says where it had to stop."""

    def __init__(self, heads: list[Head | None], budget: Budget) -> None:
        self.section = RawSection()
        self.damage = ""
        self._heads = heads
        self._budget = budget
        self._lists = [_List(0, self.section.paragraphs)]
        self._controls: list[_Control] = []

    def read(self, data: bytes) -> RawSection:
        """All records of `data`, nine in ten of them in the loop itself; TOO_MANY_PARTS or TOO_DEEP past the limits."""
        at, end, count = 0, len(data), 0
        self._check_counts(data)
        lists = self._lists
        here = lists[-1]
        while at + 4 <= end:
            (head,) = _U32(data, at)
            size = head >> 20
            at += 4
            if size == _LONG:
                size = _U32(data, at)[0] if at + 4 <= end else end
                at += 4
            following = at + size
            if following > end:
                break
            tag = head & 0x3FF
            level = head >> 10 & 0x3FF
            if tag == PARA_HEADER:
                while here.level > level and len(lists) > 1:
                    lists.pop()
                    here = lists[-1]
                here.paragraphs.append(RawParagraph("", self._head(data, at) if size >= 10 else None))
                count += 1
            elif tag == PARA_TEXT:
                self._text(data[at : following - (size & 1)])
            elif tag > PARA_RANGE_TAG:
                if (
                    tag != LIST_HEADER
                    or here.cell is None
                    or here.level != level
                    or not self._next_cell(data, at, size)
                ):
                    self._other(tag, level, data[at:following])
                here = lists[-1]
            at = following
        self._budget.spend_paragraphs(count)
        if at != end:
            self.damage = f"{min(at, end)}/{end}"
        return self.section

    def _head(self, data: bytes, at: int) -> Head | None:
        """The automatic head of a paragraph, by the number of its shape."""
        (shape,) = _U16(data, at + 8)
        heads = self._heads
        return heads[shape] if shape < len(heads) else None

    def _check_counts(self, data: bytes) -> None:
        """Paragraphs and cells are counted before anything is made of a stream that could hold more than the limits."""
        at, end = 0, len(data)
        if end <= self._budget.paragraphs * _SMALLEST_RECORD:
            return
        paragraphs, lists = self._budget.paragraphs, self._budget.cells
        left = self._budget.limits.paragraphs * _RECORDS_A_PARAGRAPH
        while at + 4 <= end and paragraphs >= 0 and lists >= 0 and left >= 0:
            (head,) = _U32(data, at)
            at += 4
            size = head >> 20
            if size == _LONG and at + 4 <= end:
                (size,) = _U32(data, at)
                at += 4
            at += size
            left -= 1
            tag = head & 0x3FF
            if tag == PARA_HEADER:
                paragraphs -= 1
            elif tag == LIST_HEADER:
                lists -= 1
        if paragraphs < 0 or lists < 0 or left < 0:
            raise UnreadableDocumentError("TOO_MANY_PARTS", f"> {self._budget.limits.paragraphs}")

    def _text(self, data: bytes) -> None:
        """The text of the paragraph that has just begun."""
        text = _decode(data, "surrogatepass", True)[0].removesuffix("\r")
        paragraph = self._owner()
        if text.isprintable() or needs_splitting(text) is None:
            paragraph.text = text
            return
        paragraph.parts, paragraph.anchors, was_mended = split_text(text, len(data) // 2)
        if was_mended:
            paragraph.add(RawNote("LONE_SURROGATE", "".join(paragraph.parts)))

    def _other(self, tag: int, level: int, record: bytes) -> None:
        if tag == LIST_HEADER:
            self._list_header(level, record)
        elif tag == records.CTRL_HEADER:
            self._control_header(level, record)
        elif tag == records.MEMO_LIST:
            self._close(level)
            self._controls.append(_Control(level, records.HIDDEN_COMMENT_CONTROL, self._owner(), None))
        else:
            controls = self._controls
            while controls and controls[-1].level >= level:
                controls.pop()
            if controls:
                self._content(tag, controls[-1], record)

    def _close(self, level: int) -> None:
        """Lists and controls end where a control of their level or above it begins."""
        lists, controls = self._lists, self._controls
        while len(lists) > 1 and lists[-1].level >= level:
            lists.pop()
        while controls and controls[-1].level >= level:
            controls.pop()

    def _owner(self) -> RawParagraph:
        """The paragraph that anchors what comes; a damaged section can lack it."""
        paragraphs = self._lists[-1].paragraphs
        if not paragraphs:
            paragraphs.append(RawParagraph())
        return paragraphs[-1]

    def _control_header(self, level: int, record: bytes) -> None:
        self._close(level)
        owner = self._owner()
        if len(record) < 4:
            return
        (identity,) = _U32(record, 0)
        table = None
        if identity == records.TABLE_CONTROL:
            table = RawTable()
            owner.add(table)
        elif identity == records.SECTION_CONTROL and len(record) >= 20:
            (self.section.outline,) = _U16(record, 18)
        elif identity in _PRINTING:
            self._print(identity, owner, record[4:])
        self._controls.append(_Control(level, identity, owner, table))

    def _print(self, identity: int, owner: RawParagraph, record: bytes) -> None:
        """A control that prints characters in the line, or says something of the cell in which it stands."""
        here = self._lists[-1]
        if identity == records.AUTO_NUMBER_CONTROL:
            printed, is_of_note = control_text.automatic_number(record)
            if is_of_note and here.box is not None and here.box.role in _NOTES:
                here.box.marker = here.box.marker or printed
            else:
                _put(owner, identity, printed)
        elif identity == records.OVERLAPPED_CONTROL:
            _put(owner, identity, control_text.overlapped_text(record))
        elif identity == records.RUBY_CONTROL:
            main, small = control_text.ruby_text(record)
            _put(owner, identity, main)
            if small:
                box = RawBox("text_box")
                box.paragraphs.append(RawParagraph(small))
                owner.add(box)
        elif here.cell is not None:
            here.cell.formula = control_text.counted_text(record, 5)[0] or None

    def _next_cell(self, data: bytes, at: int, size: int) -> bool:
        """The next cell of the table whose cell is open, if this list header is one."""
        controls, lists = self._controls, self._lists
        level = lists[-1].level
        while controls and controls[-1].level >= level:
            controls.pop()
        if size < 16 or not controls or controls[-1].table is None:
            return False
        lists[-1] = self._cell(level, controls[-1].table, data, at)
        return True

    def _list_header(self, level: int, record: bytes) -> None:
        self._close(level)
        if len(self._lists) > self._budget.limits.depth:
            raise UnreadableDocumentError("TOO_DEEP", f"> {self._budget.limits.depth}")
        if not self._controls:
            self._lists.append(_List(level, []))
            return
        control = self._controls[-1]
        table = control.table
        if table is not None and (table.row_count or table.cells) and len(record) >= 16:
            self._lists.append(self._cell(level, table, record, 0))
        elif table is not None:
            self._lists.append(_List(level, table.captions))
        else:
            role = _BOX_ROLES.get(control.identity, "text_box")
            if control.identity == records.SHAPE_CONTROL and level == control.level + 1:
                role = "caption"
            box = RawBox(role)
            control.owner.add(box)
            self._lists.append(_List(level, box.paragraphs, None, box))

    def _cell(self, level: int, table: RawTable, data: bytes, at: int) -> _List:
        """A new cell, by the list header that begins at `at`."""
        flags, column, row, column_span, row_span = _CELL(data, at + 4)
        cell = RawCell(row, column, row_span or 1, column_span or 1, bool(flags & _HEADER_CELL))
        table.cells.append(cell)
        self._budget.spend_cells(1)
        return _List(level, cell.paragraphs, cell)

    def _content(self, tag: int, control: _Control, record: bytes) -> None:
        """What a record inside a control says of it."""
        owner = control.owner
        if tag == records.TABLE:
            if control.table is not None and len(record) >= 8:
                control.table.row_count, control.table.column_count = _TABLE_SIZE(record, 4)
        elif tag == records.PICTURE:
            owner.add(RawObject("picture"))
        elif tag == records.EQUATION:
            owner.add(RawObject("equation", control_text.equation_script(record)))
        elif tag == records.OLE:
            owner.add(RawObject("ole"))
        elif tag == records.CHART:
            owner.add(RawObject("chart"))
        elif tag == records.VIDEO:
            owner.add(RawObject("drawing"))
        elif tag == records.FORM_OBJECT:
            printed, caption = control_text.form_text(record)
            _put(owner, control.identity, printed)
            owner.add(RawObject("form", caption))
        elif tag == records.TEXT_ART:
            box = RawBox("text_box")
            box.paragraphs.append(RawParagraph(control_text.text_art(record)))
            owner.add(box)


_PRINTING = frozenset(
    {records.AUTO_NUMBER_CONTROL, records.FORMULA_FIELD, records.OVERLAPPED_CONTROL, records.RUBY_CONTROL}
)


def _put(owner: RawParagraph, identity: int, printed: str) -> None:
    """Writes what a control prints at its anchor; one without an anchor prints at the end."""
    for number, (anchored, piece) in enumerate(owner.anchors or ()):
        if anchored == identity and owner.parts is not None and owner.anchors is not None:
            owner.parts[piece] = printed
            del owner.anchors[number]
            return
    if owner.parts is None:
        owner.text += printed
    else:
        owner.parts.append(printed)
