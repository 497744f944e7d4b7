"""The office whose money an amount is stands in brackets behind it, or behind the payer; nothing else is one."""

import pytest

from extractors.problem_sentences import load_yaml
from normalizers.budget.providers import find_provider, is_provider


@pytest.mark.parametrize(
    ("cell", "heads", "expected"),
    [
        ("35백만원 (공모사업 / 중소벤처기업부)", (), "중소벤처기업부"),
        ("2,270백만원 (공모사업 / 행정안전부, 부산시)", (), "행정안전부, 부산시"),
        ("1,200", ("국비(행안부)",), "행안부"),
        ("1,200", ("도비 (경기도)", "2031년"), "경기도"),
        ("1,200", ("기금(국민체육진흥공단)",), "국민체육진흥공단"),
        ("1,200", ("숲길 정비(산림청)",), None),
        ("4,800천원 (구비)", ("국비",), None),
        ("900 (하수관 보수공사)", (), None),
        ("12,000 (외부)", ("시비(보조금)",), None),
        ("", (), None),
    ],
)
def test_a_provider_is_read_where_it_is_named(cell: str, heads: tuple[str, ...], expected: str | None) -> None:
    assert find_provider((cell,), heads) == expected


@pytest.mark.parametrize("name", load_yaml("normalizers", "words", "providers.yml")["short_names"])
def test_every_short_name_is_an_office(name: str) -> None:
    assert is_provider(name)


@pytest.mark.parametrize("name", ["일부", "전부", "내부", "공모사업", "민간", "구비", "도로공사장", "추경"])
def test_ordinary_words_are_no_offices(name: str) -> None:
    assert not is_provider(name)
