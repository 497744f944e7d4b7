"""Is it right? The equations that a document implies, why one fails, and the gates before publishing."""

from expectations.gates import GateFailure, check_gates
from expectations.report import CheckedEquation, SecondOpinion, SecondReading, ValidationReport
from expectations.validation import validate

__all__ = [
    "CheckedEquation", "GateFailure", "SecondOpinion", "SecondReading", "ValidationReport", "check_gates", "validate",
]  # fmt: skip
