"""CPU a page of the PDF reader against raw pdfium text and pdfplumber with tables, over the same pages.

usage: python tests/benchmarks/bench_pdf.py FOLDER [--pages-a-file N] [--without-pdfplumber] [--memory]

Each engine runs in a process of its own, so that its peak memory is its own. `--memory` reads a file of 300 pages (the
first file's pages repeated) and prints the peak after 100, 200 and 300 pages: it has to stay flat.
"""

from __future__ import annotations

import argparse
import io
import json
import pathlib
import resource
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]


def cut(data: bytes, pages: int) -> bytes:
    """The first pages of a file, so that all engines read the same."""
    import pikepdf

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        del pdf.pages[pages:]
        pdf.save(out)
    return out.getvalue()


def pdfium_text(data: bytes) -> int:
    import pypdfium2.raw as pdfium

    from extractors.pdf.characters import _read_text
    from extractors.pdf.pdfium import open_pdf

    with open_pdf(data) as handle:
        count = pdfium.FPDF_GetPageCount(handle)
        for index in range(count):
            page = pdfium.FPDF_LoadPage(handle, index)
            text_page = pdfium.FPDFText_LoadPage(page)
            _read_text(text_page, pdfium.FPDFText_CountChars(text_page))
            pdfium.FPDFText_ClosePage(text_page)
            pdfium.FPDF_ClosePage(page)
    return int(count)


def ours(data: bytes) -> int:
    from extractors.pdf import read_pdf

    return read_pdf(data).page_count or 0


def pdfplumber_tables(data: bytes) -> int:
    import pdfplumber

    settings = {
        "edge_min_length_prefilter": 0.1,
        "edge_min_length": 3,
        "join_tolerance": 4,
        "intersection_tolerance": 4,
    }
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            page.extract_text()
            for table in page.find_tables(settings):
                table.extract()
            page.close()
        return len(pdf.pages)


ENGINES = {"pdfium_text": pdfium_text, "koplan": ours, "pdfplumber": pdfplumber_tables}


def run(engine: str, files: list[pathlib.Path]) -> None:
    """Child: read all files, print pages, CPU seconds and peak memory."""
    read = ENGINES[engine]
    read(files[0].read_bytes())  # imports and first-use tables are not a page's cost
    start, pages = time.process_time(), 0
    for file in files:
        pages += read(file.read_bytes())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"pages": pages, "cpu": time.process_time() - start, "peak": peak}))


def run_memory(file: pathlib.Path) -> None:
    """Child: one long file, the peak after each hundred pages."""
    import pikepdf

    from extractors.pdf import read_pdf

    for count in (100, 200, 300):
        out = io.BytesIO()
        with pikepdf.open(file) as pdf, pikepdf.new() as long:
            while len(long.pages) < count:
                long.pages.extend(pdf.pages)
            del long.pages[count:]
            long.save(out)
        read_pdf(out.getvalue())
        print(count, "pages:", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, "MB peak")


def child(*arguments: str) -> str:
    done = subprocess.run([sys.executable, __file__, *arguments], capture_output=True, text=True, cwd=ROOT, check=True)
    return done.stdout


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("folder", type=pathlib.Path)
    cli.add_argument("--pages-a-file", type=int, default=5)
    cli.add_argument("--without-pdfplumber", action="store_true")
    cli.add_argument("--memory", action="store_true")
    cli.add_argument("--child", choices=[*ENGINES, "memory"], help=argparse.SUPPRESS)
    given = cli.parse_args()
    sys.path.insert(0, str(ROOT))
    if given.child == "memory":
        run_memory(given.folder)
        return
    files = sorted(given.folder.glob("*.pdf"))
    if given.child:
        run(given.child, files)
        return
    if given.memory:
        print(child(str(files[0]), "--child", "memory"), end="")
        return
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        for file in files:
            (pathlib.Path(folder) / file.name).write_bytes(cut(file.read_bytes(), given.pages_a_file))
        base = None
        for engine in ENGINES:
            if engine == "pdfplumber" and given.without_pdfplumber:
                continue
            told = json.loads(child(folder, "--child", engine))
            each = told["cpu"] / told["pages"] * 1000
            base = base or each
            print(f"{engine:12} {told['pages']} pages {each:7.2f} ms a page {each / base:5.1f}x {told['peak']:6.0f} MB")


if __name__ == "__main__":
    main()
