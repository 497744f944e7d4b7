"""What a Korean name looks like, and the words beside it (`normalizers/words/people.yml`).

A name is a family name of one or two syllables and a given name of one or two. Ordinary words look the same (공무원,
정보화, 이용자, 구로구), so a name is only read where a rank, a telephone number or a label for people stands beside it,
and never where the word is in the table of ordinary words or the name of an office.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any, cast

from extractors.problem_sentences import load_yaml
from normalizers.offices import offices

MASK, DIGIT = "○", "*"


@cache
def people_words() -> dict[str, Any]:
    """The table as loaded."""
    return cast("dict[str, Any]", load_yaml("normalizers", "words", "people.yml"))


@cache
def _sets() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    words = people_words()
    places = {name for o in offices().values() for name in (o.own_name, o.stem, *o.short_names)}
    return (
        frozenset(words["surnames"]),
        frozenset(words["given"]),
        frozenset((*words["ordinary"], *words["no_names"], *places)),
    )


@cache
def rank_pattern() -> str:
    """All ranks, the longest first, as one alternation."""
    return "|".join(sorted(people_words()["ranks"], key=len, reverse=True))


def looks_like_name(word: str, is_sure: bool = False) -> bool:
    """Whether a word can be a person's name; `is_sure`: it stands where only a name can (a field for officials).

    >>> looks_like_name("홍길동"), looks_like_name("공무원"), looks_like_name("정보화")
    (True, False, False)
    """
    surnames, given, ordinary = _sets()
    if not 2 <= len(word) <= 4 or word in ordinary or re.fullmatch(rf"[가-힣]*(?:{rank_pattern()})", word):
        return False
    if word[:2] in people_words()["double_surnames"]:
        rest = word[2:]
    elif word[0] in surnames and (is_sure or word[0] not in people_words()["rare_surnames"]):
        rest = word[1:]
    else:
        return False
    return 1 <= len(rest) <= 2 and ((is_sure and len(rest) == 2) or set(rest) <= given)


def is_ordinary(word: str) -> bool:
    """Whether a word is in the table of ordinary words, or the name of an office or a rank."""
    return word in _sets()[2] or re.fullmatch(rf"[가-힣]*(?:{rank_pattern()})", word) is not None


def is_department(word: str) -> bool:
    """Whether a word ends like a department and not like a name: 예산팀, 교통과, 시청."""
    return len(word) > 2 and word.endswith(("과", "팀", "청", "담당관", "센터", "부서"))


def mask_name(name: str) -> str:
    """홍길동 -> 홍○○, 김구 -> 김○; a double family name keeps both its syllables; of letters only the first stays."""
    kept = 2 if name[:2] in people_words()["double_surnames"] and len(name) > 2 else 1
    return name[:kept] + re.sub(r"[^\W_]", MASK, name[kept:])
