"""A word that the end of a line or page broke is searched for as one word; nothing else is joined."""

import pytest

from normalizers.tokens import join_lines, tokenize

pytestmark = pytest.mark.heavy  # kiwipiepy's model takes seconds to load


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("물결 장터의 젊은 상인이 가게를 열도록 창업 교\n육을 돕고 임대료를 낮춤", "창업 교육을 돕고"),
        ("솔숲 도서관의 낡은 지붕을 고치고 열람실을 넓혀 어린\n이가 쉬어 가게 함", "넓혀 어린이가 쉬어"),
    ],
)
def test_a_broken_word_is_made_whole(printed: str, expected: str) -> None:
    assert expected in join_lines(printed)


@pytest.mark.parametrize(
    "printed",
    [
        "물결 장터의 젊은 상인을 돕기 위하여\n공동 판매를 지원함",
        "- 총사업비는 모두 합하여 12,\n500천원이 든다",
        "가. 물결 장터 살리기\n나. 솔숲 도서관 고치기",
        "물결 장터를 살리는 데 힘씀.\n도서관의 지붕을 고침",
        "연번\n사업명\n금액",
        "",
    ],
)
def test_lines_that_end_with_their_words_stay_as_printed(printed: str) -> None:
    assert join_lines(printed) == printed


def test_the_tokens_of_a_broken_word_are_those_of_the_word() -> None:
    tokens = tokenize("물결 장터의 젊은 상인이 가게를 열도록 창업 교\n육을 돕고 임대료를 낮춤")
    assert "교육" in tokens
    assert "육" not in tokens
