"""Pledges through the years: what is linked, what is one pledge, what changed, and ids that stay."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from expectations import compare_documents
from expectations.change_events import find_change_events
from expectations.finding import Decision
from normalizers.identity import make_id
from normalizers.normalized import NormalizedDocument
from normalizers.tables import BudgetFact, Document, Plan, PlanField, TableCell

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "over_the_years.yml").read_text(encoding="utf-8"))
MILLION = 1_000_000
CHANGES = 90


def document_of(number: int, given: dict[str, Any]) -> NormalizedDocument:
    office = given.get("office", "물빛구")
    document_id = make_id("document", str(number), office, given["kind"], given.get("year")) * 3
    document = Document(
        document_id=document_id, byte_count=1, status="success", document_kind=given["kind"], issuer_name=office,
        plan_year=given.get("year"), term_of_office=given.get("term", 9), as_of=given.get("as_of"),
    )  # fmt: skip
    plans, facts, fields = [], [], []
    for place, row in enumerate(given.get("plans", ())):
        plan_id = make_id("plan", document_id, place)
        parent = row.get("p")
        plans.append(
            Plan(
                plan_id=plan_id, document_id=document_id, plan_number=place + 1, title=row["t"],
                parent_plan_id=None if parent is None else make_id("plan", document_id, parent),
                pledge_number=row.get("n"), lead_department=row.get("d"), status=row.get("st"),
                status_text=row.get("tx"), total_cost_scope=row.get("s", "unknown"),
                total_cost_won=row["c"] * MILLION if "c" in row else None,
            )
        )  # fmt: skip
        fields.append(
            PlanField(
                plan_id=plan_id, document_id=document_id, field_number=1, label_text="총사업비", field="total_cost",
                value_text=str(row.get("c")), value_kind="amount", block=place, row_index=1, column_index=1,
            )
        )  # fmt: skip
        facts += [
            BudgetFact(
                fact_id=make_id("fact", plan_id, year), table_id=make_id("table", plan_id), document_id=document_id,
                plan_id=plan_id, row_label="계", funding_source="total", column_label=f"{year}년", period_kind="year",
                fiscal_year=year, measure="planned", amount_won=won * MILLION, reading="number", printed_text=f"{won}",
                unit_won=MILLION, unit_source="caption", is_printed_total=True, is_leaf=False, block=50 + place,
                row_index=1, column_index=year - 2030,
            )
            for year, won in row.get("y", {}).items()
        ]  # fmt: skip
    cells = changes_of(document_id, given.get("changes", ()), given.get("spans", {}))
    return NormalizedDocument(
        document, plans=tuple(plans), plan_fields=tuple(fields), budget_facts=tuple(facts), table_cells=cells
    )


def changes_of(document_id: str, rows: list[list[str]], spans: dict[str, int]) -> tuple[TableCell, ...]:
    return tuple(
        TableCell(
            document_id=document_id, text=text, block=CHANGES, row_index=r, column_index=c,
            row_span=spans.get(f"{r}.{c}", 1),
        )
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    )  # fmt: skip


def compared(case: dict[str, Any]):
    documents = [document_of(number, given) for number, given in enumerate(case["documents"])]
    return documents, compare_documents(documents)


@pytest.mark.parametrize("case", CASES["synthetic"], ids=lambda case: case["name"])
def test_a_sequence_of_documents(case):
    documents, found = compared(case)
    names = {p.plan_id: f"{d}.{n}" for d, document in enumerate(documents) for n, p in enumerate(document.plans)}
    links = [[names[k.plan_id], names[k.other_plan_id], k.relation, k.confidence] for k in found.links]
    assert [link for link in case["links"] if link not in links] == []
    assert len(links) >= len(case["links"])
    pledges = sorted([p.title, p.version_count, p.first_year, p.last_year] for p in found.pledges)
    assert pledges == sorted(case["pledges"])
    titles = {p.pledge_id: p.title for p in found.pledges}
    assert sorted([p.title, titles[p.split_from]] for p in found.pledges if p.split_from) == case.get("split", [])
    assert sorted([p.title, titles[p.merged_into]] for p in found.pledges if p.merged_into) == case.get("merged", [])
    assert {p.title: list(p.former_titles) for p in found.pledges}.items() >= case.get("former", {}).items()
    changes = {v.title: list(v.changes) for v in found.pledge_versions}
    assert changes.items() >= case.get("changes", {}).items()
    assert sorted([f.rule, f.severity] for f in found.findings) == sorted(case.get("findings", []))
    messages = " ".join(finding.message for finding in found.findings)
    assert [words for words in case.get("says", []) if words not in messages] == []
    assert all(f.verdict in ("unresolved", "not_comparable") and f.severity != "error" for f in found.findings)


@pytest.mark.parametrize("case", CASES["negative"], ids=lambda case: case["name"])
def test_other_projects_are_not_linked(case):
    _, found = compared(case)
    assert [link for link in found.links if link.confidence != "low"] == []
    assert {pledge.version_count for pledge in found.pledges} == {1}
    assert found.findings == ()


def test_a_person_cuts_a_link_and_the_pledges_part():
    documents, found = compared(CASES["synthetic"][0])
    cut = [link for link in found.links if link.plan_id == documents[0].plans[0].plan_id]
    decisions = [
        Decision(
            decision_id=link.link_id, target_kind="link", target_key=link.link_id, verdict="dismissed",
            reason="다른 사업", decided_at=datetime(2034, 1, 1, tzinfo=UTC),
        )
        for link in cut
    ]  # fmt: skip
    again = compare_documents(documents, decisions)
    assert sorted(pledge.version_count for pledge in again.pledges) == [1, 3]
    assert {link.link_id for link in again.links} == {link.link_id for link in found.links} - {k.link_id for k in cut}


def test_findings_show_where_both_documents_print_it():
    _, found = compared(CASES["synthetic"][3])
    cost = next(finding for finding in found.findings if finding.rule == "cost_changed")
    assert [(o.printed_text, o.amount_won, o.row_index) for o in cost.operands] == [
        ("20억원", 2_000_000_000, 1),
        ("26억원", 2_600_000_000, 1),
    ]


def test_a_year_whose_sum_is_printed_twice_and_differently_is_not_compared():
    given = {"kind": "pledge_card", "year": 2031, "plans": [{"n": "1", "t": "마을 숲 가꾸기", "y": {2031: 10}}]}
    one, other = document_of(0, given), document_of(1, {**given, "year": 2032})
    doubled = tuple(f for fact in other.budget_facts for f in (fact, BudgetFact(**{**as_dict(fact), "amount_won": 7})))
    clear = compare_documents([one, NormalizedDocument(other.document, plans=other.plans, budget_facts=doubled[1:])])
    unclear = compare_documents([one, NormalizedDocument(other.document, plans=other.plans, budget_facts=doubled)])
    assert [finding.rule for finding in clear.findings] == ["year_differs"]
    assert unclear.findings == ()


def as_dict(fact: BudgetFact) -> dict[str, Any]:
    return {name: getattr(fact, name) for name in fact.__dataclass_fields__}


TITLES = [
    "마을 도서관 건립",
    "마을 도서관 건립 추진",
    "어린이 도서관 건립",
    "공원 산책로 정비",
    "공원 산책로 조성",
    "전통시장 주차장 확충",
]
PLANS = st.fixed_dictionaries(
    {
        "t": st.sampled_from(TITLES),
        "n": st.sampled_from(["1-1", "1-2", "2-1", None]),
        "d": st.sampled_from(["문화과", "공원과", None]),
        "c": st.sampled_from([100, 200]),
    }
)
YEARS = st.lists(st.lists(PLANS, min_size=1, max_size=4), min_size=1, max_size=4)


def cards(years: list[list[dict[str, Any]]]) -> list[NormalizedDocument]:
    return [
        document_of(number, {"kind": "pledge_card", "year": 2031 + number, "plans": plans})
        for number, plans in enumerate(years)
    ]


@settings(max_examples=150, deadline=None)
@given(YEARS, st.randoms(use_true_random=False))
def test_the_order_in_which_documents_come_changes_nothing(years, random):
    documents = cards(years)
    shuffled = list(documents)
    random.shuffle(shuffled)
    assert compare_documents(iter(shuffled)) == compare_documents(documents)


@settings(max_examples=200, deadline=None)
@given(YEARS, st.lists(PLANS, min_size=1, max_size=4))
def test_a_later_year_changes_no_id_of_a_pledge_or_version(years, later):
    documents = cards([*years, later])
    before, after = compare_documents(documents[:-1]), compare_documents(documents)
    assert after.pledge_of_plan.items() >= before.pledge_of_plan.items()
    ids = [{(v.version_id, v.plan_id, v.version_number) for v in found.pledge_versions} for found in (before, after)]
    assert ids[0] <= ids[1]


@settings(max_examples=100, deadline=None)
@given(YEARS)
def test_every_plan_of_a_card_is_one_version_of_one_pledge(years):
    documents = cards(years)
    found = compare_documents(documents)
    plans = [plan.plan_id for document in documents for plan in document.plans]
    assert sorted(version.plan_id for version in found.pledge_versions) == sorted(plans)
    assert len({p.pledge_id for p in found.pledges}) == len(found.pledges)
    assert len({(v.pledge_id, v.document_id) for v in found.pledge_versions}) == len(found.pledge_versions)


@pytest.mark.parametrize("case", CASES["tables"], ids=lambda case: case["name"])
def test_tables_of_changes(case):
    document = document_of(0, {"kind": "other", "changes": [["2019년 2020년 현황"], *case["rows"]]})
    assert [[e.kind, e.before, e.after] for e in find_change_events(document)] == case["events"]
