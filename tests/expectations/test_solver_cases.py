"""Which cells of a table are found wrong, and what is proved of them: the cases of `cases/solver.yml`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

sys.path.insert(0, str(Path(__file__).parent))

from hand_tables import table

from expectations import SecondOpinion, validate

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "solver.yml").read_text(encoding="utf-8"))
FINDINGS = [(case, origin) for origin in ("synthetic", "negative") for case in CASES[origin]]


def findings_of(case: dict[str, Any]):
    made = table(case["columns"], case["rows"], unit=case.get("unit", 1000), remarks=case.get("remarks"))
    return validate(made, lambda at, text: SecondOpinion(True, text, "other")).findings


def in_units(won: int | None, case: dict[str, Any]) -> int | None:
    return None if won is None else won // case.get("unit", 1000)


@pytest.mark.parametrize("case", [case for case, _ in FINDINGS], ids=[case["name"] for case, _ in FINDINGS])
def test_the_cells_are_found_named_and_mended(case):
    findings = findings_of(case)
    found = [[f.row_index, f.column_index, f.cause, in_units(f.repair_won, case)] for f in findings]
    if "findings" in case:
        assert sorted(found, key=str) == sorted(case["findings"], key=str)
    for piece in case.get("says", ()):
        assert any(piece in finding.message for finding in findings)
    assert never_mended(case, findings)


def never_mended(case, findings):
    return not any([f.row_index, f.column_index] in case.get("never", []) for f in findings if f.repair_won is not None)


@pytest.mark.parametrize("case", CASES["known_failures"], ids=lambda case: case["name"])
@pytest.mark.xfail(strict=True, reason="the page says what one other slip would say")
def test_known_failures_still_fail(case):
    assert never_mended(case, findings_of(case))
