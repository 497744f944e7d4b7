"""Which files a run is about."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from flows.discovery import find_files
from flows.problems import UsageError


def put(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x")
    return path


def test_folders_are_walked_in_a_fixed_order(tmp_path: Path) -> None:
    for name in ("나/가.hwp", "가.hwpx", "나/나/다.pdf"):
        put(tmp_path / name)
    found, skipped = find_files([tmp_path], tmp_path / "out")
    assert [file.source_path for file in found] == ["가.hwpx", "나/가.hwp", "나/나/다.pdf"]
    assert skipped == []


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        (".DS_Store", "hidden"), ("~$계획.hwp", "temporary"), ("계획.TMP", "temporary"), ("계획.asv", "temporary"),
        ("Thumbs.db", "temporary"), ("make.py", "program"), ("README.md", "program"),
    ],
)  # fmt: skip
def test_what_is_plainly_no_document_is_skipped_by_name_and_said(tmp_path: Path, name: str, reason: str) -> None:
    put(tmp_path / name)
    found, skipped = find_files([tmp_path], tmp_path / "out")
    assert found == []
    assert [(item.path.name, item.reason) for item in skipped] == [(name, reason)]


def test_a_file_that_is_named_is_read_whatever_its_name(tmp_path: Path) -> None:
    found, _ = find_files([put(tmp_path / ".hidden.py")], tmp_path / "out")
    assert [file.source_path for file in found] == [".hidden.py"]


def test_a_hidden_folder_is_not_entered(tmp_path: Path) -> None:
    put(tmp_path / ".git" / "a.txt")
    found, skipped = find_files([tmp_path], tmp_path / "out")
    assert found == []
    assert [item.reason for item in skipped] == ["hidden"]


def test_the_output_folder_is_never_read(tmp_path: Path) -> None:
    put(tmp_path / "a.txt")
    put(tmp_path / "output" / "archive" / "ab" / "abc")
    found, _ = find_files([tmp_path], tmp_path / "output")
    assert [file.source_path for file in found] == ["a.txt"]


def test_a_file_named_twice_comes_once(tmp_path: Path) -> None:
    file = put(tmp_path / "a.txt")
    found, _ = find_files([file, tmp_path, file], tmp_path / "out")
    assert len(found) == 1


def test_names_from_a_mac_are_put_together(tmp_path: Path) -> None:
    put(tmp_path / unicodedata.normalize("NFD", "실천계획.hwp"))
    found, _ = find_files([tmp_path], tmp_path / "out")
    assert [file.source_path for file in found] == ["실천계획.hwp"]


def test_a_loop_of_links_ends(tmp_path: Path) -> None:
    put(tmp_path / "sub" / "a.txt")
    (tmp_path / "sub" / "loop").symlink_to(tmp_path, target_is_directory=True)
    found, _ = find_files([tmp_path], tmp_path / "out")
    assert [file.source_path for file in found] == ["sub/a.txt"]


def test_no_such_path_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nothing"):
        find_files([tmp_path / "nothing"], tmp_path / "out")
