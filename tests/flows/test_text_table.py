"""Tables of text stay aligned although Hangul is two columns wide."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from flows.text_table import format_table, pad, shorten, text_width

TEXT = st.text(st.sampled_from("가나다abc 12,○□（)é́"), max_size=30)


def test_a_syllable_is_two_columns_wide() -> None:
    assert text_width("가나 ab") == 7


@given(TEXT, st.integers(2, 20))
def test_shortened_text_fits(text: str, width: int) -> None:
    assert text_width(shorten(text, width)) <= width


@given(TEXT, st.integers(60, 80), st.booleans())
def test_padded_text_fills_its_width(text: str, width: int, right: bool) -> None:
    assert text_width(pad(text, width, right=right)) == width


@given(st.lists(st.lists(TEXT, min_size=3, max_size=3), max_size=5))
def test_every_column_begins_at_the_same_place(rows: list[list[str]]) -> None:
    lines = format_table(["가", "나", "다"], [[f"[{' '.join(c.split())}" for c in row] for row in rows])
    starts = {tuple(text_width(line[:i]) for i, c in enumerate(line) if c == "[") for line in lines[2:]}
    assert len(starts) <= 1
