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

SkipReason = Literal["hidden", "temporary", "program", "no_file", "no_access", "linked_folder"]


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
    if missing := [str(p) for p in paths if not os.path.exists(p)]:
        raise UsageError(say(f"없는 경로입니다: {', '.join(missing)}", f"no such path: {', '.join(missing)}"))
    found: dict[str, InputFile] = {}
    skipped: list[SkippedFile] = []
    for path in paths:
        for item in _walk(path, os.path.realpath(output)) if os.path.isdir(path) else [_file_itself(path)]:
            if isinstance(item, SkippedFile):
                skipped.append(item)
            else:
                found.setdefault(os.path.realpath(item.path), item)  # unlike `resolve`, it lives with a loop of links
    return sorted(found.values(), key=lambda f: (f.source_path, str(f.path))), skipped


def _file_itself(path: Path) -> InputFile | SkippedFile:
    return InputFile(path, path_as_text(path.name)) if os.path.isfile(path) else SkippedFile(path, "no_file")


def _walk(top: Path, output: str) -> Iterator[InputFile | SkippedFile]:
    denied: list[SkippedFile] = []
    for folder, folders, names in os.walk(
        top, onerror=lambda e: denied.append(SkippedFile(Path(e.filename), "no_access"))
    ):
        here = Path(folder)
        hidden = [name for name in folders if name.startswith(".") or name == "__pycache__"]
        yield from (SkippedFile(here / name, "hidden") for name in hidden)
        linked = [name for name in folders if name not in hidden and os.path.islink(here / name)]
        yield from (SkippedFile(here / name, "linked_folder") for name in linked)  # it may lead anywhere, or back here
        left_out = {*hidden, *linked}
        folders[:] = sorted(n for n in folders if n not in left_out and os.path.realpath(here / n) != output)
        for name in sorted(names):
            reason = _reason_to_skip(here / name)
            if reason is None:
                yield InputFile(here / name, path_as_text((here / name).relative_to(top).as_posix()))
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


def path_as_text(path: str) -> str:
    """A path as text: names from macOS come with Hangul taken apart, those of old archives in the bytes of CP949."""
    return "/".join(unicodedata.normalize("NFC", _decoded(name)) for name in path.split("/"))


def _decoded(name: str) -> str:
    if name.isascii() or not any("\udc80" <= sign <= "\udcff" for sign in name):
        return name
    try:
        return os.fsencode(name).decode("cp949")
    except UnicodeDecodeError:
        return os.fsencode(name).decode("utf-8", "backslashreplace")
