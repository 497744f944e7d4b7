"""No rubbish is collected while a document is read.

Python looks for cycles whenever many objects have been made. A table of fifty thousand cells makes half a million that
all stay, and no cycle among them: the looking took two fifths of the reading. Switched on again, the collector would
look through all of them at once, in vain, so that they are handed to its oldest generation first, which it looks
through rarely.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused_collector() -> Iterator[None]:
    """Cycles wait until the document is read; a collector that was off stays off, objects that are frozen stay so."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            if gc.get_freeze_count() == 0:
                gc.freeze()
                gc.unfreeze()
            gc.enable()
