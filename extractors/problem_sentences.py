"""The sentences for what can be wrong with a document, a table or a value, from `problems/*.yml`."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from pkgutil import get_data
from typing import Any, Literal

from extractors.plain_yaml import parse_plain_yaml

Language = Literal["ko", "en"]


@cache
def load_yaml(package: str, *path: str) -> Any:
    """A lookup table that ships as package data: the parsed content of one YAML file, read once and for reading only.

    `pkgutil` does what is needed here; `importlib.resources` imports temporary files, random numbers and archives.
    """
    data = get_data(package, "/".join(path))
    assert data is not None, f"{package} lies in no folder or archive"
    return parse_plain_yaml(data)


@cache
def load_problems() -> dict[str, dict[str, str]]:
    """code -> {"ko", "ko_advice", "en", "en_advice"} of all files; a code that stands twice is a bug of ours."""
    problems: dict[str, dict[str, str]] = {}
    for file in sorted(Path(__file__).with_name("problems").glob("*.yml")):
        loaded = load_yaml("extractors", "problems", file.name) or {}
        if twice := problems.keys() & loaded.keys():
            raise ValueError(f"{file.name}: codes that another file has: {sorted(twice)}")
        problems |= loaded
    return problems


def problem_sentence(code: str, detail: str = "", language: Language = "ko") -> str:
    """`what is wrong. what to do.` of one code; an unknown code is a bug of ours (KeyError)."""
    problem = load_problems()[code]
    what = problem[language].replace("{detail}", f" ({detail})" if detail else "")
    return f"{what}. {problem[f'{language}_advice']}."
