"""Where plans begin: one function a layout. Each gives the starts of its plans in a document's stream, or none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.model import Printed
from extractors.plan_model import LabelledValue, PlanLayout
from extractors.plans.body import cell_pairs
from extractors.plans.grids import read_grid, title_of
from extractors.plans.headings import read_heading
from extractors.plans.label_grid import count_card_fields, is_list, opens_with_label
from extractors.plans.lines import NOTE_RANK, Grid, Item, Line
from extractors.plans.prose import find_pairs, label_alone
from extractors.plans.vocabulary import Vocabulary, normalize_label, squeeze, words

_CARD_FIELDS = 2
_FILLED_FIELDS = 3
"""A card names at least so many different things of its plan; a form of two lines is none."""
_SHEET_TITLE = re.compile(r"^\s*(?:\(\s*\d+\s*\)|\d+[.)])?\s*(.+?)\s*\(\s*\d{4}\s*-\s*\d{3}\s*\)\s*$", re.DOTALL)
_LOOK_BACK = 8
_FRONT = 40
_TOP = 6
_LONGEST_TITLE = 100
_SENTENCE = re.compile(r"(?:다|요|니까)[.]?$")


@dataclass(frozen=True, slots=True)
class PlanStart:
    """The index of the first item of a plan, and what is known of it there."""

    index: int
    layout: PlanLayout
    title: Printed | None = None
    listed_at: tuple[Printed, ...] = ()
    department: Printed | None = None
    number: Printed | None = None


def find_sheets(items: Sequence[Item], vocabulary: Vocabulary) -> list[PlanStart]:
    """Ministry project sheets: `사 업 명` alone over `(12) 이름(1234-301)`, in a frame or in lines."""
    starts: list[PlanStart] = []
    for index, item in enumerate(items):
        if isinstance(item, Grid):
            title = _sheet_title_of_grid(item, vocabulary)
        elif label_alone(item, vocabulary) and _is_title_label(item.body.text, vocabulary):
            title = _sheet_title_of_line(items, index + 1)
        else:
            title = None
        if title:
            starts.append(PlanStart(index, "project_sheet", title))
    return starts


def _is_title_label(text: str, vocabulary: Vocabulary) -> bool:
    entry = vocabulary.find(text)
    return entry is not None and entry.field == "title"


def _sheet_title_of_line(items: Sequence[Item], index: int) -> Printed | None:
    if index >= len(items):
        return None
    item = items[index]
    if isinstance(item, Grid):
        printed = [cell.printed for cell in item.table.cells if cell.printed]
        return _sheet_name(printed[0]) if printed else None
    return _sheet_name(item.printed)


def _sheet_title_of_grid(grid: Grid, vocabulary: Vocabulary) -> Printed | None:
    printed = [cell.printed for cell in grid.table.cells if cell.printed][:2]
    if len(printed) < 2 or not _is_title_label(printed[0].text, vocabulary):
        return None
    return _sheet_name(printed[1])


def _sheet_name(printed: Printed) -> Printed | None:
    """The name without the sheet's number before it and the programme's code behind it; None without a code."""
    match = _SHEET_TITLE.match(printed.text) if len(printed.text) <= 2 * _LONGEST_TITLE else None
    return printed.part(*match.span(1)) if match else None


def find_pledge_pages(items: Sequence[Item], vocabulary: Vocabulary) -> list[PlanStart]:
    """Pages of 5대공약: each begins with the block that holds `공약번호 : 1` and `공약제목 : …`."""
    starts: list[PlanStart] = []
    for index, item in enumerate(items):
        number, title = _pledge_of_page(item, vocabulary)
        numbered = number is not None
        if not (numbered or title):
            continue
        if starts and (starts[-1].title is None or not numbered) and index - starts[-1].index <= 3:
            last = starts.pop()
            starts.append(PlanStart(last.index, "pledge_page", last.title or title))
        else:
            named = None if title else _title_right_above(items, index, vocabulary)
            starts.append(PlanStart(index - 1 if named else index, "pledge_page", named or title))
    return starts


def _title_right_above(items: Sequence[Item], index: int, vocabulary: Vocabulary) -> Printed | None:
    """The title that the line before a pledge's number prints under another label (`공약명: …` over `공약번호: …`)."""
    above = items[index - 1] if index else None
    pairs = find_pairs(above, vocabulary) if isinstance(above, Line) else []
    return next((pair.value for pair in pairs if pair.entry and pair.entry.field == "title" and pair.value), None)


def _pledge_of_page(item: Item, vocabulary: Vocabulary) -> tuple[Printed | None, Printed | None]:
    """The number and title of a pledge that a line or the head of a page's table prints; None for what it does not."""
    found: dict[str, Printed] = {}
    if isinstance(item, Grid):
        if is_list(item.table, vocabulary):
            return None, None
        pairs = [pair for cell in item.table.cells for pair in cell_pairs(cell, item.top, vocabulary)]
        labelled = [(pair.label, pair.value) for pair in pairs]
        if not labelled and count_card_fields(item.table, vocabulary) >= _CARD_FIELDS:
            labelled = [(pair.label, pair.value) for pair in read_grid(item.table, vocabulary).pairs]
    else:
        labelled = [(pair.label, pair.value) for pair in find_pairs(item, vocabulary)]
    for label, value in labelled:
        name = normalize_label(label.text)
        kind = next((kind for kind in ("page_numbers", "page_titles") if name in words("lists", kind)), None)
        if kind and value:
            found.setdefault(kind, value)
    if isinstance(item, Grid) and len(found) < 2:
        return None, None
    return found.get("page_numbers"), found.get("page_titles")


def find_cards(items: Sequence[Item], vocabulary: Vocabulary) -> list[PlanStart]:
    """Cards: each begins with its title above the header grid, or with the grid.

    A grid with a title of its own, or that prints again what the card before has printed, is a new card; any other grid
    of header labels belongs to the card before.
    """
    starts: list[PlanStart] = []
    fields: set[str] = set()
    for index, item in enumerate(items):
        if not isinstance(item, Grid) or item.depth or is_list(item.table, vocabulary):
            continue
        if count_card_fields(item.table, vocabulary) < _CARD_FIELDS:
            continue
        pairs = read_grid(item.table, vocabulary).pairs
        filled = {pair.field for pair in pairs if pair.field and (pair.value or pair.options)}
        title = title_of(pairs, vocabulary)
        above = None if title else title_above(items, index)
        if len(filled) < _FILLED_FIELDS or _is_blank_form(pairs):
            continue
        if starts and not title and len(filled & fields) < _CARD_FIELDS:
            continue
        if starts and title and starts[-1].title and squeeze(title.text) == squeeze(starts[-1].title.text):
            continue  # the title printed again over a further grid of one card
        fields = filled
        first = index if above is None else above
        line = items[first] if title is None else None
        found = line.body if isinstance(line, Line) else None
        office = find_office(items, first) if isinstance(line, Line) and line.rank else None
        starts.append(PlanStart(first, "card", title or found, department=office, number=_number_of(line)))
    return starts


def _number_of(line: Item | None) -> Printed | None:
    """The pledge's number before its title (`2-13. 놀이터 새로 짓기`); a plain chapter number is none."""
    match = re.match(r"\s*(\d{1,2}-\d{1,3})\b", line.text) if isinstance(line, Line) else None
    return line.printed.part(*match.span(1)) if match and isinstance(line, Line) else None


def _is_blank_form(pairs: Sequence[LabelledValue]) -> bool:
    """Whether a grid asks for a title and prints none: a form to be filled in, not a plan."""
    titles = [pair for pair in pairs if pair.field == "title"]
    return bool(titles) and not any(pair.value for pair in titles)


def title_above(items: Sequence[Item], index: int) -> int | None:
    """The line above a header grid that is the plan's title: no remark, no pair, no heading of a section.

    A line without a mark comes before one with a number or box, which may head a chapter of the card; the name of an
    office above such a heading is the one that wrote all of them.
    """
    marked: int | None = None
    for at in range(index - 1, max(index - 1 - _LOOK_BACK, -1), -1):
        item = items[at]
        if isinstance(item, Grid) or (marked is not None and item.rank == 0 and is_office(item.text)):
            break
        if is_title_line(item) and (item.rank == 0 or _number_of(item)):
            return at
        if marked is None and is_title_line(item):
            marked = at
    return marked


def is_title_line(line: Line) -> bool:
    """Whether a line can be the title of what follows."""
    text = line.body.text.strip()
    if line.rank in (3, 4, NOTE_RANK) or not 2 <= len(text) <= _LONGEST_TITLE or _SENTENCE.search(text):
        return False
    if any(line.text.strip().startswith(mark) for mark in words("documents", "form_marks")):
        return False
    if is_site_link(line):
        return False
    heading = read_heading(line)
    if heading and heading.kind != "other":
        return False
    return not re.search(r"[:：]\s|^\(.*\)$|^[\d.\s~/-]+$|^제?\s*\d+\s*쪽?$", text)


def is_site_link(line: Line) -> bool:
    """Whether a line is furniture of a page: a skip link (`본문 바로가기`) or the name of the site."""
    return squeeze(line.body.text).endswith(tuple(words("documents", "site_links")))


def find_office(items: Sequence[Item], index: int) -> Printed | None:
    """The nearest line before an item that is the name of an office and nothing else."""
    for item in reversed(items[max(index - _FRONT, 0) : index]):
        if isinstance(item, Line) and item.rank == 0 and is_office(item.text):
            return item.body
    return None


def is_office(text: str) -> bool:
    """Whether a text is the name of an office: `지역상생과`, `가람구 복지국 돌봄지원과`."""
    name = squeeze(text)
    endings = tuple(words("lists", "office_endings"))
    return 3 <= len(name) <= 20 and name.endswith(endings) and not re.search(r"[\d():]", name)


def find_single(items: Sequence[Item], vocabulary: Vocabulary, is_request: bool) -> list[PlanStart]:
    """A document that is one plan: it names itself (사업명, or a title that ends in 계획) and says when or how much."""
    pairs = list(_all_pairs(items, vocabulary))
    near = [name for name, _, _ in pairs]
    told = {"period", "total_cost", "annual_budget"} & set(near)
    named = next((value for name, value, label in pairs if name == "title" and value and label != "용역명"), None)
    layout: PlanLayout = "request" if is_request else "plan_document"
    office = None if is_request else find_office(items, _FRONT)
    if named and (told or is_request):
        return [PlanStart(0, layout, unquoted(named), department=office)]
    lines = [item for item in items[:_FRONT] if isinstance(item, Line)]
    title = next((line for line in lines if _is_plan_title(line)), None)
    if title and told:
        return [PlanStart(0, layout, title.body, department=office)]
    cards = find_cards(items, vocabulary) if is_request else []
    return [replace(cards[0], layout="request")] if cards else []


def is_notice(items: Sequence[Item]) -> bool:
    """Whether the document calls itself a notice: one of its first lines is a title that ends so (`… 개최 공고`)."""
    lines = [item for item in items[:_TOP] if isinstance(item, Line) and item.rank == 0]
    endings = tuple(words("documents", "notice_titles"))
    return any(squeeze(re.sub(r"[(（].*?[)）]\s*$", "", line.text)).endswith(endings) for line in lines)


def unquoted(printed: Printed) -> Printed:
    """A name without the quotation marks around all of it (`과업명 : 「물빛 쉼터 설계」`)."""
    text = printed.text.strip()
    pair = next(
        (p for p in ("「」", "『』", "“”", "‘’", "《》", "〈〉") if text[:1] == p[0] and text[-1:] == p[1]), None
    )
    is_whole = pair is not None and len(text) > 2 and not set(pair) & set(text[1:-1])
    return printed.strip().part(1, len(text) - 1).strip() if is_whole else printed


def _all_pairs(items: Sequence[Item], vocabulary: Vocabulary) -> list[tuple[str, Printed, str]]:
    """(field, value, label) of the first pages' prose and cards."""
    found: list[tuple[str, Printed, str]] = []
    for index, item in enumerate(items[:250]):
        if isinstance(item, Grid):
            card = count_card_fields(item.table, vocabulary) >= _CARD_FIELDS
            if not is_list(item.table, vocabulary) and (card or opens_with_label(item.table, vocabulary)):
                pairs = read_grid(item.table, vocabulary).pairs
                found += [(pair.field, pair.value, squeeze(pair.label.text)) for pair in pairs if pair.field]
            continue
        found += [(p.entry.field, p.value, p.entry.label) for p in find_pairs(item, vocabulary) if p.entry and p.value]
        alone = label_alone(item, vocabulary)
        following = items[index + 1] if index + 1 < len(items) else None
        if alone and isinstance(following, Line) and not label_alone(following, vocabulary):
            found.append((alone.field, following.body, alone.label))
    return found


def _is_plan_title(line: Line) -> bool:
    text = squeeze(line.text)
    return line.rank == 0 and 8 <= len(text) <= 60 and text.endswith(tuple(words("documents", "plan_titles")))
