"""The same document in another format is a second reader: it agrees, it differs, or it has no opinion."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from hashlib import sha256
from itertools import permutations
from pathlib import Path

import pytest

from expectations import validate
from expectations.cells import place_of
from expectations.report import SecondOpinion
from extractors import find_plans, read_document
from extractors.model import Locator
from flows.ingest import IngestResult
from flows.twin_reading import JoinedReading, TwinReading
from flows.views import connect
from normalizers import normalize
from normalizers.normalized import NormalizedDocument

Run = Callable[..., IngestResult]
SAMPLES = Path(__file__).resolve().parents[2] / "samples"
ENDINGS = ("hwp", "hwpx", "pdf", "html", "txt")


@cache
def sample(ending: str, name: str = "annual-plan-2027") -> NormalizedDocument:
    data = (SAMPLES / f"{name}.{ending}").read_bytes()
    source = read_document(data)
    return normalize(source, find_plans(source), document_id=sha256(data).hexdigest())


def changed(document: NormalizedDocument, printed: str, other: str, won: int) -> NormalizedDocument:
    """As if the other format's reader had read another number in every cell that prints this one."""
    facts = tuple(
        replace(f, printed_text=other, amount_won=won) if f.printed_text == printed else f
        for f in document.budget_facts
    )
    assert facts != document.budget_facts
    return replace(document, budget_facts=facts)


@pytest.mark.parametrize(("one", "other"), list(permutations(ENDINGS, 2)))
def test_every_fact_is_found_again_in_every_other_format(one: str, other: str) -> None:
    document = sample(one)
    reading = TwinReading(document, sample(other))
    opinions = [reading(place_of(fact), fact.printed_text) for fact in document.budget_facts]
    assert [opinion.agrees for opinion in opinions] == [True] * len(document.budget_facts)
    assert {reading(place_of(a), a.printed_text).agrees for a in document.amounts} <= {True, None}


def test_a_format_without_a_second_reader_is_judged_by_its_twin() -> None:
    document = sample("hwpx")
    alone = validate(document).findings[0]
    judged = validate(document, TwinReading(document, sample("pdf"))).findings[0]
    assert (alone.verdict, {o.agrees for o in alone.operands}) == ("unresolved", {None})
    assert (judged.verdict, {o.agrees for o in judged.operands}) == ("office", {True})
    assert {operand.reader for operand in judged.operands} == {"twin pdf"}


def test_a_twin_that_reads_another_number_makes_it_our_issue() -> None:
    document = sample("hwpx")
    report = validate(document, TwinReading(document, changed(sample("pdf"), "174,500", "175,400", 175_400_000)))
    finding = report.findings[0]
    assert (finding.verdict, finding.severity, finding.cause) == ("reader", "warning", "reader_disagreement")
    assert finding.repair_won is None
    assert "이 파일에는 ‘174,500’으로, 같은 문서의 PDF 파일에는 ‘175,400’으로 되어 있어" in finding.message
    assert [(issue.code, issue.printed_text) for issue in report.issues] == [("READERS_DISAGREE", "174,500")]


def test_what_was_made_out_in_a_picture_has_no_opinion() -> None:
    twin = sample("pdf")
    guessed = replace(twin, budget_facts=tuple(replace(f, confidence="low") for f in twin.budget_facts))
    document = sample("hwpx")
    reading = TwinReading(document, guessed)
    assert {reading(place_of(f), f.printed_text).agrees for f in document.budget_facts} == {None}


def test_a_place_that_is_not_the_documents_has_no_opinion() -> None:
    reading = TwinReading(sample("hwpx"), sample("pdf"))
    assert reading(Locator(block=10_000), "174,500").agrees is None


def test_tables_of_other_labels_have_no_opinion() -> None:
    document, other = sample("hwpx"), sample("hwpx", "pledge-card-2022")
    reading = TwinReading(document, other)
    assert {reading(place_of(f), f.printed_text).agrees for f in document.budget_facts} == {None}


@pytest.mark.parametrize(
    ("own", "twins", "agrees", "reader"),
    [
        (True, (True,), True, "pyhwp, twin pdf"),
        (None, (True,), True, "twin pdf"),
        (True, (None,), True, "pyhwp"),
        (True, (True, False), False, "twin pdf"),
        (False, (True,), False, "pyhwp"),
        (None, (None,), None, "pyhwp"),
    ],
)
def test_one_reader_that_differs_outweighs_those_that_agree(
    own: bool | None, twins: tuple[bool | None, ...], agrees: bool | None, reader: str
) -> None:
    at = Locator(block=1)
    said = [lambda _at, text, /, one=one: SecondOpinion(one, text, "twin pdf") for one in twins]
    opinion = JoinedReading({(at, "1,200"): SecondOpinion(own, None, "pyhwp")}, said)(at, "1,200")
    assert (opinion.agrees, opinion.reader) == (agrees, reader)


def test_a_run_judges_with_the_twin_and_says_who_read(folder: Path, run_ingest: Run) -> None:
    for ending in ("hwpx", "html"):
        (folder / f"plan.{ending}").write_bytes((SAMPLES / f"annual-plan-2027.{ending}").read_bytes())
    result = run_ingest(folder, folder.parent / "out")
    with connect(result.snapshot) as database:
        rows = database.execute(
            "select source_format, verdict, list_distinct(list_transform(operands, o -> o.reader))"
            " from findings join documents using (document_id) order by all"
        ).fetchall()
    assert rows == [("html", "office", ["format, twin hwpx"]), ("hwpx", "office", ["format, twin html"])]


def test_a_twin_with_another_number_takes_the_blame_from_the_office(folder: Path, run_ingest: Run) -> None:
    (folder / "plan.hwpx").write_bytes((SAMPLES / "annual-plan-2027.hwpx").read_bytes())
    page = (SAMPLES / "annual-plan-2027.html").read_text(encoding="utf-8")
    assert page.count("174,500") == 1
    (folder / "plan.html").write_text(page.replace("174,500", "156,000"), encoding="utf-8")
    result = run_ingest(folder, folder.parent / "out")
    with connect(result.snapshot) as database:
        findings = database.execute("select verdict, severity, repair_won from findings").fetchall()
        issues = database.execute("select code, printed_text from issues where code = 'READERS_DISAGREE'").fetchall()
    assert findings == [("reader", "warning", None)]
    assert issues == [("READERS_DISAGREE", "174,500")]
    assert result.written.severities == {"warning": 1}
