"""Tables of changes: 당초 → 변경, 공약명 변경. They explain why a pledge has another name or cost than a year ago.

Offices print them in two shapes. In one a column holds what was and another what is, of names, or of whatever a third
column says. In the other a column tells the change in words, `사업비 변경(555억원 → 505억원)`, beside the number and
name of the pledge, the day and the reason. A table that has neither is none: an arrow in a flow chart or in a sentence
changes nothing. A cell that spans several rows is in each of them, so two names merged into one are two events.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Literal

from expectations.titles import normalize_title, similarity
from extractors.model import Printed
from extractors.problem_sentences import load_yaml
from normalizers.folding import squeeze
from normalizers.normalized import NormalizedDocument
from normalizers.periods import YearContext, find_dates, year_context
from normalizers.tables import Document, TableCell

ChangeKind = Literal["title", "merged", "split", "cost", "department", "period", "content", "other"]
"""공약명, 통합, 분리, 사업비, 부서, 기간, 내용, 그 밖."""

_ARROW = re.compile(r"\s*(?:→|⇒|➔|➡|->|=>)\s*")
_OPEN = re.compile(r"[(（]\s*(?=[^()（）]*$)")
_CLOSED = re.compile(r"\s*[)）].*$", re.DOTALL)
_BRACKETS = re.compile(r"[(（\[].*?[)）\]]")
_MONEY = re.compile(r"\d[\d,.]*\s*(?:[천백십만억조]|원)")
_MAY_HEAD = re.compile(
    r"[변조]\s*[경정]|당\s*초|기\s*[존정]|종\s*전|[통분]\s*[합리할]\s*전"
)  # or no row is looked at closer
_ALIKE = 60


@dataclass(frozen=True, slots=True)
class ChangeEvent:
    """One change as printed. `subject` is the pledge's name, `number` its number; `before`, `after` may be empty.

    `row_text` is the whole row as evidence, `changed_on` the day where one is printed, `office` whose pledge it is.
    """

    document_id: str
    kind: ChangeKind
    before: str
    after: str
    row_text: str
    subject: str = ""
    number: str = ""
    changed_on: date | None = None
    office: str | None = None


@cache
def load_change_words() -> dict[str, Any]:
    """The words of `changes.yml`."""
    return dict(load_yaml("expectations", "words", "changes.yml"))


@dataclass(frozen=True, slots=True)
class _Columns:
    """Which column of a table says what; None where it has none."""

    title: int | None
    number: int | None
    before: int | None
    after: int | None
    told: int | None
    day: int | None
    about: int | None
    kind: ChangeKind | None
    """What the headers say that is changed: 당초 공약명."""


def find_change_events(document: NormalizedDocument) -> list[ChangeEvent]:
    """The events of all tables of changes in a document."""
    tables: dict[int | None, list[TableCell]] = {}
    for cell in document.table_cells:
        if cell.row_index is not None and cell.column_index is not None:
            tables.setdefault(cell.block, []).append(cell)
    office = office_of(document.document)
    context = year_context((cell.text for cell in document.table_cells), document.document.plan_year)
    events: list[ChangeEvent] = []
    for cells in tables.values():
        columns: _Columns | None = None
        for row in _rows_of(cells):
            found = _read_header(row)
            if found is not None:
                columns = found
            elif columns is not None:
                events += _of_row(document.document.document_id, office, row, columns, context)
    return events


def office_of(document: Document) -> str | None:
    """The office whose document it is, by code or by name."""
    return document.issuer_code or (squeeze(document.issuer_name or "") or None)


def _rows_of(cells: Sequence[TableCell]) -> list[dict[int, str]]:
    """The rows as column -> text, a cell that spans rows in each of them."""
    rows: dict[int, dict[int, str]] = {}
    for cell in cells:
        for row in range(cell.row_index or 0, (cell.row_index or 0) + max(cell.row_span, 1)):
            rows.setdefault(row, {})[cell.column_index or 0] = cell.text.strip()
    return [rows[number] for number in sorted(rows)]


def _bare(text: str) -> str:
    return squeeze(_BRACKETS.sub("", text)).strip("·ㆍ:○□-*")


def _read_header(row: Mapping[int, str]) -> _Columns | None:
    """The columns of a table of changes, if this row is its header."""
    if not any(_MAY_HEAD.search(text) for text in row.values()):
        return None
    words = load_change_words()
    labels = {column: _bare(text) for column, text in row.items()}
    before = _only(labels, words["before"]["pattern"])
    after = _only({c: label for c, label in labels.items() if c != before}, words["after"]["pattern"])
    told = _only(labels, words["told"]["pattern"])
    title = next((c for c, label in labels.items() if label in words["titles"]), None)
    number = next((c for c, label in labels.items() if label in words["numbers"]), None)
    pair = before is not None and after is not None
    if not pair and (told is None or (title is None and number is None)):
        return None
    found = re.match(words["before"]["pattern"], labels[before]) if pair and before is not None else None
    return _Columns(
        title=title,
        number=number,
        before=before if pair else None,
        after=after if pair else None,
        told=told if not pair else None,
        day=_only(labels, words["day"]["pattern"]),
        about=next((c for c, label in labels.items() if label in words["about"]), None),
        kind=_kind_in(found["what"]) if found else None,
    )


def _only(labels: Mapping[int, str], pattern: str) -> int | None:
    found = [column for column, label in labels.items() if re.match(pattern, label)]
    return found[0] if len(found) == 1 else None


def _kind_in(text: str) -> ChangeKind | None:
    flat = squeeze(text)
    kinds: Mapping[ChangeKind, Any] = load_change_words()["kinds"]
    return next((kind for kind, row in kinds.items() if any(word in flat for word in row["words"])), None)


def _of_row(
    document_id: str, office: str | None, row: Mapping[int, str], columns: _Columns, context: YearContext
) -> Iterator[ChangeEvent]:
    text = " | ".join(" ".join(cell.split()) for _, cell in sorted(row.items()) if cell)
    subject = row.get(columns.title, "") if columns.title is not None else ""
    number = row.get(columns.number, "") if columns.number is not None else ""
    day = _day(row.get(columns.day, ""), context) if columns.day is not None else None
    if columns.before is not None and columns.after is not None:
        before, after = row.get(columns.before, ""), row.get(columns.after, "")
        about = row.get(columns.about, "") if columns.about is not None else ""
        changed = before != after and not any(_is_no_change(text) for text in (before, after))
        changes = [(_kind_of(columns, about, subject, before, after), before, after)] if changed else []
    else:
        changes = list(_told(row.get(columns.told or 0, "")))
    for kind, before, after in changes:
        if (before and after) or columns.told is not None:
            named = subject or (before if kind in ("title", "merged", "split") else "")
            yield ChangeEvent(document_id, kind, before, after, text, named, number, day, office)


def _is_no_change(text: str) -> bool:
    """좌동, or the second line of a header."""
    words = load_change_words()
    label = _bare(text)
    return label in words["same"] or any(re.match(words[name]["pattern"], label) for name in ("before", "after"))


def _kind_of(columns: _Columns, about: str, subject: str, before: str, after: str) -> ChangeKind:
    """What a pair of cells is about: as the header or the row says, else as the cells look."""
    said = columns.kind or _kind_in(about)
    if said is not None:
        return said
    if _MONEY.search(before) and _MONEY.search(after):
        return "cost"
    names = [normalize_title(text) for text in (subject, before)]
    return "title" if subject and (names[0] == names[1] or similarity(*names) >= _ALIKE) else "other"


def _told(cell: str) -> Iterator[tuple[ChangeKind, str, str]]:
    """`사업비 변경(555억원 → 505억원)`, `부서 변경` over `미래과 → 해양과`; words without an arrow are one change."""
    above: ChangeKind | None = None
    found = False
    for line in (line for line in cell.split("\n") if line.strip()):
        sides = _ARROW.split(line)
        here = _kind_in(sides[0]) or ("other" if "변경" in sides[0] else None)
        if len(sides) > 1:
            found = True
            before = _OPEN.split(sides[0])[-1].strip(" -·:○")
            yield here or above or "other", before, _CLOSED.sub("", sides[-1]).strip()
        above = here or above
    if not found and cell.strip():
        yield _kind_in(cell) or "other", "", ""


def _day(text: str, context: YearContext) -> date | None:
    readings = find_dates(Printed(text), context)
    return readings[0].start if len(readings) == 1 else None
