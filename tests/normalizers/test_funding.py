from __future__ import annotations

from decimal import Decimal
from typing import get_args

import pytest

from extractors.problem_sentences import load_yaml
from normalizers.funding import FundingReading, load_funding_words, parse_funding_source, tiers_printed
from normalizers.vocabulary import IssuerLevel


@pytest.mark.parametrize(
    ("label", "level", "source", "instrument", "code"),
    [
        ("국비", "district", "national", "subsidy", None),
        ("국 비", None, "national", "subsidy", None),
        ("국고보조금", None, "national", "subsidy", None),
        ("국비(기금)", "city", "national", "fund", None),
        ("국비(균특)", "city", "national", "balanced_development", None),
        ("지특회계", None, "national", "balanced_development", None),
        ("보통교부세", None, "national", "ordinary_grant", None),
        ("특별교부세", None, "national", "special_grant", None),
        ("시비", "district", "metropolitan", None, None),
        ("시비", "county", "metropolitan", None, None),
        ("시비", "metropolitan", "metropolitan", None, None),
        ("시비", "city", "district", None, None),
        ("시비", None, None, None, "FUNDING_TIER_UNKNOWN"),
        ("시비", "national", None, None, "FUNDING_TIER_UNKNOWN"),
        ("시비보조금", "district", "metropolitan", "subsidy", None),
        ("시비보조금", None, None, "subsidy", "FUNDING_TIER_UNKNOWN"),
        ("도비(전환사업)", "city", "metropolitan", None, None),
        ("시․도비", "county", "metropolitan", None, None),
        ("특별조정교부금", None, "metropolitan", "special_adjustment_grant", None),
        ("조정교부금", None, "metropolitan", "adjustment_grant", None),
        ("구비", None, "district", None, None),
        ("구비 부담", "district", "district", None, None),
        ("군비", "county", "district", None, None),
        ("자체재원", "city", "district", None, None),
        ("자체재원", "metropolitan", "metropolitan", None, None),
        ("기금", None, "fund", "fund", None),
        ("지방채", None, "local_bond", "bond", None),
        ("자부담", None, "private", None, None),
        ("지방비", None, "local_unsplit", None, None),
        ("외부재원", None, "external_unsplit", None, None),
        ("국비+도비", "city", "external_unsplit", None, None),
        ("시비+구비", "district", "local_unsplit", None, None),
        ("국비+민간", "district", None, None, "FUNDING_SOURCES_MIXED"),
        ("합 계", "district", "total", None, None),
        ("특교", "district", None, None, "FUNDING_WORD_UNCLEAR"),
        ("공모사업", "district", None, None, "FUNDING_WORD_UNCLEAR"),
        ("사업비", "district", None, None, None),
        ("추진부서", "district", None, None, None),
        ("계획", "district", None, None, None),
        ("국", "district", None, None, None),
        ("", "district", None, None, None),
    ],
)  # fmt: skip
def test_a_label_names_the_tier_that_pays(
    label: str, level: IssuerLevel | None, source: str | None, instrument: str | None, code: str | None
) -> None:
    reading = parse_funding_source(label, level)
    assert (reading.source, reading.instrument, reading.issue_code) == (source, instrument, code)


def test_short_forms_count_only_in_a_split() -> None:
    assert parse_funding_source("국", "district", in_split=True).source == "national"
    assert parse_funding_source("시", "district", in_split=True).source == "metropolitan"
    assert parse_funding_source("시", "district") == FundingReading(None)


def test_a_share_printed_with_the_label_is_kept() -> None:
    assert parse_funding_source("국비 50%", "district").ratio == Decimal(50)
    assert parse_funding_source("국비 50%", "district").is_whole is False
    assert parse_funding_source("(구비 100%)", "district").is_whole is True
    assert parse_funding_source("전액 구비", "district") == FundingReading("district", is_whole=True)


@pytest.mark.parametrize(
    ("labels", "level"),
    [
        (["국 비", "시비", "구 비"], "district"),
        (["도비", "시비"], "city"),
        (["국비", "도비", "군비"], "county"),
        (["국비", "시비", "군비"], "county"),
        (["국비", "시비"], None),
        (["국비", "도비", "시비", "군비"], None),
        ([], None),
    ],
)
def test_labels_side_by_side_show_the_level_of_the_office(labels: list[str], level: str | None) -> None:
    assert tiers_printed(labels) == level


def test_every_label_of_the_table_is_read_from_its_example() -> None:
    table = load_yaml("normalizers", "words", "funding.yml")
    levels: tuple[IssuerLevel, ...] = get_args(IssuerLevel)
    for label, row in table["labels"].items():
        assert row["example"].startswith(label)
        readings = {parse_funding_source(label, level) for level in levels}
        if row["source"] is not None:
            assert {reading.source for reading in readings} == {row["source"]}, label
        else:
            assert {reading.source for reading in readings} > {"metropolitan", "district"}, label
        assert {reading.instrument for reading in readings} == {row["instrument"]}, label
        for short in row.get("short", ()):
            assert parse_funding_source(short, "district", in_split=True) == parse_funding_source(label, "district")
    for label, row in table["unclear"].items():
        assert parse_funding_source(label, "district").issue_code == row["issue"], label
    for ending in table["endings"]:
        assert parse_funding_source(f"도비 {ending}", "county").source == "metropolitan", ending
    for word in table["whole"]:
        assert parse_funding_source(f"{word} 구비", "district").is_whole, word


def test_a_user_can_add_a_label() -> None:
    words = load_funding_words({"labels": {"마을기금": {"source": "fund", "instrument": "fund"}}})
    assert parse_funding_source("마을 기금", None, words=words).source == "fund"
    with pytest.raises(ValueError, match="unknown source"):
        load_funding_words({"labels": {"마을기금": {"source": "village"}}})
