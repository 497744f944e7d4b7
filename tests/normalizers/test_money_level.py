"""Whose money 시비 is, where no office is printed."""

from __future__ import annotations

import pytest

from normalizers.money_level import money_level


@pytest.mark.parametrize(
    ("texts", "level"),
    [
        (["구 분", "시 비", "구 비"], "district"),
        (["총 2,750백만원 (시비 1,500, 구비 1,250)"], "district"),
        (["[국 300 / 시 200 / 구 100]"], "district"),
        (["(국비/시비/구비) (16/4/2)"], "district"),
        (["재원은 도비 735백만원, 시비 1,715백만원"], "city"),
        (["도비", "군비"], "county"),
        (["시비", "군비"], "county"),  # a county of a metropolitan city
        (["국비", "시비"], None),
        (["구비서류 3부", "시비 30백만원"], None),
        (["소화 장비 구비, 시비 300백만원"], None),
        (["이웃 사이의 시비", "구비 문학 전승"], None),
    ],
)
def test_labels_of_payers_settle_whose_city_is_meant(texts: list[str], level: str | None) -> None:
    assert money_level("unknown", texts) == level


def test_a_known_office_outweighs_the_labels() -> None:
    assert money_level("metropolitan", ["시비", "구비"]) == "metropolitan"
