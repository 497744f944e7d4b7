from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from extractors.model import Box, Locator, Printed, Span
from normalizers.amounts.cells import CellNumber, read_amount_cell
from normalizers.amounts.units import Unit

CASES = Path(__file__).parent / "cases"
THOUSAND = Unit("천원", 1000)


def load(name: str) -> list[Any]:
    groups = yaml.safe_load((CASES / name).read_text(encoding="utf-8"))
    return [
        pytest.param(text, want, id=f"{group}: {text}") for group, rows in groups.items() for text, want in rows.items()
    ]


def extras_of(number: CellNumber) -> dict[str, Any]:
    """All that a number says beside its value, without what it does not say."""
    told = {
        "payer": number.funding_label,
        "in_cell": number.unit_in_cell,
        "parts": {part.label: part.amount_won for part in number.parts},
        "per": number.per,
        "qualifier": number.qualifier,
        "bracketed": number.is_bracketed,
        "label": number.label,
        "code": number.issues[0].code if number.issues else None,
    }
    return {key: value for key, value in told.items() if value}


@pytest.mark.parametrize(("text", "wanted"), load("amounts_cells.yml"))
def test_a_cell_gives_its_numbers_or_the_reason_why_not(text: str, wanted: list[list[Any]]) -> None:
    numbers = read_amount_cell(Printed(text), THOUSAND)
    assert [[n.printed.text, n.amount_won, n.reading] for n in numbers] == [row[:3] for row in wanted]
    assert [extras_of(n) for n in numbers] == [row[3] if len(row) > 3 else {} for row in wanted]
    assert [n.part for n in numbers] == list(range(len(numbers)))


def test_blank_dash_zero_non_budget_text_and_misprint_are_six_things() -> None:
    cells = ["", "-", "0", "비예산", "미정", "12,00"]
    readings = [read_amount_cell(Printed(text), THOUSAND)[0].reading for text in cells]
    assert readings == ["blank", "dash", "number", "non_budget", "text", "unreadable"]


def test_a_number_without_a_unit_is_a_number_without_an_amount() -> None:
    (number,) = read_amount_cell(Printed("12,345"), None)
    assert (number.reading, number.amount_won, number.issues[0].code) == ("number", None, "AMOUNT_UNIT_UNKNOWN")


def test_three_decimals_are_read_in_units_from_100_million_won_on() -> None:
    (number,) = read_amount_cell(Printed("35.712"), Unit("억원", 10**8))
    assert number.amount_won == 3_571_200_000


def test_a_filled_triangle_is_minus_only_where_the_table_shows_it() -> None:
    (number,) = read_amount_cell(Printed("▲2,930"), THOUSAND, filled_triangle_is_minus=True)
    assert number.amount_won == -2_930_000


def test_each_number_of_a_cell_has_its_own_place() -> None:
    first, second = Box(10, 10, 40, 20), Box(10, 22, 40, 32)
    cell = Printed("340,512\n[328,117]", Locator(page=1, block=2), (Span(0, 1, None, first), Span(8, 1, None, second)))
    numbers = read_amount_cell(cell, THOUSAND)
    assert [number.printed.at.box for number in numbers] == [first, second]
