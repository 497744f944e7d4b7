"""`koplan schedule`: the nightly run, served by Prefect until it is stopped."""

from __future__ import annotations

import argparse

from flows.discovery import find_files
from flows.exit_codes import OK
from flows.ingest_command import options_from
from flows.language import say
from flows.options import IngestOptions
from flows.own_labels import load_labels
from flows.prefect_server import choose_server, run_server
from flows.prefect_settings import set_prefect_defaults
from flows.problems import UsageError
from flows.terminal import complain

TIME_ZONE = "Asia/Seoul"


def serve_nightly(given: argparse.Namespace) -> int:
    """Serves the flow with a schedule in Seoul's time; left to itself Prefect would take UTC. The exit status."""
    options = options_from(given)
    find_files(options.paths, options.output)  # a wrong path is told now, not at two in the morning
    load_labels(options.labels)
    set_prefect_defaults()
    port = choose_server()
    _check_cron(given.cron)
    with run_server(port):
        _serve(options, given.cron)
    return OK


def _check_cron(cron: str) -> None:
    from prefect.client.schemas.schedules import CronSchedule

    try:
        CronSchedule(cron=cron, timezone=TIME_ZONE)
    except ValueError as error:
        message = say(f'--cron: 시각을 알 수 없습니다: "{cron}"', f'--cron: no such schedule: "{cron}"')
        raise UsageError(message) from error


def _serve(options: IngestOptions, cron: str) -> None:
    from prefect.schedules import Cron
    from prefect.types.entrypoint import EntrypointType

    from flows.prefect_flows import check_server, flow_parameters, ingest_flow

    check_server()
    complain(
        say(
            f"{cron} ({TIME_ZONE})마다 실행합니다. 멈추려면 Ctrl+C를 누르세요.",
            f"running at {cron} ({TIME_ZONE}); stop with Ctrl+C.",
        )
    )
    ingest_flow.serve(
        name="koplan-nightly",
        schedule=Cron(cron, timezone=TIME_ZONE),
        parameters=flow_parameters(options),
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
