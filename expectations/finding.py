"""`findings` and `decisions`: what the checks say, and what an auditor said of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from normalizers.tables.column import Located, column
from normalizers.vocabulary import Cause, Severity, Verdict


@dataclass(frozen=True, slots=True)
class Operand:
    """One printed number of an equation (식의 항), with its place; `agrees` says what the second reader found.

    `reader` names who read it a second time: `pyhwp`, `pdfplumber`, `twin pdf`; `format` where the format leaves one
    possible reading.
    """

    printed_text: str
    amount_won: int | None
    page: int | None = None
    block: int | None = None
    row_index: int | None = None
    column_index: int | None = None
    line: int | None = None
    x0: float | None = None
    y0: float | None = None
    x1: float | None = None
    y1: float | None = None
    role: str | None = None
    agrees: bool | None = None
    reader: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding(Located):
    """A suspect cell with the equations it breaks, or a failing equation that no cell explains (지적)."""

    finding_id: str = column("지적 식별자", "규칙과 위치로 만든 식별자", key=True)
    document_id: str = column("문서 식별자", "지적이 있는 문서")
    plan_id: str | None = column("계획 식별자", "지적이 있는 계획", default=None)
    table_id: str | None = column("표 식별자", "지적이 있는 표", default=None)
    rule: str = column("규칙", "어긋난 규칙의 이름")
    severity: Severity = column("심각도", "error 같은 범위의 식이 어긋남, warning 주의, info 참고")
    message: str = column("설명", "무엇이 어디에 인쇄되어 있고, 합은 얼마이며, 아마도 왜인지")
    field: str | None = column("항목", "지적이 가리키는 열·항목", default=None)
    printed_text: str | None = column("인쇄된 글", "의심되는 값의 인쇄된 글", default=None)
    printed_won: int | None = column("인쇄된 금액", "의심되는 값", unit="원", default=None)
    expected_text: str | None = column("기대 값(글)", "식에서 나온 값을 인쇄 단위로 쓴 글", default=None)
    expected_won: int | None = column("기대 금액", "식에서 나온 값", unit="원", default=None)
    delta_won: int | None = column("차이", "인쇄된 금액에서 기대 금액을 뺀 값", unit="원", default=None)
    cause: Cause | None = column("까닭", "어긋난 까닭", default=None)
    explanation: str | None = column(
        "세부 까닭",
        "까닭의 더 자세한 이름(first_remark, swapped_digits 등). 설명하는 한 번의 잘못이 없으면 비어 있음",
        default=None,
    )
    verdict: Verdict = column(
        "판정", "office 문서의 오류, reader 우리 판독 오류, rounding 반올림, not_comparable 비교 불가, unresolved 미정"
    )
    repair_won: int | None = column("바로잡은 금액", "독립된 두 식 이상이 증명하는 값", unit="원", default=None)
    confirmations: int = column("확인 식 수", "바로잡은 값이 만족하는 독립된 식의 수", default=0)
    operands: tuple[Operand, ...] = column("항", "식에 쓰인 인쇄된 값들과 위치", default=())
    decision: str | None = column("결정", "감사자의 결정", default=None)

    @property
    def fact_place(self) -> tuple[int | None, int | None, int | None]:
        """Block, row and column of the suspect cell."""
        return self.block, self.row_index, self.column_index


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """An auditor's decision on a finding or a value (결정); it survives the next ingest."""

    decision_id: str = column("결정 식별자", "대상과 시각으로 만든 식별자", key=True)
    target_kind: str = column("대상 종류", "finding, value, link")
    target_key: str = column("대상", "지적이나 값의 식별자")
    verdict: str = column("결정", "confirmed, dismissed, corrected 등")
    new_value: str | None = column("새 값", "바로잡은 값", default=None)
    reason: str = column("까닭", "결정한 까닭")
    decided_by: str | None = column("결정한 사람", "가린 이름이나 직위", default=None)
    decided_at: datetime = column("결정 시각", "결정한 시각")
