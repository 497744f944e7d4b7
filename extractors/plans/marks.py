"""Check boxes: a mark beside its option in running text, or alone in the cell below it.

Which option is chosen is said by the mark's place, never by the order of words. Where no mark is printed beside any
option, nobody knows which was meant: `is_chosen` is None, not False. A circle is both a tick (alone below an option, as
in ministry sheets) and an empty box (beside an option, with filled ones elsewhere).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from extractors.model import Cell, Printed
from extractors.plan_model import Option
from extractors.plans.vocabulary import option_list, squeeze, words
from extractors.problem_sentences import load_yaml

_TICKS = frozenset("✓✔√Ｖ")
"""Marks that stand only beside what is chosen."""

_LONGEST_LIST = 80

_LETTERS = frozenset("VvOoＶＯ")
"""Marks that are letters elsewhere: beside an option only where they stand apart."""


def is_tick(text: str) -> bool:
    """Whether a cell holds nothing but a mark that chooses the option above it."""
    return text.strip() in _raw_marks("chosen")


def is_mark(text: str) -> bool:
    """Whether a cell holds nothing but a mark, chosen or open."""
    return text.strip() in _raw_marks("chosen") | _raw_marks("open")


def grid_options(options: Sequence[Cell], marks: Sequence[Sequence[Cell]]) -> tuple[Option, ...]:
    """Options with the cells below each; all unknown where nothing is ticked."""
    texts = ["".join(cell.text.strip() for cell in below) for below in marks]
    filled = any(text in _raw_marks("chosen") - _raw_marks("open") for text in texts)
    ticked = [is_tick(text) and not (filled and text in _raw_marks("open")) for text in texts]
    known = any(ticked)
    return tuple(
        Option(option.printed.strip(), tick if known else None) for option, tick in zip(options, ticked, strict=True)
    )


def inline_options(printed: Printed) -> tuple[Option, ...]:
    """The options of a text with boxes: `☑ 신규 □ 계속`, `□수당(총 백만원) ■기타`; none if it has no boxes.

    A filled or empty box before each option; letters and circles count only where a real box stands in the same text,
    or where every option has one.
    """
    found = [m for m in _box_pattern().finditer(printed.text) if _stands_apart(printed.text, m)]
    if found and all(m.group() in _TICKS for m in found):
        return _ticked_words(printed)
    boxes = [m for m in found if m.group() not in _LETTERS]
    if not boxes or (len(boxes) == 1 and not _is_whole_option(printed.text, boxes[0])):
        return ()
    ends = [m.start() for m in found[1:]] + [len(printed.text)]
    options = []
    for match, end in zip(found, ends, strict=True):
        text = printed.part(match.end(), end).strip()
        if text:
            options.append(Option(text, match.group() not in _raw_marks("open")))
    return tuple(options)


def _ticked_words(printed: Printed) -> tuple[Option, ...]:
    """Options of which only the chosen ones carry a tick (`✓선거공보 선거공약서 ✓5대공약`): the next word is meant.

    Every word has to be a known option; a tick before a sentence is a bullet.
    """
    tokens = list(re.finditer(r"([✓✔√Ｖ]?)\s*([^\s✓✔√Ｖ,]+)", printed.text))
    kinds = {option_list(match.group(2)) for match in tokens}
    if not tokens or None in kinds or len(kinds) != 1:
        return ()
    return tuple(Option(printed.part(*match.span(2)), bool(match.group(1))) for match in tokens)


def listed_options(printed: Printed) -> tuple[Option, ...]:
    """Options printed one after another without any mark (`선거공보 선거공약서 5대공약 SNS`): nobody knows which.

    One known option alone is a value, not a list of choices.
    """
    if len(printed.text) > _LONGEST_LIST:
        return ()
    for whole, word in _list_patterns():
        if whole.fullmatch(printed.text):
            found = list(word.finditer(printed.text))
            return tuple(Option(printed.part(*match.span()), None) for match in found) if len(found) > 1 else ()
    return ()


@cache
def _list_patterns() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    """A pattern for a row of options and one for a single word, each list of options: run together as a PDF may."""
    patterns = []
    for kind in ("pledge_sources", "newness", "statuses"):
        longest_first = sorted(words("options", kind), key=len, reverse=True)
        word = "|".join(r"\s*".join(map(re.escape, option)) for option in longest_first)
        patterns.append((re.compile(rf"\s*(?:(?:{word})[\s,/·]*)+"), re.compile(word)))
    return tuple(patterns)


def chosen_text(options: Sequence[Option], place: Printed) -> Printed:
    """The text of what is chosen, with its place; blank at `place` where nothing is."""
    chosen = [option.printed for option in options if option.is_chosen]
    if not chosen:
        return Printed("", place.at)
    if len(chosen) == 1:
        return chosen[0]
    return Printed(", ".join(each.text for each in chosen), chosen[0].at)


def count_boxes(text: str) -> int:
    """How many boxes stand in a text; a line with two is a list of choices, not a heading."""
    return sum(mark.group() not in _LETTERS for mark in _box_pattern().finditer(text))


def _stands_apart(text: str, match: re.Match[str]) -> bool:
    """Whether a mark is one: letters need white space around them."""
    if match.group() not in _LETTERS:
        return True
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    return (not before or before.isspace()) and (not after or after.isspace())


def _is_whole_option(text: str, match: re.Match[str]) -> bool:
    """A single box chooses where a filled one opens the text; an empty one there is a heading's bullet."""
    filled = match.group() not in _raw_marks("open") and match.group() not in "■●▣"
    return filled or option_list(squeeze(text[match.end() :])) is not None


@cache
def _raw_marks(kind: str) -> frozenset[str]:
    return words("options", kind) | _unfolded(kind)


@cache
def _unfolded(kind: str) -> frozenset[str]:
    return frozenset(str(mark) for mark in load_yaml("extractors.plans", "options.yml")[kind])


@cache
def _box_pattern() -> re.Pattern[str]:
    marks = sorted(_unfolded("chosen") | _unfolded("open"))
    return re.compile("|".join(map(re.escape, marks)))
