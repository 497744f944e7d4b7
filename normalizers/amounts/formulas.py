"""A 산출식: unit price times quantities, evaluated exactly, with the product stated beside it.

`72,000천원(120,000원×50명×12개월)`, `200명 × 월 지원액(340천원) × 8개월 + 운영비(300,000천원) = 844백만원`,
`113.1만 세대 x 30.4만원 x 70%`. A product holds exactly one amount of money and a sum only such products, so that
`3m×5m` and `2명×3회=6회` are none. The operators are × x X * ÷; arithmetic is in fractions, nothing is rounded.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from extractors.patterns import compile_on_use
from normalizers.amounts.figures import Money
from normalizers.amounts.numerals import BIG, FIGURE, SMALL, parse_figure

_OPERATOR = re.compile(
    r"(?:\s*(?P<sign>[×÷])|[ ]*(?P<typed>\*|(?<![A-Za-z])[xX](?![A-Za-z])))\s*"
)  # a typed `*` at the beginning of a line is a bullet
_PLUS = compile_on_use(r"\s*(?P<sign>[+＋]|[-−–](?=\s?[가-힣\d(]))\s*")
_LABEL = compile_on_use(r"[^\d×*÷xX+=()\[\]\n,;:→⇒~]{0,24}")
_MULTIPLIERS = re.compile(r"(?:\s?[십백천만억])*")
_COUNTER = compile_on_use(r"\s?[가-힣㎡㎥A-WYZa-wyz·/]{0,10}")
_NOTE = compile_on_use(r"\s?\((?P<note>[^()×*=]{0,24})\)(?=\s*(?:[×*÷xX+=)]|$))")
_GOES_ON = re.compile(r"\s*[×*÷xX+]")
_EQUALS = compile_on_use(r"\s*(?:=|≒|≈|⇒|→)\s*(?:총|합계|계|소계)?\s*:?\s*")
_JOINT = compile_on_use(r"\s*(?:[=:≒]|(?:이내|한도|내외|이하)?\s*[(\[][^\d()\[\]\n]{0,24}|=\s*[(\[])\s*")
_DEPTH = 4
_LONGEST = 300  # characters of one formula


@dataclass(frozen=True, slots=True)
class _Term:
    """A value with its end in the text; `operations` counts × and ÷, `operands` are the amounts inside."""

    end: int
    value: Fraction
    is_money: bool
    operations: int = 0
    operands: tuple[Money, ...] = ()


@dataclass(frozen=True, slots=True)
class RawFormula:
    """A formula at its offsets in the folded text. `stated` is the amount printed as its result."""

    start: int
    end: int
    value: Fraction
    operands: tuple[Money, ...]
    stated: Money | None = None


def find_formulas(text: str, found: Sequence[Money]) -> list[RawFormula]:
    """All formulas of a folded text in which the money is already found."""
    if not re.search(r"[×*÷xX]", text):
        return []
    by_start = {money.start: money for money in found if money.value is not None and money.currency == "KRW"}
    starts = sorted({match.start() for match in FIGURE.finditer(text)} | set(by_start))
    formulas: list[RawFormula] = []
    taken = 0
    for start in starts:
        if start < taken:
            continue
        opened = _opened_at(text, start)
        term = _read_sum(text, opened, by_start, 0)
        if term is None or not term.operations:
            continue
        if not term.is_money or not term.value:  # a value of 0 is a form to be filled in: `3,850,000원 x 교육생 0명`
            taken = start if term.is_money else term.end
            continue
        stated = _stated(text, opened, term.end, found)
        formulas.append(RawFormula(opened, term.end, term.value, term.operands, stated))
        taken = term.end
    return formulas


def _opened_at(text: str, start: int) -> int:
    """Where the first factor begins: at its bracket, where that closes behind it: `지원액(340천원) × 8개월`."""
    before = text[max(0, start - _DEPTH) : start].rstrip()
    if not before.endswith("("):
        return start
    bracket = text.rindex("(", 0, start)
    closed = re.compile(r"[^()]*\)\s*[×*÷xX]").match(text, start)
    inner = re.compile(r"[^()]*[×*÷]").match(text, start)
    is_own = closed is not None and (inner is None or inner.end() > closed.end())
    return bracket if is_own or _is_group(text, start) else start


def _is_group(text: str, start: int) -> bool:
    """Whether the bracket around this place is a sum that is multiplied: `(50명+30명)×10,000원`."""
    if re.compile(r"[^()]*[×*÷xX][^()]*\)\s*\+").match(text, start):
        return True  # the first of several: `(30명×5만원)+(10회×20만원)`
    group = re.compile(r"[^()]*\+[^()]*\)\s*[×*÷xX]").match(text, start)
    return group is not None and re.search(r"[×*÷]", group.group().split(")")[0]) is None


def _read_sum(text: str, at: int, found: Mapping[int, Money], depth: int) -> _Term | None:
    """Products joined by plus or minus, all money or none."""
    total = _read_product(text, at, found, depth)
    while total is not None and total.end < at + _LONGEST and (plus := _PLUS.match(text, total.end)):
        more = _read_product(text, plus.end(), found, depth)
        if more is None or more.is_money != total.is_money:
            break
        value = total.value + more.value if plus["sign"] in "+＋" else total.value - more.value
        operations = total.operations + more.operations
        total = _Term(more.end, value, total.is_money, operations, total.operands + more.operands)
    return total


def _read_product(text: str, at: int, found: Mapping[int, Money], depth: int) -> _Term | None:
    """Factors joined by × or ÷, at most one of them money."""
    product = _read_factor(text, at, found, depth)
    while product is not None and product.end < at + _LONGEST and (operator := _OPERATOR.match(text, product.end)):
        factor = _read_factor(text, operator.end(), found, depth)
        is_division = operator["sign"] == "÷"
        if (
            factor is None
            or (factor.is_money and (product.is_money or is_division))
            or (is_division and not factor.value)
        ):
            break
        value = product.value / factor.value if is_division else product.value * factor.value
        operations = product.operations + factor.operations + 1
        is_money = product.is_money or factor.is_money
        product = _Term(factor.end, value, is_money, operations, product.operands + factor.operands)
    return product


def _read_factor(text: str, at: int, found: Mapping[int, Money], depth: int) -> _Term | None:
    """A quantity or an amount, with a label before it, in brackets or not: `200명`, `월 지원액(340천원)`, `70%`."""
    label = _LABEL.match(text, at)
    at = label.end() if label else at
    if text[at : at + 1] in ("(", "["):
        if depth >= _DEPTH:
            return None
        inner = _read_sum(text, at + 1, found, depth + 1)
        close = re.compile(r"[^()\[\]×*\d]{0,12}[)\]]").match(text, inner.end) if inner else None
        return (
            _Term(close.end(), inner.value, inner.is_money, inner.operations, inner.operands)
            if inner and close
            else None
        )
    if money := found.get(at):
        return _with_note(text, _Term(money.end, Fraction(money.value or 0), True, 0, (money,)))
    return _read_quantity(text, at)


def _read_quantity(text: str, at: int) -> _Term | None:
    """`200명`, `113.1만 세대`, `70%`, `1/2`."""
    figure = FIGURE.match(text, at)
    value = parse_figure(figure.group()) if figure else None
    if figure is None or value is None:
        return None
    if over := re.compile(r"/([1-9]\d*)(?![\d.,])").match(text, figure.end()):
        counter = _COUNTER.match(text, over.end())
        return _Term(counter.end() if counter else over.end(), Fraction(value) / int(over.group(1)), False)
    if percent := re.compile(r"\s?%").match(text, figure.end()):
        return _with_note(text, _Term(percent.end(), Fraction(value) / 100, False))
    multipliers = _MULTIPLIERS.match(text, figure.end())
    number, end = Fraction(value), figure.end()
    if multipliers:
        for sign in "".join(multipliers.group().split()):
            number *= SMALL.get(sign) or BIG[sign]
        end = multipliers.end()
    counter = _COUNTER.match(text, end)
    return _with_note(text, _Term(counter.end() if counter else end, number, False))


def _with_note(text: str, term: _Term) -> _Term:
    """Together with the note in brackets behind it, if the formula goes on or ends after it: `50명(신규) × …`."""
    note = _NOTE.match(text, term.end)
    if note is None or not _GOES_ON.match(text, note.end()):
        return term
    return _Term(note.end(), term.value, term.is_money, term.operations, term.operands)


def _stated(text: str, start: int, end: int, found: Sequence[Money]) -> Money | None:
    """The product printed behind `=`, or the amount before the bracket or equals sign: `72,000천원(120,000원×…)`."""
    if equals := _EQUALS.match(text, end):
        at = bisect_left(found, equals.end(), key=lambda money: money.start)
        if at < len(found) and found[at].start == equals.end():
            return found[at]
    at = bisect_left(found, start, key=lambda money: money.start)
    return found[at - 1] if at and _JOINT.fullmatch(text, found[at - 1].end, start) else None
