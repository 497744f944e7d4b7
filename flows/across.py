"""What holds between the documents of a run: pledges through the years, links, and changes without a reason given."""

from __future__ import annotations

from collections.abc import Sequence

from expectations.across_documents import Comparison, compare_documents
from flows.decisions import load_decisions
from flows.loaded import load_normalized
from flows.places import Places
from normalizers.tables import Document

_NEEDED = frozenset({"budget_facts", "plan_fields", "plans", "table_cells"})


def compare_run(places: Places, documents: Sequence[Document]) -> Comparison:
    """The comparison of all documents that count, with the links that people confirmed or cut.

    Rows are read document by document and let go: only what is compared stays in memory.
    """
    counted = [d for d in documents if d.status != "failure" and d.is_preferred and d.superseded_by is None]
    loaded = (load_normalized(places, document, _NEEDED) for document in counted)
    return compare_documents(loaded, load_decisions(places))
