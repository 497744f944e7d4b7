"""What it means: pure functions from printed text to typed rows."""

from normalizers.normalize import normalize
from normalizers.normalized import NormalizedDocument

__all__ = ["NormalizedDocument", "normalize"]
