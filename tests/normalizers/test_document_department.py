"""The department of a document is named without its office."""

from __future__ import annotations

import pytest

from extractors.model import Printed, SourceDocument
from extractors.plan_model import FoundPlan, FoundPlans
from normalizers.document_row import normalize_document_row
from normalizers.issuer import Issuer
from normalizers.periods.years import YearContext


@pytest.mark.parametrize(
    ("above", "department"),
    [
        (["누리구 돌봄지원과"] * 2, "돌봄지원과"),
        (["보건소", "보건소"], "보건소"),
        (["돌봄지원과", "보건소"], None),
        (["돌봄지원과", None], None),
    ],
)
def test_a_department_above_every_plan_is_the_documents(above: list[str | None], department: str | None) -> None:
    plans = tuple(
        FoundPlan(n, Printed("물빛길"), "annual", (), (), (), department=Printed(text) if text else None)
        for n, text in enumerate(above, 1)
    )
    source = SourceDocument("text", (), "text", "1")
    found = FoundPlans(plans, (), "annual_plan", Printed("2031년 주요업무계획"))
    row = normalize_document_row(source, found, Issuer(None, None, "unknown"), "0" * 64, YearContext())
    assert row.department == department
