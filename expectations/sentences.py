"""Findings in words: what is printed where, what the sum is, why probably, and what would be right."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import Any

from expectations.cells import Cell
from expectations.edits import Explanation
from extractors.problem_sentences import Language, load_yaml
from normalizers.tables import BudgetFact, BudgetTable

_LAST = re.compile(r"\s/\s|[>|]")
_TITLE_MARK = re.compile(r"^[\s□■◇◆○●◦◎▣▪▶▷·․ㆍ*\-–]+|\*+$")
_SHOWN = 40
_LISTED = 3


@cache
def load_sentences() -> dict[str, Any]:
    """The templates of `sentences.yml`."""
    return dict(load_yaml("expectations", "words", "sentences.yml"))


def write_amount(won: int, unit: int, language: Language) -> str:
    """An amount in the table's own unit: 527,900천원, △54,000백만원, 12.5억원."""
    words = load_sentences()["units" if language == "ko" else "units_en"]
    unit = unit if unit in words else 1
    number = Decimal(abs(won)) / unit
    figures = f"{number:,f}"
    if "." in figures:
        figures = figures.rstrip("0").rstrip(".")
    sign = "△" if won < 0 and language == "ko" else "-" if won < 0 else ""
    return f"{sign}{figures}{'' if language == 'ko' else ' '}{words[unit]}"


def unit_named(unit_text: str | None) -> int:
    """The won of a printed unit word; 1 where it is none.

    >>> unit_named("백만 원"), unit_named("억"), unit_named(None)
    (1000000, 100000000, 1)
    """
    word = "".join((unit_text or "").split())
    names = {name: won for won, name in load_sentences()["units"].items()}
    return int(names.get(word) or names.get(f"{word}원", 1))


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _SHOWN else plain[: _SHOWN - 1] + "…"


def name_table(table: BudgetTable | None, language: Language) -> str:
    """표 ‘2021년 소요예산’, or 표 where no title is printed."""
    templates = load_sentences()
    if table is None or not table.title:
        return str(templates["nameless_table"][language])
    title = _TITLE_MARK.sub("", table.title).split(" : ")[0]
    return str(templates["table"][language]).format(title=_short(title))


def name_cell(cell: Cell, language: Language) -> str:
    """계·합계 칸: the last row label and the last column label, places where nothing is printed."""
    source = cell.source
    if not isinstance(source, BudgetFact):
        return str(load_sentences()["outside"][language]).format(role=_short(source.role or source.printed_text))
    row = _short(" ".join(p for p in (source.row_group, source.row_label or source.line_item) if p))
    parts = [part for part in _LAST.split(source.column_label or "") if part.strip()]
    column = _short(parts[-1]) if parts else ""
    if language == "ko":
        row, column = row or f"{(source.row_index or 0) + 1}행", column or f"{(source.column_index or 0) + 1}열"
    else:
        row, column = row or f"row {(source.row_index or 0) + 1}", column or f"column {(source.column_index or 0) + 1}"
    return str(load_sentences()["cell"][language]).format(row=row, column=column)


def unit_of(cell: Cell, table: BudgetTable | None) -> int:
    """The won of the unit a cell is written in."""
    if isinstance(cell.source, BudgetFact) and cell.source.unit_won:
        return cell.source.unit_won
    return (table.unit_won if table is not None else None) or cell.unit


def write_broken(
    cell: Cell,
    table: BudgetTable | None,
    *,
    rule: str,
    expected: int,
    is_result: bool,
    explanation: Explanation | None,
    confirmations: int,
    proved: bool,
    others: list[tuple[Cell, int]],
    language: Language,
) -> str:
    """The sentence of a cell that breaks its equations; `others` are the candidates where none is sure."""
    templates = load_sentences()
    unit = unit_of(cell, table)
    kind = "unread" if not cell.is_known else "broken" if is_result else "part"
    first = templates[kind][language].format(
        table=name_table(table, language),
        cell=name_cell(cell, language),
        printed=write_amount(cell.value, unit, language),
        text=_short(cell.source.printed_text),
        rule=templates["rules"][rule][language],
        expected=write_amount(expected, unit, language),
    )
    second = _why(explanation, expected, confirmations if proved else 1, unit, language, settled=proved or not others)
    if not proved and explanation is None:
        second = _write_others(others, table, unit, language)
    return f"{first}. {second}."


def _why(
    explanation: Explanation | None, right: int, count: int, unit: int, language: Language, *, settled: bool
) -> str:
    templates = load_sentences()
    repair = write_amount(right, unit, language)
    tail = templates["repaired" if count > 1 else "one_equation"][language].format(repair=repair, count=count)
    if not settled:
        tail = templates["unresolved"][language]
    if explanation is None:
        return str(tail)
    amount = write_amount(explanation.amount or 0, unit, language)
    why = templates["why"][explanation.name][language].format(amount=amount)
    return f"{why}, {tail}"


def _write_others(others: list[tuple[Cell, int]], table: BudgetTable | None, unit: int, language: Language) -> str:
    templates = load_sentences()
    if not others:
        return str(templates["unresolved"][language])
    listed = ", ".join(
        templates["candidate"][language].format(
            cell=name_cell(cell, language),
            printed=write_amount(cell.value, unit_of(cell, table), language),
            repair=write_amount(right, unit, language),
        )
        for cell, right in others[:_LISTED]
    )
    return str(templates["candidates"][language]).format(list=listed)


def write_other(name: str, language: Language, **values: str) -> str:
    """A sentence of `other`, with its full stop."""
    return f"{load_sentences()['other'][name][language].format(**values)}."


def write_reader(cell: Cell, table: BudgetTable | None, second: str, language: Language) -> str:
    """Two readers differ on an operand."""
    return str(
        load_sentences()["reader"][language].format(
            table=name_table(table, language),
            cell=name_cell(cell, language),
            first=_short(cell.source.printed_text),
            second=_short(second),
        )
        + "."
    )
