"""Where the appendices of a request for proposals begin: forms that a bidder fills in, contracts, check lists.

A request describes its project on the first pages; behind them stand dozens of blank forms (`【서식 제3호】`,
`[별지 5]`, `[붙임 2]`) that print the same labels as the project does: 사업명, 사업기간, 대표자. What stands there
is nobody's value. A table of contents names the same appendices, with their pages behind; a document that is itself a
form (`■ … [별지 제1호서식]` over the whole) has told nothing of its project before the mark.
"""

from __future__ import annotations

import re
from functools import cache

from extractors.plans.lines import Line
from extractors.plans.vocabulary import words

_LONGEST = 60
_BEHIND = r"(?:제\s*)?\d{0,3}(?:\s*-\s*\d{1,2})?\s*호?\s*(?:서식)?\s*"
_PAGE = re.compile(r"[\t·.…]\s*\d{1,4}\s*$")
_SENTENCE = re.compile(r"(?:다|음|름|함|됨|임|것|시오)[.]?$")


def opens_appendix(line: Line) -> bool:
    """Whether a line is the heading of an appendix: its bracketed name alone, or with a title and no page behind it."""
    text = line.text.strip()
    if line.rank or line.in_table or len(text) > _LONGEST or _PAGE.search(text) or _SENTENCE.search(text):
        return False
    return _heading().match(text) is not None


@cache
def _heading() -> re.Pattern[str]:
    """The bracketed name of an appendix; a particle behind it makes it a mention in a sentence."""
    names = "|".join(map(re.escape, words("documents", "appendices")))
    return re.compile(rf"[\[【<〈(]\s*(?:{names})\s*{_BEHIND}[\]】>〉)](?!\s*[을를의에은는과와이가]\s)")
