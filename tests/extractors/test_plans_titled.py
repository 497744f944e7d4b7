"""Projects whose heading is their title, with an overview behind a circle or with none; and what is no plan."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from plan_texts import find_in_text, titles, values


def test_projects_under_numbered_titles_with_their_overview_behind_a_circle() -> None:
    found = find_in_text(
        "2031년 주요업무 계획\n\n물결군 축산과\n\n"
        "1. 염소 우리 고치기\n\n❍ 사업개요\n  - 사업기간 : 2031. 1. ~ 12.\n  - 사 업 비 : 120백만원\n\n"
        "2. 사료 창고 짓기\n\n❍ 사업개요\n  - 사업기간 : 2031. 3. ~ 2032. 6.\n  - 사 업 비 : 300백만원\n"
    )
    assert titles(found) == ["염소 우리 고치기", "사료 창고 짓기"]
    assert values(found.plans[1], "total_cost") == ["300백만원"]


def test_a_number_of_two_parts_before_a_title_is_no_part_of_it() -> None:
    found = find_in_text(
        "2031년 주요업무 추진계획\n\n물결구 청소과\n\n"
        "1-1  모바일 수거 접수\n\n□ 사업개요\n ○ 기    간 : 2031. 3. ~ 10.\n ○ 예    산 : 비예산\n\n"
        "1-2  재활용 정거장 설치\n\n□ 사업개요\n ○ 기    간 : 연중\n ○ 예    산 : 32,000천원\n"
    )
    assert titles(found) == ["모바일 수거 접수", "재활용 정거장 설치"]
    assert values(found.plans[1], "total_cost") == ["32,000천원"]


def test_a_heading_that_says_pledge_and_number_begins_one() -> None:
    found = find_in_text(
        "공약 7. 물결 장터 살리기\n\n ○ 담당부서 : 장터과\n ○ 사업기간 : 2031. 1월 ~ 2033. 6월\n"
        " ○ 총사업비 : 640백만원\n"
    )
    (plan,) = found.plans
    assert titles(found) == ["물결 장터 살리기"]
    assert (values(plan, "pledge_number"), values(plan, "lead_department")) == (["7"], ["장터과"])


def test_two_headings_over_labels_are_two_projects() -> None:
    found = find_in_text(
        "2031학년도 주요업무 세부추진계획\n\n"
        "□ 등굣길 도우미 배치\n\n  1. 추진목적 : 안전\n  2. 추진기간 : 2031. 3. ~ 2032. 2.\n  4. 소요예산 : 912천원\n\n"
        "□ 급식실 환기 개선\n\n  1. 추진목적 : 건강\n  2. 추진기간 : 2031. 5. ~ 9.\n  4. 소요예산 : 300천원\n"
    )
    assert titles(found) == ["등굣길 도우미 배치", "급식실 환기 개선"]


@pytest.mark.parametrize("ending", ["개최 공고", "열람 공고", "인가 고시", "공고(안)"])
def test_a_notice_that_tells_of_a_project_is_no_plan(ending: str) -> None:
    found = find_in_text(
        f"물결군 공고 제2031-12호\n\n물결지구 배수개선사업 설명회 {ending}\n\n1. 사업개요\n"
        " 가. 사 업 명 : 물결지구 배수개선사업\n 나. 사업기간 : 2031. 9. ~ 2034. 12.\n 다. 총사업비 : 850백만원\n"
    )
    assert found.plans == ()


def test_chapters_of_a_report_are_no_projects() -> None:
    found = find_in_text(
        "물결 장터 조사 결과 보고\n\n□ 조사 방법\n - 조사기간 : 2031. 1. ~ 3.\n□ 조사 결과\n - 응답 : 300명\n"
    )
    assert found.plans == ()


def test_the_finest_title_of_a_budget_sheet_names_the_plan() -> None:
    found = find_in_text(
        "사업설명서\n\n회계명\t일반회계\t부서명\t물결과\n정책명\t물결 살리기\t단위사업명\t다리 돌보기\n"
        "세부사업명\t물결 다리 놓기\t사업기간\t2031년 ~ 계속\n"
    )
    (plan,) = found.plans
    assert titles(found) == ["물결 다리 놓기"]
    assert (values(plan, "lead_department"), values(plan, "account")) == (["물결과"], ["일반회계"])


def test_a_numbered_title_right_above_a_card_comes_before_the_documents_name() -> None:
    found = find_in_text(
        "물결구 공약사업 현황\n\n2-7. 솔숲 산책길 열두 곳\n\n담당부서\t숲과\n사업기간\t2031. 3. ~ 2033. 12.\n"
        "총사업비\t160백만원\n추진상황\t정상추진\n"
    )
    (plan,) = found.plans
    assert titles(found) == ["솔숲 산책길 열두 곳"]
    assert values(plan, "pledge_number") == ["2-7"]


def test_pledges_in_brackets_begin_one_each() -> None:
    found = find_in_text(
        "물결시 공약사업 추진실적\n\n"
        "【공약 1-1】 장터 지붕 고치기\n ㅇ 추진부서 : 장터과\n ㅇ 사업기간 : 2031. 1. ~ 6.\n\n"
        "【공약 1-2】 숲길 등불 달기\n ㅇ 추진부서 : 숲과\n ㅇ 사업기간 : 2031. 2. ~ 9.\n"
    )
    assert titles(found) == ["장터 지붕 고치기", "숲길 등불 달기"]
    assert [values(plan, "pledge_number") for plan in found.plans] == [["1-1"], ["1-2"]]
