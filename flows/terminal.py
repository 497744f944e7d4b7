"""Lines for people: what was asked for goes to standard output, everything else to standard error."""

from __future__ import annotations

import sys


def tell(text: str) -> None:
    """A line on standard output."""
    sys.stdout.write(text + "\n")


def complain(text: str) -> None:
    """A line on standard error."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()
