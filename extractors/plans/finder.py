"""The plans of a document: where each begins and ends, and everything labelled that it prints."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.model import Printed, ReadingIssue, SourceDocument
from extractors.plan_model import DocumentKind, FoundPlan, FoundPlans, LabelledValue, PlanLayout
from extractors.plans.body import read_body
from extractors.plans.document_title import find_document_title
from extractors.plans.lines import Grid, Item, Line, read_items
from extractors.plans.starts import (
    PlanStart,
    find_cards,
    find_pledge_pages,
    find_sheets,
    find_single,
    is_notice,
)
from extractors.plans.title_lists import check_against_list, find_listed_plans, front_of_list
from extractors.plans.titled import find_titled, title_and_newness
from extractors.plans.unlisted import find_unlisted
from extractors.plans.vocabulary import Vocabulary, default_vocabulary, squeeze, words

_KINDS: dict[PlanLayout, DocumentKind] = {
    "annual": "annual_plan",
    "card": "pledge_card",
    "plan_document": "other",
    "pledge_page": "pledge_card",
    "project_sheet": "budget_book",
    "request": "request",
}
_FRONT_LINES = 60


def find_plans(document: SourceDocument, vocabulary: Vocabulary | None = None) -> FoundPlans:
    """The plans of a document in order, with their labelled values and sections, and what stands outside of them.

    `vocabulary` may hold further labels of a user's own (`default_vocabulary().with_labels({...})`). What the document
    prints of itself outside of every plan (department, date) is in `fields`; a notice has such fields and no plan.
    """
    vocabulary = vocabulary or default_vocabulary()
    items = read_items(document.blocks)
    starts, issues = _find_starts(items, vocabulary)
    first = starts[0].index if starts else len(items)
    outside = read_body(items[:first], document.blocks, vocabulary)
    plans = []
    inside: set[int] = set()
    for position, start in enumerate(starts):
        end = _end_of(items, start, starts[position + 1] if position + 1 < len(starts) else None)
        inside |= {item.top for item in items[start.index : end]}
        plan, found = _read_plan(position + 1, start, items[start.index : end], document, vocabulary)
        plans.append(plan)
        issues += found
    return FoundPlans(
        tuple(plans),
        tuple(block for top, block in enumerate(document.blocks) if top not in inside),
        _find_kind(items, starts),
        find_document_title(items, starts, outside.fields[0].label if outside.fields else None),
        tuple(_each_once(issues)),
        tuple(pair for pair in outside.fields if pair.field),
    )


def _find_starts(items: Sequence[Item], vocabulary: Vocabulary) -> tuple[list[PlanStart], list[ReadingIssue]]:
    """The starts of the plans by the first layout that the document shows; layouts do not mix in one document."""
    for find in (find_pledge_pages, find_sheets):
        starts = find(items, vocabulary)
        if starts:
            return starts, []
    is_request = _says(items, "request")
    cards = [] if is_request else find_cards(items, vocabulary)
    starts, issues = find_listed_plans(items, vocabulary)
    if starts and len(cards) * 2 < len(starts):
        return starts, issues
    is_announced = not is_request and is_notice(items)
    if cards and not (is_announced and len(cards) == 1):
        return check_against_list(cards, items, vocabulary)
    if is_announced:
        return [], []
    several = [] if is_request else find_unlisted(items, vocabulary)
    titled = [] if is_request or len(several) > 1 else find_titled(items, vocabulary)
    if titled:
        return [start for start in titled if start.number] or titled, []
    single = [] if len(several) > 1 else find_single(items, vocabulary, is_request)
    return single or several, []


def _end_of(items: Sequence[Item], start: PlanStart, following: PlanStart | None) -> int:
    """Where a plan ends: at the next one, or before the list that names the next one (an office's own front)."""
    if following is None:
        return len(items)
    listed = {cell.at.block for cell in following.listed_at if cell}
    between = range(start.index + 1, following.index)
    at = next((n for n in between if isinstance(items[n], Grid) and items[n].top in listed), None)
    return following.index if at is None else front_of_list(items, start.index, at)


def _read_plan(
    number: int, start: PlanStart, items: Sequence[Item], document: SourceDocument, vocabulary: Vocabulary
) -> tuple[FoundPlan, list[ReadingIssue]]:
    body = read_body(items, document.blocks, vocabulary, start.layout, start.title)
    tops = dict.fromkeys(item.top for item in items)
    number_above = [LabelledValue(Printed("", start.number.at), start.number, "pledge_number")] if start.number else []
    title, newness = title_and_newness(start.title)
    if newness and not any(pair.field == "is_new" for pair in body.fields):
        number_above.append(LabelledValue(Printed("", newness.at), newness, "is_new"))
    plan = FoundPlan(
        number,
        title,
        start.layout,
        tuple(document.blocks[top] for top in tops),
        (*number_above, *body.fields),
        tuple(body.sections),
        listed_at=start.listed_at,
        department=start.department,
    )
    return plan, body.issues


def _says(items: Sequence[Item], kind: str) -> bool:
    """Whether the first lines print a word by which a document of some kind is known."""
    front = items[:_FRONT_LINES]
    texts = [item.text for item in front if isinstance(item, Line)]
    texts += [cell.text for item in front if isinstance(item, Grid) for cell in item.table.cells[:6]]
    return any(word in squeeze(text) for text in texts for word in words("documents", kind) if len(text) <= 120)


def _find_kind(items: Sequence[Item], starts: Sequence[PlanStart]) -> DocumentKind:
    if starts:
        return _KINDS[starts[0].layout]
    texts = [squeeze(item.text) for item in items if isinstance(item, Line)]
    is_notice = any(word in text for text in texts for word in words("documents", "notice"))
    return "notice" if is_notice else "other"


def _each_once(issues: Sequence[ReadingIssue]) -> list[ReadingIssue]:
    """Issues with those that say the same of the same words left out; an unknown label is reported once."""
    seen: dict[tuple[str, str], ReadingIssue] = {}
    for issue in issues:
        seen.setdefault((issue.code, squeeze(issue.printed_text)), issue)
    return list(seen.values())
