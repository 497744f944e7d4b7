"""What one document may cost: seconds and memory."""

from __future__ import annotations

import math
import signal
from collections.abc import Iterator
from contextlib import contextmanager

DEFAULT_SECONDS = 120.0
DEFAULT_MIB = 3072
_GRACE = 10
_LONGEST = 10_000_000


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


@contextmanager
def end_without_parent(seconds: float) -> Iterator[None]:
    """Ends this process some seconds after the limit, for the case that nobody is left to end it. Nothing on Windows.

    Whoever watches the limit can be killed itself, and a reading that hangs would then burn a core for ever. The alarm
    is left to the system, which ends the process also inside C code.
    """
    if not hasattr(signal, "alarm"):
        yield
        return
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(math.ceil(min(seconds, _LONGEST)) + _GRACE)
    try:
        yield
    finally:
        signal.alarm(0)
