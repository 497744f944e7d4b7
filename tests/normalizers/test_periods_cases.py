from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from extractors.model import Locator, Printed, Span
from normalizers.periods import YearContext, find_dates, parse_period, parse_period_label, year_context
from normalizers.periods.words import period_words

CASES = Path(__file__).parent / "cases"
YEARS = YearContext(tuple(range(2017, 2032)))


def load(name: str) -> list[Any]:
    groups = yaml.safe_load((CASES / name).read_text(encoding="utf-8"))
    return [
        pytest.param(text, want, id=f"{group}: {text}") for group, rows in groups.items() for text, want in rows.items()
    ]


@pytest.mark.parametrize(("text", "wanted"), load("periods.yml"))
def test_a_printed_date_is_read_to_its_days(text: str, wanted: list[list[Any]]) -> None:
    found = [[r.start, r.end, r.precision, *(["open"] if r.is_open else [])] for r in find_dates(Printed(text), YEARS)]
    assert found == wanted


@pytest.mark.parametrize(("text", "wanted"), load("period_labels.yml"))
def test_a_header_names_its_period(text: str, wanted: list[Any] | None) -> None:
    label = parse_period_label(text, YEARS)
    assert (None if label is None else [label.period_kind, label.fiscal_year, label.rest]) == wanted


@pytest.mark.parametrize(
    ("text", "within", "term", "recurrence", "codes"),
    [
        ("임기내", True, None, None, []),
        ("임기 후", False, None, None, []),
        ("임기 내(착공)", None, None, None, []),
        ("중기", None, "medium", None, []),
        ("장기(5년 이상)", None, "long", None, []),
        ("분기별 1회", None, None, "quarterly", []),
        ("연중", None, None, "all_year", []),
        ("계약일로부터 120일", None, None, None, ["PERIOD_RELATIVE"]),
        ("계약 후 120일", None, None, None, ["PERIOD_RELATIVE"]),
        ("18개월", None, None, None, ["PERIOD_RELATIVE"]),
        ("추후 결정", None, None, None, ["PERIOD_UNREAD"]),
        ("-", None, None, None, []),
        ("", None, None, None, []),
    ],
)
def test_words_about_time_are_no_dates(
    text: str, within: bool | None, term: str | None, recurrence: str | None, codes: list[str]
) -> None:
    reading = parse_period(Printed(text), YEARS)
    assert (reading.within_term, reading.term_class, reading.recurrence) == (within, term, recurrence)
    assert not reading.has_dates
    assert [i.code for i in reading.issues] == codes


def test_a_value_may_print_years_without_a_mark() -> None:
    reading = parse_period(Printed("22.7~26.6 (48개월)"), YEARS)
    assert (str(reading.start), str(reading.end)) == ("2022-07-01", "2026-06-30")
    assert str(parse_period(Printed("2019-2023"), YEARS).end) == "2023-12-31"


def test_two_periods_in_one_value_keep_only_what_they_share() -> None:
    reading = parse_period(Printed("공공임대 : 2019년~2021년\n민간임대 : 2019년~2023년"), YEARS)
    assert (str(reading.start), reading.end) == ("2019-01-01", None)
    assert [i.code for i in reading.issues] == ["PERIOD_SEVERAL"]


def test_a_period_in_brackets_does_not_outweigh_the_one_outside() -> None:
    reading = parse_period(Printed("2022. 7. ~ 2026. 6. (용역 2023. 8. ~ 12.)"), YEARS)
    assert (str(reading.start), str(reading.end), reading.issues) == ("2022-07-01", "2026-06-30", ())


def test_a_period_that_runs_backwards_is_kept_and_flagged() -> None:
    reading = parse_period(Printed("2024.11. ~ 2024.03."), YEARS)
    assert (str(reading.start), str(reading.end)) == ("2024-11-01", "2024-03-31")
    assert [i.code for i in reading.issues] == ["PERIOD_BACKWARDS"]


def test_an_end_without_a_year_before_its_start_is_not_guessed() -> None:
    reading = parse_period(Printed("2024. 11. ~ 2."), YEARS)
    assert (str(reading.start), reading.end) == ("2024-11-01", None)
    assert [i.code for i in reading.issues] == ["PERIOD_END_YEAR_UNSURE"]


def test_without_a_year_in_full_the_century_is_an_issue() -> None:
    reading = parse_period(Printed("'18. 3. ~ 5."), YearContext())
    assert (reading.start, reading.end) == (None, None)
    assert "YEAR_UNSETTLED" in [i.code for i in reading.issues]


@pytest.mark.parametrize(
    ("texts", "two_digits", "year"),
    [
        (["2020. 11.", "18개소"], 18, 2018),
        (["1995. 6. 설립"], 93, 1993),
        (["2019년"], 88, 1988),
        (["민선8기 공약"], 26, 2026),
        (["전화 2133-1234", "2,020천원"], 20, None),
        (["1969년", "2025년"], 47, None),
    ],
)
def test_the_document_settles_the_century(texts: list[str], two_digits: int, year: int | None) -> None:
    assert year_context(texts).resolve(two_digits).year == year


def test_this_year_is_the_year_the_document_plans_for() -> None:
    label = parse_period_label("전년도 예산", YearContext((2025,), plan_year=2025))
    assert label is not None
    assert (label.fiscal_year, label.issue_code) == (2024, None)


def test_a_date_keeps_the_place_where_it_is_printed() -> None:
    text = "추진일정\n- 2023. 4. : 착공"
    printed = Printed(text, Locator(block=3), (Span(0, line=10), Span(5, line=11)))
    (reading,) = find_dates(printed, YEARS)
    assert (reading.text, reading.printed.at.line, reading.printed.at.block) == ("2023. 4.", 11, 3)


def test_no_word_about_time_stands_for_two_meanings() -> None:
    for key in ("recurrence", "term_class", "relative_year"):
        words = [w for ws in period_words()[key].values() for w in ws]
        assert len(words) == len(set(words)), key


def test_the_offsets_of_a_folded_text_are_those_printed() -> None:
    (reading,) = find_dates(Printed("착공 : ２０２３．　４．　예정"), YEARS)
    assert reading.text == "２０２３．　４．"


def test_a_word_about_time_is_read_by_its_table() -> None:
    for meaning, words in period_words()["recurrence"].items():
        for word in words:
            assert parse_period(Printed(word), YEARS).recurrence == meaning, word
    for meaning, words in period_words()["term_class"].items():
        for word in words:
            assert parse_period(Printed(word), YEARS).term_class == meaning, word
    labels = {"within_term": "within_term", "after_term": "after_term", "before_term": "before_term", "total": "total"}
    for key, kind in {**labels, "before_base": "before_base", "later": "after_term"}.items():
        for word in period_words()[key]:
            label = parse_period_label(word, YEARS)
            assert label is not None, word
            assert label.period_kind == kind, word
    for offset, words in period_words()["relative_year"].items():
        for word in words:
            label = parse_period_label(word, YearContext((2025,), plan_year=2025))
            assert label is not None, word
            assert label.fiscal_year == 2025 + offset, word


def test_a_year_left_to_be_filled_in_on_a_form_is_no_year() -> None:
    for text in ("20   년", "20  년도", "20  년\n(단위 : 천원, 건)"):
        assert parse_period_label(text, YEARS) is None
    label = parse_period_label("20년도", YEARS)
    assert label is not None
    assert label.fiscal_year == 2020


def test_a_range_that_counts_things_is_no_range_of_years() -> None:
    for text in ("인구 15~20만 도시 평균", "15~20세 청년", "10~20%", "18~34세", "20~30가구"):
        assert parse_period_label(text, YEARS) is None, text
    for text in ("18~20", "'18~'20년", "2018~2020", "18~20년"):
        assert parse_period_label(text, YEARS) is not None, text
