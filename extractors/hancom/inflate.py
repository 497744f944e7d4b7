"""Raw deflate up to a limit; a damaged stream gives what stands before the damage."""

from __future__ import annotations

import zlib

_CHUNK = 256
_MOST = 1032
"""Deflate makes of a byte no more than these."""


def inflate(packed: bytes | memoryview, at_most: int, expected: int = 0) -> tuple[bytes, bool]:
    """(inflated bytes, at most one more than `at_most`; whether the stream came to its end or to the limit).

    A stream too short to pass the limit is inflated in one go, into as much memory as the `expected` size asks for:
    without it zlib fills blocks and copies them, and memory that is touched for the first time costs more than what
    is written there. A wrong size costs time only.
    """
    if expected > 0 and len(packed) * _MOST <= at_most:
        try:
            return zlib.decompress(packed, -15, min(expected, len(packed) * _MOST + 1)), True
        except zlib.error:
            pass  # damaged: what stands before the damage is found below
    inflater = zlib.decompressobj(-15)
    try:
        content = inflater.decompress(packed, at_most + 1)
    except zlib.error:
        return _inflate_start(packed, at_most), False
    return content, inflater.eof or len(content) > at_most


def _inflate_start(packed: bytes | memoryview, at_most: int) -> bytes:
    inflater = zlib.decompressobj(-15)
    parts: list[bytes] = []
    total = 0
    for start in range(0, len(packed), _CHUNK):
        try:
            part = inflater.decompress(packed[start : start + _CHUNK], at_most + 1 - total)
        except zlib.error:
            break
        parts.append(part)
        total += len(part)
        if total > at_most or inflater.eof:
            break
    return b"".join(parts)
