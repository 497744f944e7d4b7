"""One printed label and value to pairs: fields that depend on the value, double labels, boxes in a value."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.model import Printed
from extractors.plan_model import LabelledValue, Option
from extractors.plans.marks import chosen_text, inline_options, listed_options
from extractors.plans.vocabulary import LabelEntry, Vocabulary, normalize_label, option_fields, option_list, words

_LONGEST_DOUBLE = 100
_TWO_PARTS = re.compile(r"^\s*([^()/]*[^()/\s])\s*(?:\(([^()]+)\)|/\s*([^/]+))\s*$")


def pair_values(label: Printed, value: Printed, vocabulary: Vocabulary) -> Iterator[LabelledValue]:
    """The pairs that a label cell and a value cell make: one, or two if the label is double."""
    double = vocabulary.find_double(label.text)
    if double is None:
        yield make_pair(label, value, vocabulary.find(label.text))
        return
    labels = _split(label) or (label, label)
    values = _split(value) or (value, value)
    for part, each, entry in zip(labels, values, double, strict=True):
        yield make_pair(part, each, entry)


def make_pair(label: Printed, value: Printed, entry: LabelEntry | None) -> LabelledValue:
    """A pair with its options, its value what is chosen of them, its field what label and value say together."""
    options = inline_options(value) or (listed_options(value) if entry else ())
    if options and any(option.is_chosen is not None for option in options):
        value = chosen_text(options, value)
    named = field_of(entry, value, options) if entry else _field_of_kind(label, value)
    return LabelledValue(label, value, named, options)


def _field_of_kind(label: Printed, value: Printed) -> str | None:
    """`구분 | 신규`: a label that says nothing beside a word of a list of options, which says all."""
    is_kind = normalize_label(label.text) in words("lists", "kind_labels")
    return option_fields().get(option_list(value.text) or "") if is_kind else None


def field_of(entry: LabelEntry | None, value: Printed, options: tuple[Option, ...] = ()) -> str | None:
    """The field of a label: another where the value is a word of a list (사업유형 with 신규 says is_new)."""
    if entry is None:
        return None
    texts = [re.sub(r"\(.*?\)", "", value.text), value.text, *(option.printed.text for option in options)]
    kinds = {option_list(word) for word in texts}
    return next((name for name, kind in entry.values.items() if kind in kinds), entry.field)


def _split(printed: Printed) -> tuple[Printed, Printed] | None:
    """The two parts of `운영(계속)` or `운영/계속`, each with its place; None if it is one."""
    match = _TWO_PARTS.match(printed.text) if len(printed.text) <= _LONGEST_DOUBLE else None
    if not match:
        return None
    second = 2 if match.group(2) else 3
    return printed.part(*match.span(1)).strip(), printed.part(*match.span(second)).strip()
