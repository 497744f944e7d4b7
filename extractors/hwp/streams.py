"""The streams of an HWP5 file, unlocked and inflated.

A body stream is raw deflate where the file header says so. A document for distribution (배포용) keeps its body in
`ViewText`: the first record holds a key, hidden by a pseudo-random stream, and the rest is AES-128. That lock only
keeps readers from editing; every viewer opens it, and so do we.
"""

from __future__ import annotations

import re
import struct
from typing import NamedTuple

from extractors.hancom.inflate import inflate
from extractors.hancom.tree import Budget
from extractors.hwp import records
from extractors.hwp.compound import CompoundFile, DamagedCompoundError
from extractors.model import UnreadableDocumentError

_SIGNATURE = b"HWP Document File"
_COMPRESSED, _PASSWORD, _DISTRIBUTION, _DRM = 1 << 0, 1 << 1, 1 << 2, 1 << 4
_CERTIFICATE, _CERTIFICATE_DRM, _TRACKED = 1 << 8, 1 << 10, 1 << 14
_SECTION = re.compile(r"^(BodyText|ViewText)/Section(\d{1,6})$")
_KEY_RECORD_BYTES = 256


class FileHeader(NamedTuple):
    """What the file says of itself before anything else; `version` such as (5, 1, 0, 1); `is_tracked` where
    changes are or were tracked."""

    version: tuple[int, int, int, int]
    is_compressed: bool
    is_distribution: bool
    is_tracked: bool = False


class HwpStreams:
    """The inflated streams of one file; `damaged` names those of which only a part could be read."""

    def __init__(self, data: bytes, budget: Budget) -> None:
        try:
            self._file = CompoundFile(data)
        except DamagedCompoundError:
            raise UnreadableDocumentError("DAMAGED", "OLE") from None
        self._budget = budget
        self.damaged: list[str] = []
        self.header = self._read_header()

    def _read_header(self) -> FileHeader:
        if "FileHeader" not in self._file.streams:
            return FileHeader((5, 0, 0, 0), True, False)
        raw = self._file.read("FileHeader")
        if not raw.startswith(_SIGNATURE) or len(raw) < 40:
            self.damaged.append("FileHeader")
            return FileHeader((5, 0, 0, 0), True, False)
        patch, build, minor, major, flags = struct.unpack_from("<4BI", raw, 32)
        if flags & _PASSWORD:
            raise UnreadableDocumentError("PASSWORD_PROTECTED", "HWP")
        if flags & (_DRM | _CERTIFICATE_DRM):
            raise UnreadableDocumentError("DRM_PROTECTED", "HWP")
        if flags & _CERTIFICATE:
            raise UnreadableDocumentError("HWP_CERTIFICATE_LOCKED")
        version = (major, minor, build, patch)
        return FileHeader(version, bool(flags & _COMPRESSED), bool(flags & _DISTRIBUTION), bool(flags & _TRACKED))

    def section_names(self) -> list[str]:
        """Paths of the body's sections in order: of `ViewText` in a document for distribution, else of `BodyText`."""
        wanted = "ViewText" if self.header.is_distribution else "BodyText"
        found: dict[str, list[tuple[int, str]]] = {"ViewText": [], "BodyText": []}
        for path in self._file.streams:
            if match := _SECTION.match(path):
                found[match[1]].append((int(match[2]), path))
        return [path for _, path in sorted(found[wanted] or found["BodyText"])]

    def read(self, path: str) -> bytes:
        """A stream of records, unlocked and inflated; empty if it does not exist."""
        if path not in self._file.streams:
            return b""
        data = self._file.read(path)
        if path in self._file.damaged:
            self.damaged.append(path)
        if path.startswith("ViewText/"):
            data = _unlock(data)
        if not self.header.is_compressed:
            self._budget.spend_inflated(len(data))
            return data
        return self._inflate(path, data)

    def read_plain(self, path: str) -> bytes:
        """A stream that is never compressed; empty if it does not exist."""
        return self._file.read(path) if path in self._file.streams else b""

    def _inflate(self, path: str, data: bytes) -> bytes:
        at_most = min(self._budget.limits.stream_bytes, max(self._budget.inflated, 0))
        inflated, is_whole = inflate(data, at_most)
        if len(inflated) > at_most:
            raise UnreadableDocumentError("TOO_LARGE", f"> {at_most >> 20} MiB")
        if not is_whole:
            self._note_damage(path)
        self._budget.spend_inflated(len(inflated))
        return inflated

    def _note_damage(self, path: str) -> None:
        if path not in self.damaged:
            self.damaged.append(path)


def _unlock(data: bytes) -> bytes:
    """A stream of `ViewText` without its lock; one that does not begin with the key's record was never locked."""
    if len(data) < 4 + _KEY_RECORD_BYTES:
        return data
    (head,) = struct.unpack_from("<I", data, 0)
    if head & 0x3FF != records.DISTRIBUTE_DOC_DATA:
        return data
    if head >> 20 != _KEY_RECORD_BYTES:
        raise UnreadableDocumentError("HWP_DISTRIBUTION_LOCKED")
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    body = data[4 + _KEY_RECORD_BYTES :]
    key = distribution_key(data[4 : 4 + _KEY_RECORD_BYTES])
    decryptor = Cipher(algorithms.AES(key), modes.ECB()).decryptor()  # the format's choice, not ours
    return decryptor.update(body[: len(body) // 16 * 16])


def distribution_key(record: bytes) -> bytes:
    """The 16 bytes of the key: the record is XORed with runs of bytes from the C library's old random numbers, seeded
    by its first four bytes, and the key stands at a place that the seed names."""
    (seed,) = struct.unpack_from("<I", record, 0)
    state = seed
    hidden = bytearray(record)
    run = value = 0
    for at in range(_KEY_RECORD_BYTES):
        if run == 0:
            state = (state * 214013 + 2531011) & 0xFFFFFFFF
            value = state >> 16 & 0xFF
            state = (state * 214013 + 2531011) & 0xFFFFFFFF
            run = (state >> 16 & 0xF) + 1
        if at >= 4:
            hidden[at] ^= value
        run -= 1
    start = 4 + (seed & 0xF)
    return bytes(hidden[start : start + 16])
