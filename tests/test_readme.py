"""What the README shows is what the commands print on `samples/`."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
VARIES = re.compile(r"\d{8}T\d{9}Z-[0-9a-f]{6}|\([\d.]+초\)")
"""A run's id and its duration."""

pytestmark = pytest.mark.heavy


def koplan(*arguments: str) -> str:
    command = [sys.executable, "-m", "flows.cli", *arguments]
    environment = {k: v for k, v in os.environ.items() if k not in ("PREFECT_API_URL", "KOPLAN_LANG")}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def block(name: str) -> str:
    found = re.search(
        rf"<!-- {name}:begin -->\n```console\n(.*?)```\n<!-- {name}:end -->", README.read_text("utf-8"), re.DOTALL
    )
    assert found is not None
    return found[1]


def write_block(name: str, text: str) -> None:
    """KOPLAN_WRITE_GOLDEN=1 writes what the commands print now; never on CI."""
    if os.environ.get("KOPLAN_WRITE_GOLDEN") and not os.environ.get("CI"):
        shown = f"<!-- {name}:begin -->\n```console\n{text}```\n<!-- {name}:end -->"
        pattern = rf"<!-- {name}:begin -->.*?<!-- {name}:end -->"
        README.write_text(re.sub(pattern, lambda _: shown, README.read_text("utf-8"), flags=re.DOTALL), "utf-8")


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("readme") / "output"


@pytest.fixture(scope="module")
def summary(output: Path) -> str:
    return koplan("ingest", "samples", "--output", str(output)).replace(str(output), "output")


def test_summary_is_what_an_ingest_of_the_samples_says(summary: str) -> None:
    told = summary[summary.index("발행했습니다") :]
    write_block("summary", told)
    assert VARIES.sub("…", block("summary")) == VARIES.sub("…", told)


def test_query_is_what_the_published_samples_answer(summary: str, output: Path) -> None:
    assert summary
    asked = block("query").splitlines()[0].removeprefix("$ ")
    answer = koplan(*shlex.split(asked)[1:], "--output", str(output))
    write_block("query", f"$ {asked}\n{answer}")
    assert block("query") == f"$ {asked}\n{answer}"


def test_every_command_that_the_readme_names_exists() -> None:
    named = set(re.findall(r"^\$ koplan ([a-z]+)", README.read_text("utf-8"), re.MULTILINE))
    assert named >= {"inspect", "ingest", "query", "report", "decide", "history", "schedule"}
    for command in named:
        assert koplan(command, "--help").startswith(f"사용법: koplan {command}")
