"""The second opinion finds a number where it stands alone, not inside a longer one."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors import read_document
from extractors.model import Locator, SourceFormat
from flows.second_reading import is_printed_in, second_reading_of

SAMPLES = Path(__file__).resolve().parents[2] / "samples"


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
        ("", " ", True),
    ],
)
def test_a_number_is_found_where_it_stands_alone(printed: str, text: str, agrees: bool) -> None:
    assert is_printed_in(printed, text) is agrees


def test_a_format_with_one_possible_reading_agrees_with_itself() -> None:
    with second_reading_of(b"", "text") as ask:
        assert ask(Locator(line=1), "1,200").agrees is True


def test_a_format_without_a_second_reader_cannot_tell() -> None:
    with second_reading_of(b"", "hwp3") as ask:
        assert ask(Locator(), "1,200").agrees is None


@pytest.mark.parametrize("source_format", ["hwp", "pdf"])
def test_bytes_that_the_second_reader_cannot_read_give_no_opinion(source_format: SourceFormat) -> None:
    with second_reading_of(b"neither of them", source_format) as ask:
        assert ask(Locator(page=1, block=0, row_index=0, column_index=0), "1,200").agrees is None


@pytest.mark.parametrize(("printed", "agrees"), [("174,500", True), ("174,501", False)])
@pytest.mark.parametrize("name", ["annual-plan-2027.hwp", "annual-plan-2027.pdf"])
def test_the_second_reader_finds_a_printed_value_at_its_place(name: str, printed: str, agrees: bool) -> None:
    data = (SAMPLES / name).read_bytes()
    document = read_document(data)
    cells = [cell for table in document.tables() for cell in table.cells if cell.text.strip() == "174,500"]
    assert cells
    with second_reading_of(data, document.source_format) as ask:
        assert ask(cells[0].printed.at, printed).agrees is agrees
