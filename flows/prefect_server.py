"""A Prefect server beside `koplan schedule`, where the environment names none.

Prefect's server in the process itself keeps no schedule ("Cannot schedule flows on an ephemeral server") and would wait
for ever. So a real one is started, on this machine only, and goes when we go.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from flows.language import say
from flows.problems import NotPublishedError
from flows.terminal import complain

_HOST = "127.0.0.1"
_USUAL_PORT = 4200
_PATIENCE = 180.0


def choose_server() -> int | None:
    """Sets `PREFECT_API_URL`, which Prefect reads when it is imported; the port to serve on, None if one is named."""
    if os.environ.get("PREFECT_API_URL"):
        return None
    port = _free_port()
    os.environ["PREFECT_API_URL"] = f"http://{_HOST}:{port}/api"
    return port


@contextmanager
def run_server(port: int | None) -> Iterator[None]:
    """A server on that port as long as the block runs; nothing for None."""
    if port is None:
        yield
        return
    process = subprocess.Popen(
        [sys.executable, "-m", "prefect", "server", "start", "--host", _HOST, "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl+C is for us: the server is needed until the schedule is taken down
    )
    try:
        _wait_for(process, f"http://{_HOST}:{port}/api/health")
        complain(
            say(
                f"Prefect 서버를 함께 켰습니다: http://{_HOST}:{port}",
                f"Prefect's server runs at http://{_HOST}:{port}",
            )
        )
        yield
    finally:
        process.terminate()
        process.wait()


def _free_port() -> int:
    for port in (_USUAL_PORT, 0):
        with socket.socket() as probe:
            try:
                probe.bind((_HOST, port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise NotPublishedError(say("빈 포트가 없습니다.", "no port is free."))


def _wait_for(process: subprocess.Popen[bytes], address: str) -> None:
    deadline = time.monotonic() + _PATIENCE
    while process.poll() is None and time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    raise NotPublishedError(
        say(
            "Prefect 서버를 켜지 못했습니다. prefect server start로 켠 뒤 PREFECT_API_URL을 정해 주세요.",
            "Prefect's server did not start; start it with `prefect server start` and set PREFECT_API_URL.",
        )
    )
