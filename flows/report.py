"""`koplan report`: the auditors' page, rebuilt from what is published and what was decided since."""

from __future__ import annotations

import webbrowser
from pathlib import Path

from flows.exit_codes import OK
from flows.language import say
from flows.places import Places, write_whole
from flows.report_data import load_report_data
from flows.report_page import report_html
from flows.snapshots import find_snapshot
from flows.terminal import tell


def build_report(places: Places) -> Path:
    """Writes the page for the current run and returns where it is."""
    page = report_html(load_report_data(places, find_snapshot(places)))
    with write_whole(places.report) as file:
        file.write(page.encode("utf-8", "replace"))
    return places.report


def build_report_from_shell(output: Path, *, open_it: bool) -> int:
    """Builds the page and says where it is; the exit status."""
    page = build_report(Places(output))
    tell(say(f"보고서: {page}", f"report: {page}"))
    if open_it:
        webbrowser.open(page.resolve().as_uri())
    return OK
