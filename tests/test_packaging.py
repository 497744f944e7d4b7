"""The distribution, its packages and its files."""

from __future__ import annotations

import re
import subprocess
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
STAGES = ("extractors", "normalizers", "expectations", "flows")


@pytest.mark.parametrize("name", STAGES)
def test_our_distribution_alone_owns_the_package(name: str) -> None:
    assert set(packages_distributions()[name]) == {"koplan"}


def test_no_package_stands_under_tests() -> None:
    """A `tests/extractors/__init__.py` would shadow the real package."""
    assert list((ROOT / "tests").rglob("__init__.py")) == []


def test_lock_pins_every_package_with_hashes_and_names_no_registry() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pinned = re.findall(r"^[a-z0-9][a-z0-9._-]*(?:\[[a-z,]+\])?==\S+", lock, re.MULTILINE | re.IGNORECASE)
    assert len(pinned) > 100
    assert lock.count("--hash=sha256:") >= len(pinned)
    assert not re.search(r"https?://|--(extra-)?index-url|--find-links", lock)


def test_tracked_files_name_no_place_of_a_machine() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    pattern = re.compile(r"""["'= (](/tmp/|/root/|/home/|/work/)""")
    texts = (ROOT / n for n in listed.stdout.split("\0") if n.endswith((".py", ".yml", ".toml", ".md", ".sh")))
    named = [p.name for p in texts if p.exists() and p != Path(__file__) and pattern.search(p.read_text("utf-8"))]
    assert named == []
