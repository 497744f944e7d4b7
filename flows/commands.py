"""One thin function a command: options in, exit status out; the work is imported when it is asked for."""

from __future__ import annotations

import argparse


def run_inspect(given: argparse.Namespace) -> int:
    """`koplan inspect`."""
    from flows.inspection import inspect_file

    return inspect_file(
        given.file,
        as_json=given.json,
        tables_only=given.tables,
        issuer=given.issuer,
        labels=given.labels,
        seconds=given.limit_seconds,
        mib=given.limit_memory,
    )


def run_schema(given: argparse.Namespace) -> int:
    """`koplan schema`."""
    from flows.schema import print_schema

    return print_schema(given.table, as_markdown=given.markdown)


def run_ingest(given: argparse.Namespace) -> int:
    """`koplan ingest`."""
    from flows.ingest_command import ingest_from_shell

    return ingest_from_shell(given)


def run_query(given: argparse.Namespace) -> int:
    """`koplan query`."""
    from flows.query import print_query

    return print_query(given.output, given.sql, given.format, given.run_id)


def run_report(given: argparse.Namespace) -> int:
    """`koplan report`."""
    from flows.report import build_report_from_shell

    return build_report_from_shell(given.output, open_it=given.open)


def run_decide(given: argparse.Namespace) -> int:
    """`koplan decide`."""
    from flows.decisions import decide_from_shell

    return decide_from_shell(given)


def run_history(given: argparse.Namespace) -> int:
    """`koplan history`."""
    from flows.history import print_history

    return print_history(given.output)


def run_diff(given: argparse.Namespace) -> int:
    """`koplan diff`."""
    from flows.history import print_diff

    return print_diff(given.output, given.old, given.new)


def run_schedule(given: argparse.Namespace) -> int:
    """`koplan schedule`."""
    from flows.schedule import serve_nightly

    return serve_nightly(given)
