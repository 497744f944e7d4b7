"""Tables typed by hand: what is found in each, in whose name, and in which words."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from hand_tables import DOCUMENT, SUM_OF_YEARS, TOTAL, joined, source, table, year

from expectations import SecondOpinion, validate
from normalizers.identity import make_id
from normalizers.tables import Amount, Plan

YEARS = (SUM_OF_YEARS, year(2031), year(2032))
ALL, CITY, DISTRICT = source("계", "total"), source("시비", "metropolitan"), source("구비", "district")


def agree(at, text):
    return SecondOpinion(True, text, "other")


def sources_by_years(total, city, district, **more):
    return table(YEARS, [(*ALL, total), (*CITY, city), (*DISTRICT, district)], **more)


def only(report):
    assert len(report.findings) == 1
    return report.findings[0]


TOOK_IN_REMARK = sources_by_years(
    ["97,500", "40,000", "50,000"], ["30,000", "12,000", "18,000"], ["60,000", "28,000", "32,000"],
    remarks={0: [7_500, 1_000]},
)  # fmt: skip


def test_a_total_that_took_in_its_remark_is_mended_and_said_in_a_sentence():
    finding = only(validate(TOOK_IN_REMARK, agree))
    assert (finding.severity, finding.cause, finding.verdict) == ("error", "remark_in_sum", "office")
    assert (finding.printed_won, finding.repair_won, finding.delta_won) == (97_500_000, 90_000_000, 7_500_000)
    assert finding.confirmations == 2
    assert "‘계’ 행 ‘합계’ 칸에 97,500천원이 인쇄되어 있으나" in finding.message
    assert "비고란 첫 금액 7,500천원이 더해진 것으로 보이며, 90,000천원이면 식 2개가 모두 맞습니다." in finding.message


def with_cost(document, won):
    plan = Plan(plan_id="p", document_id=DOCUMENT, plan_number=1, total_cost_won=won, total_cost_text=f"{won}원")
    return replace(document, plans=(plan,))


def test_a_cost_that_equals_the_repaired_total_is_no_second_finding():
    took_in = replace(TOOK_IN_REMARK, budget_facts=tuple(replace(f, plan_id="p") for f in TOOK_IN_REMARK.budget_facts))
    assert only(validate(with_cost(took_in, 90_000_000))).rule != "cost_and_table"
    assert {f.rule for f in validate(with_cost(took_in, 95_000_000)).findings} > {"cost_and_table"}


def test_the_same_finding_in_english():
    finding = only(validate(TOOK_IN_REMARK, agree, language="en"))
    assert "prints 97,500 thousand won" in finding.message
    assert finding.finding_id == only(validate(TOOK_IN_REMARK, agree)).finding_id


def test_without_a_second_reader_nobody_is_blamed():
    assert only(validate(TOOK_IN_REMARK)).verdict == "unresolved"


def test_a_reader_that_cannot_tell_blames_nobody():
    finding = only(validate(TOOK_IN_REMARK, lambda at, text: SecondOpinion(None)))
    assert finding.verdict == "unresolved"


def test_readers_that_disagree_make_an_issue_of_ours():
    report = validate(
        TOOK_IN_REMARK,
        lambda at, text: SecondOpinion(text != "97,500", "90,000" if text == "97,500" else text, "other"),
    )
    finding = only(report)
    assert (finding.verdict, finding.cause, finding.severity) == ("reader", "reader_disagreement", "warning")
    assert finding.repair_won is None
    assert [issue.code for issue in report.issues] == ["READERS_DISAGREE"]


def test_the_second_reader_is_asked_about_operands_only():
    asked = []
    validate(TOOK_IN_REMARK, lambda at, text: asked.append((at.row_index, at.column_index)) or SecondOpinion(True))
    assert sorted(asked) == [(1, 1), (1, 2), (1, 3), (2, 1), (3, 1)]
    asked.clear()
    right = sources_by_years(["90", "40", "50"], ["30", "12", "18"], ["60", "28", "32"])
    validate(right, lambda at, text: asked.append(at) or SecondOpinion(True))
    assert asked == []


def test_what_was_read_by_picture_is_never_the_office():
    guessed = replace(
        TOOK_IN_REMARK, budget_facts=tuple(replace(f, confidence="low") for f in TOOK_IN_REMARK.budget_facts)
    )
    assert only(validate(guessed, agree)).verdict == "unresolved"


def test_a_table_without_an_equation_says_so():
    report = validate(table([("금액", {"measure": "budgeted"})], [("걷기 길", {}, ["30"]), ("쉼터", {}, ["44"])]))
    assert list(report.reconciles.values()) == [None]
    assert report.equations == {}


def test_a_sum_that_fails_by_far_and_unexplained_in_a_lone_list_is_a_warning():
    budget = [("사업예산", {"measure": "budgeted"})]
    report = validate(
        table(budget, [("계", TOTAL, ["9,137"]), ("걷기 길", {}, ["4,218"]), ("쉼터", {}, ["3,341"])]), agree
    )
    assert (only(report).severity, only(report).verdict) == ("warning", "unresolved")


def split(fact_id, number, label, name, text, units):
    return Amount(
        amount_id=make_id("amount", DOCUMENT, 2, number), document_id=DOCUMENT, printed_text=text, role=label,
        amount_won=None if units is None else units * 1000, reading="unreadable" if units is None else "number",
        funding_source=name, whole_fact_id=fact_id, unit_text="천원", block=2, row_index=2, column_index=1,
    )  # fmt: skip


def test_splits_added_by_source_prove_a_misprint_nobody_can_read():
    items = table(
        [("사업예산", {"measure": "budgeted"})],
        [("총 계", TOTAL, ["36,250"]), ("교육", {}, ["6,250"]), ("장터", {"funding_source": "district"}, ["30,000"])],
        block=2,
    )
    needs = table(
        [year(2031)],
        [(*ALL, ["36,250"]), (*CITY, ["2,750"]), (*DISTRICT, ["33,500"])],
        block=5,
    )
    whole = items.budget_facts[1].fact_id
    parts = [
        split(whole, 0, "시비", "metropolitan", "27,50", None),
        split(whole, 1, "구비", "district", "3,500", 3_500),
    ]
    finding = only(validate(joined(items, needs, amounts=parts), agree))
    assert (finding.printed_text, finding.printed_won, finding.repair_won) == ("27,50", None, 2_750_000)
    assert (finding.cause, finding.severity, finding.confirmations) == ("separator", "warning", 2)


def test_a_heading_that_differs_from_its_table_is_a_warning():
    heading = Amount(
        amount_id="h", document_id=DOCUMENT, printed_text="44,000천원", amount_won=44_000_000, reading="number",
        role="2031년 소요예산", measure="required", fiscal_year=2031, unit_text="천원", block=1,
    )  # fmt: skip
    right = sources_by_years(["90", "40", "50"], ["30", "12", "18"], ["60", "28", "32"], unit=1_000_000)
    finding = only(validate(joined(right, amounts=[heading]), agree))
    assert (finding.rule, finding.severity) == ("heading_and_table", "warning")


def test_findings_are_sorted_by_the_won_at_stake():
    document = joined(
        table(YEARS, [(*ALL, ["9,000", "4,000", "3,000"])], block=2),
        table(YEARS, [(*ALL, ["9,300", "4,000", "1,300"])], block=4),
    )
    stakes = [abs(f.delta_won) for f in validate(document).findings]
    assert stakes == [4_000_000, 2_000_000]


def test_values_are_never_changed():
    before = TOOK_IN_REMARK.budget_facts
    validate(TOOK_IN_REMARK, agree)
    assert TOOK_IN_REMARK.budget_facts == before


def test_a_cell_the_word_processor_calculated_is_an_equation():
    budget = [("사업예산", {"measure": "budgeted"})]
    made = table(budget, [("걷기 길", {}, ["4,218"]), ("쉼터", {}, ["3,341"]), ("모두", {}, ["7,595"])])
    calculated = [replace(c, formula="=SUM(ABOVE)??%g,;;7,595") if c.text == "7,595" else c for c in made.table_cells]
    assert validate(made).findings == ()
    finding = only(validate(replace(made, table_cells=tuple(calculated)), agree))
    assert (finding.rule, finding.expected_won, finding.explanation) == ("calculated_cell", 7_559_000, "swapped_digits")


def test_a_formula_over_numbers_that_are_no_money_is_left_alone():
    made = table(
        [("수량", {"is_rate": True}), ("금액", {"measure": "budgeted"})],
        [("걷기 길", {}, ["3", "4,218"]), ("쉼터", {}, ["9", "3,341"])],
    )
    cells = [replace(c, formula="=SUM(LEFT)??%g,;;0") if c.text == "3,341" else c for c in made.table_cells]
    assert validate(replace(made, table_cells=tuple(cells))).equations == {}


PLANNED = [
    ("계획액", {"measure": "planned", "measure_detail": "original"}),
    ("계획현액", {"measure": "planned", "measure_detail": "available"}),
    ("집행액", {"measure": "executed"}),
]


def test_more_executed_than_was_ever_planned_is_a_hint():
    within = table(PLANNED, [("걷기 길", {}, ["4,000", "4,600", "4,500"])])
    beyond = table(PLANNED, [("걷기 길", {}, ["4,000", "4,600", "4,700"])])
    assert validate(within).findings == ()
    assert [(f.rule, f.severity) for f in validate(beyond).findings] == [("order", "info")]


RATED = [
    ("예산액(A)", {"measure": "budgeted"}),
    ("집행액(B)", {"measure": "executed"}),
    ("집행률(B/A)", {"is_rate": True}),
]


def test_a_rate_that_its_amounts_do_not_give_is_a_warning():
    rows = [
        ("걷기 길", {}, ["4,000", "3,000", "75.0%"]),
        ("쉼터", {}, ["5,000", "4,000", "80.0%"]),
        ("도서관", {}, ["8,000", "2,000", "25.0%"]),
        ("체육관", {}, ["6,000", "3,000", "60.0%"]),
        ("놀이터", {}, ["3,000", "1,000", "33.3%"]),
    ]
    assert validate(table(RATED, [*rows[:3], rows[4]])).findings == ()
    finding = only(validate(table(RATED, [*rows, ("전시관", {}, ["9,000", "9,000", "100%"])])))
    assert (finding.rule, finding.printed_text, finding.expected_text) == ("rate", "60.0%", "50.0")


def test_two_tables_side_by_side_are_summed_apart():
    columns = [("세입 / 예산", {"measure": "budgeted"}), ("세입 / 결산", {"measure": "executed"})] * 2
    left = [("계", "9,500", "9,100"), ("사용료", "5,300", "5,000"), ("이자", "4,200", "4,100")]
    right = [("합계", "9,500", "8,700"), ("인건비", "8,100", "7,600"), ("수선비", "1,400", "1,100")]
    made = table(columns, [("", {}, [*one[1:], *other[1:]]) for one, other in zip(left, right, strict=True)])
    facts = tuple(
        replace(
            f, row_label=(left if f.column_index <= 2 else right)[f.row_index - 1][0], is_printed_total=f.row_index == 1
        )
        for f in made.budget_facts
    )
    report = validate(replace(made, budget_facts=facts))
    assert report.findings == ()
    assert len(next(iter(report.equations.values()))) == 4


def test_a_bracketed_number_among_plain_ones_leaves_the_sum_open():
    budget = [("금액", {"measure": "budgeted"})]
    made = table(budget, [("계", TOTAL, ["3,300"]), ("수입", {}, ["4,200"]), ("조정", {}, ["900"])])
    facts = tuple(replace(f, printed_text="(900)") if f.row_label == "조정" else f for f in made.budget_facts)
    assert validate(replace(made, budget_facts=facts)).findings == ()


def test_no_finding_is_published_twice():
    rows = [(name, {}, ["4,000", "3,000", "75.0%"]) for name in ("걷기 길", "쉼터", "도서관", "놀이터", "공원")]
    report = validate(table(RATED, [*rows, ("체육관", {}, ["6,000", "3,000", "60.0%"])]))
    assert len({f.finding_id for f in report.findings}) == len(report.findings) == 1


def test_a_total_under_a_head_is_the_sum_of_what_stands_under_the_same_head():
    columns = [
        ("보증금 / 계", {"measure": "other", **TOTAL}), ("보증금 / 계약금", {"measure": "other"}),
        ("보증금 / 잔금", {"measure": "other"}), ("월 사용료", {"measure": "other"}),
    ]  # fmt: skip
    rows = [("소형", {}, ["3,100", "600", "2,500", "45"]), ("중형", {}, ["5,400", "1,000", "4,400", "70"])]
    report = validate(table(columns, rows))
    assert report.findings == ()
    assert [e.part_count for e in next(iter(report.equations.values())) if e.rule == "sum_of_columns"] == [2, 2]
