"""Every word of the table of money words is met by a text, so that none of them is dead."""

from __future__ import annotations

import pytest

from extractors.model import Printed
from extractors.problem_sentences import load_yaml
from normalizers.amounts.cells import read_amount_cell
from normalizers.amounts.money_words import load_money_words
from normalizers.amounts.prose import find_amounts

TABLE = load_yaml("normalizers", "words", "money_words.yml")


@pytest.mark.parametrize("word", TABLE["counters"])
def test_counted_things_are_no_money(word: str) -> None:
    assert [amount.amount_won for amount in find_amounts(Printed(f"모두 3억 {word}"))] in ([], [None])


@pytest.mark.parametrize("word", TABLE["not_won"])
def test_a_word_that_begins_with_won_is_no_unit(word: str) -> None:
    assert find_amounts(Printed(f"지역 25{word}")) == ()


@pytest.mark.parametrize("word", TABLE["not_big"])
def test_a_word_that_begins_with_a_multiplier_is_no_amount(word: str) -> None:
    assert find_amounts(Printed(f"예산 3{word} 관련")) == ()


@pytest.mark.parametrize("word", TABLE["money_before"])
def test_a_bare_trillion_is_money_where_money_is_spoken_of(word: str) -> None:
    assert [amount.amount_won for amount in find_amounts(Printed(f"{word} 2조 확대"))] == [2 * 10**12]


@pytest.mark.parametrize("word", TABLE["article_before"])
def test_an_article_or_a_team_is_no_money(word: str) -> None:
    assert find_amounts(Printed(f"예산 {word} 2조")) == ()


@pytest.mark.parametrize("after", ["3항", " 제3항", "의2", "제1호", " 3교대", " 교대", ", 5조", " 편성", "항", "호"])
def test_what_follows_an_article_or_a_team_shows_it(after: str) -> None:
    assert find_amounts(Printed(f"예산 관련 2조{after}")) == ()


@pytest.mark.parametrize(
    ("name", "word"), [(name, word) for name, row in TABLE["qualifiers"].items() for word in row["before"]]
)
def test_a_qualifier_before_the_amount_is_read(name: str, word: str) -> None:
    (amount,) = find_amounts(Printed(f"지원금 {word} 5억원"))
    assert amount.qualifier == name


@pytest.mark.parametrize(
    ("name", "word"), [(name, word) for name, row in TABLE["qualifiers"].items() for word in row["after"]]
)
def test_a_qualifier_behind_the_amount_is_read(name: str, word: str) -> None:
    (amount,) = find_amounts(Printed(f"지원금 5억원 {word}"))
    assert amount.qualifier == name


@pytest.mark.parametrize("word", TABLE["totals_before"])
def test_a_word_for_the_sum_is_not_the_label(word: str) -> None:
    (amount,) = find_amounts(Printed(f"건립비 : {word} 5억원"))
    assert (amount.amount_won, amount.role) == (500_000_000, "건립비")


@pytest.mark.parametrize(
    ("name", "word"), [(name, str(word)) for name, words in TABLE["per"].items() for word in words]
)
def test_a_rate_names_what_it_is_for(name: str, word: str) -> None:
    assert [amount.per for amount in find_amounts(Printed(f"지원금 5만원/{word}"))] == [name]
    if word.endswith("당"):
        assert [amount.per for amount in find_amounts(Printed(f"{word} 5만원"))] == [name]


@pytest.mark.parametrize("dash", TABLE["nil"]["dashes"])
def test_every_dash_is_a_dash(dash: str) -> None:
    assert [number.reading for number in read_amount_cell(Printed(dash), None)] == ["dash"]


@pytest.mark.parametrize("word", TABLE["nil"]["non_budget"])
def test_every_way_to_say_that_no_budget_is_needed(word: str) -> None:
    assert [number.reading for number in read_amount_cell(Printed(word), None)] == ["non_budget"]


@pytest.mark.parametrize(
    ("currency", "text"),
    [("USD", "3백만 달러"), ("USD", "3백만불"), ("USD", "3백만 미달러"), ("USD", "300 USD"), ("USD", "300US$"),
     ("USD", "3백만 弗"), ("USD", "US$ 300"), ("USD", "USD 300"), ("USD", "$300"), ("USD", "미화 300"),
     ("EUR", "300유로"), ("EUR", "300EUR"), ("EUR", "300€"), ("EUR", "€300"), ("EUR", "EUR 300"),
     ("JPY", "3억엔"), ("JPY", "300엔화"),
     ("JPY", "300JPY"), ("JPY", "JPY 300"), ("CNY", "300위안"), ("CNY", "300위안화"), ("CNY", "300CNY"),
     ("CNY", "300RMB"), ("CNY", "CNY 300"), ("CNY", "RMB 300"), ("GBP", "300파운드"), ("GBP", "300GBP"),
     ("GBP", "£300"), ("GBP", "GBP 300")],
)  # fmt: skip
def test_foreign_money_is_known_by_word_and_sign(currency: str, text: str) -> None:
    (amount,) = find_amounts(Printed(text))
    assert (amount.currency, amount.amount_won) == (currency, None)
    assert amount.foreign_amount


def test_every_code_of_an_amount_has_its_sentence_in_both_languages() -> None:
    printed = load_yaml("extractors", "problems", "amounts.yml")
    assert list(printed) == sorted(printed)
    for code, sentences in printed.items():
        assert set(sentences) == {"ko", "ko_advice", "en", "en_advice"}, code
    used = {"24,00천원", "금5원(금칠원)", "▲3만원", "0.3원", "99,999,999조원", "9천원(2천원×3명)"}
    codes = {issue.code for text in used for amount in find_amounts(Printed(text)) for issue in amount.issues}
    assert codes == {code for code in printed if code.startswith("AMOUNT_")} - {"AMOUNT_UNIT_UNKNOWN"}


def test_a_user_can_add_words_to_the_lists() -> None:
    assert find_amounts(Printed("모두 3억 꾸러미"))
    words = load_money_words({"counters": ["꾸러미"]})
    assert find_amounts(Printed("모두 3억 꾸러미"), words=words) == ()
