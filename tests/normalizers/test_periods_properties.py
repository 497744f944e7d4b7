from __future__ import annotations

from calendar import monthrange
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from extractors.model import Printed
from normalizers.periods import YearContext, find_dates, parse_period, parse_period_label

YEARS = YearContext((2005, 2015, 2025, 2035))
years = st.integers(2001, 2039)
months = st.integers(1, 12)
signs = st.sampled_from(["~", " ~ ", "∼", " ∼ ", "～", " ~"])
quotes = st.sampled_from("'’‘`´")


def last(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


@st.composite
def points(draw: st.DrawFn) -> tuple[str, date, date, str]:
    """A point of time in any notation of its own year: (printed, first day, last day, precision)."""
    year, month = draw(years), draw(months)
    day = draw(st.integers(1, monthrange(year, month)[1]))
    head = draw(st.sampled_from([f"{year}", f"{draw(quotes)}{year % 100:02}"]))
    kind = draw(st.sampled_from(["day", "month", "quarter", "half", "year"]))
    if kind == "day":
        forms = [
            f"{head}. {month}. {day}.",
            f"{head}.{month:02}.{day:02}",
            f"{head}년 {month}월 {day}일",
            f"{head}.{month}.{day}.",
        ]
        if head[0] == "2":
            forms += [f"{year}-{month:02}-{day:02}", f"{year}/{month:02}/{day:02}"]
        return draw(st.sampled_from(forms)), date(year, month, day), date(year, month, day), kind
    if kind == "month":
        forms = [
            f"{head}. {month}.",
            f"{head}.{month:02}",
            f"{head}.{month}월",
            f"{head}년 {month}월",
            f"{head}년{month:02}월",
        ]
        return draw(st.sampled_from(forms)), date(year, month, 1), last(year, month), kind
    if kind == "quarter":
        quarter = draw(st.integers(1, 4))
        forms = [f"{head}년 {quarter}분기", f"{head}.{quarter}/4분기", f"{head}년 {quarter}/4"]
        return draw(st.sampled_from(forms)), date(year, 3 * quarter - 2, 1), last(year, 3 * quarter), kind
    if kind == "half":
        first = draw(st.booleans())
        forms = [
            f"{head}년 {'상' if first else '하'}반기",
            f"{head}.{'상' if first else '하'}반기",
            f"{head}.{'上' if first else '下'}",
        ]
        return draw(st.sampled_from(forms)), date(year, 1 if first else 7, 1), last(year, 6 if first else 12), kind
    return draw(st.sampled_from([f"{head}년", f"{head}년도"])), date(year, 1, 1), date(year, 12, 31), kind


COARSE = ["day", "month", "quarter", "half", "year"]


@given(points(), points(), signs)
def test_any_period_reads_back_to_the_same_days(
    first: tuple[str, date, date, str], second: tuple[str, date, date, str], sign: str
) -> None:
    if first[1] > second[2]:
        first, second = second, first
    reading = parse_period(Printed(first[0] + sign + second[0]), YEARS)
    assert (reading.start, reading.end) == (first[1], second[2])
    assert reading.precision == max(first[3], second[3], key=COARSE.index)
    assert not [i for i in reading.issues if i.code != "PERIOD_BACKWARDS"]


@given(
    points(),
    st.sampled_from([" : 협약 체결", "", ") 시행", " 추진", " 기준", "부터 시행"]),
    st.sampled_from(["", "- ", "○ ", "(", "완료 : "]),
)
def test_any_point_of_time_is_found_in_a_sentence(point: tuple[str, date, date, str], behind: str, before: str) -> None:
    (reading,) = find_dates(Printed(before + point[0] + behind), YEARS)
    assert reading.start == point[1]
    assert reading.is_open == behind.startswith("부터")
    assert reading.is_open or reading.end == point[2]


@given(years, months, months, st.integers(1, 28), st.integers(1, 28), signs)
def test_the_end_of_a_period_may_leave_out_the_year(
    year: int, start: int, end: int, first: int, second: int, sign: str
) -> None:
    start, end = sorted((start, end))
    reading = parse_period(Printed(f"{year}. {start}.{sign}{end}."), YEARS)
    assert (reading.start, reading.end) == (date(year, start, 1), last(year, end))
    reading = parse_period(Printed(f"{year}. {start}. {min(first, second)}.{sign}{end}. {max(first, second)}."), YEARS)
    assert (reading.start, reading.end) == (date(year, start, min(first, second)), date(year, end, max(first, second)))


@given(years, months, signs)
def test_a_period_without_an_end_is_open(year: int, month: int, sign: str) -> None:
    reading = parse_period(Printed(f"{year}. {month}.{sign}"), YEARS)
    assert (reading.start, reading.end, reading.is_open) == (date(year, month, 1), None, True)


@given(st.text(alphabet="가나다라 ,.-~()0123456789", max_size=30))
def test_no_text_breaks_the_reading_of_dates(text: str) -> None:
    parse_period_label(text, YEARS)
    parse_period(Printed(text), YEARS)
    done = 0
    for reading in find_dates(Printed(text), YEARS):
        at = text.index(reading.text, done)
        done = at + len(reading.text)


@given(years, st.integers(1, 11), st.sampled_from(["{y}.{m}월", "{y}. {m}월", "{y}년 {m}월", "{s}.{m}월"]))
def test_a_month_in_a_header_is_a_part_of_its_year(year: int, month: int, form: str) -> None:
    label = parse_period_label(form.format(y=year, s=f"{year % 100:02}", m=month), YEARS)
    assert label is not None
    assert (label.period_kind, label.fiscal_year, label.last_month) == ("partial_year", year, month)
