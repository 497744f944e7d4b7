"""Is it right? The equations that a document implies, why one fails, and the gates before publishing."""

from expectations.across_documents import Comparison, compare_documents
from expectations.gates import GateFailure, check_gates
from expectations.pledges import Link, Pledge, PledgeVersion
from expectations.report import CheckedEquation, SecondOpinion, SecondReading, ValidationReport
from expectations.validation import validate

__all__ = [
    "CheckedEquation", "Comparison", "GateFailure", "Link", "Pledge", "PledgeVersion", "SecondOpinion", "SecondReading",
    "ValidationReport", "check_gates", "compare_documents", "validate",
]  # fmt: skip
