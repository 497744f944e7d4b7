"""A row comes back from JSON as it went in."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from expectations.finding import Finding, Operand
from flows.json_rows import json_to_row, row_to_json
from flows.table_writer import rows_to_arrow
from normalizers.tables import Amount, Document, OptionValue, PlanField

PLAIN = st.text(st.characters(codec="utf-8"), max_size=20)


@given(st.decimals(-(10**12), 10**12, places=4), st.integers(-(2**62), 2**62), PLAIN)
def test_amounts_come_back_exactly(ratio: Decimal, won: int, text: str) -> None:
    row = Amount(amount_id="a", document_id="d", printed_text=text, reading="number", amount_won=won, ratio=ratio)
    assert json_to_row(json.loads(json.dumps(row_to_json(row))), Amount) == row


@given(st.dates(), st.datetimes(timezones=st.just(UTC)))
def test_days_and_times_come_back_exactly(day: date, moment: datetime) -> None:
    row = Document(document_id="d", byte_count=1, status="success", as_of=day, retrieved_at=moment)
    assert json_to_row(json.loads(json.dumps(row_to_json(row))), Document) == row


def test_structs_come_back_as_structs() -> None:
    field = PlanField(
        document_id="d", field_number=0, label_text="유형", value_text="신규", value_kind="options",
        options=(OptionValue("신규", True), OptionValue("계속", None)),
    )  # fmt: skip
    finding = Finding(
        finding_id="f", document_id="d", rule="r", severity="error", message="m", verdict="office",
        operands=(Operand("1,000", 1000, line=3, agrees=True),),
    )  # fmt: skip
    assert json_to_row(json.loads(json.dumps(row_to_json(field))), PlanField) == field
    assert json_to_row(json.loads(json.dumps(row_to_json(finding))), Finding) == finding


def test_rows_of_json_become_the_published_types() -> None:
    row = Amount(
        amount_id="a", document_id="d", printed_text="50%", reading="text", ratio=Decimal(50), amount_won=-(2**63)
    )
    table = rows_to_arrow("amounts", [list(row_to_json(row).values())])
    assert table.column("ratio").to_pylist() == [Decimal(50)]
    assert table.column("amount_won").to_pylist() == [-(2**63)]
