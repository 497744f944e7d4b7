"""Mutated PDFs through child processes with limits: nothing may be lost but the document itself, each with its code.

usage: python tests/benchmarks/fuzz_pdf.py FOLDER [--count 5000] [--seed 1] [--seconds 10] [--memory 1500] [--pictures]

Prints how many mutants were read, read with issues (and how often each issue), refused (by code), stopped by a limit
or killed inside pdfium, and every exception that is a bug of ours, with the seed that makes the mutant again. Exit
status 1 if there was one. With `--pictures` the machine's tesseract reads what is only drawn.
"""

from __future__ import annotations

import argparse
import pathlib
import random
import signal
import sys
import tempfile
from collections import Counter

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "extractors")]

from pdf_mutations import (  # noqa: E402
    BUG,
    READ_WITH_ISSUES,
    REFUSED,
    Recogniser,
    mutate,
    outcome_of,
    warm_up,
)


def find_reader_of_pictures(is_wanted: bool) -> Recogniser | None:
    if not is_wanted:
        return None
    from flows.ocr import find_recogniser, find_tesseract

    if find_tesseract() is None:
        sys.exit("tesseract or its Korean data is not installed")
    return find_recogniser


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("folder", type=pathlib.Path)
    cli.add_argument("--count", type=int, default=5000)
    cli.add_argument("--seed", type=int, default=1)
    cli.add_argument("--seconds", type=int, default=10)
    cli.add_argument("--memory", type=int, default=1500, help="MiB")
    cli.add_argument("--largest", type=int, default=300_000, help="bytes of the files to mutate")
    cli.add_argument("--pictures", action="store_true")
    given = cli.parse_args()
    recogniser = find_reader_of_pictures(given.pictures)
    files = [f.read_bytes() for f in sorted(given.folder.glob("*.pdf")) if f.stat().st_size <= given.largest]
    for file in files:
        warm_up(file)
    outcomes: Counter[str] = Counter()
    issues: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        told = pathlib.Path(folder) / "told"
        for number in range(given.seed, given.seed + given.count):
            rng = random.Random(number)
            mutant = mutate(rng.choice(files), rng)
            status, said = outcome_of(mutant, told, given.seconds, given.memory, recogniser)
            if status == REFUSED:
                outcomes[f"refused {said}"] += 1
            elif status == BUG:
                print(f"seed {number}: {said}")
                outcomes["BUG"] += 1
            elif status < 0:
                outcomes[f"stopped by signal {signal.Signals(-status).name}"] += 1
            else:
                outcomes["read with issues" if status == READ_WITH_ISSUES else "read"] += 1
                issues.update(said.split())
    for outcome, count in outcomes.most_common() + [(f"  issue {code}", n) for code, n in issues.most_common()]:
        print(f"{count:6} {outcome}")
    sys.exit(bool(outcomes["BUG"]))


if __name__ == "__main__":
    main()
