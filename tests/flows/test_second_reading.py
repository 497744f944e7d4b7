"""The second opinion finds a number where it stands alone, not inside a longer one."""

from __future__ import annotations

import pytest

from extractors.model import Locator
from flows.second_reading import is_printed_in, second_reading_of


@pytest.mark.parametrize(
    ("printed", "text", "agrees"),
    [
        ("1,200", "1,200", True),
        ("1,200", " 1, 200 ", True),
        ("1,200", "(국 1,200, 시 300)", True),
        ("200", "1,200", False),
        ("1,200", "1,200,000", False),
        ("12", "12.5", False),
        ("△1,200", "△1,200", True),
        ("", "1,200", False),
    ],
)
def test_a_number_is_found_where_it_stands_alone(printed: str, text: str, agrees: bool) -> None:
    assert is_printed_in(printed, text) is agrees


def test_a_format_with_one_possible_reading_agrees_with_itself() -> None:
    assert second_reading_of(b"", "text")(Locator(line=1), "1,200").agrees is True


def test_a_format_without_a_second_reader_cannot_tell() -> None:
    assert second_reading_of(b"", "hwp3")(Locator(), "1,200").agrees is None


def test_bytes_that_the_second_reader_cannot_read_give_no_opinion() -> None:
    opinion = second_reading_of(b"no compound file", "hwp")(Locator(block=0, row_index=0, column_index=0), "1,200")
    assert opinion.agrees is None
