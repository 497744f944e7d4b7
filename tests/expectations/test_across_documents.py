"""Pledges through the years: linked, renamed, moved, split; what changed without a reason; what a person decided."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from expectations import compare_documents
from expectations.finding import Decision
from expectations.titles import normalize_title, similarity
from normalizers.identity import make_id
from normalizers.normalized import NormalizedDocument
from normalizers.tables import Document, Plan, TableCell


def plan(document_id, number, title, **more):
    given = {"pledge_number": f"복지-{number:02d}", "lead_department": "복지정책과", "total_cost_scope": "term"}
    return Plan(
        plan_id=make_id("plan", document_id, number), document_id=document_id, plan_number=number, title=title,
        **{**given, **more},
    )  # fmt: skip


def card(year, *plans, office="가람구", kind="pledge_card", cells=(), **more):
    document_id = make_id("document", office, year, kind) * 3
    rows = tuple(
        replace(p, document_id=document_id, plan_id=make_id("plan", document_id, p.plan_number)) for p in plans
    )
    document = Document(
        document_id=document_id, byte_count=1, status="success", document_kind=kind, issuer_name=office,
        plan_year=year, term_of_office=8, **more,
    )  # fmt: skip
    return NormalizedDocument(
        document, plans=rows, table_cells=tuple(replace(c, document_id=document_id) for c in cells)
    )


def change_table(*rows):
    texts = [("공약명", "당초", "변경"), *rows]
    return [
        TableCell(document_id="", text=text, block=7, row_index=row, column_index=column)
        for row, line in enumerate(texts)
        for column, text in enumerate(line)
    ]


LIBRARY = plan("", 1, "어린이 도서관 건립 추진", total_cost_won=3_000_000_000)
CARE = plan("", 2, "온마을 돌봄센터 확충")


def test_a_pledge_keeps_its_id_from_year_to_year():
    found = compare_documents([card(2031, LIBRARY, CARE), card(2032, LIBRARY, CARE)])
    assert [(p.title, p.version_count, p.first_year, p.last_year) for p in found.pledges] == [
        ("어린이 도서관 건립 추진", 2, 2031, 2032),
        ("온마을 돌봄센터 확충", 2, 2031, 2032),
    ]
    assert {link.confidence for link in found.links} == {"high"}
    assert {link.relation for link in found.links} == {"superseded"}
    assert set(found.pledge_of_plan.values()) == {p.pledge_id for p in found.pledges}


def test_a_further_document_changes_no_id():
    first = {p.pledge_id for p in compare_documents([card(2032, LIBRARY, CARE)]).pledges}
    again = compare_documents([card(2031, LIBRARY, CARE), card(2032, LIBRARY, CARE), card(2033, LIBRARY, CARE)])
    assert {p.pledge_id for p in again.pledges} == first


def test_the_order_of_documents_does_not_matter():
    cards = [card(2031, LIBRARY, CARE), card(2032, LIBRARY), card(2033, CARE)]
    assert compare_documents(cards) == compare_documents(cards[::-1])


def test_a_renamed_and_moved_pledge_is_the_same_pledge():
    later = replace(LIBRARY, title="어린이·청소년 도서관 건립", lead_department="문화체육과")
    found = compare_documents([card(2031, LIBRARY), card(2032, later)])
    assert len(found.pledges) == 1
    assert found.pledges[0].former_titles == ("어린이 도서관 건립 추진",)
    assert found.pledge_versions[1].changes == ("renamed", "moved")


def test_a_table_of_changes_links_names_that_share_nothing():
    later = replace(CARE, title="가람형 통합 육아 거점", pledge_number="복지-19", lead_department="아동과")
    cells = change_table(("돌봄", "온마을 돌봄센터 확충", "가람형 통합 육아 거점"))
    assert len(compare_documents([card(2031, CARE), card(2032, later)]).pledges) == 2
    found = compare_documents([card(2031, CARE), card(2032, later, cells=cells)])
    assert len(found.pledges) == 1
    assert found.links[0].evidence == ("change_table",)
    assert "온마을 돌봄센터 확충" in (found.pledge_versions[1].explained_by or "")


def test_a_pledge_split_in_two_goes_on_in_the_closer_one():
    whole = plan("", 3, "어르신 일자리 확대 및 경로당 개선")
    parts = (
        plan("", 3, "어르신 일자리 확대"),
        plan("", 4, "어르신 일자리 확대 및 경로당 시설 개선", pledge_number="복지-04"),
    )
    found = compare_documents([card(2031, whole), card(2032, *parts)])
    assert len(found.pledges) == 2
    assert [p.split_from for p in found.pledges].count(None) == 1


def test_pledges_of_two_offices_are_never_one():
    found = compare_documents([card(2031, LIBRARY), card(2032, LIBRARY, office="누리구")])
    assert found.links == ()
    assert len(found.pledges) == 2


def test_numbers_in_titles_tell_phases_apart():
    first = plan("", 5, "하천 산책로 1단계 정비", pledge_number=None)
    second = plan("", 5, "하천 산책로 2단계 정비", pledge_number=None)
    assert compare_documents([card(2031, first), card(2032, second)]).links == ()


def test_a_cost_that_changed_without_a_reason_is_a_warning_and_with_one_a_hint():
    dearer = replace(LIBRARY, total_cost_won=5_500_000_000)
    plain = compare_documents([card(2031, LIBRARY), card(2032, dearer)]).findings
    assert [(f.rule, f.severity, f.delta_won) for f in plain] == [("cost_changed", "warning", 2_500_000_000)]
    assert "2031년 공약 카드의 30억원에서 2032년 공약 카드의 55억원으로 바뀌었습니다" in plain[0].message
    cells = change_table(("어린이 도서관 건립 추진", "30억원", "55억원"))
    told = compare_documents([card(2031, LIBRARY), card(2032, dearer, cells=cells)]).findings
    assert [(f.rule, f.severity) for f in told] == [("cost_changed", "info")]


def test_costs_of_unknown_scope_are_not_comparable():
    one = replace(LIBRARY, total_cost_scope="unknown")
    other = replace(one, total_cost_won=900_000_000)
    finding = compare_documents([card(2031, one), card(2032, other)]).findings[0]
    assert (finding.severity, finding.verdict, finding.cause) == ("info", "not_comparable", "scope")


def test_a_status_that_goes_back_is_a_warning():
    done = replace(CARE, status="completed", status_text="완료")
    undone = replace(CARE, status="in_progress", status_text="추진중")
    finding = compare_documents([card(2031, done), card(2032, undone)]).findings[0]
    assert (finding.rule, finding.severity, finding.cause) == ("status_went_back", "warning", "stale_text")


def test_a_period_that_moved_is_a_hint():
    one = replace(CARE, period_text="2031. 1. ~ 12.", period_end=date(2031, 12, 31))
    other = replace(CARE, period_text="2031. 1. ~ 2033. 6.", period_end=date(2033, 6, 30))
    findings = compare_documents([card(2031, one), card(2032, other)]).findings
    assert [(f.rule, f.severity) for f in findings] == [("period_changed", "info")]


@pytest.mark.parametrize(("verdict", "count"), [("dismissed", 2), ("confirmed", 1)])
def test_a_person_cuts_or_confirms_a_link(verdict, count):
    cards = [card(2031, LIBRARY), card(2032, LIBRARY)]
    link = compare_documents(cards).links[0]
    decision = Decision(
        decision_id="1", target_kind="link", target_key=link.link_id, verdict=verdict, reason="확인함",
        decided_at=datetime(2032, 1, 1, tzinfo=UTC),
    )  # fmt: skip
    found = compare_documents(cards, [decision])
    assert len({p.pledge_id for p in found.pledges}) == count
    assert [link.decision for link in found.links] == ([] if verdict == "dismissed" else ["confirmed"])


def test_a_twin_that_is_not_preferred_is_counted_once():
    found = compare_documents([card(2031, LIBRARY), card(2031, LIBRARY, kind="annual_plan", is_preferred=False)])
    assert [p.version_count for p in found.pledges] == [1]


def test_a_project_that_is_no_pledge_makes_none():
    project = plan("", 9, "청사 유지 관리", pledge_number=None)
    assert compare_documents([card(2031, project, kind="annual_plan")]).pledges == ()


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("청년 창업지원센터(가칭) 건립", "청년창업 지원센터 건립 추진", 100),
        ("보행로 정비", "보행로 정비 사업", 100),
        ("3호선 연장", "4호선 연장", 0),
        ("공원 조성", "급식 지원", 0),
    ],
)
def test_titles_are_compared_without_what_says_nothing(one, other, alike):
    assert similarity(normalize_title(one), normalize_title(other)) == alike
