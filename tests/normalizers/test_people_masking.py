from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from normalizers.masking import is_names_label, is_people_label, mask_names, mask_people, mask_text
from normalizers.people_words import looks_like_name

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "masking.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("text", "wanted"), CASES["synthetic"].items())
def test_people_and_their_numbers_are_masked(text: str, wanted: str) -> None:
    assert mask_text(text)[0] == wanted


@pytest.mark.parametrize("text", CASES["negative"])
def test_ordinary_words_and_numbers_stay(text: str) -> None:
    assert mask_text(text) == (text, 0)


@pytest.mark.parametrize("text", CASES["synthetic"])
def test_masking_twice_changes_nothing_and_keeps_the_length(text: str) -> None:
    once, _ = mask_text(text)
    assert mask_text(once)[0] == once
    assert len(once) == len(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("홍길동", "홍○○"),
        ("홍 길 동", "홍 ○ ○"),
        ("복지정책과 홍길동 1234", "복지정책과 홍○○ ****"),
        ("홍길동, 고길동", "홍○○, 고○○"),
        ("지역경제과", "지역경제과"),
        ("전부서", "전부서"),
        ("제 출 처", "제 출 처"),
        ("전 화 번 호", "전 화 번 호"),
        ("위임장에 쓰는 도장은 대표자 인장과 같아야 한다", "위임장에 쓰는 도장은 대표자 인장과 같아야 한다"),
        (
            "(공고문 문의) 예시진흥원 창업지원실 044-123-4567, 1234, 5678",
            "(공고문 문의) 예시진흥원 창업지원실 044-***-****, ****, ****",
        ),
        (
            "접수된 서류는 반환하지 않으며 기타 사항은 자치행정과로",
            "접수된 서류는 반환하지 않으며 기타 사항은 자치행정과로",
        ),
        ("김 연 과장", "김 ○ 과장"),
        ("기후에너지과 에너지팀 041)123-4567", "기후에너지과 에너지팀 041)***-****"),
        ("왕리(王丽)", "왕○(○○)"),
        ("John Doe", "J○○○ ○○○"),
        ("gildong.hong@example.kr", "g******.****@example.kr"),
    ],
)
def test_in_a_field_for_officials_every_name_is_masked(text: str, wanted: str) -> None:
    assert mask_people(text)[0] == wanted


def test_labels_for_people_are_known_however_they_are_spaced() -> None:
    assert is_people_label("기 관 장")
    assert is_people_label("○ 담당자 :")
    assert not is_people_label("담당부서")


@given(
    st.sampled_from(["홍길동", "고길동", "남궁민수", "황보영"]),
    st.sampled_from(["과장", "팀장", "주무관", "국장"]),
    st.integers(1000, 9999),
)
def test_a_name_after_a_rank_never_survives(name: str, rank: str, number: int) -> None:
    for text in (f"총무{rank} {name}", f"{rank} : {name}({number})", f"{rank}: {name} ☎{number}", f"{name} {rank}은"):
        masked, count = mask_text(text)
        assert name not in masked
        assert str(number) not in masked
        assert count >= 1


@given(st.integers(0, 10**12), st.sampled_from(["천원", "백만원", "원", "㎡", "명"]))
def test_no_amount_is_masked(number: int, unit: str) -> None:
    for text in (f"{number:,}{unit}", f"사업비 {number}{unit}", f"소요예산 : {number:,}{unit} (구비)"):
        assert mask_text(text) == (text, 0)


@given(st.text(alphabet="가나다김이박과장팀장담당 :()-0123456789☎", max_size=40))
def test_any_text_keeps_its_length_and_is_masked_once(text: str) -> None:
    once, _ = mask_text(text)
    assert len(once) == len(text)


def test_a_word_is_a_name_only_by_its_syllables() -> None:
    assert looks_like_name("홍길동")
    assert not looks_like_name("지역별")
    assert not looks_like_name("과장")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("홍길동", "홍○○"),
        ("왕리", "왕○"),
        ("수흐바타르", "수○○○○"),
        ("John Doe 3세", "J○○○ D○○ 3세"),
        ("리홍(李红)", "리○(李○)"),
        ("해당 없음", "해당 없음"),
        ("미정", "미정"),
        ("도시계획과", "도시계획과"),
        ("시설관리공단", "시설관리공단"),
        ("1,234", "1,234"),
        ("생년월일", "생년월일"),
    ],
)
def test_under_a_label_for_names_every_name_is_masked_in_any_language(text: str, wanted: str) -> None:
    assert mask_names(text)[0] == wanted
    assert is_names_label("기 관 장")
    assert not is_names_label("담당")


@pytest.mark.parametrize("piece", [" ", "과장 ", "담당 : ", "홍길동(", "가", "02-1234-", "1-", "홍길동 서울시 "])
def test_a_hostile_text_is_masked_like_any_other(piece: str) -> None:
    text = piece * (40_000 // len(piece))  # a pattern that looks back over the whole text would never end
    for mask in (mask_text, mask_people, mask_names):
        assert len(mask(text)[0]) == len(text)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("담당자: 사무관 홍길동, 주무관 홍길순 (044-111-2222)", "담당자: 사무관 홍○○, 주무관 홍○○ (044-***-****)"),
        ("담당: 홍길동, 홍길순, 홍길자 주무관", "담당: 홍○○, 홍○○, 홍○○ 주무관"),
        ("사무관 홍길동 / 홍길순 / 홍길자", "사무관 홍○○ / 홍○○ / 홍○○"),
        ("홍길동 회장, 조리실, 강당", "홍○○ 회장, 조리실, 강당"),
        ("국장 홍길동 / 도서관 / 공원", "국장 홍○○ / 도서관 / 공원"),
        ("연번, 강의실, 조리실", "연번, 강의실, 조리실"),
    ],
)
def test_names_in_a_row_with_a_known_one_are_masked_too(text: str, masked: str) -> None:
    assert mask_text(text)[0] == masked
