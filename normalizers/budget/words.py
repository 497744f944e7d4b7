"""The tables of words for budget tables, and how a label is looked up in them.

Labels come letter-spaced (`사 업 예 산`), bulleted (`○ 비목별 분류`), with formula letters (`본예산(A)`, `㉮`),
footnote marks and units in brackets (`예산(천원)`). They are compared folded, without white space, marks and brackets.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Literal, get_args

from extractors.problem_sentences import load_yaml
from normalizers.budget.looks import squeezed, unit_note
from normalizers.vocabulary import BudgetTableKind, Measure

Role = Literal[
    "percent", "count", "remark", "formula", "index", "attribute", "name", "label", "content", "money", "unknown"
]
NOT_MONEY: tuple[Role, ...] = ("percent", "count", "remark", "formula", "index", "attribute")

_EDGES = " \t\n*※○●◎◦□■◇◆▪▫∎▶▷►▸·․・•ㅇ-–—:,./「」『』<>〈〉《》|=+~'\"①②③④⑤⑥⑦⑧⑨⑩"
_MARK = "A-Zⓐ-ⓩⒶ-Ⓩ㉠-㉻①-⑳⒜-⒵㉑-㉟㊱-㊿"
_LETTERS = re.compile(rf"[(\[{{][{_MARK}a-z](?:[-+=/×*]\(?[{_MARK}a-z]\)?)*[)\]}}]|=?[{_MARK}](?:[-+=][{_MARK}])+$")
_CIRCLED = re.compile(r"[ⓐ-ⓩⒶ-Ⓩ㉠-㉻①-⑳⒜-⒵㉑-㉟㊱-㊿]")
_TYPED_BULLET = re.compile(r"o(?=[가-힣])")
_RATIO = re.compile(rf"[{_MARK}a-z]\)?/\(?[{_MARK}a-z]")
_FORMULA = re.compile(rf"[{_MARK}a-z]\)?[-+−–]\(?[{_MARK}a-z]")
_BRACKETED = re.compile(r"[(\[{【<]([^()\[\]{}【】<>]*)[)\]}】>]")


@dataclass(frozen=True, slots=True)
class MeasureWord:
    """One row of `measures.yml`: `measure` None adds only its detail."""

    word: str
    measure: Measure | None
    detail: str | None
    is_weak: bool
    header_only: bool


def _words(table: Any) -> dict[str, str]:
    return {squeezed(str(word)): str(example) for word, example in (table or {}).items()}


@cache
def header_words() -> Mapping[str, Any]:
    """`headers.yml`: role -> whole words and endings, variants, what does not add up, names of breakdowns."""
    table = load_yaml("normalizers", "words", "headers.yml")
    roles = {
        role: (frozenset(_words(row["words"])), tuple(sorted(_words(row.get("endings")), key=len, reverse=True)))
        for role, row in table["roles"].items()
    }
    if strange := roles.keys() - set(get_args(Role)):
        raise ValueError(f"headers.yml: unknown roles {sorted(strange)}")
    return {
        "roles": roles,
        "variants": tuple(_words(table["variants"])),
        "not_additive": tuple(_words(table["not_additive"])),
        "weak_sources": frozenset(_words(table["weak_sources"])),
        "payer_columns": frozenset(_words(table["payer_columns"])),
        "breakdowns": tuple(sorted(_words(table["breakdowns"]), key=len, reverse=True)),
    }


@cache
def measure_words() -> tuple[MeasureWord, ...]:
    """`measures.yml`, the longest word first."""
    rows = []
    for word, row in load_yaml("normalizers", "words", "measures.yml")["words"].items():
        if row["measure"] not in (None, *get_args(Measure)):
            raise ValueError(f"measures.yml: {word!r} has no known measure: {row['measure']!r}")
        is_weak, header_only = bool(row.get("weak")), row.get("in") == "header"
        rows.append(MeasureWord(squeezed(word), row["measure"], row.get("detail"), is_weak, header_only))
    return tuple(sorted(rows, key=lambda row: len(row.word), reverse=True))


@cache
def balance_words() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Words of a state at a day, and words of movements, of `measures.yml`."""
    table = load_yaml("normalizers", "words", "measures.yml")
    return tuple(_words(table["balances"])), tuple(_words(table["movements"]))


@cache
def other_words(key: str) -> tuple[str, ...]:
    """One of the shorter lists of `measures.yml`: openings, deductions, not_a_year."""
    return tuple(_words(load_yaml("normalizers", "words", "measures.yml")[key]))


@cache
def total_words() -> Mapping[str, tuple[str, ...]]:
    """`totals.yml`."""
    return {key: tuple(_words(row)) for key, row in load_yaml("normalizers", "words", "totals.yml").items()}


@cache
def kind_words() -> tuple[tuple[BudgetTableKind, tuple[str, ...]], ...]:
    """`table_kinds.yml` in its order."""
    return tuple(
        (kind, tuple(_words(row))) for kind, row in load_yaml("normalizers", "words", "table_kinds.yml").items()
    )


@lru_cache(maxsize=16384)
def bare_label(text: str) -> str:
    """A label as it is looked up: squeezed, without edge marks, formula letters and a bracket that names a unit.

    >>> bare_label("○ 본 예 산(A)"), bare_label("예산 (천원)")
    ('본예산', '예산')
    """
    note = unit_note(text)
    if note is not None and note.form == "header":
        text = text[: note.start] + text[note.end :]
    bare = squeezed(_CIRCLED.sub("", _LETTERS.sub("", _tight(text)))).strip(_EDGES)
    return bare[1:] if _TYPED_BULLET.match(bare) else bare


def _tight(text: str) -> str:
    """Without white space, but not folded: `①` is a mark, folded it would be the digit 1."""
    return "".join(text.replace("^", "").split())


@lru_cache(maxsize=16384)
def role_of(text: str) -> Role:
    """The role of one header label."""
    if not text.strip():
        return "unknown"
    if _RATIO.search(_tight(text)):
        return "percent"
    bare = bare_label(text)
    return _role_of_bare(bare) or _role_of_bare(_BRACKETED.sub("", bare).strip(_EDGES)) or "unknown"


def is_plain_money(text: str) -> bool:
    """Whether a header says no more than that money stands under it (`금액(천원)`)."""
    return bare_label(text) in header_words()["roles"]["money"][0]


def _role_of_bare(bare: str) -> Role | None:
    roles = header_words()["roles"]
    for role, (words, _) in roles.items():
        if bare in words:
            return role  # type: ignore[no-any-return]
    best = max(
        ((len(e), role) for role, (_, endings) in roles.items() for e in endings if bare.endswith(e)), default=None
    )
    return best[1] if best else None


@lru_cache(maxsize=16384)
def is_total_label(text: str) -> bool:
    """Whether a row or column label is that of a printed total.

    >>> is_total_label("합 계"), is_total_label("○ 비목별 분류(합계)"), is_total_label("일반회계")
    (True, True, False)
    """
    words = total_words()
    bare = bare_label(text)
    inner = _BRACKETED.findall(bare)
    if inner and inner[-1] in words["bracketed"]:
        return True
    bare = _BRACKETED.sub("", bare).strip(_EDGES)
    if bare in words["words"]:
        return True
    last = text.split()[-1] if text.split() else ""
    if len(text.split()) > 1 and bare_label(last) in words["last_words"] and len(bare_label(text.split()[-2])) > 1:
        return True
    return any(bare.endswith(e) for e in words["endings"]) and not any(bare.endswith(n) for n in words["never"])


def is_formula_label(text: str) -> bool:
    """Whether a label says that its amounts are calculated from others (`증감(B-A)`, `㉰=㉮+㉯`)."""
    return _FORMULA.search(_tight(text)) is not None


@lru_cache(maxsize=16384)
def find_measure(text: str, *, is_heading: bool = False) -> MeasureWord | None:
    """The measure word of a label: the longest, of equally long ones the last. Brackets are left out of headers."""
    bare = squeezed(text) if is_heading else _BRACKETED.sub("", bare_label(text))
    best: tuple[int, int, MeasureWord] | None = None
    for row in measure_words():
        if is_heading and (row.header_only or row.is_weak):
            continue
        at = bare.rfind(row.word)
        if at >= 0 and (best is None or (len(row.word), at) > best[:2]):
            best = (len(row.word), at, row)
    return best[2] if best else None


def find_bracketed_measure(text: str) -> MeasureWord | None:
    """The measure word in the brackets of a header: `집행액[실집행액]`, `계획액(수정)`."""
    for inner in _BRACKETED.findall(squeezed(text)):
        if found := find_measure(inner):
            return found
    return None


def says(text: str, words: Iterable[str]) -> bool:
    """Whether one of the words (squeezed) stands in the text."""
    bare = squeezed(text)
    return any(word in bare for word in words)


def without_brackets(text: str) -> str:
    """The squeezed text without what stands in brackets."""
    return _BRACKETED.sub("", squeezed(text))
