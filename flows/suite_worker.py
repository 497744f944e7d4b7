"""The process that runs the expectation suites: loads the library, waits for a folder on standard input, answers."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict
from pathlib import Path

from expectations.suites import check_parquet
from flows.dictionary import TABLES


def main() -> None:
    """Reads one line, the folder to check, and writes the results as JSON; an empty line means there is nothing."""
    import great_expectations  # noqa: F401  # the seven seconds, while the documents are being read

    answer, sys.stdout = sys.stdout, sys.stderr  # what the library prints is no part of the answer
    folder = os.fsdecode(sys.stdin.buffer.readline().rstrip(b"\r\n"))
    if folder:
        json.dump([asdict(result) for result in check_parquet(Path(folder), TABLES)], answer)
        answer.flush()


if __name__ == "__main__":
    main()
