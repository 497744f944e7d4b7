"""People as a plan prints them: role, department, name and number; masked, as every published row is.

`지역경제과장 홍길동` is the head (과장) of 지역경제과; `담당 홍길동(1234)` is an official with an in-house number;
`경제정책과` in a field for officials is the department of those after it; a bare number (`문의 | 2133-1234`) is an
official without a name. Names and numbers leave this module masked, unless `unmasked` is asked for (the restricted
file).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.model import Printed
from normalizers.masking import LONGEST_FIELD, RUN_ON_NAME, is_people_label, mask_people, mask_text, words_for_people
from normalizers.people_words import is_department, looks_like_name, mask_name, people_words, rank_pattern

__all__ = ["Person", "find_people", "head_department", "is_people_label", "mask_people", "mask_text"]

_PERSON = re.compile(
    rf"""
    (?<![가-힣A-Za-z·])
    (?P<role>[가-힣·]{{2,14}}(?:과|팀|국|실|단|센터|본부|소|관)장(?=[가-힣]{{3}}(?![가-힣]))      # 지역경제과장홍길동
      | 담당(?=[가-힣]{{3}}\s*[(（☎☏])                                                           # 담당홍길동(1234)
      | [가-힣A-Za-z·]{{0,20}}?(?:{rank_pattern()})(?![가-힣]))\s*[:：]?\s*[(（]?
    (?P<name>[가-힣]{{2,4}}|[가-힣](?:\s[가-힣]){{2}}|[가-힣][○◯*]{{1,2}})?
    (?P<phone>\s*[(（☎☏]?\s*[☎☏]?\s*(?:0\d{{1,2}}[-)]\s?\d{{3,4}}-\d{{4}}|\d{{4}}-\d{{4}}|\d{{3,4}}(?![\d.,년월])|\*[\d*-]+))?
    (?=$|[\s)）,/·]|[가-힣])
    """,
    re.VERBOSE,
)
_PHONE_ONLY = re.compile(r"(?<=[☎☏])\s*\d{4}|(?:0\d{1,2}[-)]\s?)?\d{3,4}-\d{4}|0\d{1,2}[-)]\s?\d{3,4}-\d{4}")
_DEPARTMENT = re.compile(r"(?<![가-힣])[가-힣·]{2,14}(?:과|팀|담당관|실|국|센터|추진단|사업소|사무국|관)(?![가-힣])")


@dataclass(frozen=True, slots=True)
class Person:
    """One official: `printed` is where the name or number stands. `name` and `phone` are masked."""

    printed: Printed
    role: str | None
    department: str | None
    name: str | None
    phone: str | None


def find_people(printed: Printed, label: str = "", unmasked: bool = False) -> tuple[Person, ...]:
    """The officials in the value of a field for people; `label` gives the role where the value prints none."""
    text = printed.text
    people: list[Person] = []
    for found in _PERSON.finditer(text):
        name = found["name"]
        if name and (is_department(name) or not _can_be_name(name)):
            name = None
        phone = re.sub(r"[^\d*-]", "", (found["phone"] or "").replace(")", "-")) if name else ""
        if not name and not phone:
            continue
        department, role = split_role(found["role"])
        place = printed.part(found.start("name"), found.end("name"))
        shown = (
            (name, phone or None)
            if unmasked
            else (_shown(name), re.sub(r"(?<=-)\d+|^(?!0\d+-)\d+", _stars, phone) or None)
        )
        people.append(Person(place, role, department, *shown))
    return tuple(people) or _bare(printed, label, unmasked)


def _shown(name: str | None) -> str | None:
    return None if name is None else mask_name(name)


def _can_be_name(name: str) -> bool:
    """Behind a rank only a name stands; a masked one is still one."""
    return looks_like_name(re.sub(r"\s", "", name).replace("○", "길").replace("◯", "길"), is_sure=True)


def _stars(digits: re.Match[str]) -> str:
    return "*" * len(digits.group())


def _bare(printed: Printed, label: str, unmasked: bool) -> tuple[Person, ...]:
    """A value without any rank: names after a department, or a telephone number alone."""
    text = printed.text
    flat = re.sub(r"[\s:：]", "", label)
    of_label, role = split_role(flat)
    role = role or flat or None
    department = head_department(text) or of_label
    phone = _PHONE_ONLY.search(text)
    shown = None if phone is None else phone.group() if unmasked else mask_text(f"문의 {phone.group().strip()}")[0][3:]
    spans = [m.span() for m in (words_for_people(text) if len(text) <= LONGEST_FIELD else ())]
    spans += [m.span("name") for m in RUN_ON_NAME.finditer(text) if looks_like_name(m["name"])]
    people = [
        Person(
            printed.part(start, end), role, department,
            text[start:end] if unmasked else mask_name(text[start:end]), shown,
        )
        for start, end in sorted(spans)
    ]  # fmt: skip
    if people or phone is None:
        return tuple(people)
    return (Person(printed.part(phone.start(), phone.end()), role, department, None, shown),)


def split_role(text: str) -> tuple[str | None, str | None]:
    """Department and rank of a role: 지역경제과장 -> (지역경제과, 과장); 팀장 -> (None, 팀장); 담당 -> (None, 담당)."""
    for rank, unit in people_words()["heads"].items():
        if text.endswith(rank) and len(text) > len(rank) + 1:
            return text[: -len(rank)] + unit, rank
    rank = next((r for r in sorted(people_words()["ranks"], key=len, reverse=True) if text.endswith(r)), None)
    prefix = text[: -len(rank)] if rank else ""
    return (prefix if _DEPARTMENT.fullmatch(prefix) else None), rank


def head_department(text: str) -> str | None:
    """The department that a value names: of people the one whose head is printed (과장 before 팀장), else the word.

    >>> head_department("지역경제과장 홍길동 기업지원팀장 고길동"), head_department("문화과"), head_department("홍길동")
    ('지역경제과', '문화과', None)
    """
    roles = [split_role(m["role"]) for m in _PERSON.finditer(text)]
    for wanted in ("과장", "담당관", "관장", "실장", "단장", "센터장", "소장", "국장", "팀장"):
        for department, rank in roles:
            if department and rank == wanted:
                return department
    persons = tuple(people_words()["persons_only"])
    words = [m.group() for m in _DEPARTMENT.finditer(text) if not m.group().endswith(persons)]
    run_on = [m for m in RUN_ON_NAME.finditer(text) if looks_like_name(m["name"])]
    words = words or [text[m.start() : m.start("name")] for m in run_on]
    divisions = [w for w in words if w.endswith(("과", "담당관"))]
    return next(iter(divisions or [w for w in words if not w.endswith(("국", "실"))] or words), None)
