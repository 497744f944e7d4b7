"""HWPX: a zip of OWPML XML. See `package.py` for the zip, `hancom/xml_body.py` for the body."""

from __future__ import annotations

from extractors.hancom.collector import paused_collector
from extractors.model import Limits, SourceDocument

_DEFAULT_LIMITS = Limits()


def read_hwpx(data: bytes, limits: Limits = _DEFAULT_LIMITS) -> SourceDocument:
    """One HWPX file; see `reader.read_hwpx`, which is loaded on first use."""
    from extractors.hwpx.reader import read_hwpx as read

    with paused_collector():
        return read(data, limits)
