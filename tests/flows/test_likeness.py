"""Which documents may be twins or versions: all that could be, and never all with all."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from flows.entries import EntryHeader
from flows.likeness import SAME_AMOUNTS, SAME_CONTENTS, SAME_TITLES, find_alike, find_same_series, titles_of
from flows.twins import settle_standings

TITLES = ("도서관 야간 개방", "공원 나무 심기", "돌봄 센터 확충", "청년 공간 조성", "하천 산책로 정비", "전통시장 배송")


def header(number: int, **given: Any) -> EntryHeader:
    document = {
        "document_id": f"{number:06d}", "error_code": None, "source_format": "hwpx", "title": "공고",
        "issuer_name": "누리구", "document_kind": "annual_plan", "plan_year": 2031, "as_of": None, "published_on": None,
    }  # fmt: skip
    return EntryHeader(key="", document=document, limits=(1.0, 1), **given)


HEADERS = st.lists(
    st.builds(
        dict,
        plan_titles=st.lists(st.sampled_from(TITLES), max_size=6, unique=True).map(tuple),
        amounts=st.lists(st.integers(0, 6), max_size=14).map(lambda values: tuple(sorted(values))),
        contents=st.lists(st.sampled_from("abcdef"), max_size=10).map(lambda values: tuple(sorted(values))),
    ),
    max_size=12,
)


def share(one: Counter[Any], other: Counter[Any]) -> float:
    union = (one | other).total()
    return (one & other).total() / union if union else 1.0


def groups(pairs: set[tuple[str, str]], ids: list[str]) -> dict[str, str]:
    root = {one: one for one in ids}
    for one, other in sorted(pairs):
        first, second = root[one], root[other]
        root = {name: first if at == second else at for name, at in root.items()}
    return root


@given(HEADERS)
def test_no_pair_that_says_the_same_is_left_out(rows: list[dict[str, Any]]) -> None:
    headers = [header(number, **row) for number, row in enumerate(rows)]
    wanted = set()
    for a, b in combinations(headers, 2):
        titles = share(Counter(titles_of(a)), Counter(titles_of(b))) >= SAME_TITLES
        amounts = share(Counter(a.amounts), Counter(b.amounts)) >= SAME_AMOUNTS
        contents = share(Counter(a.contents), Counter(b.contents)) >= SAME_CONTENTS
        if titles and amounts and contents and (a.amounts or a.contents):
            wanted.add((a.document_id, b.document_id))
    ids = [one.document_id for one in headers]
    found = {(a.document_id, b.document_id) for a, b in find_alike(headers)}
    assert groups(wanted, ids) == groups(groups_within(found, headers), ids)


def groups_within(found: set[tuple[str, str]], headers: list[EntryHeader]) -> set[tuple[str, str]]:
    """Of the candidates those that the standings then join."""
    standings = settle_standings(headers)
    return {(a, b) for a, b in found if b in standings[a].twins}


@given(HEADERS)
def test_no_pair_of_one_series_is_left_out(rows: list[dict[str, Any]]) -> None:
    headers = [header(number, **row) for number, row in enumerate(rows)]
    wanted = {
        (a.document_id, b.document_id)
        for a, b in combinations(headers, 2)
        if a.plan_titles and b.plan_titles
        and share(Counter(titles_of(a)), Counter(titles_of(b))) >= SAME_TITLES
    }  # fmt: skip
    ids = [one.document_id for one in headers]
    found = {(a.document_id, b.document_id) for a, b in find_same_series(headers)}
    assert groups(wanted, ids) == groups({pair for pair in found if pair in wanted}, ids)


def test_ten_thousand_documents_of_one_title_make_few_pairs() -> None:
    unlike = [header(n, amounts=(2_000_000_000, n), contents=(f"{n}", f"{n + 1}", "x")) for n in range(5_000)]
    alike = [header(5_000 + n, amounts=(7, 8), contents=("y",)) for n in range(5_000)]
    pairs = sum(1 for _ in find_alike([*unlike, *alike]))
    assert pairs < 3 * 10_000
    standings = settle_standings([*unlike, *alike])
    assert sum(standing.is_preferred for standing in standings.values()) == 5_001
    assert max(len(standing.twins) for standing in standings.values()) < 30


def test_a_year_of_undated_versions_of_one_plan_names_a_few_rivals_each() -> None:
    versions = [header(n, plan_titles=TITLES[:1], amounts=(n,), contents=(f"{n}",)) for n in range(2_000)]
    assert sum(1 for _ in find_same_series(versions)) < 2_000
    assert {len(standing.rivals) for standing in settle_standings(versions).values()} == {20}
