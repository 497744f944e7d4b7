"""Counts and shares that the body states and a table shows: `13개 사업`, `국비 50%, 시비 30%, 구비 20%`.

A count is compared with the numbers printed before the rows (연번 1 to 13), and with nothing else: where rows are not
numbered nobody knows which of them the sentence counts. Shares are compared where they add up to 100, each names a
payer of its own, one table of the plan alone splits its total among exactly these payers, the line names nothing but
the money it splits (`재원`, not `운영비`), and the plan states no second split. Neither is ever an error: a subsidy's
rate may be that of a part.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from expectations.cells import Grid, place_of
from expectations.finding import Finding, Operand
from expectations.sentences import name_prose, name_table, write_other
from expectations.statements import bare, load_prose_words
from extractors.model import Locator
from extractors.problem_sentences import Language
from normalizers.folding import squeeze
from normalizers.identity import locator_columns, make_id
from normalizers.normalized import NormalizedDocument
from normalizers.tables import Amount, BudgetFact, Section, TableCell

_COUNT = re.compile(
    r"(?<![\d,.])(?:총\s*)?(\d{1,4})\s*개\s*(?:단위\s*|세부\s*)?(?:사업|과제|공약|항목)(?![가-힣]|\s*(?:중|가운데|외))"
)
_NUMBER_LABELS = frozenset({"연번", "번호", "순번", "No", "NO", "no", "No."})
_SCALE = re.compile(r"^[\s□○◦●\-–·※]*(?:사업\s*규모|사업\s*개수|사업\s*수)\s*:")
_PAYER = re.compile(r"[가-힣]+[^가-힣]*$")
_NEAR = 4
_WHOLE = 100
_HALF = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A table whose rows are numbered from 1 to `count`; `at` is the last number."""

    block: int
    count: int
    at: TableCell


def check_text(normalized: NormalizedDocument, grids: Sequence[Grid], language: Language) -> list[Finding]:
    """The findings of both kinds."""
    return [*_check_counts(normalized, grids, language), *_check_shares(normalized, grids, language)]


def _check_counts(normalized: NormalizedDocument, grids: Sequence[Grid], language: Language) -> Iterator[Finding]:
    counting = [section for section in normalized.sections if _COUNT.search(f"{section.heading}\n{section.text}")]
    numbered = _numbered_tables(normalized.table_cells) if counting else {}
    tables = {grid.table.block: grid.table for grid in grids}
    for section in counting:
        for text, listed in _counted_in(section, numbered, grids):
            found = _COUNT.search(text)
            if found is None or int(found[1]) == listed.count:
                continue
            message = write_other(
                "count_in_text", language, text=found[0], expected=str(listed.count),
                table=name_table(tables.get(listed.block), language),
            )  # fmt: skip
            document_id = normalized.document.document_id
            operand = Operand(printed_text=listed.at.text, amount_won=None, **locator_columns(place_of(listed.at)))
            yield Finding(
                finding_id=make_id("finding", document_id, "count_in_text", section.section_id, found.start()),
                document_id=document_id, plan_id=section.plan_id, rule="count_in_text", severity="info",
                verdict="unresolved", cause="unknown", message=message, field="count", printed_text=found[0],
                expected_text=str(listed.count), operands=(operand,), **locator_columns(place_of(section)),
            )  # fmt: skip


def _numbered_tables(cells: Sequence[TableCell]) -> dict[int, _Numbered]:
    """Block -> the numbering of its rows, where a column headed 연번 prints 1, 2, 3 without a gap."""
    headed: dict[tuple[int, int], int] = {}
    columns: dict[tuple[int, int], list[TableCell]] = defaultdict(list)
    for cell in cells:
        if cell.block is None or cell.row_index is None or cell.column_index is None:
            continue
        place = (cell.block, cell.column_index)
        if squeeze(cell.text) in _NUMBER_LABELS:
            headed.setdefault(place, cell.row_index)
        elif place in headed:
            columns[place].append(cell)
    found: dict[int, _Numbered] = {}
    for (block, _), listed in columns.items():
        figures = [cell for cell in listed if squeeze(cell.text).isdecimal()]
        if len(figures) > 1 and [int(squeeze(cell.text)) for cell in figures] == list(range(1, len(figures) + 1)):
            found.setdefault(block, _Numbered(block, len(figures), figures[-1]))
    return found


def _counted_in(
    section: Section, numbered: dict[int, _Numbered], grids: Sequence[Grid]
) -> Iterator[tuple[str, _Numbered]]:
    """Texts that count a table's rows: the heading right above it, 사업규모 beside a plan's one project list."""
    if section.heading and section.block is not None:
        below = [block for block in numbered if 0 < block - section.block <= _NEAR]
        if below:
            yield section.heading, numbered[min(below)]
    lists = [g.table for g in grids if g.table.plan_id == section.plan_id and g.table.kind == "project_list"]
    if section.plan_id is not None and len(lists) == 1 and (lists[0].block or 0) in numbered:
        for line in section.text.split("\n"):
            if _SCALE.match(line):
                yield line, numbered[lists[0].block or 0]


def _check_shares(normalized: NormalizedDocument, grids: Sequence[Grid], language: Language) -> Iterator[Finding]:
    groups: dict[tuple[object, ...], list[Amount]] = defaultdict(list)
    for amount in normalized.amounts:
        if amount.ratio is not None and amount.plan_id is not None:
            groups[amount.plan_id, amount.block, amount.row_index, amount.column_index, amount.line].append(amount)
    sections = {section.section_id: section for section in normalized.sections}
    stated: dict[str | None, list[list[Amount]]] = defaultdict(list)
    for shares in filter(_is_split, groups.values()):
        stated[shares[0].plan_id].append(shares)
    for shares in (found[0] for found in stated.values() if len(set(map(_ratios, found))) == 1):
        payers = [share.funding_source for share in shares]
        if not _is_of_all(shares, sections.get(shares[0].section_id or "")):
            continue
        split = [s for grid in grids if grid.table.plan_id == shares[0].plan_id and (s := _split_of(grid)) is not None]
        if len(split) == 1 and set(split[0]) == set(payers):
            yield from _compare(shares, split[0], normalized, grids, language)


def _is_split(shares: Sequence[Amount]) -> bool:
    """Shares of different payers that add up to 100."""
    payers = {share.funding_source for share in shares}
    whole = sum(share.ratio or 0 for share in shares) == _WHOLE
    return 1 < len(shares) == len(payers) and whole and None not in payers


def _ratios(shares: Sequence[Amount]) -> frozenset[tuple[str | None, Decimal | None]]:
    return frozenset((share.funding_source, share.ratio) for share in shares)


def _is_of_all(shares: Sequence[Amount], section: Section | None) -> bool:
    """Whether what stands before the first share names no part of the money, where the shares stand in a section."""
    if section is None:
        return True
    for line in (section.heading or "", *section.text.split("\n")):
        if all(share.printed_text in line for share in shares):
            name = bare(_PAYER.sub("", line.partition(shares[0].printed_text)[0]))
            return re.fullmatch(f"(?:{'|'.join(load_prose_words()['split'])})*", name) is not None
    return False


def _split_of(grid: Grid) -> dict[str, BudgetFact] | None:
    """Payer -> its sum over all years in an investment plan, where each payer has one."""
    found: dict[str, BudgetFact] = {}
    for fact in (fact for row in grid.rows for fact in row):
        if fact.period_kind != "total" or not fact.funding_source or not fact.amount_won:
            continue
        if fact.funding_source in found or fact.measure not in ("required", "planned", "total_cost"):
            return None
        found[fact.funding_source] = fact
    found.pop("total", None)
    return found or None


def _compare(
    shares: Sequence[Amount], split: dict[str, BudgetFact], normalized: NormalizedDocument, grids: Sequence[Grid],
    language: Language,
) -> Iterator[Finding]:  # fmt: skip
    total = sum(fact.amount_won or 0 for fact in split.values())
    tables = {grid.table.table_id: grid.table for grid in grids}
    for share in shares:
        fact = split[share.funding_source or ""]
        ratio = share.ratio or Decimal(0)
        exponent = ratio.normalize().as_tuple().exponent
        digits = max(-exponent, 0) if isinstance(exponent, int) else 0
        slack = _HALF.scaleb(-digits) + Decimal((fact.unit_won or 1) * _WHOLE) / total
        right = Decimal((fact.amount_won or 0) * _WHOLE) / total
        if abs(right - ratio) <= slack:
            continue
        document_id, place = normalized.document.document_id, locator_columns(place_of(fact))
        message = write_other(
            "shares", language, text=" ".join(share.printed_text.split()), source=share.role or str(fact.row_label),
            table=name_table(tables.get(fact.table_id), language), expected=f"{round(right, max(digits, 1)):f}",
        )  # fmt: skip
        operand = Operand(printed_text=fact.printed_text, amount_won=fact.amount_won, role=fact.row_label, **place)
        at: Locator = place_of(share)
        yield Finding(
            finding_id=make_id("finding", document_id, "shares", share.amount_id), document_id=document_id,
            plan_id=share.plan_id, table_id=fact.table_id, rule="shares", severity="info", verdict="unresolved",
            cause="scope", message=message, field=name_prose(share, language), printed_text=share.printed_text,
            expected_text=f"{round(right, max(digits, 1)):f}%", operands=(operand,), **locator_columns(at),
        )  # fmt: skip
