"""The examples in the docstrings hold."""

from __future__ import annotations

import doctest
from importlib import import_module

import pytest

MODULES = ("calculated", "equations", "exactness", "lines", "particles", "relations", "sentences", "titles")


@pytest.mark.parametrize("module", MODULES)
def test_examples_in_docstrings_hold(module):
    result = doctest.testmod(import_module(f"expectations.{module}"))
    assert result.attempted > 0
    assert result.failed == 0
