"""Label/value pairs in lines of text: `- 사업기간 : 2021. 1. ~ 12.`, `◦ 위 치 : …`, `공약번호: 1  공약제목 : …`.

A pair is a label before a colon; several pairs can share a line where the later labels are known ones. Some labels
stand in brackets instead (`ㅇ (사업기간) '24 ~ '28년`), a few need no colon (`총괄부서 지역상생과장: 홍길동`), and some
stand alone above their value (`1.4 사업기간` over `- 90일`). What is before a colon and no known label is kept as an
unknown one if it looks like a label at all: a date, a sentence or a ratio before a colon is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from extractors.model import Printed
from extractors.plans.lines import Line
from extractors.plans.marks import count_boxes
from extractors.plans.vocabulary import LabelEntry, Vocabulary, normalize_label, words

_COLON = re.compile(r"(?<!\d)[:：](?!//)|[:：](?!\d|//)")
_UNKNOWN = re.compile(r"[가-힣A-Za-z()·\s]{2,16}")
_SENTENCE = re.compile(r"(?:다|요|함|음|됨|임|및|등|의|을|를|은|는|에|로|과|와|하여|위해)$")
_LABEL_IN_BRACKETS = re.compile(r"[(（【\[]([^()（）【】\[\]]{2,16})[)）】\]]\s*[:：]?\s*(?=\S)")
_MOST_WORDS = 4
_MOST_COLONS = 20
"""A line with more is no line of labels."""


class Pair(NamedTuple):
    """A label and its value in one line; `entry` is None for an unknown label."""

    label: Printed
    value: Printed
    entry: LabelEntry | None


def find_pairs(line: Line, vocabulary: Vocabulary) -> list[Pair]:
    """The pairs printed in one line, in order."""
    body = _without_brackets(line.body)
    bare = _find_bare(body, vocabulary) or _find_bracketed(body, vocabulary)
    if bare:
        return [bare]
    found = list(_find_labels(body, vocabulary))
    if not found:
        unknown = _find_unknown(body)
        return [unknown] if unknown else []
    ends = [start for start, _, _, _ in found[1:]] + [len(body.text)]
    return [
        Pair(body.part(start, colon).strip(), _trim(body.part(after, end)), entry)
        for (start, colon, after, entry), end in zip(found, ends, strict=True)
    ]


def label_alone(line: Line, vocabulary: Vocabulary) -> LabelEntry | None:
    """The label that a line is, whose value may stand on the next line."""
    body = line.body.text.rstrip(" :：")
    entry = vocabulary.find(body) if len(body) <= 20 else None
    return entry if entry and entry.next else None


def _without_brackets(body: Printed) -> Printed:
    """`(기준일 : '20. 10월말)` without its outer brackets."""
    text = body.text
    if text[:1] in "([<" and text[-1:] in ")]>" and not re.search(r"[()\[\]<>]", text[1:-1]):
        return body.part(1, len(text) - 1).strip()
    return body


def _trim(value: Printed) -> Printed:
    """A value without the separator before the next pair."""
    value = value.strip()
    return value.part(0, len(value.text.rstrip(" /,;"))) if value.text[-1:] in "/,;" else value


def _find_bare(body: Printed, vocabulary: Vocabulary) -> Pair | None:
    """A label that is followed by its value without a colon."""
    match = re.match(r"(\S+)\s+(?=[^\s:：])", body.text)
    if not match or len(body.text) > 120:
        return None
    entry = vocabulary.find(match.group(1))
    if not entry or not entry.bare:
        return None
    return Pair(body.part(*match.span(1)), body.part(match.end()).strip(), entry)


def _find_bracketed(body: Printed, vocabulary: Vocabulary) -> Pair | None:
    """A known label in brackets before its value: `ㅇ (사업기간) '24 ~ '28년` of ministries."""
    match = _LABEL_IN_BRACKETS.match(body.text)
    entry = vocabulary.find(match.group(1)) if match else None
    if not match or not entry or entry.weak:
        return None
    return Pair(body.part(*match.span(1)).strip(), body.part(match.end()).strip(), entry)


def _find_labels(body: Printed, vocabulary: Vocabulary) -> Iterator[tuple[int, int, int, LabelEntry]]:
    """Known labels before a colon: (start, colon, start of the value, entry); brackets open at the colon hide it."""
    text = body.text
    previous = 0
    for colon in islice(_COLON.finditer(text), _MOST_COLONS):
        before = text[previous : colon.start()]
        if _is_open(text[: colon.start()]):
            continue
        found = [previous + m.start() for m in re.finditer(r"(?<![^\s/,(])[^\s/,]", before)]
        if previous == 0:  # the words before the first colon are the label as a whole, or behind a separator
            candidates = [start for start in found if start == found[0] or _is_separated(text, start)]
        else:
            candidates = found[-_MOST_WORDS:]
        for start in candidates:
            entry = vocabulary.find(text[start : colon.start()], in_prose=True)
            weak = (
                entry is not None
                and entry.weak
                and entry.field != "officials"
                and start != candidates[0]
                and not _is_separated(text, start)
            )
            if entry and not weak and not _is_measure(text[start : colon.start()]):
                yield start, colon.start(), colon.end(), entry
                previous = colon.end()
                break


def _is_separated(text: str, start: int) -> bool:
    """Whether a pair can begin at a place within a line: behind a slash, a comma or a gap."""
    return text[:start].rstrip()[-1:] in "/,;" or text[max(start - 2, 0) : start].isspace()


def _is_open(text: str) -> bool:
    return text.count("(") > text.count(")") or text.count("[") > text.count("]")


def _is_measure(label: str) -> bool:
    """What stands before a colon and is no label of a plan: 단위, 출처."""
    return normalize_label(label) in words("lists", "not_labels")


def _find_unknown(body: Printed) -> Pair | None:
    """A pair whose label is not in the vocabulary."""
    colon = re.search(r"[:：](?!//)", body.text)
    if not colon or _is_open(body.text[: colon.start()]) or count_boxes(body.text) > 1:
        return None
    label, value = body.part(0, colon.start()).strip(), body.part(colon.end()).strip()
    if not value or not _UNKNOWN.fullmatch(label.text) or _is_measure(label.text):
        return None
    name = normalize_label(label.text)
    if not 2 <= len(name) <= 10 or _SENTENCE.search(name):
        return None
    return Pair(label, value, None)
