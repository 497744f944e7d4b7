"""Two readers, one document: what ours reads, pyhwp reads too, cell by cell; and HWPX like its HWP twin."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))

import hwp_builder as build

from extractors import read_document
from extractors.detect import detect_format
from extractors.model import Paragraph, SourceDocument, Table, UnreadableDocumentError
from extractors.second.hwp import read_hwp_again

SHARED = os.environ.get("KOPLAN_SHARED")
NEEDS_SHARED = pytest.mark.skipif(not SHARED, reason="KOPLAN_SHARED is not set: the corpus is not part of the project")

# File (by the first letters of its SHA-256) -> why pyhwp's reading differs. None does: the list is the test's promise.
EXPLAINED: dict[str, str] = {}
# Files that pyhwp cannot read, and why.
PYHWP_FAILS = {"2806ac3f467966d0": "a lone surrogate in a paragraph, which pyhwp cannot decode"}


def squeezed(text: str) -> str:
    return "".join(text.split())


def shown(table: Table) -> tuple[Any, ...]:
    cells = tuple((c.row, c.column, c.row_span, c.column_span, squeezed(c.text), c.formula) for c in table.cells)
    captions = tuple(squeezed(caption.text) for caption in table.captions)
    return table.block, table.row_count, table.column_count, cells, captions


def everything(document: SourceDocument) -> dict[str, list[Any]]:
    """Tables, paragraphs and running heads with their block numbers, white space apart."""
    return {
        "tables": [shown(table) for table in document.tables()],
        "paragraphs": [(b.block, squeezed(b.text)) for b in document.blocks if isinstance(b, Paragraph)],
        "furniture": [(b.block, b.role, squeezed(b.text)) for b in document.furniture],
    }


# --- generated documents ---------------------------------------------------------------------------------------------

WORDS = st.text(alphabet="가나다 1,2△-()㎡①\u00a0", max_size=6)


@st.composite
def grids(draw: st.DrawFn, depth: int = 2) -> tuple[int, int, list[Any]]:
    """A table of random merges: (rows, columns, cells as the builder takes them), nested tables marked as tuples.

    One column never merges downwards: pyhwp cannot read a row in which no cell begins.
    """
    rows, columns = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    upright = draw(st.integers(0, columns - 1))
    free = {(row, column) for row in range(rows) for column in range(columns)}
    cells = []
    while free:
        row, column = min(free)
        height, width = draw(st.integers(1, 2)), draw(st.integers(1, 2))
        if column <= upright < column + width:
            height = 1
        area = {(row + r, column + c) for r in range(height) for c in range(width)}
        if not area <= free:
            area, height, width = {(row, column)}, 1, 1
        free -= area
        paragraphs: list[Any] = draw(st.lists(WORDS, min_size=1, max_size=2))
        if depth and draw(st.integers(0, 9)) == 0:
            paragraphs.append(draw(grids(depth - 1)))
        cells.append((row, column, height, width, paragraphs, draw(st.booleans())))
    return rows, columns, cells


def as_hwp(grid: tuple[int, int, list[Any]]) -> build.Para:
    rows, columns, cells = grid
    made = [(*c[:4], [as_hwp(p) if isinstance(p, tuple) else p for p in c[4]], c[5]) for c in cells]
    return build.table(rows, columns, made)


def as_hwpx(grid: tuple[int, int, list[Any]]) -> str:
    rows, columns, cells = grid
    made = [(*c[:4], [as_hwpx(p) if isinstance(p, tuple) else build.hwpx_p(p) for p in c[4]], c[5]) for c in cells]
    return build.hwpx_p(inside=build.hwpx_table(rows, columns, made))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.one_of(WORDS, grids()), max_size=4))
def test_any_document_reads_the_same_as_hwp_as_hwpx_and_by_the_second_reader(parts: list[Any]) -> None:
    hwp = build.hwp5([[as_hwp(p) if isinstance(p, tuple) else p for p in parts]])
    hwpx = build.hwpx(["".join(as_hwpx(p) if isinstance(p, tuple) else build.hwpx_p(p) for p in parts)])
    first, twin, second = read_document(hwp), read_document(hwpx), read_hwp_again(hwp)
    assert first.blocks == twin.blocks
    assert everything(first) == everything(second)


def test_boxes_notes_captions_and_heads_have_the_same_places_in_both_readings() -> None:
    parts = [
        build.note("head", "", ["머리말", build.table(1, 1, [build.cell(0, 0, "결재")])]),
        build.text_box(["상자", build.table(1, 1, [build.cell(0, 0, ["칸", build.text_box(["속 상자"])])])]),
        build.note("fn  ", "본문", ["각주"]),
        build.table(1, 1, [build.cell(0, 0, [build.note("fn  ", "칸", ["칸의 각주"])])], ["표 제목"]),
        "끝",
    ]
    data = build.hwp5([parts, ["둘째 구역"]])
    assert everything(read_document(data)) == everything(read_hwp_again(data))


def test_what_the_second_reader_cannot_read_has_its_own_code() -> None:
    headless = build.hwp5([build.record(66, 0, b"\0" * 24)])
    with pytest.raises(UnreadableDocumentError) as refusal:
        read_hwp_again(headless)
    assert refusal.value.code == "HWP_SECOND_READER_FAILED"


# --- the corpus ------------------------------------------------------------------------------------------------------


def corpus() -> Iterator[tuple[str, str, bytes]]:
    """(first letters of the SHA-256, name, bytes) of each document of the family."""
    if not SHARED:
        return
    folder = Path(SHARED) / "corpus" / "hwp"
    for line in (folder / "MANIFEST.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        name, digest, *_ = line.split("\t")
        path = folder / name
        if path.exists():
            yield digest[:16], name, path.read_bytes()


@NEEDS_SHARED
@pytest.mark.heavy
def test_every_hwp_of_the_corpus_reads_the_same_by_pyhwp() -> None:
    compared = cells = 0
    different: dict[str, list[str]] = {}
    for digest, name, data in corpus():
        try:
            if detect_format(data) != "hwp":
                continue
            first = everything(read_document(data))
        except UnreadableDocumentError:
            continue
        if digest in PYHWP_FAILS:
            continue
        second = everything(read_hwp_again(data))
        compared += 1
        cells += sum(len(table[3]) for table in first["tables"])
        parts = [part for part in first if first[part] != second[part]]
        if parts and digest not in EXPLAINED:
            different[name] = parts
    assert different == {}
    assert compared >= 60
    assert cells > 100_000


TWINS = [  # the same document saved in both formats, by the first letters of their names
    ("hwp2hwpx__table_from.hwp", "hwp2hwpx__table_from.hwpx"),
    ("rhwp__86712_regulatory_analysis.hwp", "rhwp__86712_regulatory_analysis.hwpx"),
    ("rhwp__hwp3-sample16-hwp5-2024.hwp", "rhwp__hwp3-sample16-hwp5.hwpx"),
    ("rhwp__table-vpos-01.hwp", "pyhwpx__public_official_table.hwpx"),
]


@NEEDS_SHARED
@pytest.mark.parametrize(("hwp", "hwpx"), TWINS)
def test_twins_of_the_corpus_give_the_same_blocks(hwp: str, hwpx: str) -> None:
    folder = Path(str(SHARED)) / "corpus" / "hwp"
    first, second = (read_document((folder / name).read_bytes()) for name in (hwp, hwpx))
    assert everything(first) == everything(second)
    heads = [
        [(b.block, b.role, b.level, b.marker) for b in document.blocks if isinstance(b, Paragraph)]
        for document in (first, second)
    ]
    assert heads[0] == heads[1]


@NEEDS_SHARED
def test_every_document_of_the_family_is_read_or_refused_by_its_lock() -> None:
    refusals: dict[str, int] = {}
    for _, _, data in corpus():
        if len(data) > 600_000 or data.startswith(b"HWP Document File V3"):
            continue
        try:
            document = read_document(data)
        except UnreadableDocumentError as refusal:
            refusals[refusal.code] = refusals.get(refusal.code, 0) + 1
            continue
        assert not document.is_partial
        assert document.source_format in ("hwp", "hwpx", "hwpml")
    assert refusals == {"PASSWORD_PROTECTED": 4, "DRM_PROTECTED": 1}
