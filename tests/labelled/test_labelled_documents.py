"""The hand-labelled documents and the scorers of the shared folder; without it these tests are skipped.

Floors are what was reached, a little rounded down, so that a change that loses a value is seen. They are floors of the
whole set, not wishes for one file: a rule made for one labelled file would not raise any other.
"""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

HERE = Path(__file__).resolve().parent
GIVEN = os.environ.get("KOPLAN_SHARED")
SHARED = Path(GIVEN).resolve() if GIVEN else None
FLOORS: dict[str, dict[str, float]] = yaml.safe_load((HERE / "floors.yml").read_text(encoding="utf-8"))
KOPLAN = f"{sys.executable} -m flows.cli inspect"

pytestmark = [
    pytest.mark.heavy,
    pytest.mark.skipif(SHARED is None or not SHARED.is_dir(), reason="KOPLAN_SHARED names no folder"),
]


def load_tool(name: str) -> ModuleType:
    assert SHARED is not None
    spec = importlib.util.spec_from_file_location(name, SHARED / "tools" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_labelled_document_stays_above_its_floor(name: str) -> None:
    assert SHARED is not None
    tool = load_tool("score_truth")
    truth: dict[str, Any] = json.loads((SHARED / "truth" / f"{name}.json").read_text(encoding="utf-8"))
    scores, misses = tool.score(truth, tool.inspect(KOPLAN, SHARED / truth["folder"] / truth["file"]))
    below = {k: (scores[k], floor) for k, floor in FLOORS[name].items() if scores[k] is None or scores[k] < floor}
    assert below == {}, "\n".join(misses)
    assert scores["false_alarms"] == 0, "\n".join(misses)


def test_every_labelled_document_has_a_floor() -> None:
    assert SHARED is not None
    assert {p.stem for p in (SHARED / "truth").glob("*.json")} == set(FLOORS)


def test_twins_of_the_corpus_give_the_same_tables() -> None:
    assert SHARED is not None
    command = [
        sys.executable,
        str(SHARED / "tools/score_twins.py"),
        "--command",
        KOPLAN,
        "--floor",
        "0.96",
    ]  # reached without OCR too
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
