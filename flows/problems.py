"""What stops a run as a whole; what is wrong with one document is a row of that document instead."""

from __future__ import annotations


class UsageError(Exception):
    """Asked in the wrong way (exit status 2): the message is a sentence for the person who asked. Nothing changed."""


class NotPublishedError(Exception):
    """The run ended without publishing (exit status 1): the message says why. What was published before stands."""


def disk_words(error: OSError) -> str:
    """What the system said and of which file: a full disk, a folder without the right to write."""
    return f"{error.strerror or error}: {error.filename}" if error.filename else str(error.strerror or error)
