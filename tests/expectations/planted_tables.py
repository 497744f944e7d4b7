"""Correct budget tables of every shape, as the rows `normalize` makes of them; half with parts rounded one by one."""

from __future__ import annotations

import random as random_module
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from normalizers.identity import make_id
from normalizers.normalized import NormalizedDocument
from normalizers.tables import Amount, BudgetFact, BudgetTable, Document

DOCUMENT = "d" * 64
UNITS = (1_000, 1_000, 1_000, 1_000_000, 1)
SOURCES = (("국비", "national"), ("시비", "metropolitan"), ("구비", "district"), ("민간", "private"), ("기금", "fund"))
WORDS = ("주차장 조성", "상인 교육", "도서관 운영", "보행로 정비", "돌봄 지원", "축제 개최", "공원 관리", "방범 시설",
         "마을버스 지원", "청년 창업", "하천 정비", "체육관 보수", "급식 지원", "문화 강좌", "전시관 운영")  # fmt: skip
TOTALS = ("계", "합계", "총계", "합 계")


@dataclass
class Planted:
    """A table as units: `values[row][column]`, the labels of rows and columns, remarks (units) by row."""

    shape: str
    unit: int
    rows: list[dict[str, Any]]
    columns: list[dict[str, Any]]
    values: list[list[int]]
    remarks: dict[int, list[int]] = field(default_factory=dict)
    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    results: list[tuple[int, int]] = field(default_factory=list)
    two_equations: bool = True

    def place_id(self, row: int, column: int) -> str:
        return make_id("fact", DOCUMENT, 5, row + 1, column + 1, 0)

    def to_document(self) -> NormalizedDocument:
        """The rows of a document that holds this table alone."""
        table_id = make_id("table", DOCUMENT, 5)
        table = BudgetTable(
            table_id=table_id, document_id=DOCUMENT, title="2031년 소요예산", kind="annual_need", unit_won=self.unit,
            unit_source="caption", row_count=len(self.rows) + 1, column_count=len(self.columns) + 2, block=5,
        )  # fmt: skip
        facts = [
            self._fact(table_id, row, column) for row in range(len(self.rows)) for column in range(len(self.columns))
        ]
        amounts = [
            Amount(
                amount_id=make_id("amount", DOCUMENT, 5, row, at), document_id=DOCUMENT, printed_text=f"{units:,}",
                amount_won=units * self.unit, reading="number", block=5, row_index=row + 1,
                column_index=len(self.columns) + 1, role="비고",
            )
            for row, listed in self.remarks.items()
            for at, units in enumerate(listed)
        ]  # fmt: skip
        document = Document(document_id=DOCUMENT, byte_count=1, status="success")
        return NormalizedDocument(document, budget_tables=(table,), budget_facts=tuple(facts), amounts=tuple(amounts))

    def _fact(self, table_id: str, row: int, column: int) -> BudgetFact:
        units = self.values[row][column]
        labels = {"period_kind": "none", "measure": "required", **self.rows[row], **self.columns[column]}
        is_total = bool(self.rows[row].get("total")) or bool(self.columns[column].get("total"))
        text = self.texts.get((row, column)) or (f"{units:,}" if units >= 0 else f"△{-units:,}") if units else "-"
        return BudgetFact(
            fact_id=self.place_id(row, column), table_id=table_id, document_id=DOCUMENT,
            amount_won=units * self.unit if units else None, reading="number" if units else "dash", printed_text=text,
            unit_won=self.unit, unit_source="caption", is_printed_total=is_total, is_leaf=not is_total, block=5,
            row_index=row + 1, column_index=column + 1,
            **{k: v for k, v in labels.items() if k not in ("total", "parts")},
        )  # fmt: skip


class Maker:
    """Makes the numbers of a correct table: exact parts, or won that are rounded one by one."""

    def __init__(self, random: random_module.Random) -> None:
        self.random = random
        self.unit = random.choice(UNITS)
        self.is_rounded = self.unit > 1 and random.random() < 0.5
        self.size = random.choice((2, 3, 4, 5))

    def number(self) -> int:
        """Won of one part."""
        random = self.random
        if random.random() < 0.12:
            return 0
        units = random.randint(10**self.size, 10 ** (self.size + 1) * random.choice((1, 3, 9)))
        if random.random() < 0.35:
            units = round(units, -(self.size - 1))
        return units * self.unit + (random.randint(0, self.unit - 1) if self.is_rounded else 0)

    def print_units(self, won: int) -> int:
        """As printed: rounded to the unit, half up."""
        sign = -1 if won < 0 else 1
        return sign * ((abs(won) * 2 + self.unit) // (2 * self.unit))

    def years(self) -> list[dict[str, Any]]:
        first, count = self.random.randint(2018, 2030), self.random.randint(2, 5)
        return [
            {"column_label": f"연차별 소요재원 / {first + n}년", "period_kind": "year", "fiscal_year": first + n}
            for n in range(count)
        ]

    def sources(self, least: int = 1) -> list[dict[str, Any]]:
        chosen = self.random.sample(SOURCES, self.random.randint(least, 4))
        return [{"row_label": label, "funding_source": source} for label, source in chosen]

    def items(self, least: int = 2, most: int = 7) -> list[dict[str, Any]]:
        return [{"row_label": word} for word in self.random.sample(WORDS, self.random.randint(least, most))]

    def grid(self, rows: int, columns: int) -> list[list[int]]:
        """Won of the parts; no line of them is all nil."""
        made = [[self.number() for _ in range(columns)] for _ in range(rows)]
        for row in made:
            if not any(row):
                row[self.random.randrange(columns)] = self.unit * self.random.randint(11, 99999)
        for column in range(columns):
            if not any(row[column] for row in made):
                made[self.random.randrange(rows)][column] = self.unit * self.random.randint(11, 99999)
        return made


def _with_totals(parts: list[list[int]]) -> list[list[int]]:
    """A first column of row sums, a first row of column sums."""
    rows = [[sum(row), *row] for row in parts]
    return [[sum(column) for column in zip(*rows, strict=True)], *rows]


def _finish(maker: Maker, shape: str, rows: Any, columns: Any, won: list[list[int]], **more: Any) -> Planted:
    values = [[maker.print_units(amount) for amount in row] for row in won]
    return Planted(shape, maker.unit, rows, columns, values, **more)


def _total_row(maker: Maker) -> dict[str, Any]:
    return {"row_label": maker.random.choice(TOTALS), "total": True}


def _add_remarks(maker: Maker, table: Planted) -> Planted:
    for row in range(len(table.rows)):
        if maker.random.random() < 0.6:
            listed = [
                maker.random.randint(10**maker.size, 10 ** (maker.size + 1)) for _ in range(maker.random.randint(1, 3))
            ]
            table.remarks[row] = listed
    return table


def years_by_sources(maker: Maker) -> Planted:
    rows, years = maker.sources(), maker.years()
    won = _with_totals(maker.grid(len(rows), len(years)))
    total = {**_total_row(maker), "funding_source": "total"}
    columns = [{"column_label": "합계", "period_kind": "total", "total": True}, *years]
    results = [(0, c) for c in range(len(columns))] + [(r, 0) for r in range(len(rows) + 1)]
    return _add_remarks(maker, _finish(maker, "years_by_sources", [total, *rows], columns, won, results=results))


def sources_by_years(maker: Maker) -> Planted:
    sources, years = maker.sources(least=2), maker.years()
    rows = [
        {"row_label": y["column_label"][-5:], "period_kind": "year", "fiscal_year": y["fiscal_year"]} for y in years
    ]
    columns = [{"column_label": s["row_label"], "funding_source": s["funding_source"]} for s in sources]
    won = _with_totals(maker.grid(len(rows), len(columns)))
    results = [(0, c) for c in range(len(columns) + 1)] + [(r, 0) for r in range(len(rows) + 1)]
    total_column = {"column_label": "계", "funding_source": "total", "total": True}
    total_row = {"row_label": "합계", "period_kind": "total", "total": True}
    table = _finish(maker, "sources_by_years", [total_row, *rows], [total_column, *columns], won, results=results)
    if maker.random.random() < 0.5:
        table.rows.append(table.rows.pop(0))
        table.values.append(table.values.pop(0))
        table.results = [((r - 1) % len(table.rows), c) for r, c in results]
    return table


def groups_of_sources(maker: Maker) -> Planted:
    years, projects = maker.years(), maker.random.sample(WORDS, maker.random.randint(2, 4))
    sources = maker.sources(least=2)
    blocks = [_with_totals(maker.grid(len(sources), len(years))) for _ in projects]
    whole = [[sum(block[r][c] for block in blocks) for c in range(len(years) + 1)] for r in range(len(sources) + 1)]
    rows: list[dict[str, Any]] = []
    won: list[list[int]] = []
    for group, block in zip(["총계", *projects], [whole, *blocks], strict=True):
        rows.append({"row_group": group, "row_label": "계", "funding_source": "total", "total": True})
        rows += [{"row_group": group, **source, **({"total": True} if group == "총계" else {})} for source in sources]
        won += block
    columns = [{"column_label": "합계", "period_kind": "total", "total": True}, *years]
    step = len(sources) + 1
    results = [(r, c) for r in range(0, len(rows), step) for c in range(len(columns))] + [
        (r, 0) for r in range(len(rows))
    ]
    return _finish(maker, "groups_of_sources", rows, columns, won, results=results)


def subtotals(maker: Maker) -> Planted:
    years = maker.years()
    groups = [maker.items(2, 4) for _ in range(maker.random.randint(2, 4))]
    before = maker.random.random() < 0.6
    rows: list[dict[str, Any]] = []
    won: list[list[int]] = []
    sums = []
    for number, items in enumerate(groups):
        block = _with_totals(maker.grid(len(items), len(years)))
        sums.append(block[0])
        head = {"row_group": f"{number + 1}분야", "row_label": "소계", "total": True}
        lines = [({"row_group": f"{number + 1}분야", **item}, row) for item, row in zip(items, block[1:], strict=True)]
        lines = [(head, block[0]), *lines] if before else [*lines, (head, block[0])]
        rows += [line[0] for line in lines]
        won += [line[1] for line in lines]
    top = ({"row_label": "총계", "total": True}, [sum(column) for column in zip(*sums, strict=True)])
    rows, won = ([top[0], *rows], [top[1], *won]) if before else ([*rows, top[0]], [*won, top[1]])
    columns = [{"column_label": "합계", "period_kind": "total", "total": True}, *years]
    results = [(r, c) for r, row in enumerate(rows) for c in range(len(columns)) if row.get("total") or not c]
    return _finish(maker, "subtotals", rows, columns, won, results=results)


def planned_and_secured(maker: Maker) -> Planted:
    rows, years = maker.sources(least=2), maker.years()
    planned = _with_totals(maker.grid(len(rows), len(years)))
    secured = _with_totals(
        [[amount * maker.random.choice((0, 5, 8, 10)) // 10 for amount in row[1:]] for row in planned[1:]]
    )
    total = {**_total_row(maker), "funding_source": "total"}
    columns = []
    for year in [{"column_label": "합계", "period_kind": "total", "total": True}, *years]:
        columns += [{**year, "measure": m, "column_label": f"{year['column_label']} / {word}"}
                    for m, word in (("planned", "계획액"), ("secured", "확보액"))]  # fmt: skip
    won = [[n for pair in zip(p, s, strict=True) for n in pair] for p, s in zip(planned, secured, strict=True)]
    results = [(0, c) for c in range(len(columns))] + [(r, c) for r in range(len(rows) + 1) for c in (0, 1)]
    return _finish(maker, "planned_and_secured", [total, *rows], columns, won, results=results)


def before_and_after(maker: Maker) -> Planted:
    items = maker.items(2, 7)
    won = []
    for before, after in maker.grid(len(items), 2):
        won.append([before, after, after - before])
    won.insert(0, [sum(column) for column in zip(*won, strict=True)])
    letters = maker.random.random() < 0.5
    labels = ("기정예산(A)", "경정예산(B)", "증감(B-A)") if letters else ("기정예산액", "예산액", "비교증감")
    columns = [
        {"column_label": labels[0], "measure": "budgeted", "measure_detail": "original"},
        {"column_label": labels[1], "measure": "budgeted", "measure_detail": "revised"},
        {"column_label": labels[2], "measure": "change"},
    ]
    results = [(0, 0), (0, 1), (0, 2), *((r, 2) for r in range(1, len(items) + 1))]
    return _finish(maker, "before_and_after", [_total_row(maker), *items], columns, won, results=results)


def secured_and_unsecured(maker: Maker) -> Planted:
    items = maker.items(2, 7)
    won = _with_totals(maker.grid(len(items), 2))
    columns = [
        {"column_label": "건립비", "measure": "total_cost"},
        {"column_label": "확보금액", "measure": "secured"},
        {"column_label": "미확보금액", "measure": "unsecured"},
    ]
    results = [(0, 0), (0, 1), (0, 2), *((r, 0) for r in range(1, len(items) + 1))]
    return _finish(maker, "secured_and_unsecured", [_total_row(maker), *items], columns, won, results=results)


def list_of_projects(maker: Maker) -> Planted:
    items = maker.items(3, 12)
    parts = maker.grid(len(items), 1)
    won = [[sum(row[0] for row in parts)], *parts]
    columns = [{"column_label": "사업예산", "measure": "budgeted"}]
    table = _finish(
        maker, "list_of_projects", [_total_row(maker), *items], columns, won, results=[(0, 0)], two_equations=False
    )
    if maker.random.random() < 0.3:
        table.rows.append(table.rows.pop(0))
        table.values.append(table.values.pop(0))
        table.results = [(len(items), 0)]
    return _add_remarks(maker, table)


def items_by_bullets(maker: Maker) -> Planted:
    groups = [maker.items(2, 5) for _ in range(2)]
    columns = [
        {"column_label": f"{year}년 / 예산액", "period_kind": "year", "fiscal_year": year, "measure": "budgeted"}
        for year in range(2027, 2027 + maker.random.randint(2, 4))
    ]
    rows: list[dict[str, Any]] = []
    won: list[list[int]] = []
    for number, items in enumerate(groups):
        parts = maker.grid(len(items), len(columns))
        rows += [
            {"row_label": f"○ {number + 1}분야 (소계)", "total": True},
            *({"row_label": "· " + i["row_label"]} for i in items),
        ]
        won += [[sum(column) for column in zip(*parts, strict=True)], *parts]
    heads = [row for label, row in zip(rows, won, strict=True) if label.get("total")]
    rows.insert(0, {"row_label": "□ 합계", "total": True})
    won.insert(0, [sum(column) for column in zip(*heads, strict=True)])
    results = [(r, c) for r, row in enumerate(rows) if row.get("total") for c in range(len(columns))]
    return _finish(maker, "items_by_bullets", rows, columns, won, results=results, two_equations=False)


SHAPES: tuple[Callable[[Maker], Planted], ...] = (
    years_by_sources, years_by_sources, sources_by_years, groups_of_sources, subtotals, planned_and_secured,
    before_and_after, secured_and_unsecured, list_of_projects, items_by_bullets,
)  # fmt: skip


def make_table(random: random_module.Random) -> Planted:
    """A correct table of a shape the seed chooses."""
    return random.choice(SHAPES)(Maker(random))
