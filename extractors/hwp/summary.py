"""Title, author and dates of an HWP5 file: an OLE property set."""

from __future__ import annotations

import struct
from datetime import UTC, datetime, timedelta

from extractors.model import Properties

_TITLE, _SUBJECT, _AUTHOR, _CREATED, _SAVED = 2, 3, 4, 12, 13
_TEXT_UTF16, _TEXT_BYTES, _TIME = 31, 30, 64
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
_AT_MOST = 64


def read_properties(data: bytes) -> Properties:
    """What the summary says; a property that is missing or damaged is None."""
    values = _values(data)
    return Properties(
        title=_text(values.get(_TITLE)),
        author=_text(values.get(_AUTHOR)),
        subject=_text(values.get(_SUBJECT)),
        created=_time(values.get(_CREATED)),
        modified=_time(values.get(_SAVED)),
    )


def _values(data: bytes) -> dict[int, bytes]:
    """Number of a property -> its bytes, from its type on."""
    if len(data) < 48:
        return {}
    (start,) = struct.unpack_from("<I", data, 44)
    if start + 8 > len(data):
        return {}
    (count,) = struct.unpack_from("<I", data, start + 4)
    values: dict[int, bytes] = {}
    for at in range(start + 8, min(start + 8 + 8 * min(count, _AT_MOST), len(data) - 7), 8):
        identity, offset = struct.unpack_from("<II", data, at)
        values[identity] = data[start + offset :]
    return values


def _text(value: bytes | None) -> str | None:
    if value is None or len(value) < 8:
        return None
    kind, length = struct.unpack_from("<II", value, 0)
    if kind == _TEXT_UTF16:
        text = value[8 : 8 + 2 * length].decode("utf-16-le", "ignore")
    elif kind == _TEXT_BYTES:
        text = value[8 : 8 + length].decode("cp949", "ignore")
    else:
        return None
    return text.split("\x00")[0].strip() or None


def _time(value: bytes | None) -> str | None:
    """A file time (100 ns since 1601, UTC) as an ISO date and time."""
    if value is None or len(value) < 12:
        return None
    kind, ticks = struct.unpack_from("<IQ", value, 0)
    if kind != _TIME or not 0 < ticks < 1 << 61:
        return None
    return (_EPOCH + timedelta(microseconds=ticks // 10)).strftime("%Y-%m-%dT%H:%M:%SZ")
