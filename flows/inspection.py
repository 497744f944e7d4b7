"""`koplan inspect`: one file in, what was found in it out; nothing is written and nothing heavy is imported."""

from __future__ import annotations

import json
import os
import stat
import sys
from pathlib import Path
from typing import BinaryIO

from extractors.model import UnreadableDocumentError
from flows.exit_codes import FAILED, OK, USAGE
from flows.isolation import run_isolated
from flows.language import language, say
from flows.own_labels import OwnLabels, load_labels
from flows.problems import disk_words
from flows.terminal import complain, one_line, tell


def inspect_file(
    path: Path, *, as_json: bool, tables_only: bool, issuer: str | None, labels: Path | None, seconds: float, mib: int
) -> int:
    """Prints what one file holds and returns the exit status.

    The work is done in a child process with a time and a memory limit, so that a hostile file costs one line on stderr
    and neither the terminal nor the machine.
    """
    own = load_labels(labels)
    try:
        file = path.open("rb")
    except OSError as error:
        hint = say(". 폴더는 koplan ingest로 읽습니다", "; koplan ingest reads folders") if path.is_dir() else ""
        complain(f"{one_line(disk_words(error))}{hint}")
        return USAGE
    with file:
        if stat.S_ISCHR(os.fstat(file.fileno()).st_mode):  # a terminal, or /dev/zero, which has no end
            complain(f"{one_line(str(path))}: {say('파일이 아니라 장치입니다', 'a device and no file')}")
            return USAGE
        status, code = run_isolated(lambda: _print_found(path, file, as_json, tables_only, issuer, own), seconds, mib)
    if code:
        _print_problem(
            path, code, f"{seconds:g} s" if code == "TIME_LIMIT" else f"{mib} MiB" * (code == "MEMORY_LIMIT")
        )
        return FAILED
    return status


def _print_found(
    path: Path, file: BinaryIO, as_json: bool, tables_only: bool, issuer: str | None, labels: OwnLabels
) -> int:
    try:
        data = file.read()
        if tables_only:
            from extractors import read_document
            from flows.ocr import find_recogniser
            from flows.table_shapes import tables_to_json

            _print_json(tables_to_json(read_document(data, recognise=find_recogniser(data))))
            return OK
        from flows.reading import read_rows

        found = read_rows(data, issuer, labels=labels)
    except UnreadableDocumentError as error:
        _print_problem(path, error.code, error.detail)
        return FAILED
    if as_json:
        from flows.inspection_views import rows_to_object

        _print_json(rows_to_object(found, path))
    else:
        from flows.inspection_views import rows_to_lines

        tell("\n".join(rows_to_lines(found, path)))
    return OK


def _print_json(value: object) -> None:
    text = json.dumps(value, ensure_ascii=False)
    sys.stdout.buffer.write(text.encode("utf-8", "replace") + b"\n")


def _print_problem(path: Path, code: str, detail: str) -> None:
    from extractors.problem_sentences import problem_sentence

    complain(f"{one_line(str(path))}: {code}: {problem_sentence(code, detail, language())}")
