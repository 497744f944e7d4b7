"""Plain text and Markdown, and the text renderings that others make of documents: bytes in, `SourceDocument` out."""

from extractors.text.reader import read_text

__all__ = ["read_text"]
