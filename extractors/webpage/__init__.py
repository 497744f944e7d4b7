"""Web pages and the server-page sources they are made from: bytes in, `SourceDocument` out."""

from extractors.webpage.reader import read_webpage

__all__ = ["read_webpage"]
