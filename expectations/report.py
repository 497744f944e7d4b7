"""What `validate` returns, and the shape of the second reader that it may ask.

An office is blamed only for what two readers saw. The second reader is a function that flows hand in, so that
expectations import no reader: it is given a place and the text that the first reader saw there, and is asked only
about the operands of a finding.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from expectations.finding import Finding
from extractors.model import Locator
from normalizers.tables import Issue


@dataclass(frozen=True, slots=True)
class SecondOpinion:
    """What the second reader says of one printed value (다시 읽은 값).

    `agrees` is True where it reads the same, or where the format leaves one possible reading (text, HTML); False where
    it reads something else at that place (`printed_text`); None where it cannot tell. `reader` names it.
    """

    agrees: bool | None
    printed_text: str | None = None
    reader: str = ""


class SecondReading(Protocol):
    """An independent reading of the same bytes: (place, text as first read) -> opinion. Never the first reader."""

    def __call__(self, at: Locator, printed_text: str, /) -> SecondOpinion:
        """The opinion on one value."""
        ...


@dataclass(frozen=True, slots=True)
class CheckedEquation:
    """One equation that a document implies (식): what it is called, where its result stands, and whether it holds.

    `residual_won` is the printed result less what the parts give; `tolerance_won` is what rounding may explain
    (half a unit a part, inclusive).
    """

    rule: str
    table_id: str | None
    at: Locator
    part_count: int
    residual_won: int
    tolerance_won: int
    holds: bool


@dataclass(frozen=True, slots=True)
class ValidationReport:
    """The findings of one document, sorted by won at stake, and what was checked.

    `issues` are our own misreadings that the second reader brought to light. `reconciles` has an entry for each budget
    table: True or False, None where no equation is implied. `equations` lists those of each table, those between
    tables and headings under the key None.
    """

    findings: tuple[Finding, ...] = ()
    issues: tuple[Issue, ...] = ()
    reconciles: Mapping[str, bool | None] = field(default_factory=dict)
    equations: Mapping[str | None, tuple[CheckedEquation, ...]] = field(default_factory=dict)
