"""Damages PDFs in the ways in which files are damaged, and reads them in a child process with limits."""

from __future__ import annotations

import os
import pathlib
import random
import resource
import signal
import traceback
from collections.abc import Callable

import pikepdf  # noqa: F401 (children inherit it: most damaged files need it)

READ, READ_WITH_ISSUES, REFUSED, BUG = 0, 3, 4, 5
Recogniser = Callable[[bytes], Callable[[bytes], str | None] | None]
"""A file's bytes -> who reads its pictures, None if nobody does."""


def mutate(data: bytes, rng: random.Random) -> bytes:
    """One of the ways in which files are damaged."""
    out = bytearray(data)
    kind = rng.randrange(7)
    if kind == 0:
        del out[rng.randrange(len(out)) :]
    elif kind == 1:
        for _ in range(rng.choice((1, 3, 10, 100))):
            out[rng.randrange(len(out))] ^= 1 << rng.randrange(8)
    elif kind == 2:
        start = rng.randrange(len(out))
        del out[start : start + rng.randrange(1, 4096)]
    elif kind == 3:
        start = rng.randrange(len(out))
        out[start:start] = out[rng.randrange(len(out)) :][: rng.randrange(1, 4096)]
    elif kind == 4:
        start = rng.randrange(len(out))
        length = min(rng.randrange(1, 2048), len(out) - start)
        out[start : start + length] = bytes(rng.randrange(256) for _ in range(length))
    elif kind == 5:
        digits = [i for i in rng.sample(range(len(out)), min(len(out), 4000)) if 48 <= out[i] <= 57]
        for i in digits[: rng.choice((1, 5, 20))]:
            out[i] = rng.choice(b"0123456789")
    else:
        words = [b"/Page", b"/Kids", b"/Count", b"/Length", b"/Filter", b"/MediaBox", b"/Contents", b" obj", b"/Matrix"]
        word = rng.choice(words)
        at = bytes(out).find(word)
        if at >= 0:
            out[at : at + len(word)] = rng.choice([b"/Xx", b"", b"/Kids[3 0 R]", b"/Count 99999999", b"<<<<<<"])
    return bytes(out)


def warm_up(data: bytes) -> None:
    """Read a whole file here, so that the tables of letters and sentences are not read anew in each child."""
    from extractors.pdf import read_pdf
    from extractors.problem_sentences import problem_sentence

    read_pdf(data)
    problem_sentence("DAMAGED")


def outcome_of(
    data: bytes, told: pathlib.Path, seconds: int, memory: int, recogniser: Recogniser | None = None
) -> tuple[int, str]:
    """Exit status of a child that reads the mutant (negative: the signal that ended it), and what it says.

    `told` is a file for the child's answer: the code of a refusal, the traceback of a bug. `memory` is in MiB.
    """
    told.write_text("")
    child = os.fork()
    if not child:
        _read_as_child(data, told, seconds, memory, recogniser)
    _, status = os.waitpid(child, 0)
    code = -os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)
    return code, told.read_text()


def _read_as_child(data: bytes, told: pathlib.Path, seconds: int, memory: int, recogniser: Recogniser | None) -> None:
    from extractors.model import UnreadableDocumentError
    from extractors.pdf import read_pdf
    from extractors.problem_sentences import problem_sentence

    resource.setrlimit(resource.RLIMIT_AS, (memory << 20, memory << 20))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    try:
        document = read_pdf(data, recognise=recogniser(data) if recogniser is not None else None)
        for issue in document.issues:
            problem_sentence(issue.code, issue.detail)
        told.write_text(" ".join(sorted({issue.code for issue in document.issues})))
        os._exit(READ_WITH_ISSUES if document.issues else READ)
    except UnreadableDocumentError as error:
        problem_sentence(error.code, error.detail)
        told.write_text(error.code)
        os._exit(REFUSED)
    except MemoryError:
        os.kill(os.getpid(), signal.SIGKILL)
    except BaseException:
        told.write_text(traceback.format_exc())
        os._exit(BUG)
