"""Sums that no word of a sum names: `총사업비 | 국비 | 시비 | 구비`, or `사업비` over rows of payers.

Offices print what a project costs beside who pays how much, and leave `계` out. Counted as money of its own, the cost
would be counted twice. The label alone does not tell (`확보액` beside `국비` may be another thing), so the figures do:
a column is the whole of the payers next to it, a row that of the payers below it, where they add up in all lines but
one in three at most.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from normalizers.amounts.numerals import parse_figure
from normalizers.budget.kinds import kind_of
from normalizers.budget.layout import Layout, Part, names_period
from normalizers.budget.words import NOT_MONEY, is_total_label
from normalizers.folding import fold

_SIGN = re.compile(r"^[△▽−–\-]\s?")


@dataclass(frozen=True, slots=True)
class Wholes:
    """Columns and rows (grid indices) of one part that are the sums of the payers beside them."""

    columns: frozenset[int] = frozenset()
    rows: frozenset[int] = frozenset()


def find_wholes(layout: Layout, part: Part, is_payer: Callable[[str], bool], row_labels: dict[int, str]) -> Wholes:
    """The wholes of one part; `row_labels` are the labels of its money rows, `is_payer` says whether a label pays."""
    values = [column.index for column in part.columns if column.is_value and column.role not in NOT_MONEY]
    payers = {index for index in values if is_payer(part.columns[index].leaf)}
    columns = set()
    for at, index in enumerate(values):
        if index in payers or not _may_be_whole(part.columns[index].leaf):
            continue
        runs = (_run(values[at + 1 :], payers), _run(values[:at][::-1], payers))
        if any(
            _adds_up(layout, [[(row, index), *((row, c) for c in run)] for row in part.rows]) for run in runs if run
        ):
            columns.add(index)
    return Wholes(frozenset(columns), _whole_rows(layout, part, values, is_payer, row_labels))


def _whole_rows(
    layout: Layout, part: Part, values: Sequence[int], is_payer: Callable[[str], bool], labels: dict[int, str]
) -> frozenset[int]:
    rows = [row for row in part.rows if row in labels]
    payers = {row for row in rows if is_payer(labels[row])}
    found = set()
    for at, row in enumerate(rows):
        if row in payers or not _may_be_whole(labels[row]):
            continue
        run = _run(rows[at + 1 :], payers)
        if run and _adds_up(layout, [[(row, column), *((r, column) for r in run)] for column in values]):
            found.add(row)
    return frozenset(found)


def _may_be_whole(label: str) -> bool:
    """A label that names a span of time or already says that it is a sum is left to the words."""
    return bool(label) and not is_total_label(label) and not names_period(label)


def _run(indices: Iterable[int], payers: set[int]) -> list[int]:
    """The payers that come first."""
    run: list[int] = []
    for index in indices:
        if index not in payers:
            break
        run.append(index)
    return run if len(run) > 1 else []


def _adds_up(layout: Layout, lines: Sequence[Sequence[tuple[int, int]]]) -> bool:
    """Whether the first place of each line is the sum of the others, in two lines of three at least."""
    compared = agreed = 0
    for whole, *parts in lines:
        total, figures = _figure(layout, whole), [_figure(layout, part) for part in parts]
        if not total or not any(figures):
            continue
        compared += 1
        unit = Decimal(1).scaleb(-max(_places(value) for value in (total, *figures)))
        agreed += abs(total - sum(value or 0 for value in figures)) * 2 <= unit * len(figures)
    return compared > 0 and 3 * agreed >= 2 * compared


def _places(value: Decimal | None) -> int:
    """How many decimals a figure prints."""
    exponent = value.as_tuple().exponent if value is not None else 0
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def _figure(layout: Layout, at: tuple[int, int]) -> Decimal | None:
    """The one figure of a cell; None where it prints none."""
    cell = layout.cell(*at)
    if cell is None or kind_of(cell.text) != "number":
        return None
    text = fold(cell.text).text.strip()
    value = parse_figure(_SIGN.sub("", text))
    return None if value is None else -value if _SIGN.match(text) else value
