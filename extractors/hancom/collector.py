"""No rubbish is collected while a document is read.

Python looks for cycles whenever many objects have been made. A table of fifty thousand cells makes half a million that
all stay, and no cycle among them: the looking took two fifths of the reading.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused_collector() -> Iterator[None]:
    """Cycles wait until the document is read; a collector that was off stays off."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
