"""What a published run says of itself: inputs, versions, options, rows, files and checks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from flows.archive import Original
from flows.discovery import SkippedFile
from flows.json_rows import row_to_json
from flows.options import IngestOptions
from flows.own_labels import OwnLabels
from flows.publishing import Written
from flows.table_writer import file_digest
from flows.versions import library_versions, rules_version
from normalizers.masking import mask_text

MANIFEST_VERSION = 1


def build_manifest(
    run_id: str,
    options: IngestOptions,
    labels: OwnLabels,
    originals: Sequence[Original],
    skipped: Sequence[SkippedFile],
    written: Written,
    checks: Sequence[dict[str, Any]],
    accepted: Sequence[str],
) -> dict[str, Any]:
    """The manifest as JSON values. `accepted` are the codes of shut gates that a person passed, with the reason."""
    return {
        "manifest_version": MANIFEST_VERSION,
        "run_id": run_id,
        "run": row_to_json(written.run),
        "versions": library_versions() | {"rules": rules_version()},
        "options": {
            "issuer": options.issuer,
            "labels": dict(labels),
            "limit_seconds": options.seconds,
            "limit_memory_mib": options.mib,
            "accepted": list(accepted),
            "accepted_because": options.accept if accepted else None,
        },
        "inputs": [
            {
                "document_id": original.document_id,
                "source_path": mask_text(original.source_path)[0],
                "byte_count": original.byte_count,
            }
            for original in originals
        ],
        "skipped": dict(Counter(item.reason for item in skipped)),
        "tables": {
            name: {"rows": rows, "file": f"{name}.parquet", **_about_file(written, name)}
            for name, rows in written.counts.items()
        },
        "checks": list(checks),
    }


def _about_file(written: Written, table: str) -> dict[str, Any]:
    path = written.folder / f"{table}.parquet"
    return {"sha256": file_digest(path), "byte_count": path.stat().st_size}
