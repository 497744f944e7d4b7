"""What the shell is told in the language of the person."""

from __future__ import annotations

import errno
import os
import re
from pathlib import Path

import pytest

from flows.cli import main
from flows.problems import disk_words

WRONG = [
    ([], "빠진 것이 있습니다: 명령"),
    (["없음"], "명령: '없음'은(는) 없습니다. 다음 중 하나여야 합니다: 'ingest', "),
    (["ingest"], "koplan ingest: 빠진 것이 있습니다: PATH"),
    (["inspect", "a", "b"], "모르는 인자입니다: b"),
    (["inspect", "a", "--json=3"], "--json: 값을 받지 않습니다: '3'"),
    (["inspect", "a", "--issuer"], "--issuer: 값이 필요합니다"),
    (["ingest", ".", "--workers", "1.5"], "--workers: 1 이상의 정수여야 합니다"),
    (["ingest", ".", "--limit-seconds", "nan"], "--limit-seconds: 0보다 큰 수여야 합니다"),
    (["ingest", ".", "--limit-seconds", "두"], "--limit-seconds: 0보다 큰 수여야 합니다"),
    (["ingest", ".", "--li", "3"], "--li: 여럿에 해당합니다: "),
    (["query", "select 1", "--format", "xml"], "--format: 'xml'은(는) 없습니다. "),
    (["decide", "a", "maybe", "--reason", "x"], "verdict: 'maybe'은(는) 없습니다. "),
]


@pytest.mark.parametrize(("command", "told"), WRONG, ids=lambda part: " ".join(part) if isinstance(part, list) else "")
def test_wrong_usage_is_told_in_korean(command: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(command)
    assert left.value.code == 2
    said = capsys.readouterr().err
    assert told in said
    assert said.startswith("사용법: koplan")
    assert not re.search(r"usage|error|argument|invalid", said)


def test_wrong_usage_is_told_in_english_where_that_is_asked_for(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KOPLAN_LANG", "en")
    with pytest.raises(SystemExit):
        main(["ingest"])
    said = capsys.readouterr().err
    assert said.startswith("usage: koplan ingest")
    assert said.endswith("koplan ingest: the following arguments are required: PATH\n")


@pytest.mark.parametrize("command", ["ingest", "inspect", "query", "schema", "report", "decide", "history", "diff"])
def test_every_line_of_help_is_korean(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main([command, "--help"])
    shown = capsys.readouterr().out
    assert not re.search(r"usage|positional|options|show this|exit$", shown)
    listed = shown.split("인자:\n")[-1].split("선택 사항:\n")[-1].split("\n예:")[0]
    unexplained = [line for line in listed.splitlines() if re.fullmatch(r"  \S+(?: \S+)?", line)]
    assert [line for line in unexplained if not line.startswith(("  --prefect", "  {", "  --format"))] == []


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["--version"])
    assert left.value.code == 0
    assert re.fullmatch(r"koplan \d+\.\d+\.\d+\n", capsys.readouterr().out)


def test_a_folder_is_not_inspected_and_the_line_says_what_reads_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["inspect", str(tmp_path)]) == 2
    assert capsys.readouterr().err == f"{tmp_path}: 폴더입니다. 폴더는 koplan ingest로 읽습니다\n"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such devices")
def test_a_device_without_an_end_is_not_read(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["inspect", "/dev/zero"]) == 2
    assert capsys.readouterr().err == "/dev/zero: 파일이 아니라 장치입니다\n"


@pytest.mark.skipif(os.name == "nt", reason="there is no limit of memory on Windows")
def test_a_file_larger_than_the_memory_limit_is_one_line(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with (tmp_path / "큰.txt").open("wb") as file:
        file.truncate(1 << 34)  # a hole, which takes no room on the disk
    assert main(["inspect", str(tmp_path / "큰.txt"), "--limit-memory", "512"]) == 1
    assert "MEMORY_LIMIT" in capfd.readouterr().err


def test_what_the_system_refuses_is_said_in_korean_and_else_as_it_says_it() -> None:
    assert disk_words(OSError(errno.ENOSPC, "No space left", "표")) == "표: 디스크에 남은 공간이 없습니다"
    assert disk_words(OSError(errno.ENOSPC, "No space left")) == "디스크에 남은 공간이 없습니다"
    assert disk_words(OSError(errno.ETXTBSY, "Text file busy", "표")) == "표: Text file busy"
    assert disk_words(OSError("odd")) == "odd"
