"""`koplan history` and `koplan diff`: the runs, and what changed between two of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flows.exit_codes import OK
from flows.language import say
from flows.places import Places
from flows.run_row import Run
from flows.snapshots import find_snapshot, last_complete, list_snapshots
from flows.terminal import tell
from flows.text_table import format_table


def load_runs(places: Places) -> list[Run]:
    """All runs published so far, oldest first; they are carried on from snapshot to snapshot."""
    before = last_complete(places)
    if before is None:
        return []
    import pyarrow.parquet as pq

    rows = pq.read_table(before / "runs.parquet").to_pylist()
    return [Run(**row) for row in rows]


def print_history(output: Path) -> int:
    """Prints the runs; the exit status."""
    places = Places(output)
    now = find_snapshot(places).name
    kept = {folder.name for folder in list_snapshots(places)}
    header = (
        say("실행", "run"), say("시각(UTC)", "time (UTC)"), say("문서", "documents"), say("읽음", "read"),
        say("격리", "failed"), say("예산 사실", "facts"), say("지적", "findings"), "",
    )  # fmt: skip
    body = [
        (
            run.run_id, f"{run.started_at:%Y-%m-%d %H:%M}", str(run.document_count), str(run.read_count),
            str(run.failed_count), str(run.fact_count), str(run.finding_count),
            say("현재", "current") if run.run_id == now else "" if run.run_id in kept else say("지워짐", "dropped"),
        )
        for run in load_runs(places)
    ]  # fmt: skip
    tell("\n".join(format_table(header, body, numbers=frozenset(range(2, 7)))))
    return OK


def print_diff(output: Path, old: str, new: str) -> int:
    """Prints what the newer of two runs has that the older has not, and the other way round; the exit status."""
    places = Places(output)
    before, after = find_snapshot(places, old), find_snapshot(places, new)
    tell("\n".join([*_count_lines(before, after), *_document_lines(before, after), *_finding_lines(before, after)]))
    return OK


def _ask(snapshot: Path, sql: str) -> list[Any]:
    from flows.views import connect

    with connect(snapshot) as database:
        return list(database.execute(sql).fetchall())


def _count_lines(before: Path, after: Path) -> list[str]:
    from flows.snapshots import load_manifest

    old, new = (load_manifest(folder)["tables"] for folder in (before, after))
    names = [name for name in new if new[name]["rows"] != old.get(name, {"rows": 0})["rows"]]
    if not names:
        return [say("행 수가 달라진 표가 없습니다.", "no table changed in size.")]
    header = (say("표", "table"), before.name, after.name)
    body = [(name, str(old.get(name, {"rows": 0})["rows"]), str(new[name]["rows"])) for name in names]
    return format_table(header, body, numbers=frozenset({1, 2}))


def _document_lines(before: Path, after: Path) -> list[str]:
    sql = "select document_id, source_path from documents order by source_path"
    old, new = dict(_ask(before, sql)), dict(_ask(after, sql))
    gone, come = old.keys() - new.keys(), new.keys() - old.keys()
    changed = {old[i] for i in gone} & {new[i] for i in come}
    lines = [f"  ~ {path}" for path in sorted(changed)]
    lines += [f"  + {new[i]}" for i in sorted(come, key=lambda i: new[i]) if new[i] not in changed]
    lines += [f"  - {old[i]}" for i in sorted(gone, key=lambda i: old[i]) if old[i] not in changed]
    head = say("문서(~ 바뀜, + 새로, - 없어짐)", "documents (~ changed, + new, - gone)")
    return ["", head, *lines] if lines else ["", say("문서는 같습니다.", "the documents are the same.")]


def _finding_lines(before: Path, after: Path) -> list[str]:
    sql = "select finding_id, severity, message from findings"
    old, new = ({row[0]: row for row in _ask(folder, sql)} for folder in (before, after))
    lines = [f"  + [{row[1]}] {row[2]}" for key, row in new.items() if key not in old]
    lines += [f"  - [{row[1]}] {row[2]}" for key, row in old.items() if key not in new]
    head = say("지적(+ 새로, - 없어짐)", "findings (+ new, - gone)")
    return ["", head, *lines] if lines else ["", say("지적은 같습니다.", "the findings are the same.")]
