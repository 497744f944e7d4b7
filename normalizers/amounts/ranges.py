"""The ends of a range or a change share what is printed once: `1인당 50만~100만원`, `3~5만원/월`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from normalizers.amounts.model import FoundAmount

_RANGE = re.compile(r"\s*[~∼～〜\-→⇒]\s*")


def share_between_ends(text: str, amounts: Sequence[FoundAmount]) -> tuple[FoundAmount, ...]:
    """The amounts of a printed text in order, the two ends of each range with the same label, rate and payer."""
    shared = list(amounts)
    for index in range(len(shared) - 1):
        left, right = shared[index], shared[index + 1]
        if not _RANGE.fullmatch(text, left.end, right.start):
            continue
        per = right.per or left.per
        payer = right.funding_label or left.funding_label
        shared[index] = replace(left, role=left.role or right.role, per=per, funding_label=payer)
        shared[index + 1] = replace(right, role=right.role or left.role, per=per, funding_label=payer)
    return tuple(shared)
