"""How long our reader of the HWP family takes, beside its peers, on the same files in one run.

    KOPLAN_SHARED=... python tests/benchmarks/bench_hwp.py [--kordoc NODE_MODULES] [--unhwp PYTHON] [--repeat N]
                                                           [--without-pyhwp] [--other CHECKOUT] [--parsed]

Each engine lives in one process of its own and reads every HWP5 and HWPX file of the corpus that all of them read. They
take turns file by file, so that whatever else the machine does disturbs them alike, and each reports the CPU time of
its fastest of N readings of a file; the bytes are in memory, everything is imported and warm. pyhwp, which is slow,
reads once and HWP5 only. `--kordoc` is the `node_modules` folder with kordoc in it, `--unhwp` a Python that has unhwp,
`--other` another checkout of this project, to compare two states of it.

Each gives what keeps spans: we our document, kordoc its blocks, unhwp its JSON as text (its Markdown, which is faster,
loses them). A program that looks at unhwp's cells must parse that text first: `--parsed` counts that too.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any

KORDOC = """
import { readFileSync } from "fs";
import { createInterface } from "readline";
const { parse } = await import(process.argv[2] + "/kordoc/dist/index.js");
console.log("READY");
for await (const name of createInterface({ input: process.stdin })) {
  const bytes = readFileSync(name);
  const copy = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
  const start = process.cpuUsage();
  let ok = false;
  try { ok = (await parse(copy)).success; } catch (e) { ok = false; }
  const used = process.cpuUsage(start);
  console.log("TOOK" + JSON.stringify(ok ? (used.user + used.system) / 1000 : null));
}
process.exit(0);
"""

PYTHON = """
import json, sys, time
sys.path.insert(0, sys.argv[1])
{imports}
print("READY", flush=True)
for line in sys.stdin:
    with open(line.rstrip("\\n"), "rb") as file:
        data = file.read()
    document = text = None
    try:
        start = time.process_time()
        {reading}
        took = (time.process_time() - start) * 1000
    except Exception:
        took = None
    print("TOOK" + json.dumps(took), flush=True)
"""
OURS = PYTHON.format(imports="from extractors import read_document", reading="document = read_document(data)")
UNHWP = PYTHON.format(imports="import unhwp", reading="document = unhwp.parse_bytes(data); text = document.json")
PARSED_UNHWP = PYTHON.format(
    imports="import unhwp", reading="document = unhwp.parse_bytes(data); text = json.loads(document.json)"
)
PYHWP = PYTHON.format(
    imports="from extractors.second.hwp import read_hwp_again", reading="document = read_hwp_again(data)"
)


class Engine:
    """A program that reads one file at a time; the fastest of its readings in CPU ms, None where it refuses."""

    def __init__(self, command: list[str], kinds: tuple[str, ...] = ("hwp", "hwpx"), once: bool = False) -> None:
        self.kinds, self.once = kinds, once
        self.best: dict[str, float | None] = {}
        self._program: Any = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self._answer("READY")

    def read(self, path: str) -> None:
        if self.once and path in self.best:
            return
        self._program.stdin.write(path + "\n")
        self._program.stdin.flush()
        took = json.loads(self._answer("TOOK"))
        before = self.best.get(path, took)
        self.best[path] = None if took is None or before is None else min(took, before)

    def _answer(self, sign: str) -> str:
        for line in self._program.stdout:
            if line.startswith(sign):
                return str(line.removeprefix(sign))
        raise SystemExit("an engine ended early")


def started(given: argparse.Namespace) -> dict[str, Engine]:
    root = str(Path(__file__).resolve().parents[2])
    engines = {"koplan": Engine([sys.executable, "-c", OURS, root])}
    if given.other:
        engines["other"] = Engine([sys.executable, "-c", OURS, given.other])
    if given.kordoc:
        script = Path(given.kordoc) / "bench_kordoc.mjs"
        script.write_text(KORDOC)
        engines["kordoc"] = Engine(["node", str(script), given.kordoc])
    if given.unhwp:
        engines["unhwp"] = Engine([given.unhwp, "-c", PARSED_UNHWP if given.parsed else UNHWP, ""])
    if not given.without_pyhwp:
        engines["pyhwp"] = Engine([sys.executable, "-c", PYHWP, root], ("hwp",), once=True)
    return engines


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--kordoc")
    cli.add_argument("--unhwp")
    cli.add_argument("--other")
    cli.add_argument("--repeat", type=int, default=3)
    cli.add_argument("--parsed", action="store_true")
    cli.add_argument("--without-pyhwp", action="store_true")
    given = cli.parse_args()
    from extractors.detect import detect_format
    from extractors.model import UnreadableDocumentError

    formats: dict[str, str] = {}
    for path in sorted((Path(os.environ["KOPLAN_SHARED"]) / "corpus" / "hwp").iterdir()):
        try:
            formats[str(path)] = detect_format(path.read_bytes())
        except UnreadableDocumentError:
            continue
    engines = started(given)
    for path, kind in formats.items():
        for _ in range(given.repeat if kind in ("hwp", "hwpx") else 0):
            for engine in engines.values():
                if kind in engine.kinds:
                    engine.read(path)
    report(engines, formats)


def report(engines: dict[str, Engine], formats: dict[str, str]) -> None:
    """A line an engine and format, and one over both formats, over the files that all engines of them read."""
    for kinds in (("hwp",), ("hwpx",), ("hwp", "hwpx")):
        able = {name: engine.best for name, engine in engines.items() if set(kinds) <= set(engine.kinds)}
        common = [
            path for path in formats if formats[path] in kinds and all(t.get(path) is not None for t in able.values())
        ]
        kind = kinds[0] if len(kinds) == 1 else "both"
        for name, times in able.items():
            taken = [float(times[path] or 0) for path in common]
            print(
                f"{kind:4} {name:7} {len(taken):3} files  median {statistics.median(taken):8.2f} ms"
                f"  total {sum(taken) / 1000:8.3f} s  slowest {max(taken):8.1f} ms"
            )


if __name__ == "__main__":
    sys.exit(main())
