"""The same short labels are looked at many times: folding and unit notes are remembered."""

from __future__ import annotations

from functools import lru_cache

from normalizers.amounts.units import UnitNote, parse_unit_note
from normalizers.folding import squeeze

_REMEMBERED = 16384


@lru_cache(maxsize=_REMEMBERED)
def squeezed(text: str) -> str:
    """`normalizers.folding.squeeze`."""
    return squeeze(text)


@lru_cache(maxsize=_REMEMBERED)
def unit_note(text: str) -> UnitNote | None:
    """`normalizers.amounts.units.parse_unit_note`."""
    return parse_unit_note(text)
