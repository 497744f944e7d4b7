"""The same tables printed by WeasyPrint, Chromium and LibreOffice, each with its own habits, read back exactly.

Chromium leaves spaces out, LibreOffice leaves gaps between digits and Hangul, WeasyPrint repeats headers. The programs
are looked for on the path (`KOPLAN_WEASYPRINT` names a Python that has WeasyPrint); without one its tests skip.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

from extractors.model import Table
from extractors.pdf import read_pdf

pytestmark = pytest.mark.heavy

STYLE = """
@page { size: A4; margin: 20mm }
body { font-family: NanumGothic, 'Noto Sans CJK KR', sans-serif; font-size: 10pt }
table { border-collapse: collapse; width: 160mm; margin-bottom: 8mm }
td, th { border: 0.5pt solid black; padding: 2pt 4pt; font-weight: normal; text-align: left; white-space: nowrap }
table.open td:first-child, table.open th:first-child { border-left: none }
table.open td.last, table.open th.last { border-right: none }
table.dotted td, table.dotted th { border: 0.7pt dotted black }
table.bare td, table.bare th { border: none; width: 32mm }
thead { display: table-header-group }
"""
Row = list[tuple[str, int, int]]
CARD: list[Row] = [
    [("공약명", 1, 1), ("어린이 도서관 건립", 1, 3)],
    [("추진부서", 1, 1), ("평생학습과", 1, 1), ("사업기간", 1, 1), ("2031. 1. ~ 2032. 12.", 1, 1)],
    [("총사업비", 1, 1), ("1,300백만원", 1, 1), ("사업성격", 1, 1), ("신규", 1, 1)],
]
BUDGET: list[Row] = [
    [("구분", 2, 1), ("합계", 2, 1), ("연차별 투자계획", 1, 3)],
    [("2031년", 1, 1), ("2032년", 1, 1), ("2033년", 1, 1)],
    [("국비", 1, 1), ("1,500", 1, 1), ("1,000", 1, 1), ("500", 1, 1), ("-", 1, 1)],
    [("도비", 1, 1), ("735", 1, 1), ("700", 1, 1), ("35", 1, 1), ("-", 1, 1)],
]
BARE: list[Row] = [
    [("구분", 1, 1), ("2031년", 1, 1), ("2032년", 1, 1), ("2033년", 1, 1)],
    [("국비", 1, 1), ("1,000", 1, 1), ("500", 1, 1), ("70", 1, 1)],
    [("도비", 1, 1), ("700", 1, 1), ("-", 1, 1), ("35", 1, 1)],
]
LONG: list[Row] = [
    [("연번", 1, 1), ("사업명", 1, 1), ("사업비", 1, 1)],
    *([(str(i), 1, 1), (f"{i}번째 사업", 1, 1), (f"{i},000", 1, 1)] for i in range(1, 120)),
]
SPANNED: list[Row] = [
    [("분야", 1, 1), ("사업명", 1, 1)],
    [("복지", 60, 1), ("사업 1", 1, 1)],
    *([(f"사업 {i}", 1, 1)] for i in range(2, 61)),
]


def to_html(rows: list[Row], kind: str) -> str:
    def cell(text: str, down: int, across: int, *, last: bool) -> str:
        mark = ' class="last"' if last else ""
        return f'<td nowrap rowspan="{down}" colspan="{across}"{mark}>{text}</td>'

    def row(cells: Row) -> str:
        return "<tr>" + "".join(cell(*c, last=i == len(cells) - 1) for i, c in enumerate(cells)) + "</tr>"

    head, body = row(rows[0]), "".join(map(row, rows[1:]))
    parts = f"<thead>{head}</thead><tbody>{body}</tbody>" if kind == "long" else head + body
    return f'<meta charset="utf-8"><style>{STYLE}</style><table class="{kind}" border="1" width="600">{parts}</table>'


def truth(rows: list[Row]) -> list[tuple[int, int, int, int, str]]:
    """Grid addresses of the cells as HTML places them."""
    taken: set[tuple[int, int]] = set()
    placed = []
    for r, row in enumerate(rows):
        column = 0
        for text, down, across in row:
            while (r, column) in taken:
                column += 1
            taken |= {(r + i, column + k) for i in range(down) for k in range(across)}
            placed.append((r, column, down, across, text))
            column += across
    return placed


def weasyprint(pages: list[Path]) -> None:
    python = os.environ.get("KOPLAN_WEASYPRINT", sys.executable)
    if subprocess.run([python, "-c", "import weasyprint"], capture_output=True).returncode:
        pytest.skip("WeasyPrint or its Pango is not installed (KOPLAN_WEASYPRINT names a Python that has both)")
    code = "import sys, weasyprint; [weasyprint.HTML(p).write_pdf(p.replace('.html', '.pdf')) for p in sys.argv[1:]]"
    subprocess.run([python, "-c", code, *map(str, pages)], capture_output=True, check=True)


def chromium(pages: list[Path]) -> None:
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("Chromium is not installed")
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    for page in pages:
        out = f"--print-to-pdf={page.with_suffix('.pdf')}"
        subprocess.run([program, *flags, out, page.as_uri()], capture_output=True, check=True, timeout=120)


def libreoffice(pages: list[Path]) -> None:
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    folder = pages[0].parent
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    arguments = [program, profile, "--headless", "--convert-to", "pdf:writer_web_pdf_Export", "--outdir", str(folder)]
    subprocess.run([*arguments, *map(str, pages)], capture_output=True, check=True, timeout=240)


PROGRAMS = {"weasyprint": weasyprint, "chromium": chromium, "libreoffice": libreoffice}
LAYOUTS = {
    "card": (CARD, "ruled"),
    "open_card": (CARD, "open"),
    "budget": (BUDGET, "ruled"),
    "open_budget": (BUDGET, "open"),
    "dotted": (BUDGET, "dotted"),
    "three_pages": (LONG, "long"),
    "cut_rowspan": (SPANNED, "ruled"),
    "borderless": (BARE, "bare"),
}


@pytest.fixture(scope="session", params=PROGRAMS)
def printed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """A program and the folder with what it prints: all layouts at once, since starting it takes the longest."""
    folder = tmp_path_factory.mktemp(request.param)
    pages = []
    for layout, (rows, kind) in LAYOUTS.items():
        html = to_html(rows, kind)
        pages.append(folder / f"{layout}.html")
        pages[-1].write_text(html.replace(' border="1"', "") if kind == "bare" else html, encoding="utf-8")
    PROGRAMS[request.param](pages)
    return request.param, folder


def turn(data: bytes, quarters: int) -> bytes:
    """The file with every page turned."""
    if not quarters:
        return data
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            page.rotate(90 * quarters, relative=True)
        pdf.save(out)
    return out.getvalue()


def cells(table: Table) -> list[tuple[int, int, int, int, str]]:
    return [(c.row, c.column, c.row_span, c.column_span, c.text) for c in table.cells]


def unspaced(found: list[tuple[int, int, int, int, str]]) -> list[tuple[int, int, int, int, str]]:
    """LibreOffice sets its columns too narrow and wraps the text: there only the letters count."""
    return [(*place, "".join(text.split())) for *place, text in found]  # type: ignore[misc]


@pytest.mark.parametrize("quarters", range(4), ids=["upright", "turned_90", "turned_180", "turned_270"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_table_comes_back_as_it_was_written(printed: tuple[str, Path], layout: str, quarters: int) -> None:
    program, folder = printed
    data = turn((folder / f"{layout}.pdf").read_bytes(), quarters)
    tables = list(read_pdf(data).tables())
    assert len(tables) == 1
    same = unspaced if program == "libreoffice" else list
    assert same(cells(tables[0])) == same(truth(LAYOUTS[layout][0]))
