"""HWP5: a compound file of compressed record streams. See `section.py` for the records, `streams.py` for the file."""

from __future__ import annotations

from extractors.hancom.collector import paused_collector
from extractors.model import Limits, SourceDocument

_DEFAULT_LIMITS = Limits()


def read_hwp(data: bytes, limits: Limits = _DEFAULT_LIMITS) -> SourceDocument:
    """One HWP5 file; see `reader.read_hwp`, which is loaded on first use."""
    from extractors.hwp.reader import read_hwp as read

    with paused_collector():
        return read(data, limits)
