"""A body cell of a money table: the numbers in it, or why there is none.

Most cells hold one figure, whose unit the table gives. Others hold two (`230,556` over `[218,062]`, the amount and
what was really spent), a unit of their own (`320,793천원`), a payer (`4,800천원 (구비)`), a split, words (`추후 공모`),
a dash, nothing, 비예산, or a misprint (`24,00`), which stays unread. `△1,920`, `-12,100` and `(-12,100)` are negative.
`(43,900)` is not: beside another number it is a second one, alone it may be a deduction or money really spent, so it is
read as printed with `is_bracketed`, and the caller, who sees the table, decides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal

from extractors.model import Printed, ReadingIssue
from normalizers.amounts.figures import Money
from normalizers.amounts.model import AmountContext, SplitPart
from normalizers.amounts.money_words import MoneyWords, known_money_words
from normalizers.amounts.numerals import may_be_misplaced_point, parse_figure
from normalizers.amounts.prose import find_amounts, raw_to_part, whole_won
from normalizers.amounts.splits import Split, is_payer, read_split
from normalizers.amounts.units import Unit, won_of
from normalizers.folding import fold, squeeze
from normalizers.funding import parse_funding_source
from normalizers.vocabulary import Qualifier, Reading

_BARE = re.compile(
    r"(?P<open>[(\[{<])?\s*"
    r"(?P<label>(?<=[(\[{<])[가-힣][가-힣 ]{0,9}[: ]\s?)?"  # `(한도외 540)`
    r"(?P<sign>[△▲▽▼−–\-+])?\s*"
    r"(?P<figure>\d+(?:[,.]\s?\d+)*)"
    r"(?P<percent>\s?%p?)?"
    r"\s*(?P<close>[)\]}>])?"
)
_LEADING = re.compile(r"\s*(?:총|계)?\s*(?P<figure>\d+(?:[,.]\d+)*)(?=\s*[(\[])")
_GARBLED = re.compile(
    r"(?=.*\d)[△▲▽▼−–\-+\d,.;:'\"`()\[\]OolI|\s]+", re.DOTALL
)  # figures with a sign astray: `12,345,`
_DATE = re.compile(r"\W*(?:(?:19|20)\d\d|'\d\d)\s?[.\-/]")
_MINUS = "△▽▼−–-"


@dataclass(frozen=True, slots=True)
class CellNumber:
    """One number, dash, blank or text of a money cell.

    `part` counts the numbers of the cell from 0. `unit_in_cell`: the unit stands in the cell and overrides the table's.
    `is_bracketed`: the number stands in brackets, behind `label` where one is printed there (`(한도외 540)`).
    `funding_label` is the printed payer of all of it, `parts` its split.
    """

    printed: Printed
    amount_won: int | None
    reading: Reading
    unit: Unit | None = None
    unit_in_cell: bool = False
    part: int = 0
    qualifier: Qualifier | None = None
    per: str | None = None
    funding_label: str | None = None
    parts: tuple[SplitPart, ...] = ()
    is_bracketed: bool = False
    label: str | None = None
    ratio: Decimal | None = None
    issues: tuple[ReadingIssue, ...] = field(default=())


CellReading = tuple[CellNumber, ...]


def read_amount_cell(
    printed: Printed,
    unit: Unit | None,
    *,
    filled_triangle_is_minus: bool = False,
    words: MoneyWords | None = None,
) -> CellReading:
    """The numbers of a cell in the order printed, at least one row; won by `unit` or by the unit in the cell.

    A percentage in brackets (`6억(2%)`) is no number of its own.
    """
    known = words or known_money_words()
    whole = printed.strip()
    text = fold(whole.text).text
    if nil := _read_nil(whole, text, known):
        return (nil,)
    if bare := _read_bare(whole, unit, filled_triangle_is_minus):
        return bare
    if split := _read_split_figure(whole, unit):
        return (split,)
    if _GARBLED.fullmatch(text) and not _DATE.match(text):
        return (CellNumber(whole, None, "unreadable", unit, issues=_issue("AMOUNT_UNREADABLE", whole)),)
    return _read_words(whole, unit, filled_triangle_is_minus, known)


def _read_nil(printed: Printed, text: str, words: MoneyWords) -> CellNumber | None:
    """Nothing, a dash, or 비예산."""
    bare = squeeze(text)
    if not bare:
        return CellNumber(printed, None, "blank")
    if all(character in words.dashes for character in bare):
        return CellNumber(printed, None, "dash")
    if any(word in bare for word in words.non_budget) and not any(character.isdigit() for character in bare):
        return CellNumber(printed, None, "non_budget")
    return None


def _read_bare(printed: Printed, unit: Unit | None, filled_is_minus: bool) -> CellReading:
    """Figures and nothing else, each with its sign and brackets; empty where the cell holds other things."""
    folded = fold(printed.text)
    numbers: list[CellNumber] = []
    at = 0
    while at < len(folded.text):
        match = _BARE.match(folded.text, at)
        if match is None or bool(match["open"]) != bool(match["close"]):
            return ()
        at = match.end() + len(folded.text[match.end() :]) - len(folded.text[match.end() :].lstrip(" \n\t/"))
        if not match["percent"]:
            piece = printed.part(*folded.printed_span(match.start(), match.end())).strip()
            numbers.append(_bare_number(piece, match, unit, len(numbers), filled_is_minus))
    return () if any(number.label and is_payer(number.label) for number in numbers) else tuple(numbers)


def is_split_figure(text: str) -> bool:
    """Whether a folded text is a figure without a unit and who pays how much of it: `120 (도 36, 군 84)`."""
    return _split_figure(text, Unit("원", 1)) is not None


def _split_figure(text: str, unit: Unit) -> tuple[Money, Split] | None:
    """The figure and its split, where the text holds nothing else."""
    figure = _LEADING.match(text)
    value = parse_figure(figure["figure"]) if figure else None
    if figure is None or value is None:
        return None
    money = Money(figure.start("figure"), figure.end("figure"), value * unit.won, "sure", "KRW", unit)
    split = read_split(text, money)
    is_whole = split is not None and not text[split.end :].strip()
    return (money, split) if split is not None and is_whole and (split.parts or split.label) else None


def _read_split_figure(printed: Printed, unit: Unit | None) -> CellNumber | None:
    """A figure in the table's unit with its split, which stands in the same unit."""
    folded = fold(printed.text)
    found = _split_figure(folded.text, unit or Unit("원", 1))
    if found is None:
        return None
    money, split = found
    won = None if unit is None else whole_won(money.value)
    number = CellNumber(printed, won, "number", unit, funding_label=split.label)
    if won is None:
        issues = _issue("AMOUNT_UNIT_UNKNOWN" if unit is None else "AMOUNT_NOT_WHOLE_WON", printed)
        return replace(number, issues=issues)
    return replace(number, parts=tuple(raw_to_part(part, printed, folded) for part in split.parts))


def _bare_number(
    piece: Printed, match: re.Match[str], unit: Unit | None, part: int, filled_is_minus: bool
) -> CellNumber:
    """One figure: unreadable where commas or points are astray or ▲ is unexplained; null where it is not whole won."""
    value, sign = parse_figure(match["figure"]), match["sign"] or "+"
    label = (match["label"] or "").strip(" :") or None
    number = CellNumber(piece, None, "number", unit, part=part, is_bracketed=match["open"] is not None, label=label)
    if value is None or (may_be_misplaced_point(match["figure"]) and (unit is None or unit.won <= 1_000_000)):
        return replace(number, reading="unreadable", issues=_issue("AMOUNT_UNREADABLE", piece))
    if sign == "▲" and not filled_is_minus:
        return replace(number, reading="unreadable", issues=_issue("AMOUNT_SIGN_UNCLEAR", piece))
    won = None if unit is None else won_of(-value if sign in _MINUS or sign == "▲" else value, unit)
    if won is None:
        return replace(number, issues=_issue(_why_no_won(value, unit), piece))
    return replace(number, amount_won=won)


def _why_no_won(value: Decimal, unit: Unit | None) -> str:
    """Why a figure has no amount: no unit, not whole won, or past what 64 bits hold."""
    if unit is None:
        return "AMOUNT_UNIT_UNKNOWN"
    return "AMOUNT_TOO_LARGE" if abs(value * unit.won) >= 2**63 else "AMOUNT_NOT_WHOLE_WON"


def _issue(code: str, printed: Printed) -> tuple[ReadingIssue, ...]:
    return (ReadingIssue(code, printed.at, printed.text),)


def _read_words(printed: Printed, unit: Unit | None, filled_is_minus: bool, words: MoneyWords) -> CellReading:
    """Amounts among words, by the same reading as in running text; words without one are a text."""
    context = AmountContext(unit, "table_row" if unit else "none", None, filled_is_minus)
    found = find_amounts(printed, context, words=words)
    if not found:
        return (CellNumber(printed, None, "text", funding_label=find_payer(printed.text)),)
    is_one = len(found) == 1
    return tuple(
        CellNumber(
            printed if is_one else amount.printed,
            amount.amount_won,
            amount.reading,
            amount.unit,
            amount.unit_source == "cell",
            part,
            amount.qualifier,
            amount.per,
            amount.funding_label,
            amount.parts,
            ratio=amount.ratio,
            issues=amount.issues,
        )
        for part, amount in enumerate(found)
    )


def find_payer(text: str) -> str | None:
    """The funding label in brackets of a text without an amount: `추후 공모 뉴딜사업 (시비)`."""
    for match in re.finditer(r"[(\[]([^()\[\]\d]+)[)\]]", text):
        reading = parse_funding_source(match.group(1), None)
        if reading.source is not None or reading.issue_code == "FUNDING_TIER_UNKNOWN":
            return match.group(1).strip()
    return None
