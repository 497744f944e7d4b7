"""Columns (or rows) in a known relation: 확보 + 미확보 = 사업비, 기정 + 증감 = 경정, and formulas in headers.

Budget books letter their columns: `예산현액(A) | 집행액(B) | 집행률(B/A) | 증감(C=B-A)`. A formula that is printed is
taken at its word; a relation known only from labels counts once the numbers of the table confirm it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice, product

from expectations.families import Family, Score, score
from expectations.lines import Line, load_words
from normalizers.folding import squeeze

_LETTERS = "A-Za-z①-⑳㉑-㉟㉠-㉻ⓐ-ⓩⒶ-Ⓩ㉮-㉻㈎-㈛㈀-㈍"
_NAME = re.compile(rf"[(\[]?\s*([{_LETTERS}])\s*[)\]]?\s*$|[(\[]\s*([{_LETTERS}])\s*=")
_FORMULA = re.compile(rf"[(\[=]?\s*([{_LETTERS}](?:\s*[-+−–]\s*[{_LETTERS}])+)\s*[)\]]?\s*$")
_TERM = re.compile(rf"([-+−–]?)\s*([{_LETTERS}])")
_TAIL = re.compile(r"\s/\s|[>|]")
_MOST = 12
_TRIPLES = 24


def find_relations(lines: Sequence[Line], quantum: int) -> list[Family]:
    """Families between lines of different meaning; those of printed formulas first, each set of lines once."""
    found: list[Family] = []
    seen: set[frozenset[int]] = set()
    for family in (*_formulas(lines, quantum), *_known_relations(lines, quantum)):
        members = frozenset({family.total, *(part for part, _ in family.parts)})
        if members not in seen:
            seen.add(members)
            found.append(family)
    return found


def _confirmed(rule: str, total: int, parts: Sequence[tuple[int, int]], merit: Score, is_sure: bool) -> Family | None:
    if merit.fails > merit.holds + (1 if is_sure else 0):
        return None
    if not is_sure and (merit.strong < 1 or merit.fails * 2 > merit.holds):
        return None
    return Family(rule, total, tuple(parts), is_sure, merit.holds, merit.fails)


def line_name(label: str) -> str | None:
    """The letter of a lettered header: `확정(B)` is B, `㉑` at the end of `2020년말 조성액 ㉑` too.

    >>> line_name("확정 (B)"), line_name("증감(B-A)"), line_name("PC")
    ('B', None, None)
    """
    text = label.replace("^", " ").strip()
    found = _NAME.search(text)
    if not found or _FORMULA.search(text):
        head = re.search(rf"([{_LETTERS}])\s*\^?\s*=\s*[{_LETTERS}^]", text)
        return head[1] if head else None
    name = found[1] or found[2]
    bracketed = found[0].strip()[:1] in "(["
    return name if bracketed or not name.isascii() else None


def header_formula(label: str) -> tuple[tuple[str, int], ...]:
    """(letter, sign) of the formula in a header; empty without one.

    >>> header_formula("증감 (B-A)"), header_formula("총계(①+②+③)"), header_formula("R&D")
    ((('B', 1), ('A', -1)), (('①', 1), ('②', 1), ('③', 1)), ())
    """
    found = _FORMULA.search(label.replace("^", " ").strip())
    if not found:
        return ()
    return tuple((name, -1 if sign in "-−–" and sign else 1) for sign, name in _TERM.findall(found[1]))


def _formulas(lines: Sequence[Line], quantum: int) -> Iterator[Family]:
    names: dict[str, list[int]] = {}
    for line in lines:
        name = line_name(line.label)
        if name:
            names.setdefault(name, []).append(line.number)
    for line in lines:
        terms = header_formula(line.label)
        if len(terms) < 2 or any(name not in names for name, _ in terms):
            continue
        is_sure = all(len(numbers) == 1 for numbers in names.values())  # a letter that stands twice is a misprint
        options = []
        for chosen in islice(product(*(names[name] for name, _ in terms)), _MOST):
            if line.number in chosen or len(set(chosen)) < len(chosen):
                continue
            parts = [(part, sign) for part, (_, sign) in zip(chosen, terms, strict=True)]
            options.append((score(lines, line.number, parts, quantum), parts))
        if options:
            merit, parts = max(options, key=lambda option: option[0].merit)
            family = _confirmed("header_formula", line.number, parts, merit, is_sure=is_sure)
            if family is not None:
                yield family


@cache
def _roles() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((role, re.compile(entry["pattern"])) for role, entry in load_words()["roles"].items())


def roles_of(line: Line) -> frozenset[str]:
    """What the line may be in a relation, by the last part of its label and by its measure."""
    label = squeeze(_TAIL.split(line.label)[-1]) if line.label else ""
    label = re.sub(r"[(\[（].*?[)\]）]", "", label)
    found = {role for role, pattern in _roles() if pattern.search(label)}
    measure = line.measure[0] if line.measure else None
    if measure in ("secured", "unsecured", "executed", "change", "unspent", "balance", "income", "expense"):
        found.add(measure)
    if measure == "carried_over":
        found.add("carried")
    if measure == "total_cost" or label in load_words()["costs"] or line.is_total:
        found.add("cost")
    return frozenset(found)


def _known_relations(lines: Sequence[Line], quantum: int) -> Iterator[Family]:
    by_role: dict[str, list[int]] = {}
    for line in lines:
        for role in roles_of(line):
            by_role.setdefault(role, []).append(line.number)
    used_totals: set[int] = set()
    for rule, relation in load_words()["relations"].items():
        wanted = [(part.lstrip("-"), -1 if part.startswith("-") else 1) for part in relation["parts"]]
        if relation["result"] not in by_role or any(role not in by_role for role, _ in wanted):
            continue
        used = used_totals if relation["result"] == "available" else set()
        for total in by_role[relation["result"]]:
            found = [] if total in used else list(_related(lines, rule, total, wanted, by_role, quantum))
            if found:
                used.add(total)
                yield min(found, key=lambda family: sum(abs(part - total) for part, _ in family.parts))
    yield from _changes(lines, by_role, quantum)
    yield from _costs_over_periods(lines, by_role, quantum)


def _related(
    lines: Sequence[Line],
    rule: str,
    total: int,
    wanted: Sequence[tuple[str, int]],
    by_role: dict[str, list[int]],
    quantum: int,
) -> Iterator[Family]:
    """The confirmed ways to take the parts of a relation from the lines of their roles."""
    for parts in islice(product(*(by_role[role] for role, _ in wanted)), _TRIPLES * 4):
        signed = [(part, sign) for part, (_, sign) in zip(parts, wanted, strict=True)]
        if len({total, *parts}) <= len(parts) or not _same_scope([lines[i] for i in (total, *parts)]):
            continue
        family = _confirmed(rule, total, signed, score(lines, total, signed, quantum), is_sure=False)
        if family is not None:
            yield family


def _same_scope(members: Sequence[Line]) -> bool:
    years = {(line.period, line.year) for line in members if line.year is not None}
    return len(years) <= 1 and len({line.source for line in members if line.source is not None}) <= 1


def _changes(lines: Sequence[Line], by_role: dict[str, list[int]], quantum: int) -> Iterator[Family]:
    """증감 beside two columns it is the difference of, whichever they are: the numbers have to say so.

    Where labels say which is before and which after, no number may contradict a difference taken the other way round.
    """
    for change in by_role.get("change", ()):
        others = [line.number for line in lines if line.number != change][:_MOST]
        for before, after in product(others, others):
            if before == after:
                continue
            parts = [(after, 1), (before, -1)]
            merit = score(lines, change, parts, quantum)
            family = _confirmed("before_and_change", change, parts, merit, is_sure=False)
            turned = before in by_role.get("after", ()) and after in by_role.get("before", ())
            if family is not None and merit.strong > 1 and not (turned and merit.fails):
                yield family


def _costs_over_periods(lines: Sequence[Line], by_role: dict[str, list[int]], quantum: int) -> Iterator[Family]:
    """총사업비 | 기투자 | 2021 | 2022 | 향후: a cost whose label is no total, over all its periods."""
    periods = ("year", "partial_year", "before_base", "before_term", "within_term", "after_term")
    for cost in by_role.get("cost", ()):
        if lines[cost].is_total:
            continue
        parts = [(line.number, 1) for line in lines if line.period in periods and line.number != cost]
        if len(parts) > 1:
            merit = score(lines, cost, parts, quantum)
            family = _confirmed("sum_of_periods", cost, parts, merit, is_sure=False)
            if family is not None:
                yield family
