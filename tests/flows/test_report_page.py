"""The auditors' page stands on its own and shows what is published."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import get_args

import pytest
from conftest import CARD

from flows.ingest import IngestResult
from flows.report_parts import words
from normalizers import vocabulary

Run = Callable[..., IngestResult]

_VOID = {"br", "meta", "link", "img", "input", "hr"}


class Balance(HTMLParser):
    """Notes every id and address, and fails on tags that are not closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids += [value for name, value in attrs if name == "id" and value]
        self.links += [value for name, value in attrs if name in ("href", "src") and value]
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.fixture
def page(folder: Path, run_ingest: Run) -> str:
    (folder / "card.txt").write_text(CARD.replace("합계\t300,000\t", "합계\t390,000\t"), encoding="utf-8")
    (folder / "empty.hwp").write_bytes(b"")
    (folder / "<b>이름.hwp").write_bytes(b"\x00")
    return run_ingest(folder, folder.parent / "out").report.read_text(encoding="utf-8")


def test_the_page_fetches_nothing(page: str) -> None:
    parser = Balance()
    parser.feed(page)
    assert parser.open == []
    assert all(link.startswith("#") for link in parser.links)
    assert not re.search(r"url\(|@import|<script|https?://", page)


def test_every_link_leads_somewhere_and_every_id_is_one(page: str) -> None:
    parser = Balance()
    parser.feed(page)
    assert len(parser.ids) == len(set(parser.ids))
    assert {link[1:] for link in parser.links} <= set(parser.ids)


def test_the_page_shows_findings_with_operands_and_places(page: str) -> None:
    assert "390,000" in page
    assert "식에 쓰인 값" in page
    assert re.search(r"\d+번째 줄 \d+행 \d+열", page)


def test_the_page_names_quarantined_documents_and_why(page: str) -> None:
    assert "빈 파일입니다. 원본을 다시 받아 넣어 주세요." in page


def test_names_of_files_are_text_and_never_markup(page: str) -> None:
    assert "<b>이름" not in page
    assert "&lt;b&gt;이름.hwp" in page


@pytest.mark.parametrize(
    ("column", "type_name"),
    [
        ("cause", "Cause"), ("document_kind", "DocumentKind"), ("funding_source", "FundingSource"),
        ("severity", "Severity"), ("source_format", "SourceFormat"), ("status", "DocumentStatus"),
        ("verdict", "Verdict"),
    ],
)  # fmt: skip
def test_every_word_of_a_vocabulary_has_its_korean_word(column: str, type_name: str) -> None:
    assert set(words(column)) == set(get_args(getattr(vocabulary, type_name)))


@pytest.mark.heavy
@pytest.mark.skipif(not shutil.which("chromium"), reason="needs Chromium")
def test_a_browser_prints_the_page(page: str, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    printed = tmp_path / "page.pdf"
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--print-to-pdf={printed}"]
    subprocess.run([*command, (tmp_path / "page.html").as_uri()], check=True, capture_output=True, timeout=120)
    assert printed.read_bytes().startswith(b"%PDF")
