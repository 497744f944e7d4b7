"""A plan that lies there in several files is counted once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import CARD, html_of

from flows.entries import EntryHeader
from flows.ingest import IngestResult
from flows.twins import settle_standings
from flows.views import connect

Run = Callable[..., IngestResult]


def header(name: str, source_format: str = "hwpx", **given: Any) -> EntryHeader:
    document = {
        "document_id": name, "error_code": None, "source_format": source_format, "title": "계획",
        "issuer_name": "금천구", "document_kind": "pledge_card", "plan_year": 2024, "as_of": None, "published_on": None,
    }  # fmt: skip
    document |= {key: value for key, value in given.items() if key in document}
    return EntryHeader(
        key="",
        document=document,
        limits=(1.0, 1),
        plan_titles=given.get("plan_titles", ("도서관 야간 개방",)),
        amounts=given.get("amounts", tuple(range(100, 120))),
        contents=given.get("contents", tuple("abcdefghij")),
    )


def test_of_twins_the_format_that_says_most_is_preferred() -> None:
    order = ["text", "html", "pdf", "hwp", "hwpx"]
    for count in range(1, len(order) + 1):
        standings = settle_standings(header(name, name) for name in order[:count])
        assert [name for name, s in standings.items() if s.is_preferred] == [order[count - 1]]


def test_a_twin_with_one_misread_amount_is_still_a_twin() -> None:
    amounts = tuple(range(100, 120))
    standings = settle_standings([header("a"), header("b", "pdf", amounts=(*amounts[:-1], 7))])
    assert not standings["b"].is_preferred


def test_spaces_and_bullets_in_a_title_do_not_part_twins() -> None:
    standings = settle_standings([header("a"), header("b", "pdf", plan_titles=("□ 도서관  야간개방",))])
    assert not standings["b"].is_preferred


def test_different_plans_with_equal_amounts_are_no_twins() -> None:
    standings = settle_standings([header("a"), header("b", "pdf", plan_titles=("공원 나무 심기",))])
    assert standings["a"].is_preferred
    assert standings["b"].is_preferred


def test_two_documents_without_plans_amounts_or_title_are_no_twins() -> None:
    blank = {"plan_titles": (), "amounts": (), "contents": (), "title": None}
    standings = settle_standings([header("a", **blank), header("b", "pdf", **blank)])
    assert standings["a"].is_preferred
    assert standings["b"].is_preferred


def test_a_title_alone_makes_neither_twins_nor_versions() -> None:
    blank = {"plan_titles": (), "amounts": (), "contents": (), "title": "공고"}
    standings = settle_standings([header("a", **blank), header("b", "pdf", **blank)])
    assert all(s.is_preferred and not s.rivals for s in standings.values())


def test_a_later_date_supersedes_an_earlier_one() -> None:
    older = header("a", as_of="2024-01-31")
    newer = header("b", as_of="2024-07-31", amounts=tuple(range(500, 520)))
    standings = settle_standings([older, newer])
    assert standings["a"].superseded_by == "b"
    assert standings["b"].superseded_by is None
    assert (standings["a"].version, standings["b"].version) == (1, 2)


def test_without_dates_nobody_can_say_which_holds() -> None:
    standings = settle_standings([header("a"), header("b", amounts=tuple(range(500, 520)))])
    assert standings["a"].rivals == ("b",)
    assert standings["a"].superseded_by is None
    assert standings["b"].superseded_by is None


def test_next_years_card_does_not_supersede_this_years() -> None:
    older = header("a", plan_year=None, as_of="2024-01-31")
    newer = header("b", plan_year=None, as_of="2025-01-31", amounts=tuple(range(500, 520)))
    assert all(s.superseded_by is None for s in settle_standings([older, newer]).values())


@pytest.mark.parametrize(("column", "value"), [("plan_year", 2025), ("issuer_name", "성동구")])
def test_another_year_or_office_is_another_series(column: str, value: object) -> None:
    other = header("b", amounts=tuple(range(500, 520)), **{column: value})
    standings = settle_standings([header("a"), other])
    assert standings["a"].rivals == ()


def test_the_twins_of_a_superseded_version_are_not_counted_either() -> None:
    old = [header("a", as_of="2024-01-31"), header("b", "pdf", as_of="2024-01-31")]
    new = header("c", as_of="2024-07-31", amounts=tuple(range(500, 520)))
    standings = settle_standings([*old, new])
    counted = [name for name, s in standings.items() if s.is_preferred and s.superseded_by is None]
    assert counted == ["c"]


def test_text_and_web_page_of_one_card_count_once(folder: Path, run_ingest: Run) -> None:
    alone = run_ingest(folder, folder.parent / "alone")
    (folder / "card.html").write_text(html_of(CARD), encoding="utf-8")
    both = run_ingest(folder, folder.parent / "out")
    sums = []
    for result in (alone, both):
        with connect(result.snapshot) as database:
            sums.append(database.execute("select sum(amount_won), count(*) from current_facts").fetchone())
    assert sums[0] == sums[1]
    assert sums[0][0] > 0
    with connect(both.snapshot) as database:
        preferred = database.execute("select source_format from documents where is_preferred").fetchall()
    assert preferred == [("html",)]
