"""Regular expressions that most documents do not need.

Compiling one takes Python half a millisecond, and with Hangul ranges up to three: as long as reading a whole card. A
pattern that waits for a rare sign (a payee's bank account, a foreign name) is compiled when it is first asked.
"""

from __future__ import annotations

import re
from typing import Any, cast

_ASKED = (
    "findall",
    "finditer",
    "flags",
    "fullmatch",
    "groupindex",
    "match",
    "pattern",
    "search",
    "split",
    "sub",
    "subn",
)


class _Uncompiled:
    """Stands for a pattern until one of its methods is asked for; then it holds them as its own."""

    def __init__(self, text: str, flags: int) -> None:
        self._made_of = text, flags

    def __getattr__(self, name: str) -> Any:
        if name not in _ASKED:
            raise AttributeError(name)
        compiled = re.compile(*self._made_of)
        self.__dict__.update((each, getattr(compiled, each)) for each in _ASKED)
        return self.__dict__[name]


def compile_on_use(text: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives, as far as methods go. A mistake in the pattern is told on first use, so test it.

    >>> compile_on_use(r"(\\d+)원").sub(r"\\1 won", "100원")
    '100 won'
    """
    return cast("re.Pattern[str]", _Uncompiled(text, flags))
