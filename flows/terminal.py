"""Lines for people: what was asked for goes to standard output, everything else to standard error."""

from __future__ import annotations

import sys
import unicodedata

_NO_SIGNS = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def tell(text: str) -> None:
    """A line on standard output."""
    sys.stdout.write(text + "\n")


def complain(text: str) -> None:
    """A line on standard error."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def one_line(text: str) -> str:
    """A text, such as a file's name, as a line can show it: line breaks, colours and odd bytes as their numbers."""
    return "".join(
        sign.encode("unicode_escape").decode() if unicodedata.category(sign) in _NO_SIGNS else sign for sign in text
    )
