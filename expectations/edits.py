"""One-edit explanations: what slip of the hand or the word processor turns the right number into the printed one.

Offices' sums fail for a few reasons: the row sum of the word processor took in the first amount of the remark, the
first year's cell stands in the total too, a comma became a point, a digit was dropped or typed twice, thousands stand
for millions, a minus was lost, a subtotal was added once more. Each is a small function of (printed, right) in the
table's own unit; `cost` ranks them, 0 for what hardly happens by chance.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from expectations.cells import Cell, Grid
from normalizers.folding import fold
from normalizers.vocabulary import Cause

_FIGURE = re.compile(r"\d[\d.,\s]*")
_THOUSANDS = (1_000, 1_000_000)
_OTHER_UNITS = (100, 10_000)


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a number was printed wrong: cause, its finer name, the amount that got in (won), and how telling it is."""

    cause: Cause
    name: str
    cost: int
    amount: int | None = None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around the cells of a document: grids by table, amounts of remarks by (table, grid row).

    `results` says of each cell that is the result of a sum whether it is summed down its column ("column"), along its
    row ("row") or from elsewhere ("outside").
    """

    cells: Sequence[Cell]
    grids: Mapping[str, Grid]
    remarks: Mapping[tuple[str, int], tuple[int, ...]]
    results: Mapping[int, frozenset[str]]

    def explain(self, index: int, right: int) -> Explanation | None:
        """The most telling explanation of a cell whose right value would be `right`; None where no edit fits."""
        return min(self.explanations(index, right), key=lambda explanation: explanation.cost, default=None)

    def explanations(self, index: int, right: int) -> list[Explanation]:
        """All edits that turn the right value into the printed one."""
        cell = self.cells[index]
        found = [
            explanation
            for find in (_separator, _sign, _unit, _digits)
            if (explanation := find(cell, right)) is not None
        ]
        if cell.is_known and cell.table_id in self.grids:
            repeated = self._repeated(index, right)
            sums = () if repeated is not None and repeated.cost == 1 else (self._counted_twice, self._left_out)
            # of a sum of two parts that prints one of them, the other is always "left out": that says nothing more
            seen = (repeated, *(look(index, right) for look in (self._remark, *sums)))
            found += [explanation for explanation in seen if explanation is not None]
        return found

    def _remark(self, index: int, right: int) -> Explanation | None:
        cell = self.cells[index]
        amounts = self.remarks.get((cell.table_id or "", cell.row), ())
        surplus = cell.value - right
        if not amounts or index not in self.results or surplus <= 0:
            return None
        if surplus in amounts:
            name = "first_remark" if surplus == amounts[0] else "one_remark"
            return Explanation("remark_in_sum", name, 0, surplus)
        if len(amounts) > 1 and surplus == sum(amounts):
            return Explanation("remark_in_sum", "all_remarks", 0, surplus)
        return None

    def _repeated(self, index: int, right: int) -> Explanation | None:
        cell = self.cells[index]
        if not cell.value or cell.value == right:
            return None
        best = None
        for other, distance in self._beside(index):
            if self.cells[other].value == cell.value:
                cost = 1 if distance == 1 else 2
                if best is None or cost < best.cost:
                    best = Explanation("repeated_cell", "repeated_cell", cost, cell.value)
        return best

    def _counted_twice(self, index: int, right: int) -> Explanation | None:
        cell = self.cells[index]
        surplus = cell.value - right
        if index not in self.results or not surplus or not right:
            return None
        if surplus == right and abs(right) > cell.quantum:
            return Explanation("double_counted", "all_twice", 1, surplus)
        twice = [self.cells[other] for other in self._summed_with(index) if self.cells[other].value == surplus]
        if any(getattr(other.source, "is_printed_total", False) for other in twice):
            return Explanation("double_counted", "subtotal_twice", 1, surplus)
        if twice:
            return Explanation("double_counted", "part_twice", 2, surplus)
        return None

    def _left_out(self, index: int, right: int) -> Explanation | None:
        cell = self.cells[index]
        lacking = right - cell.value
        if index not in self.results or not lacking or not cell.value:
            return None
        if any(self.cells[other].value == lacking for other in self._summed_with(index)):
            return Explanation("unknown", "part_left_out", 3, lacking)
        return None

    def _summed_with(self, index: int) -> list[int]:
        """Other cells along the lines in which the cell is a result."""
        cell = self.cells[index]
        ways = self.results.get(index, frozenset())
        return [
            other
            for other, _ in self._beside(index)
            if ("column" in ways and self.cells[other].column == cell.column)
            or ("row" in ways and self.cells[other].row == cell.row)
        ]

    def _beside(self, index: int) -> list[tuple[int, int]]:
        """Other cells of the same row and column with their distance; the first and last of the row are near too."""
        cell = self.cells[index]
        grid = self.grids[cell.table_id or ""]
        row = grid.at[cell.row]
        found = [(other, abs(at - cell.column)) for at, other in enumerate(row) if other >= 0 and other != index]
        if found and cell.column in (0, len(row) - 1):
            found[0 if cell.column == 0 else -1] = (found[0 if cell.column == 0 else -1][0], 1)
        for at in range(max(cell.row - _REACH, 0), min(cell.row + _REACH + 1, len(grid.at))):
            other = grid.at[at][cell.column]
            if other >= 0 and other != index:
                found.append((other, abs(at - cell.row)))
        return found


_REACH = 60


def _separator(cell: Cell, right: int) -> Explanation | None:
    """`24.394` for 24,394, `24,00` for 2,400, `1,24,500` for 124,500: the digits are right, the marks are not."""
    for figure in _FIGURE.findall(fold(cell.source.printed_text).text):
        figure = figure.strip(" .,")
        digits = re.sub(r"\D", "", figure)
        odd = "." in figure or ("," in figure and not re.fullmatch(r"\d{1,3}(,\d{3})+", figure)) or " " in figure
        if odd and digits and int(digits) * cell.unit == abs(right) != abs(cell.value):
            return Explanation("separator", "separator", 0)
    return None


def _sign(cell: Cell, right: int) -> Explanation | None:
    if cell.is_known and right and cell.value == -right:
        return Explanation("sign", "sign", 0)
    return None


def _unit(cell: Cell, right: int) -> Explanation | None:
    """Thousands where millions are meant, or the other way round."""
    small, large = sorted((abs(cell.value), abs(right)))
    if not small or not cell.is_known or (cell.value < 0) != (right < 0):
        return None
    if large in (small * factor for factor in _THOUSANDS):
        return Explanation("unit", "unit", 0)
    if large in (small * factor for factor in _OTHER_UNITS):
        return Explanation("unit", "unit", 2)
    return None


def _digits(cell: Cell, right: int) -> Explanation | None:
    if not cell.is_known or not cell.value or (cell.value < 0) != (right < 0):
        return None
    unit = cell.quantum
    if cell.value % unit or right % unit or cell.value == right:
        return None
    printed, meant = str(abs(cell.value) // unit), str(abs(right) // unit)
    for name, fits, cost in _DIGIT_EDITS:
        if fits(printed, meant):
            return Explanation("dropped_digit" if name in _DROPS else "unknown", name, cost)
    return None


def _is_one_shorter(short: str, long: str) -> bool:
    if len(long) != len(short) + 1 or short == "0":
        return False
    return any(long[:at] + long[at + 1 :] == short for at in range(len(long)))


def _is_doubled(printed: str, meant: str) -> bool:
    return _is_one_shorter(meant, printed)


def _is_swapped(printed: str, meant: str) -> bool:
    differing = [at for at, (one, other) in enumerate(zip(printed, meant, strict=False)) if one != other]
    return (
        len(printed) == len(meant)
        and len(differing) == 2
        and differing[1] == differing[0] + 1
        and printed[differing[0]] == meant[differing[1]]
        and printed[differing[1]] == meant[differing[0]]
    )


def _is_one_other(printed: str, meant: str) -> bool:
    return len(printed) == len(meant) and sum(a != b for a, b in zip(printed, meant, strict=True)) == 1


_DIGIT_EDITS: tuple[tuple[str, Callable[[str, str], bool], int], ...] = (
    ("dropped_digit", _is_one_shorter, 1),
    ("doubled_digit", _is_doubled, 1),
    ("swapped_digits", _is_swapped, 2),
    ("wrong_digit", _is_one_other, 3),
)
_DROPS = frozenset({"dropped_digit", "doubled_digit"})
