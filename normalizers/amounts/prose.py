"""Every amount in running text: headings, sentences, labels and remarks, each with its place and what it belongs to."""

from __future__ import annotations

from dataclasses import replace

from extractors.model import Printed, ReadingIssue
from normalizers.amounts.model import AmountContext, FoundAmount, SplitPart
from normalizers.amounts.money import Money, find_money
from normalizers.amounts.money_words import MoneyWords, known_money_words
from normalizers.amounts.splits import RawPart, Split, read_split
from normalizers.folding import Folded, fold
from normalizers.vocabulary import Reading


def find_amounts(
    printed: Printed, context: AmountContext | None = None, *, words: MoneyWords | None = None
) -> tuple[FoundAmount, ...]:
    """All amounts of a text in the order printed. See `FoundAmount` and `AmountContext`."""
    known, _given = words or known_money_words(), context or AmountContext()
    folded = fold(printed.text)
    found: list[FoundAmount] = []
    taken = 0
    for money in find_money(folded.text, known):
        if money.start < taken:
            continue
        split = read_split(folded.text, money)
        found.append(_amount(printed, folded, money, split))
        taken = split.end if split else money.end
    return tuple(found)


def _amount(printed: Printed, folded: Folded, money: Money, split: Split | None) -> FoundAmount:
    """One amount with its split."""
    start, end = folded.printed_span(money.start, money.end)
    piece = printed.part(start, end)
    value = money.value
    amount = FoundAmount(piece, start, end, None, "unreadable", unit=money.unit)
    if value is None:
        return replace(amount, issues=(ReadingIssue("AMOUNT_UNREADABLE", piece.at, piece.text),))
    if money.currency != "KRW":
        return replace(amount, reading="number", currency=money.currency, foreign_amount=value)
    won = int(value) if value == value.to_integral_value() and abs(value) < 2**63 else None
    issues = () if won is not None else (ReadingIssue("AMOUNT_NOT_WHOLE_WON", piece.at, piece.text),)
    return replace(
        amount,
        amount_won=won,
        reading="number",
        issues=issues,
        funding_label=split.label if split else None,
        parts=tuple(_part(printed, folded, part) for part in split.parts) if split else (),
    )


def _part(printed: Printed, folded: Folded, part: RawPart) -> SplitPart:
    piece = printed.part(*folded.printed_span(part.start, part.end)).strip()
    won = int(part.won) if part.won is not None and part.won == part.won.to_integral_value() else None
    reading: Reading = "unreadable" if part.is_misprint else "text" if part.won is None else "number"
    return SplitPart(part.label, piece, won, reading, part.ratio)
