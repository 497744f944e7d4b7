"""CPU a page of the PDF reader against raw pdfium text and pdfplumber with tables, over the same pages.

usage: python tests/benchmarks/bench_pdf.py FOLDER [--pages-a-file N] [--without-pdfplumber] [--memory]

Each engine runs in a process of its own, so that its peak memory is its own. `--memory` repeats the first file's pages
to files of 100, 200, 300 and 600 and prints the peak of a process that reads each, and of `koplan inspect`, with what
the document itself holds: the peak may grow by that much a page, and by no more.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import pathlib
import resource
import subprocess
import sys
import tempfile
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


def repeat_pages(file: pathlib.Path, count: int) -> bytes:
    """A file of so many pages."""
    import pikepdf

    out = io.BytesIO()
    with pikepdf.open(file) as pdf, pikepdf.new() as long:
        while len(long.pages) < count:
            long.pages.extend(pdf.pages)
        del long.pages[count:]
        long.save(out)
    return out.getvalue()


def run_document(file: pathlib.Path) -> None:
    """Child: what the document model of one file holds, in KB."""
    import tracemalloc

    from extractors.pdf import read_pdf

    data = file.read_bytes()
    tracemalloc.start()
    document = read_pdf(data)
    print(tracemalloc.get_traced_memory()[0] // 1024, document.page_count)


def peak_of(*command: str) -> float:
    """The peak memory of a process in MB, as `/usr/bin/time -v` tells it."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=ROOT)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{command}: {status}")
    return usage.ru_maxrss / 1024


def compare_memory(file: pathlib.Path) -> None:
    """Print the peaks over the length of a file."""
    inspect = "import sys; from flows.cli import main; sys.argv[0] = 'koplan'; sys.exit(main())"
    with tempfile.TemporaryDirectory() as folder:
        for count in (100, 200, 300, 600):
            long = pathlib.Path(folder) / f"{count}.pdf"
            long.write_bytes(repeat_pages(file, count))
            held = int(child(str(long), "--child", "document").split()[0]) / 1024
            reading = peak_of(sys.executable, __file__, str(long), "--child", "read")
            inspecting = peak_of(sys.executable, "-c", inspect, "inspect", str(long))
            each = held / count * 1024
            print(
                f"{count} pages: reading {reading:.0f} MB, inspect {inspecting:.0f} MB, document {each:.0f} KB a page"
            )


def child(*arguments: str) -> str:
    done = subprocess.run([sys.executable, __file__, *arguments], capture_output=True, text=True, cwd=ROOT, check=True)
    return done.stdout


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("folder", type=pathlib.Path)
    cli.add_argument("--pages-a-file", type=int, default=5)
    cli.add_argument("--without-pdfplumber", action="store_true")
    cli.add_argument("--memory", action="store_true")
    cli.add_argument("--child", choices=[*ENGINES, "document", "read"], help=argparse.SUPPRESS)
    given = cli.parse_args()
    sys.path.insert(0, str(ROOT))
    if given.child == "document":
        run_document(given.folder)
        return
    if given.child == "read":
        ours(given.folder.read_bytes())
        return
    files = sorted(given.folder.glob("*.pdf"))
    if given.child:
        run(given.child, files)
        return
    if given.memory:
        compare_memory(files[0])
        return
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
