"""Compound files (OLE2): the small file system in which an HWP5 document lives.

Downloads break off and mail gateways damage bytes, so a chain of sectors that ends too early gives what it has and
says so, and no table of the file is trusted for a size: chains are walked at most once around.
"""

from __future__ import annotations

import struct
from array import array
from typing import NamedTuple

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAST_SECTOR = 0xFFFFFFFA
"""Sector numbers from here on are marks: end of chain, free, part of a table."""
_HEADER = struct.Struct("<HH10xIIIIIIIIII")  # from byte 30: shifts, then the tables' places and sizes
_ENTRY = struct.Struct("<64sHBBIII36xIQ")
_MINI_SECTOR_BYTES = 64


class DamagedCompoundError(Exception):
    """The file is no compound file, or its directory cannot be found."""


class Entry(NamedTuple):
    """A stream: its first sector and its size in bytes."""

    start: int
    size: int


class CompoundFile:
    """The streams of a compound file by path, such as `BodyText/Section0`. Raises DamagedCompoundError."""

    def __init__(self, data: bytes) -> None:
        if len(data) < 512 or not data.startswith(MAGIC):
            raise DamagedCompoundError
        shift, _, _, directory, _, cutoff, mini_fat, mini_count, difat, difat_count, *_ = _HEADER.unpack_from(data, 30)
        if shift not in (9, 12):
            raise DamagedCompoundError
        self._data = data
        self._sector_bytes = 1 << shift
        self._cutoff = cutoff
        self._fat = self._read_fat(difat, difat_count)
        self.streams: dict[str, Entry] = {}
        self.damaged: set[str] = set()
        """Paths of streams of which only a part could be found."""
        root = self._read_directory(self._chain(directory)[0])
        self._mini_stream = self._chain(root.start, root.size)[0]
        fat, _ = self._chain(mini_fat, mini_count * self._sector_bytes)
        self._mini_fat = _words(fat)

    def read(self, path: str) -> bytes:
        """The bytes of a stream, as many as there are (KeyError without such a stream)."""
        entry = self.streams[path]
        if entry.size >= self._cutoff:
            content, is_whole = self._chain(entry.start, entry.size)
        else:
            content, is_whole = self._mini_chain(entry)
        if not is_whole:
            self.damaged.add(path)
        return content

    def _read_fat(self, difat: int, difat_count: int) -> array[int]:
        """The sector table: 109 of its sectors are named in the header, the rest in a chain of sectors of their own."""
        data, size = self._data, self._sector_bytes
        sectors = list(struct.unpack_from("<109I", data, 76))
        per_sector = size // 4 - 1
        for _ in range(min(difat_count, len(data) // size)):
            if difat >= _LAST_SECTOR or (difat + 2) * size > len(data):
                break
            *more, difat = struct.unpack_from(f"<{per_sector + 1}I", data, (difat + 1) * size)
            sectors += more
        at_most = len(data) // size + 1
        parts: list[bytes] = []
        for sector in sectors:
            if sector < at_most and len(parts) * (size // 4) <= at_most:
                parts.append(data[(sector + 1) * size : (sector + 2) * size])
        return _words(b"".join(parts))

    def _chain(self, start: int, size: int | None = None) -> tuple[bytes, bool]:
        """(bytes of the chain of sectors, whether it is whole); runs of neighbouring sectors are cut in one piece."""
        fat, data, shift = self._fat, self._data, self._sector_bytes
        left = len(fat) if size is None else min(-(-size // shift), len(data) // shift + 1)
        parts = []
        sector = start
        while left > 0 and sector < len(fat):
            first = sector
            left -= 1
            following = fat[sector]
            while following == sector + 1 and left > 0 and following < len(fat):
                sector = following
                following = fat[sector]
                left -= 1
            parts.append(data[(first + 1) * shift : (sector + 2) * shift])
            sector = following
        content = b"".join(parts)
        if size is None:
            return content, True
        return content[:size], len(content) >= size

    def _mini_chain(self, entry: Entry) -> tuple[bytes, bool]:
        """The same for streams below the cut-off, which share the root's stream in sectors of 64 bytes."""
        fat, stream = self._mini_fat, self._mini_stream
        parts = []
        sector = entry.start
        for _ in range(-(-entry.size // _MINI_SECTOR_BYTES)):
            if sector >= len(fat):
                break
            parts.append(stream[sector * _MINI_SECTOR_BYTES : (sector + 1) * _MINI_SECTOR_BYTES])
            sector = fat[sector]
        content = b"".join(parts)[: entry.size]
        return content, len(content) == entry.size

    def _read_directory(self, directory: bytes) -> Entry:
        """Fills `streams`; the root's entry. The tree is walked without recursion, each entry once."""
        count = len(directory) // _ENTRY.size
        if not count:
            raise DamagedCompoundError
        root = _ENTRY.unpack_from(directory, 0)
        todo = [(root[6], "")]
        seen: set[int] = set()
        while todo:
            index, prefix = todo.pop()
            if index >= count or index in seen:
                continue
            seen.add(index)
            raw, length, kind, _, left, right, child, start, size = _ENTRY.unpack_from(directory, index * _ENTRY.size)
            name = prefix + raw[: max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
            todo += [(left, prefix), (right, prefix)]
            if kind == 1:
                todo.append((child, name + "/"))
            elif kind == 2:
                # Version 3 files leave rubbish in the upper half of the size.
                self.streams.setdefault(name, Entry(start, size & 0xFFFFFFFF))
        return Entry(root[7], root[8] & 0xFFFFFFFF)


def _words(data: bytes) -> array[int]:
    """32-bit little-endian numbers, whatever the machine."""
    words = array("I", data[: len(data) // 4 * 4])
    if struct.pack("=I", 1) != struct.pack("<I", 1):
        words.byteswap()
    return words
