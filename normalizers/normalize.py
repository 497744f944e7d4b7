"""`normalize`: a document and its plans, as printed, to the contract's rows. No disk, clock or network."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain

from extractors.model import Printed, ReadingIssue, SourceDocument
from extractors.plan_model import FoundPlans
from extractors.problem_sentences import problem_sentence
from normalizers.budget import TableContext, normalize_tables
from normalizers.document_row import normalize_document_row
from normalizers.document_texts import document_texts
from normalizers.identity import locator_columns
from normalizers.issuer import Issuer, find_issuer
from normalizers.masked_rows import mask_rows
from normalizers.money_level import money_level
from normalizers.normalized import NormalizedDocument
from normalizers.periods.years import year_context
from normalizers.plan_ids import PlanIds, plan_ids
from normalizers.plans import DocumentContext, normalize_plans
from normalizers.prose_amounts import normalize_amounts
from normalizers.sections import sections_by_block
from normalizers.tables import Issue


def normalize(
    source: SourceDocument,
    found: FoundPlans,
    *,
    document_id: str,
    issuer: str | None = None,
    unmasked: bool = False,
) -> NormalizedDocument:
    """All rows of one document.

    `document_id` is the SHA-256 of its bytes; `issuer` names the office where the user knows it (`--issuer`), which
    outweighs what is printed. Personal data are masked in every row unless `unmasked`, which is for the restricted
    copy of `officials` alone.
    """
    ids = plan_ids(found, document_id)
    office = find_issuer(source, found, issuer)
    years = year_context(p.text for p in chain(document_texts(source), [found.title or Printed("")]))
    level = money_level(office.level, (p.text for p in document_texts(source)))
    document = normalize_document_row(source, found, office, document_id, years)
    own_years = replace(years, plan_year=document.plan_year)  # `전년도` is the one before the year that the title plans
    context = TableContext(document_id, ids.plan_id_of, level, own_years)
    money = normalize_tables(source, found, context)
    issues = _issues(source, found, office, document_id, ids)
    about = DocumentContext(document_id, years, document.department, document.plan_year)
    read = normalize_plans(found, about, ids.of_plan, money.facts, unmasked=unmasked)
    amounts = normalize_amounts(source, context, money, sections_by_block(read.sections, ids.plan_id_of))
    rows = NormalizedDocument(
        document=document,
        plans=read.plans,
        plan_fields=read.fields,
        milestones=read.milestones,
        sections=read.sections,
        officials=read.officials,
        table_cells=money.cells,
        budget_tables=money.tables,
        budget_facts=money.facts,
        amounts=amounts.amounts,
        issues=(*issues, *read.issues, *money.issues, *amounts.issues),
    )
    return rows if unmasked else mask_rows(rows)


def _issues(
    source: SourceDocument, found: FoundPlans, office: Issuer, document_id: str, ids: PlanIds
) -> tuple[Issue, ...]:
    """The issues of the reader, of the finding of plans and of the issuer, as rows."""
    given = [*source.issues, *found.issues]
    if office.issue_code is not None:
        given.append(ReadingIssue(office.issue_code))
    return tuple(
        Issue(
            document_id=document_id,
            plan_id=None if issue.at.block is None else ids.plan_id_of(issue.at.block),
            code=issue.code,
            message=problem_sentence(issue.code, issue.detail),
            printed_text=issue.printed_text or None,
            **locator_columns(issue.at),
        )
        for issue in given
    )
