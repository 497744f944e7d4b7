"""PDF: characters and rules by place, through pdfium."""

from extractors.pdf.document import read_pdf

__all__ = ["read_pdf"]
