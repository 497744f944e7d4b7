"""The words around an amount, from `words/money_words.yml`, as patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from extractors.problem_sentences import load_yaml
from normalizers.folding import squeeze
from normalizers.vocabulary import Qualifier


@dataclass(frozen=True)
class MoneyWords:
    """Patterns over folded text. `*_before` end where the amount begins, `*_after` begin where it ends."""

    counter_after: re.Pattern[str]
    not_won: re.Pattern[str]
    not_big: re.Pattern[str]
    money_before: re.Pattern[str]
    article_before: re.Pattern[str]
    article_after: re.Pattern[str]
    qualifier_before: tuple[tuple[re.Pattern[str], Qualifier], ...]
    qualifier_after: tuple[tuple[re.Pattern[str], Qualifier], ...]
    total_before: re.Pattern[str]
    per_before: re.Pattern[str]
    per_after: re.Pattern[str]
    per_names: Mapping[str, str]
    dashes: str
    non_budget: tuple[str, ...]
    non_budget_in_text: re.Pattern[str]
    currency_after: tuple[tuple[re.Pattern[str], str], ...]
    currency_before: tuple[tuple[re.Pattern[str], str], ...]

    def __hash__(self) -> int:
        return id(self)


def _any_of(words: Iterable[str], *, free_space: bool = True) -> str:
    """An alternation of words, the longest first, with free white space inside."""
    ordered = sorted({str(word) for word in words}, key=lambda word: (-len(word), word))
    gap = r"\s?" if free_space else ""
    return "(?:" + "|".join(gap.join(re.escape(c) for c in word if c != " ") for word in ordered) + ")"


def load_money_words(extra: Mapping[str, Any] | None = None) -> MoneyWords:
    """The table that ships with the project; lists of a user's own table of the same form are added to its lists."""
    table = _merge(load_yaml("normalizers", "words", "money_words.yml"), extra or {})
    per = {squeeze(word): name for name, words in table["per"].items() for word in words}
    qualifiers = cast("dict[Qualifier, dict[str, list[str]]]", table["qualifiers"])
    currencies = table["currencies"]
    return MoneyWords(
        counter_after=re.compile(r"\s?여?" + _any_of(table["counters"])),
        not_won=re.compile(_any_of(table["not_won"], free_space=False)),
        not_big=re.compile(_any_of(table["not_big"], free_space=False)),
        money_before=re.compile(_any_of(table["money_before"])),
        article_before=re.compile(_any_of(table["article_before"]) + r"\s?$|\d조\s?[,·~]\s?$"),
        article_after=re.compile(r"\s?(?:" + "|".join(table["article_after"]) + ")"),
        qualifier_before=tuple(
            (re.compile(_any_of(row["before"]) + r"\s*[:(]?\s*$"), name)
            for name, row in qualifiers.items()
            if row["before"]
        ),
        qualifier_after=tuple(
            (re.compile(r"\s*\(?" + _any_of(row["after"])), name) for name, row in qualifiers.items()
        ),
        total_before=re.compile(_any_of(table["totals_before"]) + r"\s*:?\s*$"),
        per_before=re.compile(r"(?<![가-힣\d])(?P<per>" + _any_of(w for w in per if _is_rate(w)) + r")\s*:?\s*$"),
        per_after=re.compile(r"\s?(?:/\s?|(?P<open>\())(?P<per>" + _any_of(per) + r")(?(open)[)·,]|(?![가-힣]))"),
        per_names=per,
        dashes=table["nil"]["dashes"],
        non_budget=tuple(squeeze(word) for word in table["nil"]["non_budget"]),
        non_budget_in_text=re.compile(_any_of(table["nil"]["non_budget"])),
        currency_after=tuple(
            (re.compile(r"\s?(?:" + "|".join(sorted(r["after"], key=len, reverse=True)) + ")"), c)
            for c, r in currencies.items()
        ),
        currency_before=tuple((re.compile("(?:" + "|".join(r["before"]) + r")\s?$"), c) for c, r in currencies.items()),
    )


def _is_rate(word: str) -> bool:
    """Whether the word alone before an amount makes it a rate: `기업당`, `매월`, `월`; `기업` or `건` does not."""
    return (
        word.endswith(("당", "별"))
        or word.startswith(("매", "시급", "연", "월"))
        or word in ("1인", "1명", "1회", "1일")
    )


def _merge(table: dict[str, Any], extra: Mapping[str, Any]) -> dict[str, Any]:
    """The table with the rows of the other added: lists grow, mappings are merged."""
    merged = dict(table)
    for key, value in extra.items():
        known = merged.get(key)
        if isinstance(known, dict) and isinstance(value, Mapping):
            merged[key] = _merge(known, value)
        elif isinstance(known, list) and isinstance(value, list):
            merged[key] = [*known, *value]
        else:
            merged[key] = value
    return merged


@cache
def known_money_words() -> MoneyWords:
    """The words that ship with the project."""
    return load_money_words()
