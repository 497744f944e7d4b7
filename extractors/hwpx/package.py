"""The zip in which an HWPX document lives.

Python's zipfile trusts the directory at the end of the file, which a download that broke off does not have, and the
sizes it prints, which a bomb chooses. Here members are found by the directory or, without one, by their own headers;
each is inflated up to a limit, and a damaged one gives what stands before the damage.
"""

from __future__ import annotations

import re
import struct
import zlib
from typing import NamedTuple

from extractors.hancom.inflate import inflate
from extractors.hancom.tree import Budget
from extractors.model import UnreadableDocumentError

_END = b"PK\x05\x06"
_CENTRAL = struct.Struct("<4s2HHH2HIIIHHHHHII")
_LOCAL = struct.Struct("<4sHHH2HIIIHH")
_LOCAL_MAGIC = re.compile(rb"PK\x03\x04")
_ENCRYPTED = 1
_STORED, _DEFLATED = 0, 8
_MEMBERS = 20_000
"""More members than any document has; a directory that lists more is a bomb."""


class Member(NamedTuple):
    """Where a member's own header stands, how many bytes it takes in the zip (0 = not known), how many it says to have
    when inflated, and its checksum."""

    header: int
    packed_size: int
    size: int
    checksum: int


class Package:
    """The members of a zip by name. `is_damaged` where its directory is missing, `damaged` names damaged members."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.is_damaged = False
        self.damaged: list[str] = []
        self.members = self._read_directory()
        if not self.members:
            self.is_damaged = True
            self.members = self._scan()

    def read(self, name: str, budget: Budget) -> bytes:
        """The bytes of a member (KeyError without one); TOO_LARGE past the limits, PASSWORD_PROTECTED if locked."""
        member = self.members[name]
        data = self._data
        if member.header + _LOCAL.size > len(data):
            self.damaged.append(name)
            return b""
        magic, _, flags, method, *_, name_size, extra_size = _LOCAL.unpack_from(data, member.header)
        start = member.header + _LOCAL.size + name_size + extra_size
        if magic != b"PK\x03\x04" or method not in (_STORED, _DEFLATED):
            self.damaged.append(name)
            return b""
        if flags & _ENCRYPTED:
            raise UnreadableDocumentError("PASSWORD_PROTECTED", "ZIP")
        at_most = min(budget.limits.stream_bytes, max(budget.inflated, 0))
        if method == _STORED:
            content = data[start : start + member.packed_size]
            is_whole = len(content) == member.packed_size
        else:
            end = start + member.packed_size if member.packed_size else len(data)
            content, is_whole = inflate(memoryview(data)[start:end], at_most, member.size)
        if len(content) > at_most:
            raise UnreadableDocumentError("TOO_LARGE", f"> {at_most >> 20} MiB")
        if not is_whole:
            self.damaged.append(name)
        budget.spend_inflated(len(content))
        return content

    def is_as_written(self, name: str, content: bytes) -> bool:
        """Whether what was read of a member is what its writer stored, by its checksum."""
        return zlib.crc32(content) == self.members[name].checksum

    def _read_directory(self) -> dict[str, Member]:
        data = self._data
        end = data.rfind(_END)
        if end < 0 or end + 22 > len(data):
            return {}
        count, size, offset = struct.unpack_from("<HII", data, end + 10)
        at = end - size
        before = at - offset  # bytes that something put before the zip
        if at < 0 or before < 0:
            return {}
        members: dict[str, Member] = {}
        for _ in range(min(count, _MEMBERS)):
            if at + _CENTRAL.size > len(data):
                break
            fields = _CENTRAL.unpack_from(data, at)
            if fields[0] != b"PK\x01\x02":
                break
            name_size, extra_size, comment_size = fields[10:13]
            name = data[at + _CENTRAL.size : at + _CENTRAL.size + name_size]
            members.setdefault(_name(name, fields[3]), Member(fields[16] + before, fields[8], fields[9], fields[7]))
            at += _CENTRAL.size + name_size + extra_size + comment_size
        return members

    def _scan(self) -> dict[str, Member]:
        """Members by the headers that stand before each, for a zip without a directory."""
        data = self._data
        members: dict[str, Member] = {}
        for match in _LOCAL_MAGIC.finditer(data):
            if match.start() + _LOCAL.size > len(data) or len(members) >= _MEMBERS:
                break
            _, _, flags, _, _, _, checksum, packed, size, name_size, _ = _LOCAL.unpack_from(data, match.start())
            name = data[match.start() + _LOCAL.size : match.start() + _LOCAL.size + name_size]
            if 0 < name_size <= 512 and b"\x00" not in name:
                members.setdefault(_name(name, flags), Member(match.start(), packed, size, checksum))
        return members


def _name(raw: bytes, flags: int) -> str:
    encoding = "utf-8" if flags & 0x800 else "cp437"
    return raw.decode(encoding, "replace").replace("\\", "/")
