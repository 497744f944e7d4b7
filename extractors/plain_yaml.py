"""Tables of words as YAML, read in half the time.

The general constructor spends most of its time on asking of every word whether it is a date, a fraction or a number in
base 60. The tables of this project hold text, whole numbers, true, false and nothing, so that a scalar needs one
look-up. What they do not hold (anchors, tags) is refused; a test compares every table with the general loader.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_WORDS: dict[str, bool | None] = {"": None, "null": None, "~": None, "false": False, "true": True}
_WHOLE_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)")


def parse_plain_yaml(data: bytes) -> Any:
    """The value of one UTF-8 document, None if it is empty. ValueError for what no table of ours holds."""
    events = yaml.parse(data, Loader=_LOADER)
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            return _value(next(events), events)
    return None


def _value(event: Any, events: Iterator[Any]) -> Any:
    kind = type(event)
    if kind is yaml.ScalarEvent:
        return _scalar(event.value) if event.implicit[0] else event.value
    if kind is yaml.SequenceStartEvent:
        items = []
        while type(item := next(events)) is not yaml.SequenceEndEvent:
            items.append(_value(item, events))
        return items
    if kind is yaml.MappingStartEvent:
        mapping = {}
        while type(key := next(events)) is not yaml.MappingEndEvent:
            mapping[_value(key, events)] = _value(next(events), events)
        return mapping
    raise ValueError(f"no part of a plain table: {event!r}")


def _scalar(text: str) -> str | int | bool | None:
    if text in _WORDS:
        return _WORDS[text]
    return int(text) if _WHOLE_NUMBER.fullmatch(text) else text
