"""Damages documents of the HWP family: as disks and networks do, and as somebody does who wants a reader to fall."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from random import Random

from hwp_builder import compound_file, deflate, zip_of

from extractors.hwp.compound import CompoundFile, DamagedCompoundError

NASTY = (0, 1, 0x7F, 0xFF, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF)


def mutate(data: bytes, other: bytes, rng: Random) -> bytes:
    """One damaged copy of `data`; `other` gives the parts for splices."""
    choices = [flip, truncate, splice, overwrite, repeat, nasty_word]
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        choices += [records_of_hwp5] * 8
    elif data.startswith(b"PK"):
        choices += [members_of_hwpx] * 6 + [oddity_of_zip] * 2
    else:
        choices += [text_of_xml] * 6
    return rng.choice(choices)(data, other, rng)


def flip(data: bytes, _: bytes, rng: Random) -> bytes:
    out = bytearray(data)
    for _i in range(rng.choice((1, 3, 20, 200))):
        out[rng.randrange(len(out))] ^= 1 << rng.randrange(8)
    return bytes(out)


def truncate(data: bytes, _: bytes, rng: Random) -> bytes:
    return data[: rng.randrange(1, len(data))]


def splice(data: bytes, other: bytes, rng: Random) -> bytes:
    at = rng.randrange(len(data))
    return data[:at] + other[rng.randrange(len(other)) :]


def overwrite(data: bytes, other: bytes, rng: Random) -> bytes:
    at, size = rng.randrange(len(data)), rng.choice((4, 64, 512, 4096))
    patch = rng.choice((bytes(size), b"\xff" * size, other[:size], rng.randbytes(size)))
    return data[:at] + patch + data[at + size :]


def repeat(data: bytes, _: bytes, rng: Random) -> bytes:
    at = rng.randrange(len(data))
    return data[:at] + data[at : at + rng.choice((16, 512, 5000))] * rng.choice((2, 50)) + data[at:]


def nasty_word(data: bytes, _: bytes, rng: Random) -> bytes:
    """A number that no file should have, in the first kilobyte, where the tables of a compound file or zip stand."""
    out = bytearray(data)
    for _i in range(rng.choice((1, 2, 8))):
        at = rng.randrange(0, min(len(out), rng.choice((128, 1024, len(out)))))
        word = struct.pack("<I", rng.choice(NASTY))[: len(out) - at]
        out[at : at + len(word)] = word
    return bytes(out)


def split_records(data: bytes) -> list[bytes]:
    out, at = [], 0
    while at + 4 <= len(data):
        (head,) = struct.unpack_from("<I", data, at)
        size, start = head >> 20, at + 4
        if size == 0xFFF and start + 4 <= len(data):
            (size,) = struct.unpack_from("<I", data, start)
            start += 4
        out.append(data[at : start + size])
        at = start + size
    return out


def records_of_hwp5(data: bytes, other: bytes, rng: Random) -> bytes:
    """Damage inside the deflated streams, which flips in the file hardly reach."""
    try:
        file = CompoundFile(data)
        streams = {path: file.read(path) for path in file.streams if not path.startswith(("BinData", "Prv"))}
    except DamagedCompoundError:
        return flip(data, other, rng)
    bodies = [path for path in streams if path.startswith(("BodyText", "DocInfo"))]
    if not bodies:
        return flip(data, other, rng)
    path = rng.choice(bodies)
    try:
        records = split_records(zlib.decompress(streams[path], -15))
    except zlib.error:
        return flip(data, other, rng)
    for _ in range(rng.choice((1, 1, 3, 10))):
        damage_record(records, rng)
    streams[path] = deflate(b"".join(records))
    return compound_file(streams)


def damage_record(records: list[bytes], rng: Random) -> None:
    if not records:
        return
    i, j = rng.randrange(len(records)), rng.randrange(len(records))
    (head,) = struct.unpack_from("<I", records[i].ljust(4, b"\0"))
    kind = rng.randrange(9)
    if kind == 0:
        records[i], records[j] = records[j], records[i]
    elif kind == 1:
        del records[i]
    elif kind == 2:
        records[i:i] = [records[j]] * rng.choice((1, 2, 100))
    elif kind == 3:  # another level
        level = rng.choice((0, 1, 2, 3, 5, 100, 1023))
        records[i] = struct.pack("<I", head & ~(0x3FF << 10) | level << 10) + records[i][4:]
    elif kind == 4:  # another tag
        records[i] = struct.pack("<I", head & ~0x3FF | rng.randrange(60, 120)) + records[i][4:]
    elif kind == 5:  # another size
        records[i] = struct.pack("<I", head & 0xFFFFF | rng.randrange(4096) << 20) + records[i][4:]
    elif kind == 6 and len(records[i]) > 6:
        at = rng.randrange(4, len(records[i]) - 1)
        records[i] = records[i][:at] + struct.pack("<I", rng.choice(NASTY)) + records[i][at + 4 :]
    elif kind == 7:
        records[i] = records[i][: rng.randrange(len(records[i]) + 1)]
    else:
        records[i] = struct.pack("<II", head | 0xFFF << 20, rng.choice(NASTY)) + records[i][4:]


def members_of_hwpx(data: bytes, other: bytes, rng: Random) -> bytes:
    """Damage inside the members of the zip."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = {n: archive.read(n) for n in archive.namelist() if not n.startswith(("BinData", "Preview"))}
    except (zipfile.BadZipFile, KeyError, zlib.error):
        return flip(data, other, rng)
    xml = [name for name in members if name.endswith((".xml", ".hpf")) and members[name]]
    if xml:
        name = rng.choice([*xml, *[n for n in xml if "section" in n] * 3])
        members[name] = text_of_xml(members[name], other, rng)
    if rng.random() < 0.1:
        members.pop(rng.choice(list(members)))
    return zip_of(members)


def text_of_xml(data: bytes, other: bytes, rng: Random) -> bytes:
    kind = rng.randrange(7)
    if kind == 0:
        return flip(data, other, rng)
    if kind == 1:
        return truncate(data, other, rng)
    if kind == 2:  # numbers that no attribute should have
        return re.sub(rb'"\d+"', lambda m: rng.choice((m[0], m[0], b'"99999999999"', b'"-1"', b'"x"')), data)
    if kind == 3:  # an element dropped
        tags = list(re.finditer(rb"<[^>]{1,80}>", data[:200_000]))
        tag = rng.choice(tags) if tags else None
        return data[: tag.start()] + data[tag.end() :] if tag else data
    if kind == 4:  # a stretch many times
        return repeat(data, other, rng)
    if kind == 5:
        return b'<!DOCTYPE x [<!ENTITY a "b">]>' + data
    return overwrite(data, other, rng)


def oddity_of_zip(data: bytes, _: bytes, rng: Random) -> bytes:
    """A zip whose directory lies: sizes, methods, places, counts, or none at all."""
    at = data.rfind(b"PK\x05\x06")
    directory = data.find(b"PK\x01\x02")
    if at < 0 or directory < 0:
        return data[: len(data) // 2]
    out = bytearray(data)
    kind = rng.randrange(4)
    if kind == 0:
        return data[:directory]
    if kind == 1:
        return b"junk" * rng.randrange(1, 50) + data
    target, span = (at, 22) if kind == 2 else (rng.choice([m.start() for m in re.finditer(rb"PK\x01\x02", data)]), 46)
    place = target + rng.randrange(4, span - 3)
    out[place : place + 4] = struct.pack("<I", rng.choice(NASTY))
    return bytes(out)
