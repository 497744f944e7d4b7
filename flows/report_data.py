"""What the auditors' page shows, asked of one snapshot."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flows.decisions import verdicts_by_target
from flows.places import Places
from flows.snapshots import load_manifest
from flows.views import connect

MOST_FINDINGS = 1000
MOST_DOCUMENTS = 5000
MOST_ISSUES_A_CODE = 50

Row = dict[str, Any]

_DOCUMENTS = f"""
    select d.*, coalesce(p.n, 0) as plan_count, coalesce(f.n, 0) as fact_count, coalesce(g.n, 0) as finding_count,
           coalesce(i.n, 0) as issue_count
    from documents d
    left join (select document_id, count(*) n from plans group by 1) p using (document_id)
    left join (select document_id, count(*) n from budget_facts group by 1) f using (document_id)
    left join (select document_id, count(*) n from findings group by 1) g using (document_id)
    left join (select document_id, count(*) n from issues group by 1) i using (document_id)
    where d.status <> 'failure' order by d.source_path, d.document_id limit {MOST_DOCUMENTS}
"""
_QUARANTINED = f"""
    select source_path, byte_count, error_code, error_message from documents
    where status = 'failure' order by source_path limit {MOST_DOCUMENTS}
"""
# the documents that count first, of these the errors, then by the won at stake
_FINDINGS = f"""
    select g.*, d.source_path, d.source_format,
           d.is_preferred and d.superseded_by is null as is_counted, p.title as plan_title,
           t.unit_text, t.title as table_title
    from findings g
    join documents d using (document_id)
    left join plans p on p.plan_id = g.plan_id
    left join budget_tables t on t.table_id = g.table_id
    order by is_counted desc, case g.severity when 'error' then 0 when 'warning' then 1 else 2 end,
             abs(coalesce(g.delta_won, 0)) desc, d.source_path, g.block, g.row_index, g.column_index, g.finding_id
    limit {MOST_FINDINGS}
"""
_ISSUES = f"""
    select i.*, d.source_path, count(*) over (partition by i.code) as code_count
    from issues i join documents d using (document_id)
    qualify row_number() over (partition by i.code order by d.source_path, i.block, i.row_index, i.column_index)
            <= {MOST_ISSUES_A_CODE}
    order by code_count desc, i.code, d.source_path, i.block, i.row_index, i.column_index
"""
_BUDGET = """
    select fiscal_year, funding_source, sum(amount_won) as won, count(*) as fact_count
    from current_facts
    where period_kind in ('year', 'partial_year') and measure in ('required', 'planned', 'budgeted')
      and measure_detail is null and amount_won is not null and fiscal_year is not null
    group by all order by fiscal_year, funding_source nulls last
"""
_COUNTS = """
    select (select count(*) from documents) as documents,
           (select count(*) from documents where status = 'failure') as quarantined,
           (select count(*) from plans) as plans,
           (select count(*) from budget_facts) as facts,
           (select count(*) from findings where severity = 'error') as errors,
           (select count(*) from findings where severity = 'warning') as warnings,
           (select count(*) from findings where severity = 'info') as infos,
           (select count(*) from findings) as findings,
           (select count(*) from issues) as issues
"""


@dataclass(frozen=True, slots=True)
class ReportData:
    """Rows for the page, as objects by column; `budget` are sums of `current_facts` by year and source."""

    run_id: str
    counts: Row
    documents: list[Row]
    quarantined: list[Row]
    findings: list[Row]
    issues: list[Row]
    budget: list[Row]
    manifest: Row
    verdicts: dict[str, str]


def load_report_data(places: Places, snapshot: Path) -> ReportData:
    """Everything the page shows, with the decisions as they are now."""
    with connect(snapshot) as database:

        def rows(sql: str) -> list[Row]:
            answer = database.execute(sql)
            names = [column[0] for column in answer.description]
            return [dict(zip(names, values, strict=True)) for values in answer.fetchall()]

        return ReportData(
            run_id=snapshot.name,
            counts=rows(_COUNTS)[0],
            documents=rows(_DOCUMENTS),
            quarantined=rows(_QUARANTINED),
            findings=rows(_FINDINGS),
            issues=rows(_ISSUES),
            budget=rows(_BUDGET),
            manifest=load_manifest(snapshot),
            verdicts=verdicts_by_target(places),
        )
