from __future__ import annotations

import pytest

from extractors.problem_sentences import load_yaml
from normalizers.amounts.units import Unit, find_unit_words, load_unit_words, parse_unit_note


@pytest.mark.parametrize(
    ("text", "words", "other", "form", "printed"),
    [
        ("(단위 : 천원)", ["천원"], [], "note", "(단위 : 천원)"),
        ("(단위:백만원, %)", ["백만원"], ["%"], "note", "(단위:백만원, %)"),
        ("(단위：억원)", ["억원"], [], "note", "(단위：억원)"),
        ("단위: 백만원)", ["백만원"], [], "note", "단위: 백만원)"),
        ("( 단 위 : 백만 원 )", ["백만원"], [], "note", "( 단 위 : 백만 원 )"),
        ("(기준: '23. 9. 30. 단위: 백만원)", ["백만원"], [], "note", "(기준: '23. 9. 30. 단위: 백만원)"),
        ("(단위 : 원, 명)", ["원"], ["명"], "note", "(단위 : 원, 명)"),
        ("[단위:천원]", ["천원"], [], "note", "[단위:천원]"),
        ("(금액단위 : 원)", ["원"], [], "note", "(금액단위 : 원)"),
        ("(단위 천원)", ["천원"], [], "note", "(단위 천원)"),
        ("단위(천원)", ["천원"], [], "note", "단위(천원)"),
        ("□ 예산 (단위 : 백만원, 2023년 기준)", ["백만원"], ["2023년기준"], "note", "(단위 : 백만원, 2023년 기준)"),
        ("(단위 : 개소)", [], ["개소"], "note", "(단위 : 개소)"),
        ("(백만원)", ["백만원"], [], "bare", "(백만원)"),
        ("천원", ["천원"], [], "bare", "천원"),
        ("비용(천원)", ["천원"], [], "header", "(천원)"),
        ("소요예산 (백만원)\n(B)", ["백만원"], [], "header", "(백만원)"),
        ("면적(㎡)", [], ["㎡"], "header", "(㎡)"),
        ("구성비(%)", [], ["%"], "header", "(%)"),
    ],
)  # fmt: skip
def test_a_note_names_its_units(text: str, words: list[str], other: list[str], form: str, printed: str) -> None:
    note = parse_unit_note(text)
    assert note is not None
    assert ([unit.word for unit in note.money], list(note.other), note.form) == (words, other, form)
    assert text[note.start : note.end] == printed


@pytest.mark.parametrize(
    "text",
    ["단위사업", "세부 단위 사업명: 가", "구 분(안)", "사업비", "지원(계속)", "", "공원", "단위 :", "(국비)"],
)
def test_other_words_are_no_note(text: str) -> None:
    assert parse_unit_note(text) is None


def test_a_note_in_foreign_money_is_no_unit_of_won() -> None:
    note = parse_unit_note("(단위: 백만달러)")
    assert note is not None
    assert (note.unit, [unit.currency for unit in note.foreign]) == (None, ["USD"])


def test_a_note_with_two_worths_has_no_single_unit() -> None:
    note = parse_unit_note("(단위 : 천원, 백만원)")
    assert note is not None
    assert (len(note.money), note.unit) == (2, None)


def test_unit_words_stand_behind_a_figure_or_alone_and_not_inside_words() -> None:
    found = find_unit_words("지원 43,000천원, 공원 5백만 원, 회원(원)")
    assert [unit.unit for unit in found] == [Unit("천원", 1000), Unit("백만원", 10**6), Unit("원", 1)]


def test_every_unit_of_the_table_is_read_in_its_example() -> None:
    words = load_unit_words()
    table = load_yaml("normalizers", "words", "units.yml")
    for word, row in table["money"].items():
        note = parse_unit_note(row["example"])
        assert note is not None
        assert [(unit.won) for unit in note.money] == [row["won"]], word
    for word, row in table["foreign"].items():
        note = parse_unit_note(row["example"])
        assert note is not None
        assert [(u.currency, u.factor) for u in note.foreign] == [(row["currency"], row["factor"])], word
    for word, example in table["other"].items():
        note = parse_unit_note(example)
        assert note is not None
        assert (note.money, len(note.other)) == ((), 1), word
    assert len(words.money) == len(table["money"])


def test_a_user_can_add_a_unit() -> None:
    words = load_unit_words({"money": {"냥": {"won": 5000}}})
    note = parse_unit_note("(단위 : 냥)", words)
    assert note is not None
    assert note.unit == Unit("냥", 5000)
    with pytest.raises(ValueError, match="positive whole number"):
        load_unit_words({"money": {"냥": {"won": 0}}})
