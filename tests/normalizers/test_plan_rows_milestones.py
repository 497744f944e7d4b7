from __future__ import annotations

from typing import Any

import pytest

from extractors.model import Cell, Locator, Printed, Table
from extractors.plan_model import FoundPlan, Section, SectionKind
from normalizers.milestones import milestone_rows
from normalizers.periods import YearContext
from normalizers.sections import section_rows
from normalizers.tables import Milestone

YEARS = YearContext(tuple(range(2022, 2032)))


def plan_of(*sections: Section) -> FoundPlan:
    return FoundPlan(1, Printed("마을 도서관 건립"), "card", (), (), sections)


def section(heading: str, kind: SectionKind, *lines: str, tables: tuple[Table, ...] = ()) -> Section:
    printed = tuple(Printed(t, Locator(block=n, line=n + 10)) for n, t in enumerate(lines, 1))
    return Section(Printed(heading, Locator(block=0, line=1)), kind, tables, lines=printed)


def table(*rows: tuple[str, ...]) -> Table:
    cells = tuple(
        Cell(r, c, 1, 1, Printed(t, Locator(block=9, row_index=r, column_index=c)))
        for r, row in enumerate(rows)
        for c, t in enumerate(row)
    )
    return Table(9, len(rows), len(rows[0]), cells)


def steps(*sections: Section) -> list[Milestone]:
    return milestone_rows(plan_of(*sections), "p1", "0" * 64, YEARS)


LINES: list[tuple[str, list[tuple[Any, ...]]]] = [
    ("- 2026. 03. : 터 매입, 공모 선정(700백만원)", [("2026-03-01", "2026-03-31", "터 매입, 공모 선정(700백만원)")]),
    ("- 착공 및 준공 : 2026. 6. ~ 2027. 6.", [("2026-06-01", "2027-06-30", "착공 및 준공")]),
    (
        "- 간담회 2회 : '26. 6. 27./8. 8.",
        [("2026-06-27", "2026-06-27", "간담회 2회"), ("2026-08-08", "2026-08-08", "간담회 2회")],
    ),
    ("- 지원금 지급: '26. 9.(18,000천 원)", [("2026-09-01", "2026-09-30", "지원금 지급 (18,000천 원)")]),
    ("- 2026. 9 하반기 융자 지원", [("2026-09-01", "2026-09-30", "하반기 융자 지원")]),
    ("- 주민 설문 (200명, 2026. 8. ~ 9.)", [("2026-08-01", "2026-09-30", "주민 설문 (200명, 2026. 8. ~ 9.)")]),
    ("- 2026년 신규 사업인 책 나눔 추진으로 참여도 향상", []),
    ("- 회원 현황(2026.10.31. 기준)", []),
    ("- 사업기간 : 2026. 1. ~ 12.", []),
    ("- 전화 2133-1234", []),
    ("- 조례 제4조(2026호)", []),
]  # fmt: skip


@pytest.mark.parametrize(("line", "wanted"), LINES)
def test_a_line_is_a_step_by_the_place_of_its_date(line: str, wanted: list[tuple[Any, ...]]) -> None:
    found = [(str(m.start_on), str(m.end_on), m.text) for m in steps(section("추진경과", "progress", line))]
    assert found == wanted


def test_done_and_planned_follow_the_nearest_heading() -> None:
    rows = steps(
        section("추진계획", "plan", "- 추진경과", "- 2025. 3. : 터 매입", "- 향후 추진일정", "- 2027. 3. : 착공"),
        section("추진실적", "progress", "- 2024. 3. : 방침"),
    )
    assert [(m.text, m.kind) for m in rows] == [("터 매입", "done"), ("착공", "planned"), ("방침", "done")]


def test_a_section_about_something_else_has_no_steps() -> None:
    assert steps(section("문제점", "problems", "- 2025. 3. : 공사 지연")) == []


def test_a_cell_under_a_year_is_a_step() -> None:
    years = table(("사업내용", "2026년", "2027년", "2030.6월", "임기후"), ("기본계획", "용역", "", "개관", "운영"))
    rows = steps(section("연차별 추진계획", "plan", tables=(years,)))
    assert [(m.row_label, m.date_text, str(m.start_on), str(m.end_on), m.period_kind, m.text) for m in rows] == [
        ("기본계획", "2026년", "2026-01-01", "2026-12-31", "year", "용역"),
        ("기본계획", "2030.6월", "2030-01-01", "2030-06-30", "partial_year", "개관"),
        ("기본계획", "임기후", "None", "None", "after_term", "운영"),
    ]


def test_a_yearly_table_of_money_has_no_steps() -> None:
    money = table(("재원", "2026년", "2027년"), ("구비", "1,200", "-"), ("시비", "300", "비예산"))
    assert steps(section("투자계획", "plan", tables=(money,))) == []


def test_a_row_of_days_is_no_header_of_years() -> None:
    towns = table(("결연일", "2003.10.16", "2005.04.18"), ("행정구역", "1읍9면", "2읍14면"))
    assert steps(section("교류계획", "plan", tables=(towns,))) == []


def test_a_table_of_dates_and_contents_has_a_step_a_row() -> None:
    schedule = table(("연번", "시기", "내용"), ("1", "2026. 3.", "주민 설명회"), ("2", "2026. 5. ~ 7.", "설계"))
    rows = steps(section("추진일정", "plan", tables=(schedule,)))
    assert [(m.date_text, m.text) for m in rows] == [("2026. 3.", "주민 설명회"), ("2026. 5. ~ 7.", "설계")]


def test_the_same_step_in_a_block_of_two_sections_is_told_once() -> None:
    years = table(("구분", "2026년", "2027년"), ("도서관", "설계", "착공"))
    assert (
        len(steps(section("추진계획", "plan", tables=(years,)), section("연차별 추진계획", "plan", tables=(years,))))
        == 2
    )


def test_equal_dates_in_one_cell_have_ids_of_their_own() -> None:
    at = Locator(block=4, row_index=2, column_index=1)
    lines = (Printed("2026. 9. : 교부", at), Printed("2026. 9. : 착공", at))
    rows = steps(Section(Printed("추진경과"), "progress", (), lines=lines))
    assert len({m.milestone_id for m in rows}) == 2


def test_how_often_a_step_recurs_is_kept() -> None:
    (row,) = steps(section("향후계획", "plan", "- 2026. 4. ~ 12. 기업 지원(분기별)"))
    assert row.recurrence == "quarterly"


def test_sections_keep_heading_kind_and_text_without_tables() -> None:
    rows = section_rows(plan_of(section("정책목표", "goal", "- 책 읽는 마을", " ", "- 쉼터")), "p1", "0" * 64)
    assert [(r.heading, r.kind, r.text) for r in rows] == [("정책목표", "goal", "- 책 읽는 마을\n- 쉼터")]
