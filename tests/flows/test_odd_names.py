"""Names and files as they lie on the disks of offices: each ends as a document or as a line that says why not."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from conftest import CARD

from flows.discovery import find_files, path_as_text
from flows.ingest import IngestResult
from flows.options import IngestOptions
from flows.summary import summary_lines
from flows.terminal import one_line
from flows.text_table import format_table

Run = Callable[..., IngestResult]
_POSIX = pytest.mark.skipif(os.name == "nt", reason="such names and files cannot be made on Windows")

NAMES = [
    "빈 칸.txt", "끝 공백 .txt", "따옴표'\"`$(x).txt", "줄\n바꿈.txt", "탭\t.txt", "역\\슬래시.txt", "콜론:별*?.txt",
    "\x1b[31m빨강.txt", "\u202etxt.거꾸로", "<b>굵게&amp;.txt", "-rf", "--output", "확장자없음", "이모지😀.txt",
    "가" * 83 + ".txt", "a" * 251 + ".txt",
]  # fmt: skip


@_POSIX
def test_every_odd_name_is_a_document(tmp_path: Path, run_ingest: Run) -> None:
    for number, name in enumerate(NAMES):
        (tmp_path / "in" / str(number)).mkdir(parents=True)
        (tmp_path / "in" / str(number) / name).write_text(CARD.replace("야간", f"야간 {number}"), encoding="utf-8")
    result = run_ingest(tmp_path / "in", tmp_path / "out")
    documents = pq.read_table(result.snapshot / "documents.parquet").to_pylist()
    assert sorted(row["file_name"] for row in documents) == sorted(NAMES)
    assert {row["status"] for row in documents} == {"success"}


@_POSIX
def test_a_name_in_the_bytes_of_old_windows_stops_nothing_and_is_read(tmp_path: Path, run_ingest: Run) -> None:
    source = tmp_path / "in"
    source.mkdir()
    for name in ("공약카드.txt".encode("cp949"), b"\xff\xfe.txt"):
        Path(os.fsdecode(os.fsencode(source) + b"/" + name)).write_text(f"{CARD}\n{name!r}", encoding="utf-8")
    result = run_ingest(source, tmp_path / "out")
    documents = pq.read_table(result.snapshot / "documents.parquet").to_pylist()
    assert {row["file_name"] for row in documents} == {"공약카드.txt", "\\xff\\xfe.txt"}


def test_only_the_name_that_is_no_text_is_decoded_anew() -> None:
    path = os.fsdecode("가/나/".encode() + "다".encode("cp949"))
    assert path_as_text(path) == "가/나/다"
    assert path_as_text("각/한.txt") == "각/한.txt"


@_POSIX
def test_what_is_no_file_is_skipped_and_counted(
    tmp_path: Path, run_ingest: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "in"
    (source / "묶음").mkdir(parents=True)
    (source / "카드.txt").write_text(CARD, encoding="utf-8")
    os.mkfifo(source / "관.txt")
    with socket.socket(socket.AF_UNIX) as listening:
        monkeypatch.chdir(source)  # a socket's path has room for a hundred letters only
        listening.bind("소켓.txt")
    (source / "가").symlink_to("나")
    (source / "나").symlink_to("가")
    (source / "끊긴.txt").symlink_to("없음")
    (source / "여기").symlink_to(".")
    result = run_ingest(source, tmp_path / "out")
    reasons = sorted((item.path.name, item.reason) for item in result.inputs.skipped)
    assert reasons == [
        ("가", "no_access"), ("관.txt", "no_file"), ("끊긴.txt", "no_access"), ("나", "no_access"),
        ("소켓.txt", "no_file"), ("여기", "linked_folder"),
    ]  # fmt: skip
    told = summary_lines(IngestOptions(paths=(source,), output=tmp_path / "out"), result, None)
    assert any("폴더를 가리키는 링크" in line for line in told)
    assert sum("파일을 열 수 없습니다" in line for line in told) == 3


@_POSIX
def test_a_pipe_that_is_named_itself_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "관")
    assert [item.reason for item in find_files([tmp_path / "관"], tmp_path / "out")[1]] == ["no_file"]


@_POSIX
def test_a_linked_folder_that_is_named_itself_is_read(tmp_path: Path) -> None:
    (tmp_path / "참").mkdir()
    (tmp_path / "참" / "카드.txt").write_text(CARD, encoding="utf-8")
    (tmp_path / "링크").symlink_to("참")
    assert [file.source_path for file in find_files([tmp_path / "링크"], tmp_path / "out")[0]] == ["카드.txt"]


def test_names_and_cells_cannot_write_to_the_terminal() -> None:
    assert one_line("줄\n바꿈\x1b[31m\u202e\udcc7 끝") == "줄\\n바꿈\\x1b[31m\\u202e\\udcc7 끝"
    assert "\x1b" not in "".join(format_table(["이름"], [["\x1b[2J지움"]]))
