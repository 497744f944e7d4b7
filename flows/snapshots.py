"""Published runs: one folder each, never changed after, and a pointer that is switched last.

A reader resolves the pointer once and then sees one complete run, however often the pointer moves meanwhile. It is a
symbolic link, so that any tool can open `output/current/plans.parquet`; where links are not to be had (Windows without
the right, some network drives) it is a file that holds the name of the run.
"""

from __future__ import annotations

import json
import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Any

from flows.language import say
from flows.places import Places, sync_folder, write_whole
from flows.problems import NotPublishedError, UsageError

STAGING = ".staging-"
MANIFEST = "manifest.json"


def current_run(places: Places) -> str | None:
    """The id of the run that holds now, None before the first."""
    try:
        name = os.readlink(places.current)
    except FileNotFoundError:
        return None
    except OSError:  # not a link
        name = places.current.read_text(encoding="utf-8").strip()
    return Path(name).name


def find_snapshot(places: Places, run_id: str | None = None) -> Path:
    """The folder of a run: of the current one, or of the one whose id begins so.

    Raises NotPublishedError where nothing has been published yet, UsageError for a run that is not kept.
    """
    wanted = run_id or current_run(places)
    if wanted is None or (run_id is None and not (places.snapshots / wanted).is_dir()):
        what = say(
            "발행된 표가 없습니다. koplan ingest를 먼저 실행해 주세요.", "nothing is published; run koplan ingest."
        )
        raise NotPublishedError(f"{places.output}: {what}")
    fitting = [folder for folder in list_snapshots(places) if folder.name.startswith(wanted)]
    exact = [folder for folder in fitting if folder.name == wanted]
    if len(exact or fitting) != 1:
        raise UsageError(say(f"{wanted}: 그런 실행이 없거나 여럿입니다.", f"{wanted}: no such run, or several."))
    return (exact or fitting)[0]


def last_complete(places: Places) -> Path | None:
    """The folder of the current run or, where somebody removed or damaged that, of the last one that is whole."""
    now = current_run(places)
    folders = sorted(list_snapshots(places), key=lambda folder: (folder.name == now, folder.name), reverse=True)
    return next((folder for folder in folders if _is_whole(folder)), None)


def _is_whole(folder: Path) -> bool:
    try:
        tables = load_manifest(folder)["tables"]
        return all((folder / table["file"]).stat().st_size == table["byte_count"] for table in tables.values())
    except (OSError, ValueError, KeyError, TypeError):
        return False


def list_snapshots(places: Places) -> list[Path]:
    """The folders of all kept runs, oldest first."""
    if not places.snapshots.is_dir():
        return []
    return sorted(p for p in places.snapshots.iterdir() if p.is_dir() and not p.name.startswith("."))


def staging_folder(places: Places, run_id: str) -> Path:
    """Where a run writes before it is published."""
    places.snapshots.mkdir(parents=True, exist_ok=True)
    return places.snapshots / f"{STAGING}{run_id}"


def clear_staging(places: Places) -> None:
    """Removes what unfinished runs left; only the holder of the output folder may."""
    for left in places.snapshots.glob(f"{STAGING}*"):
        shutil.rmtree(left)


def publish_snapshot(places: Places, staged: Path, manifest: dict[str, Any]) -> Path:
    """Makes a staged folder the current run. Until the very last call readers see the run before."""
    run_id = staged.name.removeprefix(STAGING)
    with write_whole(staged / MANIFEST) as file:
        file.write(json.dumps(manifest, ensure_ascii=False, indent=1).encode("utf-8", "replace"))
    published = places.snapshots / run_id
    os.replace(staged, published)
    sync_folder(places.snapshots)
    point_to(places, run_id)
    return published


def point_to(places: Places, run_id: str) -> None:
    """Switches the pointer in one step."""
    fresh = places.output / f".current-{run_id}"
    with suppress(FileNotFoundError):
        fresh.unlink()
    try:
        fresh.symlink_to(Path("snapshots") / run_id, target_is_directory=True)
        os.replace(fresh, places.current)
        sync_folder(places.output)
    except (OSError, NotImplementedError):
        with suppress(FileNotFoundError):
            fresh.unlink()
        with write_whole(places.current) as file:
            file.write(run_id.encode())


def load_manifest(folder: Path) -> dict[str, Any]:
    """What a published run says of itself."""
    loaded: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    return loaded


def drop_old_snapshots(places: Places, keep: int) -> None:
    """Removes all but the last `keep` runs; never the current one."""
    current = current_run(places)
    for folder in list_snapshots(places)[:-keep]:
        if folder.name != current:
            shutil.rmtree(folder)
