"""Any amount, written in any notation of the field, reads back; what is no amount gives none; nothing crashes."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import example, given
from hypothesis import strategies as st

from extractors.model import Printed
from extractors.problem_sentences import load_yaml
from normalizers.amounts.cells import read_amount_cell
from normalizers.amounts.formulas import find_formulas
from normalizers.amounts.model import AmountContext
from normalizers.amounts.money import find_money
from normalizers.amounts.numerals import parse_numeral_words
from normalizers.amounts.prose import find_amounts
from normalizers.amounts.units import Unit, known_unit_words, parse_unit_note
from normalizers.folding import fold, squeeze
from normalizers.funding import parse_funding_source, tiers_printed

UNITS = sorted(
    (unit for word, unit in known_unit_words().money.items() if word.endswith("원") and word.isalpha() and word < "힣"
     and not any("一" <= c <= "鿿" for c in word)),
    key=lambda unit: unit.won,
)  # fmt: skip
FIGURES = st.integers(min_value=1, max_value=999_999)
DIGIT_WORDS = "영일이삼사오육칠팔구"
FIELD_WORDS = [
    "지원",
    "사업",
    "구비",
    "계획",
    "추진",
    "병원",
    "3개소",
    "제4조",
    "회원",
    "2021년",
    "운영",
    "주민",
    "조례",
    "만족도",
    "천명",
]


def in_figures(number: int, *, grouped: bool) -> str:
    return f"{number:,}" if grouped else str(number)


def spelled(won: int) -> str:
    """`1억 2,500만 30원`: big units with figures between them."""
    pieces = []
    for name, size in (("조", 10**12), ("억", 10**8), ("만", 10**4)):
        count, won = divmod(won, size)
        if count:
            pieces.append(f"{count:,}{name}")
    return " ".join([*pieces, f"{won:,}"] if won else pieces) + "원"


def in_words(won: int) -> str:
    """`일억이천오백만삼십`: the same in Hangul numerals."""
    text = ""
    for name, size in (("조", 10**12), ("억", 10**8), ("만", 10**4), ("", 1)):
        section, won = divmod(won, size)
        digits = [(section // 10**power % 10, mark) for power, mark in ((3, "천"), (2, "백"), (1, "십"), (0, ""))]
        text += "".join(DIGIT_WORDS[digit] + mark for digit, mark in digits if digit) + (name if section else "")
    return text


@given(FIGURES, st.sampled_from(UNITS), st.booleans(), st.sampled_from(["", " "]), st.sampled_from(["", "금", "총 "]))
def test_a_figure_with_any_unit_reads_back(number: int, unit: Unit, grouped: bool, gap: str, before: str) -> None:
    printed = f"{in_figures(number, grouped=grouped)}{gap}{unit.word}"
    (amount,) = find_amounts(Printed(f"- 사업비 : {before}{printed}(부가세 포함)"))
    assert amount.amount_won == number * unit.won
    assert amount.printed.text.endswith(printed)


@given(st.integers(min_value=10_000, max_value=9_999 * 10**12))
def test_an_amount_spelled_with_several_units_reads_back(won: int) -> None:
    (amount,) = find_amounts(Printed(f"올해 {spelled(won)}을 투입"))
    assert (amount.amount_won, amount.printed.text) == (won, spelled(won))


@given(st.integers(min_value=1, max_value=9_999 * 10**12))
def test_an_amount_in_numerals_reads_back_and_agrees_with_its_figures(won: int) -> None:
    assert parse_numeral_words(in_words(won)) == won
    for text in (f"일금 {in_words(won)}원정", f"금{won:,}원(금{in_words(won)}원)"):
        (amount,) = find_amounts(Printed(text))
        assert (amount.amount_won, amount.issues) == (won, ())


@given(st.integers(min_value=1, max_value=9_999), st.integers(min_value=1, max_value=9), st.sampled_from(["억", "조"]))
def test_decimals_are_exact(whole: int, tenth: int, multiplier: str) -> None:
    (amount,) = find_amounts(Printed(f"예산 {whole:,}.{tenth}{multiplier}원"))
    assert amount.amount_won == Decimal(f"{whole}.{tenth}") * {"억": 10**8, "조": 10**12}[multiplier]


@given(FIGURES, st.sampled_from(UNITS), st.sampled_from(["△", "▽", "−", "-"]))
def test_a_signed_cell_is_negative(number: int, unit: Unit, sign: str) -> None:
    (cell,) = read_amount_cell(Printed(f"{sign}{number:,}"), unit)
    assert (cell.amount_won, cell.reading, cell.unit_in_cell) == (-number * unit.won, "number", False)


@given(FIGURES, FIGURES, st.sampled_from(UNITS))
def test_two_numbers_of_a_cell_stay_two(main: int, spent: int, unit: Unit) -> None:
    numbers = read_amount_cell(Printed(f"{main:,}\n[{spent:,}]"), unit)
    assert [n.amount_won for n in numbers] == [main * unit.won, spent * unit.won]
    assert [n.is_bracketed for n in numbers] == [False, True]


@given(FIGURES, st.sampled_from(UNITS), st.sampled_from(UNITS))
def test_the_unit_in_a_cell_outweighs_that_of_its_table(number: int, own: Unit, table: Unit) -> None:
    (cell,) = read_amount_cell(Printed(f"{number:,}{own.word} (구비)"), table)
    assert (cell.amount_won, cell.unit_in_cell, cell.funding_label) == (number * own.won, True, "구비")


@given(st.lists(FIGURES, min_size=2, max_size=4), st.sampled_from(UNITS), st.sampled_from([" / ", ", ", "/"]))
def test_the_parts_of_a_split_take_the_unit_of_the_whole(parts: list[int], unit: Unit, joint: str) -> None:
    labels = ["국", "시", "구", "민간"][: len(parts)]
    pairs = joint.join(f"{label} {part:,}" for label, part in zip(labels, parts, strict=True))
    (whole,) = find_amounts(Printed(f"사업비 {sum(parts):,}{unit.word}({pairs})"))
    assert whole.amount_won == sum(parts) * unit.won
    assert [(part.label, part.amount_won) for part in whole.parts] == [
        (label, part * unit.won) for label, part in zip(labels, parts, strict=True)
    ]


@given(
    st.integers(1, 999_999), st.integers(1, 999), st.integers(1, 36), st.sampled_from(UNITS[:3]),
    st.sampled_from(["×", "x", "X", "*", " × "]),
)  # fmt: skip
def test_a_formula_is_the_exact_product(price: int, people: int, months: int, unit: Unit, times: str) -> None:
    text = f"{price:,}{unit.word}{times}{people}명{times}{months}개월"
    (formula,) = find_formulas(fold(text).text, find_money(fold(text).text))
    assert formula.value == Fraction(price) * unit.won * people * months


@given(
    st.sampled_from(UNITS),
    st.sampled_from(["(단위 : {})", "(단위:{})", "[단위: {}, %]", "단위：{}", "비용({})", "({})"]),
)
def test_any_unit_is_read_in_any_note(unit: Unit, form: str) -> None:
    note = parse_unit_note(form.format(unit.word))
    assert note is not None
    assert note.unit is not None
    assert note.unit.won == unit.won


@given(st.lists(st.sampled_from(FIELD_WORDS), max_size=12), st.sampled_from([" ", "", ", ", "\n"]))
def test_field_words_without_money_give_no_amount(words: list[str], joint: str) -> None:
    assert find_amounts(Printed(joint.join(words))) == ()


@given(st.text(alphabet=st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), max_size=40))
def test_random_korean_gives_no_amount_without_a_numeral_and_no_source_that_is_not_printed(text: str) -> None:
    assert all(set(amount.printed.text) & set("일이삼사오육칠팔구영공") for amount in find_amounts(Printed(text)))
    table = load_yaml("normalizers", "words", "funding.yml")
    reading = parse_funding_source(text, "district")
    if reading.source is not None:
        assert any(squeeze(label) in squeeze(text) for label in table["labels"])


@example("X0\n만")
@given(st.text(alphabet="0123456789,.()[]~-:=×xX*%△▲ \n원천만백억조국시구비계년월명개소제조당금₩$·→'", max_size=60))
def test_whatever_is_printed_is_read_without_an_error(text: str) -> None:
    printed = Printed(text)
    for amount in find_amounts(printed, AmountContext(Unit("천원", 1000), "caption", "district")):
        assert amount.printed.text == text[amount.start : amount.end].strip()
        assert (amount.amount_won is None) or (amount.reading == "number" and amount.unit is not None)
    for number in read_amount_cell(printed, Unit("천원", 1000)):
        assert (number.amount_won is None) or number.reading == "number"
    parse_unit_note(text)
    parse_funding_source(text, None)
    tiers_printed([text])


@given(st.text(max_size=80))
def test_any_text_at_all_is_read_without_an_error(text: str) -> None:
    find_amounts(Printed(text))
    assert read_amount_cell(Printed(text), None)


@given(st.text(max_size=60))
def test_folding_keeps_every_place(text: str) -> None:
    folded = fold(text)
    assert len(folded.places) == len(folded.text) + 1
    assert list(folded.places) == sorted(folded.places)
    assert folded.places[-1] == len(text)
