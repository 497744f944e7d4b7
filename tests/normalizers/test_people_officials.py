from __future__ import annotations

import pytest

from extractors.model import Locator, Printed
from normalizers.people import find_people, head_department

PEOPLE = [
    ("복지정책과장 홍길동", [("과장", "복지정책과", "홍○○", None)]),
    ("청년지원팀장 : 고길동(1234)", [("팀장", "청년지원팀", "고○○", "****")]),
    ("담당 홍길동 ☎5678", [("담당", None, "홍○○", "****")]),
    ("과장: 홍길동 ☎5671 팀장: 고길동 ☎5672", [("과장", None, "홍○○", "****"), ("팀장", None, "고○○", "****")]),
    ("홍보담당관 홍길동(02-123-4567)", [("담당관", "홍보담당관", "홍○○", "02-***-****")]),
    ("복지정책과 홍길동", [("작성자", "복지정책과", "홍○○", None)]),
    ("2133-1234", [("작성자", None, None, "****-****")]),
    ("복지정책과", []),
    ("예시시청 기획예산담당관 예산팀 041-123-4567", [("작성자", "기획예산담당관", None, "041-***-****")]),
    ("(시스템 문의) 국번없이 1357", []),
    ("이메일", []),
    ("문화예술과장홍길동", [("과장", "문화예술과", "홍○○", None)]),
    ("축제기획팀장고길동(1234)", [("팀장", "축제기획팀", "고○○", "****")]),
    ("담당홍길동(1234)", [("담당", None, "홍○○", "****")]),
    ("문화예술과홍길동", [("작성자", "문화예술과", "홍○○", None)]),
    ("문화예술과장(홍길동)", [("과장", "문화예술과", "홍○○", None)]),
    ("시립미술관장: 홍길동", [("관장", "시립미술관", "홍○○", None)]),
    ("전부서", []),
    ("보건복지부(한국사회보장정보원)", []),
]


@pytest.mark.parametrize(("text", "wanted"), PEOPLE)
def test_people_become_roles_and_departments_with_masked_names(text: str, wanted: list[tuple[str | None, ...]]) -> None:
    found = [(p.role, p.department, p.name, p.phone) for p in find_people(Printed(text), "작성자")]
    assert found == wanted


def test_a_person_keeps_the_place_where_the_name_is_printed() -> None:
    (person,) = find_people(Printed("담당 홍길동(1234)", Locator(block=4, row_index=3, column_index=2)))
    assert (person.printed.text, person.printed.at.column_index) == ("홍길동", 2)


def test_only_the_restricted_file_shows_names() -> None:
    (person,) = find_people(Printed("담당 홍길동(1234)"), unmasked=True)
    assert (person.name, person.phone) == ("홍길동", "1234")


@pytest.mark.parametrize(
    ("text", "department"),
    [
        ("청년정책과장 홍길동\t청년지원팀장 고길동\t담당 홍길순(1234)", "청년정책과"),
        ("청년지원팀장 고길동, 청년정책과장 홍길동", "청년정책과"),
        ("도시재생과", "도시재생과"),
        ("도시재생국 주거정비과", "주거정비과"),
        ("도시재생국 주거지원팀", "주거지원팀"),
        ("의회사무국", "의회사무국"),
        ("홍보담당관 홍길동", "홍보담당관"),
        ("홍길동", None),
        ("기관장 홍길동", None),
        ("담당주무관 홍길동", None),
        ("평생학습관장 홍길동 도서관팀장 고길동", "평생학습관"),
        ("문화예술과장홍길동", "문화예술과"),
        ("문화예술과홍길동 주무관", "문화예술과"),
        ("", None),
    ],
)
def test_the_department_is_the_one_whose_head_is_printed(text: str, department: str | None) -> None:
    assert head_department(text) == department
