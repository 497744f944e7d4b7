"""Projects that no list names: counted titles, titles over labels at once, labels in brackets; and what is no card."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from plan_texts import find_in_page, find_in_text, titles, values


@pytest.mark.parametrize(("one", "two"), [("①", "②"), ("1 ", "2 "), ("❶ ", "❷ ")])
def test_numbers_that_count_the_projects_are_no_part_of_their_titles(one: str, two: str) -> None:
    found = find_in_text(
        "2031년 주요업무계획\n\n"
        f"{one}솔숲 요양원 짓기\n□ 사업개요\n ○ 사업기간 : 2031. 1. ~ 12.\n ○ 사업비 : 70백만원\n"
        f"{two}나루터 뱃삯 돕기\n□ 사업개요\n ○ 사업기간 : 2031. 2. ~ 9.\n ○ 사업비 : 30백만원\n"
    )
    assert titles(found) == ["솔숲 요양원 짓기", "나루터 뱃삯 돕기"]


def test_a_number_that_does_not_count_stays_in_the_title() -> None:
    found = find_in_text(
        "2031년 주요업무계획\n\n119 구급함 고치기\n□ 사업개요\n ○ 사업기간 : 2031. 1. ~ 12.\n\n"
        "365 돌봄방 열기\n□ 사업개요\n ○ 사업기간 : 2031. 2. ~ 9.\n"
    )
    assert titles(found) == ["119 구급함 고치기", "365 돌봄방 열기"]


def test_new_in_brackets_behind_a_title_says_that_the_project_is_new() -> None:
    found = find_in_text(
        "2031년 주요업무계획\n\n1. 물결 그림방 열기(신규)\n 가. 추진개요\n  ○ 기    간 : 연중\n\n"
        "2. 골목 버스 (확대)\n 가. 추진개요\n  ○ 기    간 : 연중\n"
    )
    assert titles(found) == ["물결 그림방 열기", "골목 버스 (확대)"]
    assert [values(plan, "is_new") for plan in found.plans] == [["신규"], []]


def test_labels_in_brackets_are_labels() -> None:
    found = find_in_text(
        "2031년 물결청 업무계획\n\n과제 1 | 갯벌 길 놓기\n ㅇ (사업기간) '31 ~ '34년\n ㅇ (총사업비) 40억원\n\n"
        "과제 2 | 등대 고치기\n ㅇ (사업기간) '31 ~ '32년\n ㅇ (2031년 예산) 3억원\n"
    )
    assert titles(found) == ["갯벌 길 놓기", "등대 고치기"]
    assert [values(plan, "period") for plan in found.plans] == [["'31 ~ '34년"], ["'31 ~ '32년"]]
    assert values(found.plans[0], "total_cost") == ["40억원"]
    assert values(found.plans[1], "annual_budget") == ["3억원"]
    assert values(found.plans[0], "pledge_number") == []


def test_the_only_heading_of_an_offices_yearly_plan_names_its_project() -> None:
    for mark in ("□ ", ""):
        found = find_in_text(
            f"2031년도 주요업무 실행계획\n\n물결구 청소과\n\n{mark}병 되받는 기계 놓기\n"
            "1. 사업목적 : 깨끗한 골목\n2. 사업기간 : 2031. 2. ~ 10.\n3. 소요예산 : 96,000천원\n"
        )
        assert titles(found) == ["병 되받는 기계 놓기"]
        assert [plan.department.text for plan in found.plans if plan.department] == ["물결구 청소과"]


def test_a_chapter_of_a_plan_of_one_project_does_not_name_it() -> None:
    found = find_in_text(
        "2031년 물결 장터 살리기 추진계획\n\n□ 시설 새로 고치기\n1. 사업목적 : 손님\n2. 사업기간 : 2031. 2. ~ 10.\n"
        "3. 소요예산 : 96,000천원\n"
    )
    assert titles(found) == ["2031년 물결 장터 살리기 추진계획"]


def test_a_card_in_prose_is_named_before_its_number_or_in_brackets() -> None:
    plain = find_in_text(
        "공약명: 물결 강아지 교실\n공약번호: 숲-9\n소관: 숲과\n사업기간: 2031년 ~ 2033년\n예산: 비예산\n"
    )
    (plan,) = plain.plans
    assert titles(plain) == ["물결 강아지 교실"]
    assert (values(plan, "pledge_number"), values(plan, "lead_department")) == (["숲-9"], ["숲과"])
    marked = find_in_text(
        "[공약 3-4] 솔숲 차 댈 곳 다섯\n\n❖ 추진부서 : 숲과\n❖ 이행기간 : 2031. 1. ~ 2033. 6.\n❖ 총사업비 : 235백만원\n"
    )
    assert titles(marked) == ["솔숲 차 댈 곳 다섯"]


def test_cards_under_boxes_belong_to_the_office_above_them() -> None:
    found = find_in_text(
        "2031년 주요업무 시행계획\n\n물결군 농사과\n\n"
        "□ 온실 빌려주기\n\n사업기간\t2031. 3. ~ 12.\n사 업 량\t온실 3ha\n총사업비\t680백만원\n\n"
        "□ 농기계 나누기\n\n사업기간\t2031. 1. ~ 9.\n사 업 량\t한 곳\n총사업비\t160백만원\n"
    )
    assert titles(found) == ["온실 빌려주기", "농기계 나누기"]
    assert [p.department.text for p in found.plans if p.department] == ["물결군 농사과"] * 2


def test_a_public_notice_with_a_table_of_labels_is_no_card() -> None:
    found = find_in_text(
        "물결시 공고 제2031-12호\n\n2031년 이웃 모임 참여자 모집 공고\n\n사업명\t이웃 모임\n사업기간\t2031. 3. ~ 11.\n"
        "담당부서\t이웃과\n접수기간\t2031. 1. 12. ~ 1. 30.\n"
    )
    assert found.plans == ()
    assert found.kind == "notice"


def test_the_head_of_an_inner_table_is_no_row_of_labels() -> None:
    found = find_in_page(
        "<html><body><p>카드</p><table><tr><td>공약명</td><td colspan=4>물길 잇기</td></tr>"
        "<tr><td>공약번호</td><td>4-1</td><td>담당부서</td><td colspan=2>물과</td></tr>"
        "<tr><td rowspan=2>사업비 (백만원)</td><td>계</td><td>국비</td><td>도비</td><td>시비</td></tr>"
        "<tr><td>840</td><td>420</td><td>126</td><td>294</td></tr></table></body></html>"
    )
    assert [f.label.text for f in found.plans[0].fields] == ["공약명", "공약번호", "담당부서"]


def test_a_label_says_whether_the_pledge_is_kept_within_the_term() -> None:
    found = find_in_text("공약명\t물길 잇기\n담당부서\t물과\n임기내 여부\t임기내\n사업기간\t2031. 1. ~ 9.\n")
    assert values(found.plans[0], "within_term") == ["임기내"]


def test_a_word_that_heads_codes_in_a_sheet_is_a_label_only_in_prose() -> None:
    found = find_in_text(
        "사 업 명\n(1) 물결 나누기(1234-301)\n\n□ 사업 코드 정보\n\n"
        "구분\t회계\t소관\t실국(기관)\n코드\t11\t23\t\n명칭\t일반회계\t물결부\t물길정책관\n"
    )
    assert [values(plan, "account") for plan in found.plans] == [[]]
    assert [values(plan, "lead_department") for plan in found.plans] == [[]]
