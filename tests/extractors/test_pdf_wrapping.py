"""Numbers that only the width of their cell broke."""

from __future__ import annotations

from math import inf

import pytest

from extractors.model import Box
from extractors.pdf.lines import Line
from extractors.pdf.wrapping import breaks_between


def line(text: str, row: int, page: int = 0) -> Line:
    return Line([], Box(10.0, 12.0 * row, 60.0, 12.0 * row + 10), 12.0 * row + 9, 10.0, text, [], page)


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("△12,03", "6", True),
        ("1,4", "52", True),
        ("1,4", "52,000", True),
        ("(2,31", "7)", True),
        ("24,00", "", False),
        ("24,00", "12", False),
        ("24,000", "6", False),
        ("12,03", "6.5", False),
        ("1,200", "300", False),
        ("12", "345", False),
    ],
)
def test_a_number_is_joined_where_the_rest_completes_its_group(first: str, second: str, joined: bool) -> None:
    lines = [line(first, 1), line(second, 2)]
    assert (breaks_between(lines, 60.0, False, -inf) == [""]) is joined


def test_a_number_does_not_go_on_the_next_page() -> None:
    assert breaks_between([line("12,03", 1), line("6", 2, page=1)], 60.0, False) == ["\n"]
