"""Findings in words: what is printed where, what the sum is, why probably, and what would be right."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import Any

from expectations.cells import Cell
from expectations.knot import Suspect
from expectations.particles import Word
from expectations.report import SecondOpinion
from extractors.problem_sentences import Language, load_yaml
from normalizers.tables import Amount, BudgetFact, BudgetTable

_LAST = re.compile(r"\s/\s|[>|]")
_TITLE_MARK = re.compile(r"^[\s□■◇◆○●◦◎▣▪▶▷·․ㆍ*\-–]+|\*+$")
_HANGUL = re.compile(r"[가-힣]|\d{4}")
_YEAR = re.compile(r"(?<!\d)(?:20)?\d\d\s*년|(?<!\d)20\d\d(?!\d)|['’‘]\d\d")
_PRIVATE = re.compile(r"[\ue000-\uf8ff\U000f0000-\U0010fffd]")
_BULLETS = re.compile(r"(?:(?<=\s)|^)[□■◇◆○●◦◎▣▪▶▷·․ㆍ‧⋅∙•*\-–]+\s*")
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
    plain = " ".join(_PRIVATE.sub(" ", text).split())
    return plain if len(plain) <= _SHOWN else plain[: _SHOWN - 1] + "…"


def name_table(table: BudgetTable | None, language: Language) -> str:
    """표 ‘2021년 소요예산’, or 표 where no title is printed."""
    templates = load_sentences()
    if table is None or not table.title:
        return str(templates["nameless_table"][language])
    title = _TITLE_MARK.sub("", _PRIVATE.sub(" ", table.title)).split(" : ")[0]
    return _fill(templates["table"][language], title=_short(title))


def name_cell(cell: Cell, language: Language) -> str:
    """‘계’ 행 ‘합계’ 칸: the row's label and the last column label, their numbers where nothing is printed."""
    source = cell.source
    if not isinstance(source, BudgetFact):
        return name_prose(source, language)
    templates = load_sentences()
    parts = [part for part in _LAST.split(source.column_label or "") if part.strip()]
    if len(parts) > 1 and (not _HANGUL.search(parts[-1]) or _YEAR.search(parts[-2])):
        parts = [" ".join(parts[-2:])]  # (B-A) alone names nothing, nor does 계획액 under each of five years
    column = _label(parts[-1]) if parts else ""
    if column:
        named = _fill(templates["column"][language], label=column)
    else:
        named = _fill(templates["numbered_column"][language], number=str((source.column_index or 0) + 1))
    return _fill(templates["cell"][language], row=name_row(source, language), column=named)


def name_row(fact: BudgetFact, language: Language) -> str:
    """‘계’ 행, or 3행 where it has no label."""
    templates = load_sentences()
    row = _label(" ".join(p for p in (fact.row_group, fact.row_label or fact.line_item) if p))
    if row:
        return _fill(templates["row"][language], label=row)
    return _fill(templates["numbered_row"][language], number=str((fact.row_index or 0) + 1))


def name_prose(amount: Amount, language: Language) -> str:
    """본문의 ‘총사업비’ 금액: an amount outside the grids of tables; a part inside a table's cell by its own label."""
    templates = load_sentences()
    if amount.row_index is not None and amount.role:
        return _fill(templates["inside"][language], role=_label(amount.role))
    if not amount.role:
        return _fill(templates["nameless_outside"][language], text=_short(amount.printed_text))
    return _fill(templates["outside"][language], role=_label(amount.role))


def name_place(cell: Cell, table: BudgetTable | None, language: Language) -> str:
    """표 ‘2031년 소요예산’의 ‘계’ 행 ‘합계’ 칸; an amount of the running text stands in no table."""
    if isinstance(cell.source, Amount) and cell.source.row_index is None:
        return name_prose(cell.source, language)
    templates = load_sentences()
    return _fill(templates["place"][language], table=name_table(table, language), cell=name_cell(cell, language))


def name_measure(measure: str, language: Language) -> str:
    """집행, 확보: the word for a measure."""
    return str(load_sentences()["measures"][measure][language])


def _label(text: str) -> str:
    """A label as a person would quote it: one line, without bullets and the breaks that a narrow cell made."""
    return _short(_BULLETS.sub("", " ".join(text.split())))


def _fill(template: str, **values: str) -> str:
    return template.format(**{name: Word(value) for name, value in values.items()})


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
    is_result: bool,
    suspect: Suspect,
    others: list[tuple[Cell, int]],
    beside: tuple[Cell, BudgetTable | None] | None = None,
    language: Language,
) -> str:
    """The sentence of a cell that breaks its equations; `others` are the candidates where none is sure.

    `beside` is the cell of a table that an amount of the text has to equal.
    """
    templates = load_sentences()
    unit = unit_of(cell, table)
    kind = "unread" if not cell.is_known else "broken" if is_result else "part"
    rule_words = templates["rules"][rule][language]
    if beside is not None:
        kind = "text_and_cell" if cell.is_known else kind
        rule_words = _fill(templates["printed_in"][language], place=name_place(beside[0], beside[1], language))
    first = _fill(
        templates[kind][language],
        place=name_place(cell, table, language),
        printed=write_amount(cell.value, unit, language),
        text=_short(cell.source.printed_text),
        rule=rule_words,
        expected=write_amount(suspect.right, unit, language),
    )
    if kind == "text_and_cell" and not suspect.has_telling_cause:
        suspect = replace(suspect, explanation=None)  # two printed numbers that differ: the page says no more
    second = _why(suspect, unit, language, settled=suspect.proved or not others)
    if not suspect.proved and not suspect.spread and suspect.explanation is None:
        second = _write_others(others, table, unit, language)
    return f"{_begin(first, language)}. {_begin(second, language)}."


def _begin(sentence: str, language: Language) -> str:
    """With a capital letter in English."""
    return sentence if language == "ko" else sentence[:1].upper() + sentence[1:]


def _why(suspect: Suspect, unit: int, language: Language, *, settled: bool) -> str:
    templates = load_sentences()
    explanation = suspect.explanation
    tail = _write_right(suspect, unit, language) if settled else templates["unresolved"][language]
    said = [str(tail)]
    if explanation is not None:
        amount = write_amount(explanation.amount or 0, unit, language)
        said.insert(0, _fill(templates["why"][explanation.name][language], amount=amount))
    if len(suspect.copies) > 1:
        said.insert(0, _fill(templates["copied"][language], count=str(len(suspect.copies))))
    return ", ".join(said)


def _write_right(suspect: Suspect, unit: int, language: Language) -> str:
    """What would be right, how far rounding leaves it open, and how many equations say so."""
    kind = "repaired" if suspect.proved else "nearly" if suspect.spread else "one_equation"
    if suspect.confirmations < 2:
        kind = "one_equation"
    return _fill(
        load_sentences()[kind][language],
        repair=write_amount(suspect.right, unit, language),
        count=str(suspect.confirmations),
        spread=write_amount(suspect.spread, unit, language),
    )


def _write_others(others: list[tuple[Cell, int]], table: BudgetTable | None, unit: int, language: Language) -> str:
    templates = load_sentences()
    if not others:
        return str(templates["unresolved"][language])
    listed = ", ".join(
        _fill(
            templates["candidate"][language],
            cell=name_cell(cell, language),
            printed=write_amount(cell.value, unit_of(cell, table), language),
            repair=write_amount(right, unit, language),
        )
        for cell, right in others[:_LISTED]
    )
    return _fill(templates["candidates"][language], list=listed)


def write_other(name: str, language: Language, **values: str) -> str:
    """A sentence of `other`, with its full stop."""
    return f"{_begin(_fill(load_sentences()['other'][name][language], **values), language)}."


def write_reader(cell: Cell, table: BudgetTable | None, opinion: SecondOpinion, language: Language) -> str:
    """Two readers differ on an operand: those of the file itself, or of this file and its twin in another format."""
    kind, _, twin = opinion.reader.partition(" ")
    template = load_sentences()["twin_reader" if kind == "twin" else "reader"][language]
    place = name_place(cell, table, language)
    first, second = _short(cell.source.printed_text), _short(opinion.printed_text or "")
    return f"{_begin(_fill(template, place=place, first=first, second=second, twin=twin.upper()), language)}."
