"""Tables that are ruled between their rows only.

Reports draw a line under each row and none between the columns. The rows are certain; the columns are so only where a
blank strip runs through all of them, from the first line to the last, and the rows fill them. Anything less stays text.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors.model import Box
from extractors.pdf.grid import Grid, GridCell
from extractors.pdf.segments import Segment
from extractors.pdf.words import Word

_LEAST_RULES = 4
_SAME_END = 2.0
_LOWEST, _HIGHEST = 8.0, 90.0
_GUTTER = 0.8
_FILLED = 0.7


def lying_grids(horizontal: Sequence[Segment], words: Sequence[Word], grids: Sequence[Grid]) -> list[Grid]:
    """The grids of lying rules that belong to no other grid."""
    free = [s for s in horizontal if not any(_touches(s, g.box) for g in grids)]
    found = []
    for rules in _stacks(free):
        top, bottom, left, right = rules[0].at, rules[-1].at, rules[0].start, rules[0].end
        if any(top < s.at < bottom and s.end > left and s.start < right and s not in rules for s in horizontal):
            continue  # a shorter rule: cells that span columns
        inside = [w for w in words if top < w.middle[1] < bottom and left - 2 < w.middle[0] < right + 2]
        if any(w.turn for w in inside) or not inside:
            continue
        ys = [s.at for s in rules]
        xs = [left, *_gutters(inside), right]
        if len(xs) > 2 and _is_filled(xs, ys, inside):
            found.append(_grid(xs, ys))
    return found


def _touches(rule: Segment, box: Box) -> bool:
    return box.y0 - 2 < rule.at < box.y1 + 2 and rule.start < box.x1 and rule.end > box.x0


def _stacks(rules: Sequence[Segment]) -> list[list[Segment]]:
    """Rules of one length below one another, a row of text apart."""
    stacks: list[list[Segment]] = []
    for rule in sorted(rules):
        for stack in stacks:
            last = stack[-1]
            is_as_long = abs(last.start - rule.start) < _SAME_END and abs(last.end - rule.end) < _SAME_END
            if is_as_long and _LOWEST < rule.at - last.at < _HIGHEST:
                stack.append(rule)
                break
        else:
            stacks.append([rule])
    return [stack for stack in stacks if len(stack) >= _LEAST_RULES]


def _gutters(words: Sequence[Word]) -> list[float]:
    """The middles of the blank strips that run through all rows."""
    ordered = sorted(words, key=lambda w: w.start)
    found, end = [], ordered[0].end
    for word in ordered[1:]:
        if word.start - end > _GUTTER * word.size:
            found.append((end + word.start) / 2)
        end = max(end, word.end)
    return found


def _is_filled(xs: Sequence[float], ys: Sequence[float], words: Sequence[Word]) -> bool:
    """Whether every row has text, and most of the cells do."""
    said = set()
    for word in words:
        x, y = word.middle
        said.add((sum(line < y for line in ys), sum(line < x for line in xs)))
    rows, columns = len(ys) - 1, len(xs) - 1
    return len({row for row, _ in said}) == rows and len(said) >= _FILLED * rows * columns


def _grid(xs: list[float], ys: list[float]) -> Grid:
    rows, columns = len(ys) - 1, len(xs) - 1
    cells = [GridCell(r, c, r, c) for r in range(rows) for c in range(columns)]
    return Grid(xs, ys, cells, [[r * columns + c for c in range(columns)] for r in range(rows)])
