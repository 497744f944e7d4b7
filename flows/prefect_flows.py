"""The steps of `ingest` as a Prefect flow: states, retries and a page in Prefect, and not one rule of its own.

A task is a shard of documents, never one document: a task costs Prefect 150 milliseconds in a process. Time-outs of
tasks do not stop blocked C code, so each document is still read in a process that `pool` can kill. Retries are for the
world (a network drive that stumbles: OSError); a shut gate or an unreadable folder fails at once. Cache keys are ours:
the ledger knows which documents are read, also when a shard is tried again.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from prefect import flow, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.orchestration import get_client
from prefect.utilities.annotations import quote

from flows import ingest as steps
from flows.ingest import IngestResult, Inputs, RunContext
from flows.language import say
from flows.limits import DEFAULT_MIB, DEFAULT_SECONDS
from flows.options import IngestOptions
from flows.pool import Reader
from flows.problems import NotPublishedError
from flows.progress import Progress
from flows.publishing import Written
from flows.summary import summary_lines
from flows.worker import ReadingJob

SHARD_SIZE = 200


def _as_is(value: object) -> Any:
    """An argument that Prefect is not to search for futures: it would walk every document of a run."""
    return quote(value)


def _is_of_the_world(_task: Any, _run: Any, state: Any) -> bool:
    return isinstance(state.result(raise_on_failure=False), OSError)


_POLICY: dict[str, Any] = {
    "cache_policy": NO_CACHE,
    "persist_result": False,
    "retries": 2,
    "retry_delay_seconds": [5, 30],
    "retry_condition_fn": _is_of_the_world,
}


@task(name="archive", task_run_name="원본 보관", **_POLICY)
def archive_task(run: RunContext) -> Inputs:
    """Archives the originals."""
    return steps.archive_inputs(run)


@task(name="read-shard", task_run_name="읽기 {number}", **_POLICY)
def read_shard_task(run: RunContext, read: Reader, jobs: Sequence[ReadingJob], number: int) -> int:  # noqa: ARG001
    """Reads, normalises and validates some hundred documents."""
    return steps.read_shard(run, read, jobs)


@task(name="write-tables", task_run_name="표 쓰기", **_POLICY)
def write_task(run: RunContext, inputs: Inputs) -> Written:
    """Writes the tables into a staged folder."""
    return steps.write_snapshot(run, inputs)


@task(name="publish", task_run_name="검사와 발행", **_POLICY)
def publish_task(run: RunContext, inputs: Inputs, written: Written) -> IngestResult:
    """Checks the tables, switches the pointer and builds the report."""
    return steps.publish(run, inputs, written)


@flow(name="koplan-ingest", flow_run_name="koplan ingest", persist_result=False)
def ingest_flow(
    paths: list[str],
    output: str = "output",
    workers: int | None = None,
    force: bool = False,
    seconds: float = DEFAULT_SECONDS,
    mib: int = DEFAULT_MIB,
    issuer: str | None = None,
    labels: str | None = None,
    with_personal_data: bool = False,
    accept: str | None = None,
    keep: int = 30,
) -> IngestResult:
    """The whole run as a flow; the parameters are those of `koplan ingest`."""
    options = IngestOptions(
        tuple(Path(path) for path in paths), Path(output), workers, force, seconds, mib, issuer,
        Path(labels) if labels else None, with_personal_data, accept, keep,
    )  # fmt: skip
    with steps.open_run(options, Progress()) as run:
        inputs = archive_task(_as_is(run))
        jobs = steps.jobs_to_read(run, inputs)
        shards = [jobs[start : start + SHARD_SIZE] for start in range(0, len(jobs), SHARD_SIZE)]
        with steps.open_pool_for(run, jobs) as read:
            reading = [
                read_shard_task.submit(_as_is(run), _as_is(read), _as_is(shard), number)
                for number, shard in enumerate(shards, 1)
            ]
            for future in reading:
                future.result()
        written = write_task(_as_is(run), _as_is(inputs))
        result: IngestResult = publish_task(_as_is(run), _as_is(inputs), _as_is(written))
    create_markdown_artifact(
        key="koplan-summary",
        markdown="## 실행 요약\n\n```\n" + "\n".join(summary_lines(options, result, None)) + "\n```\n",
        description="koplan ingest의 결과 요약",
    )
    return result


def flow_parameters(options: IngestOptions) -> dict[str, Any]:
    """The options as parameters of the flow, paths absolute: a scheduled run starts elsewhere."""
    return {
        "paths": [str(path.resolve()) for path in options.paths],
        "output": str(options.output.resolve()),
        "workers": options.workers,
        "force": options.force,
        "seconds": options.seconds,
        "mib": options.mib,
        "issuer": options.issuer,
        "labels": str(options.labels.resolve()) if options.labels else None,
        "with_personal_data": options.with_personal_data,
        "accept": options.accept,
        "keep": options.keep,
    }


def check_server() -> None:
    """NotPublishedError if `PREFECT_API_URL` names a server that does not answer."""
    url = os.environ.get("PREFECT_API_URL")
    if not url:
        return
    with get_client(sync_client=True) as client:
        error = client.api_healthcheck()
    if error is not None:
        raise NotPublishedError(
            say(
                f"PREFECT_API_URL의 서버가 답하지 않습니다({url}). 서버를 켜거나 --no-prefect로 실행해 주세요.",
                f"the server of PREFECT_API_URL does not answer ({url}); start it, or run with --no-prefect.",
            )
        )


def run_flow(options: IngestOptions) -> IngestResult:
    """Runs the flow in this process, on the Prefect server of the environment or on one that starts with it.

    NotPublishedError if the environment names a server that does not answer.
    """
    check_server()
    result: IngestResult = ingest_flow(**flow_parameters(options))
    return result
