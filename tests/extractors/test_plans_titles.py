"""What a document is called: the first line that names something, whatever stands around it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from plan_texts import find_in_page, find_in_text


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("물빛 혁신 추진계획\n2031. 5. 2.\n관계부처 합동\n순    서\nⅠ. 개요\t1\n", "물빛 혁신 추진계획"),
        ("통 합 골 목 통 계\n(2031.3월 누계 기준)\n1) 경상수입\n", "통 합 골 목 통 계"),
        ("물빛시장\n붙임  관련 사진 2매. 끝.\n", "물빛시장"),
        ("첨 부 1\n골목 정책 신청서\n", "골목 정책 신청서"),
        ("보도 참고자료 2\n물빛시장, 새 지붕을 얹다\n물빛시장 지붕 정비\n", "물빛시장 지붕 정비"),
        ("물빛연구팀\n골목 안내 교육 계획(안)\n교육 개요\nㅇ 목적: 안내\n", "골목 안내 교육 계획(안)"),
        ("2031. 12. 31. 기준\n물가 오름폭은 약 2.6%\n", None),
        ("2031년도 골목 지원사업 공고\n『골목 지원사업』을 다음과 같이 공고합니다.\n", "2031년도 골목 지원사업 공고"),
        ("붙임 1. 정산내역 1부.\n2. 근무 내역 1부.\n", "근무 내역 1부."),
    ],
)
def test_the_first_line_that_names_something_is_the_title(text: str, title: str | None) -> None:
    found = find_in_text(text).title
    assert (found.text if found else None) == title


def test_a_label_behind_headings_or_a_sentence_does_not_name_the_notice() -> None:
    behind = "물빛 골목 소식지\n여름이 옵니다\n□ 자세한 통계는 다음을 참고 바랍니다.\n담당부서 : 지역상생과\n누리집\n"
    found = find_in_text(behind).title
    assert found is not None
    assert found.text == "물빛 골목 소식지"


def test_a_letter_is_called_what_stands_beside_its_subject() -> None:
    found = find_in_page(
        "<table><tr><td>수신<td>내부결재</tr><tr><td>제 목<td>[물빛] 구급약품 폐기 보고</tr></table>"
        "<p>붙임 1. 정산내역 1부.</p>"
    ).title
    assert found is not None
    assert found.text == "[물빛] 구급약품 폐기 보고"
