"""What is found where an amount is printed: the amount, its parts, its formula, and why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from extractors.model import Printed, ReadingIssue
from normalizers.amounts.units import Unit
from normalizers.vocabulary import IssuerLevel, Qualifier, Reading, UnitSource


@dataclass(frozen=True, slots=True)
class AmountContext:
    """What is known where a text stands.

    `unit` is the unit that numbers without one have (a remark cell of a table in 천원), with its source; None: such
    numbers are no amounts. `issuer_level` decides whose money `시비` is. `filled_triangle_is_minus` where the document
    shows that ▲ means minus.
    """

    unit: Unit | None = None
    unit_source: UnitSource = "none"
    issuer_level: IssuerLevel | None = None
    filled_triangle_is_minus: bool = False


@dataclass(frozen=True, slots=True)
class SplitPart:
    """One part of a split: `label` as printed (`국`, `시비`), its amount in won or its share in percent."""

    label: str
    printed: Printed
    amount_won: int | None
    reading: Reading
    ratio: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Formula:
    """A 산출식 as printed and its exact value in won (None where it is not whole).

    `difference_won` is stated minus calculated, where a product is stated; within half a unit of the stated amount it
    is rounding. `operands` are the amounts inside.
    """

    printed: Printed
    value_won: int | None
    difference_won: int | None = None
    operands: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class FoundAmount:
    """An amount in running text. `start`, `end` are offsets of `printed` in the text given.

    `unit_source` is `cell` where the unit stands with the number, else that of the context. `funding_label` is the
    printed label of who pays all of it; `role` the label or phrase that the amount belongs to.
    """

    printed: Printed
    start: int
    end: int
    amount_won: int | None
    reading: Reading
    currency: str = "KRW"
    foreign_amount: Decimal | None = None
    ratio: Decimal | None = None
    unit: Unit | None = None
    unit_source: UnitSource = "cell"
    role: str | None = None
    qualifier: Qualifier | None = None
    per: str | None = None
    funding_label: str | None = None
    parts: tuple[SplitPart, ...] = ()
    formula: Formula | None = None
    issues: tuple[ReadingIssue, ...] = ()
