"""How many planted errors the checks find, name and mend, and how often they cry wolf; and what checking costs.

python tests/benchmarks/bench_findings.py [--tables 5000] [--seed 7] [--show 5]

`given` is the share of wrong cells with a repair, once of all and once of the provable ones: those whose value the sums
of the table give whichever one of them is left out, with every wrong cell taken as unknown
(`planted_equations.provable`; rounding may still leave its last digit open). `but for rounding` adds the provable cells
whose finding names the value and says how far rounding leaves it open, if the right one is within that. Pairs that
leave what a single slip leaves of another correct table stand in a line of their own: no reader of the page can tell.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "expectations"))

import planted_equations
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
        right = {place: units for slip in slips for place, units in slip.right.items()}
        provable = planted_equations.provable(table, right)
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
            self._count_given(table, slip, provable, by_place)
        for finding in repairs.values():
            self.count["repairs"] += 1
            place = ((finding.row_index or 0) - 1, (finding.column_index or 0) - 1)
            right = next((s.right[place] for s in slips if place in s.right), None)
            self.count["right"] += right is not None and right * table.unit == finding.repair_won

    def _count_given(
        self,
        table: planted.Planted,
        slip: planted.Slip,
        provable: set[tuple[int, int]],
        by_place: dict[tuple[int, int], Finding],
    ) -> None:
        for place, units in slip.right.items():
            finding = by_place.get(place)
            given = finding is not None and finding.repair_won == units * table.unit
            near = finding is not None and not given and _is_near(finding, units * table.unit)
            self.count["cells"] += 1
            self.count["given"] += given
            self.count["provable"] += place in provable
            self.count["given provable"] += given and place in provable
            self.count["near"] += near and place in provable

    def line(self) -> str:
        """One line of the result."""
        c = self.count
        provable = max(c["provable"], 1)
        return (
            f"{c['slips']:6d} slips  detected {c['detected'] / max(c['slips'], 1):.4f}  "
            f"cause {c['cause'] / max(c['slips'], 1):.4f}  repairs right {c['right'] / max(c['repairs'], 1):.4f} "
            f"({c['right']}/{c['repairs']})  given {c['given'] / max(c['cells'], 1):.4f}, "
            f"of provable {c['given provable'] / provable:.4f}, "
            f"but for rounding {(c['given provable'] + c['near']) / provable:.4f}"
        )


def _is_near(finding: Finding, right: int) -> bool:
    """Whether the sentence gives a value and how far rounding leaves it open, and the right one is within that."""
    found = _SPREAD.search(finding.message)
    unit = {"": 1, "천": 1_000, "백만": 1_000_000}[found[2]] if found else 0
    open_won = int(found[1].replace(",", "")) * unit if found else 0
    return found is not None and abs((finding.expected_won or 0) - right) <= open_won


_SPREAD = re.compile(r"끝자리는 ([\d,]+)(천|백만|)원까지 다를 수")


def _printed(slip: planted.Slip) -> set[tuple[int, int]]:
    return {(row + 1, column + 1) for row, column in slip.right}


def measure(tables: int, seed: int, show: int) -> None:
    """Plant, check, count, print."""
    whole = Tally()
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
                or (
                    tally.count["given provable"] - before["given provable"]
                    < tally.count["provable"] - before["provable"]
                )
            )
            if missed and shown < show:
                shown += 1
                _show(table, slips, findings)
        print(f"{cause:16s}{tally.line()}")
    print(f"{'single':16s}{whole.line()}")
    _measure_pairs(tables, seed)
    _measure_correct(tables, seed, show)


def _measure_pairs(tables: int, seed: int) -> None:
    pairs, like_one, unnamed = Tally(), Tally(), Tally()
    source = random.Random(seed + 1)
    for _ in range(tables):
        first, second = source.choice(planted.PAIRS)
        _plant_pair(source, first, second, pairs, like_one)
    for _ in range(tables // 5):
        _plant_pair(source, source.choice(list(planted.SLIPS)), "unknown", unnamed, like_one)
    print(f"{'pairs':16s}{pairs.line()}\n{'one unnamed':16s}{unnamed.line()}\n{'like one slip':16s}{like_one.line()}")


def _plant_pair(source: random.Random, first: str, second: str, tally: Tally, like_one: Tally) -> None:
    table, slips = planted.plant(source, first, second)
    right = {place: units for slip in slips for place, units in slip.right.items()}
    alike = planted_equations.is_like_one_slip(planted.as_printed(table), right)
    findings = validate(planted.misprint(table.to_document())).findings
    (like_one if alike else tally).add(table, slips, findings)


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
