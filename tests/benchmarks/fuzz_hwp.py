"""Damaged documents of the HWP family through the reader, in this process, thousands of them.

    KOPLAN_SHARED=... python tests/benchmarks/fuzz_hwp.py [COUNT] [SEED]

Prints a line for every file on which the reader falls, hangs over a second or takes more memory than allowed, and a
count at the end; exit status 1 if there is one. The memory limit holds for the whole process.
"""

from __future__ import annotations

import collections
import os
import resource
import sys
import time
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "extractors"))

from hwp_mutations import mutate

from extractors import read_document
from extractors.model import UnreadableDocumentError

MEMORY = 2 << 30
SECONDS = 1.0
LARGEST = 400_000


def samples() -> list[bytes]:
    folder = Path(os.environ["KOPLAN_SHARED"]) / "corpus" / "hwp"
    found = []
    for path in sorted(folder.iterdir()):
        data = path.read_bytes()
        if len(data) <= LARGEST and path.suffix != ".tsv" and not data.startswith(b"HWP Document File V3"):
            found.append(data)
    return found


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    sources = samples()
    outcomes: collections.Counter[str] = collections.Counter()
    slowest = 0.0
    for number in range(count):
        rng = Random(seed * 1_000_003 + number)
        data = mutate(rng.choice(sources), rng.choice(sources), rng)
        start = time.process_time()
        try:
            document = read_document(data)
            outcomes["partial" if document.is_partial else "read"] += 1
        except UnreadableDocumentError as refusal:
            outcomes[refusal.code] += 1
        except Exception as fall:  # what this script looks for
            outcomes["FELL"] += 1
            print(f"{number}: {type(fall).__name__}: {fall}")
        took = time.process_time() - start
        slowest = max(slowest, took)
        if took > SECONDS:
            outcomes["HUNG"] += 1
            print(f"{number}: {took:.1f} s, {len(data)} bytes")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    print(f"{count} files, seed {seed}: {dict(outcomes)}; slowest {slowest:.2f} s, peak {peak} MiB")
    return int(outcomes["FELL"] + outcomes["HUNG"] > 0)


if __name__ == "__main__":
    sys.exit(main())
