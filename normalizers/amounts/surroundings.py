"""What an amount belongs to: the label or phrase before it, `최대` and `이내`, `기업당`, and who pays it.

`기업당 최대 2,000천 원` is a limit for each company; `월 매출액 : 월 500만원` has the label 월 매출액 and is monthly;
`국비 500백만원` is the state's. The words stand in `words/money_words.yml` and `words/funding.yml`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from normalizers.amounts.money_words import MoneyWords
from normalizers.amounts.splits import is_payer
from normalizers.folding import squeeze
from normalizers.funding import parse_funding_source
from normalizers.vocabulary import Qualifier

_BULLETS = ' \t\u3000-–—*※○●◎◦□■◆◇▪▶▷►•·ㆍㅇo:>⇒→⇨=()[]{}【】「」",./①②③④⑤⑥⑦⑧⑨➊➋➌➍▴▸❍󰋯‣₩￦~+<>&↑↓×|'
_LABEL = re.compile(r"(?P<label>[^\n:;]*?)\s*:\s*$")
_BREAK = re.compile(r"[\n,;()\[\]/]|(?:^|\s)[-○●◦□■▶•※*]\s?|\s·\s|:\s|→|⇒|~|=|×")
_UNIT_PER = re.compile(r"(?<!\d)1\s?(?P<word>[가-힣]{1,5})\s?당\s*:?\s*$")
_PAYER = re.compile(r"(?P<label>(?:[가-힣]\s){1,3}비|[가-힣·]{2,12}(?:\([가-힣]{1,8}\))?)\s*[:)\]]?\s*$")
_PHRASE = 40
_CLOSED = re.compile(r"\).*\S|[※·]")
_NAMED = re.compile(r"[가-힣A-Za-z].*[가-힣A-Za-z]|\d년")  # a year too: `'26년 446억`
_EMPTY = re.compile(
    r".*(?:포함|제외|별도|기준)|(?:이하|이상|초과|미만|이내|한도|내외|에서|으로|로|까지|부터|대비|중|및|또는|와|과|은|는|의|에)\b.*|[^가-힣A-Za-z]*"
)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the text around one amount says of it."""

    role: str | None = None
    qualifier: Qualifier | None = None
    per: str | None = None
    payer: str | None = None


def read_surroundings(
    text: str, floor: int, start: int, end: int, ceiling: int, words: MoneyWords, remark: str = ""
) -> Surroundings:
    """The words around the amount [start, end); nothing before `floor` or after `ceiling` belongs to it.

    `remark` is a bracket right behind it, `27,971십억원(사회보장성기금)`: its role where nothing is before.
    """
    before, after = text[floor:start], text[end:ceiling]
    qualifier: Qualifier | None = next((name for pattern, name in words.qualifier_after if pattern.match(after)), None)
    per = _per_after(after, words)
    while True:
        rest, found_qualifier, found_per = _peel(before, words)
        qualifier, per = qualifier or found_qualifier, per or found_per
        if rest == before:
            break
        if found_qualifier and before.rstrip().endswith(":"):
            break
        before = rest
    return Surroundings(_role(before, after, remark), qualifier, per, _payer(before))


def _peel(before: str, words: MoneyWords) -> tuple[str, Qualifier | None, str | None]:
    """The text without the last word that says how much or for what: `총`, `최대`, `기업당`, `월`."""
    for pattern, name in words.qualifier_before:
        if match := pattern.search(before):
            return before[: match.start()], name, None
    if (match := _UNIT_PER.search(before)) and squeeze(match["word"]) not in ("정", "담", "해"):
        name_of = words.per_names.get(squeeze("1" + match["word"] + "당")) or squeeze(match["word"])
        return before[: match.start()], None, name_of
    if match := words.per_before.search(before):
        return before[: match.start()], None, words.per_names[squeeze(match["per"])]
    if match := words.total_before.search(before):
        head = before[: match.start()]
        return (head, None, None) if not head[-1:].isalpha() else (before, None, None)
    return before, None, None


def _per_after(after: str, words: MoneyWords) -> str | None:
    """`10만원/월`, `5만원(1인당)`."""
    match = words.per_after.match(after)
    return words.per_names[squeeze(match["per"])] if match else None


def _role(before: str, after: str, remark: str) -> str | None:
    """The label before the colon, else the phrase before the amount, else the bracket or phrase behind it."""
    if (label := _LABEL.search(before)) and (name := _last_piece(label["label"], keep_brackets=True)):
        return name
    if name := _last_piece(before):
        return name
    if name := _meaning(remark.strip(_BULLETS)[:_PHRASE]):
        return name
    return None if after[:1] != " " else _meaning(_BREAK.split(after, maxsplit=1)[0].strip(_BULLETS)[:_PHRASE].strip())


def _last_piece(text: str, *, keep_brackets: bool = False) -> str | None:
    """The last phrase of a text, without bullets."""
    text = text.rsplit("\n", 1)[-1].strip(_BULLETS.replace(")", "").replace("]", "") if keep_brackets else _BULLETS)
    piece = text if keep_brackets and len(text) <= _PHRASE and not _CLOSED.search(text) else _BREAK.split(text)[-1]
    return _meaning(piece.strip(_BULLETS)[-_PHRASE:].strip())


def _meaning(phrase: str) -> str | None:
    """The phrase if it can be the name of an amount: not a particle, a limit or a number in a list."""
    return phrase if _NAMED.search(phrase) and not _EMPTY.fullmatch(phrase) else None


def _payer(before: str) -> str | None:
    """The payer that the amount's label names: `국비 500백만원`, `구 비 : 300만원`, `(시비) 2억원`."""
    match = _PAYER.search(before)
    if match is None:
        return None
    label = match["label"]
    if parse_funding_source(label, None).source == "total" or not is_payer(label):
        return None
    return label.strip()
