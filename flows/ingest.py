"""The steps of a run, in order: archive, read, write tables, check, publish, report.

Each step is a plain function of the run and of what the step before returned. `ingest` calls them one after the other;
`prefect_flows` calls the same ones as tasks. A document that cannot be read, or that a bug of ours stopped, is
quarantined with its code, the others are published, and the summary says so; only what concerns the run as a whole
(a shut gate, a full disk) ends it, and then the tables published before stand as they were.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flows.archive import Original, UnreachableFileError, archive_original
from flows.discovery import SkippedFile, find_files
from flows.entries import EntryHeader, is_reusable, load_header, reading_key
from flows.gate_keeping import pass_gates
from flows.language import say
from flows.locking import hold_output
from flows.manifest import build_manifest
from flows.options import IngestOptions
from flows.own_labels import OwnLabels, load_labels
from flows.pool import Reader, core_count, open_pool
from flows.problems import NotPublishedError, disk_words
from flows.progress import Progress
from flows.publishing import Written, write_tables
from flows.report import build_report
from flows.restricted import has_officials, publish_officials
from flows.snapshots import clear_staging, drop_old_snapshots, publish_snapshot
from flows.suite_process import SuiteProcess
from flows.words import WordsPool
from flows.worker import ReadingJob


@dataclass(frozen=True, slots=True)
class RunContext:
    """One run under way."""

    options: IngestOptions
    run_id: str
    started_at: datetime
    key: str
    suites: SuiteProcess
    words: WordsPool
    progress: Progress
    labels: OwnLabels = ()


@dataclass(frozen=True, slots=True)
class Inputs:
    """What came in: each different document once, the same bytes under further names, and what was left out."""

    originals: tuple[Original, ...]
    repeated: tuple[str, ...]
    skipped: tuple[SkippedFile, ...]


@dataclass(frozen=True, slots=True)
class IngestResult:
    """What a run published, for the summary; `undone` says what could not be done once the tables were published."""

    run_id: str
    snapshot: Path
    report: Path
    inputs: Inputs
    headers: tuple[EntryHeader, ...]
    written: Written
    undone: str = ""


def ingest(options: IngestOptions, progress: Progress | None = None) -> IngestResult:
    """The whole run. UsageError and NotPublishedError leave what is published as it was."""
    with open_run(options, progress or Progress()) as run:
        inputs = archive_inputs(run)
        jobs = jobs_to_read(run, inputs)
        with open_pool_for(run, jobs) as read:
            read_shard(run, read, jobs)
        written = write_snapshot(run, inputs)
        return publish(run, inputs, written)


@contextmanager
def open_run(options: IngestOptions, progress: Progress) -> Iterator[RunContext]:
    """Holds the output folder for one run, and has the expectation suites' process start up meanwhile."""
    find_files(options.paths, options.output)  # a wrong path is told before anything is made
    labels = load_labels(options.labels)
    now = datetime.now(UTC)
    # to the millisecond: the oldest snapshots are dropped by name, and two runs can begin within one second
    run_id = f"{now:%Y%m%dT%H%M%S}{now.microsecond // 1000:03d}Z-{secrets.token_hex(3)}"
    with hold_output(options.places), SuiteProcess() as suites, WordsPool(options.places) as words:
        try:
            clear_staging(options.places)
            key = reading_key(options.issuer, labels)
            yield RunContext(options, run_id, now, key, suites, words, progress, labels)
        finally:
            clear_staging(options.places)


def archive_inputs(run: RunContext) -> Inputs:
    """Archives every file that was named; one that cannot be opened is skipped and said."""
    options = run.options
    files, skipped = find_files(options.paths, options.output)
    run.progress.step(f"파일 {len(files)}개를 보관합니다.", f"archiving {len(files)} files")
    originals: dict[str, Original] = {}
    repeated = []
    for file in files:
        try:
            original = archive_original(file, options.places)
        except UnreachableFileError:
            skipped.append(SkippedFile(file.path, "no_access"))
            continue
        if original.document_id in originals:
            repeated.append(original.source_path)
        else:
            originals[original.document_id] = original
    return Inputs(tuple(originals.values()), tuple(repeated), tuple(skipped))


def jobs_to_read(run: RunContext, inputs: Inputs) -> list[ReadingJob]:
    """The documents that the ledger does not hold as the present rules would read them."""
    options, jobs = run.options, []
    for original in inputs.originals:
        header = None if options.force else load_header(options.places, original.document_id)
        if header is None or not is_reusable(header, run.key, options.limits) or _lacks_officials(run, header):
            jobs.append(
                ReadingJob(
                    options.places, original.document_id, original.byte_count, run.run_id, run.started_at,
                    run.key, options.issuer, options.limits, options.with_personal_data, run.labels,
                )
            )  # fmt: skip
        else:
            run.words.ask(header)
    reused = len(inputs.originals) - len(jobs)
    run.progress.step(
        f"문서 {len(jobs)}건을 읽습니다(바뀌지 않은 {reused}건은 다시 읽지 않음).",
        f"reading {len(jobs)} documents ({reused} unchanged)",
    )
    run.progress.start(len(jobs))
    return jobs


def _lacks_officials(run: RunContext, header: EntryHeader) -> bool:
    wanted = run.options.with_personal_data and header.error_code is None
    return wanted and not has_officials(run.options.places, header.document_id)


@contextmanager
def open_pool_for(run: RunContext, jobs: Sequence[ReadingJob]) -> Iterator[Reader]:
    """Reading processes for these jobs; none at all where there is nothing to read."""
    if not jobs:
        yield lambda _: iter(())
        return
    with open_pool(min(run.options.workers or core_count(), len(jobs)), run.options.mib) as read:
        yield read


def read_shard(run: RunContext, read: Reader, jobs: Sequence[ReadingJob]) -> int:
    """Reads those of the documents that are not yet in the ledger, as on a second try; how many."""
    left = [job for job in jobs if not is_done(run, job)]
    for document_id in read(left):
        run.words.ask(load_header(run.options.places, document_id))
        run.progress.count()
    return len(left)


def is_done(run: RunContext, job: ReadingJob) -> bool:
    """True if this very run has read the document."""
    header = load_header(run.options.places, job.document_id)
    return header is not None and header.document["run_id"] == run.run_id


def write_snapshot(run: RunContext, inputs: Inputs) -> Written:
    """Writes the tables of all documents into a staged folder. RunStoppedError if no document could be read."""
    headers = load_headers(run, inputs)
    if not any(header.error_code is None for header in headers):
        raise RunStoppedError(say("읽은 문서가 없습니다.", "no document could be read."), headers, inputs)
    run.progress.step("검색어를 뽑고 표를 씁니다.", "finding search words and writing tables")
    run.words.wait()
    return write_tables(run.options, run.run_id, run.started_at, inputs.originals, headers)


class RunStoppedError(NotPublishedError):
    """No document could be read, or a gate is shut; `headers` and `inputs` say what the run had read."""

    def __init__(self, message: str, headers: Sequence[EntryHeader], inputs: Inputs) -> None:
        super().__init__(message)
        self.headers = tuple(headers)
        self.inputs = inputs


def load_headers(run: RunContext, inputs: Inputs) -> list[EntryHeader]:
    """The ledger's headers of all documents, in the order of the files."""
    headers = [load_header(run.options.places, original.document_id) for original in inputs.originals]
    assert all(header is not None for header in headers), "every document has an entry once it was read"
    return [header for header in headers if header is not None]


def publish(run: RunContext, inputs: Inputs, written: Written) -> IngestResult:
    """Checks the staged tables and makes them the current ones. RunStoppedError if a gate is shut."""
    run.progress.step("표를 검사합니다.", "checking the tables")
    checks: list[dict[str, Any]] = run.suites.check(written.folder)
    headers = tuple(load_headers(run, inputs))
    try:
        accepted = pass_gates(run.options, written, checks)
    except NotPublishedError as shut:
        raise RunStoppedError(str(shut), headers, inputs) from shut
    manifest = build_manifest(
        run.run_id, run.options, run.labels, inputs.originals, inputs.skipped, written, checks, accepted
    )
    snapshot = publish_snapshot(run.options.places, written.folder, manifest)
    undone = follow_up(run, inputs)
    return IngestResult(run.run_id, snapshot, run.options.places.report, inputs, headers, written, undone)


def follow_up(run: RunContext, inputs: Inputs) -> str:
    """What comes after publishing: officials and the report are written, old snapshots go.

    Returns why that could not be done, or nothing: the tables are published and stay so.
    """
    places = run.options.places
    try:
        if run.options.with_personal_data:
            publish_officials(places, [original.document_id for original in inputs.originals])
        run.progress.step("보고서를 만듭니다.", "building the report")
        build_report(places)
        drop_old_snapshots(places, run.options.keep)
    except OSError as error:
        return disk_words(error)
    return ""
