"""Prefect's settings for koplan, to be made before Prefect is imported; what the environment says goes first."""

from __future__ import annotations

import os

_SETTINGS = {
    "DO_NOT_TRACK": "1",
    "PREFECT_LOGGING_LEVEL": "WARNING",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    # a server in the same process takes 12 to 22 seconds to start, and 20 is Prefect's own patience
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
}


def set_prefect_defaults() -> None:
    """Fills in what the environment leaves open."""
    for name, value in _SETTINGS.items():
        os.environ.setdefault(name, value)
