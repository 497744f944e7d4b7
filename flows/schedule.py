"""`koplan schedule`: the nightly run, served by Prefect until it is stopped."""

from __future__ import annotations

import argparse

from flows.exit_codes import OK
from flows.language import say
from flows.prefect_settings import set_prefect_defaults
from flows.problems import UsageError
from flows.terminal import complain

TIME_ZONE = "Asia/Seoul"


def serve_nightly(given: argparse.Namespace) -> int:
    """Serves the flow with a schedule in Seoul's time; left to itself Prefect would take UTC. The exit status."""
    set_prefect_defaults()
    from prefect.schedules import Cron
    from prefect.types.entrypoint import EntrypointType

    from flows.discovery import find_files
    from flows.ingest_command import options_from
    from flows.prefect_flows import flow_parameters, ingest_flow

    options = options_from(given)
    find_files(options.paths, options.output)
    try:
        schedule = Cron(given.cron, timezone=TIME_ZONE)
    except ValueError as error:
        raise UsageError(f"--cron: {error}") from error
    complain(
        say(
            f"{given.cron} ({TIME_ZONE})마다 실행합니다. 멈추려면 Ctrl+C를 누르세요.",
            f"running at {given.cron} ({TIME_ZONE}); stop with Ctrl+C.",
        )
    )
    ingest_flow.serve(
        name="koplan-nightly",
        schedule=schedule,
        parameters=flow_parameters(options),
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    return OK
