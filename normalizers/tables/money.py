"""`table_cells`, `budget_tables`, `budget_facts`, `amounts`: everything printed that is, or stands beside, money."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from normalizers.tables.column import Located, column
from normalizers.vocabulary import (
    BudgetTableKind,
    Confidence,
    FundingInstrument,
    FundingSource,
    Measure,
    PeriodKind,
    Qualifier,
    Reading,
    UnitSource,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableCell(Located):
    """One cell of any table as printed (표의 칸)."""

    document_id: str = column("문서 식별자", "칸이 실린 문서")
    plan_id: str | None = column("계획 식별자", "칸이 딸린 계획", default=None)
    row_span: int = column("행 병합", "칸이 차지하는 행 수", default=1)
    column_span: int = column("열 병합", "칸이 차지하는 열 수", default=1)
    text: str = column("글", "인쇄된 글")
    is_label: bool = column("이름표 여부", "머리행·머리열의 칸인지", default=False)
    formula: str | None = column("계산식", "한글 계산 칸에 저장된 계산식. 계산 칸이 아니면 비어 있음", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetTable(Located):
    """A table with a cell, row or column bound to a unit of money (예산표)."""

    table_id: str = column("표 식별자", "문서와 위치로 만든 식별자", key=True)
    document_id: str = column("문서 식별자", "표가 실린 문서")
    plan_id: str | None = column("계획 식별자", "표가 딸린 계획", default=None)
    title: str | None = column("표 제목", "표 바로 위의 제목", default=None)
    kind: BudgetTableKind = column("표 종류", "연차별 소요, 투자계획, 집행, 사업 목록, 확보, 기금, 단가, 통계, 그 밖")
    unit_text: str | None = column("단위(인쇄)", "인쇄된 단위 표시", default=None)
    unit_won: int | None = column("단위", "1, 1000, 1000000 등", unit="원", default=None)
    unit_source: UnitSource = column("단위 출처", "단위를 어디에서 읽었는지")
    row_count: int = column("행 수", "표의 행 수")
    column_count: int = column("열 수", "표의 열 수")
    continued_pages: tuple[int, ...] | None = column("이어진 쪽", "표가 이어진 다음 쪽들", default=None)
    reconciles: bool | None = column("합계 일치", "합계가 모두 맞는지. 확인할 식이 없으면 비어 있음", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetFact(Located):
    """A number, dash or blank of a money-bound body cell (예산 사실). Only rows with `is_leaf` add up."""

    fact_id: str = column("사실 식별자", "문서와 위치로 만든 식별자", key=True)
    table_id: str = column("표 식별자", "값이 실린 표")
    document_id: str = column("문서 식별자", "값이 실린 문서")
    plan_id: str | None = column("계획 식별자", "값이 딸린 계획", default=None)
    sub_project: str | None = column("세부사업", "값이 딸린 세부사업", default=None)
    row_label: str | None = column("행 이름표", "행에서 가장 가까운 이름표(인쇄대로)", default=None)
    row_group: str | None = column("행 묶음", "행 이름표 위의 묶음", default=None)
    line_item: str | None = column("세부 항목", "재원이 아닌 행·열의 항목", default=None)
    funding_source: FundingSource | None = column(
        "재원", "돈을 내는 계층. 재원에 대한 값이 아니면 비어 있음", default=None
    )
    funding_instrument: FundingInstrument | None = column("재원 수단", "보조금, 교부세, 기금 등", default=None)
    column_label: str | None = column("열 이름표", "머리행에 인쇄된 이름표(위에서 아래로)", default=None)
    period_kind: PeriodKind = column("기간 종류", "연도, 연도 일부, 연말, 누계, 임기 후, 합계 등")
    fiscal_year: int | None = column("회계연도", "값의 회계연도", unit="년", default=None)
    measure: Measure = column("금액의 뜻", "소요, 편성, 계획, 확보, 집행 등")
    measure_detail: str | None = column("금액의 세부", "한 표에 여럿일 때(당초, 수정, 현액, 실집행 등)", default=None)
    amount_won: int | None = column("금액", "인쇄된 글과 단위에서 나온 금액", unit="원", default=None)
    reading: Reading = column("판독", "숫자, 빈칸, 줄표, 비예산, 글, 판독 불가")
    printed_text: str = column("인쇄된 글", "칸에 인쇄된 그대로")
    cell_part: int = column("칸 안 순번", "한 칸에 숫자가 여럿일 때의 순번(0부터)", default=0)
    unit_won: int | None = column("단위", "이 값에 쓰인 단위", unit="원", default=None)
    unit_source: UnitSource = column("단위 출처", "단위를 어디에서 읽었는지")
    is_printed_total: bool = column("인쇄된 합계", "합계 행이나 합계 열의 값", default=False)
    is_leaf: bool = column("더해지는 값", "합계·대안·그중·한도·반복이 아니어서 더해도 되는 값", default=False)
    option: str | None = column("대안", "이 값이 속한 대안", default=None)
    provider: str | None = column("제공처", "돈을 내는 기관", default=None)
    confidence: Confidence = column("확신", "high 확실, medium 문맥에서, low 광학 판독", default="high")


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount(Located):
    """An amount that is not the value of a budget fact, or a part of a split (금액)."""

    amount_id: str = column("금액 식별자", "문서와 위치로 만든 식별자", key=True)
    document_id: str = column("문서 식별자", "금액이 실린 문서")
    plan_id: str | None = column("계획 식별자", "금액이 딸린 계획", default=None)
    section_id: str | None = column("절 식별자", "금액이 실린 절", default=None)
    printed_text: str = column("인쇄된 글", "인쇄된 그대로")
    amount_won: int | None = column("금액", "원 단위 금액", unit="원", default=None)
    reading: Reading = column("판독", "숫자, 비예산, 판독 불가 등")
    currency: str | None = column("통화", "KRW, USD 등", default=None)
    foreign_amount: Decimal | None = column("외화 금액", "원이 아닌 통화의 금액", default=None)
    ratio: Decimal | None = column("비율", "나눔이 비율로 인쇄된 경우", unit="%", default=None)
    unit_text: str | None = column("단위(인쇄)", "인쇄된 단위", default=None)
    role: str | None = column("역할", "금액 앞의 이름표나 말", default=None)
    measure: Measure | None = column("금액의 뜻", "소요, 편성, 확보 등", default=None)
    fiscal_year: int | None = column("회계연도", "금액의 회계연도", unit="년", default=None)
    qualifier: Qualifier | None = column("한정", "최대, 최소, 약, 초과", default=None)
    per: str | None = column("기준", "기업, 월, 평 등 무엇당 금액인지", default=None)
    funding_source: FundingSource | None = column("재원", "돈을 내는 계층", default=None)
    funding_instrument: FundingInstrument | None = column("재원 수단", "보조금, 교부세 등", default=None)
    whole_amount_id: str | None = column("전체 금액", "나눔의 전체가 되는 금액", default=None)
    whole_fact_id: str | None = column("전체 사실", "나눔의 전체가 되는 예산 사실", default=None)
    formula: str | None = column("산출식", "인쇄된 산출식", default=None)
    confidence: Confidence = column("확신", "high 확실, medium 문맥에서, low 광학 판독", default="high")
