"""Lines that only the width of the page or cell broke.

A line break is the writer's or the width's. It is the width's, for certain, only if the next word would not have
fitted: then the file tells whether a space belongs there (Hancom keeps it at the end of the line), and where it holds
none, a break inside a run of Hangul is one inside a word. Programs that set web pages drop the space at the end of a
line and break Hangul anywhere; there a full line is joined only where the document itself proves the word: it stands
unbroken elsewhere, or what is left of it is one syllable. Everything else stays a line of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise
from math import inf

from extractors.pdf.lines import Line

_NEW_ITEM = re.compile(
    r"""
    [\s(\[<〔【「『]*(
        [○●◦◎□■◆◇▪▫▶▷►❍❏▸‣․·ㆍ•∙※*\-–—＊☞☐☑✓ㅇㆁ○◯Ÿ§]   # a bullet or note mark
      | [①-⑳㉮-㉻ⓐ-ⓩ⑴-⒇❶-❿➀-➓]                        # a ringed number
      | [ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅰ-ⅹIVX]+\.                          # a Roman number
      | (\d{1,3}|[가-하]|[a-zA-Z])\s?[.)]                # 1. 가) a.
      | 제\s?\d+\s?[조항장절]                             # an article
    )
    """,
    re.VERBOSE,
)
_HANGUL = re.compile(r"[가-힣]")
_LAST_RUN = re.compile(r"[가-힣]+$")
_FIRST_RUN = re.compile(r"[가-힣]+")
_OPEN_GROUP = re.compile(r"\d,(?P<digits>\d{1,2})$")
_REST_OF_GROUP = re.compile(r"(?P<digits>\d{1,2})(?:,\d{3})*[)\]]?")
_LEAST_LETTERS = 8
_LONGEST_WORD = 12


def starts_item(text: str) -> bool:
    """Whether a line opens with a bullet, a number or a note mark."""
    return _NEW_ITEM.match(text) is not None


def breaks_between(
    lines: Sequence[Line],
    right: float,
    keeps_spaces: bool,
    left: float = -inf,
    words: AbstractSet[str] = frozenset(),
) -> list[str]:
    """What stands between each line and the next.

    `right` is the x at which the text must turn, `left` where it begins if that is known (a centred line is full by its
    width); `words` are those that the document prints unbroken (`hangul_words`).
    """
    return [
        ""
        if _is_number_broken(a, b) or _is_word_broken(a, b, left, right, words, b is lines[-1])
        else _between(a, b, right, keeps_spaces)
        for a, b in pairwise(lines)
    ]


def _is_number_broken(line: Line, after: Line) -> bool:
    """Whether a cell too narrow for its number breaks it (`△12,03` over `6`): the rest completes a group of three."""
    start, rest = _OPEN_GROUP.search(line.text), _REST_OF_GROUP.fullmatch(after.text.strip())
    if start is None or rest is None or line.page != after.page or abs(line.size - after.size) > 0.15 * line.size:
        return False
    return len(start["digits"]) + len(rest["digits"]) == 3 and 0 < after.base - line.base < 2.4 * line.size


def hangul_words(lines: Iterable[Line]) -> set[str]:
    """The Hangul words that stand inside one line."""
    return {w for line in lines for w in _FIRST_RUN.findall(line.text) if 1 < len(w) <= _LONGEST_WORD}


def _is_word_broken(line: Line, after: Line, left: float, right: float, words: AbstractSet[str], is_last: bool) -> bool:
    """Whether a full line ends inside a Hangul word of which the document, or a lone last syllable, gives proof."""
    tail, head = _LAST_RUN.search(line.text), _FIRST_RUN.match(after.text)
    if tail is None or head is None or line.ends_with_space or line.page != after.page:
        return False
    if not 0 < after.base - line.base < 2.4 * line.size or abs(line.size - after.size) > 0.15 * line.size:
        return False
    if line.box.x1 + line.size < right and line.box.x1 - line.box.x0 + line.size < right - left:
        return False
    is_lone = is_last and len(after.text) == 1 and len(tail.group()) > 1 and tail.group() == line.text
    return is_lone or tail.group() + head.group() in words


def keeps_spaces(lines: Iterable[Line]) -> bool:
    """Whether a file keeps the space at which a line was broken: a sixth of its lines end with one, or it does not."""
    ends = [line.ends_with_space for line in lines if len(line.text) >= _LEAST_LETTERS]
    return sum(ends) * 6 > len(ends)


def _between(line: Line, after: Line, right: float, is_kept: bool) -> str:
    if starts_item(after.text) or abs(line.size - after.size) > 0.15 * line.size or line.page != after.page:
        return "\n"
    if len(line.text) < _LEAST_LETTERS or not 0 < after.base - line.base < 2.4 * line.size:
        return "\n"
    if line.ends_with_space:
        fits = line.box.x1 + 0.3 * line.size + after.first_length <= right - 1.0
        return "\n" if fits else " "
    is_full = line.box.x1 + 0.9 * line.size > right
    if is_kept and is_full and _HANGUL.match(line.text[-1]) and _HANGUL.match(after.text[0]):
        return ""
    return "\n"
