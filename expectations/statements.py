"""What a sentence of the body states: `2031년 국비 확보액 : 300백만원` is the amount secured from the state in 2031.

A sentence says the same as a table cell only if every word of it says so. The name of an amount is taken apart into
year, payer, measure and words that say nothing; whatever is left names something else, perhaps a row. Lines that
compare, limit or speak of a part (`이내`, `대비`, `까지`) state nothing that a cell must equal, and a line under the
bullet of a sub-project speaks of that one. What is not certain is no statement.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from expectations.lines import bullet_level
from extractors.problem_sentences import load_yaml
from normalizers.budget.words import find_measure
from normalizers.folding import squeeze
from normalizers.funding import parse_funding_source
from normalizers.normalized import NormalizedDocument
from normalizers.tables import Amount, PlanField, Section

_YEAR = re.compile(r"(?:20\d\d|['’‘`]\d\d)(?:년도?|(?=[가-힣]|$))")
_ANY_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d|,\d)|['’‘`]\d\d(?!\d)|\d\d년|올해|금년")
_NUMBERING = re.compile(r"^(?:\d{1,2}[.)]|[가-하][.)]|[①-⑳])")
_PAYER = re.compile(r"[가-힣]{1,8}?(?:비|금|세|자|재원|기금|국고)")
_EDGES = " \t·ㆍ:：-–—*※○●◎◦□■◆◇▪▶▷►•()[]「」'‘’\"“”,./"
_MARKS = re.compile(r"[^0-9A-Za-z가-힣]")
_WORD = re.compile(r"[A-Za-z가-힣]+")
_FEW = 4
_LONGEST = 1_000
"""Letters of a line: a longer one is no sentence, and each of its amounts would be looked for in all of it."""

_Place = tuple[int | None, int | None, int | None]


@cache
def load_prose_words() -> dict[str, Any]:
    """The words of `prose.yml`."""
    return dict(load_yaml("expectations", "words", "prose.yml"))


@dataclass(frozen=True, slots=True)
class Statement:
    """One amount as stated in a sentence, its name taken apart.

    `measures` are those of the table that it may equal; `is_sure`: its own name says which, not a verb, where the
    document speaks of the plan as a whole and the line says no more. `2031년 총사업비` is not: it may be that of all
    years, as of that one.
    `detail` is 본예산 and the like. `subject` is what is left of the name or the sub-project that the line stands
    under (squeezed), empty where it speaks of the whole plan. `is_total` marks the cost of all years.
    """

    amount: Amount
    year: int | None
    measures: tuple[str, ...]
    detail: str | None
    subject: str
    is_total: bool
    is_sure: bool


@dataclass(frozen=True, slots=True)
class _Line:
    """The name of an amount, the line it stands in, and the bullet that the line stands under, if any.

    `is_whole`: what stands there speaks of the plan as a whole, and not, as steps of work may, of one of its parts.
    """

    name: str
    text: str
    subject: str | None
    is_whole: bool = True


def read_statements(normalized: NormalizedDocument) -> list[Statement]:
    """The statements of a document: amounts of its plans that stand outside its budget tables."""
    tables = {table.block for table in normalized.budget_tables}
    sections = {section.section_id: section for section in normalized.sections}
    fields: dict[_Place, PlanField] = {(f.block, f.row_index, f.column_index): f for f in normalized.plan_fields}
    found = []
    for amount in normalized.amounts:
        if amount.block in tables or not _is_plain(amount):
            continue
        section = sections.get(amount.section_id or "")
        if amount.row_index is not None:
            line = _line_of_card(amount, fields.get((amount.block, amount.row_index, amount.column_index)))
        else:
            line = _line_of(amount, section) if section is not None else None
        if line is not None and (made := _parse(amount, line)) is not None:
            found.append(made)
    return found


def _is_plain(amount: Amount) -> bool:
    """An amount that is nothing but an amount: no limit, rate, part, foreign money or guess of a recogniser."""
    apart = amount.whole_amount_id or amount.whole_fact_id or amount.formula or amount.per or amount.qualifier
    sure = amount.plan_id is not None and amount.reading == "number" and amount.confidence != "low"
    return bool(sure and not apart and amount.amount_won and amount.amount_won > 0 and amount.ratio is None)


def _line_of_card(amount: Amount, field: PlanField | None) -> _Line | None:
    """The value beside a card's label of a cost, where it is all the value says."""
    if field is None or field.field not in ("total_cost", "annual_budget") or "\n" in field.value_text.strip():
        return None
    return _Line(field.label_text, field.value_text, "") if not amount.role else None


def _line_of(amount: Amount, section: Section) -> _Line | None:
    """The one line of the section that prints the amount, where the section speaks of the plan as a whole."""
    lines = [section.heading or "", *section.text.split("\n")]
    at = [number for number, line in enumerate(lines) if amount.printed_text in line]
    if len(at) > 1:  # the same number under two names
        at = [number for number in at if squeeze(amount.role or "") in squeeze(lines[number])]
    if len(at) != 1:
        return None
    number = at[0]
    if number and section.kind not in load_prose_words()["scopes"]:
        return None
    subject = _subject(lines[1:number], lines[number]) if number else ""
    is_whole = not number or section.kind in load_prose_words()["whole"]
    return _Line(amount.role or "", lines[number], subject, is_whole)


def _subject(before: Sequence[str], line: str) -> str | None:
    """What the line of a higher bullet names that this one stands under; None where nobody can tell.

    Empty where there is none, or where it only says that money follows (`□ 소요예산`). Without a bullet a line belongs
    to the section only in a list of labels and values.
    """
    level = bullet_level(line)
    if not level and line.lstrip()[:1] != "□":
        return "" if all(":" in other for other in before) else None
    for other in reversed(before):
        if bullet_level(other) < level:
            head = other.partition(":")[0]
            word = find_measure(head)
            return _without_fillers(bare(head).replace(word.word if word else "", "", 1))
    return ""


def _parse(amount: Amount, line: _Line) -> Statement | None:
    words = load_prose_words()
    if (
        line.subject is None
        or len(line.text) > _LONGEST
        or any(re.search(row["pattern"], line.text) for row in words["never"])
    ):
        return None
    name = squeeze(_NUMBERING.sub("", line.name.strip(_EDGES)))
    years = _YEAR.findall(name)
    if len(years) > 1 or (not years and _ANY_YEAR.search(squeeze(line.text))):
        return None
    if bool(years) != (amount.fiscal_year is not None):
        return None
    rest = _YEAR.sub("", name)
    says_whole = any(total in rest for total in words["totals"])
    is_total = says_whole and not years
    word = find_measure(line.name)
    if word is not None and word.measure is not None:
        is_cost = not years and word.measure in ("required", "total_cost")
        measures = tuple(words["measures"].get("total_cost" if is_cost else word.measure, ()))
        rest = rest.replace(word.word, "", 1)
    else:
        measures = _by_verb(amount, line.text) if years and name == "".join(years) else ()
    left = _without_fillers(bare(_without_payer(rest, amount)))
    if not measures or (left and line.subject):
        return None
    detail, is_named = (word.detail, True) if word else (None, False)
    is_sure = is_named and line.is_whole and not (says_whole and years) and not _says_more(line, amount)
    return Statement(amount, amount.fiscal_year, measures, detail, left or line.subject, is_total, is_sure)


def _says_more(line: _Line, amount: Amount) -> bool:
    """Whether the line has words beside the amount and its name that may make it a part: a place, a stage, a remark."""
    known = {*_WORD.findall(line.name), *load_prose_words()["beside"]}
    return not known.issuperset(_WORD.findall(line.text.replace(amount.printed_text, " ", 1)))


def _by_verb(amount: Amount, line: str) -> tuple[str, ...]:
    """`2031년 300억원 투입`: the line begins with the year, and the verb right behind says what is done."""
    head, _, tail = line.partition(amount.printed_text)
    if _without_fillers(bare(_YEAR.sub("", squeeze(head)))):
        return ()
    behind = re.sub(r"^(?:을|를|의)?(?:예산을?)?", "", squeeze(tail))
    verbs: Mapping[str, Mapping[str, Sequence[str]]] = load_prose_words()["verbs"]
    return next((tuple(row["measures"]) for verb, row in verbs.items() if behind.startswith(verb)), ())


def _without_payer(name: str, amount: Amount) -> str:
    """The name without the label of who pays, where the amount has one payer."""
    if amount.funding_source is None:
        return name
    for found in _PAYER.finditer(name):
        source = parse_funding_source(found[0], None).source
        if source == amount.funding_source or (source is None and len(found[0]) <= _FEW):
            return name[: found.start()] + name[found.end() :]
    return name


def bare(text: str | None) -> str:
    """Letters and digits alone, as labels are compared."""
    return _MARKS.sub("", squeeze(_NUMBERING.sub("", (text or "").strip(_EDGES))))


def _without_fillers(name: str) -> str:
    """What is left of a name once the words that say nothing are taken off both its ends."""
    fillers = sorted(load_prose_words()["fillers"], key=len, reverse=True)
    while name:
        start = next((f for f in fillers if name.startswith(f) and (name == f or len(f) > 1)), "")
        end = next((f for f in fillers if name.endswith(f)), "")
        if not start and not end:
            break
        name = name[len(start) :] if start else name[: -len(end)]
    return name
