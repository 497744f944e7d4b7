"""The body of HWPX and HWPML: paragraphs, runs, texts and controls, to the raw tree.

Both write the same tree with other names (`hp:tbl`, `TABLE`); one table of names tells what each element is. Elements
of unknown names are walked through, so that text inside them is found whatever a newer version calls its frame.
"""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from extractors.hancom.numbering import format_number
from extractors.hancom.places import Places
from extractors.hancom.plain_parts import CutSection, MisplacedPlainPartsError, PlainParts, as_paragraphs
from extractors.hancom.tree import (
    FORM_MARKS,
    Budget,
    Heads,
    RawBox,
    RawCell,
    RawNote,
    RawObject,
    RawParagraph,
    RawSection,
    RawTable,
)  # fmt: skip
from extractors.hancom.xml_names import BOXES, NOTES, NUMBERED_IN_TEXT, OBJECTS, SIGNS, SKIPPED, TEXT
from extractors.hancom.xml_tree import LOCAL_NAMES, PLAIN, attribute, number
from extractors.model import UnreadableDocumentError


class XmlBody:
    """Reads sections; `heads` are the automatic heads of paragraph shapes, by their id."""

    def __init__(self, heads: Heads, budget: Budget) -> None:
        self.section = RawSection()
        self._heads = heads
        self._budget = budget
        self._names = LOCAL_NAMES
        self._cells: list[RawCell | None] = [None]
        self._boxes: list[RawBox | None] = [None]
        self._deleted: list[str] | None = None
        """Texts that a tracked change deletes, while one is open."""
        self._actions = self._make_actions()
        self._plain: PlainParts = []

    def read(self, root: etree._Element, cut: CutSection | None = None) -> RawSection:
        """The paragraphs of one section; `cut` are the plain parts that were cut out of it (MisplacedPlainPartsError
        where one of them is more than it seemed)."""
        self._plain = cut.make(self._heads) if cut is not None else []
        self.section = RawSection()
        self._paragraphs(root, self.section.paragraphs)
        return self.section

    def _paragraphs(self, element: etree._Element, paragraphs: list[RawParagraph]) -> None:
        """Every paragraph below `element`, whatever stands between; a table beside them gets one of its own."""
        names = self._names
        for child in element:
            name = names[child.tag]
            if name == "p":
                paragraphs.append(self._paragraph(child))
            elif name == PLAIN:
                paragraphs += as_paragraphs(self._plain_parts(child)[0])
            elif name in self._actions:
                paragraph = RawParagraph("")
                paragraph.parts = []
                paragraphs.append(paragraph)
                self._actions[name](child, paragraph)
            elif name not in SKIPPED and len(child):
                self._paragraphs(child, paragraphs)

    def _paragraph(self, element: etree._Element) -> RawParagraph:
        self._budget.spend_paragraphs(1)
        head = self._heads.get(attribute(element, "paraPrIDRef", "ParaShape"))
        paragraph = RawParagraph("", head)
        parts: list[str] = []
        paragraph.parts = parts
        self._runs(element, paragraph, parts)
        paragraph.text = "".join(parts)
        paragraph.parts = None
        return paragraph

    def _plain_parts(self, instruction: etree._Element) -> tuple[PlainParts, int]:
        """(the plain parts for which an instruction stands, rows that begin between them); deleted text is none."""
        if self._deleted is not None:
            raise MisplacedPlainPartsError
        first, end, rows, count = map(int, (instruction.text or "").split())
        self._budget.spend_paragraphs(count)
        return self._plain[first:end], rows

    def _misplaced(self, _element: etree._Element, _paragraph: RawParagraph) -> None:
        """Paragraphs inside a run or a text print there, and are none of their own."""
        raise MisplacedPlainPartsError

    def _runs(self, element: etree._Element, paragraph: RawParagraph, parts: list[str]) -> None:
        names = self._names
        for child in element:
            name = names[child.tag]
            if name in TEXT:
                self._text(child, paragraph, parts)
            elif name in SIGNS:
                parts.append(SIGNS[name])
            elif name in self._actions:
                self._actions[name](child, paragraph)
            elif name not in SKIPPED and len(child):
                self._runs(child, paragraph, parts)

    def _text(self, element: etree._Element, paragraph: RawParagraph, parts: list[str]) -> None:
        if element.text:
            self._print(element.text, parts)
        for child in element:
            name = self._names[child.tag]
            if name in SIGNS:
                self._print(SIGNS[name], parts)
            elif name == "deletebegin":
                self._deleted = []
            elif name == "deleteend":
                self._end_deletion(paragraph)
            elif name in self._actions:
                self._actions[name](child, paragraph)
            if child.tail:
                self._print(child.tail, parts)

    def _print(self, text: str, parts: list[str]) -> None:
        (parts if self._deleted is None else self._deleted).append(text)

    def _end_deletion(self, paragraph: RawParagraph) -> None:
        if self._deleted:
            paragraph.add(RawNote("TRACKED_DELETION", "".join(self._deleted)))
        self._deleted = None

    def _make_actions(self) -> dict[str, Callable[[etree._Element, RawParagraph], None]]:
        actions: dict[str, Callable[[etree._Element, RawParagraph], None]] = {
            "autonum": self._automatic_number,
            "checkbtn": self._button,
            "checkbutton": self._button,
            "combobox": self._field_object,
            "compose": self._compose,
            "dutmal": self._ruby,
            "edit": self._field_object,
            "equation": self._equation,
            "fieldbegin": self._field,
            "radiobtn": self._button,
            "radiobutton": self._button,
            "secdef": self._section,
            "secpr": self._section,
            "switch": self._switch,
            "table": self._table,
            "tbl": self._table,
            "textart": self._text_art,
            PLAIN: self._misplaced,
        }
        actions |= dict.fromkeys(BOXES, self._box)
        actions |= dict.fromkeys(OBJECTS, self._object)
        return actions

    def _enter(self, cell: RawCell | None, box: RawBox | None) -> None:
        self._cells.append(cell)
        self._boxes.append(box)
        self._check_depth()

    def _check_depth(self, deeper: int = 0) -> None:
        if len(self._cells) + deeper > self._budget.limits.depth:
            raise UnreadableDocumentError("TOO_DEEP", f"> {self._budget.limits.depth}")

    def _leave(self) -> None:
        self._cells.pop()
        self._boxes.pop()

    def _box(self, element: etree._Element, paragraph: RawParagraph) -> None:
        box = RawBox(BOXES[self._names[element.tag]])
        self._enter(None, box)
        self._paragraphs(element, box.paragraphs)
        self._leave()
        if box.paragraphs:
            paragraph.add(box)

    def _table(self, element: etree._Element, paragraph: RawParagraph) -> None:
        rows = number(attribute(element, "rowCnt", "RowCount"))
        columns = number(attribute(element, "colCnt", "ColCount"))
        table = RawTable(rows, columns)
        paragraph.add(table)
        row = -1
        places = Places()
        for child in element:
            name = self._names[child.tag]
            if name in ("tr", "row"):
                row = self._row(child, table, row + 1, places)
            elif name == "caption":
                self._enter(None, None)
                self._paragraphs(child, table.captions)
                self._leave()
            elif name == "shapeobject":
                for inner in child:
                    if self._names[inner.tag] == "caption":
                        self._paragraphs(inner, table.captions)

    def _row(self, element: etree._Element, table: RawTable, row: int, places: Places) -> int:
        """Adds the cells of a row, and of those rows below it that were cut out; the number of the last of them."""
        for child in element:
            name = self._names[child.tag]
            if name == PLAIN:
                parts, rows = self._plain_parts(child)
                cells = [part for part in parts if type(part) is RawCell]
                self._budget.spend_cells(len(cells))
                self._check_depth(1)
                table.cells += cells
                row += rows
            if name not in ("tc", "cell"):
                continue
            cell = self._new_cell(child, row, places)
            table.cells.append(cell)
            self._budget.spend_cells(1)
            self._enter(cell, None)
            self._paragraphs(child, cell.paragraphs)
            self._leave()
        return row

    def _new_cell(self, element: etree._Element, row: int, places: Places) -> RawCell:
        """A cell with its address; one that prints none stands in the next free place of its row."""
        address = span = element
        for child in element:
            name = self._names[child.tag]
            if name == "celladdr":
                address = child
            elif name == "cellspan":
                span = child
        at_row = number(attribute(address, "rowAddr", "RowAddr"), -1)
        column = number(attribute(address, "colAddr", "ColAddr"), -1)
        row_span = number(attribute(span, "rowSpan", "RowSpan"), 1) or 1
        column_span = number(attribute(span, "colSpan", "ColSpan"), 1) or 1
        if at_row < 0 or column < 0:
            at_row, column = row, places.next(row, row_span, column_span)
        is_header = attribute(element, "header", "Header").lower() in ("1", "true")
        return RawCell(at_row, column, row_span, column_span, is_header)

    def _object(self, element: etree._Element, paragraph: RawParagraph) -> None:
        paragraph.add(RawObject(OBJECTS[self._names[element.tag]]))
        self._inside(element, paragraph)

    def _inside(self, element: etree._Element, paragraph: RawParagraph) -> None:
        """Captions and boxes that stand inside an object."""
        for child in element:
            name = self._names[child.tag]
            if name in BOXES:
                self._box(child, paragraph)
            elif name not in SKIPPED and len(child):
                self._inside(child, paragraph)

    def _equation(self, element: etree._Element, paragraph: RawParagraph) -> None:
        script = "".join(child.text or "" for child in element if self._names[child.tag] == "script")
        paragraph.add(RawObject("equation", script))
        self._inside(element, paragraph)

    def _put(self, text: str, paragraph: RawParagraph) -> None:
        if paragraph.parts is not None:
            self._print(text, paragraph.parts)

    def _switch(self, element: etree._Element, paragraph: RawParagraph) -> None:
        """The same content for newer and older programs (a chart, or the picture of it): only the first is read."""
        branch = next(iter(element), None)
        if branch is not None and self._names[branch.tag] == PLAIN:
            self._misplaced(branch, paragraph)
        if branch is not None and paragraph.parts is not None:
            self._runs(branch, paragraph, paragraph.parts)

    def _automatic_number(self, element: etree._Element, paragraph: RawParagraph) -> None:
        kind = attribute(element, "numType", "NumberType").lower()
        form = next((child for child in element if self._names[child.tag] == "autonumformat"), element)
        count = number(attribute(element, "num", "Number"))
        printed = (
            attribute(form, "prefixChar", "PrefixChar")
            + format_number(count, attribute(form, "type", "Type") or "digit")
            + attribute(form, "suffixChar", "SuffixChar")
        )
        box = self._boxes[-1]
        if kind in NOTES and box is not None and box.role in NOTES:
            box.marker = box.marker or printed
        elif kind in NUMBERED_IN_TEXT:
            self._put(printed, paragraph)

    def _button(self, element: etree._Element, paragraph: RawParagraph) -> None:
        kind = "radio" if self._names[element.tag].startswith("radio") else "check"
        caption = value = ""
        for part in element.iter(etree.Element):
            caption = caption or attribute(part, "caption", "Caption")
            value = value or attribute(part, "value", "Value")
        self._put(FORM_MARKS[kind, value.lower() in ("checked", "1", "true")] + caption, paragraph)
        paragraph.add(RawObject("form", caption))

    def _field_object(self, element: etree._Element, paragraph: RawParagraph) -> None:
        text = attribute(element, "selectedValue", "SelectedValue")
        text = text or "".join(child.text or "" for child in element if self._names[child.tag] == "text")
        self._put(text, paragraph)
        paragraph.add(RawObject("form", text))

    def _compose(self, element: etree._Element, paragraph: RawParagraph) -> None:
        self._put(attribute(element, "composeText", "ComposeText", "Text"), paragraph)

    def _ruby(self, element: etree._Element, paragraph: RawParagraph) -> None:
        texts = {self._names[child.tag]: child.text or "" for child in element}
        self._put(texts.get("maintext", ""), paragraph)
        if texts.get("subtext"):
            box = RawBox("text_box")
            box.paragraphs.append(RawParagraph(texts["subtext"]))
            paragraph.add(box)

    def _text_art(self, element: etree._Element, paragraph: RawParagraph) -> None:
        box = RawBox("text_box")
        box.paragraphs.append(RawParagraph(attribute(element, "text", "Text")))
        paragraph.add(box)

    def _field(self, element: etree._Element, paragraph: RawParagraph) -> None:
        """A field's text stands behind it; only a formula says something of its cell, and a memo holds paragraphs."""
        kind = attribute(element, "type", "Type").lower()
        cell = self._cells[-1]
        if kind == "formula" and cell is not None:
            cell.formula = attribute(element, "Command", "command") or self._parameter(element, "command")
        elif kind == "memo":
            box = RawBox("comment")
            self._enter(None, box)
            self._paragraphs(element, box.paragraphs)
            self._leave()
            paragraph.add(box)

    def _parameter(self, element: etree._Element, wanted: str) -> str | None:
        for part in element.iter(etree.Element):
            if self._names[part.tag] == "stringparam" and attribute(part, "name").lower() == wanted:
                return part.text
        return None

    def _section(self, element: etree._Element, paragraph: RawParagraph) -> None:
        self.section.outline = number(attribute(element, "outlineShapeIDRef", "OutlineShape"))
        self._inside(element, paragraph)
