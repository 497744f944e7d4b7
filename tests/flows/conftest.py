"""What the tests of the flows share: small documents made on the spot, and runs without the suites' seven seconds."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

import pytest

from flows.ingest import IngestResult, ingest
from flows.options import IngestOptions

sys.path.insert(0, str(Path(__file__).parent))  # reading processes import `hostile_work` by its name

CARD = """\
| 미래산업-07 | 도서관 야간 개방 확대 |
| --- | --- |

공약명\t도서관 야간 개방 확대
완료시기\t2024. 12월\t총사업비\t300백만원

연차별 소요재원
(단위 : 천원)
재원별\t합계\t2023년\t2024년
합계\t300,000\t100,000\t200,000
시비\t120,000\t40,000\t80,000
구비\t180,000\t60,000\t120,000
"""


def html_of(text: str) -> str:
    """The same lines as a web page: a run of tab lines is a table."""
    made, rows = [], []
    for line in [*text.splitlines(), ""]:
        if "\t" in line:
            rows.append("<tr>" + "".join(f"<td>{cell}</td>" for cell in line.split("\t")) + "</tr>")
            continue
        if rows:
            made.append(f"<table>{''.join(rows)}</table>")
            rows = []
        if line:
            made.append(f"<p>{line}</p>")
    return f"<html><head><meta charset='utf-8'></head><body>{''.join(made)}</body></html>"


class NoSuites:
    """Stands in for the suites' process where a test is not about them."""

    def __enter__(self) -> NoSuites:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    def check(self, folder: Path) -> list[dict[str, Any]]:
        return []


@pytest.fixture
def run_ingest(monkeypatch: pytest.MonkeyPatch) -> Callable[..., IngestResult]:
    """Runs an ingest of `source` into `output`, suites left out."""
    monkeypatch.setattr("flows.ingest.SuiteProcess", NoSuites)

    def run(source: Path, output: Path, **options: Any) -> IngestResult:
        return ingest(IngestOptions(paths=(source,), output=output, workers=2, **options))

    return run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one card as text."""
    made = tmp_path / "in"
    made.mkdir()
    (made / "card.txt").write_text(CARD, encoding="utf-8")
    return made
