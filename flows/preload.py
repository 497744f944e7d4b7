"""What a reading process has loaded before its first document: imported once, in the server it is forked from."""

import expectations
import extractors
import normalizers

for _package, _name in (
    (extractors, "read_document"),
    (extractors, "find_plans"),
    (normalizers, "normalize"),
    (expectations, "validate"),
):
    getattr(_package, _name)
