"""Which office issued a document, and of which tier: the tier decides what 시비 means.

In the world a district's plan names its city more often than itself, and a notice of the city names three districts.
Choice: evidence is weighed by its kind (what an office prints of itself, a title, a stamp, a host, a label such as
소관) before its number, mentions count only by their logarithm, those of the state not at all (every request for
proposals cites a ministry's rules), and words that only one tier uses of itself (`우리 구`, 구비) speak for the offices
of that tier. Where two offices are about as likely, or none is likely, the issuer is unknown and
an issue: a wrong tier would book a city's money as a district's.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from extractors.model import Paragraph, Printed, SourceDocument, Table
from extractors.patterns import compile_on_use
from extractors.plan_model import FoundPlans
from extractors.plans.lines import read_marker
from normalizers.offices import (
    Office,
    find_offices,
    find_other_offices,
    find_unlisted,
    office_of_host,
    office_words,
    offices,
    opening_name,
    parse_office,
    parse_other_office,
    parse_unlisted_office,
    stem_pattern,
    stems,
)
from normalizers.vocabulary import IssuerLevel

READ_AT_MOST = 200_000
"""Characters of a document that are searched for names: the first ones; a budget book has millions."""
ENOUGH, ENOUGH_OF_MENTIONS = 2.5, 4.0
"""The least evidence that names an issuer; more where it is only mentioned in running text."""
CLEAR = 0.75
"""A runner-up with this share of the first one's evidence makes it a tie."""

TITLE, LABEL, SOURCE, HEADER, STAMP = 8.0, 8.0, 10.0, 4.0, 5.0
MAIL, ALONE, CELL, HEAD, FURNITURE, LINK = 5.0, 3.0, 1.0, 1.0, 2.0, 1.0
OWN_WORD, WEAK_OWN_WORD, PARTNER = 3.0, 1.0, -3.0
ELECTED = ("metropolitan", "city", "county", "district")
STRONG_OWN_WORDS = 3
HEADER_TEXTS, HEADER_LENGTH = 6, 80
"""The first paragraphs and cells are the head of a document, where they are short and no sentence."""
LIST_ROWS = 4
"""Under a label of a table with more rows stands a list of offices, not the issuer."""
_HOST = re.compile(r"(?:@|https?://|www\.)(?P<host>[\w.-]{4,80})", re.ASCII)
_CHIEF = compile_on_use(r"\s*(?:청장|장|군수|지사)(?![가-힣]{2})\s*(?:\(\s*(?:직인|인|印)\s*\))?")
_ONLY_OFFICE = re.compile(r"[\s○□■◇▪·\-<>〈〉「」()]*")


@dataclass(frozen=True, slots=True)
class Issuer:
    """The issuing office. `issue_code` is set where it is unknown (`ISSUER_UNKNOWN`, `ISSUER_TIE`)."""

    name: str | None
    code: str | None
    level: IssuerLevel
    evidence: Printed | None = None
    issue_code: str | None = None


@dataclass(slots=True)
class _Case:
    """The evidence for one office so far."""

    office: Office
    weight: float = 0.0
    mentions: float = 0.0
    best: float = 0.0
    evidence: Printed | None = None
    counts: dict[str, int] = field(default_factory=dict)

    def add(self, kind: str, weight: float, at_most: int, printed: Printed) -> None:
        """One piece of evidence; of one kind only so many count."""
        self.counts[kind] = self.counts.get(kind, 0) + 1
        if self.counts[kind] <= at_most:
            self.weight += weight
        if weight > self.best:
            self.best, self.evidence = weight, printed

    def total(self) -> float:
        """All evidence; mentions by their logarithm."""
        return self.weight + 1.2 * math.log2(1 + self.mentions)


class _Cases(dict[str, _Case]):
    def of(self, office: Office) -> _Case:
        return self.setdefault(office.name, _Case(office))


def find_issuer(document: SourceDocument, found: FoundPlans, given: str | None = None) -> Issuer:
    """The issuer of a document; `given` (`--issuer`) outweighs what is printed."""
    if given:
        return _given_issuer(given)
    cases = _Cases()
    _weigh_titles(document, found, cases)
    texts = list(_texts(document))
    for number, (printed, is_cell) in enumerate(texts):
        _weigh_text(printed, number, is_cell, cases)
    labels = {*office_words()["labels"], *(office_words()["labels_of_requests"] if found.kind == "request" else ())}
    _weigh_labels(document, labels, cases)
    for paragraph in document.furniture:
        for mention in find_offices(paragraph.text):
            cases.of(mention.office).add("furniture", FURNITURE, 2, paragraph.printed)
    _weigh_partners(found, cases)
    _weigh_openings(found, texts, cases)
    _weigh_own_words(texts, cases)
    if found.kind == "pledge_card":  # pledges are an elected government's: an institute or a ministry is their subject
        cases = _Cases({n: c for n, c in cases.items() if c.office.level in ELECTED})
    return _decide(cases)


def _given_issuer(given: str) -> Issuer:
    office = parse_office(given) or parse_other_office(given) or parse_unlisted_office(given)
    if office is None:
        return Issuer(given.strip(), None, "unknown", None, "ISSUER_UNKNOWN")
    return Issuer(office.name, office.code, office.level)


def _texts(document: SourceDocument) -> Iterator[tuple[Printed, bool]]:
    """Paragraphs and cells in order, up to a limit; True for the cells of a table that may be a list."""
    budget = READ_AT_MOST
    for block in document.blocks:
        for printed in _texts_of(block):
            if budget <= 0:
                return
            budget -= len(printed.text)
            yield printed, isinstance(block, Table) and block.row_count > LIST_ROWS


def _texts_of(block: Paragraph | Table) -> Iterator[Printed]:
    if isinstance(block, Paragraph):
        yield block.printed
        return
    yield from block.captions
    for cell in block.cells:
        yield cell.printed
        for table in cell.blocks:
            yield from _texts_of(table)


def _weigh_titles(document: SourceDocument, found: FoundPlans, cases: _Cases) -> None:
    own = Printed(document.properties.title or "")
    for printed, weight in ((found.title or Printed(""), TITLE), (own, TITLE - 2)):
        named = [m.office for m in find_offices(printed.text)]
        for titled in named or list(find_other_offices(printed.text)):
            cases.of(titled).add("title", weight, 2, printed)
        for stem in stem_pattern().finditer(printed.text):
            cases.of(stems()[stem["stem"]]).add("stem in title", 3.0, 1, printed)
    for plan in found.plans:
        for stem in stem_pattern().finditer(plan.title.text if plan.title else ""):
            cases.of(stems()[stem["stem"]]).add("stem in title", 3.0, 1, plan.title or own)
    if document.properties.source_url and (office := _office_of_url(document.properties.source_url)):
        cases.of(office).add("source", SOURCE, 1, Printed(document.properties.source_url))


def _office_of_url(url: str) -> Office | None:
    found = re.match(r"https?://(?P<host>[^/:?#]+)", url)
    return office_of_host(found["host"]) if found else None


def _weigh_text(printed: Printed, number: int, is_cell: bool, cases: _Cases) -> None:
    """What one paragraph or cell says for an office."""
    text = printed.text
    mentions = list(find_offices(text))
    is_head = number < HEADER_TEXTS and len(text) < HEADER_LENGTH and not text.rstrip().endswith("다.")
    for mention in mentions:
        case = cases.of(mention.office)
        behind = text[mention.end :]
        if behind.lstrip(" 장청").startswith(tuple(office_words()["not_issuer"])):
            continue
        case.mentions += mention.office.level != "national"
        if is_head and len(mentions) == 1:
            case.add("header", HEADER, 1, printed)
        chief = _CHIEF.match(behind)
        rest = text[: mention.start] + (behind[chief.end() :] if chief else behind)
        if _ONLY_OFFICE.fullmatch(rest):
            case.add("stamp" if chief else "alone", CELL if is_cell else STAMP if chief else ALONE, 2, printed)
        elif chief:
            case.add("head", HEAD, 1, printed)
        else:
            case.add("mention", 0.01, 0, printed)
    for unlisted in find_unlisted(text):
        cases.of(unlisted).add("header" if is_head else "unlisted", HEADER if is_head else HEAD, 1, printed)
    if is_head and not is_cell:
        for other in find_other_offices(text):
            cases.of(other).add("header", HEADER, 1, printed)
    for stem in stem_pattern().finditer(text):
        case = cases.of(stems()[stem["stem"]])
        case.mentions += 0.5
        case.add("stem", 0.005, 0, printed)
    for host in _HOST.finditer(text):
        if office := office_of_host(host["host"].rstrip(".")):
            is_mail = text[host.start()] == "@"
            cases.of(office).add("mail" if is_mail else "link", MAIL if is_mail else LINK, 1, printed)


def _weigh_labels(document: SourceDocument, labels: set[str], cases: _Cases) -> None:
    """`소관 | 국토교통부`, in a row or one over the other, and `발주기관 : 안양시`."""
    for table in document.tables():
        if not any(_flat(c.text) in labels for c in table.cells):
            continue
        grid = table.grid()
        for cell in table.cells:
            if _flat(cell.text) not in labels:
                continue
            right, below = cell.column + cell.column_span, cell.row + cell.row_span
            beside = grid[cell.row][right] if right < table.column_count else None
            is_list = table.row_count > LIST_ROWS
            under = grid[below][cell.column] if below < table.row_count and not is_list else None
            for neighbour in (beside, under):
                if neighbour is not None:
                    _weigh_value(neighbour.printed, cases)
    for block in document.blocks:
        if isinstance(block, Paragraph) and ":" in block.text:
            label, value = block.text.split(":", 1)
            if _flat(label) in labels:
                _weigh_value(Printed(value, block.printed.at), cases)


def _weigh_value(printed: Printed, cases: _Cases) -> None:
    named = [m.office for m in find_offices(printed.text)]
    other = parse_other_office(printed.text)
    for office in named or ([other] if other else []):
        cases.of(office).add("label", LABEL, 1, printed)


def _weigh_partners(found: FoundPlans, cases: _Cases) -> None:
    """An office does not print itself as a partner: a field named 서울시 speaks against 서울특별시."""
    for plan in found.plans:
        for pair in plan.fields:
            if pair.field in ("partner_metropolitan", "partner_national"):
                for mention in find_offices(pair.label.text):
                    cases.of(mention.office).add("partner", PARTNER, 1, pair.label)


def _weigh_openings(found: FoundPlans, texts: list[tuple[Printed, bool]], cases: _Cases) -> None:
    """A name that no table lists, alone in a line of the head or before the comma of a title: `가람구, 융자 지원`.

    It counts where it is printed again, and words that only its tier uses of itself are printed too.
    """
    head = [printed for printed, _ in texts[:HEADER_TEXTS]]
    for printed in (*([found.title] if found.title else []), *head):
        office = opening_name(printed.text) if len(printed.text) < HEADER_LENGTH else None
        if office is None or office.name in cases:
            continue
        own = office_words()["own_words"].get(office.level, [])
        if sum(office.name in p.text for p, _ in texts) > 1 and any(w in p.text for p, _ in texts for w in own):
            cases.of(office).add("header", HEADER, 1, printed)


def _weigh_own_words(texts: list[tuple[Printed, bool]], cases: _Cases) -> None:
    """Words of one tier speak for the offices of that tier that are named at all."""
    joined = "\n".join(p.text for p, _ in texts)
    for case in cases.values():
        if case.office.name not in offices():  # found by its ending, once; now every mention counts
            case.mentions += joined.count(case.office.name)
    speaks: dict[str, float] = {}
    for level, words in office_words()["own_words"].items():
        strong = sum(w in joined for w in words[:STRONG_OWN_WORDS])
        weak = sum(w in joined for w in words[STRONG_OWN_WORDS:])
        speaks[level] = min(OWN_WORD * min(strong, 1) + WEAK_OWN_WORD * weak, OWN_WORD + WEAK_OWN_WORD)
    if speaks.get("district") or speaks.get("county"):
        speaks["city"] = 0.0
    for case in cases.values():
        if case.mentions < 1:  # a stem printed once can be an ordinary word
            continue
        case.weight += speaks.get(case.office.level, 0.0)


def _decide(cases: _Cases) -> Issuer:
    ranked = sorted(cases.values(), key=lambda c: (-c.total(), c.office.name))
    if not ranked or ranked[0].total() < (ENOUGH if ranked[0].best >= CELL else ENOUGH_OF_MENTIONS):
        return Issuer(None, None, "unknown", None, "ISSUER_UNKNOWN")
    first = ranked[0]
    if len(ranked) > 1 and ranked[1].total() > CLEAR * first.total():
        return Issuer(None, None, "unknown", first.evidence, "ISSUER_TIE")
    known = offices().get(first.office.name, first.office)
    return Issuer(known.name, known.code, known.level, first.evidence)


def _flat(text: str) -> str:
    """A label without the mark or number before it (`❍ 발주기관 :`, `가. 발주처`), white space and colon."""
    body = text.strip()
    return re.sub(r"[\s○□■:：◦·\-]+", "", body[read_marker(body)[1] :])
