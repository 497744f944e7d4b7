"""How long our reader of the HWP family takes, beside its peers, on the same files in one run.

    KOPLAN_SHARED=... python tests/benchmarks/bench_hwp.py [--kordoc NODE_MODULES] [--unhwp PYTHON] [--repeat N]
                                                           [--without-pyhwp]

Each engine reads every HWP5 and HWPX file of the corpus that all of them read, in one process of its own, the file's
bytes already in memory, and reports the fastest of N readings of each file in CPU time (other programs on the machine
disturb it less than the clock's); pyhwp, which is slow, reads once and HWP5 only. `--kordoc` is the `node_modules`
folder with kordoc in it, `--unhwp` a Python that has unhwp. Neither the start of node nor that of Python is timed. Each
gives what keeps spans: kordoc its blocks, unhwp its JSON (its Markdown, which is faster, loses them).
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

KORDOC = """
import { readFileSync } from "fs";
const { parse } = await import(process.argv[2] + "/kordoc/dist/index.js");
const names = JSON.parse(readFileSync(0, "utf8")), repeat = Number(process.argv[3]), out = {};
for (const name of names) {
  const bytes = readFileSync(name);
  let best = null;
  for (let i = 0; i < repeat; i++) {
    const copy = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
    const start = process.cpuUsage();
    let ok = false;
    try { ok = (await parse(copy)).success; } catch (e) { ok = false; }
    const used = process.cpuUsage(start), took = (used.user + used.system) / 1000;
    if (ok && (best === null || took < best)) best = took;
  }
  out[name] = best;
}
console.log("RESULT" + JSON.stringify(out));
process.exit(0);
"""

UNHWP = """
import json, sys, time, unhwp
out = {}
for name in json.load(sys.stdin):
    data, best = open(name, "rb").read(), None
    for _ in range(int(sys.argv[1])):
        start = time.process_time()
        try:
            unhwp.parse_bytes(data).json
        except Exception:
            break
        took = (time.process_time() - start) * 1000
        best = took if best is None else min(best, took)
    out[name] = best
print("RESULT" + json.dumps(out))
"""


def timed(read: Callable[[bytes], object], paths: list[Path], repeat: int) -> dict[str, float | None]:
    """Path -> the fastest of `repeat` readings in CPU ms, None where it was refused."""
    from extractors.model import UnreadableDocumentError

    out: dict[str, float | None] = {}
    for path in paths:
        data, best = path.read_bytes(), float("inf")
        try:
            for _ in range(repeat):
                start = time.process_time()
                read(data)
                best = min(best, (time.process_time() - start) * 1000)
        except UnreadableDocumentError:
            out[str(path)] = None
            continue
        out[str(path)] = best
    return out


def asked(command: list[str], paths: list[Path]) -> dict[str, float | None]:
    """The same from another program."""
    names = json.dumps([str(path) for path in paths])
    done = subprocess.run(command, input=names, capture_output=True, text=True, timeout=3600)
    lines = [line for line in done.stdout.splitlines() if line.startswith("RESULT")]
    if not lines:
        raise SystemExit(f"{command[0]}: {done.stderr[-500:]}")
    return dict(json.loads(lines[0].removeprefix("RESULT")))


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--kordoc")
    cli.add_argument("--unhwp")
    cli.add_argument("--repeat", type=int, default=3)
    cli.add_argument("--without-pyhwp", action="store_true")
    given = cli.parse_args()
    from extractors import read_document
    from extractors.detect import detect_format
    from extractors.model import UnreadableDocumentError
    from extractors.second.hwp import read_hwp_again

    formats: dict[str, str] = {}
    for path in sorted((Path(os.environ["KOPLAN_SHARED"]) / "corpus" / "hwp").iterdir()):
        try:
            formats[str(path)] = detect_format(path.read_bytes())
        except UnreadableDocumentError:
            continue
    paths = [Path(name) for name, kind in formats.items() if kind in ("hwp", "hwpx")]
    engines = {"koplan": timed(read_document, paths, given.repeat)}
    if given.kordoc:
        script = Path(given.kordoc) / "bench_kordoc.mjs"
        script.write_text(KORDOC)
        engines["kordoc"] = asked(["node", str(script), given.kordoc, str(given.repeat)], paths)
    if given.unhwp:
        engines["unhwp"] = asked([given.unhwp, "-c", UNHWP, str(given.repeat)], paths)
    if not given.without_pyhwp:
        engines["pyhwp"] = timed(read_hwp_again, [p for p in paths if formats[str(p)] == "hwp"], 1)
    report(engines, formats)


def report(engines: dict[str, dict[str, float | None]], formats: dict[str, str]) -> None:
    """A line an engine and format, over the files that all engines of that format read."""
    for kind in ("hwp", "hwpx"):
        able = {name: times for name, times in engines.items() if any(formats[path] == kind for path in times)}
        common = [
            path for path in formats if formats[path] == kind and all(t.get(path) is not None for t in able.values())
        ]
        for name, times in able.items():
            taken = [float(times[path] or 0) for path in common]
            print(
                f"{kind:4} {name:7} {len(taken):3} files  median {statistics.median(taken):8.1f} ms"
                f"  total {sum(taken) / 1000:8.2f} s  slowest {max(taken):8.1f} ms"
            )


if __name__ == "__main__":
    sys.exit(main())
