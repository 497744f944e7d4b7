"""What the document says, exactly as printed: bytes in, `SourceDocument` and plans out; no clock, disk or network."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extractors.plans import find_plans as find_plans
    from extractors.readers import read_document as read_document

# public name -> the module that has it, imported on first use
_EXPORTS = {"find_plans": "extractors.plans", "read_document": "extractors.readers"}


def __getattr__(name: str) -> Any:
    if name in _EXPORTS:
        return getattr(import_module(_EXPORTS[name]), name)
    raise AttributeError(f"module 'extractors' has no attribute {name!r}")
