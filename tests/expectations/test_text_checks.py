"""Counts and shares in the body against the rows and sums of the plan's tables."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from expectations import validate
from extractors import find_plans, read_document
from normalizers import normalize

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "text_checks.yml").read_text(encoding="utf-8"))


def document_of(case: dict[str, Any]) -> str:
    lines = ["서울특별시 누리구 2031년 주요업무계획", "", "공약명\t골목상권 살리기", "완료시기\t2032. 12월", ""]
    lines += ["□ 사업개요", "", "- 사업기간 : 2031. 1. ~ 2032. 12.", *case["lines"], ""]
    if "list" in case:
        total = sum(int(amount.replace(",", "")) for _, _, amount in case["list"])
        rows = [["연번", "세부사업", "사업예산"], ["", "총 계", f"{total:,}"], *case["list"]]
        lines += ["□ 세부사업", "", "(단위 : 천원)", "", *("\t".join(row) for row in rows), ""]
    if "sources" in case:
        total = sum(int(amount.replace(",", "")) for _, amount in case["sources"])
        rows = [
            ["재원별", "합계", "2031년"],
            *([name, amount, amount] for name, amount in [["계", f"{total:,}"], *case["sources"]]),
        ]
        lines += ["□ 연차별 소요재원", "", "(단위 : 천원)", "", *("\t".join(row) for row in rows), ""]
    return "\n".join(lines)


@pytest.mark.parametrize("case", CASES["synthetic"], ids=lambda case: case["name"])
def test_a_count_or_share_of_the_body(case):
    source = read_document(document_of(case).encode())
    report = validate(normalize(source, find_plans(source), document_id="b" * 64))
    found = [[f.rule, f.severity, f.printed_text, f.expected_text] for f in report.findings]
    assert sorted(found) == sorted(case["findings"])
    assert case.get("says", "") in " ".join(finding.message for finding in report.findings)
