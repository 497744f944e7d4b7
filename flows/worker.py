"""What a reading process does with one document: read it, and put the entry into the ledger."""

from __future__ import annotations

import traceback
from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime

from expectations.gates import check_gates
from extractors.model import UnreadableDocumentError
from extractors.problem_sentences import problem_sentence
from flows.archive import load_original
from flows.entries import EntryHeader, write_entry
from flows.json_rows import row_to_json
from flows.own_labels import OwnLabels
from flows.places import Places
from flows.reading import ReadRows, read_rows
from flows.restricted import keep_officials
from flows.twins import contents_of
from flows.versions import rules_version
from normalizers.tables import Document


@dataclass(frozen=True, slots=True)
class ReadingJob:
    """One document to read, and for which run."""

    places: Places
    document_id: str
    byte_count: int
    run_id: str
    started_at: datetime
    key: str
    issuer: str | None
    limits: tuple[float, int]
    with_personal_data: bool = False
    labels: OwnLabels = ()


def read_into_ledger(job: ReadingJob) -> None:
    """Reads one document and writes its entry; what is wrong with the document, or with us, is in the entry.

    Rows that contradict each other are a bug of ours too. They are stopped here, where they cost their own document:
    the gates before publishing would stop the whole run.
    """
    try:
        data = load_original(job.places, job.document_id)
        found = read_rows(data, job.issuer, with_personal_data=job.with_personal_data, labels=job.labels)
    except UnreadableDocumentError as error:
        quarantine(job, error.code, error.detail)
    except MemoryError:
        quarantine(job, "MEMORY_LIMIT", f"{job.limits[1]} MiB")
    except Exception as error:  # a bug of ours costs its own document, never the run: the summary shouts
        quarantine(job, "INTERNAL_ERROR", _where(error), traceback.format_exc())
    else:
        if broken := check_gates({"documents": [found.document], **found.tables}):
            quarantine(job, "INTERNAL_ERROR", broken[0].code, "\n".join(failure.message for failure in broken))
        else:
            _keep(job, found)


def _keep(job: ReadingJob, found: ReadRows) -> None:
    document = replace(found.document, rules_version=rules_version(), run_id=job.run_id, ingested_at=job.started_at)
    header = EntryHeader(
        key=job.key,
        document=row_to_json(document),
        limits=job.limits,
        counts={name: len(rows) for name, rows in found.tables.items()},
        severities=dict(Counter(finding.severity for finding in found.tables["findings"])),
        masked_count=found.masked_count,
        plan_titles=tuple(plan.title for plan in found.tables["plans"] if plan.title),
        amounts=tuple(sorted(f.amount_won for f in found.tables["budget_facts"] if f.amount_won is not None)),
        contents=contents_of(found.tables),
    )
    if job.with_personal_data:
        keep_officials(job.places, job.document_id, found.unmasked_officials)
    write_entry(job.places, header, found.tables)


def quarantine(job: ReadingJob, code: str, detail: str = "", trace: str = "") -> None:
    """Writes the entry of a document that gave no rows."""
    row = Document(
        document_id=job.document_id,
        byte_count=job.byte_count,
        status="failure",
        error_code=code,
        error_message=problem_sentence(code, detail),
        rules_version=rules_version(),
        run_id=job.run_id,
        ingested_at=job.started_at,
    )
    header = EntryHeader(job.key, row_to_json(row), job.limits, error_detail=detail, traceback=trace)
    write_entry(job.places, header, {})


def _where(error: Exception) -> str:
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}, {last.name}:{last.lineno}"
