"""`pledges`, `pledge_versions`, `links`: one pledge through the years, and what in other documents it is linked to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from normalizers.tables import column
from normalizers.vocabulary import Confidence, PlanStatus

LinkRelation = Literal["equal", "part_of", "superset", "superseded", "scope_differs"]
"""같은 사업, 일부, 더 넓은 사업, 뒤 문서가 대신함, 범위가 다름."""

PledgeChange = Literal["first", "same", "renamed", "renumbered", "moved", "split", "merged"]
"""처음, 그대로, 이름 변경, 번호 변경, 부서 변경, 나뉨, 합쳐짐."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Two plans in different documents that are thought one, with the evidence (연결). A person confirms or cuts it."""

    link_id: str = column("연결 식별자", "두 계획의 식별자로 만든 식별자", key=True)
    document_id: str = column("문서 식별자", "앞 문서")
    plan_id: str = column("계획 식별자", "앞 문서의 계획")
    other_document_id: str = column("상대 문서", "뒤 문서")
    other_plan_id: str = column("상대 계획", "뒤 문서의 계획")
    relation: LinkRelation = column(
        "관계",
        "equal 같음, part_of 상대의 일부, superset 상대를 포함, superseded 상대가 대신함, scope_differs 범위 다름",
    )
    confidence: Confidence = column("확신", "high 번호·제목이 같음, medium 비슷함, low 사람이 확인해야 함")
    similarity: Decimal = column("제목 유사도", "제목 글자 둘씩의 겹침(다이스 계수)", unit="%")
    evidence: tuple[str, ...] = column("근거", "공약번호, 제목, 부서, 금액, 기간, 변경표 가운데 맞은 것", default=())
    decision: str | None = column("결정", "감사자의 결정(confirmed, dismissed)", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pledge:
    """One pledge of an office through all its documents (공약)."""

    pledge_id: str = column("공약 식별자", "기관·기수·번호(없으면 처음 제목)로 만든 식별자", key=True)
    issuer_name: str | None = column("기관", "공약을 한 기관", default=None)
    issuer_code: str | None = column("기관코드", "행정표준 기관코드 7자리", default=None)
    term_of_office: int | None = column("민선 기수", "민선 몇 기의 공약인지", default=None)
    pledge_number: str | None = column("공약 번호", "마지막으로 인쇄된 관리번호", default=None)
    title: str | None = column("공약명", "마지막으로 인쇄된 제목", default=None)
    former_titles: tuple[str, ...] = column("옛 공약명", "앞 문서들에 인쇄된 다른 제목", default=())
    lead_department: str | None = column("담당부서", "마지막으로 인쇄된 부서", default=None)
    status: PlanStatus | None = column("추진 상태", "마지막으로 인쇄된 상태", default=None)
    first_year: int | None = column("첫 해", "처음 실린 문서의 계획 연도", unit="년", default=None)
    last_year: int | None = column("마지막 해", "마지막으로 실린 문서의 계획 연도", unit="년", default=None)
    version_count: int = column("문서 수", "공약이 실린 문서의 수")
    split_from: str | None = column("갈라진 공약", "이 공약이 갈라져 나온 공약의 식별자", default=None)
    merged_into: str | None = column("합쳐진 공약", "이 공약이 합쳐진 공약의 식별자", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class PledgeVersion:
    """A pledge as one document prints it (공약의 판)."""

    version_id: str = column("판 식별자", "공약과 문서로 만든 식별자", key=True)
    pledge_id: str = column("공약 식별자", "어느 공약인지")
    version_number: int = column("판", "공약 안에서의 순서(1부터)")
    document_id: str = column("문서 식별자", "실린 문서")
    plan_id: str = column("계획 식별자", "실린 계획")
    plan_year: int | None = column("계획 연도", "문서의 계획 연도", unit="년", default=None)
    as_of: date | None = column("기준일", "문서의 기준일", default=None)
    pledge_number: str | None = column("공약 번호", "인쇄된 관리번호", default=None)
    title: str | None = column("공약명", "인쇄된 제목", default=None)
    lead_department: str | None = column("담당부서", "인쇄된 부서", default=None)
    status: PlanStatus | None = column("추진 상태", "인쇄된 상태", default=None)
    total_cost_won: int | None = column("총사업비", "인쇄된 총사업비", unit="원", default=None)
    period_start: date | None = column("시작", "사업 기간의 첫날", default=None)
    period_end: date | None = column("끝", "사업 기간의 끝날", default=None)
    changes: tuple[PledgeChange, ...] = column("바뀐 것", "앞 판과 견주어 바뀐 것", default=())
    explained_by: str | None = column("변경 근거", "변경을 밝힌 표의 글", default=None)
