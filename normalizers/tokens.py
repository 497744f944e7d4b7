"""Morphemes for full-text search and the keywords of a plan, by kiwipiepy.

kiwipiepy is good at running text and bad at numbers, labels and departments (과 is read as a particle): it is only
asked for tokens and keywords. Its model takes seconds and half a gigabyte, so it is imported here alone, when first
needed; workers that read documents never do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import Any

SEARCHED = ("NNG", "NNP", "XR", "VV", "VA", "SL", "SN", "SH")
"""Nouns, roots, verbs, adjectives, foreign words, numbers and Chinese characters: what people search for."""
KEYWORD = ("NNG", "NNP", "SL")
TOO_COMMON = frozenset({
    "사업", "추진", "계획", "지원", "운영", "관련", "대상", "내용", "기간", "예산", "개선",
    "확대", "실시", "조성", "구축", "필요", "활성", "활성화", "강화", "방안", "현황", "관리",
    "설치", "시행", "위치", "규모", "단위", "천원", "백만원", "합계", "구분", "비고",
})  # fmt: skip


@cache
def _kiwi() -> Any:
    from kiwipiepy import Kiwi

    return Kiwi(num_workers=1)


def tokenize(text: str) -> tuple[str, ...]:
    """The morphemes of a text to search by, in order; masked names (홍○○) are left out."""
    if not text.strip():
        return ()
    return tuple(t.form for t in _kiwi().tokenize(text) if t.tag in SEARCHED and "○" not in t.form)


def find_keywords(texts: Iterable[str], at_most: int = 8) -> tuple[str, ...]:
    """The nouns printed most often in the texts of a plan, the most frequent first; every plan's words left out."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(
            t.form for t in _kiwi().tokenize(text) if t.tag in KEYWORD and len(t.form) > 1 and t.form not in TOO_COMMON
        )
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(word for word, _ in ranked[:at_most])
