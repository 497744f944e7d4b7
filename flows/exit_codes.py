"""What the shell is told."""

from __future__ import annotations

OK = 0
"""Done. After `ingest`: published; single documents may be quarantined, which the summary says."""
FAILED = 1
"""Not done: nothing was published and nothing changed, or the one file cannot be read."""
USAGE = 2
"""Asked in the wrong way: no such file or option, an output folder that cannot be written."""
