"""Where money stands in a text: figures with a unit of money, and nothing that only looks like it.

`4억5천만원`, `7조 668억 원`, `2,000천 원`, `6억`, `1.15조`, `￦999,494,600`, `2,324백만달러` are money; `제4조`,
`2조 1교대`, `10만명`, `3원화` and `5개소` are not. A unit that ends in 원 or foreign money is sure; a bare 억 is money
unless things are counted; a bare 조 only where money is spoken of; 만, 천 and 백 never stand without 원, save beside an
amount of the same range or list (`50만~100만원`).
"""

from __future__ import annotations

import re
from dataclasses import replace

from normalizers.amounts.figures import Money, ends_word, read_money
from normalizers.amounts.money_words import MoneyWords, known_money_words
from normalizers.amounts.numerals import FIGURE, parse_figure

_SIGNS = {"△": -1, "▽": -1, "▼": -1, "−": -1, "-": -1, "+": 1, "▲": 0}
_JOINED = re.compile(r"\s*(?:~|→|⇒|·|,|/|및|또는|-)\s*")
_LEFT_FIGURE = re.compile(r"(?<![\d.,'/\-])\d+(?:[,.]\d+)*(?=\s?(?:~|→|⇒)\s*$)")
_LEADING_ZERO = re.compile(r"0[\d,]+")  # `00원` is to be filled in, `03원` the end of a code
_BEFORE_MINUS = " \t([{=:~→⇒,/<"  # behind a word, a figure or a closing bracket a hyphen joins or subtracts
_SECTION_NUMBER = re.compile(r"\d+\.\d+(?:(?:\.\d+)+\s?원|\s원)")  # `6.2.1 원 제작사의 보증`
_RISE = re.compile(r"높[은아게고음]|높았|증가|상승|늘[어었]|상회|웃[돌도]|많[은아고음]|비[싸쌈]")
_FALL = re.compile(r"낮[은아게고음]|감소|하락|줄[어었]|하회|밑[돌도]|적[은고음]|감액|삭감|절감|[싼쌈]")
_CLAUSE = 24
_SENTENCE = 160
_LINE = 80


def find_money(text: str, words: MoneyWords | None = None) -> list[Money]:
    """All money in a folded text, in order, without overlap."""
    known = words or known_money_words()
    found: list[Money] = []
    at = 0
    while figure := FIGURE.search(text, at):
        money = read_money(text, figure, known)
        if money is not None and _is_standing(text, money, known):
            found.append(money)
            at = money.end
        else:
            at = figure.end()
    return _with_partners(text, [_with_sign(text, money) for money in found])


def _is_standing(text: str, money: Money, words: MoneyWords) -> bool:
    """Whether the figure is money and not a count, an article, a team, a placeholder or a word with 원."""
    figure = text[money.start : money.end]
    if placeholder := _LEADING_ZERO.match(figure):
        return bool(placeholder.group().strip("0,")) and money.unit is not None and money.unit.won > 1
    if _SECTION_NUMBER.match(figure):
        return False
    if money.strength == "sure":
        return not _is_other_word(text, money, words)
    if words.counter_after.match(text, money.end) or words.not_big.match(text, money.end - 1):
        return False
    if money.strength == "open" or figure[-1] in "억億":
        return not figure[-2:-1].isspace() or not text[money.end : money.end + 1].isalpha()
    return _is_money_trillion(text, money, words)


def _is_other_word(text: str, money: Money, words: MoneyWords) -> bool:
    """A figure of up to three digits before a word that begins with 원: `3원화`, `10원칙`, `610-03원가`."""
    match = re.compile(r"\d+\s?(?=원)").match(text, money.start)
    if match is None or len(match.group().strip()) > 3:
        return False
    is_lone = len(match.group().strip()) == 1
    return words.not_won.match(text, match.end()) is not None or (is_lone and not ends_word(text, money.end))


def _is_money_trillion(text: str, money: Money, words: MoneyWords) -> bool:
    """A bare 조: with decimals, or with money in the clause before it; never an article or a team."""
    before = text[max(0, money.start - _CLAUSE) : money.start].rsplit("\n", 1)[-1]
    if words.article_before.search(before) or words.article_after.match(text, money.end):
        return False
    return "." in text[money.start : money.end] or words.money_before.search(before) is not None


def _with_sign(text: str, money: Money) -> Money:
    """With the sign before it. A hyphen counts only where it touches the figure and no word, figure or line start.

    A bullet opens the line (`-5,000천원`), a range joins figures (`10-20억원`); ▲ has no meaning of its own (sign 0).
    """
    start = money.start - (text[max(0, money.start - 1) : money.start] in ("₩", "금"))
    mark = text[start - 1] if start else ""
    if mark not in _SIGNS:
        return money
    before = text[max(0, start - _LINE) : start - 1].rsplit("\n", 1)[-1]
    if mark in "-−" and (not before.strip() or before[-1] not in _BEFORE_MINUS):
        return money
    sign = 0 if mark == "△" and _tells_a_rise(text, start - 1, money.end) else _SIGNS[mark]
    value = None if money.value is None or sign == 0 else money.value * sign
    return replace(money, start=start - 1, value=value, sign=sign, magnitude=money.value)


def _tells_a_rise(text: str, start: int, end: int) -> bool:
    """Whether `△` in brackets behind an amount stands in a sentence of rises: `20,118만원(△7,626만원) … 높은 수준`.

    There it may mean "higher by": its sign is left open, as that of ▲ is.
    """
    if text[max(0, start - 1) : start] not in ("(", "[") or not re.search(r"[원억조]\s?[(\[]$", text[:start]):
        return False
    sentence = re.split(r"\n|(?<=[다음임함됨])\.\s", text[end : end + _SENTENCE])[0]
    return _RISE.search(sentence) is not None and _FALL.search(sentence) is None


def _with_partners(text: str, found: list[Money]) -> list[Money]:
    """Open figures kept only beside an amount of the same range or list, and `3` of `3~5억원` given its unit.

    A bare figure joined to foreign money is of that currency: `5,674억~9조 1,494억 달러`.
    """
    kept: list[Money] = []
    for index, money in enumerate(found):
        after = found[index + 1] if index + 1 < len(found) else None
        is_joined = after is not None and _JOINED.fullmatch(text, money.end, after.start) is not None
        if money.strength == "open" and (not is_joined or after is None or after.strength == "open"):
            continue
        if money.strength != "sure" and is_joined and after is not None and after.strength == "sure":
            money = replace(money, currency=after.currency)
        kept.extend(_left_partner(text, money, kept))
        kept.append(money)
    return kept


def _hyphened(text: str, floor: int, money: Money) -> re.Match[str] | None:
    """The smaller figure of `2-3억원`; a hyphen with spaces is a dash."""
    match = re.compile(r"(?<![\d.,'/\-가-힣])[1-9]\d{0,2}(?=-$)").search(text, floor, money.start)
    if match is None or match.end() + 1 != money.start or money.value is None or money.unit is None:
        return None
    return match if int(match.group()) * money.unit.won < money.value else None


def _left_partner(text: str, money: Money, kept: list[Money]) -> list[Money]:
    """The figure without a unit on the left of a range or change: `3~5억원`, `555→505억원`."""
    floor = max(kept[-1].end if kept else 0, money.start - _CLAUSE)
    match = _LEFT_FIGURE.search(text, floor, money.start) or _hyphened(text, floor, money)
    if match is None or money.unit is None or text[max(0, match.start() - 1) : match.start()] in ("'", "제"):
        return []
    value = parse_figure(match.group())
    won = None if value is None else value * money.unit.won
    return [Money(match.start(), match.end(), won, "sure", money.currency, money.unit)]
