"""Rows of plans from found plans built by hand: no reader and no finder stands between a rule and its case."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Literal

import pytest

from extractors.model import Locator, Printed
from extractors.plan_model import FoundPlan, FoundPlans, LabelledValue, Option, PlanLayout, Section
from normalizers.periods import YearContext
from normalizers.plans import DocumentContext, PlanRows, normalize_plan, normalize_plans
from normalizers.tables import BudgetFact

YEARS = YearContext(tuple(range(2022, 2032)))
CONTEXT = DocumentContext("0" * 64, YEARS, plan_year=2027)


def pair(
    label: str, value: str, field: str | None, place: Literal["header", "prose", "table"] = "header", **more: Any
) -> LabelledValue:
    at = Locator(block=abs(hash((label, value, place))) % 10_000, row_index=1, column_index=1)
    return LabelledValue(Printed(label, at), Printed(value, at), field, place=place, **more)


def options(
    label: str, chosen: str | None, *names: str, field: str = "status", group: str | None = None
) -> LabelledValue:
    marked = tuple(Option(Printed(n), None if chosen is None else n == chosen) for n in names)
    return LabelledValue(Printed(label), Printed(chosen or ""), field, marked, group=group)


def read(
    *pairs: LabelledValue, layout: PlanLayout = "card", facts: tuple[BudgetFact, ...] = (), **more: Any
) -> PlanRows:
    plan = FoundPlan(
        1, Printed("마을 도서관 건립", Locator(block=0)), layout, (), pairs, more.pop("sections", ()), **more
    )
    return normalize_plan(plan, "p1", CONTEXT, facts)


def fact(amount: int, kind: Any, year: int | None, **more: Any) -> BudgetFact:
    return BudgetFact(
        fact_id=f"{amount}{kind}{year}", table_id="t", document_id="0" * 64, plan_id="p1", period_kind=kind,
        fiscal_year=year, measure="required", amount_won=amount, reading="number", printed_text=str(amount),
        unit_source="caption", **more,
    )  # fmt: skip


def test_a_class_in_the_header_and_days_in_the_overview_are_both_read() -> None:
    plan = read(
        pair("사업기간", "장기", "term_class"),
        pair("사업기간", "2026년 7월 ~ 2029년 상반기", "period", "prose"),
        pair("완료시기", "2029.06월 (임기내)", "completion"),
    ).plan
    assert (plan.term_class, plan.within_term) == ("long", True)
    assert (plan.period_start, plan.period_end, plan.period_precision) == (date(2026, 7, 1), date(2029, 6, 30), "half")
    assert (plan.completion_start, plan.completion_end) == (date(2029, 6, 1), date(2029, 6, 30))


def test_within_the_term_alone_is_no_date() -> None:
    plan = read(pair("완료시기", "임기내", "completion")).plan
    assert (plan.within_term, plan.completion_end, plan.completion_text) == (True, None, "임기내")


def test_a_sub_project_and_a_service_contract_do_not_speak_for_the_plan() -> None:
    plan = read(
        pair("사업기간", "2024. 3. ~ 2025. 9.", "period", "prose", sub_project="별관 증축"),
        pair("과업기간", "2023. 4. ~", "period", "prose"),
        pair("사업비", "77백만원", "total_cost", "prose", sub_project="별관 증축"),
    ).plan
    assert (plan.period_start, plan.total_cost_won) == (None, None)


def test_a_request_for_a_service_has_the_services_period() -> None:
    plan = read(pair("용역기간", "착수일로부터 ~ 2027. 9. 30.", "period", "prose"), layout="request").plan
    assert (plan.period_start, plan.period_end) == (None, date(2027, 9, 30))


def test_the_values_under_one_label_are_one_period_or_differ() -> None:
    label = Printed("이행기간", Locator(block=7))
    rows = read(
        LabelledValue(label, Printed("공공 : 2025년~2027년"), "period"),
        LabelledValue(label, Printed("민간 : 2025년~2029년"), "period"),
    )
    assert (rows.plan.period_start, rows.plan.period_end) == (date(2025, 1, 1), None)
    assert [i.code for i in rows.issues] == ["PERIOD_SEVERAL"]


@pytest.mark.parametrize(
    ("value", "won", "reading", "non_budget"),
    [
        ("245백만원 (전액구비)", 245_000_000, "number", False),
        ("총 3억 2천만원 (2026년 1억원, 2027년 2억 2천만원)", 320_000_000, "number", False),
        ("비예산", None, "non_budget", True),
        ("해당없음", None, "text", False),
        ("-", None, "dash", False),
        ("추후 공모", None, "text", False),
    ],
)
def test_the_total_cost_keeps_why_there_is_no_amount(
    value: str, won: int | None, reading: str, non_budget: bool
) -> None:
    plan = read(pair("총사업비", value, "total_cost")).plan
    assert (plan.total_cost_won, plan.total_cost_reading, plan.is_non_budget) == (won, reading, non_budget)
    assert plan.total_cost_text == value


def test_the_unit_may_stand_in_the_label() -> None:
    assert read(pair("총사업비(백만원)", "1,250", "total_cost")).plan.total_cost_won == 1_250_000_000


def test_several_amounts_without_a_total_are_an_issue() -> None:
    rows = read(pair("총사업비", "토지 300백만원, 건물 450백만원", "total_cost"))
    assert rows.plan.total_cost_won is None
    assert [i.code for i in rows.issues] == ["PLAN_AMOUNT_SEVERAL"]


def test_a_plan_whose_only_cost_is_a_year_without_budget_is_non_budget() -> None:
    assert read(pair("2027년 소요예산", "비예산", "annual_budget", "prose"), layout="annual").plan.is_non_budget is True
    whole = pair("총사업비", "300백만원", "total_cost")
    year = pair("2027년 소요예산", "비예산", "annual_budget", "prose")
    assert read(whole, year, layout="annual").plan.is_non_budget is False


def test_a_need_of_one_year_is_no_total_cost() -> None:
    plan = read(pair("2027년 소요예산", "186,400천원", "annual_budget", "prose"), layout="annual").plan
    assert (plan.annual_budget_won, plan.annual_budget_year, plan.total_cost_won) == (186_400_000, 2027, None)


def test_an_amount_of_the_scale_equal_to_the_years_need_is_the_years() -> None:
    need = pair("2027년 소요예산", "186,400천원", "annual_budget", "prose")
    same = read(need, pair("사업규모", "4개 사업 / 186,400천원", "scale", "prose"), layout="annual").plan
    other = read(need, pair("사업규모", "9,310백만원", "scale", "prose"), layout="annual").plan
    none = read(need, pair("사업규모", "연면적 326㎡", "scale", "prose"), layout="annual").plan
    assert (same.total_cost_won, other.total_cost_won, none.total_cost_won) == (None, 9_310_000_000, None)
    assert other.total_cost_scope == "unknown"


def test_a_need_without_a_year_that_stands_under_one_year_is_that_years() -> None:
    need = pair("소요예산", "52,000천원", "total_cost", "prose")
    yearly = (fact(52_000_000, "year", 2027), fact(52_000_000, "year", 2028), fact(140_000_000, "total", None))
    plan = read(need, layout="annual", facts=yearly).plan
    assert (plan.annual_budget_won, plan.annual_budget_year, plan.total_cost_won) == (52_000_000, 2027, None)
    total = (fact(52_000_000, "total", None), fact(26_000_000, "year", 2027))
    plan = read(need, layout="annual", facts=total).plan
    assert (plan.annual_budget_won, plan.total_cost_won) == (None, 52_000_000)


def test_the_confirmed_amount_of_a_ministrys_sheet_is_the_annual_budget() -> None:
    facts = (
        fact(4_000_000_000, "year", 2026, column_label="2026 확정"),
        fact(5_000_000_000, "year", 2027, column_label="2027 정부안"),
        fact(4_800_000_000, "year", 2027, column_label="2027 확정(B)"),
    )
    plan = read(pair("총사업비", "해당없음", "total_cost"), layout="project_sheet", facts=facts).plan
    assert (plan.annual_budget_won, plan.annual_budget_year, plan.total_cost_reading) == (4_800_000_000, 2027, "text")


def test_costs_that_differ_keep_the_headers_and_are_an_issue() -> None:
    rows = read(pair("총사업비", "245백만원", "total_cost"), pair("총사업비", "254백만원", "total_cost", "prose"))
    assert rows.plan.total_cost_won == 245_000_000
    assert [i.code for i in rows.issues] == ["VALUES_DIFFER"]


@pytest.mark.parametrize(
    ("pairs", "status", "issue"),
    [
        (
            [
                options("완료", "이행후계속추진", "완료", "이행후계속추진"),
                options("추진중", "", "정상추진", "일부추진"),
            ],
            "completed_and_continuing",
            None,
        ),
        (
            [options("완료", "", "완료", "이행후계속추진"), options("추진중", "일부추진", "정상추진", "일부추진")],
            "partial",
            None,
        ),
        ([options("완료", None, "완료", "이행후계속추진")], None, None),
        ([options("완료", "완료", "완료"), options("추진중", "정상추진", "정상추진")], None, "STATUS_SEVERAL"),
        ([pair("추진상황", "추진중", "status")], "in_progress", None),
        ([pair("추진상황", "정상추진", "status")], "on_track", None),
        ([pair("추진상황", "○ 지연(토지 보상)", "status")], "delayed", None),
        ([pair("추진상황", "알 수 없는 말", "status")], None, "STATUS_UNKNOWN"),
        ([], None, None),
    ],
)
def test_only_a_mark_or_a_word_makes_a_status(
    pairs: list[LabelledValue], status: str | None, issue: str | None
) -> None:
    rows = read(*pairs)
    assert rows.plan.status == status
    assert [i.code for i in rows.issues] == ([issue] if issue else [])


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("신규", True),
        ("계속", False),
        ("계속 (신규포함)", False),
        ("개선", False),
        ("폐지 후 신규", True),
        ("신설", True),
        ("용역", None),
    ],
)
def test_new_or_continued(text: str, known: bool | None) -> None:
    assert read(pair("신규여부", text, "is_new")).plan.is_new is known
    assert read(listed_at=(Printed("3"), Printed("마을 도서관 건립"), Printed(text))).plan.is_new is known


def test_what_no_mark_chooses_is_unknown() -> None:
    plan = read(options("공약출처", None, "선거공보", "누리집", field="pledge_sources")).plan
    assert plan.pledge_sources is None
    plan = read(options("공약출처", "선거공보", "선거공보", "누리집", field="pledge_sources")).plan
    assert plan.pledge_sources == ("선거공보",)


def test_the_department_is_that_of_the_people_or_of_the_heading() -> None:
    assert read(pair("담당부서", "평생학습과장 홍길동", "lead_department")).plan.lead_department == "평생학습과"
    assert read(pair("실·국·과(팀)", "교육정책국\n평생학습과", "lead_department")).plan.lead_department == "평생학습과"
    assert read(pair("추진부서", "전부서", "lead_department")).plan.lead_department == "전부서"
    assert read(department=Printed("○ 평생학습과")).plan.lead_department == "평생학습과"
    assert read(department=Printed("보건소")).plan.lead_department == "보건소"
    assert read(pair("담당", "평생학습과장 : 홍길동(1234)", "officials")).plan.lead_department == "평생학습과"
    assert read(pair("부서명", "확인자", "lead_department")).plan.lead_department is None


def test_people_of_a_plan_are_officials_with_masks() -> None:
    label = Printed("작성자", Locator(block=3))
    cells = ["평생학습과", "홍길동", "2133-1234"]
    pairs = [
        LabelledValue(label, Printed(t, Locator(block=3, column_index=n)), "officials") for n, t in enumerate(cells)
    ]
    (official,) = read(*pairs).officials
    assert (official.department, official.name, official.phone) == ("평생학습과", "홍○○", "****-****")


def test_progress_is_a_percentage() -> None:
    assert read(pair("공정률", "65.5%", "progress_percent")).plan.progress_percent == Decimal("65.5")
    assert read(pair("공정률", "착공 전", "progress_percent")).plan.progress_percent is None


def test_every_printed_pair_has_a_row_and_an_unknown_label_an_issue() -> None:
    pairs = [
        pair("총사업비", "10백만원", "total_cost"),
        pair("처음 보는 말", "무엇", None),
        pair("비고", "", None, sub_project="별관"),
    ]
    rows = read(*pairs)
    assert [f.value_text for f in rows.fields] == ["10백만원", "무엇", ""]
    assert [f.value_kind for f in rows.fields] == ["amount", "text", "blank"]
    assert [(i.code, i.printed_text) for i in rows.issues] == [
        ("PLAN_LABEL_UNKNOWN", "처음 보는 말"), ("PLAN_LABEL_UNKNOWN", "비고"),
    ]  # fmt: skip


def test_an_unknown_label_is_one_issue_however_often_it_is_printed() -> None:
    rows = read(pair("처음 보는 말", "무엇", None), pair("처음 보는  말", "다른 것", None))
    assert len(rows.fields) == 2
    assert [i.printed_text for i in rows.issues] == ["처음 보는 말"]


def test_a_dated_step_is_no_unknown_label() -> None:
    rows = read(
        pair("공사 착공", "2027. 3. ~", None, "prose", section="plan"),
        pair("공사 규모", "2동", None, "prose", section="plan"),
    )
    assert [i.printed_text for i in rows.issues] == ["공사 규모"]


def test_goal_and_background_come_from_their_sections_where_no_label_says_them() -> None:
    line = Printed("- 책을 가까이 하는 마을", Locator(block=5))
    plan = read(sections=(Section(Printed("정책목표"), "goal", (), lines=(line,)),)).plan
    assert (plan.goal, plan.background) == ("- 책을 가까이 하는 마을", None)


def test_fields_outside_of_plans_have_no_plan_and_come_first() -> None:
    plan = FoundPlan(1, Printed("가"), "card", (), (pair("총사업비", "1억원", "total_cost"),), ())
    outside = (pair("담당부서", "평생학습과", "lead_department"),)
    rows = normalize_plans(FoundPlans((plan,), (), "pledge_card", fields=outside), CONTEXT, {1: "p1"})
    assert [(f.field_number, f.plan_id) for f in rows.fields] == [(0, None), (1, "p1")]
