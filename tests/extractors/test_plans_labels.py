"""Labels and values that stand side by side: which cell is which, also where a label is not known."""

import sys
from pathlib import Path

from extractors.model import Limits
from extractors.plans import default_vocabulary, find_plans
from extractors.text import read_text

sys.path.insert(0, str(Path(__file__).parent))

from plan_texts import find_in_page, find_in_text, titles, values

CARD = """
공약명\t물결 다리 놓기\t\t
관리번호\t3-1\t담당부서\t다리과
사업기간\t2031. 1. ~ 2033. 6.\t시행방식\t공모
총사업비\t900백만원\t발굴경로\t주민제안
"""


def test_an_unknown_label_behind_a_value_is_a_label_of_its_own() -> None:
    (plan,) = find_in_text(CARD).plans
    assert values(plan, "period") == ["2031. 1. ~ 2033. 6."]
    assert values(plan, "total_cost") == ["900백만원"]
    unknown = {pair.label.text: pair.value.text for pair in plan.fields if pair.field is None}
    assert unknown == {"시행방식": "공모", "발굴경로": "주민제안"}


def test_people_beside_a_department_are_no_labels() -> None:
    text = CARD.replace(
        "관리번호\t3-1\t담당부서\t다리과", "담당부서\t다리과장 홍길동\t놓기팀장 홍길동\t담당 홍길동(1211)"
    )
    (plan,) = find_in_text(text).plans
    assert values(plan, "lead_department") == ["다리과장 홍길동", "놓기팀장 홍길동", "담당 홍길동(1211)"]


def test_what_stands_beside_a_known_label_is_its_value_also_in_a_column_of_labels() -> None:
    page = """<table>
    <tr><td>공약명</td><td colspan="3">물결 다리 놓기</td><td>관리번호</td><td>3-1</td></tr>
    <tr><td>담당부서</td><td>다리과</td><td>담당팀장</td><td>홍길동</td><td>연락처</td><td>02-111-2222</td></tr>
    <tr><td rowspan="3">사업개요</td><td>위치</td><td colspan="4">물결동 12</td></tr>
    <tr><td>규모</td><td colspan="4">길이 40m</td></tr>
    <tr><td>기간</td><td colspan="4">2031. 3. ~ 2032. 11.</td></tr>
    <tr><td>추진상황</td><td>정상추진</td><td>추진율</td><td>65%</td><td>완료시기</td><td>임기내</td></tr>
    </table>"""
    found = find_in_page(page)
    (plan,) = found.plans
    assert titles(found) == ["물결 다리 놓기"]
    assert (values(plan, "status"), values(plan, "lead_department")) == (["정상추진"], ["다리과"])
    assert (values(plan, "location"), values(plan, "period")) == (["물결동 12"], ["2031. 3. ~ 2032. 11."])
    assert not [pair for pair in plan.fields if pair.field is None]


def test_a_label_of_kinds_is_what_its_value_says() -> None:
    (plan,) = find_in_text(CARD.replace("시행방식\t공모", "구분\t신규")).plans
    assert values(plan, "is_new") == ["신규"]


def test_the_title_printed_again_over_a_further_grid_is_the_same_card() -> None:
    again = "\n공약명\t물결 다리 놓기\t\t\n관리번호\t3-1\t담당부서\t다리과\n완료시기\t임기내\t이행률\t20%\n"
    assert titles(find_in_text(CARD + "\n□ 추진계획\n- 다리를 놓음\n" + again)) == ["물결 다리 놓기"]


def test_a_label_that_a_user_adds_heads_a_list_of_titles_and_names_a_card() -> None:
    listed = "사업 목록\n\n연번\t살림 이름\t쪽\n1\t물결 다리 놓기\t2\n2\t솔숲 길 내기\t4\n"
    body = "\n□ 사업개요\n- 사업기간 : 2031. 1. ~ 12.\n\n□ 사업개요\n- 사업기간 : 2031. 3. ~ 9.\n"
    mine = default_vocabulary().with_labels({"살림이름": "title"})
    document = read_text((listed + body).encode(), Limits())
    assert titles(find_plans(document, mine)) == ["물결 다리 놓기", "솔숲 길 내기"]
    assert titles(find_plans(document)) == []


def test_a_value_that_is_a_users_label_is_no_title() -> None:
    card = CARD.replace("물결 다리 놓기", "살림 이름")
    mine = default_vocabulary().with_labels({"살림이름": "content"})
    document = read_text(card.encode(), Limits())
    assert titles(find_plans(document)) == ["살림 이름"]
    assert find_plans(document, mine).plans == ()
