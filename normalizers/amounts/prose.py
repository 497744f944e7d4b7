"""Every amount in running text: headings, sentences, labels and remarks, each with its place and what it belongs to.

The steps: where money stands (`money`, `hangul`, `inherited`), which of it is the unit price of a formula (`formulas`),
how an amount is shared out (`splits`), and what the words around it say (`surroundings`). An amount that is part of
another, by a split or a formula, is told with that one and not again.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from extractors.model import Printed, ReadingIssue
from normalizers.amounts.figures import Money
from normalizers.amounts.formulas import RawFormula, find_formulas
from normalizers.amounts.hangul import WrittenOut, find_written_out, is_repeated, read_beside
from normalizers.amounts.inherited import find_inherited, find_labelled
from normalizers.amounts.model import AmountContext, Formula, FoundAmount, SplitPart
from normalizers.amounts.money import find_money
from normalizers.amounts.money_words import MoneyWords, known_money_words
from normalizers.amounts.ranges import share_between_ends
from normalizers.amounts.splits import RawPart, find_remark, find_shares, read_split
from normalizers.amounts.stretches import Stretches
from normalizers.amounts.surroundings import read_surroundings
from normalizers.folding import Folded, fold
from normalizers.vocabulary import Reading, UnitSource

_LARGEST = 2**63
_REACH = 200  # how far before an amount its label may stand
_MAY_HOLD = re.compile(r"\d|원|\u11ab")  # decomposed Hangul has no 원 of one character


def find_amounts(
    printed: Printed, context: AmountContext | None = None, *, words: MoneyWords | None = None
) -> tuple[FoundAmount, ...]:
    """All amounts of a text in the order printed. See `FoundAmount` and `AmountContext`.

    A part of a split and an operand of a formula are told with the amount that they belong to, and not again.
    """
    known, given = words or known_money_words(), context or AmountContext()
    if not _MAY_HOLD.search(printed.text):
        return ()
    folded = fold(printed.text)
    return _Text(printed, folded, given, known).amounts()


def find_non_budget(printed: Printed, *, words: MoneyWords | None = None) -> tuple[FoundAmount, ...]:
    """Where a text says that a project needs no budget: `소요예산 : 비예산 사업`. No amount, and not nothing."""
    known = words or known_money_words()
    folded = fold(printed.text)
    found = []
    for match in known.non_budget_in_text.finditer(folded.text):
        start, end = folded.printed_span(match.start(), match.end())
        around = read_surroundings(folded.text, max(0, start - _REACH), match.start(), match.end(), match.end(), known)
        found.append(FoundAmount(printed.part(start, end), start, end, None, "non_budget", role=around.role))
    return tuple(found)


class _Text:
    """One text on its way to amounts; offsets are those of the folded text."""

    def __init__(self, printed: Printed, folded: Folded, context: AmountContext, words: MoneyWords) -> None:
        self.printed, self.folded, self.context, self.words = printed, folded, context, words
        self.text = folded.text
        self.taken = Stretches()
        self.labelled: set[int] = set()

    def amounts(self) -> tuple[FoundAmount, ...]:
        """The amounts of the text and the shares that stand without one, in order."""
        found = self._money()
        formulas = find_formulas(self.text, found)
        stated = {formula.stated.start: formula for formula in formulas if formula.stated is not None}
        amounts = [self._bare_formula(formula) for formula in formulas if formula.stated is None]
        self.taken = Stretches((formula.start, formula.end) for formula in formulas)
        for money, ceiling in zip(found, self._ceilings(found), strict=True):
            if not self.taken.holds(money.start):
                amounts.append(self._amount(money, stated.get(money.start), ceiling))
        amounts += self._shares()
        return share_between_ends(self.printed.text, sorted(amounts, key=lambda amount: amount.start))

    def _ceilings(self, found: list[Money]) -> list[int]:
        """For each amount where the next one begins; what stands behind that is not about it."""
        starts = [*(money.start for money in found), len(self.text)]
        return [max(starts[index + 1], money.end) for index, money in enumerate(found)]

    def _money(self) -> list[Money]:
        """Money with a unit of its own, written out, or in the unit of the context, in order and without overlap."""
        found = find_money(self.text, self.words)
        spans = Stretches((money.start, money.end) for money in found)
        for money in find_written_out(self.text):
            if spans.meets(money.start, money.end):
                continue
            repeated = next((one for one in found if is_repeated(self.text, money.end, one.start)), None)
            found.append(money)
            spans.add(money.start, money.end)
            if repeated is not None and repeated.value == money.value:
                found.remove(repeated)
        labelled = find_labelled(self.text, spans, self.words)
        self.labelled = {money.start for money in labelled}
        for money in labelled:
            spans.add(money.start, money.end)
        found += labelled
        if self.context.unit is not None:
            for money in found:
                if (split := read_split(self.text, money)) is not None:
                    spans.add(money.end, split.end)
            found += find_inherited(self.text, self.context.unit, spans, self.words)
        return sorted(found, key=lambda money: money.start)

    def _amount(self, money: Money, formula: RawFormula | None, ceiling: int) -> FoundAmount:
        """One amount with what is printed around it."""
        written = read_beside(self.text, money.end)
        split = read_split(self.text, replace(money, end=written.end if written else money.end))
        floor = max(self.taken.last_end(money.start), money.start - _REACH)
        end = split.end if split else written.end if written else money.end
        remark = find_remark(self.text, end, ceiling) if split is None else None
        around = read_surroundings(self.text, floor, money.start, money.end, ceiling, self.words, remark or "")
        self.taken.add(money.start, max(end, money.end) + (len(remark) if remark else 0))
        start, stop = self.folded.printed_span(money.start, money.end)
        piece = self.printed.part(start, stop).strip()
        amount = FoundAmount(piece, start, stop, None, "unreadable", unit=money.unit, role=around.role)
        amount = replace(
            amount,
            unit_source=self._unit_source(money),
            qualifier="about" if money.is_rough else around.qualifier,
            per=around.per,
            funding_label=split.label if split and split.label else around.payer,
            parts=tuple(raw_to_part(part, self.printed, self.folded) for part in split.parts) if split else (),
            formula=self._formula(formula, money) if formula else None,
        )
        return self._checked(self._valued(amount, money), money, written)

    def _unit_source(self, money: Money) -> UnitSource:
        """Where the unit of an amount is printed: with it, in the label before it, or where the caller says."""
        if money.start in self.labelled:
            return "row_label"
        return self.context.unit_source if money.unit is not None and money.unit is self.context.unit else "cell"

    def _valued(self, amount: FoundAmount, money: Money) -> FoundAmount:
        """With its value in won or foreign money, or with the reason why there is none."""
        value = money.value
        if money.sign == 0 and money.magnitude is not None:
            if not self.context.filled_triangle_is_minus:
                return self._with_issue(amount, "AMOUNT_SIGN_UNCLEAR")
            value = -money.magnitude
        if value is None:
            return self._with_issue(amount, "AMOUNT_UNREADABLE")
        if money.currency != "KRW":
            return replace(amount, reading="number", currency=money.currency, foreign_amount=value)
        if value != value.to_integral_value():
            return self._with_issue(replace(amount, reading="number"), "AMOUNT_NOT_WHOLE_WON")
        if abs(value) >= _LARGEST:
            return self._with_issue(replace(amount, reading="number"), "AMOUNT_TOO_LARGE")
        return replace(amount, reading="number", amount_won=int(value))

    def _checked(self, amount: FoundAmount, money: Money, written: WrittenOut | None) -> FoundAmount:
        """Compared with the numerals and the formula beside it."""
        if written is not None and money.value is not None and written.value != money.value:
            amount = self._with_issue(amount, "AMOUNT_HANGUL_DIFFERS")
        formula = amount.formula
        if formula and formula.difference_won and money.unit and 2 * abs(formula.difference_won) > money.unit.won:
            amount = self._with_issue(amount, "AMOUNT_FORMULA_DIFFERS")
        return amount

    def _with_issue(self, amount: FoundAmount, code: str) -> FoundAmount:
        issue = ReadingIssue(code, amount.printed.at, amount.printed.text)
        return replace(amount, issues=(*amount.issues, issue))

    def _formula(self, formula: RawFormula, stated: Money | None) -> Formula:
        """A formula in its place, with its difference from the stated product."""
        piece = self.printed.part(*self.folded.printed_span(formula.start, formula.end)).strip()
        value = _fraction_won(formula.value)
        told = whole_won(stated.value) if stated else None
        difference = told - value if told is not None and value is not None else None
        operands = tuple(
            (self.text[m.start : m.end], won) for m in formula.operands if (won := whole_won(m.value)) is not None
        )
        return Formula(piece, value, difference, operands)

    def _bare_formula(self, raw: RawFormula) -> FoundAmount:
        """A formula without a stated product: its value is the amount."""
        formula = self._formula(raw, None)
        start, stop = self.folded.printed_span(raw.start, raw.end)
        unit = raw.operands[0].unit
        around = read_surroundings(
            self.text, max(0, raw.start - _REACH), raw.start, raw.end, raw.end + _REACH, self.words
        )
        amount = FoundAmount(formula.printed, start, stop, formula.value_won, "number", unit=unit, formula=formula)
        amount = replace(amount, role=around.role, per=around.per, funding_label=around.payer)
        return amount if formula.value_won is not None else self._with_issue(amount, "AMOUNT_NOT_WHOLE_WON")

    def _shares(self) -> list[FoundAmount]:
        """Shares of payers that no amount took: `자담 50%, 국고보조 50%`."""
        found = []
        for part in (part for parts in find_shares(self.text) for part in parts):
            if self.taken.holds(part.start):
                continue
            self.taken.add(part.start, part.end)
            start, stop = self.folded.printed_span(part.start, part.end)
            piece = self.printed.part(start, stop)
            found.append(FoundAmount(piece, start, stop, None, "text", ratio=part.ratio, funding_label=part.label))
        return found


def raw_to_part(part: RawPart, printed: Printed, folded: Folded) -> SplitPart:
    """A part of a split in its place; `folded` is the folded text of `printed`."""
    piece = printed.part(*folded.printed_span(part.start, part.end)).strip()
    reading: Reading = "unreadable" if part.is_misprint else "text" if part.won is None else "number"
    return SplitPart(part.label, piece, whole_won(part.won), reading, part.ratio)


def whole_won(value: Decimal | None) -> int | None:
    """Whole won that fit the column, or None."""
    return int(value) if value is not None and value == value.to_integral_value() and abs(value) < _LARGEST else None


def _fraction_won(value: Fraction) -> int | None:
    return int(value) if value.denominator == 1 and abs(value) < _LARGEST else None
