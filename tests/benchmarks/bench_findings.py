"""How many planted errors the checks find, name and mend, and how often they cry wolf; and what checking costs.

python tests/benchmarks/bench_findings.py [--tables 5000] [--seed 7] [--show 5]
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "expectations"))

import planted_slips as planted

from expectations import validate
from expectations.finding import Finding


class Tally:
    """Counts for one kind of planted error."""

    def __init__(self) -> None:
        self.count: Counter[str] = Counter()
        self.shown: list[str] = []

    def add(self, table: planted.Planted, slips: list[planted.Slip], findings: tuple[Finding, ...]) -> None:
        """One table: was each slip found, named and mended?"""
        repairs = {f.finding_id: f for f in findings if f.repair_won is not None}
        by_place = {(f.row_index - 1, f.column_index - 1): f for f in reversed(findings) if f.row_index is not None}
        for slip in slips:
            self.count["slips"] += 1
            found = [by_place[place] for place in slip.right if place in by_place]
            touched = bool(found) or any(
                (o.row_index - 1, o.column_index - 1) in slip.right for f in findings for o in f.operands if o.row_index
            )
            self.count["detected"] += touched
            near = [
                f
                for f in findings
                if any((o.row_index or 0, o.column_index or 0) in _printed(slip) for o in f.operands)
            ]
            self.count["cause"] += any(f.cause == slip.cause for f in (*found, *near))
            if table.two_equations:
                self.count["two"] += len(slip.right)
                self.count["given"] += sum(
                    by_place[place].repair_won == right * table.unit
                    for place, right in slip.right.items()
                    if place in by_place
                )
        for finding in repairs.values():
            self.count["repairs"] += 1
            place = ((finding.row_index or 0) - 1, (finding.column_index or 0) - 1)
            right = next((s.right[place] for s in slips if place in s.right), None)
            self.count["right"] += right is not None and right * table.unit == finding.repair_won

    def line(self) -> str:
        """One line of the result."""
        c = self.count
        return (
            f"{c['slips']:6d} slips  detected {c['detected'] / max(c['slips'], 1):.4f}  "
            f"cause {c['cause'] / max(c['slips'], 1):.4f}  repairs right {c['right'] / max(c['repairs'], 1):.4f} "
            f"({c['right']}/{c['repairs']})  given {c['given'] / max(c['two'], 1):.4f}"
        )


def _printed(slip: planted.Slip) -> set[tuple[int, int]]:
    return {(row + 1, column + 1) for row, column in slip.right}


def measure(tables: int, seed: int, show: int) -> None:
    """Plant, check, count, print."""
    whole = Tally()
    pairs = Tally()
    each = max(tables // len(planted.SLIPS), 1)
    for number, cause in enumerate(planted.SLIPS):
        tally = Tally()
        source = random.Random(seed * 1000 + number)
        shown = 0
        for _ in range(each):
            table, slips = planted.plant(source, cause)
            findings = validate(planted.misprint(table.to_document())).findings
            before = tally.count.copy()
            tally.add(table, slips, findings)
            whole.add(table, slips, findings)
            missed = (
                tally.count["cause"] == before["cause"]
                or (tally.count["repairs"] - before["repairs"] != tally.count["right"] - before["right"])
                or (table.two_equations and tally.count["given"] - before["given"] < len(slips[0].right))
            )
            if missed and shown < show:
                shown += 1
                _show(table, slips, findings)
        print(f"{cause:16s}{tally.line()}")
    source = random.Random(seed + 1)
    for _ in range(tables):
        first, second = source.choice(planted.PAIRS)
        table, slips = planted.plant(source, first, second)
        pairs.add(table, slips, validate(planted.misprint(table.to_document())).findings)
    print(f"{'single':16s}{whole.line()}\n{'pairs':16s}{pairs.line()}")
    _measure_correct(tables, seed, show)


def _measure_correct(tables: int, seed: int, show: int) -> None:
    source = random.Random(seed + 2)
    alarms, unchecked, spent, facts = 0, 0, 0.0, 0
    for _ in range(tables):
        table = planted.make_table(source)
        document = table.to_document()
        start = time.process_time()
        report = validate(document)
        spent += time.process_time() - start
        facts += len(document.budget_facts)
        alarms += bool(report.findings)
        unchecked += None in report.reconciles.values()
        if report.findings and alarms <= show:
            _show(table, [], report.findings)
    print(f"correct         {tables} tables, {facts} facts, {unchecked} tables not checked")
    print(f"false alarms    {alarms} ({alarms / tables:.4%})")
    print(f"cost            {spent / tables * 1000:.2f} ms a table, {spent / facts * 1e6:.1f} µs a fact")


def _show(table: planted.Planted, slips: list[planted.Slip], findings: tuple[Finding, ...]) -> None:
    print("---", table.shape, table.unit, slips)
    print("   ", [c["column_label"] for c in table.columns])
    for row, values in zip(table.rows, table.values, strict=True):
        print("   ", row.get("row_group", ""), row["row_label"], values)
    print("   ", table.remarks, table.texts)
    for finding in findings:
        print("   >", finding.severity, finding.cause, finding.repair_won, finding.message)


if __name__ == "__main__":
    cli = argparse.ArgumentParser(description=__doc__)
    cli.add_argument("--tables", type=int, default=5000)
    cli.add_argument("--seed", type=int, default=7)
    cli.add_argument("--show", type=int, default=0)
    given = cli.parse_args()
    measure(given.tables, given.seed, given.show)
