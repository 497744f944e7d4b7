"""Morphemes for full-text search and the keywords of a plan, by kiwipiepy.

kiwipiepy is good at running text and bad at numbers, labels and departments (과 is read as a particle): it is only
asked for tokens, keywords, and whether a word goes on over the end of a line. Its model takes seconds and half a
gigabyte, so it is imported here alone, when first needed; workers that read documents never do.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import Any

SEARCHED = ("NNG", "NNP", "XR", "VV", "VA", "SL", "SN", "SH")
"""Nouns, roots, verbs, adjectives, foreign words, numbers and Chinese characters: what people search for."""
KEYWORD = ("NNG", "NNP", "SL")
_FULL_LINE, _CONTEXT = 15, 60
_LAST_WORD = re.compile(r"[가-힣]\s*$")
_FIRST_WORD = re.compile(r"\s*[가-힣]{1,6}(?:[ ,.)]|$)")
TOO_COMMON = frozenset({
    "사업", "추진", "계획", "지원", "운영", "관련", "대상", "내용", "기간", "예산", "개선",
    "확대", "실시", "조성", "구축", "필요", "활성", "활성화", "강화", "방안", "현황", "관리",
    "설치", "시행", "위치", "규모", "단위", "천원", "백만원", "합계", "구분", "비고",
})  # fmt: skip


@cache
def _kiwi() -> Any:
    from kiwipiepy import Kiwi

    return Kiwi(num_workers=1)


def join_lines(text: str) -> str:
    """The text with the words that a line's or page's end broke made whole: `역량 강⏎화 교육` -> `역량 강화 교육`.

    Only a break between two syllables of running text is asked about, and kiwipiepy answers whether a space belongs
    there; where one does, and at every other break, the line stays as printed. For tokens alone: published text keeps
    its lines.
    """
    lines = text.split("\n")
    joined = lines[:1]
    for line in lines[1:]:
        if _may_go_on(joined[-1], line) and _is_one_word(joined[-1], line):
            joined[-1] = joined[-1].rstrip() + line.lstrip()
        else:
            joined.append(line)
    return "\n".join(joined)


def _may_go_on(above: str, below: str) -> bool:
    """Whether a line may end inside a word: it is full, and a syllable stands on both sides of the break."""
    return len(above.strip()) >= _FULL_LINE and bool(_LAST_WORD.search(above) and _FIRST_WORD.match(below))


def _is_one_word(above: str, below: str) -> bool:
    """Whether no space belongs between the end of one line and the start of the next, by the words around."""
    chunks = [above.strip()[-_CONTEXT:], below.strip()[:_CONTEXT]]
    return not _kiwi().glue(chunks, return_space_insertions=True)[1][0]


def tokenize(text: str) -> tuple[str, ...]:
    """The morphemes of a text to search by, in order; masked names (홍○○) are left out."""
    if not text.strip():
        return ()
    return tuple(t.form for t in _kiwi().tokenize(join_lines(text)) if t.tag in SEARCHED and "○" not in t.form)


def find_keywords(texts: Iterable[str], at_most: int = 8) -> tuple[str, ...]:
    """The nouns printed most often in the texts of a plan, the most frequent first; every plan's words left out."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(
            t.form
            for t in _kiwi().tokenize(join_lines(text))
            if t.tag in KEYWORD and len(t.form) > 1 and t.form not in TOO_COMMON
        )
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(word for word, _ in ranked[:at_most])
