"""One pledge in two years' documents is one row of `pledges`, linked, with what changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from conftest import CARD

from flows.cli import main
from flows.ingest import IngestResult
from flows.views import connect

Run = Callable[..., IngestResult]

FIRST = "금천구 2023년 공약사업 실천계획\n기준일 : 2023. 1. 31.\n\n" + CARD
SECOND = (
    "금천구 2024년 공약사업 실천계획\n기준일 : 2024. 1. 31.\n\n"
    + CARD.replace("300백만원", "360백만원").replace("합계\t300,000\t100,000", "합계\t360,000\t160,000")
).replace("구비\t180,000\t60,000", "구비\t240,000\t120,000")


def write_both(folder: Path) -> None:
    (folder / "card.txt").write_text(FIRST, encoding="utf-8")
    (folder / "next.txt").write_text(SECOND, encoding="utf-8")


def test_a_pledge_keeps_its_id_from_year_to_year(folder: Path, run_ingest: Run) -> None:
    write_both(folder)
    result = run_ingest(folder, folder.parent / "out", issuer="금천구")
    with connect(result.snapshot) as database:
        pledges = database.execute("select pledge_id, version_count from pledges").fetchall()
        plans = database.execute("select distinct pledge_id from plans").fetchall()
        links = database.execute("select count(*) from links").fetchone()
    assert len(pledges) == 1
    assert pledges[0][1] == 2
    assert plans == [(pledges[0][0],)]
    assert links == (1,)


def test_a_person_can_cut_a_link_and_it_stays_cut(folder: Path, run_ingest: Run) -> None:
    write_both(folder)
    output = folder.parent / "out"
    first = run_ingest(folder, output, issuer="금천구")
    with connect(first.snapshot) as database:
        link = database.execute("select link_id from links").fetchone()[0]
    assert main(["decide", link, "dismissed", "--reason", "다른 사업임", "--output", str(output)]) == 0
    again = run_ingest(folder, output, issuer="금천구")
    with connect(again.snapshot) as database:
        assert database.execute("select version_count from pledges").fetchall() == [(1,), (1,)]
