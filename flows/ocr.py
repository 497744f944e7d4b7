"""Who reads text that is only a picture: tesseract with its Korean data, if the machine has them.

It is looked for on the PATH and never needed: without it such text stays unread, with an issue that says so. One
picture has seconds and one document a number of pictures, so that a scanned book ends as what could be read of it and
not at the time limit of its document. Counting pictures, not seconds, keeps two readings of a document alike.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from functools import cache

_LANGUAGES = ("kor", "eng")
_HEAD = 1024
_SECONDS = 10.0
_MOST_PICTURES = 100
_WORD = "5"
_LEAST_SURE = 60.0
"""Per cent; under it, a tenth and more of the words are wrong."""
_LINE_HEIGHT = 90
"""Rows of dots (at 300 an inch, margins included) that one line of text has at most."""


def find_recogniser(data: bytes) -> Callable[[bytes], str | None] | None:
    """A function that reads the pictures of one PDF.

    None where tesseract or its Korean data is missing, and for other formats: asking the program takes its time.
    """
    found = find_tesseract() if b"%PDF-" in data[:_HEAD] else None
    return _Recogniser(*found) if found is not None else None


def has_tesseract() -> bool:
    """Whether the program is there at all: a document reads otherwise with it than without."""
    return shutil.which("tesseract") is not None


@cache
def find_tesseract() -> tuple[str, str] | None:
    """The program and the languages to read in, if it is on the PATH and knows Korean."""
    program = shutil.which("tesseract")
    if program is None:
        return None
    try:
        listed = subprocess.run([program, "--list-langs"], capture_output=True, timeout=_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None  # a program that does not start reads nothing
    known = listed.stdout.decode("utf-8", "replace").split()
    return (program, "+".join(name for name in _LANGUAGES if name in known)) if _LANGUAGES[0] in known else None


class _Recogniser:
    """Counts the pictures of one document."""

    def __init__(self, program: str, languages: str) -> None:
        self._program = program
        self._languages = languages
        self._left = _MOST_PICTURES

    def __call__(self, picture: bytes) -> str | None:
        if not self._left:
            return None
        self._left -= 1
        command = [self._program, "stdin", "stdout", "-l", self._languages, "--psm", _layout_of(picture), "tsv"]
        surroundings = os.environ | {"OMP_THREAD_LIMIT": "1"}
        try:
            done = subprocess.run(
                command, input=picture, capture_output=True, timeout=_SECONDS, check=False, env=surroundings
            )
        except (OSError, subprocess.TimeoutExpired):
            return None
        return _sure_text(done.stdout.decode("utf-8", "replace")) if done.returncode == 0 else None


def _sure_text(table: str) -> str | None:
    """The text of tesseract's table of words, a line a line; None if it is unsure of one of them."""
    lines: dict[tuple[str, ...], list[str]] = {}
    for row in table.splitlines()[1:]:
        level, *place, confidence, word = row.split("\t")
        if level != _WORD or not word.strip():
            continue
        if float(confidence) < _LEAST_SURE:
            return None
        lines.setdefault(tuple(place[:4]), []).append(word)
    return "\n".join(" ".join(words) for words in lines.values())


def _layout_of(picture: bytes) -> str:
    """Tesseract's page segmentation: a single sign (10), a line (7) or a block (6) of text."""
    width, height = map(int, picture.split(maxsplit=3)[1:3])
    if height > _LINE_HEIGHT:
        return "6"
    return "10" if width < height else "7"
