"""A small seeded run of what `tests/benchmarks/bench_findings.py` measures on thousands of tables."""

from __future__ import annotations

import random
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))

import planted_equations
import planted_slips as planted

from expectations import validate

TABLES = 40


def places(findings):
    return {(f.row_index - 1, f.column_index - 1): f for f in findings if f.row_index is not None}


@pytest.mark.parametrize("cause", planted.SLIPS)
def test_a_planted_slip_is_found_named_and_mended(cause):
    source = random.Random(sorted(planted.SLIPS).index(cause) + 31)
    detected = named = 0
    for _ in range(TABLES):
        table, slips = planted.plant(source, cause)
        findings = validate(planted.misprint(table.to_document())).findings
        right = slips[0].right
        found = places(findings)
        detected += any(place in found for place in right) or any(
            (o.row_index - 1, o.column_index - 1) in right for f in findings for o in f.operands if o.row_index
        )
        named += any(found[place].cause == cause for place in right if place in found)
        for place, finding in found.items():
            if finding.repair_won is not None:
                assert place in right
                assert finding.repair_won == right[place] * table.unit
                assert finding.confirmations >= 2
    assert detected == TABLES
    assert named >= 0.8 * TABLES


@pytest.mark.parametrize(
    "shape", {shape.__name__: shape for shape in planted.SHAPES}.values(), ids=lambda s: s.__name__
)
def test_a_correct_table_has_no_finding_and_reconciles(shape):
    source = random.Random(5)
    for _ in range(TABLES):
        table = shape(planted.Maker(source))
        report = validate(table.to_document())
        assert report.findings == ()
        assert list(report.reconciles.values()) == [True]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from(sorted(planted.SLIPS)), st.integers(2, 9))
def test_scaling_all_amounts_keeps_the_findings(seed, cause, factor):
    table, _ = planted.plant(random.Random(seed), cause)
    document = planted.misprint(table.to_document())
    scaled = replace(
        document,
        budget_tables=tuple(replace(t, unit_won=t.unit_won * factor) for t in document.budget_tables),
        budget_facts=tuple(
            replace(f, unit_won=f.unit_won * factor, amount_won=f.amount_won and f.amount_won * factor)
            for f in document.budget_facts
        ),
        amounts=tuple(replace(a, amount_won=a.amount_won * factor) for a in document.amounts),
    )
    before, after = validate(document).findings, validate(scaled).findings
    if table.unit == 1:  # whole won are exact, scaled ones may have been rounded
        assert {f.finding_id for f in after} == {f.finding_id for f in before}
        return
    assert [(f.finding_id, f.cause, f.repair_won) for f in after] == [
        (f.finding_id, f.cause, f.repair_won and f.repair_won * factor) for f in before
    ]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.randoms(use_true_random=False))
def test_the_order_of_the_sources_does_not_matter(seed, shuffler):
    source = random.Random(seed)
    table = planted.years_by_sources(planted.Maker(source))
    slip = planted.dropped_digit(source, table)
    if slip is None:
        return
    made = slip[0]
    order = [0, *shuffler.sample(range(1, len(made.rows)), len(made.rows) - 1)]
    moved = replace(
        made,
        rows=[made.rows[r] for r in order],
        values=[made.values[r] for r in order],
        texts={},
        remarks={new: made.remarks[r] for new, r in enumerate(order) if r in made.remarks},
    )
    before = {
        (made.rows[f.row_index - 1]["row_label"], f.column_index, f.repair_won)
        for f in validate(made.to_document()).findings
    }
    after = {
        (moved.rows[f.row_index - 1]["row_label"], f.column_index, f.repair_won)
        for f in validate(moved.to_document()).findings
    }
    assert after == before


def several_slips(seed, count):
    """A table of two equations a cell with so many slips, of any cause or none, and what was right."""
    source = random.Random(seed)
    table = planted.make_table(source)
    while not table.two_equations:
        table = planted.make_table(source)
    right = {}
    for _ in range(count * 20):
        make = source.choice([*planted.SLIPS.values(), planted.another_number, planted.another_number])
        made = make(source, table)
        if made is not None and not made[1].right.keys() & right.keys():
            table, slip = made
            right.update(slip.right)
            count -= 1
        if not count:
            break
    return table, right


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 2))
def test_no_repair_is_given_for_a_cell_that_is_right(seed, count):
    table, right = several_slips(seed, count)
    if planted_equations.is_like_one_slip(planted.as_printed(table), right):
        return
    findings = validate(planted.misprint(table.to_document())).findings
    repaired = {place for place, finding in places(findings).items() if finding.repair_won is not None}
    assert repaired <= right.keys()


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 3))
def test_no_repair_breaks_a_sum_that_held(seed, count):
    table, _ = several_slips(seed, count)
    findings = validate(planted.misprint(table.to_document())).findings
    printed = planted.as_printed(table)
    before = planted_equations.failing(printed)
    for (row, column), finding in places(findings).items():
        if finding.repair_won is not None:
            printed.values[row][column] = finding.repair_won // table.unit
    assert planted_equations.failing(printed) <= before


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.randoms(use_true_random=False))
def test_the_order_of_the_years_does_not_matter(seed, shuffler):
    source = random.Random(seed)
    table = planted.years_by_sources(planted.Maker(source))
    slips = [planted.SLIPS["dropped_digit"](source, table), planted.SLIPS["unit"](source, table)]
    if None in slips:
        return
    made = slips[0][0]
    for row, column in slips[1][1].right:
        made.values[row][column] = slips[1][0].values[row][column]
    order = [0, *shuffler.sample(range(1, len(made.columns)), len(made.columns) - 1)]
    moved = replace(
        made,
        columns=[made.columns[column] for column in order],
        values=[[row[column] for column in order] for row in made.values],
    )
    before = {
        (f.row_index, made.columns[f.column_index - 1]["column_label"], f.repair_won)
        for f in validate(made.to_document()).findings
        if f.repair_won is not None and f.cause != "repeated_cell"
    }
    after = {
        (f.row_index, moved.columns[f.column_index - 1]["column_label"], f.repair_won)
        for f in validate(moved.to_document()).findings
        if f.repair_won is not None and f.cause != "repeated_cell"
    }
    assert after == before
