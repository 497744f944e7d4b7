"""`plans` and what belongs to a plan: fields as printed, milestones, sections, officials."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from normalizers.tables.column import Located, column
from normalizers.vocabulary import (
    MilestoneKind,
    PeriodKind,
    PlanStatus,
    Precision,
    Reading,
    Recurrence,
    SectionKind,
    TermClass,
    TotalCostScope,
    ValueKind,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One plan (공약·사업): what its header and headings say, typed, beside the text it was read from."""

    plan_id: str = column("계획 식별자", "문서와 위치로 만든 식별자", key=True)
    document_id: str = column("문서 식별자", "계획이 실린 문서")
    plan_number: int = column("순번", "문서의 목록(없으면 나온 순서)에서의 번호(1부터)")
    parent_plan_id: str | None = column("상위 계획", "세부사업이 딸린 계획", default=None)
    pledge_id: str | None = column("공약 식별자", "여러 해의 문서에서 같은 공약을 잇는 식별자", default=None)
    pledge_number: str | None = column("공약 번호", "인쇄된 관리번호", default=None)
    title: str | None = column("사업명", "인쇄된 제목", default=None)
    is_new: bool | None = column("신규 여부", "신규 참, 계속·개선·확대 거짓, 모르면 비어 있음", default=None)
    status: PlanStatus | None = column("추진 상태", "표시된 추진 상태. 표시가 없으면 비어 있음", default=None)
    status_text: str | None = column("추진 상태(인쇄)", "추진 상태로 인쇄된 글", default=None)
    progress_percent: Decimal | None = column("추진율", "인쇄된 추진율·공정률·이행률", unit="%", default=None)
    completion_text: str | None = column("완료 시기(인쇄)", "완료시기로 인쇄된 글", default=None)
    completion_start: date | None = column("완료 시기 첫날", "완료 시기의 첫날", default=None)
    completion_end: date | None = column("완료 시기 끝날", "완료 시기의 끝날", default=None)
    completion_precision: Precision | None = column("완료 시기 단위", "완료 시기가 인쇄된 단위", default=None)
    within_term: bool | None = column("임기 내", "임기 안에 끝나는지. 인쇄되지 않았으면 비어 있음", default=None)
    period_text: str | None = column("사업 기간(인쇄)", "사업기간으로 인쇄된 글", default=None)
    period_start: date | None = column("사업 기간 첫날", "사업 기간의 첫날", default=None)
    period_end: date | None = column("사업 기간 끝날", "사업 기간의 끝날. 열린 기간은 비어 있음", default=None)
    period_precision: Precision | None = column("사업 기간 단위", "사업 기간이 인쇄된 단위", default=None)
    period_is_open: bool | None = column("열린 기간", "끝이 인쇄되지 않은 기간", default=None)
    term_class: TermClass | None = column("기간 구분", "단기·중기·장기", default=None)
    total_cost_won: int | None = column(
        "총사업비", "총사업비·사업비·소요예산. 한 해 몫은 넣지 않음", unit="원", default=None
    )
    total_cost_text: str | None = column("총사업비(인쇄)", "총사업비로 인쇄된 글", default=None)
    total_cost_reading: Reading | None = column(
        "총사업비 판독", "숫자, 빈칸, 줄표, 비예산, 글, 판독 불가", default=None
    )
    total_cost_scope: TotalCostScope | None = column("총사업비 범위", "전체, 임기, 연간, 모름", default=None)
    is_non_budget: bool | None = column("비예산", "비예산 사업으로 인쇄되었는지", default=None)
    annual_budget_won: int | None = column("연간 소요예산", "한 해 몫으로 밝혀진 금액", unit="원", default=None)
    annual_budget_year: int | None = column("연간 소요예산 연도", "연간 소요예산의 회계연도", unit="년", default=None)
    project_type: str | None = column("사업유형", "용역, 시설 등 인쇄된 유형", default=None)
    project_nature: str | None = column("사업성격", "운영, 제도개선 등 인쇄된 성격", default=None)
    executing_body: str | None = column("사업주체", "사업을 하는 주체", default=None)
    target_area: str | None = column("대상지역", "사업 대상지역", default=None)
    lead_department: str | None = column("담당부서", "주관 부서", default=None)
    cooperating_departments: tuple[str, ...] | None = column("협업부서", "협조·관련 부서", default=None)
    pledge_sources: tuple[str, ...] | None = column("공약 출처", "선거공보 등. 표시가 없으면 비어 있음", default=None)
    legal_basis: str | None = column("추진 근거", "법령·조례·방침", default=None)
    goal: str | None = column("목표", "정책목표로 인쇄된 글", default=None)
    background: str | None = column("배경", "추진배경·필요성으로 인쇄된 글", default=None)
    keywords: tuple[str, ...] | None = column("핵심어", "형태소 분석으로 뽑은 핵심어", default=None)


@dataclass(frozen=True, slots=True)
class OptionValue:
    """One choice of a check-box field (선택지)."""

    option: str
    is_chosen: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanField(Located):
    """A label and its value as printed (항목). Nothing is dropped: an unknown label has a null `field` and an issue."""

    plan_id: str | None = column("계획 식별자", "항목이 딸린 계획. 문서 전체의 항목은 비어 있음", default=None)
    document_id: str = column("문서 식별자", "항목이 실린 문서")
    field_number: int = column("항목 번호", "문서 안에서의 순서(0부터)")
    sub_project: str | None = column("세부사업", "항목이 딸린 세부사업의 제목", default=None)
    label_text: str = column("이름표(인쇄)", "인쇄된 이름표")
    field: str | None = column("항목", "이름표의 표준 이름. 모르는 이름표는 비어 있음", default=None)
    value_text: str = column("값(인쇄)", "인쇄된 값")
    value_kind: ValueKind = column("값의 종류", "글, 금액, 기간, 사람, 선택, 표, 빈칸")
    options: tuple[OptionValue, ...] | None = column("선택지", "선택지와 표시 여부", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone(Located):
    """A dated step (추진경과, 추진일정, 연차별 계획). One row a date; a cell of a year-by-year plan is one."""

    milestone_id: str = column("일정 식별자", "문서와 위치로 만든 식별자", key=True)
    document_id: str = column("문서 식별자", "일정이 실린 문서")
    plan_id: str | None = column("계획 식별자", "일정이 딸린 계획", default=None)
    sub_project: str | None = column("세부사업", "일정이 딸린 세부사업", default=None)
    row_label: str | None = column("행 이름표", "연차별 표에서 행의 이름", default=None)
    date_text: str = column("날짜(인쇄)", "인쇄된 날짜")
    start_on: date | None = column("첫날", "일정의 첫날", default=None)
    end_on: date | None = column("끝날", "일정의 끝날", default=None)
    precision: Precision | None = column("날짜 단위", "날짜가 인쇄된 단위", default=None)
    recurrence: Recurrence | None = column("되풀이", "분기별, 연중, 수시 등", default=None)
    period_kind: PeriodKind | None = column("기간 종류", "연차별 표에서 열의 종류", default=None)
    text: str = column("내용", "그날 하는 일")
    kind: MilestoneKind | None = column("한 일/할 일", "done 추진경과·실적, planned 계획", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section(Located):
    """A heading and the text under it (절)."""

    section_id: str = column("절 식별자", "문서와 위치로 만든 식별자", key=True)
    document_id: str = column("문서 식별자", "절이 실린 문서")
    plan_id: str | None = column("계획 식별자", "절이 딸린 계획", default=None)
    heading: str | None = column("제목", "인쇄된 제목", default=None)
    kind: SectionKind = column("종류", "목표, 배경, 개요, 실적, 계획, 문제점, 예산, 효과, 그 밖")
    text: str = column("본문", "제목 아래 글(표는 빼고)")
    tokens: tuple[str, ...] | None = column("형태소", "전문 검색용 형태소", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Official(Located):
    """A person's role in a plan (담당자). The name and the telephone are masked."""

    official_id: str = column("담당자 식별자", "문서와 위치로 만든 식별자", key=True)
    document_id: str = column("문서 식별자", "담당자가 실린 문서")
    plan_id: str | None = column("계획 식별자", "담당자가 맡은 계획", default=None)
    role: str | None = column("직위", "과장, 팀장, 담당 등", default=None)
    department: str | None = column("부서", "담당자의 부서", default=None)
    name: str | None = column("이름", "가린 이름", default=None)
    phone: str | None = column("전화", "가린 전화번호", default=None)
