"""Segments to grids: which rules belong together, and which cells they enclose.

The rules of a table are cut into elementary cells at every line of it, and cells with no rule between them are united:
so every span follows by construction. A line counts between two elementary cells if it covers most of their common
side; the outer sides need no rule at all (tables open at the left and right are the rule in Korean offices).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from extractors.model import Box
from extractors.pdf.segments import Segment

TOUCH = 1.6
"""How far apart, in points, two rules may end and still meet."""

SAME_LINE = 2.8
"""How far apart two parallel rules may be and still be one (a double line's are)."""


@dataclass(frozen=True, slots=True)
class GridCell:
    """Rows row to last_row and columns column to last_column (inclusive) of the grid."""

    row: int
    column: int
    last_row: int
    last_column: int


@dataclass(slots=True)
class Grid:
    """Lines of a table and the cells between them; `owner[row][column]` is the index of the cell that stands there."""

    xs: list[float]
    ys: list[float]
    cells: list[GridCell]
    owner: list[list[int]]

    @property
    def box(self) -> Box:
        """The rectangle around the whole."""
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def cell_box(self, cell: GridCell) -> Box:
        """The rectangle of a cell on the page."""
        return Box(self.xs[cell.column], self.ys[cell.row], self.xs[cell.last_column + 1], self.ys[cell.last_row + 1])

    def cell_at(self, x: float, y: float) -> int | None:
        """The index of the cell around a point, None outside the grid (two points of grace at its edge)."""
        xs, ys = self.xs, self.ys
        if not (xs[0] - 2 <= x <= xs[-1] + 2 and ys[0] - 2 <= y <= ys[-1] + 2):
            return None
        column, row = bisect_right(xs, x, 1, len(xs) - 1) - 1, bisect_right(ys, y, 1, len(ys) - 1) - 1
        return self.owner[row][column]


Rules = tuple[list[Segment], list[Segment]]
"""Horizontal and vertical segments that touch one another."""


def find_grids(
    horizontal: Sequence[Segment], vertical: Sequence[Segment], is_row: Callable[[Box], bool] = lambda _: False
) -> list[Grid]:
    """The grids of a page, one for each set of rules that touch, in the order of their tops.

    `is_row` says whether a strip between two tables holds a single row of text: see `_join_open`.
    """
    parts = _join_open(_components(horizontal, vertical), is_row)
    grids = [grid for across, along in parts if (grid := _make_grid(across, along)) is not None]
    return sorted(grids, key=lambda g: (g.ys[0], g.xs[0]))


def _join_open(parts: list[Rules], is_row: Callable[[Box], bool]) -> list[Rules]:
    """Put together the parts of a table that is open at its sides and that full-width rows cut.

    Such a row has no rule at all but its upper and lower one, so the inner rules above and below it never meet. Two
    parts are one table if both are open at both sides, reach equally far, are divided at the same places, face each
    other with thinner rules than the table's edge, and the strip between them holds one row of text.
    """
    tall = sorted((p for p in parts if p[0] and p[1]), key=lambda p: min(s.at for s in p[0]))
    joined = [p for p in parts if not (p[0] and p[1])]
    for part in tall:
        for upper in joined:
            if upper[0] and upper[1] and _is_cut_by_row(upper, part, is_row):
                upper[0].extend(part[0])
                upper[1].extend(part[1])
                break
        else:
            joined.append((list(part[0]), list(part[1])))
    return joined


def _is_cut_by_row(upper: Rules, lower: Rules, is_row: Callable[[Box], bool]) -> bool:
    left, right = _reach(upper[0], upper[1])
    low_left, low_right = _reach(lower[0], lower[1])
    if abs(left - low_left) > SAME_LINE or abs(right - low_right) > SAME_LINE:
        return False
    inner, low_inner = ({round(s.at) for s in part[1]} for part in (upper, lower))
    ends = {v for x in (left, right) for v in range(round(x) - 3, round(x) + 4)}
    if inner & ends or low_inner & ends or not all(any(abs(a - b) <= 2 for b in inner) for a in low_inner):
        return False
    top, bottom = max(s.at for s in upper[0]), min(s.at for s in lower[0])
    return bottom > top and _is_thinner(upper, lower) and is_row(Box(left, top, right, bottom))


def _is_thinner(upper: Rules, lower: Rules) -> bool:
    """Whether the rules that face each other are thinner than the table's upper edge: no edges of tables themselves."""
    edge = min(upper[0]).thick
    return max(upper[0]).thick < 0.7 * edge and min(lower[0]).thick < 0.7 * edge


def _components(horizontal: Sequence[Segment], vertical: Sequence[Segment]) -> list[Rules]:
    """Sets of rules that touch one another."""
    parent = list(range(len(horizontal) + len(vertical)))

    def root(item: int) -> int:
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    order = sorted(range(len(vertical)), key=lambda i: vertical[i].at)
    places = [vertical[i].at for i in order]
    for index, (y, x0, x1, _) in enumerate(horizontal):
        for k in range(bisect_left(places, x0 - TOUCH), bisect_right(places, x1 + TOUCH)):
            segment = vertical[order[k]]
            if segment.start - TOUCH <= y <= segment.end + TOUCH:
                parent[root(index)] = root(len(horizontal) + order[k])
    sets: dict[int, Rules] = {}
    for index, segment in enumerate(horizontal):
        sets.setdefault(root(index), ([], []))[0].append(segment)
    for index, segment in enumerate(vertical):
        sets.setdefault(root(len(horizontal) + index), ([], []))[1].append(segment)
    return list(sets.values())


class _Lines:
    """Parallel rules as lines: each a place and the stretches that are drawn on it."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self.places: list[float] = []
        self.stretches: list[list[tuple[float, float]]] = []
        first = last = 0.0
        weights: list[tuple[float, float]] = []
        for segment in sorted(segments):
            if self.places and segment.at - last <= SAME_LINE and segment.at - first <= 1.5 * SAME_LINE:
                self.stretches[-1].append((segment.start, segment.end))
                weights.append((segment.at, segment.end - segment.start))
            else:
                self.places.append(segment.at)
                self.stretches.append([(segment.start, segment.end)])
                first = segment.at
                weights = [(segment.at, segment.end - segment.start)]
            last = segment.at
            self.places[-1] = sum(a * w for a, w in weights) / sum(w for _, w in weights)
        for stretches in self.stretches:
            stretches.sort()

    def covers(self, line: int, start: float, end: float) -> bool:
        """Whether rules are drawn on more than half of a stretch of the line."""
        covered, reached = 0.0, start
        for a, b in self.stretches[line]:
            low, high = max(a, reached), min(b, end)
            if high > low:
                covered += high - low
                reached = high
        return covered > 0.55 * (end - start)

    def bound(self, low: float, high: float) -> None:
        """Add lines without rules at both ends where none is near."""
        if not self.places or low < self.places[0] - SAME_LINE:
            self.places.insert(0, low)
            self.stretches.insert(0, [])
        if high > self.places[-1] + SAME_LINE:
            self.places.append(high)
            self.stretches.append([])


def _make_grid(horizontal: list[Segment], vertical: list[Segment]) -> Grid | None:
    """The grid of rules that touch; None where they enclose nothing."""
    if len(horizontal) < 2 and len(vertical) < 2:
        return None
    rows, columns = _Lines(horizontal), _Lines(vertical)
    columns.bound(*_reach(horizontal, vertical))
    rows.bound(*_reach(vertical, horizontal))
    xs, ys = columns.places, rows.places
    if len(xs) < 2 or len(ys) < 2:
        return None
    return Grid(xs, ys, *_unite(rows, columns))


def _reach(along: Sequence[Segment], across: Sequence[Segment]) -> tuple[float, float]:
    """How far rules of one direction reach; those of the other direction where there is none."""
    if not along:
        return min(s.at for s in across), max(s.at for s in across)
    return min(s.start for s in along), max(s.end for s in along)


def _unite(rows: _Lines, columns: _Lines) -> tuple[list[GridCell], list[list[int]]]:
    """Elementary cells without a rule between them are one cell; unions that are no rectangles are cut into some."""
    xs, ys = columns.places, rows.places
    height, width = len(ys) - 1, len(xs) - 1
    parent = list(range(height * width))

    def root(item: int) -> int:
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    for row in range(height):
        for column in range(width):
            here = row * width + column
            if column and not columns.covers(column, ys[row], ys[row + 1]):
                parent[root(here)] = root(here - 1)
            if row and not rows.covers(row, xs[column], xs[column + 1]):
                parent[root(here)] = root(here - width)
    members: dict[int, list[tuple[int, int]]] = {}
    for row in range(height):
        for column in range(width):
            members.setdefault(root(row * width + column), []).append((row, column))
    cells = sorted(
        (cell for places in members.values() for cell in _rectangles(places)), key=lambda c: (c.row, c.column)
    )
    owner = [[-1] * width for _ in range(height)]
    for index, cell in enumerate(cells):
        for row in range(cell.row, cell.last_row + 1):
            owner[row][cell.column : cell.last_column + 1] = [index] * (cell.last_column - cell.column + 1)
    return cells, owner


def _rectangles(places: list[tuple[int, int]]) -> list[GridCell]:
    """One rectangle if the places fill it, else bands of rows with the same columns."""
    top, bottom = places[0][0], places[-1][0]
    left, right = min(c for _, c in places), max(c for _, c in places)
    if len(places) == (bottom - top + 1) * (right - left + 1):
        return [GridCell(top, left, bottom, right)]
    runs: dict[int, list[tuple[int, int]]] = {}
    for row, column in places:
        row_runs = runs.setdefault(row, [])
        if row_runs and row_runs[-1][1] == column - 1:
            row_runs[-1] = (row_runs[-1][0], column)
        else:
            row_runs.append((column, column))
    cells: list[GridCell] = []
    open_runs: dict[tuple[int, int], int] = {}
    for row in range(top, bottom + 2):
        now = runs.get(row, [])
        ended = [r for r in open_runs if r not in now]
        cells += [GridCell(open_runs.pop(run), run[0], row - 1, run[1]) for run in ended]
        for run in now:
            open_runs.setdefault(run, row)
    return cells
