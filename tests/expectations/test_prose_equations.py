"""A sentence of the body and a cell of the plan's table: bound by meaning, or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from expectations import validate
from expectations.prose_equations import RULE
from expectations.report import SecondOpinion
from extractors import find_plans, read_document
from normalizers import normalize

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "prose.yml").read_text(encoding="utf-8"))
ROWS = {
    "계": ["300,000", "100,000", "200,000"],
    "시비": ["120,000", "40,000", "80,000"],
    "구비": ["180,000", "60,000", "120,000"],
}
COLUMNS = ["합계", "2031년", "2032년"]
OUTLINE = """\
누리구 2031년 주요업무계획

공약명\t도서관 야간 개방 확대
완료시기\t2032. 12월

□ 사업개요

- 사업기간 : 2031. 1. ~ 2032. 12.
{lines}

□ 추진계획

○ 개방 시간 연장
{steps}
○ 안내문 배부
○ 근무표 조정
○ 만족도 조사
{last}

□ 연차별 소요재원

(단위 : 천원)

"""


def document_of(case: dict[str, Any]) -> str:
    lines = [line for line in (case.get("text"), *(case.get("more") or "").split("\n")) if line]
    rows = {label: list(row) for label, row in ROWS.items()}
    for place, printed in (case.get("cells") or {}).items():
        row, column = place.split()
        rows[row][COLUMNS.index(column)] = printed
    first = 1 if case.get("drop_total") else 0
    table = [["재원별", *COLUMNS[first:]], *([label, *row[first:]] for label, row in rows.items())]
    return (
        OUTLINE.format(lines="\n".join(lines), steps=case.get("steps", ""), last=case.get("last", ""))
        + "\n".join("\t".join(row) for row in table)
        + "\n"
    )


def report_of(text: str, language: str = "ko"):
    source = read_document(text.encode())
    normalized = normalize(source, find_plans(source), document_id="a" * 64)
    return validate(normalized, lambda at, printed: SecondOpinion(True, printed, "test"), language=language)


@pytest.mark.parametrize("case", CASES["synthetic"], ids=lambda case: case["name"])
def test_a_sentence_and_a_cell(case):
    report = report_of(document_of(case))
    states = ["holds" if e.holds else "broken" for es in report.equations.values() for e in es if e.rule == RULE]
    assert states == case["equations"]
    found = [[f.rule, f.severity, f.printed_won, f.expected_won, f.repair_won] for f in report.findings]
    assert sorted(found, key=str) == sorted(case.get("findings", []), key=str)
    messages = " ".join(finding.message for finding in report.findings)
    assert [words for words in case.get("says", []) if words not in messages] == []


@pytest.mark.parametrize("case", CASES["negative"], ids=lambda case: case["name"])
def test_what_is_not_certain_is_no_equation(case):
    report = report_of(document_of(case))
    assert [e for es in report.equations.values() for e in es if e.rule == RULE] == []
    assert report.findings == ()


def test_a_mismatch_shows_both_places():
    finding = report_of(document_of({"text": "- 2032년 소요예산 : 250백만원"})).findings[0]
    assert [(o.amount_won, o.row_index, o.column_index) for o in finding.operands] == [
        (250_000_000, None, None),
        (200_000_000, 1, 3),
    ]
    assert (finding.row_index, finding.line) == (None, 9)
    assert finding.verdict == "unresolved"


def test_a_repair_that_a_sentence_proves_is_the_offices_where_both_readers_agree():
    text = document_of(
        {"text": "- 2032년 소요예산 : 200,000천원", "drop_total": True, "cells": {"계 2032년": "230,000"}}
    )
    finding = report_of(text).findings[0]
    assert (finding.verdict, finding.confirmations, finding.printed_text) == ("office", 2, "230,000")
    assert [o.printed_text for o in finding.operands][-1] == "200,000천원"


UNITS = {"천원": 1, "백만원": 1_000, "억원": 100_000}


@settings(max_examples=60, deadline=None)
@given(
    metropolitan=st.integers(120, 900_000), district=st.integers(100, 900_000), unit=st.sampled_from(sorted(UNITS)),
    cuts_off=st.booleans(), off=st.integers(-4, 4),
)  # fmt: skip
def test_rounding_and_cutting_off_are_no_slips_and_more_is_one_warning(metropolitan, district, unit, cuts_off, off):
    total = metropolitan + district
    whole = total // UNITS[unit] if cuts_off else (2 * total + UNITS[unit]) // (2 * UNITS[unit])
    stated = whole + off
    assume(stated > 0 and whole > 9)
    years = [(metropolitan, district), (40_000, 60_000)]
    sums = [tuple(map(sum, zip(*years, strict=True)))]
    columns = [(sum(pair), *pair) for pair in (*sums, years[1], years[0])]
    printed = {
        f"{label} {column}": f"{values[row]:,}"
        for column, values in zip(COLUMNS, columns, strict=True)
        for row, label in enumerate(ROWS)
    }
    report = report_of(document_of({"text": f"- 2032년 소요예산 : {stated:,}{unit}", "cells": printed}))
    distance = abs(stated * UNITS[unit] - total)
    slip = distance >= UNITS[unit] and distance > 0
    assert [(f.rule, f.severity, f.verdict) for f in report.findings] == (
        [(RULE, "warning", "unresolved")] if slip else []
    )
