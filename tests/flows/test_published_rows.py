"""The gates read a table column by column: what they see is what the rows hold."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from expectations.finding import Finding, Operand
from expectations.gates import check_gates
from flows.gate_keeping import staged_tables
from flows.json_rows import row_to_json
from flows.table_writer import TableWriter
from normalizers.tables import Amount, Document

DOCUMENT = Document(document_id="d" * 64, byte_count=1, status="success")


def amount(number: int, **given: Any) -> Amount:
    row: dict[str, Any] = {"amount_won": 1000, "reading": "number", **given}
    return Amount(amount_id=f"{number}", document_id=DOCUMENT.document_id, printed_text="1천원", **row)


def finding(number: int, *agreed: bool | None) -> Finding:
    return Finding(
        finding_id=f"f{number}", document_id=DOCUMENT.document_id, rule="sum_of_items", severity="error",
        message="합이 맞지 않습니다.", verdict="office",
        operands=tuple(Operand("1,000", 1000, agrees=agrees, reader="pyhwp") for agrees in agreed),
    )  # fmt: skip


def published(folder: Path, **tables: list[Any]) -> dict[str, Any]:
    with TableWriter(folder / "staged") as writer:
        for name, rows in {"documents": [DOCUMENT], **tables}.items():
            writer.add(name, [list(row_to_json(row).values()) for row in rows])
    return dict(staged_tables(folder / "staged"))


def test_columns_of_a_table_are_those_of_its_rows(tmp_path: Path) -> None:
    tables = published(tmp_path, findings=[finding(1, True, None), finding(2)])
    columns = list(tables["findings"].values_of(("operands", "finding_id")))
    assert columns == [(row.operands, row.finding_id) for row in tables["findings"]]
    assert columns[0][0][1] == Operand("1,000", 1000, agrees=None, reader="pyhwp")


def test_gates_over_a_file_are_those_over_its_rows(tmp_path: Path) -> None:
    amounts = [amount(1), amount(1), amount(2, reading="text"), amount(3, plan_id="nowhere"), amount(4, plan_id="no")]
    findings = [finding(1, True), finding(2, True, None)]
    given = {"documents": [DOCUMENT], "plans": [], "amounts": amounts, "findings": findings}
    found = check_gates(published(tmp_path, amounts=amounts, findings=findings))
    assert found == check_gates(given)
    assert [(failure.code, failure.row_count) for failure in found] == [
        ("GATE_DUPLICATE_IDS", 1),
        ("GATE_BROKEN_REFERENCE", 2),
        ("GATE_IMPOSSIBLE_AMOUNT", 1),
        ("GATE_BLAME_WITHOUT_PROOF", 1),
    ]
