"""All equations of one budget table, in both directions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from expectations.cells import Cell, Grid
from expectations.equations import Equation, evaluate
from expectations.families import Family, find_families
from expectations.lines import Line, read_columns, read_rows
from expectations.relations import find_relations


def find_table_equations(grid: Grid, cells: Sequence[Cell]) -> list[Equation]:
    """The equations among the rows and among the columns of a grid, each once."""
    if len(grid.at) * len(grid.columns) < 2:
        return []
    quantum = _usual_quantum(grid, cells)
    equations: list[Equation] = []
    for orientation, lines in (("row", read_rows(grid, cells)), ("column", read_columns(grid, cells))):
        families = [*find_families(lines, quantum, orientation), *find_relations(lines, quantum)]
        families += _two_classifications(lines, families)
        for family in families:
            equations += _instances(family, lines, cells)
    return _distinct(equations)


def _usual_quantum(grid: Grid, cells: Sequence[Cell]) -> int:
    counted = Counter(cells[i].quantum for row in grid.at for i in row if i >= 0 and cells[i].value)
    return counted.most_common(1)[0][0] if counted else 1


def _instances(family: Family, lines: Sequence[Line], cells: Sequence[Cell]) -> Iterator[Equation]:
    result = lines[family.total]
    for cross, at in enumerate(result.cells):
        if at < 0:
            continue
        terms = [(at, 1)]
        missing = False
        for part, sign in family.parts:
            index = lines[part].cells[cross]
            missing = missing or index < 0
            if index >= 0:
                terms.append((index, -sign))
        if len(terms) == 1:
            continue
        made = evaluate(family.rule, terms, cells, is_sure=family.is_sure, support=family.holds)
        if made.state != "void" and not (missing and made.state == "broken"):
            yield made


def _two_classifications(lines: Sequence[Line], families: Sequence[Family]) -> list[Family]:
    """기능별 합계 and 비목별 합계 are one sum cut in two ways: where the totals agree everywhere, their parts must."""
    cut = [f for f in families if "별" in lines[f.total].label and lines[f.total].rank > 0]
    found = []
    for one, other in pairwise(cut):
        values, again = lines[one.total].values, lines[other.total].values
        if values != again or len({value for value in values if value}) < 2:
            continue
        (first, sign), *rest = other.parts
        if sign == 1:
            parts = (*one.parts, *((part, -sign) for part, sign in rest))
            found.append(Family("two_classifications", first, parts, True, one.holds, 0))
    return found


def _distinct(equations: Sequence[Equation]) -> list[Equation]:
    """Each set of cells once: rows and columns of a narrow table can imply the same sum."""
    seen: set[frozenset[tuple[int, int]]] = set()
    kept = []
    for equation in equations:
        key = frozenset(equation.terms)
        turned = frozenset((cell, -coefficient) for cell, coefficient in equation.terms)
        if key not in seen and turned not in seen:
            seen.add(key)
            kept.append(equation)
    return kept
