"""A label that an office alone prints is added in the user's own file, and no code is touched."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from flows.cli import main
from flows.entries import reading_key
from flows.ingest import IngestResult
from flows.own_labels import load_labels
from flows.problems import UsageError

Run = Callable[..., IngestResult]

CARD = """\
공약명\t시장 배송 돕기
완료시기\t2025. 6월\t총사업비\t240백만원
일 맡은 곳\t지역상생과\t추진기간\t2025. 1. ~ 6.
비고란\t없음\t목표연도\t2025년
"""
LABELS = "lead_department: [일맡은곳]  # as our own form words it\n"

WRONG = {
    "unknown field": (b"department: [x]", '모르는 필드입니다: department'),
    "no list": ("lead_department: 일맡은곳".encode(), "꼴이어야 합니다"),
    "empty list": (b"lead_department: []", "꼴이어야 합니다"),
    "nothing after the colon": (b"lead_department:", "꼴이어야 합니다"),
    "list in a list": ("lead_department: [[일맡은곳]]".encode(), "꼴이어야 합니다"),
    "labels first": ("- 일맡은곳".encode(), "꼴이어야 합니다"),
    "empty": (b"", "꼴이어야 합니다"),
    "only a remark": ("# 일맡은곳\n".encode(), "꼴이어야 합니다"),
    "empty label": (b"lead_department: ['']", "꼴이어야 합니다"),
    "label of signs": (b"lead_department: ['- :']", "라벨이 될 수 없는 글입니다"),
    "label without end": (f"lead_department: [{'가' * 200}]".encode(), "라벨이 될 수 없는 글입니다"),
    "known label": ("goal: ['추 진 부 서']".encode(), "이미 lead_department 필드의 라벨입니다"),
    "known pattern": ("goal: [2031년 예산]".encode(), "이미 annual_budget 필드의 라벨입니다"),
    "label of two fields": ("goal: [바라는 것]\neffects: [바라는것]".encode(), "이미 goal 필드의 라벨입니다"),
    "field twice": ("goal: [바라는 것]\ngoal: [이룰 것]".encode(), "필드가 두 번 있습니다"),
    "broken brackets": ("goal: [바라는 것\nx".encode(), "2번째 줄: YAML 형식이 아닙니다"),
    "deep brackets": (b"goal: " + b"[" * 20000, "YAML 형식이 아닙니다"),
    "two documents": ("goal: [바라는 것]\n---\ngoal: [이룰 것]".encode(), "YAML 형식이 아닙니다"),
    "old Korean code page": ("goal: [바라는 것]".encode("cp949"), "UTF-8로 저장해 주세요"),
    "control character": (b"goal: [a\x00b]", "YAML 형식이 아닙니다"),
}  # fmt: skip


@pytest.fixture
def card(tmp_path: Path) -> Path:
    made = tmp_path / "in" / "card.txt"
    made.parent.mkdir()
    made.write_text(CARD, encoding="utf-8")
    return made


@pytest.fixture
def labels(tmp_path: Path) -> Path:
    made = tmp_path / "ours.yml"
    made.write_text(LABELS, encoding="utf-8")
    return made


def unknown_labels(result: IngestResult) -> list[str]:
    rows = pq.read_table(result.snapshot / "issues.parquet").to_pylist()
    return [row["printed_text"] for row in rows if row["code"] == "PLAN_LABEL_UNKNOWN"]


def departments(result: IngestResult) -> list[str | None]:
    return pq.read_table(result.snapshot / "plans.parquet")["lead_department"].to_pylist()


def test_an_unknown_label_becomes_a_typed_field_and_its_issue_goes(card: Path, labels: Path, run_ingest: Run) -> None:
    before = run_ingest(card, card.parent.parent / "out")
    assert (departments(before), unknown_labels(before)) == ([None], ["일 맡은 곳", "비고란"])
    after = run_ingest(card, card.parent.parent / "out", labels=labels)
    assert (departments(after), unknown_labels(after)) == (["지역상생과"], ["비고란"])
    fields = pq.read_table(after.snapshot / "plan_fields.parquet").to_pylist()
    assert {row["label_text"]: row["field"] for row in fields}["일 맡은 곳"] == "lead_department"
    options = json.loads((after.snapshot / "manifest.json").read_text(encoding="utf-8"))["options"]
    assert options["labels"] == {"일맡은곳": "lead_department"}


def test_a_changed_file_reads_documents_again_and_the_same_one_does_not(
    card: Path, labels: Path, run_ingest: Run
) -> None:
    def read() -> tuple[int, list[str | None], list[str]]:
        done = run_ingest(card, card.parent.parent / "out", labels=labels)
        return done.written.run.read_count, departments(done), unknown_labels(done)

    assert read() == (1, ["지역상생과"], ["비고란"])
    assert read() == (0, ["지역상생과"], ["비고란"])
    labels.write_text("# 비고란은 아직 모름\n" + LABELS, encoding="utf-8")
    assert read() == (0, ["지역상생과"], ["비고란"])
    labels.write_text(LABELS + "content: [비고란]\n", encoding="utf-8")
    assert read() == (1, ["지역상생과"], [])
    labels.write_text("content: [비고란]\n", encoding="utf-8")
    assert read() == (1, [None], ["일 맡은 곳"])


def test_without_the_file_documents_are_read_as_before(card: Path, labels: Path, run_ingest: Run) -> None:
    run_ingest(card, card.parent.parent / "out", labels=labels)
    done = run_ingest(card, card.parent.parent / "out")
    assert (done.written.run.read_count, departments(done)) == (1, [None])


def test_inspect_takes_the_same_file(card: Path, labels: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["inspect", str(card), "--json", "--labels", str(labels)]) == 0
    assert json.loads(capfd.readouterr().out)["plans"][0]["lead_department"] == "지역상생과"


@pytest.mark.parametrize("command", ["ingest", "inspect"])
@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_file_is_one_line_and_nothing_changes(
    case: str, command: str, card: Path, labels: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    content, said = WRONG[case]
    labels.write_bytes(content)
    output = card.parent.parent / "out"
    where = ["--output", str(output)] if command == "ingest" else []
    assert main([command, str(card), "--labels", str(labels), *where]) == 2
    told = capfd.readouterr()
    assert told.out == ""
    assert told.err.startswith(f"{labels}: ")
    assert told.err.count("\n") == 1
    assert said in told.err
    assert not output.exists()


@pytest.mark.parametrize("command", ["ingest", "inspect"])
def test_no_such_file_and_a_folder_are_one_line_each(
    command: str, card: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    for path, said in ((card.parent / "none.yml", "라벨 파일이 없습니다"), (card.parent, "폴더입니다")):
        assert main([command, str(card), "--labels", str(path)]) == 2
        assert capfd.readouterr().err.startswith(f"{path}: {said}")


def test_a_wrong_file_is_told_before_prefect_starts(
    card: Path, labels: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    labels.write_text("nowhere: [일맡은곳]", encoding="utf-8")
    assert main(["ingest", str(card), "--prefect", "--labels", str(labels)]) == 2
    assert capfd.readouterr().err.splitlines()[-1].startswith(f"{labels}: 모르는 필드입니다")


def test_a_wrong_file_leaves_what_is_published(card: Path, labels: Path, run_ingest: Run) -> None:
    first = run_ingest(card, card.parent.parent / "out", labels=labels)
    labels.write_text("lead_department: 일맡은곳", encoding="utf-8")
    with pytest.raises(UsageError):
        run_ingest(card, card.parent.parent / "out", labels=labels)
    assert (card.parent.parent / "out" / "current").resolve() == first.snapshot.resolve()


def test_words_that_yaml_takes_for_numbers_or_truth_are_labels(labels: Path) -> None:
    labels.write_text("\ufeffgoal: [no, 2031, 2031-99-99]\n", encoding="utf-8")
    assert load_labels(labels) == (("2031", "goal"), ("2031-99-99", "goal"), ("no", "goal"))


def test_a_label_that_we_know_under_the_same_field_stays_ours(labels: Path) -> None:
    labels.write_text("lead_department: [주관 부서, 일맡은곳, 일 맡은 곳]\n", encoding="utf-8")
    assert load_labels(labels) == (("일맡은곳", "lead_department"),)


def test_the_order_of_a_file_is_no_other_reading(labels: Path) -> None:
    keys = set()
    for text in ("goal: [바라는 것, 이룰 것]\neffects: [남는 것]", "effects: [남는 것]\ngoal: [이룰 것, 바라는 것]"):
        labels.write_text(text, encoding="utf-8")
        keys.add(reading_key(None, load_labels(labels)))
    assert len(keys) == 1


def test_pydantic_is_imported_only_where_a_file_is_given(card: Path, labels: Path) -> None:
    for options, imported in (([], False), (["--labels", str(labels)], True)):
        code = (
            "import sys; from flows.cli import main;"
            f"main({['inspect', str(card), *options]!r}); sys.stderr.write(str('pydantic' in sys.modules))"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert done.stderr == str(imported)


@pytest.mark.heavy
def test_the_flow_takes_the_same_file(
    card: Path, labels: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path / "prefect"))
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    command = [sys.executable, "-m", "flows.cli", "ingest", str(card), "--output", str(tmp_path / "out"), "--prefect"]
    done = subprocess.run([*command, "--labels", str(labels)], capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    rows = pq.read_table(tmp_path / "out" / "current" / "plans.parquet").to_pylist()
    assert [row["lead_department"] for row in rows] == ["지역상생과"]
