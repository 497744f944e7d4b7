"""Which files a run is about: folders are walked, what is plainly no document is left out by name and said."""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Literal

from extractors.problem_sentences import load_yaml
from flows.language import say
from flows.problems import UsageError

SkipReason = Literal["hidden", "temporary", "program", "no_file", "no_access"]


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file to read; `source_path` is its place below the folder that was named, with `/` on every system."""

    path: Path
    source_path: str


@dataclass(frozen=True, slots=True)
class SkippedFile:
    """A file or folder that is not read, and why."""

    path: Path
    reason: SkipReason


def find_files(paths: Sequence[Path], output: Path) -> tuple[list[InputFile], list[SkippedFile]]:
    """The files below `paths` in a fixed order, each once, and what was skipped; UsageError for no such path.

    The output folder is never read, also where it lies inside an input folder.
    """
    if missing := [str(p) for p in paths if not p.exists()]:
        raise UsageError(say(f"없는 경로입니다: {', '.join(missing)}", f"no such path: {', '.join(missing)}"))
    found: dict[Path, InputFile] = {}
    skipped: list[SkippedFile] = []
    for path in paths:
        for item in _walk(path, output.resolve()) if path.is_dir() else [_file_itself(path)]:
            if isinstance(item, SkippedFile):
                skipped.append(item)
            else:
                found.setdefault(item.path.resolve(), item)
    return sorted(found.values(), key=lambda f: (f.source_path, str(f.path))), skipped


def _file_itself(path: Path) -> InputFile | SkippedFile:
    return InputFile(path, _composed(path.name)) if path.is_file() else SkippedFile(path, "no_file")


def _walk(top: Path, output: Path) -> Iterator[InputFile | SkippedFile]:
    denied: list[SkippedFile] = []
    for folder, folders, names in os.walk(
        top, onerror=lambda e: denied.append(SkippedFile(Path(e.filename), "no_access"))
    ):
        here = Path(folder)
        hidden = [name for name in folders if name.startswith(".") or name == "__pycache__"]
        yield from (SkippedFile(here / name, "hidden") for name in hidden)
        folders[:] = sorted(n for n in folders if n not in hidden and (here / n).resolve() != output)
        for name in sorted(names):
            reason = _reason_to_skip(here / name)
            if reason is None:
                yield InputFile(here / name, _composed((here / name).relative_to(top).as_posix()))
            else:
                yield SkippedFile(here / name, reason)
    yield from denied


def _reason_to_skip(path: Path) -> SkipReason | None:
    name = path.name.lower()
    for reason, patterns in _skipped_names().items():
        if any(fnmatchcase(name, pattern) for pattern in patterns):
            return reason
    try:
        return None if stat.S_ISREG(path.stat().st_mode) else "no_file"
    except OSError:  # a broken link: it is reported when it is opened
        return None


@cache
def _skipped_names() -> dict[SkipReason, list[str]]:
    loaded: dict[SkipReason, list[str]] = load_yaml("flows", "not_documents.yml")
    return loaded


def _composed(name: str) -> str:
    """Names from macOS come with Hangul taken apart into letters."""
    return unicodedata.normalize("NFC", name)
