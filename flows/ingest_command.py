"""`koplan ingest` from the shell: options in, a Korean summary and an exit status out."""

from __future__ import annotations

import argparse
import os
import time

from flows.exit_codes import FAILED, OK
from flows.ingest import RunStoppedError, ingest
from flows.language import say
from flows.options import IngestOptions
from flows.own_labels import load_labels
from flows.prefect_settings import set_prefect_defaults
from flows.problems import disk_words
from flows.progress import Progress
from flows.summary import quarantine_lines, summary_lines
from flows.terminal import complain, tell


def options_from(given: argparse.Namespace) -> IngestOptions:
    """The options as the shell gave them."""
    return IngestOptions(
        paths=tuple(given.paths),
        output=given.output,
        workers=given.workers,
        force=given.force,
        seconds=given.limit_seconds,
        mib=given.limit_memory,
        issuer=given.issuer,
        labels=given.labels,
        with_personal_data=given.with_personal_data,
        accept=given.accept,
        keep=given.keep,
    )


def ingest_from_shell(given: argparse.Namespace) -> int:
    """Runs an ingest, as a Prefect flow if that was asked for, and tells what came of it; the exit status."""
    options, started = options_from(given), time.monotonic()
    as_flow = given.prefect if given.prefect is not None else bool(os.environ.get("PREFECT_API_URL"))
    try:
        if as_flow:
            load_labels(options.labels)  # a wrong file is told before Prefect takes its seconds to start
            set_prefect_defaults()
            from flows.prefect_flows import run_flow

            why = "--prefect" if given.prefect else "PREFECT_API_URL"
            complain(say(f"Prefect 흐름으로 실행합니다({why}).", f"running as a Prefect flow ({why})"))
            result = run_flow(options)
        else:
            result = ingest(options, Progress())
    except RunStoppedError as stopped:
        complain("\n".join([*quarantine_lines(stopped.headers, stopped.inputs), str(stopped)]))
        complain(_nothing_published())
        return FAILED
    except OSError as error:
        what = say("디스크에 쓰거나 읽지 못했습니다", "the disk could not be written or read")
        complain(f"{what} ({disk_words(error)})")
        complain(_nothing_published())
        return FAILED
    tell("\n".join(summary_lines(options, result, time.monotonic() - started)))
    return OK


def _nothing_published() -> str:
    return say("발행하지 않았습니다. 발행된 표는 그대로입니다.", "nothing was published; the old tables stand.")
