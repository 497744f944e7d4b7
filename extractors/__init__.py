"""What the document says, exactly as printed: bytes in, `SourceDocument` and plans out; no clock, disk or network."""
