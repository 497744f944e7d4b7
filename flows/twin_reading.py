"""The twin in another format as second reader: the office's PDF says what its HWP says, read by other code.

Blocks and grid addresses differ between formats, so a value is found in the twin by what it is: the fact with the same
labels in the table that prints the same labels, the amount with the same name in the plan of the same number. Where a
name stands several times, as often in both, the first is the first. Whatever cannot be matched so has no opinion, and
what was made out in a picture never has one.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from expectations.report import SecondOpinion
from extractors.model import Locator
from normalizers.normalized import NormalizedDocument
from normalizers.tables import Amount, BudgetFact

_SAME_LABELS = 0.7
_NOTE_MARK = re.compile(r"(?<=[가-힣A-Z])\d{1,2}$")  # 경상수입1): one format raises it, another prints it as a digit
_Row = BudgetFact | Amount
_Place = tuple[int | None, int | None, int | None]


class TwinReading:
    """(place, text as first read) -> what the twin prints there; `name` is the reader of its opinions."""

    def __init__(self, document: NormalizedDocument, twin: NormalizedDocument) -> None:
        self.name = f"twin {twin.document.source_format or ''}".strip()
        self._seen = dict(_match(document, twin))
        self._rows: dict[_Place, list[_Row]] = defaultdict(list)
        rows: tuple[_Row, ...] = (*document.budget_facts, *document.amounts)
        for row in rows:
            self._rows[row.block, row.row_index, row.column_index].append(row)

    def __call__(self, at: Locator, printed_text: str, /) -> SecondOpinion:
        """The opinion on one value; none where two values stand at the place and the twin agrees with one of them."""
        found = [
            _opinion(row, self._seen.get(_id_of(row)), self.name)
            for row in self._rows.get((at.block, at.row_index, at.column_index), ())
            if row.printed_text == printed_text and at.line in (None, row.line)
        ]
        said = {opinion.agrees for opinion in found}
        return found[0] if len(said) == 1 else SecondOpinion(None, reader=self.name)


@dataclass(frozen=True, slots=True)
class JoinedReading:
    """What was already asked of a document's own bytes, and its twins: any that reads something else is heard first."""

    own: Mapping[tuple[Locator, str], SecondOpinion]
    twins: Sequence[TwinReading]

    def __call__(self, at: Locator, printed_text: str, /) -> SecondOpinion:
        """The opinion on one value."""
        own = self.own.get((at, printed_text), SecondOpinion(None))
        opinions = (own, *(twin(at, printed_text) for twin in self.twins))
        heard = [opinion for opinion in opinions if opinion.agrees is not None]
        for opinion in heard:
            if opinion.agrees is False:
                return opinion
        readers = ", ".join(opinion.reader for opinion in heard if opinion.reader)
        return SecondOpinion(True, printed_text, readers) if heard else SecondOpinion(None, reader=own.reader)


def _opinion(row: _Row, seen: _Row | None, name: str) -> SecondOpinion:
    if seen is None or row.confidence == "low" or seen.confidence == "low":
        return SecondOpinion(None, reader=name)
    same = (row.amount_won, row.reading) == (seen.amount_won, seen.reading)
    if row.amount_won is None and row.reading not in ("blank", "dash"):
        same = same and _letters(row.printed_text) == _letters(seen.printed_text)
    return SecondOpinion(same, seen.printed_text, name)


def _match(document: NormalizedDocument, twin: NormalizedDocument) -> Iterator[tuple[str, _Row]]:
    """Id of one of our facts or amounts -> the row that it is in the twin."""
    ours, theirs = _facts_by_table(document), _facts_by_table(twin)
    left = list(theirs)
    for facts in ours.values():
        best = max(left, key=lambda table_id: _overlap(facts, theirs[table_id]), default=None)
        if best is not None and _overlap(facts, theirs[best]) >= _SAME_LABELS:
            left.remove(best)
            yield from _pair([(_fact_key(f), f) for f in facts], [(_fact_key(f), f) for f in theirs[best]])
    yield from _pair(_named_amounts(document), _named_amounts(twin))


def _pair(ours: Iterable[tuple[Hashable, _Row]], theirs: Iterable[tuple[Hashable, _Row]]) -> Iterator[tuple[str, _Row]]:
    """The rows of one key in order, where both sides have as many."""
    first, second = _grouped(ours), _grouped(theirs)
    for key, rows in first.items():
        others = second.get(key, [])
        if len(rows) == len(others):
            yield from ((_id_of(row), other) for row, other in zip(rows, others, strict=True))


def _grouped(rows: Iterable[tuple[Hashable, _Row]]) -> dict[Hashable, list[_Row]]:
    grouped: dict[Hashable, list[_Row]] = defaultdict(list)
    for key, row in rows:
        grouped[key].append(row)
    return grouped


def _facts_by_table(document: NormalizedDocument) -> dict[str, list[BudgetFact]]:
    tables: dict[str, list[BudgetFact]] = defaultdict(list)
    for fact in document.budget_facts:
        tables[fact.table_id].append(fact)
    return tables


def _overlap(ours: Sequence[BudgetFact], theirs: Sequence[BudgetFact]) -> float:
    """Shared share of labels and amounts: of several tables alike in form, the one that prints the same numbers."""
    keys = [Counter(map(_fact_key, facts)) for facts in (ours, theirs)]
    labels = (keys[0] & keys[1]).total() / ((keys[0] | keys[1]).total() or 1)
    amounts = [Counter(f.amount_won for f in facts if f.amount_won) for facts in (ours, theirs)]
    shared = (amounts[0] & amounts[1]).total() / ((amounts[0] | amounts[1]).total() or 1)
    return labels if labels < _SAME_LABELS else labels + shared


def _fact_key(fact: BudgetFact) -> Hashable:
    labels = (fact.sub_project, fact.row_group, fact.row_label, fact.line_item, fact.column_label)
    return (*(_NOTE_MARK.sub("", _letters(label)) for label in labels), fact.cell_part)


def _named_amounts(document: NormalizedDocument) -> Iterator[tuple[Hashable, Amount]]:
    numbers = {plan.plan_id: plan.plan_number for plan in document.plans}
    for amount in document.amounts:
        part = "fact" if amount.whole_fact_id else "amount" if amount.whole_amount_id else ""
        name = _letters(amount.role) or f"={amount.printed_text}"  # without a name only the same number is matched
        yield (numbers.get(amount.plan_id or ""), part, amount.row_index is None, name, amount.fiscal_year), amount


def _id_of(row: _Row) -> str:
    return row.fact_id if isinstance(row, BudgetFact) else row.amount_id


def _letters(text: str | None) -> str:
    """Letters and digits only: formats differ in bullets, spaces and line breaks."""
    return "".join(c for c in unicodedata.normalize("NFKC", text or "") if c.isalnum())
