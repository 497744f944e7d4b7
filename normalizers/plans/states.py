"""Status, progress, new or continued: from options with a mark, or from the word printed.

`완료` stands over `이행후계속추진` as a group and is an option too: only the options that are marked speak. Where no
mark is printed beside any option nobody knows which was meant, and the status stays null; two marks are an issue.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import cast

from extractors.model import Printed, ReadingIssue
from extractors.plan_model import FoundPlan
from extractors.problem_sentences import load_yaml
from normalizers.plans.printed_fields import values_of
from normalizers.vocabulary import PlanStatus

_PERCENT = re.compile(r"(?P<number>\d{1,3}(?:\.\d+)?)\s*(?:%|％|퍼센트)?")


@dataclass(frozen=True, slots=True)
class State:
    """A plan's state, as published and as printed."""

    status: PlanStatus | None = None
    status_text: str | None = None
    issues: tuple[ReadingIssue, ...] = ()


@cache
def _lookup(key: str) -> dict[str, str | bool]:
    table = load_yaml("normalizers", "words", "statuses.yml")[key]
    return {word: meaning for meaning, words in table.items() for word in words}


def _squeeze(text: str) -> str:
    return re.sub(r"[\s○◦□■☑✓√·\-]+", "", text)


def parse_status(text: str) -> PlanStatus | None:
    """The status that a text says: the whole of it, or its first word before a bracket or comma."""
    flat = _squeeze(text)
    for candidate in (flat, re.split(r"[(（,:/]", flat)[0]):
        if candidate in _lookup("status"):
            return cast("PlanStatus", _lookup("status")[candidate])
    return None


def _shown(text: str) -> str:
    """As printed; a word that a narrow cell broke over lines (`정상추 / 진`) is whole again."""
    whole = re.sub(r"\s*\n\s*", "", text.strip())
    return whole if whole in _lookup("status") else " ".join(text.split())


def read_state(plan: FoundPlan) -> State:
    """The status of a plan from its status fields."""
    said: list[Printed] = []
    for pair in values_of(plan, "status"):
        if pair.options:
            said += [o.printed for o in pair.options if o.is_chosen]
        elif pair.value:
            said.append(pair.value)
    texts = list(dict.fromkeys(_squeeze(p.text) for p in said))
    if not texts:
        return State()
    statuses = {parse_status(p.text) for p in said}
    shown = ", ".join(dict.fromkeys(_shown(p.text) for p in said))
    if len(statuses) > 1:
        return State(None, shown, (ReadingIssue("STATUS_SEVERAL", said[0].at, shown),))
    status = statuses.pop()
    issues = () if status else (ReadingIssue("STATUS_UNKNOWN", said[0].at, shown),)
    return State(status, shown, issues)


def parse_is_new(text: str) -> bool | None:
    """신규 true, 계속 false; `계속 (신규포함)` is continued; None where the text says neither.

    >>> parse_is_new("신규"), parse_is_new("계속 (신규포함)"), parse_is_new("용역")
    (True, False, None)
    """
    flat = _squeeze(text).replace("（", "(").replace("）", ")")
    for candidate in (flat, re.split(r"[(,:/]", flat)[0]):
        if candidate in _lookup("is_new"):
            return bool(_lookup("is_new")[candidate])
    return None


def read_is_new(plan: FoundPlan) -> bool | None:
    """From the fields of the plan, else from its row in the document's list of plans."""
    for pair in values_of(plan, "is_new"):
        chosen = [o.printed.text for o in pair.options if o.is_chosen]
        for text in chosen or ([pair.value.text] if not pair.options else []):
            if (known := parse_is_new(text)) is not None:
                return known
    return next((k for p in plan.listed_at if (k := parse_is_new(p.text)) is not None), None)


def read_progress(plan: FoundPlan) -> Decimal | None:
    """The first percentage printed as 추진율, 공정률 or 이행률, from 0 to 100."""
    for pair in values_of(plan, "progress_percent"):
        found = _PERCENT.search(pair.value.text)
        if found and Decimal(found["number"]) <= 100:
            return Decimal(found["number"])
    return None
