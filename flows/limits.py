"""What one document may cost: seconds and memory."""

from __future__ import annotations

DEFAULT_SECONDS = 120.0
DEFAULT_MIB = 3072


def limit_memory(mib: int) -> None:
    """Lets this process have at most `mib` MiB of address space; more is a MemoryError. Nothing on Windows."""
    try:
        import resource
    except ImportError:  # Windows: the time limit alone holds there
        return
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    wanted = mib << 20
    soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
