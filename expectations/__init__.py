"""Is it right? The equations that a document implies, why one fails, and the gates before publishing."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from expectations.across_documents import Comparison as Comparison
    from expectations.across_documents import compare_documents as compare_documents
    from expectations.gates import GateFailure as GateFailure
    from expectations.gates import check_gates as check_gates
    from expectations.pledges import Link as Link
    from expectations.pledges import Pledge as Pledge
    from expectations.pledges import PledgeVersion as PledgeVersion
    from expectations.report import CheckedEquation as CheckedEquation
    from expectations.report import SecondOpinion as SecondOpinion
    from expectations.report import SecondReading as SecondReading
    from expectations.report import ValidationReport as ValidationReport
    from expectations.validation import validate as validate

# public name -> the module that has it, imported on first use: one document needs no comparison of documents
_EXPORTS = {
    "CheckedEquation": "report",
    "Comparison": "across_documents",
    "GateFailure": "gates",
    "Link": "pledges",
    "Pledge": "pledges",
    "PledgeVersion": "pledges",
    "SecondOpinion": "report",
    "SecondReading": "report",
    "ValidationReport": "report",
    "check_gates": "gates",
    "compare_documents": "across_documents",
    "validate": "validation",
}


def __getattr__(name: str) -> Any:
    if name in _EXPORTS:
        return getattr(import_module(f"expectations.{_EXPORTS[name]}"), name)
    raise AttributeError(f"module 'expectations' has no attribute {name!r}")
