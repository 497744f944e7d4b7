"""What kind of budget table it is: by its words, else by what its facts are."""

from __future__ import annotations

from normalizers.budget.layout import Layout, names_period
from normalizers.budget.looks import squeezed
from normalizers.budget.meaning import heading_measure
from normalizers.budget.surroundings import Surroundings
from normalizers.budget.words import find_measure, is_total_label, kind_words, says
from normalizers.funding import parse_funding_source
from normalizers.vocabulary import BudgetTableKind, Measure

_KIND_OF_MEASURE: dict[Measure, BudgetTableKind] = {
    "required": "annual_need", "planned": "investment_plan", "executed": "execution", "secured": "secured",
    "unsecured": "secured",
}  # fmt: skip


def find_kind(layout: Layout, around: Surroundings) -> BudgetTableKind:
    """The kind of a table from its headers, title and shape."""
    heads = [text for part in layout.parts for column in part.columns for text in column.texts]
    title = around.title.text if around.title else ""
    values = [column.leaf for part in layout.parts for column in part.columns if column.is_value]
    for kind, words in kind_words():
        if kind == "unit_cost" and values and not all(says(text, words) for text in values):
            continue
        if any(says(text, words) for text in (*heads, title)):
            return kind
    has_years = any(names_period(text) and not is_total_label(text) for text in heads)
    said = heading_measure(around)
    measures = [m.measure for text in heads if (m := find_measure(text)) is not None and m.measure is not None]
    ordered = sorted(measures, key=lambda measure: (-measures.count(measure), measures.index(measure)))
    known = [said.measure] if said is not None and said.measure is not None else []
    found = next((_KIND_OF_MEASURE[m] for m in (*known, *ordered) if m in _KIND_OF_MEASURE), None)
    if found == "annual_need" and not has_years:
        found = None
    if found:
        return found
    rows = [squeezed(cell.text) for cell in layout.table.cells if cell.column == 0]
    if has_years and any(parse_funding_source(row, "district").source for row in rows):
        return "annual_need"
    return "project_list" if measures or len(rows) > 2 else "other"
