import sys
from pathlib import Path

from extractors.plans.vocabulary import default_vocabulary

sys.path.insert(0, str(Path(__file__).parent))

from plan_texts import ANNUAL, NOTICE, PAGES, SHEET, find_in_page, find_in_text, titles, values


def test_titles_of_an_annual_plan_come_from_its_list_in_order() -> None:
    found = find_in_text(ANNUAL)
    assert (found.kind, titles(found)) == ("annual_plan", ["빈 점포 채우기", "골목 축제", "마을 기금 조성"])
    assert [cell.text for cell in found.plans[1].listed_at] == ["2", "골목 축제", "계속", "5"]
    assert [plan.department.text for plan in found.plans if plan.department] == ["마을경제과"] * 3
    assert found.title is not None
    assert found.title.text == "2031년 주요업무계획"
    assert found.issues == ()


def test_a_project_may_go_on_behind_its_budget_and_begin_before_its_overview() -> None:
    found = find_in_text(ANNUAL)
    headings = [[s.heading.text for s in plan.sections if s.heading] for plan in found.plans]
    assert headings == [
        ["사업개요", "추진계획", "2031년 소요예산 : 90,000천원", "공간조성(안)"],
        ["사업 필요성", "사업개요", "소요예산 : 12,000천원"],
        ["사업개요", "2031년 소요예산 : 5,000천원"],
    ]


def test_the_period_of_a_part_is_not_the_projects() -> None:
    plan = find_in_text(ANNUAL).plans[0]
    assert values(plan, "period") == ["2031. 1. ~ 12."]
    assert values(plan, "period", parts=True) == ["2031. 3. ~ 5."]
    assert values(plan, "annual_budget") == ["90,000천원"]


def test_a_table_that_names_another_project_is_not_the_plans() -> None:
    text = ANNUAL.replace("- 손님이 줄어드는 골목\n", "사업명\t사업기간\t총사업비\n등불 행렬\t2031. 9.\t3,000천원\n")
    plan = find_in_text(text).plans[1]
    assert (values(plan, "total_cost", parts=True), values(plan, "period")) == (["3,000천원"], ["2031. 5."])


def test_a_listed_project_that_is_missing_is_reported_and_the_rest_keep_their_titles() -> None:
    start = ANNUAL.index("□ 사업 필요성")
    found = find_in_text(ANNUAL[:start] + ANNUAL[ANNUAL.index("□ 사업개요\n\n- 사업내용") :])
    assert titles(found) == ["빈 점포 채우기", "마을 기금 조성"]
    assert [(issue.code, issue.printed_text) for issue in found.issues] == [("PLAN_LISTED_NOT_FOUND", "골목 축제")]


def test_a_project_that_the_list_does_not_name_is_reported() -> None:
    found = find_in_text(ANNUAL + "\n□ 사업개요\n\n- 사업내용 : 다른 일\n\n□ 2031년 소요예산 : 7천원\n")
    assert titles(found) == ["빈 점포 채우기", "골목 축제", "마을 기금 조성", None]
    assert [issue.code for issue in found.issues] == ["PLAN_NOT_LISTED"]


def test_titles_that_are_printed_again_begin_their_projects() -> None:
    text = ANNUAL.replace("□ 사업 필요성", "2. 골목 축제\n\n□ 사업 필요성")
    text = text.replace("□ 사업개요\n\n- 사업내용", "3. 마을 기금 조성\n\n□ 사업개요\n\n- 사업내용")
    text = text.replace(
        "□ 사업개요\n\n- 사업기간 : 2031. 1.", "1. 빈 점포 채우기\n\n□ 사업개요\n\n- 사업기간 : 2031. 1."
    )
    found = find_in_text(text)
    assert titles(found) == ["빈 점포 채우기", "골목 축제", "마을 기금 조성"]
    assert [plan.sections[0].heading.text for plan in found.plans if plan.sections[0].heading] == [
        "빈 점포 채우기",
        "골목 축제",
        "마을 기금 조성",
    ]


def test_a_project_without_an_overview_stands_between_two_budgets() -> None:
    text = ANNUAL.replace("□ 사업 필요성\n\n- 손님이 줄어드는 골목\n\n□ 사업개요\n", "□ 추진실적\n")
    found = find_in_text(text)
    assert titles(found) == ["빈 점포 채우기", "골목 축제", "마을 기금 조성"]


def test_two_departments_with_a_list_each_have_their_own_projects() -> None:
    second = ANNUAL.replace("마을경제과", "물길관리과").replace("빈 점포 채우기", "물길 열기")
    found = find_in_text(ANNUAL + second)
    assert titles(found) == [
        "빈 점포 채우기",
        "골목 축제",
        "마을 기금 조성",
        "물길 열기",
        "골목 축제",
        "마을 기금 조성",
    ]
    assert [plan.department.text for plan in found.plans if plan.department] == ["마을경제과"] * 3 + ["물길관리과"] * 3


def test_projects_without_a_list_take_the_line_above_their_overview() -> None:
    text = ANNUAL[ANNUAL.index("□ 사업개요") :].replace("□ 사업 필요성\n\n- 손님이 줄어드는 골목\n", "2. 골목 축제")
    text = text.replace("□ 사업개요\n\n- 사업내용 : 기금 조성", "3. 마을 기금 조성\n□ 사업개요\n- 사업내용 : 기금 조성")
    found = find_in_text("2031년 주요업무계획\n마을경제과\n1. 빈 점포 채우기\n" + text)
    assert (found.kind, titles(found)) == ("annual_plan", ["빈 점포 채우기", "골목 축제", "마을 기금 조성"])
    assert found.plans[0].department is not None


def test_an_overview_within_a_project_begins_no_other() -> None:
    found = find_in_text(ANNUAL.replace("○ 점포 새단장\n", "□ 사업개요\n\n- 점포 새단장\n"))
    assert titles(found) == ["빈 점포 채우기", "골목 축제", "마을 기금 조성"]
    assert found.issues == ()


def test_a_list_may_name_the_office_of_each_project() -> None:
    text = (
        ANNUAL.replace("\t구분\t쪽", "\t담당부서\t쪽")
        .replace("\t신규\t3", "\t빈집과\t3")
        .replace("\t계속\t5", "\t축제과\t5")
    )
    offices = [plan.department.text for plan in find_in_text(text).plans if plan.department]
    assert offices == ["빈집과", "축제과", "계속"]


def test_pages_of_five_pledges_are_a_plan_each() -> None:
    found = find_in_text(PAGES)
    assert titles(found) == ["걷기 좋은 물빛길", "밤길 조명"]
    assert [values(plan, "period") for plan in found.plans] == [["2031년 ~ 2033년"], ["2032년"]]
    assert [s.kind for s in found.plans[0].sections if s.heading] == ["goal", "plan", "plan", "budget"]


def test_a_ministry_sheet_is_named_below_its_label_without_number_and_code() -> None:
    found = find_in_text(SHEET)
    (plan,) = found.plans
    assert (found.kind, plan.layout, titles(found)) == ("budget_book", "project_sheet", ["마을돌봄 지원"])
    assert values(plan, "is_new") == ["계속"]
    assert values(plan, "lead_department") == ["돌봄정책과"]
    assert values(plan, "period") == ["’29~계속"]


def test_of_the_offices_in_a_sheet_the_lowest_answers() -> None:
    found = find_in_page(
        "<p>사 업 명</p><p>(7) 마을돌봄 지원(2233-456)</p><p>□ 사업 담당자</p><table>"
        "<tr><td>사업명<td colspan=3>구분</tr>"
        "<tr><td rowspan=3>마을돌봄 지원<td rowspan=3>소관부처<td>실·국·과(팀)<td>과 장</tr>"
        "<tr><td>돌봄정책관<td>홍길동</tr><tr><td>돌봄지원과<td>044-200-1234</tr></table>"
    )
    assert values(found.plans[0], "lead_department") == ["돌봄지원과"]


def test_a_notice_has_fields_of_its_own_and_no_plan() -> None:
    found = find_in_text(NOTICE)
    assert (found.kind, found.plans) == ("notice", ())
    assert [(pair.field, pair.value.text) for pair in found.fields] == [
        ("lead_department", "시장경제과"),
        ("officials", "2000-1234"),
        ("published_on", "2031.10.05"),
    ]
    assert found.title is not None
    assert found.title.text == "물빛시장 새 지붕을 얹습니다"


def test_a_request_for_proposals_is_one_plan_with_its_value_below_the_label() -> None:
    found = find_in_text(
        "제안요청서\n1. 사업개요\n1.1 사 업 명\n○ 물빛 도서관 예약 시스템 구축\n1.2 사업기간\n- 착수일부터 90일\n"
        "1.3 소요예산\n- 금30,000,000원(금삼천만원)\n"
    )
    (plan,) = found.plans
    assert (found.kind, plan.layout, titles(found)) == ("request", "request", ["물빛 도서관 예약 시스템 구축"])
    assert (values(plan, "period"), values(plan, "total_cost")) == (["착수일부터 90일"], ["금30,000,000원(금삼천만원)"])


_REQUEST = (
    "제안요청서\n[붙임 1] 서약서\t 41\nⅠ. 사업개요\n- 사 업 명 : 물빛 도서관 예약 시스템 구축\n"
    "- 사 업 비 : 30,000천원\n- 하자보증 : 1년\n"
    "Ⅱ. 제출 안내\n- 제출부수 : 5부\n- 접수방법 : 방문\n- [서식 2]의 내용을 적을 것\n"
)


def test_forms_behind_a_request_are_nobodys_values() -> None:
    forms = "[별지 제1호 서식]\n사 업 명 : 다른 이름\n사업기간 : 20  .  .\n대표자 : (인)\n□ 사업비 : 금       원\n"
    with_forms, without = find_in_text(_REQUEST + forms), find_in_text(_REQUEST)
    assert with_forms.plans[0].fields == without.plans[0].fields
    assert values(with_forms.plans[0], "title") == ["물빛 도서관 예약 시스템 구축"]


def test_a_name_in_quotation_marks_is_named_without_them() -> None:
    for name in ("「물빛 쉼터 설계 용역」", "물빛 쉼터 설계 용역", "『물빛 쉼터 설계 용역』"):
        found = find_in_text(f"제안요청서\nⅠ. 개요\n- 과업명 : {name}\n- 배정예산 : 30,000천원\n")
        assert titles(found) == ["물빛 쉼터 설계 용역"]
    found = find_in_text("제안요청서\nⅠ. 개요\n- 과업명 : 「물빛」과 「바람」\n- 배정예산 : 30,000천원\n")
    assert titles(found) == ["「물빛」과 「바람」"]


def test_a_document_that_is_a_form_itself_is_read_behind_its_mark() -> None:
    found = find_in_text("【서식 1】 과업지시서\n[별지 1]\n- 사업명 : 물빛 쉼터 설계\n- 사업비 : 30,000천원\n")
    assert values(found.plans[0], "total_cost") == ["30,000천원"]


def test_how_to_bid_is_no_unknown_label_of_the_project() -> None:
    found = find_in_text(_REQUEST)
    assert [issue.printed_text for issue in found.issues] == ["하자보증"]
    assert [pair.label.text for pair in found.plans[0].fields if pair.field is None] == ["하자보증"]


def test_a_request_card_lists_its_values_beside_their_labels_and_groups() -> None:
    found = find_in_page(
        "<p>【서식 1】 협의요청서</p><p>청년 책방 지원사업</p><p>1. 제도 현황</p>"
        "<table><tr><td colspan=2>구 분<td>주요 내용</tr>"
        "<tr><td colspan=2>협의구분<td>☑ 신설 □ 변경</tr><tr><td rowspan=2>소요<br>재원<td>총규모<td>총 300백만원</tr>"
        "<tr><td>재원별 규모<td>□ 국비 ☑ 시·도</tr><tr><td colspan=2>작성자<td>책마을과 홍길동</tr></table>"
    )
    (plan,) = found.plans
    assert (plan.layout, titles(found)) == ("request", ["청년 책방 지원사업"])
    assert (values(plan, "is_new"), values(plan, "total_cost")) == (["신설"], ["총 300백만원"])
    sources = next(pair for pair in plan.fields if pair.label.text == "재원별 규모")
    assert ([o.is_chosen for o in sources.options], sources.group) == ([False, True], "소요\n재원")


def test_a_spending_plan_is_named_by_its_title_line() -> None:
    found = find_in_text(
        "가람구의회\n의 회 사 무 국\n2031년 의정자료 집행계획\nⅠ 관련근거\n□ 조례 제3조\n"
        "Ⅱ 집행계획\n□ 집행기간 : 2031. 1월 ~ 12월\n□ 집행예산 : 12,000천원\n"
    )
    (plan,) = found.plans
    assert (plan.layout, titles(found)) == ("plan_document", ["2031년 의정자료 집행계획"])
    assert plan.department is not None
    assert plan.department.text == "의 회 사 무 국"
    assert (values(plan, "period"), values(plan, "annual_budget")) == (["2031. 1월 ~ 12월"], ["12,000천원"])


def test_a_report_without_a_plan_has_none() -> None:
    assert find_in_text("지방재정 분석\n□ 세입\n- 올해 세입은 300억원이다.\n구분\t2030\t2031\n세입\t1\t2\n").plans == ()


def test_every_value_stands_where_its_locator_says() -> None:
    lines = ANNUAL.split("\n")
    for plan in find_in_text(ANNUAL).plans:
        for pair in plan.fields:
            assert pair.value.at.line is not None
            assert pair.value.text in lines[pair.value.at.line - 1]


def test_the_default_vocabulary_is_read_once() -> None:
    assert default_vocabulary() is default_vocabulary()


def test_marks_without_a_letter_are_no_unknown_label() -> None:
    found = find_in_page(
        "<p>제안요청서</p><table><tr><td>사업명<td>물빛 쉼터 설계<td></tr><tr><td>사업기간<td>2031. 1. ~ 12.<td></tr>"
        "<tr><td>××<td>가능<td>불가</tr><tr><td>사업비<td>30,000천원<td></tr></table>"
    )
    assert values(found.plans[0], "total_cost") == ["30,000천원"]
    assert found.issues == ()
