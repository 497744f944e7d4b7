from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from extractors.model import Locator, Printed, Span
from normalizers.amounts.model import AmountContext, FoundAmount
from normalizers.amounts.prose import find_amounts, find_non_budget
from normalizers.amounts.units import Unit

CASES = Path(__file__).parent / "cases"
THOUSAND = AmountContext(Unit("천원", 1000), "table_row")


def load(name: str) -> list[Any]:
    groups = yaml.safe_load((CASES / name).read_text(encoding="utf-8"))
    return [
        pytest.param(text, want, id=f"{group}: {text}") for group, rows in groups.items() for text, want in rows.items()
    ]


def parts_of(amount: FoundAmount) -> dict[str, Any]:
    return {
        part.label: part.amount_won if part.ratio is None else [part.amount_won, int(part.ratio)]
        for part in amount.parts
    }


def said(amount: FoundAmount, key: str) -> Any:
    """What the amount says of one key of a case."""
    simple: dict[str, Any] = {
        "role": amount.role,
        "qualifier": amount.qualifier,
        "per": amount.per,
        "payer": amount.funding_label,
        "parts": parts_of(amount),
        "formula": amount.formula.value_won if amount.formula else None,
        "code": amount.issues[0].code if amount.issues else None,
        "foreign": [amount.foreign_amount, amount.currency],
        "ratio": amount.ratio,
    }
    return simple[key]


@pytest.mark.parametrize(("text", "wanted"), load("amounts_prose.yml"))
def test_every_amount_of_a_text_is_found_and_nothing_else(text: str, wanted: list[list[Any]]) -> None:
    found = find_amounts(Printed(text))
    assert [[amount.printed.text, amount.amount_won] for amount in found] == [row[:2] for row in wanted]
    for amount, row in zip(found, wanted, strict=True):
        extras = row[2] if len(row) > 2 else {}
        assert {key: said(amount, key) for key in extras} == extras
        assert ("code" in extras) == bool(amount.issues)
        assert ("formula" in extras) == bool(amount.formula)
        assert ("parts" in extras) == bool(amount.parts)


def test_a_misprinted_part_keeps_its_place_unread() -> None:
    (whole,) = find_amounts(Printed("36,000천원 (국비/민간) (33,600/24,00)"))
    assert [(part.printed.text, part.amount_won, part.reading) for part in whole.parts] == [
        ("33,600", 33_600_000, "number"),
        ("24,00", None, "unreadable"),
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("(국내: 12,500 국외: 84,100)", [12_500_000, 84_100_000]),
        ("창업센터 : 41,072 시민청 : 90,000(매칭)", [41_072_000, 90_000_000]),
        ("약 500", [500_000]),
        ("총 1,200 (이월 포함)", [1_200_000]),
        ("△1,500", [-1_500_000]),
        ("국비 300\n시비 200", [300_000, 200_000]),
        ("2021.7월 5개소, 57길 5, 제3조", []),
        ("27명 (북구 27)", []),
        ("추진율: 50%, 2,000㎡", []),
        ("연도: 2021", []),
    ],
)
def test_a_bare_figure_is_money_only_where_a_unit_is_given(text: str, wanted: list[int]) -> None:
    assert find_amounts(Printed(text)) == ()
    found = find_amounts(Printed(text), THOUSAND)
    assert [amount.amount_won for amount in found] == wanted
    assert all(amount.unit_source == "table_row" for amount in found)


def test_a_filled_triangle_is_minus_where_the_document_says_so() -> None:
    (amount,) = find_amounts(Printed("증감 ▲300만원"), AmountContext(filled_triangle_is_minus=True))
    assert (amount.amount_won, amount.issues) == (-3_000_000, ())


def test_an_amount_stands_on_the_line_of_its_first_digit() -> None:
    text = Printed(
        "사업개요\n- 사업비 :\n 35백만원", Locator(block=3), (Span(0, line=7), Span(5, line=8), Span(13, line=9))
    )
    (amount,) = find_amounts(text)
    assert (amount.printed.at.block, amount.printed.at.line) == (3, 9)
    assert text.text[amount.start : amount.end] == amount.printed.text


def test_decomposed_hangul_is_read_and_kept_as_printed() -> None:
    import unicodedata

    text = unicodedata.normalize("NFD", "사업비 12,500천원 (구비)")
    (amount,) = find_amounts(Printed(text))
    assert amount.amount_won == 12_500_000
    assert amount.printed.text == unicodedata.normalize("NFD", "12,500천원")


def test_a_project_without_budget_is_said_and_is_no_amount() -> None:
    (found,) = find_non_budget(Printed("소요예산 : 비예산 사업"))
    assert (found.printed.text, found.amount_won, found.reading, found.role) == (
        "비예산 사업",
        None,
        "non_budget",
        "소요예산",
    )


def test_foreign_money_is_never_won() -> None:
    (amount,) = find_amounts(Printed("수출액 연 1,250만달러"))
    assert (amount.amount_won, amount.foreign_amount, amount.currency) == (None, Decimal(12_500_000), "USD")
