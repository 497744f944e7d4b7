"""`runs`: one row a run that was published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from normalizers.tables import column


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One published run (실행). Its snapshot folder bears its id."""

    run_id: str = column("실행 식별자", "시작 시각(UTC)과 난수로 만든 식별자", key=True)
    started_at: datetime = column("시작 시각", "실행이 시작된 시각")
    finished_at: datetime = column("끝난 시각", "표를 모두 쓴 시각")
    document_count: int = column("문서 수", "들어온 서로 다른 문서의 수", unit="건")
    read_count: int = column("읽은 문서 수", "이번에 새로 읽은 문서의 수", unit="건")
    reused_count: int = column("재사용 문서 수", "바뀌지 않아 다시 읽지 않은 문서의 수", unit="건")
    failed_count: int = column("격리 문서 수", "읽지 못해 격리한 문서의 수", unit="건")
    fact_count: int = column("예산 사실 수", "budget_facts의 행 수", unit="건")
    finding_count: int = column("지적 수", "findings의 행 수", unit="건")
    masked_count: int = column("가린 개인정보 수", "이름, 전화번호 등 가린 곳의 수", unit="건")
    koplan_version: str = column("프로그램 판", "koplan의 판 번호")
