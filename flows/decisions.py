"""What auditors decided: kept beside the snapshots, so that it survives every ingest, and published with each of them.

A decision names what it is about by the id of a finding, fact, amount or link. Ids hash the document's bytes and the
place in it: when the document changes, its findings are new ones and the old decision does not carry over to them.
"""

from __future__ import annotations

import argparse
import json
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any

from expectations.finding import Decision
from flows.exit_codes import OK, USAGE
from flows.json_rows import json_to_row, row_to_json
from flows.language import say
from flows.locking import hold_output
from flows.places import Places, write_whole
from flows.problems import UsageError
from flows.snapshots import find_snapshot
from flows.terminal import complain, tell
from normalizers.masking import mask_text

# where a target's id may stand: table, key, what it is called
_TARGETS = (
    ("findings", "finding_id", "finding"),
    ("budget_facts", "fact_id", "value"),
    ("amounts", "amount_id", "value"),
    ("links", "link_id", "link"),
)


def load_decisions(places: Places) -> list[Decision]:
    """All decisions, oldest first; UsageError for a file that holds something else."""
    if not places.decisions.is_file():
        return []
    decisions = []
    for number, line in enumerate(places.decisions.read_bytes().splitlines(), 1):
        try:
            decisions.append(json_to_row(json.loads(line), Decision))
        except (ValueError, KeyError, TypeError) as error:  # somebody wrote in the file by hand
            what = say(f"{number}번째 줄이 결정 기록이 아닙니다", f"line {number} is no decision")
            raise UsageError(f"{places.decisions}: {what}") from error
    return decisions


def verdicts_by_target(places: Places) -> dict[str, str]:
    """The last verdict on each target."""
    return {decision.target_key: decision.verdict for decision in load_decisions(places)}


def decide_from_shell(given: argparse.Namespace) -> int:
    """`koplan decide`: records one decision; the exit status."""
    if (given.verdict == "corrected") != (given.value is not None):
        complain(say("corrected에는 --value가, --value에는 corrected가 필요합니다.", "corrected goes with --value."))
        return USAGE
    places = Places(given.output)
    kind, key = _find_target(places, given.target)
    decision = _decision(kind, key, given)
    with hold_output(places):
        record_decision(places, decision)
    tell(say(f"기록했습니다: {kind} {key} → {decision.verdict}", f"recorded: {kind} {key} → {decision.verdict}"))
    return OK


def record_decision(places: Places, decision: Decision) -> None:
    """Adds a decision after the others."""
    rows = [*load_decisions(places), decision]
    with write_whole(places.decisions) as file:
        for row in rows:
            file.write(json.dumps(row_to_json(row), ensure_ascii=False).encode() + b"\n")


def _decision(kind: str, key: str, given: argparse.Namespace) -> Decision:
    now = datetime.now(UTC).replace(microsecond=0)
    decided_by = mask_text(given.by)[0] if given.by else None
    return Decision(
        decision_id=blake2b(f"{key}\x1f{now.isoformat()}\x1f{given.verdict}".encode(), digest_size=10).hexdigest(),
        target_kind=kind,
        target_key=key,
        verdict=given.verdict,
        new_value=given.value,
        reason=mask_text(given.reason)[0],
        decided_by=decided_by,
        decided_at=now,
    )


def _find_target(places: Places, prefix: str) -> tuple[str, str]:
    """(kind, id) of the one target whose id begins so; UsageError if there is none, or more than one."""
    from flows.views import connect, view_names

    found: list[tuple[str, str]] = []
    with connect(find_snapshot(places)) as database:
        names = view_names(database)
        for table, key, kind in _TARGETS:
            if table in names:
                rows: list[Any] = database.execute(
                    f"select {key} from {table} where starts_with({key}, ?) limit 2", [prefix]
                ).fetchall()
                found += [(kind, row[0]) for row in rows]
    if len(found) != 1:
        what = say("그런 대상이 없습니다", "no such target") if not found else say("여럿이 해당합니다", "several fit")
        raise UsageError(f"{prefix}: {what}")
    return found[0]
