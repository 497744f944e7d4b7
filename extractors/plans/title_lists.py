"""Annual plans whose titles stand only in a list at the front.

The list (`연번 | 주요사업 | 구분 | 쪽`) names the projects in order. Behind it each begins at 사업개요, or before it
(사업 필요성, 현황 및 문제점), and can go on behind its budget (공간조성(안), 현장사진). Where the document prints the
titles again above the projects, these are the starts. The list is checked against what was found; where the counts
differ, titles are given to the projects whose words they share, in order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractors.model import Cell, Printed, ReadingIssue, Table
from extractors.patterns import compile_on_use
from extractors.plan_model import SectionKind
from extractors.plans.headings import Heading, read_heading
from extractors.plans.lines import Grid, Item, Line
from extractors.plans.starts import PlanStart, find_office, is_office
from extractors.plans.vocabulary import Vocabulary, heading_role, normalize_label, squeeze, words

_WORD = compile_on_use(r"[가-힣A-Za-z]{2,}")


@dataclass(frozen=True, slots=True)
class TitleList:
    """A list of plans: the item it stands in, its rows as printed cells, and which of them is the title."""

    index: int
    rows: tuple[tuple[Printed, ...], ...]
    title_column: int
    department: Printed | None
    office_column: int | None = None

    @property
    def titles(self) -> list[Printed]:
        """The titles in order."""
        return [row[self.title_column] for row in self.rows]


def find_title_lists(items: Sequence[Item], vocabulary: Vocabulary) -> list[TitleList]:
    """The lists of plans of a document, in order."""
    found: list[TitleList] = []
    for index, item in enumerate(items):
        if isinstance(item, Grid) and not item.depth:
            above = items[index - 1] if index else None
            rows = _list_rows(item.table, above.text if isinstance(above, Line) else "", vocabulary)
            if rows:
                office = _office_column(item.table, vocabulary)
                found.append(TitleList(index, rows[0], rows[1], find_office(items, index), office))
    return found


def _list_rows(table: Table, above: str, vocabulary: Vocabulary) -> tuple[tuple[tuple[Printed, ...], ...], int] | None:
    """The rows of a list of plans and the place of the title in each; None if the table is no such list."""
    header = sorted((cell for cell in table.cells if cell.row == 0), key=lambda cell: cell.column)
    labels = {cell.column: normalize_label(cell.text) for cell in header}
    titles = [cell.column for cell in header if _heads_titles(cell, vocabulary)]
    numbered = any(label in words("lists", "number_columns") for label in labels.values())
    paged = any(label in words("lists", "page_columns") for label in labels.values())
    named = squeeze(above).endswith(tuple(words("lists", "headings")))
    if not titles or not numbered or not (paged or named) or table.row_count < 2:
        return None
    columns = sorted(labels)
    width = _repeated_width([labels[column] for column in columns])
    rows = []
    for first in range(0, len(columns), width):
        group = columns[first : first + width]
        title = next(column for column in titles if column in group)
        for row in range(1, table.row_count):
            cells = [cell for cell in table.cells if cell.row == row]
            if any(cell.column == title and cell.printed for cell in cells):
                rows.append(_row_texts(cells, group))
    return tuple(rows), columns.index(titles[0])


def _heads_titles(cell: Cell, vocabulary: Vocabulary) -> bool:
    """Whether a header cell stands over titles: a known word, or a label for titles that the user has added."""
    entry = vocabulary.find(cell.text)
    is_title = entry is not None and entry.field == "title" and entry.card
    return is_title or normalize_label(cell.text) in words("lists", "title_columns")


def _repeated_width(labels: Sequence[str]) -> int:
    """How many columns one list takes: it may be set side by side, its labels printed again (`연번 | 사업명` twice)."""
    for width in range(2, len(labels) // 2 + 1):
        if len(labels) % width == 0 and list(labels) == list(labels[:width]) * (len(labels) // width):
            return width
    return len(labels)


def _office_column(table: Table, vocabulary: Vocabulary) -> int | None:
    """The place of the list's column of offices, if it has one."""
    header = sorted((cell for cell in table.cells if cell.row == 0), key=lambda cell: cell.column)
    entries = [vocabulary.find(cell.text) for cell in header]
    return next((place for place, entry in enumerate(entries) if entry and entry.field == "lead_department"), None)


def _row_texts(cells: Sequence[Cell], columns: Sequence[int]) -> tuple[Printed, ...]:
    at = {cell.column: cell.printed.strip() for cell in cells}
    return tuple(at.get(column, Printed("")) for column in columns)


def front_of_list(items: Sequence[Item], begin: int, at: int) -> int:
    """Where what stands before the list at `at` begins, behind `begin`: with its office, else with its heading."""
    for index in range(at - 1, begin, -1):
        item = items[index]
        if not isinstance(item, Line):
            continue
        if item.rank == 0 and is_office(item.text):
            return index
        if normalize_label(item.body.text) in heading_role("openers"):
            break
    above = items[at - 1]
    named = isinstance(above, Line) and squeeze(above.text).endswith(tuple(words("lists", "headings")))
    return at - 1 if named and at - 1 > begin else at


def find_listed_plans(items: Sequence[Item], vocabulary: Vocabulary) -> tuple[list[PlanStart], list[ReadingIssue]]:
    """The plans that the document's lists name, each with its row of the list; and what does not agree."""
    starts: list[PlanStart] = []
    issues: list[ReadingIssue] = []
    lists = find_title_lists(items, vocabulary)
    for number, listed in enumerate(lists):
        end = lists[number + 1].index if number + 1 < len(lists) else len(items)
        begins = _printed_starts(items, listed, end) or _section_starts(items, listed, end)
        if not begins:
            continue
        found, missing = _match(items, listed, begins, end)
        starts += found
        issues += missing
    return starts, issues


def _printed_starts(items: Sequence[Item], listed: TitleList, end: int) -> list[int]:
    """Where the list's titles are printed again as lines, in order; nothing unless most of them are."""
    starts: list[int] = []
    position = listed.index + 1
    for title in listed.titles:
        wanted = normalize_label(title.text)
        at = next((i for i in range(position, end) if _prints_title(items[i], wanted)), None)
        if at is not None:
            starts.append(at)
            position = at + 1
    return starts if len(starts) * 2 > len(listed.rows) else []


def _prints_title(item: Item, wanted: str) -> bool:
    return isinstance(item, Line) and item.rank <= 2 and normalize_label(item.body.text) == wanted


def _section_starts(items: Sequence[Item], listed: TitleList, end: int) -> list[int]:
    """Where projects begin by their sections: at each 사업개요, or at what stands before it.

    Between two overviews stand the rest of one project and the head of the next. The head begins with the first
    background, goal or problems behind the former's budget; without a budget, with the unbroken run of them that stands
    right before the overview. Where the list names more projects, one without an overview stands between two budgets.
    """
    headings = read_headings(items, listed.index + 1, end)
    starts = begins_of_projects(items, headings)
    if starts and len(starts) < len(listed.rows):
        starts = sorted({*starts, *_starts_between_budgets(headings, starts)})
    if len(starts) > len(listed.rows):
        closed = _starts_behind_budgets(headings, starts)
        starts = closed if len(closed) == len(listed.rows) else starts
    return starts


Headings = Sequence[tuple[int, SectionKind]]
"""Index of the item and kind of each heading."""


def read_headings(items: Sequence[Item], begin: int, end: int, *, lower: bool = False) -> Headings:
    """The headings of sections between two items; `lower`: known words behind a circle too (`❍ 사업개요`)."""
    return [(i, h.kind) for i in range(begin, end) if (h := _heading(items[i], lower=lower)) and h.rank <= 2]


def begins_of_projects(items: Sequence[Item], headings: Headings) -> list[int]:
    """The items with which projects begin: one for each overview that opens one."""
    overviews = [n for n, (index, _) in enumerate(headings) if opens_project(items[index])]
    starts: list[int] = []
    for position, n in enumerate(overviews):
        first = overviews[position - 1] + 1 if position else 0
        between = headings[first:n]
        budget = max((k for k, (_, kind) in enumerate(between) if kind == "budget"), default=None)
        before = heading_role("before_openers")
        if budget is None and position:
            head = _run_before(between, before - {"problems"})
        else:
            behind = between[0 if budget is None else budget + 1 :]
            head = next((index for index, kind in behind if kind in before), None)
        starts.append(headings[n][0] if head is None else head)
    return starts


def opens_project(item: Item) -> bool:
    """Whether an item is a heading with which a project begins (`□ 사업개요`)."""
    return isinstance(item, Line) and normalize_label(item.body.text) in heading_role("openers")


def _starts_behind_budgets(headings: Headings, starts: Sequence[int]) -> list[int]:
    """The starts before which the project before has told its budget: an overview within a project is none."""
    budgets = [index for index, kind in headings if kind == "budget"]
    pairs = pairwise([starts[0], *starts])
    return [two for one, two in pairs if two == starts[0] or any(one < budget < two for budget in budgets)]


def _starts_between_budgets(headings: Headings, starts: Sequence[int]) -> list[int]:
    """The first section behind a budget that no project claims, where another budget follows."""
    budgets = [index for index, kind in headings if kind == "budget"]
    found: list[int] = []
    for one, two in pairwise(budgets):
        if any(one < start < two for start in starts):
            continue
        between = (i for i, kind in headings if one < i < two and kind not in ("other", "budget", "effects"))
        found += [index for index in (next(between, None),) if index is not None]
    return found


def _heading(item: Item, *, lower: bool = False) -> Heading | None:
    return read_heading(item, lower=lower) if isinstance(item, Line) and not item.in_table else None


def _run_before(headings: Headings, kinds: frozenset[str]) -> int | None:
    start = None
    for index, kind in reversed(headings):
        if kind not in kinds:
            break
        start = index
    return start


def _match(
    items: Sequence[Item], listed: TitleList, begins: Sequence[int], end: int
) -> tuple[list[PlanStart], list[ReadingIssue]]:
    """Projects with their titles: one to one where the counts agree, else by shared words."""
    titles = listed.titles
    if len(titles) == len(begins):
        pairs: list[tuple[int | None, int | None]] = [(i, i) for i in range(len(titles))]
    else:
        pairs = _align(titles, [_text(items, b, e) for b, e in zip(begins, [*begins[1:], end], strict=True)])
    starts, issues = [], []
    for row, begin in pairs:
        if begin is None and row is not None:
            issues.append(ReadingIssue("PLAN_LISTED_NOT_FOUND", titles[row].at, titles[row].text, titles[row].text))
        elif begin is not None:
            title = None if row is None else titles[row]
            cells = () if row is None else listed.rows[row]
            office = listed.department
            if row is not None and listed.office_column is not None and listed.rows[row][listed.office_column]:
                office = listed.rows[row][listed.office_column]
            starts.append(PlanStart(begins[begin], "annual", title, cells, office))
            if title is None:
                at = items[begins[begin]]
                place = at.printed if isinstance(at, Line) else Printed("")
                issues.append(ReadingIssue("PLAN_NOT_LISTED", place.at, place.text))
    return starts, issues


def _text(items: Sequence[Item], begin: int, end: int) -> str:
    return " ".join(item.text for item in items[begin:end] if isinstance(item, Line))


def _align(titles: Sequence[Printed], texts: Sequence[str]) -> list[tuple[int | None, int | None]]:
    """The order-keeping pairs of titles and projects that share most words; what is left stands alone."""
    scores = [[_likeness(title.text, text) for text in texts] for title in titles]
    best = [[0.0] * (len(texts) + 1) for _ in range(len(titles) + 1)]
    for i in range(len(titles) - 1, -1, -1):
        for j in range(len(texts) - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], best[i + 1][j + 1] + scores[i][j])
    pairs: list[tuple[int | None, int | None]] = []
    i = j = 0
    while i < len(titles) and j < len(texts):
        if best[i][j] == best[i + 1][j + 1] + scores[i][j]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            pairs.append((i, None))
            i += 1
        else:
            pairs.append((None, j))
            j += 1
    return [*pairs, *((k, None) for k in range(i, len(titles))), *((None, k) for k in range(j, len(texts)))]


def _likeness(title: str, text: str) -> float:
    """The share of a title's words that a text prints, and a trace for the order alone."""
    found = _WORD.findall(title)
    return 0.01 + (sum(word in text for word in found) / len(found) if found else 0)


def check_against_list(
    starts: Sequence[PlanStart], items: Sequence[Item], vocabulary: Vocabulary
) -> tuple[list[PlanStart], list[ReadingIssue]]:
    """Cards with their rows of the list at the document's front, if it has one; and what does not agree."""
    lists = find_title_lists(items[: starts[0].index], vocabulary) if starts else []
    rows = {
        normalize_label(title.text): (title, row)
        for each in lists
        for title, row in zip(each.titles, each.rows, strict=True)
    }
    found: list[PlanStart] = []
    issues: list[ReadingIssue] = []
    for start in starts:
        _, row = rows.pop(normalize_label(start.title.text), (None, ())) if start.title else (None, ())
        found.append(replace(start, listed_at=row))
        if lists and start.title and not row:
            issues.append(ReadingIssue("PLAN_NOT_LISTED", start.title.at, start.title.text, start.title.text))
    for title, _ in rows.values():
        issues.append(ReadingIssue("PLAN_LISTED_NOT_FOUND", title.at, title.text, title.text))
    return found, issues
