"""The slips that offices make, planted into correct tables: what was changed, and what was right. All from the seed."""

from __future__ import annotations

import random as random_module
from collections.abc import Callable
from dataclasses import dataclass, replace

from planted_tables import SHAPES, Maker, Planted, make_table, years_by_sources

from normalizers.normalized import NormalizedDocument

__all__ = [
    "PAIRS",
    "SHAPES",
    "SLIPS",
    "Maker",
    "Planted",
    "Slip",
    "as_printed",
    "make_table",
    "misprint",
    "plant",
    "years_by_sources",
]


@dataclass(frozen=True)
class Slip:
    """What was planted: cause, and the right units of each changed cell."""

    cause: str
    right: dict[tuple[int, int], int]


def _copy(table: Planted) -> Planted:
    return replace(table, values=[list(row) for row in table.values], texts=dict(table.texts))


def _any_cell(random: random_module.Random, table: Planted, least: int = 100) -> tuple[int, int] | None:
    cells = [(r, c) for r, row in enumerate(table.values) for c, units in enumerate(row) if abs(units) >= least]
    return random.choice(cells) if cells else None


def _change(
    table: Planted, cause: str, place: tuple[int, int], units: int, text: str | None = None
) -> tuple[Planted, Slip] | None:
    row, column = place
    right = table.values[row][column]
    if abs(units - right) <= 30 or not units:
        return None
    made = _copy(table)
    made.values[row][column] = units
    if text:
        made.texts[place] = text
    return made, Slip(cause, {place: right})


def remark_in_sum(random: random_module.Random, table: Planted) -> tuple[Planted, Slip] | None:
    places = [(r, c) for r, c in table.results if r in table.remarks and (c == 0)]
    if not places:
        return None
    row, column = random.choice(places)
    return _change(table, "remark_in_sum", (row, column), table.values[row][column] + table.remarks[row][0])


def repeated_cell(random: random_module.Random, table: Planted) -> tuple[Planted, Slip] | None:
    if len(table.columns) < 2:
        return None
    row, column = random.randrange(len(table.rows)), random.randrange(len(table.columns))
    beside = column + 1 if column == 0 else column - 1
    return _change(table, "repeated_cell", (row, column), table.values[row][beside])


def separator(random: random_module.Random, table: Planted) -> tuple[Planted, Slip] | None:
    place = _any_cell(random, table, 10_000)
    if place is None or table.unit < 1000:
        return None
    right = table.values[place[0]][place[1]]
    if right < 0 or right % 1000 == 0:
        return None
    made = _copy(table)
    made.texts[place] = f"{right // 1000}.{right % 1000:03d}"
    made.values[place[0]][place[1]] = right  # the won are set by `misprint` below
    return made, Slip("separator", {place: right})


def dropped_digit(random: random_module.Random, table: Planted) -> tuple[Planted, Slip] | None:
    place = _any_cell(random, table)
    if place is None:
        return None
    right = table.values[place[0]][place[1]]
    digits = str(abs(right))
    at = random.randrange(len(digits))
    short = (digits[:at] + digits[at + 1 :]) if random.random() < 0.5 else digits[: at + 1] + digits[at:]
    return (
        _change(table, "dropped_digit", place, int(short) * (1 if right > 0 else -1))
        if not short.startswith("0")
        else None
    )


def wrong_unit(random: random_module.Random, table: Planted) -> tuple[Planted, Slip] | None:
    place = _any_cell(random, table)
    if place is None:
        return None
    right = table.values[place[0]][place[1]]
    if right % 1000 == 0 and random.random() < 0.5:
        return _change(table, "unit", place, right // 1000)
    return _change(table, "unit", place, right * 1000)


def lost_sign(random: random_module.Random, table: Planted) -> tuple[Planted, Slip] | None:
    place = _any_cell(random, table)
    if place is None or (table.shape != "before_and_after" and random.random() < 0.8):
        return None
    return _change(table, "sign", place, -table.values[place[0]][place[1]])


def shifted_column(random: random_module.Random, table: Planted) -> tuple[Planted, Slip] | None:
    """Two neighbouring parts of a row change places: the row still adds up, the columns do not."""
    results = set(table.results)
    if table.shape not in ("years_by_sources", "sources_by_years", "subtotals"):
        return None
    rows = [r for r in range(len(table.rows)) if (r, 1) not in results]
    if not rows or len(table.columns) < 3:
        return None
    row = random.choice(rows)
    column = random.randrange(1, len(table.columns) - 1)
    one, other = table.values[row][column : column + 2]
    if abs(one - other) <= 30:
        return None
    made = _copy(table)
    made.values[row][column : column + 2] = [other, one]
    return made, Slip("shifted_column", {(row, column): one, (row, column + 1): other})


def double_counted(random: random_module.Random, table: Planted) -> tuple[Planted, Slip] | None:
    """A total that took in a subtotal once more, or everything twice."""
    if table.shape not in ("subtotals", "items_by_bullets"):
        return None
    tops = [r for r, row in enumerate(table.rows) if row["row_label"] in ("총계", "□ 합계")]
    subs = [r for r, row in enumerate(table.rows) if row.get("total") and r not in tops]
    column = random.randrange(len(table.columns))
    right = table.values[tops[0]][column]
    extra = table.values[random.choice(subs)][column] if random.random() < 0.7 else right
    return _change(table, "double_counted", (tops[0], column), right + extra)


_Slip = Callable[[random_module.Random, Planted], tuple[Planted, Slip] | None]
SLIPS: dict[str, _Slip] = {
    "remark_in_sum": remark_in_sum,
    "repeated_cell": repeated_cell,
    "separator": separator,
    "dropped_digit": dropped_digit,
    "unit": wrong_unit,
    "sign": lost_sign,
    "shifted_column": shifted_column,
    "double_counted": double_counted,
}


def misprint(document: NormalizedDocument) -> NormalizedDocument:
    """Facts printed with a point for a comma say thousandths of their unit, as the parser reads them."""
    facts = tuple(
        replace(fact, amount_won=fact.amount_won // 1000 if fact.amount_won is not None else None)
        if "." in fact.printed_text
        else fact
        for fact in document.budget_facts
    )
    return replace(document, budget_facts=facts)


def another_number(random: random_module.Random, table: Planted) -> tuple[Planted, Slip] | None:
    """A number that has nothing to do with the right one: an old draft's, another row's of another table."""
    place = _any_cell(random, table)
    if place is None:
        return None
    right = abs(table.values[place[0]][place[1]])
    return _change(table, "unknown", place, random.randint(right // 3, right * 3))


def as_printed(table: Planted) -> Planted:
    """The table with the numbers that a reader sees: a point for a comma makes thousandths."""
    made = _copy(table)
    for (row, column), text in table.texts.items():
        if "." in text:
            made.values[row][column] //= 1000
    return made


def plant(random: random_module.Random, cause: str, pair_with: str | None = None) -> tuple[Planted, list[Slip]]:
    """A table with one slip of this cause, or with a second one of another in another cell; not all causes meet."""
    slips = {**SLIPS, "unknown": another_number}
    for _ in range(10_000):
        table = make_table(random)
        if pair_with is not None and not table.two_equations:
            continue  # of two slips in one equation nobody can tell the causes
        first = slips[cause](random, table)
        if first is None:
            continue
        if pair_with is None:
            return first[0], [first[1]]
        second = slips[pair_with](random, first[0])
        if second is not None and not (second[1].right.keys() & first[1].right.keys()):
            return second[0], [first[1], second[1]]
    raise ValueError(f"no shape holds both {cause} and {pair_with}")


PAIRS = tuple(
    (one, other)
    for one in SLIPS
    for other in SLIPS
    if "double_counted" not in (one, other)
    or {one, other} <= {"double_counted", "dropped_digit", "unit", "repeated_cell"}
)
