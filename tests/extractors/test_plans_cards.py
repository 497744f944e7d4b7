import sys
from pathlib import Path

from extractors.plan_model import LabelledValue

sys.path.insert(0, str(Path(__file__).parent))

from plan_texts import CARD_2018, CARD_2022, CARD_BOXES, find_in_page, find_in_text, titles, values

TWO_CARDS = CARD_2022 + CARD_2022.replace("안전도시-03\t물빛천 산책로 조명 설치", "안전도시-04\t물빛천 다리 놓기")


def pair(fields: tuple[LabelledValue, ...], label: str) -> LabelledValue:
    return next(each for each in fields if each.label.text == label)


def test_a_first_row_without_labels_is_number_and_title() -> None:
    found = find_in_text(CARD_2022)
    (plan,) = found.plans
    assert (found.kind, plan.layout, titles(found)) == ("pledge_card", "card", ["물빛천 산책로 조명 설치"])
    assert values(plan, "pledge_number") == ["안전도시-03"]
    assert plan.title is not None
    assert (plan.title.at.line, plan.title.at.column_index) == (2, 1)


def test_a_period_may_be_a_class_of_length() -> None:
    (plan,) = find_in_text(CARD_2022).plans
    assert values(plan, "term_class") == ["단기"]
    assert values(plan, "period") == ["2030년 3월 ~ 2031년 상반기"]


def test_several_cells_of_people_belong_to_one_label() -> None:
    (plan,) = find_in_text(CARD_2022).plans
    assert values(plan, "lead_department") == ["공원조명과장 홍길동", "산책로팀장 홍길동", "담당 홍길동(1211)"]


def test_values_of_a_part_are_not_the_plans() -> None:
    (plan,) = find_in_text(CARD_2022).plans
    assert values(plan, "total_cost") == ["450백만원", "450백만원 (전액구비)"]
    assert values(plan, "total_cost", parts=True) == ["300백만원"]
    assert {each.sub_project for each in plan.fields if each.sub_project} == {"실시설계 용역", "조명 설치"}


def test_a_double_label_makes_two_facts() -> None:
    (plan,) = find_in_text(CARD_2018).plans
    assert (values(plan, "project_nature"), values(plan, "is_new")) == (["운영"], ["신규"])
    assert pair(plan.fields, "사업유형").value.at.line == 4


def test_the_foot_of_a_card_belongs_to_it() -> None:
    found = find_in_text(CARD_2018)
    (plan,) = found.plans
    assert values(plan, "officials") == ["마을자치과장 : 홍길동(1300)", "담당 : 홍길동(1308)"]
    assert values(plan, "cooperating_departments") == ["도서관과"]
    assert (values(plan, "partner_national"), values(plan, "partner_metropolitan")) == (["산림청"], ["목재산업과"])
    assert found.issues == ()


def test_a_grid_says_which_boxes_are_ticked_and_several_may_be() -> None:
    (plan,) = find_in_text(CARD_BOXES).plans
    assert plan.title is not None
    assert plan.title.text == "물빛 놀이터 새로 짓기"
    assert [(o.printed.text, o.is_chosen) for o in pair(plan.fields, "사업유형").options] == [
        ("신규", False),
        ("계속", True),
    ]
    assert pair(plan.fields, "사업주체").value.text == "자체, 서울시(정부)"
    assert [o.is_chosen for o in pair(plan.fields, "공약출처").options] == [True, False, False]


def test_a_value_may_stand_in_the_row_of_options() -> None:
    (plan,) = find_in_text(CARD_BOXES).plans
    assert values(plan, "total_cost") == ["총 75백만 원 (구비)"]


def test_a_group_and_an_option_may_have_the_same_name() -> None:
    (plan,) = find_in_text(CARD_BOXES).plans
    status = [each for each in plan.fields if each.field == "status"]
    assert [(each.group, each.value.text) for each in status] == [("완료", ""), ("추진중", "일부추진")]
    assert [o.is_chosen for each in status for o in each.options] == [False, False, False, True]


def test_no_tick_at_all_is_unknown_not_false() -> None:
    (plan,) = find_in_text(CARD_BOXES.replace("\t\t\t✓\t\t\n", "\t\t\t\t\t\n")).plans
    status = [each for each in plan.fields if each.field == "status"]
    assert {o.is_chosen for each in status for o in each.options} == {None}


def test_an_option_may_head_a_column_of_its_own_beside_the_groups() -> None:
    card = CARD_BOXES.replace("추진중\t\t소요예산\t", "추진중\t\t보류\t소요예산").replace(
        "일부추진\t총 75백만 원 (구비)\t", "일부추진\t보류\t총 75백만 원 (구비)"
    )
    (held,) = find_in_text(card.replace("\t\t\t✓\t\t\n", "\t\t\t\t✓\t\n")).plans
    chosen = [o.printed.text for f in held.fields if f.field == "status" for o in f.options if o.is_chosen]
    assert chosen == ["보류"]
    assert values(held, "total_cost")[0] == "총 75백만 원 (구비)"
    (spanned,) = find_in_text(
        card.replace("일부추진\t보류\t", "일부추진\t\t").replace("\t\t\t✓\t\t\n", "\t\t\t\t✓\t\n")
    ).plans
    assert [o.printed.text for f in spanned.fields if f.field == "status" for o in f.options if o.is_chosen] == ["보류"]


def test_a_group_beside_a_group_is_no_value_of_it() -> None:
    page = """<h2>물빛 놀이터</h2><table>
    <tr><td>공약출처</td><td>선거공보</td><td>신규여부</td><td>신규</td><td>사업주체</td><td>자체</td></tr>
    <tr><td colspan=2>완료</td><td colspan=2>추진중</td><td colspan=2>소요예산</td></tr>
    <tr><td>완료</td><td>이행후계속추진</td><td>정상추진</td><td>일부추진</td>
    <td rowspan=2 colspan=2>총 75백만 원</td></tr>
    <tr><td>✔</td><td></td><td></td><td></td></tr></table>"""
    (plan,) = find_in_page(page).plans
    assert [[o.is_chosen for o in f.options] for f in plan.fields if f.field == "status"] == [
        [True, False],
        [False, False],
    ]
    assert values(plan, "total_cost") == ["총 75백만 원"]


def test_a_blank_value_stays_blank_over_another_labels_values() -> None:
    card = CARD_2022.replace("사업유형\t시설\t대상지역\t물빛1동", "사업유형\t\t대상지역\t")
    (plan,) = find_in_text(card).plans
    assert (values(plan, "project_type"), values(plan, "target_area")) == ([""], [""])
    assert values(plan, "lead_department") == ["공원조명과장 홍길동", "산책로팀장 홍길동", "담당 홍길동(1211)"]


def test_cards_after_cards_are_plans_of_their_own() -> None:
    found = find_in_text(TWO_CARDS)
    assert titles(found) == ["물빛천 산책로 조명 설치", "물빛천 다리 놓기"]
    assert [plan.number for plan in found.plans] == [1, 2]
    assert [values(plan, "pledge_number") for plan in found.plans] == [["안전도시-03"], ["안전도시-04"]]


def test_a_card_without_a_title_of_its_own_takes_the_line_above() -> None:
    second = CARD_BOXES.replace("물빛 놀이터 새로 짓기", "꽃길 도서관 고치기")
    assert titles(find_in_text(CARD_BOXES + second)) == ["물빛 놀이터 새로 짓기", "꽃길 도서관 고치기"]


def test_the_number_before_a_title_line_is_the_pledges() -> None:
    found = find_in_text(CARD_BOXES.replace("## 물빛 놀이터", "## 2-13. 물빛 놀이터"))
    assert (titles(found), values(found.plans[0], "pledge_number")) == (["물빛 놀이터 새로 짓기"], ["2-13"])


def test_cards_are_checked_against_the_list_before_them() -> None:
    listed = "공약사업 목록\n연번\t공약명\t쪽\n1\t물빛천 산책로 조명 설치\t3\n2\t물빛천 배 띄우기\t5\n"
    found = find_in_text(listed + TWO_CARDS)
    assert [[cell.text for cell in plan.listed_at] for plan in found.plans] == [
        ["1", "물빛천 산책로 조명 설치", "3"],
        [],
    ]
    assert [(issue.code, issue.printed_text) for issue in found.issues] == [
        ("PLAN_NOT_LISTED", "물빛천 다리 놓기"),
        ("PLAN_LISTED_NOT_FOUND", "물빛천 배 띄우기"),
    ]


def test_labels_over_values_and_broken_labels_are_read() -> None:
    found = find_in_page(
        "<table><tr><th>공약<br>번호<th>공 약 명<th>담당<br>부서<th>총사업비</tr>"
        "<tr><td>2-1<td>물빛 도서관<td>책마을과<td>3억원</tr></table>"
    )
    (plan,) = found.plans
    assert [values(plan, f) for f in ("pledge_number", "title", "lead_department", "total_cost")] == [
        ["2-1"],
        ["물빛 도서관"],
        ["책마을과"],
        ["3억원"],
    ]


def test_an_unknown_label_keeps_its_row_and_is_reported_once() -> None:
    card = CARD_2018.replace("추진부서\t마을자치과", "느낌점수\t열 개")
    found = find_in_text(card + "\n- 느낌점수 : 아홉 개\n")
    (plan,) = found.plans
    assert [(p.label.text, p.value.text) for p in plan.fields if p.field is None] == [
        ("느낌점수", "열 개"),
        ("느낌점수", "아홉 개"),
    ]
    assert [(issue.code, issue.printed_text) for issue in found.issues] == [("PLAN_LABEL_UNKNOWN", "느낌점수")]


def test_a_form_to_be_filled_in_is_no_plan() -> None:
    assert find_in_text("사업명\t\t사업기간\t. . . ~ . . .\n소요예산\t총액\t담당부서\t이름\n").plans == ()


def test_a_list_of_projects_is_no_card() -> None:
    listed = (
        "관리번호\t공약명\t변경일\t변경 내용\n1-7\t빈집 고치기\t‘30.2.\t사업비 변경\n2-2\t물놀이장\t‘30.8.\t기간 변경\n"
    )
    assert find_in_text(listed).plans == ()


def test_sections_have_their_heading_kind_and_lines() -> None:
    (plan,) = find_in_text(CARD_2022).plans
    assert [(s.heading.text if s.heading else None, s.kind, len(s.lines)) for s in plan.sections] == [
        (None, "other", 0),
        ("정책목표", "goal", 1),
        ("사업개요", "overview", 2),
        ("세부추진계획", "plan", 5),
    ]


def test_the_same_card_as_a_page_gives_the_same_fields() -> None:
    rows = "".join(
        "<tr>" + "".join(f"<td>{cell}</td>" for cell in line.split("\t") if cell) + "</tr>"
        for line in CARD_2018.split("\n")[1:4]
    ).replace("<td>주민 목공방 열기", "<td colspan=5>주민 목공방 열기")
    page = find_in_page(f"<h2>공약</h2><table>{rows}</table><p>□ 추진방향</p><p>- 주민이 쓰고 주민이 돌보는 공방</p>")
    text = find_in_text(CARD_2018.split("작성 자")[0])
    assert [(p.field, p.value.text) for p in page.plans[0].fields] == [
        (p.field, p.value.text) for p in text.plans[0].fields
    ]
