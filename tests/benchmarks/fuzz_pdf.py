"""Mutated PDFs through child processes with limits: nothing may be lost but the document itself, each with its code.

usage: python tests/benchmarks/fuzz_pdf.py FOLDER [--count 5000] [--seed 1] [--seconds 10] [--memory 1500]

Prints how many mutants were read, read with issues, refused (by code), stopped by a limit or killed inside pdfium, and
every exception that is a bug of ours, with the seed that makes the mutant again. Exit status 1 if there was one.
"""

from __future__ import annotations

import argparse
import os
import pathlib
import random
import resource
import signal
import sys
import tempfile
import traceback
from collections import Counter

ROOT = pathlib.Path(__file__).resolve().parents[2]
READ, READ_WITH_ISSUES, REFUSED, BUG = 0, 3, 4, 5


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


def read_in_child(data: bytes, told: pathlib.Path, seconds: int, memory: int) -> int:
    """Exit status of a child that reads the mutant (negative: the signal that ended it)."""
    child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        return -os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)
    resource.setrlimit(resource.RLIMIT_AS, (memory << 20, memory << 20))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    from extractors.model import UnreadableDocumentError
    from extractors.pdf import read_pdf
    from extractors.problem_sentences import problem_sentence

    try:
        document = read_pdf(data)
        for issue in document.issues:
            problem_sentence(issue.code, issue.detail)
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
    return 0


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("folder", type=pathlib.Path)
    cli.add_argument("--count", type=int, default=5000)
    cli.add_argument("--seed", type=int, default=1)
    cli.add_argument("--seconds", type=int, default=10)
    cli.add_argument("--memory", type=int, default=1500, help="MiB")
    cli.add_argument("--largest", type=int, default=300_000, help="bytes of the files to mutate")
    given = cli.parse_args()
    sys.path.insert(0, str(ROOT))
    import extractors.pdf  # noqa: F401 (children inherit it)

    files = [f.read_bytes() for f in sorted(given.folder.glob("*.pdf")) if f.stat().st_size <= given.largest]
    outcomes: Counter[str] = Counter()
    bugs = 0
    with tempfile.TemporaryDirectory() as folder:
        told = pathlib.Path(folder) / "told"
        for number in range(given.seed, given.seed + given.count):
            rng = random.Random(number)
            mutant = mutate(rng.choice(files), rng)
            status = read_in_child(mutant, told, given.seconds, given.memory)
            if status == REFUSED:
                outcomes[f"refused {told.read_text()}"] += 1
            elif status == BUG:
                bugs += 1
                print(f"seed {number}: {told.read_text()}")
                outcomes["BUG"] += 1
            elif status < 0:
                outcomes[f"stopped by signal {signal.Signals(-status).name}"] += 1
            else:
                outcomes["read with issues" if status == READ_WITH_ISSUES else "read"] += 1
    for outcome, count in outcomes.most_common():
        print(f"{count:6} {outcome}")
    sys.exit(bool(bugs))


if __name__ == "__main__":
    main()
