"""All equations of one budget table, in both directions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from expectations.cells import Cell, Grid
from expectations.equations import Equation, evaluate
from expectations.families import Family, find_families
from expectations.lines import Line, read_columns, read_rows
from expectations.relations import find_relations
from normalizers.tables import BudgetFact


def find_table_equations(grid: Grid, cells: Sequence[Cell]) -> list[Equation]:
    """The equations among the rows and among the columns of a grid, each once."""
    if len(grid.at) * len(grid.columns) < 2:
        return []
    quantum = _usual_quantum(grid, cells)
    equations: list[Equation] = []
    for view in _side_by_side(grid):
        for orientation, lines in (("row", read_rows(view, cells)), ("column", read_columns(view, cells))):
            families = [*find_families(lines, quantum, orientation), *find_relations(lines, quantum)]
            families += _two_classifications(lines, families)
            for family in families:
                equations += _instances(family, lines, cells)
    return [_read_brackets(equation, cells) for equation in _distinct(equations)]


def _side_by_side(grid: Grid) -> list[Grid]:
    """수입의 부 | 지출의 부: two tables in one, whose rows have labels of their own; each half is a grid."""
    halves: list[list[int]] = []
    for column, facts in enumerate(grid.columns):
        if halves and not _labels_differ(grid.columns[halves[-1][-1]], facts):
            halves[-1].append(column)
        else:
            halves.append([column])
    if len(halves) < 2 or min(len(half) for half in halves) < 2:
        return [grid]
    return [_columns_of(grid, half) for half in halves]


def _labels_differ(one: Sequence[BudgetFact], other: Sequence[BudgetFact]) -> bool:
    labels = {fact.row_index: (fact.row_group, fact.row_label) for fact in one}
    shared = [labels[f.row_index] == (f.row_group, f.row_label) for f in other if f.row_index in labels]
    return len(shared) > 1 and shared.count(False) * 2 > len(shared)


def _columns_of(grid: Grid, chosen: Sequence[int]) -> Grid:
    kept = [row for row, line in enumerate(grid.at) if any(line[column] >= 0 for column in chosen)]
    indexes = {grid.column_indexes[column] for column in chosen}
    return Grid(
        grid.table,
        [[grid.at[row][column] for column in chosen] for row in kept],
        [[fact for fact in grid.rows[row] if fact.column_index in indexes] for row in kept],
        [grid.columns[column] for column in chosen],
        [grid.row_indexes[row] for row in kept],
        [grid.column_indexes[column] for column in chosen],
    )


def _read_brackets(equation: Equation, cells: Sequence[Cell]) -> Equation:
    """(43,900) is a minus in one table and a remark in the next: beside plain numbers it leaves a sum open."""
    if equation.state != "broken":
        return equation
    numbers = [cells[cell] for cell, _ in equation.terms if cells[cell].value]
    bracketed = [cell for cell in numbers if cell.value > 0 and _BRACKETED.match(cell.source.printed_text)]
    return replace(equation, state="unknown") if 0 < len(bracketed) < len(numbers) else equation


_BRACKETED = re.compile(r"^\s*[(（\[]\s*[\d,.]+\s*[)）\]]\s*$")


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
