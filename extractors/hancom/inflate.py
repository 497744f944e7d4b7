"""Raw deflate up to a limit; a damaged stream gives what stands before the damage."""

from __future__ import annotations

import zlib

_CHUNK = 256


def inflate(packed: bytes | memoryview, at_most: int) -> tuple[bytes, bool]:
    """(inflated bytes, at most one more than `at_most`; whether the stream came to its end or to the limit)."""
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
