#!/usr/bin/env python3
"""Makes every sample document from `samples/source/*.yml`: HWP5, HWPX, HTML, text, and PDF by two producers.

Needs what `pip install -e ".[samples]"` brings (python-hwpx, WeasyPrint), Chromium and a Korean font (NanumGothic);
none of them is needed to run koplan or its tests. Usage: `python samples/tools/make_samples.py [NAME ...]`.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from hwpx import HwpxDocument
from sample_source import Sample, SampleLine, load_sample
from weasyprint import HTML
from write_markup import sample_to_html, sample_to_text

SAMPLES = Path(__file__).resolve().parent.parent
CHROMIUM = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--no-pdf-header-footer")  # fmt: skip


def write_hwp(sample: Sample, *targets: Path) -> None:
    """The sample as HWPX or HWP5, whichever the names say."""
    document = HwpxDocument.new()
    for block in sample.blocks:
        if isinstance(block, SampleLine):
            document.add_paragraph(block.text)
            continue
        if block.is_list:
            for cell in block.cells:
                document.add_paragraph(cell.text)
            continue
        table = document.add_table(block.row_count, block.column_count)
        for cell in block.cells:
            if cell.rows > 1 or cell.columns > 1:
                table.merge_cells(cell.row, cell.column, cell.row + cell.rows - 1, cell.column + cell.columns - 1)
            table.set_cell_text(cell.row, cell.column, cell.text)
    for target in targets:
        document.save_to_path(str(target))
        target.chmod(0o644)


def write_chromium_pdf(html: str, target: Path) -> None:
    """The sample as Chromium prints it."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(html, encoding="utf-8")
        command = [shutil.which("chromium") or "chromium", *CHROMIUM, f"--user-data-dir={folder}/profile",
                   f"--print-to-pdf={target}", page.as_uri()]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True, timeout=120)


def make_sample(source: Path) -> None:
    """All formats of one sample, beside each other under its name."""
    sample = load_sample(source)
    base = SAMPLES / sample.name
    base.with_suffix(".txt").write_text(sample_to_text(sample), encoding="utf-8")
    base.with_suffix(".html").write_text(sample_to_html(sample), encoding="utf-8")
    write_hwp(sample, base.with_suffix(".hwpx"), base.with_suffix(".hwp"))
    printed = sample_to_html(sample, for_print=True)
    HTML(string=printed).write_pdf(base.with_suffix(".pdf"))
    write_chromium_pdf(printed, SAMPLES / f"{sample.name}-chromium.pdf")
    print(sample.name)


if __name__ == "__main__":
    for path in sorted((SAMPLES / "source").glob("*.yml")):
        if len(sys.argv) == 1 or path.stem in sys.argv[1:]:
            make_sample(path)
