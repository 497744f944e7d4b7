"""From the ledger to the tables of a run: document by document, in the order of the files."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path
from typing import Any

from expectations.across_documents import Comparison
from extractors.problem_sentences import problem_sentence
from flows.across import compare_run
from flows.archive import Original
from flows.decisions import load_decisions, verdicts_by_target
from flows.dictionary import TABLES
from flows.entries import EntryHeader, load_tables
from flows.history import load_runs
from flows.json_rows import json_to_row, row_to_json
from flows.options import IngestOptions
from flows.places import Places
from flows.run_row import Run
from flows.snapshots import staging_folder
from flows.table_writer import TableWriter
from flows.twin_judging import judge_with_twins
from flows.twins import Standing, settle_standings
from flows.versions import koplan_version
from flows.words import Words, add_words, load_words
from normalizers.masking import mask_text
from normalizers.tables import Document, Issue, columns_of

_STANDING_ALONE = Standing()


@dataclass(frozen=True, slots=True)
class Written:
    """A staged folder of tables: rows a table, the run's own row, and how many findings of each severity."""

    folder: Path
    counts: dict[str, int]
    run: Run
    severities: dict[str, int]


def write_tables(
    options: IngestOptions,
    run_id: str,
    started_at: datetime,
    originals: Sequence[Original],
    headers: Sequence[EntryHeader],
) -> Written:
    """Writes every table of the run into its staged folder."""
    standings = settle_standings(headers)
    rows = [
        document_row(header, original, standings.get(header.document_id, _STANDING_ALONE))
        for original, header in zip(originals, headers, strict=True)
    ]
    documents = {document.document_id: document for document, _ in rows}
    comparison = compare_run(options.places, list(documents.values()))
    severities: Counter[str] = Counter(finding.severity for finding in comparison.findings)
    staged = staging_folder(options.places, run_id)
    shutil.rmtree(staged, ignore_errors=True)  # of a first try of the same run
    with TableWriter(staged) as writer:
        settler = _Settler(verdicts_by_target(options.places), comparison)
        for header in headers:
            standing = standings.get(header.document_id, _STANDING_ALONE)
            judged = judge_with_twins(
                options.places, documents[header.document_id], [documents[twin] for twin in standing.twins]
            )
            severities.update(_severities(judged) if judged else header.severities)
            writer.add("documents", [_values(documents[header.document_id])])
            _write_document(options.places, header, standing, judged, settler, writer)
        for table in ("findings", "links", "pledges", "pledge_versions"):
            compared = [_values(row) for row in getattr(comparison, table)]
            writer.add(table, settler.settle(table, compared))
        writer.add("decisions", [_values(row) for row in load_decisions(options.places)])
        run = _run_row(run_id, started_at, headers, writer.counts, sum(hidden for _, hidden in rows))
        writer.add("runs", [*(_values(row) for row in load_runs(options.places)), _values(run)])
    return Written(writer.folder, dict(writer.counts), run, dict(severities))


def _write_document(
    places: Places, header: EntryHeader, standing: Standing, judged: Mapping[str, list[list[Any]]], settler: _Settler,
    writer: TableWriter,
) -> None:  # fmt: skip
    """The rows of one document, those in `judged` instead of or beside the ledger's."""
    words = load_words(places, header)
    for table, values in load_tables(places, header.document_id):
        given = judged["findings"] if table == "findings" and judged else values
        writer.add(table, settler.settle(table, add_words(table, given, words)))
    writer.add("issues", judged.get("issues", []))
    writer.add("issues", [_values(issue) for issue in _run_issues(header, standing, words)])


def _severities(judged: Mapping[str, list[list[Any]]]) -> Counter[str]:
    at = [column.name for column in columns_of(TABLES["findings"])].index("severity")
    return Counter(values[at] for values in judged["findings"])


@dataclass(frozen=True, slots=True)
class _Settler:
    """Fills in what rows get from elsewhere: decisions of auditors, and the pledge that a plan belongs to."""

    verdicts: Mapping[str, str]
    comparison: Comparison

    def settle(self, table: str, rows: list[list[Any]]) -> list[list[Any]]:
        """The rows, those of findings, links and plans filled in."""
        if table == "findings":
            return _filled(table, rows, "finding_id", "decision", self.verdicts)
        if table == "links":
            return _filled(table, rows, "link_id", "decision", self.verdicts)
        if table == "plans":
            return _filled(table, rows, "plan_id", "pledge_id", self.comparison.pledge_of_plan)
        return rows


def document_row(header: EntryHeader, original: Original, standing: Standing) -> tuple[Document, int]:
    """The row of a document as it stands in this run, and how many personal data its file's name held."""
    row = dict(header.document)
    path, hidden = mask_text(original.source_path)
    row |= {
        "file_name": path.rsplit("/", 1)[-1],
        "source_path": path,
        "retrieved_at": original.retrieved_at.isoformat(),
        "is_preferred": standing.is_preferred,
        "superseded_by": standing.superseded_by,
    }
    if header.error_code is not None:
        row["is_preferred"] = False
    else:
        row["document_version"] = row["document_version"] or standing.version
        row["series_id"] = row["series_id"] or _series_id(row)
    made: Document = json_to_row(row, Document)
    return made, hidden


def _series_id(row: Mapping[str, Any]) -> str | None:
    """Office, kind and year; none where the office or the year is not known."""
    year = row["plan_year"] or (row["as_of"] or row["published_on"] or "")[:4]
    parts = [row["issuer_name"], row["document_kind"], year]
    if not all(parts):
        return None
    return blake2b("\x1f".join(map(str, parts)).encode(), digest_size=10).hexdigest()


def _run_issues(header: EntryHeader, standing: Standing, words: Words | None) -> list[Issue]:
    """What only the run can know of a document."""
    made = []
    if standing.rivals:
        made.append(("SAME_PLANS_UNDATED", ", ".join(rival[:12] for rival in standing.rivals)))
    if words is None and header.counts.get("sections"):
        made.append(("WORDS_MISSING", ""))
    return [Issue(document_id=header.document_id, code=c, message=problem_sentence(c, detail)) for c, detail in made]


def _filled(table: str, rows: list[list[Any]], key: str, column: str, given: Mapping[str, str]) -> list[list[Any]]:
    names = [c.name for c in columns_of(TABLES[table])]
    key_at, column_at = names.index(key), names.index(column)
    for row in rows:
        row[column_at] = given.get(row[key_at], row[column_at])
    return rows


def _run_row(
    run_id: str, started_at: datetime, headers: Sequence[EntryHeader], counts: Mapping[str, int], masked: int
) -> Run:
    read = sum(header.document["run_id"] == run_id for header in headers)
    return Run(
        run_id=run_id,
        started_at=started_at,
        finished_at=datetime.now(UTC).replace(microsecond=0),
        document_count=len(headers),
        read_count=read,
        reused_count=len(headers) - read,
        failed_count=sum(header.error_code is not None for header in headers),
        fact_count=counts["budget_facts"],
        finding_count=counts["findings"],
        masked_count=masked + sum(header.masked_count for header in headers),
        koplan_version=koplan_version(),
    )


def _values(row: Any) -> list[Any]:
    return list(row_to_json(row).values())
