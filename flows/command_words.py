"""Help and wrong usage in the language of the person: argparse itself speaks English only.

Its sentences are few and fixed; one that is not in the table stays as it is.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable
from typing import NoReturn

from flows.exit_codes import USAGE
from flows.language import language, say

_SENTENCES = [
    (r"the following arguments are required: (.+)", r"빠진 것이 있습니다: \1"),
    (r"unrecognized arguments: (.+)", r"모르는 인자입니다: \1"),
    (
        r"argument (.+?): invalid choice: (.+?) \(choose from (.+)\)",
        r"\1: \2은(는) 없습니다. 다음 중 하나여야 합니다: \3",
    ),
    (r"argument (.+?): expected at least one argument", r"\1: 값이 하나 이상 필요합니다"),
    (r"argument (.+?): expected one argument", r"\1: 값이 필요합니다"),
    (r"argument (.+?): ignored explicit argument (.+)", r"\1: 값을 받지 않습니다: \2"),
    (r"argument (.+?): not allowed with argument (.+)", r"\1: \2와(과) 함께 쓸 수 없습니다"),
    (r"ambiguous option: (.+?) could match (.+)", r"\1: 여럿에 해당합니다: \2"),
    (r"argument (.+?): (.+)", r"\1: \2"),
]


def korean_sentence(message: str) -> str:
    """What argparse said of a wrong command line, in Korean."""
    for english, korean in _SENTENCES:
        if found := re.fullmatch(english, message, re.DOTALL):
            return found.expand(korean)
    return message


class CommandParser(argparse.ArgumentParser):
    """A parser whose headings, `--help` line and errors are Korean, or English with `KOPLAN_LANG=en`."""

    def __init__(self, **given: object) -> None:
        given.setdefault("formatter_class", CommandHelp)
        super().__init__(**given, add_help=False)  # type: ignore[arg-type]
        self._positionals.title = say("인자", "arguments")
        self._optionals.title = say("선택 사항", "options")
        self.add_argument("-h", "--help", action="help", help=say("이 도움말을 보여 줌", "show this help"))

    def error(self, message: str) -> NoReturn:
        """Prints the usage and what is wrong, and ends with 2."""
        self.print_usage(sys.stderr)
        said = korean_sentence(message) if language() == "ko" else message
        self.exit(USAGE, f"{self.prog}: {said}\n")


class CommandHelp(argparse.RawDescriptionHelpFormatter):
    """Help whose usage line begins in the language of the person; examples keep their lines."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        """The usage line with our own word before it."""
        super().add_usage(usage, actions, groups, say("사용법: ", "usage: ") if prefix is None else prefix)
