"""What an amount is: its period, measure and funding source, from the words around its cell.

Each comes from the nearest words that say it: the column's header from the bottom up, the row's label, the rest of the
header, the title above. `2021년 규모 | 소계` is a sum within 2021, `합계` beside years a sum over them; `시비` beside a
project's name says who pays it. Weak words (`사업예산`, `금액`) yield to a heading that says it better.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from normalizers.budget.binding import BoundCell
from normalizers.budget.layout import Column, Part
from normalizers.budget.looks import squeezed
from normalizers.budget.rows import RowLabel
from normalizers.budget.surroundings import Surroundings
from normalizers.budget.words import (
    NOT_MONEY,
    MeasureWord,
    balance_words,
    bare_label,
    find_bracketed_measure,
    find_measure,
    header_words,
    is_total_label,
    other_words,
    says,
    without_brackets,
)
from normalizers.funding import parse_funding_source
from normalizers.periods.columns import PeriodLabel, parse_period_label
from normalizers.periods.years import YearContext
from normalizers.vocabulary import Measure, PeriodKind

_TITLE_YEAR = re.compile(r"^[^0-9가-힣A-Za-z']*(?P<year>'?(?:20|19)?\d{2})\s*년도?(?!\s*\d{1,2}\s*월)(?![월\d])")
_YEAR_BEHIND = re.compile(r"[(\[]\s*(?P<year>20\d{2})\s*년?도?\s*[)\]]\s*$")
_ONLY_BRACKET = re.compile(r"\s*[(<\[][^()<>\[\]]*[)>\]]\s*")
_NEAR = 2
_LABEL_REST = 4
_SHARED: tuple[Measure, ...] = ("required", "planned", "secured", "executed", "budgeted", "requested")
_SIDES: tuple[Measure, ...] = ("income", "expense")


@dataclass(frozen=True, slots=True)
class Period:
    """A period of a fact; `is_total` where the label is a sum over a table's years."""

    kind: PeriodKind
    year: int | None = None
    issue_code: str | None = None


@dataclass(frozen=True, slots=True)
class Sense:
    """The measure of a fact and the detail that tells it from others of the same measure."""

    measure: Measure
    detail: str | None = None


@lru_cache(maxsize=4096)
def _label_period(text: str, years: YearContext, is_row: bool) -> PeriodLabel | None:
    """The period that a label names; in a row only where it says little else (`2023년 결산`, not `'20년 공모 선정`)."""
    period = parse_period_label(text, years)
    if period is None or period.period_kind == "none":
        return None
    if is_row and period.period_kind != "total" and len(bare_label(period.rest)) > _LABEL_REST:
        return None
    if period.relative_year is not None and bare_label(period.rest) and says(period.rest, other_words("not_a_year")):
        return None
    return period


def column_period(column: Column, years: YearContext) -> PeriodLabel | None:
    """The period of a column: of the header texts from the bottom up the first that names a span, else a sum."""
    found = [p for text in reversed(column.texts) if (p := _label_period(text, years, False))]
    return _best(found)


def row_period(label: RowLabel, years: YearContext) -> PeriodLabel | None:
    """The period of a row, from its label or its groups."""
    texts = [label.text, *label.groups] if label.text else list(label.groups)
    return _best([p for text in texts if text and (p := _label_period(text, years, True))])


def _best(found: list[PeriodLabel]) -> PeriodLabel | None:
    """A year printed as such before one named by its place, both before a sum."""
    spans = [p for p in found if p.period_kind != "total"]
    ordered = [*(p for p in spans if p.relative_year is None), *spans, *found]
    return ordered[0] if ordered else None


@dataclass(frozen=True, slots=True)
class PeriodAxes:
    """Whether the columns, or the rows, of a part are periods: only then is a `계` on that axis a sum over time.

    `prints_years`: a year is printed on an axis, so that the title's year is not that of the other cells.
    `is_relative`: a column is another year than the document's own, named by its place (`전년도예산액`).
    """

    columns: bool
    rows: bool
    prints_years: bool
    is_relative: bool = False


def period_axes(part: Part, labels: Iterable[RowLabel], years: YearContext) -> PeriodAxes:
    """The period axes of one part."""
    in_columns = [p for c in part.columns if c.is_value and (p := column_period(c, years)) is not None]
    in_rows = [p for label in labels if (p := row_period(label, years)) is not None]
    spans = [p for p in (*in_columns, *in_rows) if p.period_kind != "total"]
    return PeriodAxes(
        any(p.period_kind != "total" for p in in_columns),
        any(p.period_kind != "total" for p in in_rows),
        any(p.relative_year is None for p in spans),
        any(p.relative_year is not None and p.relative_year < 0 for p in in_columns),
    )


def find_period(
    column: PeriodLabel | None, row: PeriodLabel | None, axes: PeriodAxes, fallback: PeriodLabel | None, is_stock: bool
) -> Period:
    """The period of one fact from its column, its row, and what the table says as a whole."""
    spans = [p for p in (column, row) if p is not None and p.period_kind != "total"]
    absolute = [p for p in spans if p.relative_year is None] or spans
    if absolute:
        chosen = absolute[0]
        if chosen.fiscal_year is None and chosen.period_kind in ("year_to_date", "partial_year") and len(absolute) > 1:
            return Period(chosen.period_kind, absolute[1].fiscal_year)
        return _resolve(chosen, fallback, is_stock)
    if (column is not None and axes.columns) or (row is not None and axes.rows):
        return Period("total")
    ranged = next((p for p in (column, row) if p is not None and p.start is not None), None)
    if ranged is not None:
        return Period("total")
    if fallback is not None and not axes.prints_years:
        return Period(_stock_kind(fallback, is_stock), fallback.fiscal_year, fallback.issue_code)
    return Period("none")


def _resolve(period: PeriodLabel, fallback: PeriodLabel | None, is_stock: bool) -> Period:
    """A period with its year; one named by its place (`전년도`) counts from the year that the table's title gives."""
    kind = _stock_kind(period, is_stock)
    if period.relative_year is not None and fallback is not None and fallback.fiscal_year is not None:
        return Period(kind, fallback.fiscal_year + period.relative_year)
    return Period(kind, period.fiscal_year, period.issue_code)


def _stock_kind(period: PeriodLabel, is_stock: bool) -> PeriodKind:
    return "year_end" if period.period_kind == "year" and is_stock else period.period_kind


def table_period(around: Surroundings, years: YearContext) -> PeriodLabel | None:
    """The period of a table whose cells name none.

    It stands beside the unit (`(2010.11월말, 단위: …)`), or the title opens with it (`□ 2023년 예비비 배정`).
    """
    for found in around.notes:
        text = found.printed.text
        rest = text[: found.note.start] + _inside_note(text[found.note.start : found.note.end]) + text[found.note.end :]
        period = parse_period_label(rest, years) if any(c.isdigit() for c in rest) else None
        if period is not None and period.period_kind in ("year", "year_to_date", "year_end"):
            return period
    for line in around.lines[:_NEAR]:
        if _ONLY_BRACKET.fullmatch(line.text) and (period := parse_period_label(line.text, years)) is not None:
            return period if period.period_kind in ("year", "year_to_date", "year_end") else None
    for line in around.lines[:1]:
        if match := _TITLE_YEAR.match(line.text) or _YEAR_BEHIND.search(line.text.split("\n")[0]):
            period = parse_period_label(match["year"] + "년", years)
            return period if period is not None and period.period_kind == "year" else None
    return None


def _inside_note(text: str) -> str:
    """What a note says beside its unit: `2010.11월말` of `(2010.11월말, 단위 : 십억원)`."""
    return re.sub(r"(?:금액)?단\s*위.*", "", text.strip("()[]<>"), flags=re.DOTALL)


def prints_stocks(around: Surroundings, labels: Iterable[str]) -> bool:
    """Whether the table prints the state at a day, so that its years are year ends."""
    balances, movements = balance_words()
    texts = [line.text for line in around.lines[:_NEAR]]
    return any(says(t, balances) for t in texts) and not any(says(t, movements) for t in [*texts, *labels])


def find_sense(bound: BoundCell, label: RowLabel, around: Surroundings) -> Sense:
    """The measure of a fact: column, row, the rest of the header, headings; weak words last."""
    strong, weak, detail = _from_texts(reversed(bound.column.texts))
    row_strong, row_weak, row_detail = _from_row(label)
    if strong and row_strong == "change":  # `총사업비` over the rows 당초, 변경, 증감
        return Sense(row_strong, detail)
    if strong:
        return Sense(strong, detail or (row_detail if row_strong is None else None))
    detail = detail or row_detail
    if row_strong:
        return Sense(row_strong, detail)
    if weak is None and (shared := _shared_header(bound.part)):
        return Sense(shared, detail)
    said = heading_measure(around)
    if weak in _SIDES and said and said.measure == "planned":  # `수입 | 지출` under `수입·지출 계획`
        return Sense(weak, detail)
    if weak == "budgeted" and _names_year(bound.column):  # `'24년 예산` under a heading of plans
        return Sense(weak, detail or (said.detail if said and said.measure == weak else None))
    if said:
        return Sense(said.measure or "other", detail or said.detail)
    if weak or row_weak:
        return Sense(weak or row_weak or "other", detail)
    if _names_no_item(bound.column) and (only := _only_measure(bound.part)):
        return Sense(only, detail)
    return Sense("budgeted" if detail == "original" else "other", detail)


def _from_texts(texts: Iterable[str]) -> tuple[Measure | None, Measure | None, str | None]:
    """(strong measure, weak measure, detail) of header texts, the lowest first."""
    weak: Measure | None = None
    detail: str | None = None
    ordered = list(texts)
    for place, text in enumerate(ordered):
        if says(text, header_words()["variants"]):
            continue
        found = find_measure(text) or find_bracketed_measure(text)
        if found is None:
            continue
        detail = detail or found.detail
        if found.measure and not found.is_weak:
            side = None if found.measure in _SIDES else _side(ordered[place + 1 :])
            return found.measure, None, f"{side}_{detail}" if side and detail else detail or side
        weak = weak or found.measure
    return None, weak, detail


def _side(above: list[str]) -> str | None:
    """`수입의 부 | 결산액` and `지출의 부 | 결산액` are two amounts of one measure: the side is in their detail."""
    found = [word.measure for text in above if (word := find_measure(text)) is not None]
    return next((str(measure) for measure in found if measure in _SIDES), None)


def _from_row(label: RowLabel) -> tuple[Measure | None, Measure | None, str | None]:
    """The measure a row label says, where the label is a measure and not the name of a project."""
    for text in (label.text, *label.groups[:1]):
        found = label_measure(text) if text else None
        if found is not None:
            return (None, found.measure, found.detail) if found.is_weak else (found.measure, None, found.detail)
    return None, None, None


def label_measure(text: str) -> MeasureWord | None:
    """The measure that a row label is, where it is not the name of something: `확보액`, but not `세외수입`."""
    found = find_measure(text)
    if found is None or len(without_brackets(text)) > len(found.word) + _LABEL_REST:
        return None
    return None if found.measure in _SIDES and bare_label(text) != found.word else found


def _only_measure(part: Part) -> Measure | None:
    """The one measure of the columns beside a year (`예산액 | 전년도 | 증감`), changes aside."""
    found = {
        word.measure
        for column in part.columns
        if column.is_value
        for text in column.texts
        if (word := find_measure(text)) is not None and word.measure not in (None, "change", "other")
    }
    return found.pop() if len(found) == 1 else None


def _names_no_item(column: Column) -> bool:
    """Whether a header is a time, a payer, a total or nothing: what the other columns measure holds for it too."""
    bare = re.sub(r"[\d.,'’‘~∼\-년월]+", "", bare_label(column.leaf))
    if parse_funding_source(bare_label(column.leaf), "district").source not in (None, "other"):
        return True
    return not bare or is_total_label(column.leaf) or parse_period_label(column.leaf, YearContext()) is not None


def _names_year(column: Column) -> bool:
    """Whether the lowest header text names a year beside its word of money."""
    period = parse_period_label(column.leaf, YearContext())
    return period is not None and period.period_kind == "year" and bool(bare_label(period.rest))


def _shared_header(part: Part) -> Measure | None:
    """The one strong measure that a head over several columns, the labels' or one beside all rows prints."""
    found = {
        word.measure
        for column in part.columns
        if column.role not in NOT_MONEY
        for cell in column.heads
        if (cell.column_span > 1 or not column.is_value or cell.row_span > len(part.header_rows))
        and not says(cell.text, header_words()["variants"])
        and (word := find_measure(cell.text)) is not None
        and word.measure in _SHARED
        and not word.is_weak
    }
    return found.pop() if len(found) == 1 else None


def heading_measure(around: Surroundings) -> MeasureWord | None:
    """What the lines directly above say: a bracket `(… 기준)` first, then the words of the line."""
    texts = [line.text for line in around.lines[:_NEAR]]
    for text in [*around.outer_labels[:_NEAR], *texts]:
        if word := find_bracketed_heading(text):
            return word
        head = text.split(":")[0] if ":" in text[:60] else text
        if len(squeezed(head)) <= 45 and (word := find_measure(head, is_heading=True)):
            return word
    return None


def find_bracketed_heading(text: str) -> MeasureWord | None:
    """`최근 5년간 투입된 사업비(예산액기준, 추경 포함)`: the bracket says by which figure."""
    found = find_bracketed_measure(text)
    is_said = found is not None and (found.measure == "budgeted" or found.word.endswith("기준"))
    return found if is_said else None


def bracket_sense(column: Column, sense: Sense) -> Sense:
    """What a number in brackets beside another is: the header's own bracket says it (`집행액[실집행액]`), else a second
    executed amount is what was really spent."""
    for text in reversed(column.texts):
        found = find_bracketed_measure(text)
        if found is not None:
            return Sense(found.measure or sense.measure, found.detail)
    return Sense(sense.measure, "spent" if sense.measure == "executed" else "bracketed")


def is_total_column(column: Column) -> bool:
    """Whether the column's header is that of a total, at any level."""
    return any(is_total_label(text) for text in column.texts)
