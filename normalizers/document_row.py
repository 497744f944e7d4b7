"""The `documents` row: what a document says of itself, beside what the run knows of the file (flows fill that in)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from extractors.model import Printed, SourceDocument
from extractors.plan_model import FoundPlans, LabelledValue
from normalizers.document_texts import document_texts
from normalizers.issuer import Issuer
from normalizers.people import head_department
from normalizers.periods.dates import find_dates
from normalizers.periods.terms import find_term, term_of_day
from normalizers.periods.years import YearContext
from normalizers.tables import Document

_LICENCE = re.compile(r"공공누리\s*(?:공공저작물\s*)?[(\"'“]?\s*제\s*([1-4])\s*유형")
_PLAN_YEAR = re.compile(
    r"""(?<!\d)(?P<year>20\d{2})\s*[.년]?\s*(?:도|학년도)?\s*
    (?:[가-힣]{0,6}\s?)?(?:주요\s?업무|업무\s?계획|예산|사업\s?계획|실천\s?계획|시행\s?계획|세부\s?사업)""",
    re.VERBOSE,
)


def normalize_document_row(
    source: SourceDocument, found: FoundPlans, office: Issuer, document_id: str, years: YearContext
) -> Document:
    """The row of one document; what is not printed stays null."""
    texts = list(document_texts(source))
    everything = [p.text for p in (*texts, *(f.printed for f in source.furniture))]
    title = found.title.text.strip() if found.title else source.properties.title
    return Document(
        document_id=document_id,
        source_url=source.properties.source_url,
        source_format=source.source_format,
        byte_count=0,
        page_count=source.page_count,
        title=" ".join(title.split()) if title else None,
        document_kind=found.kind,
        issuer_name=office.name,
        issuer_code=office.code,
        issuer_level=office.level,
        department=_department(found),
        plan_year=_plan_year(title or "", years),
        term_of_office=_term_of_office(everything, found, years),
        as_of=_day(_values(found, "as_of"), years),
        published_on=_day(_values(found, "published_on"), years),
        licence=_licence(everything),
        status="partial" if source.is_partial else "success",
        reader=source.reader,
        reader_version=source.reader_version,
    )


def _values(found: FoundPlans, field: str) -> list[LabelledValue]:
    """Labelled values outside plans first, then those of the plans."""
    inside = (f for plan in found.plans for f in plan.fields)
    return [f for f in (*found.fields, *inside) if f.field == field and f.value]


def _department(found: FoundPlans) -> str | None:
    """A department printed for the whole document: outside of plans, or the same above every plan."""
    outside = [f for f in found.fields if f.field == "lead_department" and f.value]
    if outside:
        return head_department(outside[0].value.text) or " ".join(outside[0].value.text.split())
    above = {plan.department.text.strip() for plan in found.plans if plan.department}
    if len(above) != 1 or not all(plan.department for plan in found.plans):
        return None
    named = above.pop()
    return head_department(named) or named


def _plan_year(title: str, years: YearContext) -> int | None:
    """The year whose plan the title announces; of `2026 실적 및 2027 계획` the later one."""
    named = [int(m["year"]) for m in _PLAN_YEAR.finditer(title)]
    return max(named) if named else years.plan_year


def _term_of_office(texts: Iterable[str], found: FoundPlans, years: YearContext) -> int | None:
    """민선 N기 where it is printed, else the term in which every pledge card's yearly columns begin."""
    printed = {term for text in texts if (term := find_term(text)) is not None}
    if len(printed) == 1:
        return printed.pop()
    if printed or found.kind != "pledge_card":
        return None
    ends = {end for text in texts for end in _part_year_ends(Printed(text), years)}
    terms = {term for end in ends if (term := term_of_day(end)) is not None}
    return terms.pop() if len(terms) == 1 else None


def _part_year_ends(printed: Printed, years: YearContext) -> list[date]:
    """The last day of `2030.6월`: a column that ends in June of an election year closes a term of office."""
    if not re.fullmatch(r"\s*['’‘]?\d{2,4}\s*[.년]\s*6\s*월\s*", printed.text):
        return []
    readings = find_dates(printed, years)
    return [r.end for r in readings if r.end is not None]


def _day(values: Iterable[LabelledValue], years: YearContext) -> date | None:
    for value in values:
        for reading in find_dates(value.value, years):
            if reading.end is not None:
                return reading.end
    return None


def _licence(texts: Iterable[str]) -> str | None:
    """KOGL-1 to KOGL-4 as printed; two different ones are none."""
    kinds = {m[1] for text in texts for m in _LICENCE.finditer(text)}
    return f"KOGL-{kinds.pop()}" if len(kinds) == 1 else None
