"""Damaged PDFs: each is read, or refused with its code, in a child process that nothing else is lost with."""

from __future__ import annotations

import importlib.util
import random
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pdf_builder as builder
import pytest


def _load(name: str) -> ModuleType:
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
    return sys.modules[name]


mutations = _load("pdf_mutations")


def _budget_page(number: int) -> Any:
    """A card with a budget table; of its last row only curves are printed."""
    page = builder.Page()
    page.text(60, 60, f"{number}. 어린이 도서관 건립")
    rows = [(r, c, 1, 1, f"{r}{c},000" if r < 3 else "") for r in range(4) for c in range(3)]
    page.table(60, 120, [100, 100, 100], [20] * 4, rows, "form" if number % 2 else "dotted")
    for index in range(80):
        x, y = 70 + index % 8 * 9, 842 - 196 - index // 8 % 2 * 6
        page.operators.append(f"{x} {y} m {x + 3} {y + 7} {x + 6} {y + 7} {x + 7} {y} c {x + 4} {y + 3} l h f")
    return page


def _says(picture: bytes) -> str | None:
    """A reader of pictures that sees something else in each, and nothing in some."""
    return (None, "", "1,250", "군비\n310")[sum(picture[-400:]) % 4]


@pytest.mark.parametrize("recogniser", [None, lambda _data: _says], ids=["text", "pictures"])
@pytest.mark.parametrize("is_packed", [True, False], ids=["packed", "plain"])
def test_a_damaged_file_costs_no_more_than_itself(
    tmp_path: Path, recogniser: Callable[[bytes], Any] | None, is_packed: bool
) -> None:
    whole = builder.build_pdf([_budget_page(1), _budget_page(2)], compress=is_packed)
    mutations.warm_up(whole)
    outcomes: Counter[int] = Counter()
    bugs = []
    for seed in range(40):
        rng = random.Random(seed)
        status, said = mutations.outcome_of(mutations.mutate(whole, rng), tmp_path / "told", 20, 4000, recogniser)
        outcomes[status] += 1
        if status not in (mutations.READ, mutations.READ_WITH_ISSUES, mutations.REFUSED):
            bugs.append((seed, status, said))
    assert bugs == []
    assert outcomes[mutations.READ_WITH_ISSUES] > 10
    assert outcomes[mutations.REFUSED] > 0


def test_the_reader_of_pictures_is_asked_about_a_whole_file_too(tmp_path: Path) -> None:
    whole = builder.build_pdf([_budget_page(1)])
    status, said = mutations.outcome_of(whole, tmp_path / "told", 20, 4000, lambda _data: _says)
    assert (status, "PDF_READ_BY_OCR" in said) == (mutations.READ_WITH_ISSUES, True)
