"""Which lines of a table are the parts of which total: proposed by labels and places, confirmed by the numbers.

A table prints totals before their parts or after, over one level or several, once for all or once a group, and a
label alone does not say which. So every total is given the candidates that labels and places allow, each is tried
against all crossing lines, and the one that holds most often is the family of equations. A family that no number
confirms is kept only where the labels leave no other reading.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from expectations.lines import Line
from normalizers.folding import squeeze

_PERIODS_OF_A_TOTAL = frozenset({"year", "partial_year", "before_base", "before_term", "within_term", "after_term"})
_TRIED = 48
_SEPARATORS = re.compile(r"\s+/\s+|[>|]")
_FEW = 60
_MANY = 400
_SMALL = 3


@dataclass(frozen=True, slots=True)
class Family:
    """A total line and its (line, sign) parts; how many of its equations hold and fail on the numbers."""

    rule: str
    total: int
    parts: tuple[tuple[int, int], ...]
    is_sure: bool
    holds: int
    fails: int
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Score:
    """`strong`: equations of two or more parts that hold; `weak`: of one part; `fails`: those that do not."""

    strong: int
    weak: int
    fails: int

    @property
    def holds(self) -> int:
        """All that hold."""
        return self.strong + self.weak

    @property
    def merit(self) -> int:
        """What candidates are ranked by."""
        return 3 * self.strong + self.weak - 2 * self.fails


def score(lines: Sequence[Line], total: int, parts: Sequence[tuple[int, int]], quantum: int) -> Score:
    """How often a candidate holds on the crossing lines (the first and last ones of a long table)."""
    result = lines[total]
    strong = weak = fails = 0
    for cross in _crossings(len(result.values)):
        value = result.values[cross]
        if result.cells[cross] < 0 or not result.known[cross]:
            continue
        given = [sign * lines[part].values[cross] for part, sign in parts if lines[part].known[cross]]
        nonzero = len(given) - given.count(0)
        if len(given) < len(parts) or (not value and not nonzero) or not nonzero:
            continue
        if abs(value - sum(given)) * 2 <= (nonzero * quantum if nonzero > 1 else 0):
            strong, weak = (strong + 1, weak) if nonzero > 1 else (strong, weak + 1)
        else:
            fails += 1
    return Score(strong, weak, fails)


def _crossings(count: int) -> list[int]:
    if count <= _TRIED:
        return list(range(count))
    return [*range(_TRIED // 2), *range(count - _TRIED // 2, count)]


def find_families(lines: Sequence[Line], quantum: int, orientation: str) -> list[Family]:
    """The sums among the rows (`orientation` "row": a total row) or the columns of one table."""
    families: dict[int, Family] = {}
    totals = [line.number for line in lines if line.is_total]
    for number in totals:
        found = _best(lines, number, _candidates(lines, number, totals), quantum)
        if found is not None:
            families[number] = found
    for number in _headers_of_groups(lines):
        found = _best(lines, number, _members(lines, number), quantum)
        if found is not None and not found.is_sure and found.fails * 2 <= found.holds:
            families[number] = found
    _like_their_siblings(lines, families, totals, quantum)
    _retry_with_uncovered(lines, families, totals, quantum)
    return [_named(lines, family, orientation) for family in families.values()]


_Candidate = tuple[tuple[int, ...], bool, str]
"""Part lines, whether the labels alone say so, and by what kind of rule they were chosen."""


def _best(lines: Sequence[Line], total: int, candidates: Iterator[_Candidate], quantum: int) -> Family | None:
    best: tuple[int, Score, _Candidate] | None = None
    tried: set[tuple[int, ...]] = set()
    for parts, is_sure, kind in candidates:
        if not parts or parts in tried or total in parts:
            continue
        tried.add(parts)
        merit = score(lines, total, [(part, 1) for part in parts], quantum)
        rank = merit.merit * 4 + (2 if is_sure else 0)
        if best is None or rank > best[0]:
            best = (rank, merit, (parts, is_sure, kind))
    if best is None:
        return None
    _, merit, (parts, is_sure, kind) = best
    confirmed = merit.holds > 0 and merit.fails <= 2 * merit.holds + 1
    if not confirmed and not (is_sure and merit.fails <= _SMALL + 2 * merit.holds):
        return None
    if not is_sure and merit.fails > merit.holds:
        return None
    return Family("", total, tuple((part, 1) for part in parts), is_sure, merit.holds, merit.fails, kind)


def _candidates(lines: Sequence[Line], total: int, totals: Sequence[int]) -> Iterator[_Candidate]:
    line = lines[total]
    alone = len(totals) == 1
    headed = tuple(o.number for o in lines if o.group and o.group == squeeze(line.label) and not o.is_total)
    if headed and not line.group:
        yield headed, True, "headed"
        yield tuple(i for i in headed if lines[i].is_counted), True, "headed"
        return
    if len(lines) <= _MANY:
        if line.source == "total":
            yield (
                _like(lines, line, lambda other: other.source not in (None, "total"), same_source=False),
                True,
                "sources",
            )
        if line.period == "total":
            yield (
                _like(lines, line, lambda other: other.period in _PERIODS_OF_A_TOTAL, same_period=False),
                True,
                "periods",
            )
            yield _like(lines, line, lambda other: other.year is not None, same_period=False), True, "years"
        yield from _by_group(lines, line)
        yield _under_one_head(lines, line), False, "head"
    for step in (1, -1):
        leaves, nearest, subtotals, skipped = _block(lines, line, step)
        yield tuple(sorted(leaves)), alone and not skipped, f"block {step}"
        yield tuple(sorted(nearest)), alone and not skipped, f"nearest {step}"
        yield tuple(sorted(subtotals)), False, f"subtotals {step}"
        yield tuple(sorted((*leaves, *skipped))), False, f"all {step}"
    if (len(totals) <= _FEW and len(lines) <= _MANY) or total in (totals[0], totals[-1]):
        yield tuple(i for i in totals if i != total and _same_measure(lines[i], line)), False, "totals"
        like = tuple(o.number for o in lines if not o.is_total and o.is_counted and _same_measure(o, line))
        yield like, alone and all(_same_measure(o, line) for o in lines), "leaves"


def _under_one_head(lines: Sequence[Line], line: Line) -> tuple[int, ...]:
    """`보증금 / 계` is the sum of what else stands under 보증금, and not of the 월 임대료 beside it."""
    head = _SEPARATORS.split(line.label)[:-1]
    if not head:
        return ()
    return tuple(o.number for o in lines if not o.is_total and _SEPARATORS.split(o.label)[:-1] == head)


def _same_measure(one: Line, other: Line) -> bool:
    return one.measure is None or other.measure is None or one.measure == other.measure


def _like(
    lines: Sequence[Line],
    line: Line,
    admits: Callable[[Line], bool],
    *,
    same_source: bool = True,
    same_period: bool = True,
) -> tuple[int, ...]:
    """Lines that differ from this one in a single attribute."""
    return tuple(
        other.number
        for other in lines
        if other.number != line.number
        and admits(other)
        and other.measure == line.measure
        and other.group == line.group
        and (other.is_counted or other.is_total)
        and (not same_source or other.source == line.source)
        and (not same_period or (other.period, other.year) == (line.period, line.year))
        and (same_source or not other.is_total)
        and (same_period or other.rank == 0)
    )


def _by_group(lines: Sequence[Line], line: Line) -> Iterator[_Candidate]:
    if line.group:
        inside = [o for o in lines if o.group == line.group and o.number != line.number and _same_measure(o, line)]
        yield tuple(o.number for o in inside if not o.is_total and o.is_counted), bool(inside), "group"
        yield tuple(o.number for o in inside if not o.is_total), False, "group"
    label = squeeze(line.label)
    elsewhere = [o for o in lines if o.group != line.group and squeeze(o.label) == label and _same_measure(o, line)]
    if len(elsewhere) > 1:
        yield tuple(o.number for o in elsewhere), False, "label"
    yield from _members(lines, line.number)


def _block(lines: Sequence[Line], line: Line, step: int) -> tuple[list[int], list[int], list[int], list[int]]:
    """Leaves, the nearest leaves, the lower totals and the lines of another measure, up to the next total of its rank.

    They are those on one side of the total: `step` 1 after it, -1 before it.
    """
    leaves: list[int] = []
    nearest: list[int] = []
    subtotals: list[int] = []
    skipped: list[int] = []
    at = line.number + step
    while 0 <= at < len(lines):
        other = lines[at]
        if other.is_total and other.rank >= line.rank and _same_measure(other, line):
            break
        if _same_measure(other, line):
            if other.is_total:
                subtotals.append(at)
            elif other.is_counted:
                leaves.append(at)
                if not subtotals:
                    nearest.append(at)
        elif other.is_counted and not other.is_total:
            skipped.append(at)
        at += step
    return leaves, nearest, subtotals, skipped


def _headers_of_groups(lines: Sequence[Line]) -> list[int]:
    """Lines that are no total by label, but head a group or stand over deeper bullets."""
    groups = {line.group for line in lines if line.group}
    found = []
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        deeper = following is not None and following.level > line.level > 0
        if not line.is_total and (deeper or squeeze(line.label) in groups):
            found.append(line.number)
    return found


def _members(lines: Sequence[Line], number: int) -> Iterator[_Candidate]:
    line = lines[number]
    label = squeeze(line.label)
    if label:
        yield tuple(o.number for o in lines if o.group == label and not o.is_total), False, "headed"
    deeper: list[Line] = []
    for other in lines[number + 1 :]:
        if other.level <= line.level:
            break
        deeper.append(other)
    if deeper and line.level:
        level = min(other.level for other in deeper)
        yield tuple(other.number for other in deeper if other.level == level), False, "bullets"


def _like_their_siblings(
    lines: Sequence[Line], families: dict[int, Family], totals: Sequence[int], quantum: int
) -> None:
    """A subtotal whose sums all fail is made up as the other subtotals of its rank are."""
    for number in totals:
        if number in families or len(totals) > _FEW:
            continue
        kinds = Counter(
            f.kind for t, f in families.items() if lines[t].rank == lines[number].rank and f.holds and not f.fails
        )
        for parts, _, kind in _candidates(lines, number, totals) if kinds else ():
            merit = score(lines, number, [(part, 1) for part in parts], quantum)
            if parts and kind == kinds.most_common(1)[0][0] and merit.fails <= _SMALL:
                signed = tuple((part, 1) for part in parts)
                families[number] = Family("", number, signed, True, merit.holds, merit.fails, kind)
                break


def _retry_with_uncovered(
    lines: Sequence[Line], families: dict[int, Family], totals: Sequence[int], quantum: int
) -> None:
    """A total that fails or has no parts yet may be over the lines that are parts of no other total."""
    for number in totals:
        known = families.get(number)
        if (known is not None and not known.fails) or len(totals) > _FEW:
            continue
        covered = {part for total, family in families.items() if total != number for part, _ in family.parts}
        over = {total for total, family in families.items() if number in {part for part, _ in family.parts}}
        parts = tuple(
            o.number
            for o in lines
            if o.number not in covered and o.number != number and o.number not in over
            and (o.is_counted or o.is_total) and _same_measure(o, lines[number])
        )  # fmt: skip
        found = _best(lines, number, iter([(parts, False, "uncovered")]), quantum)
        if found is not None and (known is None or found.holds - found.fails > known.holds - known.fails):
            families[number] = found


def _named(lines: Sequence[Line], family: Family, orientation: str) -> Family:
    parts = [lines[part] for part, _ in family.parts]
    if all(part.source not in (None, "total") for part in parts):
        rule = "sum_of_sources"
    elif all(part.period in _PERIODS_OF_A_TOTAL for part in parts) and len({(p.period, p.year) for p in parts}) > 1:
        rule = "sum_of_periods"
    elif all(part.is_total for part in parts):
        rule = "sum_of_subtotals"
    else:
        rule = "sum_of_items" if orientation == "row" else "sum_of_columns"
    return replace(family, rule=rule)
