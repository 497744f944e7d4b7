from __future__ import annotations

import pytest

from extractors.problem_sentences import load_problems, load_yaml
from normalizers.masking import is_people_label
from normalizers.milestones import _heading_kind
from normalizers.people_words import looks_like_name, people_words
from normalizers.plans.states import parse_is_new, parse_status


def test_every_word_for_a_status_says_that_status() -> None:
    for status, words in load_yaml("normalizers", "words", "statuses.yml")["status"].items():
        for word in words:
            assert parse_status(word) == status, word
            assert parse_status(f"○ {word[0]} {word[1:]}") == status, word


def test_every_word_for_new_says_whether_it_is() -> None:
    for known, words in load_yaml("normalizers", "words", "statuses.yml")["is_new"].items():
        for word in words:
            assert parse_is_new(word) is known, word


def test_every_heading_of_steps_says_done_or_planned() -> None:
    table = load_yaml("normalizers", "words", "milestones.yml")
    for kind in ("done", "planned"):
        for word in table[kind]:
            assert _heading_kind(f"□ 2027년 {word}") == kind, word


def test_no_ordinary_word_is_a_name_and_no_rank_either() -> None:
    for word in (*people_words()["ordinary"], *people_words()["ranks"]):
        assert not looks_like_name(word), word
        assert not looks_like_name(word, is_sure=True), word


def test_labels_for_people_are_recognised() -> None:
    for word in people_words()["people_labels"]:
        assert is_people_label(f"○ {word} :"), word


@pytest.mark.parametrize(
    "code", ["ISSUER_TIE", "PERIOD_SEVERAL", "PLAN_AMOUNT_SEVERAL", "STATUS_SEVERAL", "PLAN_LABEL_UNKNOWN"]
)
def test_every_code_has_a_sentence_and_an_advice_in_both_languages(code: str) -> None:
    assert set(load_problems()[code]) == {"ko", "ko_advice", "en", "en_advice"}


@pytest.mark.heavy
def test_tokens_are_morphemes_and_keywords_the_words_printed_most() -> None:
    from normalizers.tokens import find_keywords, tokenize

    text = "전통시장 상인에게 배송을 지원하고 홍○○ 시장을 홍보한다. 전통시장 배송센터를 운영한다."
    tokens = tokenize(text)
    assert "시장" in tokens or "전통시장" in tokens
    assert "배송" in tokens
    assert not any("○" in t or t in ("을", "에게", "한다") for t in tokens)
    keywords = find_keywords([text])
    assert "배송" in keywords
    assert "운영" not in keywords
    assert tokenize("  ") == ()
