"""HWPML 2.x: one XML file. See `hancom/xml_body.py` for the body."""

from __future__ import annotations

from extractors.hancom.collector import paused_collector
from extractors.model import Limits, SourceDocument

_DEFAULT_LIMITS = Limits()


def read_hwpml(data: bytes, limits: Limits = _DEFAULT_LIMITS) -> SourceDocument:
    """One HWPML file; see `reader.read_hwpml`, which is loaded on first use."""
    from extractors.hwpml.reader import read_hwpml as read

    with paused_collector():
        return read(data, limits)
