"""`documents`, `issues`: one row a file that came in, and what could not be read of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from normalizers.tables.column import Located, column
from normalizers.vocabulary import DocumentKind, DocumentStatus, IssuerLevel, SourceFormat


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One file (문서). Rows of a quarantined document stay, with the error that stopped it."""

    document_id: str = column("문서 식별자", "파일 바이트의 SHA-256", key=True)
    file_name: str | None = column("파일 이름", "들어온 파일의 이름(개인정보는 가림)", default=None)
    source_path: str | None = column("원래 경로", "입력 폴더에서 본 상대 경로(개인정보는 가림)", default=None)
    source_url: str | None = column("출처 주소", "문서가 스스로 밝힌 주소", default=None)
    source_format: SourceFormat | None = column("형식", "바이트로 판단한 파일 형식", default=None)
    byte_count: int = column("크기", "파일 크기", unit="바이트")
    page_count: int | None = column("쪽수", "쪽을 저장하는 형식의 쪽수", unit="쪽", default=None)
    title: str | None = column("문서 제목", "문서에 인쇄된 제목", default=None)
    document_kind: DocumentKind | None = column(
        "문서 종류", "공약 카드, 주요업무계획, 예산서, 알림, 요청서, 그 밖", default=None
    )
    issuer_name: str | None = column("발행 기관", "문서를 낸 기관의 이름", default=None)
    issuer_code: str | None = column("기관코드", "행정표준 기관코드 7자리(문자)", default=None)
    issuer_level: IssuerLevel | None = column(
        "기관 계층", "재원(시비·구비)의 뜻을 정하는 발행 기관의 계층", default=None
    )
    department: str | None = column("부서", "문서를 낸 부서", default=None)
    plan_year: int | None = column("계획 연도", "계획이 다루는 연도", unit="년", default=None)
    term_of_office: int | None = column("민선 기수", "민선 몇 기인지(7 = 민선7기)", default=None)
    as_of: date | None = column("기준일", "문서가 밝힌 기준일", default=None)
    published_on: date | None = column("발행일", "문서가 밝힌 발행일·수정일", default=None)
    licence: str | None = column("이용 조건", "공공누리 유형(KOGL-1~4). 인쇄되지 않았으면 비어 있음", default=None)
    series_id: str | None = column("계열", "같은 기관·종류·연도의 문서가 나누는 식별자", default=None)
    document_version: int | None = column("판", "계열 안에서의 순번(1부터)", default=None)
    is_preferred: bool = column("대표 문서", "같은 계획의 여러 형식 중 집계에 쓰는 문서", default=True)
    superseded_by: str | None = column("대체 문서", "이 문서를 대신하는 뒤 판의 문서 식별자", default=None)
    status: DocumentStatus = column("읽기 상태", "success 모두 읽음, partial 일부만 읽음, failure 격리됨")
    error_code: str | None = column("오류 코드", "읽지 못한 까닭의 코드", default=None)
    error_message: str | None = column("오류 설명", "무엇이 잘못되었고 무엇을 하면 되는지", default=None)
    reader: str | None = column("판독기", "문서를 읽은 판독기", default=None)
    reader_version: str | None = column("판독기 판", "판독기의 판 번호", default=None)
    rules_version: str | None = column("규칙 판", "해석 규칙의 판 번호", default=None)
    run_id: str | None = column("실행", "이 행을 만든 실행", default=None)
    retrieved_at: datetime | None = column("수집 시각", "파일을 가져온 시각(파일의 수정 시각)", default=None)
    ingested_at: datetime | None = column("적재 시각", "처음으로 읽은 시각", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue(Located):
    """What a reader or parser could not handle or was unsure of (판독 문제): ours to mend, never the office's blame."""

    document_id: str = column("문서 식별자", "문제가 있는 문서")
    plan_id: str | None = column("계획 식별자", "문제가 있는 계획", default=None)
    code: str = column("코드", "문제의 종류")
    message: str = column("설명", "무엇을 읽지 못했고 무엇을 하면 되는지")
    printed_text: str | None = column("인쇄된 글", "문제가 된 부분", default=None)
