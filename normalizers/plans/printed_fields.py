"""The label/value pairs of a plan that say something of the plan itself, the best one first.

A field is printed more than once in the world: a class in the header (`사업기간 | 중기`) and days in the overview
(`- 사업기간 : 2022년 7월 ~`), a cost in both; a sub-project and a service contract inside the plan print their own.
Choice: pairs of sub-projects never speak for the plan; the header speaks before prose, prose before other tables; a
label that only means a part (과업기간, 용역명, 기간) speaks last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.plan_model import FoundPlan, LabelledValue

_PLACES = {"header": 0, "prose": 1, "table": 2}
PART_LABELS = frozenset(
    {"과업기간", "용역기간", "기간", "용역명", "단위사업", "세부사업", "규모", "지원규모", "시설규모"}
)
"""Labels of a part of a plan: a service contract, a unit, a building."""


def flat_label(pair: LabelledValue) -> str:
    """A label without white space, bullets, colons and remarks in brackets."""
    text = re.sub(r"[\s:：○◦□■▶▪·•*※\-]+", "", pair.label.text)
    return re.sub(r"[(（].*?[)）]", "", text) or text


def has_choice(pair: LabelledValue) -> bool:
    """Whether a pair says anything: a value, or options of which one is marked."""
    return bool(pair.value) or any(o.is_chosen for o in pair.options)


def pairs_of(plan: FoundPlan, *fields: str) -> list[LabelledValue]:
    """The plan's own pairs of these fields, the one that speaks first in front."""
    own = [p for p in plan.fields if p.field in fields and p.sub_project is None]
    return sorted(own, key=lambda p: (_PLACES[p.place], flat_label(p) in PART_LABELS))


def values_of(plan: FoundPlan, *fields: str) -> Iterator[LabelledValue]:
    """Those of them that are not blank."""
    return (p for p in pairs_of(plan, *fields) if has_choice(p))


def first_text(plan: FoundPlan, *fields: str) -> str | None:
    """The text of the first value that is not blank; of options those that are marked."""
    for pair in values_of(plan, *fields):
        chosen = [o.printed.text.strip() for o in pair.options if o.is_chosen]
        if pair.options and not chosen and all(o.is_chosen is None for o in pair.options):
            continue
        return ", ".join(chosen) if chosen else pair.value.text.strip()
    return None
