"""Lists of plans: several in a document, several columns of rows in one."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from plan_texts import ANNUAL, find_in_page, find_in_text, titles, values


def test_a_list_set_side_by_side_is_read_down_each_half() -> None:
    head = "연번\t주요사업\t구분\t쪽"
    beside = f"{head}\t{head}\n1\t빈 점포 채우기\t신규\t3\t3\t마을 기금 조성\t계속\t8\n2\t골목 축제\t계속\t5\t\t\t\t\n"
    first, last = ANNUAL.index(head), ANNUAL.index("□ 사업개요")
    found = find_in_text(ANNUAL[:first] + beside + "\n" + ANNUAL[last:])
    assert titles(found) == ["빈 점포 채우기", "골목 축제", "마을 기금 조성"]
    assert [cell.text for cell in found.plans[2].listed_at] == ["3", "마을 기금 조성", "계속", "8"]


def test_the_front_of_the_next_office_is_not_the_last_projects() -> None:
    more = """
보건소

주요사업 목록

연번\t주요사업\t구분\t쪽
1\t마을 주치의\t신규\t12

□ 사업개요

- 사업기간 : 2031. 2. ~ 11.
"""
    found = find_in_text(ANNUAL + more)
    assert titles(found) == ["빈 점포 채우기", "골목 축제", "마을 기금 조성", "마을 주치의"]
    assert [p.department.text for p in found.plans if p.department] == ["마을경제과"] * 3 + ["보건소"]
    assert values(found.plans[2], "pledge_number") == []


def test_the_title_of_a_page_is_no_link_of_its_furniture() -> None:
    page = """<p>메뉴 바로가기</p><p>본문으로 건너뛰기</p><h2>물빛도, 섬마을 살린다</h2>
    <table><tr><td>담당부서</td><td>섬마을과</td></tr><tr><td>등록일</td><td>2031. 3. 18.</td></tr></table>
    <p>물빛도는 3억원을 들인다.</p><p>공공누리 제1유형</p>"""
    found = find_in_page(page)
    assert found.title is not None
    assert (found.kind, found.title.text) == ("notice", "물빛도, 섬마을 살린다")


def test_the_title_of_an_annual_plan_may_read_like_a_heading_of_its_sections() -> None:
    text = ANNUAL.replace("2031년 주요업무계획", "2031년 주요업무 추진계획", 1).replace(
        "\n\n가람구\n", "\n\n가람구 돌봄국\n", 1
    )
    found = find_in_text(text)
    assert found.title is not None
    assert found.title.text == "2031년 주요업무 추진계획"
