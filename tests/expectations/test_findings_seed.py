"""The annual plan of the seeds: every wrong sum an office printed in it, and nothing else as an error."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from expectations import SecondOpinion, validate
from extractors import find_plans, read_document
from normalizers.normalize import normalize

SHARED = os.environ.get("KOPLAN_SHARED")
pytestmark = pytest.mark.skipif(not SHARED, reason="KOPLAN_SHARED names no folder")

WRONG = {
    628: (527_900_000, 509_400_000, "remark_in_sum"),
    735: (1_556_436_000, 1_456_436_000, "remark_in_sum"),
    736: (1_352_432_000, 1_301_360_000, "remark_in_sum"),
    839: (1_279_440_000, 1_178_040_000, "remark_in_sum"),
    1029: (28_000_000, 118_600_000, "repeated_cell"),
}


def report_of(number):
    data = next(Path(str(SHARED), "seeds").glob(f"{number}_*")).read_bytes()
    source = read_document(data)
    rows = normalize(source, find_plans(source), document_id="5" * 64)
    return validate(rows, lambda at, text: SecondOpinion(True, text, "one possible reading"))


def test_every_wrong_cell_of_the_annual_plan_is_mended_and_no_other_is_blamed():
    errors = [f for f in report_of("002").findings if f.severity == "error"]
    assert {f.line: (f.printed_won, f.repair_won, f.cause) for f in errors} == WRONG
    assert {f.verdict for f in errors} == {"office"}


def test_a_misprinted_part_is_proved_by_its_whole_and_by_the_row_of_its_source():
    misprint = next(f for f in report_of("002").findings if f.cause == "separator")
    assert (misprint.line, misprint.printed_won, misprint.repair_won) == (147, None, 2_400_000)


@pytest.mark.parametrize("number", ["000", "001", "003", "004"])
def test_no_false_alarm_on_the_other_seeds(number):
    assert [f for f in report_of(number).findings if f.severity != "info"] == []
