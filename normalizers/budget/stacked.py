"""Several rows drawn as one: a label cell of many lines beside value cells of as many lines.

`국비⏎시비⏎구비` beside `120⏎60⏎60` are three rows whose rules nobody drew. The lines are told apart only where each
label line is a payer, a total or a bulleted item of its own: a label that is merely broken over two lines is one label,
and a figure in brackets below another is a second amount of the same row.
"""

from __future__ import annotations

from dataclasses import replace

from extractors.model import Cell, Printed
from normalizers.budget.kinds import VALUE_KINDS, kind_of
from normalizers.budget.rows import RowLabel, rank_of
from normalizers.budget.sources import is_strong, read_source
from normalizers.budget.words import is_total_label
from normalizers.vocabulary import IssuerLevel


def stacked_rows(cell: Cell, label: RowLabel, level: IssuerLevel | None) -> list[tuple[Printed, RowLabel]]:
    """The lines of a value cell, each with the label of its line; empty where the cell is one row."""
    if label.cell is None or "\n" not in cell.text or "\n" not in label.cell.text:
        return []
    values, names = _lines(cell.printed), [line.text for line in _lines(label.cell.printed)]
    if len(values) != len(names) or len(names) < 2:
        return []
    if not all(kind_of(value.text) in VALUE_KINDS and value.text[0] not in "([" for value in values):
        return []
    if not all(_stands_alone(name, level) for name in names):
        return []
    return [
        (value, replace(label, text=name, is_total=is_total_label(name), parent=None))
        for value, name in zip(values, names, strict=True)
    ]


def _lines(printed: Printed) -> list[Printed]:
    """The printed lines of a cell that are not blank, each with its place."""
    found: list[Printed] = []
    at = 0
    for line in printed.text.split("\n"):
        if line.strip():
            found.append(printed.part(at, at + len(line)).strip())
        at += len(line) + 1
    return found


def _stands_alone(name: str, level: IssuerLevel | None) -> bool:
    """Whether a line is a label by itself: a payer, a total, or an item with a bullet."""
    return is_total_label(name) or rank_of(name) is not None or is_strong(name, read_source(name, level))
