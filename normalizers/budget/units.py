"""Which unit the numbers of a table are in, and which of its cells are money at all.

The nearest unit wins: in the cell, in the row's label, in the column's header, in a caption or a full-width row, in
the heading, in the sentence above whose amounts the table prints again, in the document's other tables. A note of two
units (`단위 : 백만원, %`) is shared out by what each column holds; one without money (`단위 : 개소`) says: counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from extractors.model import Printed
from normalizers.amounts.units import Unit, UnitNote, find_unit_words
from normalizers.budget.kinds import VALUE_KINDS, kind_of
from normalizers.budget.layout import Layout, Part, starting_cells
from normalizers.budget.looks import unit_note
from normalizers.budget.surroundings import Surroundings
from normalizers.budget.words import bare_label
from normalizers.folding import fold
from normalizers.vocabulary import UnitSource

_FIGURE = re.compile(r"\d{1,3}(?:,\d{3})+|\d{3,}")
_FIGURE_BEFORE = re.compile(r"(\d[\d,.]*)\s*$")
_WHOLE = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")
_SHARED = 2
_LABELS = 3
_AGREEING = 2
_SENTENCES = 2


@dataclass(frozen=True, slots=True)
class TableUnit:
    """The unit of a table as a whole. `unit` None with source `none` where nothing says it.

    `others` are the units beside it in its note that are not money; `says_no_money`: its note names only such.
    """

    unit: Unit | None = None
    source: UnitSource = "none"
    text: str | None = None
    others: tuple[str, ...] = ()
    says_no_money: bool = False

    @property
    def is_mixed(self) -> bool:
        """Whether the note names counts beside money, so that a column needs a word of its own."""
        return any("%" not in word for word in self.others)


def printed_unit(layout: Layout, around: Surroundings) -> TableUnit:
    """The unit that the table, its captions or its heading print; a sentence above as the last."""
    for printed, source in _notes_inside(layout):
        note = unit_note(printed.text)
        if note is not None and (made := _from_note(note, printed.text, source)):
            return made
    for found in around.notes:
        if made := _from_note(found.note, found.printed.text, found.source):
            return made
    return _from_sentence(layout, around)


def part_unit(layout: Layout, part: Part) -> TableUnit | None:
    """The unit of one part of a table: of the full-width row above it, or of a label over all its rows.

    `소요예산 (백만원)` spans the rows of payers in a card; None where the part prints none of its own.
    """
    cells = [cell for row in part.captions for cell in starting_cells(layout.grid, row)]
    first, last = (part.rows[0], part.rows[-1]) if part.rows else (0, -1)
    cells += [
        cell
        for cell in (layout.cell(first, column.index) for column in part.columns[:_LABELS] if part.rows)
        if cell is not None and cell.row_span > 1 and cell.row <= first and cell.row + cell.row_span > last
    ]
    if part is not layout.parts[0]:  # `연차별 예산(천원) | 2031 | 2032` further down in a card
        cells += [cell for column in part.columns[:1] if not column.is_value for cell in column.heads]
    for cell in cells:
        note = unit_note(cell.text)
        if note is not None and note.unit is not None and kind_of(cell.text) not in VALUE_KINDS:
            return _from_note(note, cell.text, "table_row" if cell.row in part.captions else "row_label")
    return None


def row_unit(layout: Layout, part: Part, row: int) -> UnitNote | None:
    """The unit that a column `단위` prints for one row (`소요예산 | 백만원 | 50`), None without such a column."""
    for column in part.columns:
        cell = layout.cell(row, column.index)
        if column.leaf and bare_label(column.leaf) == "단위" and cell is not None and cell.text.strip():
            return unit_note(cell.text) or unit_note(f"({cell.text.strip()})")
    return None


def _notes_inside(layout: Layout) -> list[tuple[Printed, UnitSource]]:
    """Full-width rows above the header, and the header of the label columns (`구분 (백만원)`)."""
    inside: list[tuple[Printed, UnitSource]] = []
    for row in layout.caption_rows:
        inside += [(cell.printed, "table_row") for cell in starting_cells(layout.grid, row) if cell.text.strip()]
    for part in layout.parts[:1]:
        for column in part.columns:
            if not column.is_value and column.role in ("label", "name", "unknown"):
                inside += [(cell.printed, "table_row") for cell in column.heads if unit_note(cell.text)]
    return inside


def _from_note(note: UnitNote, text: str, source: UnitSource) -> TableUnit | None:
    if note.unit is not None:
        return TableUnit(note.unit, source, text[note.start : note.end], note.other)
    if note.money:
        return None
    return TableUnit(None, "none", text[note.start : note.end], note.other, says_no_money=True)


def _from_sentence(layout: Layout, around: Surroundings) -> TableUnit:
    """A sentence right above whose amounts, all in one unit, the table prints again as bare figures or adds up to."""
    figures = printed_figures(layout) | _column_sums(layout)
    for line in around.lines[:_SENTENCES]:
        words = find_unit_words(line.text)
        if not words or len({word.unit.won for word in words}) != 1:
            continue
        said = {m[1].rstrip(".,") for word in words if (m := _FIGURE_BEFORE.search(fold(line.text[: word.start]).text))}
        if said & figures:
            return TableUnit(words[0].unit, "sentence", line.text[words[0].start : words[0].end])
    return TableUnit()


def _column_sums(layout: Layout) -> frozenset[str]:
    """The sums of the bare figures of each column, with their commas."""
    sums: set[str] = set()
    for column in range(layout.table.column_count):
        texts = [fold(cell.text).text.strip() for cell in layout.table.cells if cell.column == column]
        figures = [int(text.replace(",", "")) for text in texts if _WHOLE.fullmatch(text)]
        if len(figures) > 1:
            sums.add(f"{sum(figures):,}")
    return frozenset(sums)


def printed_figures(layout: Layout) -> frozenset[str]:
    """The longer figures printed in the table's values, as texts."""
    found: set[str] = set()
    for cell in layout.table.cells:
        if kind_of(cell.text) in VALUE_KINDS:
            found |= set(_FIGURE.findall(fold(cell.text).text))
    return frozenset(found)


def document_units(
    layouts: Mapping[int, Layout], units: Mapping[int, TableUnit], plan_of: Callable[[int], str | None]
) -> dict[int, TableUnit]:
    """For tables that print no unit: that of other tables, where these leave one possibility.

    It is taken from tables that print at least two of the same figures; else from the tables of the same plan; else
    from all tables of the document, of which two must print a unit. Those asked must all print the same one, and an
    amount: a blank form says nothing of the amounts of others.
    """
    known = {b: unit for b, unit in units.items() if unit.unit is not None and _prints_amounts(layouts[b])}
    figures = {block: printed_figures(layouts[block]) for block in layouts}
    found: dict[int, TableUnit] = {}
    for block, unit in units.items():
        if unit.unit is not None or unit.says_no_money:
            continue
        alike = [known[b] for b in known if len(figures[b] & figures[block]) >= _SHARED]
        plan = plan_of(block)
        beside = [known[b] for b in known if plan is not None and plan_of(b) == plan]
        every = list(known.values()) if len(known) >= _AGREEING else []
        if (one := _agreed(alike) or _agreed(beside) or _agreed(every)) is not None:
            found[block] = one
    return found


def _prints_amounts(layout: Layout) -> bool:
    return any(kind_of(cell.text) in ("number", "money") for cell in layout.table.cells)


def _agreed(units: Sequence[TableUnit]) -> TableUnit | None:
    """The unit that all of them print, as one taken from the document."""
    worths = {unit.unit.won for unit in units if unit.unit}
    return TableUnit(units[0].unit, "document", units[0].text) if len(worths) == 1 else None
