"""Every word of the tables for budget tables is found in its own example, and no other reading takes it away."""

from __future__ import annotations

import re

import pytest

from extractors.problem_sentences import load_problems, load_yaml
from normalizers.budget.kinds import kind_of
from normalizers.budget.meaning import heading_measure
from normalizers.budget.surroundings import Surroundings
from normalizers.budget.words import (
    bare_label,
    find_bracketed_measure,
    find_measure,
    header_words,
    is_formula_label,
    is_total_label,
    role_of,
)
from normalizers.folding import squeeze

HEADERS = load_yaml("normalizers", "words", "headers.yml")
MEASURES = load_yaml("normalizers", "words", "measures.yml")
TOTALS = load_yaml("normalizers", "words", "totals.yml")
KINDS = load_yaml("normalizers", "words", "table_kinds.yml")

ROLE_WORDS = [
    (role, word, example)
    for role, row in HEADERS["roles"].items()
    for group in ("words", "endings")
    for word, example in (row.get(group) or {}).items()
]


@pytest.mark.parametrize(("role", "word", "example"), ROLE_WORDS, ids=lambda value: str(value))
def test_a_header_word_gives_its_role_in_its_example(role: str, word: str, example: str) -> None:
    texts = [text.strip() for text in str(example).split("|")]
    assert any(role_of(text) == role for text in texts), [(text, role_of(text)) for text in texts]


@pytest.mark.parametrize(("word", "row"), list(MEASURES["words"].items()), ids=lambda value: str(value)[:20])
def test_a_measure_word_is_found_in_its_example(word: str, row: dict[str, str]) -> None:
    texts = [text.strip() for text in row["example"].split("|")]
    found = [
        f
        for text in texts
        for f in (find_measure(text), find_bracketed_measure(text), find_measure(text, is_heading=True))
        if f
    ]
    assert squeeze(word) in [f.word for f in found], [f.word for f in found]


@pytest.mark.parametrize(
    "example", [e for key in ("words", "endings", "last_words", "bracketed") for e in TOTALS[key].values()]
)
def test_a_total_is_known_by_its_label(example: str) -> None:
    assert is_total_label(example)


@pytest.mark.parametrize("example", list(TOTALS["never"].values()))
def test_a_word_that_only_ends_like_a_total_is_none(example: str) -> None:
    assert not is_total_label(example)


@pytest.mark.parametrize("key", ["variants", "not_additive", "breakdowns", "weak_sources", "payer_columns"])
def test_the_words_of_a_list_stand_in_their_examples(key: str) -> None:
    for word, example in HEADERS[key].items():
        assert squeeze(word) in squeeze(example), word
    assert len(header_words()[key]) == len(HEADERS[key])


@pytest.mark.parametrize("key", ["balances", "movements", "openings", "deductions", "not_a_year"])
def test_the_words_of_stocks_and_flows_stand_in_their_examples(key: str) -> None:
    for word, example in MEASURES[key].items():
        assert squeeze(word) in squeeze(example), word


def test_the_words_of_table_kinds_stand_in_their_examples() -> None:
    for words in KINDS.values():
        for word, example in words.items():
            assert squeeze(word) in squeeze(example), word


@pytest.mark.parametrize(
    ("text", "bare"),
    [("본 예 산(A)", "본예산"), ("○ 예산(천원)", "예산"), ("2030년도 말 조성액 ㉮", "2030년도말조성액"),
     ("총계 (①+②+③)", "총계"), ("․ 민간경상보조", "민간경상보조"), ("증감㉰=㉮-㉯", "증감")],
)  # fmt: skip
def test_a_label_is_compared_without_its_decoration(text: str, bare: str) -> None:
    assert bare_label(text) == bare


@pytest.mark.parametrize("text", ["증감(B-A)", "㉰=㉮+㉯", "총계 (①+②+③)", "통합수지 (A-B)"])
def test_formula_marks_are_seen(text: str) -> None:
    assert is_formula_label(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [("△1,920", "number"), ("230,556\n[218,062]", "number"), ("4,300 내외", "number"), ("27명", "measured"),
     ("900㎡", "measured"), ("2031", "year"), ("’31", "year"), ("2031 본예산", "text"), ("1단계", "text"),
     ("2031. 3. 2.", "text"), ("02-123-4567", "text"), ("33.3%", "percent"), ("7% 할인판매", "text"),
     ("300억 발행시", "text"), ("6억(2%)", "money"), ("평당 1,722만원", "money"),
     ("공모 선정 24,000천원 (국비/시비) (16,000/8,000)", "money"), ("비예산", "nil"), ("-", "dash"), (" ", "blank"),
     ("추후 공모", "text")],
)  # fmt: skip
def test_the_kind_of_a_cell_is_seen_before_its_unit(text: str, kind: str) -> None:
    assert kind_of(text) == kind


def test_long_digits_do_not_take_long() -> None:
    assert kind_of("1 " * 3000 + "가") == "text"
    assert kind_of("9" * 5000 + "가나다라마바사") == "text"


def test_a_heading_about_a_schedule_says_no_measure() -> None:
    assert heading_measure(Surroundings((), ())) is None
    assert find_measure("□ 추진계획", is_heading=True) is None
    assert find_measure("추진계획") is not None


def test_every_code_of_budget_tables_has_its_sentence() -> None:
    known = load_problems()
    for code in ("BUDGET_COLUMN_UNCLEAR", "BUDGET_NOT_WON", "BUDGET_WITHOUT_UNIT", "BUDGET_YEAR_UNSETTLED"):
        assert set(known[code]) == {"ko", "ko_advice", "en", "en_advice"}
        assert re.search(r"[가-힣]", known[code]["ko"])
