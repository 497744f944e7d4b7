"""A sentence of the body prints an amount that a table prints too: prose amount = table cell.

`총사업비 1,240백만원` in an outline and the sum of the investment plan are one number printed twice. The two are bound
by what they say, never by their being equal: same plan, same measure, same year or the total of all, same payer, and
one cell alone that all this fits. Rounding is that of the unit the sentence is written in, and a sentence that cuts
off what is below its unit (`300억원` for 30,078백만원) is no slip.

How sure the binding is decides what it may do. Where the sentence names its year and measure, a difference is a
finding. A cost without a year may have another scope than the table (the state's project, years before the table): it
is a witness only where a sum of the table is wrong and the sentence prints what that sum gives.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from expectations.cells import Cell
from expectations.document_equations import Places
from expectations.equations import Equation, evaluate
from expectations.lines import total_rank
from expectations.statements import Statement, bare, load_prose_words, read_statements
from normalizers.tables import Amount, BudgetFact

RULE = "prose_and_table"
_SUM = 2


def find_prose_equations(places: Places, known: Sequence[Equation]) -> list[Equation]:
    """The equations between sentences and cells that no known equation states; `known` are the table's own."""
    stated = _stated(places, known)
    broken: dict[int, list[int]] = defaultdict(list)
    for equation in known:
        if equation.state == "broken":
            for cell, factor in equation.terms:
                broken[cell].append(-equation.residual * factor)
    bound = _bound(places)
    disputed = _disputed(places, bound)
    found = []
    for statement, cell in bound:
        prose = places.amount(statement.amount)
        if (cell, places.cells[prose].value) in stated:
            continue
        if cell in disputed:
            statement = replace(statement, is_sure=False)
        made = evaluate(RULE, [(prose, 1), (cell, -1)], places.cells, support=1)
        if _is_kept(made, statement, places.cells, broken.get(cell, ())):
            found.append(made)
            stated.add((cell, places.cells[prose].value))
    return found


def _bound(places: Places) -> list[tuple[Statement, int]]:
    """The statements that can mean one cell alone, each with that cell."""
    facts = ((statement, _only_fact(places, statement)) for statement in read_statements(places.normalized))
    return [(statement, places.of_fact[fact.fact_id]) for statement, fact in facts if fact is not None]


def _disputed(places: Places, bound: Sequence[tuple[Statement, int]]) -> set[int]:
    """Cells for which two sentences print amounts that no rounding makes one: they may speak of two parts."""
    said: dict[int, set[tuple[int, int]]] = defaultdict(set)
    for statement, cell in bound:
        amount = places.cells[places.amount(statement.amount)]
        said[cell].add((amount.quantum, amount.value))
    return {cell for cell, amounts in said.items() if any(_differ(*pair) for pair in pairwise(sorted(amounts)))}


def _differ(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Two amounts, each (won of its last figure, won)."""
    return abs(one[1] - other[1]) >= max(one[0], other[0])


def _stated(places: Places, known: Sequence[Equation]) -> set[tuple[int, int]]:
    """(cell, amount) that a heading states already: a body that says one number twice says it once."""
    pairs = ([cell for cell, _ in e.terms] for e in known if len(e.terms) == 2)
    return {
        (one, places.cells[other].value)
        for pair in pairs
        for one, other in (pair, pair[::-1])
        if isinstance(places.cells[other].source, Amount)
    }


def _is_kept(made: Equation, statement: Statement, cells: Sequence[Cell], asked: Sequence[int]) -> bool:
    """Whether the equation may be stated; `asked` are the corrections of the cell that sums of its table ask for."""
    if made.state == "holds":
        return bool(statement.year is not None or statement.is_total or statement.subject)
    if made.state != "broken" or abs(made.residual) < cells[made.result].quantum:
        return False
    witness = any(abs(made.residual - correction) <= made.tolerance for correction in asked)
    return witness or (statement.year is not None and statement.is_sure and not asked)


def _only_fact(places: Places, statement: Statement) -> BudgetFact | None:
    """The one cell of the plan's tables that the statement can mean."""
    facts = [fact for fact in _facts_of_plan(places, statement) if _fits(fact, statement)]
    if statement.subject:
        named = [f for f in facts if statement.subject in map(bare, (f.row_label, f.line_item, f.sub_project))]
        return named[0] if len(named) == 1 else None
    payer = statement.amount.funding_source
    if payer is not None:
        facts = [fact for fact in facts if fact.funding_source == payer and not fact.line_item and not fact.sub_project]
    elif not _is_alone(facts):
        facts = [f for f in facts if f.is_printed_total and f.funding_source in ("total", None) and _is_sum(f)]
    return facts[0] if len(facts) == 1 else None


def _facts_of_plan(places: Places, statement: Statement) -> Iterator[BudgetFact]:
    kinds = load_prose_words()["tables"]
    for grid in places.grids:
        if grid.table.plan_id == statement.amount.plan_id and grid.table.kind in kinds:
            yield from (fact for row in grid.rows for fact in row)


def _fits(fact: BudgetFact, statement: Statement) -> bool:
    """Same measure, and the same year or the total of all years."""
    if fact.measure not in statement.measures or not fact.amount_won or fact.option is not None:
        return False
    if fact.measure_detail != statement.detail:
        return False
    if statement.year is not None:
        return fact.period_kind == "year" and fact.fiscal_year == statement.year
    return fact.period_kind == "total" or (fact.period_kind == "none" and bool(statement.subject))


def _is_alone(facts: Sequence[BudgetFact]) -> bool:
    """A table of one row has no total: its row is all there is."""
    return len(facts) == 1 and not facts[0].row_label and facts[0].funding_source in ("total", None)


def _is_sum(fact: BudgetFact) -> bool:
    """The row of the whole, not a subtotal of it."""
    return fact.funding_source == "total" or total_rank(fact.row_label or "") >= _SUM
