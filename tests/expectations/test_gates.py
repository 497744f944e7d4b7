"""Gates before publishing: each shut by the rows it is for, open on good ones."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from hand_tables import SUM_OF_YEARS, source, table, year

from expectations import check_gates, validate

GOOD = table((SUM_OF_YEARS, year(2031)), [(*source("계", "total"), ["40", "40"])])
TABLES = {
    "documents": [GOOD.document],
    "budget_tables": list(GOOD.budget_tables),
    "budget_facts": list(GOOD.budget_facts),
    "amounts": [],
    "plans": [],
}


def codes(tables, previous=None, **more):
    return [failure.code for failure in check_gates({**TABLES, **tables}, previous, **more)]


def changed(**values):
    return [replace(TABLES["budget_facts"][0], **values), *TABLES["budget_facts"][1:]]


def test_good_rows_open_every_gate():
    assert codes({}) == []


@pytest.mark.parametrize(
    ("tables", "code"),
    [
        ({"documents": []}, "GATE_NOTHING_READ"),
        ({"documents": [GOOD.document, GOOD.document]}, "GATE_DUPLICATE_IDS"),
        ({"budget_facts": changed(table_id="nowhere")}, "GATE_BROKEN_REFERENCE"),
        ({"budget_facts": changed(plan_id="nowhere")}, "GATE_BROKEN_REFERENCE"),
        ({"budget_facts": changed(unit_won=None)}, "GATE_FACT_WITHOUT_UNIT"),
        ({"budget_facts": changed(reading="text")}, "GATE_IMPOSSIBLE_AMOUNT"),
        ({"budget_facts": changed(amount_won=2**63)}, "GATE_IMPOSSIBLE_AMOUNT"),
        ({"budget_facts": changed(is_leaf=True)}, "GATE_TOTAL_AMONG_PARTS"),
    ],
)
def test_rows_that_contradict_each_other_shut_a_gate(tables, code):
    assert code in codes(tables)


def test_a_quarantined_document_alone_publishes_nothing():
    assert "GATE_NOTHING_READ" in codes({"documents": [replace(GOOD.document, status="failure")]})


def test_a_lost_document_can_be_accepted_with_a_reason():
    failure = check_gates(TABLES, {"documents": 3})[0]
    assert (failure.code, failure.row_count, failure.can_be_accepted) == ("GATE_DOCUMENTS_LOST", 2, True)


@pytest.mark.parametrize(("before", "shut"), [(2, []), (20, ["GATE_ROWS_DROPPED"])])
def test_far_fewer_rows_than_last_time_shut_a_gate(before, shut):
    assert codes({}, {"budget_facts": before}) == shut


def test_fewer_findings_are_no_loss():
    assert codes({}, {"findings": 500, "issues": 90}) == []


def test_blame_without_two_readers_shuts_a_gate():
    wrong = table((SUM_OF_YEARS, year(2031), year(2032)), [(*source("계", "total"), ["90", "40", "30"])])
    finding = replace(validate(wrong).findings[0], verdict="office")
    assert "GATE_BLAME_WITHOUT_PROOF" in codes({"findings": [finding]})


def test_every_gate_has_its_sentence_in_both_languages():
    korean = check_gates({**TABLES, "documents": []})[0].message
    english = check_gates({**TABLES, "documents": []}, language="en")[0].message
    assert "게시하지 않았습니다" in korean
    assert english.startswith("not published")
