"""Search words are found beside the reading, and rows do not wait for them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import CARD

from flows.ingest import IngestResult
from flows.places import Places
from flows.views import connect
from flows.words import has_words, load_words

Run = Callable[..., IngestResult]
TEXT = CARD + "\n추진배경\n - 밤에도 책을 읽고 싶어 하는 주민이 많아 도서관을 늦게까지 열어야 함\n"


@pytest.fixture
def read(folder: Path, run_ingest: Run) -> IngestResult:
    (folder / "card.txt").write_text(TEXT, encoding="utf-8")
    return run_ingest(folder, folder.parent / "out")


def test_sections_have_morphemes_and_plans_have_keywords(read: IngestResult) -> None:
    with connect(read.snapshot) as database:
        tokens = database.execute("select flatten(list(tokens)) from sections").fetchone()[0]
        keywords = database.execute("select keywords from plans").fetchone()[0]
    assert {"책", "읽", "주민"} <= set(tokens)
    assert "도서관" in keywords


def test_words_are_kept_until_the_rows_change(read: IngestResult, folder: Path) -> None:
    header = read.headers[0]
    places = Places(folder.parent / "out")
    assert has_words(places, header)
    assert not has_words(places, replace(header, key="other rules"))


def test_without_words_the_rows_are_published_and_an_issue_says_so(
    folder: Path, run_ingest: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "card.txt").write_text(TEXT, encoding="utf-8")
    monkeypatch.setattr("flows.words.WordsPool.ask", lambda *_: None)
    result = run_ingest(folder, folder.parent / "out")
    assert load_words(Places(folder.parent / "out"), result.headers[0]) is None
    with connect(result.snapshot) as database:
        assert database.execute("select count(*) from issues where code = 'WORDS_MISSING'").fetchone() == (1,)
        assert database.execute("select count(*) from sections where tokens is not null").fetchone() == (0,)
