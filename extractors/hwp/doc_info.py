"""What the DocInfo stream of HWP5 says of paragraphs: which have an automatic number or bullet, and how it looks."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from extractors.hancom.numbering import NUMBER_SHAPE_CODES, Numberings, NumberLevel
from extractors.hancom.tree import Head, HeadKind
from extractors.hwp import records

_U32 = struct.Struct("<I").unpack_from
_U16 = struct.Struct("<H").unpack_from
_LEVELS = 7
_HEAD_KINDS: tuple[HeadKind | None, ...] = (None, "outline", "number", "bullet")


_WANTED = frozenset({records.PARA_SHAPE, records.NUMBERING, records.BULLET})


def iterate_records(data: bytes, wanted: frozenset[int] = _WANTED) -> Iterator[tuple[int, bytes]]:
    """(tag, content) of each whole record of a wanted kind."""
    at, end = 0, len(data)
    while at + 4 <= end:
        (head,) = _U32(data, at)
        size = head >> 20
        at += 4
        if size == 0xFFF:
            if at + 4 > end:
                return
            (size,) = _U32(data, at)
            at += 4
        following = at + size
        if following > end:
            return
        if head & 0x3FF in wanted:
            yield head & 0x3FF, data[at:following]
        at = following


def read_heads(data: bytes) -> tuple[list[Head | None], Numberings]:
    """(the head of each paragraph shape, None for one without; the numberings and bullets), by DocInfo's records."""
    heads: list[Head | None] = []
    numberings = Numberings()
    bullet_count = 0
    for tag, record in iterate_records(data):
        if tag == records.PARA_SHAPE:
            heads.append(_head(record))
        elif tag == records.NUMBERING:
            numberings.levels[len(numberings.levels) + 1] = _levels(record)
        else:
            bullet_count += 1
            if len(record) >= 14:
                numberings.bullets[bullet_count] = record[12:14].decode("utf-16-le", "ignore").strip("\x00")
    return heads, numberings


def count_tracked_changes(data: bytes) -> int:
    """How many insertions and deletions wait for acceptance (변경 내용 추적). DocInfo lists them with date and author;
    which characters each is about is told nowhere in Hancom's description of the format."""
    return sum(1 for _ in iterate_records(data, frozenset({records.TRACK_CHANGE})))


def _head(record: bytes) -> Head | None:
    if len(record) < 32:
        return None
    (flags,) = _U32(record, 0)
    kind = _HEAD_KINDS[flags >> 23 & 3]
    if kind is None:
        return None
    (identity,) = _U16(record, 30)
    return kind, identity, flags >> 25 & 7


def _levels(record: bytes) -> list[NumberLevel]:
    """Seven levels: 12 bytes of looks, then the text with its length; after them where each starts."""
    texts: list[tuple[str, str]] = []
    at = 0
    while len(texts) < _LEVELS and at + 14 <= len(record):
        (flags,) = _U32(record, at)
        (length,) = _U16(record, at + 12)
        at += 14
        code = flags >> 5 & 0xF
        shape = NUMBER_SHAPE_CODES[code] if code < len(NUMBER_SHAPE_CODES) else "digit"
        texts.append((record[at : at + 2 * length].decode("utf-16-le", "ignore"), shape))
        at += 2 * length
    starts = [1] * _LEVELS
    if at + 2 <= len(record):
        starts[0] = _U16(record, at)[0]
        if at + 2 + 4 * _LEVELS <= len(record):
            starts = list(struct.unpack_from(f"<{_LEVELS}I", record, at + 2))
    return [NumberLevel(text, shape, start) for (text, shape), start in zip(texts, starts, strict=False)]
