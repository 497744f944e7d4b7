from __future__ import annotations

import pytest

from extractors.model import Cell, Locator, Paragraph, Printed, Properties, SourceDocument, Table
from extractors.plan_model import FoundPlan, FoundPlans, LabelledValue
from normalizers.issuer import find_issuer
from normalizers.offices import find_offices, offices, parse_office

NOTHING = FoundPlans((), (), "other")


def document(
    *lines: str, source_url: str | None = None, title: str | None = None, table: list[list[str]] | None = None
) -> SourceDocument:
    blocks: list[Paragraph | Table] = [Paragraph(Printed(t, Locator(block=i, line=i + 1))) for i, t in enumerate(lines)]
    if table:
        cells = tuple(Cell(r, c, 1, 1, Printed(t)) for r, row in enumerate(table) for c, t in enumerate(row))
        blocks.append(Table(len(lines), len(table), len(table[0]), cells))
    return SourceDocument("text", tuple(blocks), "text", "1", properties=Properties(title=title, source_url=source_url))


def test_a_district_that_names_its_city_more_often_than_itself_is_the_issuer() -> None:
    found = find_issuer(
        document(
            "- 서울시와 협의하여 관악구 지역경제 활성화 추진, 우리 구 소재 기업 지원",
            "- 서울시 공모사업 신청, 서울시 보조금 교부, 서울시 심의",
            "- 관악구민 대상 설문조사, 관악구 신림동 일원",
            "- 총사업비 : 300백만원 (전액구비)",
        ),
        NOTHING,
    )
    assert (found.name, found.level, found.code, found.issue_code) == ("서울특별시 관악구", "district", "3200000", None)


def test_a_notice_of_a_city_that_names_its_districts_is_the_citys() -> None:
    found = find_issuer(
        document(
            "교통 분야 - 부산광역시", "부산시는 해운대구와 수영구에 버스를 늘린다.", "해운대구 우동, 부산시 교통과"
        ),
        NOTHING,
    )
    assert (found.name, found.level) == ("부산광역시", "metropolitan")


def test_a_stem_and_the_districts_own_money_name_a_district() -> None:
    found = find_issuer(
        document(
            "공약출처",
            "선거공보",
            "사업주체",
            "자체",
            "신규",
            "계속",
            "「도봉 문화주간」 개최",
            "도봉 청년센터 운영",
            "구비",
            "서울시(정부)",
        ),
        NOTHING,
    )
    assert found.name == "서울특별시 도봉구"


def test_an_office_does_not_name_itself_as_a_partner() -> None:
    lines = ("- 경기도 보조", "- 수원시와 화성시가 협의", "- 수원시 화성시 경기도 회의")
    label = LabelledValue(Printed("경기도"), Printed("도시정책과"), "partner_metropolitan")
    plan = FoundPlan(1, Printed("수원 화성 축제 확대"), "card", (), (label,), ())
    assert find_issuer(document(*lines), FoundPlans((plan,), (), "pledge_card")).name == "경기도 수원시"


def test_a_ministry_is_read_from_its_label_and_not_from_rules_that_are_cited() -> None:
    cited = tuple(f"- 행정안전부 고시 제{n}호에 따른다" for n in range(30))
    found = find_issuer(
        document(*cited, "구미시청", table=[["발주기관", "구미시"], ["사업명", "정보시스템 구축"]]), NOTHING
    )
    assert (found.name, found.level) == ("경상북도 구미시", "city")
    found = find_issuer(document("세부사업 설명", table=[["소관", "환경부"], ["회계", "일반회계"]]), NOTHING)
    assert (found.name, found.level) == ("환경부", "national")


def test_a_column_of_offices_is_a_list_and_no_issuer() -> None:
    rows = [
        ["연번", "기관명"],
        *([str(n), f"{name}산업진흥원"] for n, name in enumerate(["강릉", "나주", "제천", "여수", "구미"])),
    ]
    assert find_issuer(document("전국 현황", table=rows), NOTHING).issue_code == "ISSUER_UNKNOWN"


def test_two_offices_as_likely_are_an_issue() -> None:
    found = find_issuer(document(*["- 평택시와 안산시가 함께 한다", "- 안산시, 평택시 공동 추진"] * 6), NOTHING)
    assert (found.level, found.issue_code) == ("unknown", "ISSUER_TIE")


def test_nothing_printed_is_unknown() -> None:
    assert find_issuer(document("사업 개요", "- 총사업비 : 10억원"), NOTHING).issue_code == "ISSUER_UNKNOWN"


@pytest.mark.parametrize(
    ("given", "name", "level", "issue"),
    [
        ("금천구", "서울특별시 금천구", "district", None),
        ("서울시 중구", "서울특별시 중구", "district", None),
        ("대전광역시 중구청", "대전광역시 중구", "district", None),
        ("중구", "중구", "district", None),
        ("누리군", "누리군", "county", None),
        ("보령시", "충청남도 보령시", "city", None),
        ("세종시", "세종특별자치시", "metropolitan", None),
        ("보건복지부", "보건복지부", "national", None),
        ("경상남도교육청", "경상남도교육청", "education_office", None),
        ("한국수자원공사", "한국수자원공사", "public_corporation", None),
        ("아무개상사", "아무개상사", "unknown", "ISSUER_UNKNOWN"),
        ("누리구청", "누리구", "district", None),
        ("경기도 누리시", "경기도 누리시", "city", None),
        ("누리광역시", "누리광역시", "metropolitan", None),
        ("누리도청", "누리도", "metropolitan", None),
        ("전남도청", "전라남도", "metropolitan", None),
        ("제주도", "제주특별자치도", "metropolitan", None),
        ("광주시", "광주시", "unknown", "ISSUER_UNKNOWN"),
        ("도시", "도시", "unknown", "ISSUER_UNKNOWN"),
    ],
)
def test_the_office_that_a_person_gives_outweighs_the_document(
    given: str, name: str, level: str, issue: str | None
) -> None:
    found = find_issuer(document("서울특별시 강남구청장", title="강남구 계획"), NOTHING, given)
    assert (found.name, found.level, found.issue_code) == (name, level, issue)


def test_hosts_and_stamps_name_the_office() -> None:
    assert find_issuer(document("공지", source_url="https://news.seoul.go.kr/gov/1"), NOTHING).name == "서울특별시"
    assert find_issuer(document("담당 hong@gwanak.go.kr"), NOTHING).name == "서울특별시 관악구"
    assert find_issuer(document("위와 같이 공고합니다.", "청주시장 (직인)"), NOTHING).name == "충청북도 청주시"


def test_a_government_that_the_table_does_not_list_is_known_by_what_only_one_has() -> None:
    found = find_issuer(
        document("누리구청 누리집", "누리구는 물빛로 일대를 정비한다.", "- 누리구 주민 참여, 구비 100백만원"), NOTHING
    )
    assert (found.name, found.level, found.code) == ("누리구", "district", None)
    lines = ("- 자치구청 협의", "- 관할구의회 보고", "- 다른 구로 옮김", "- 필요시장 개선", "구비 | 100")
    assert find_issuer(document(*lines), NOTHING).name is None


def test_a_building_site_is_no_corporation() -> None:
    for name in ("물빛교 보수공사", "일일굴착복구공사", "쉼터 신축공사"):
        assert find_issuer(document(f"{name} 현황 보고", name), NOTHING).issue_code == "ISSUER_UNKNOWN"
    assert find_issuer(document("물빛도시개발공사", "물빛도시개발공사 계획"), NOTHING).name == "물빛도시개발공사"


def test_an_adverb_before_the_ordering_office_is_no_city() -> None:
    lines = ["- 재사용할 때 반드시 발주기관과 협의한다", "- 필히시 부서과 상의", "우리 시"] * 4
    assert find_issuer(document(*lines), NOTHING).issue_code == "ISSUER_UNKNOWN"
    found = find_issuer(document("누리시 일자리과 (담당: 3층)", "- 누리시 주민 참여", "- 누리시 누리집"), NOTHING)
    assert found.name == "누리시"


def test_who_asks_for_proposals_is_its_host_whatever_mark_stands_before_the_label() -> None:
    request = FoundPlans((), (), "request")
    lines = [*["- 조례에 따름"] * 7, *["- 서울특별시 조례에 따름"] * 4]
    assert find_issuer(document(*lines, "❍ 발주기관 : 물빛복지재단"), NOTHING).name == "물빛복지재단"
    table = [["사업명", "예약 시스템"], ["주관기관", "물빛복지재단"]]
    assert find_issuer(document(*lines, table=table), request).name == "물빛복지재단"
    assert find_issuer(document(*lines, table=table), NOTHING).name != "물빛복지재단"


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (("누리구, 야시장 연다", "누리구가 구비 3억원을 들여 연다."), "누리구"),
        (("2031년 주요업무계획", "누리군", "건설과", "누리군보건소", "군비 | 300"), "누리군"),
        (("누리광역시 교통국", "- 누리광역시 새터구 일대"), "누리광역시"),
        (("누리특별자치도교육청 체육과", "2031년 주요업무계획"), "누리특별자치도교육청"),
        (("출입구", "- 출입구 정비, 구비 3억원"), None),
        (("신도시, 공원 조성", "- 신도시 주민, 도비 3억원"), None),
        (("누리구, 야시장 연다", "누리구가 연다."), None),  # nothing says that it is a government
    ],
)
def test_an_unlisted_name_that_opens_the_text_counts_beside_words_of_its_tier(
    lines: tuple[str, ...], name: str | None
) -> None:
    assert find_issuer(document(*lines), NOTHING).name == name


def test_a_general_district_of_a_city_speaks_for_the_city() -> None:
    assert [m.office.name for m in find_offices("분당구 정자동")] == ["경기도 성남시"]


def test_a_ministry_named_as_a_partner_is_not_the_issuer_of_pledges() -> None:
    lines = ("공약명 | 상생협의체 운영", "- 너울구 상생 조례 제7조", "- 너울구 골목상권", "중소벤처기업부")
    assert find_issuer(document(*lines), FoundPlans((), (), "pledge_card")).name == "너울구"


def test_an_addressee_is_no_issuer() -> None:
    assert find_issuer(document("붙임과 같이 제출합니다.", "청주시장 귀하"), NOTHING).name is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("서울특별시 중구와 인천 중구", ["서울특별시 중구", "인천광역시 중구"]),
        ("중구 일대", []),
        ("경기도 광주시", ["경기도 광주시"]),
        ("광주시 지원", []),
        ("남양주시 화도읍", ["경기도 남양주시"]),
        ("경남 고성군", ["경상남도 고성군"]),
        ("서울역 앞 경기 침체", []),
        ("전국 시설 작업 집중구간 강서구간", []),
        ("서울특별시교육청", []),
        ("경기도일자리재단", []),
        ("제주시 애월읍", ["제주특별자치도"]),
    ],
)
def test_names_are_read_with_their_government(text: str, names: list[str]) -> None:
    assert [m.office.name for m in find_offices(text)] == names


def test_the_table_of_offices_is_whole() -> None:
    known = offices().values()
    assert len([o for o in known if o.level == "metropolitan"]) == 17
    old = {
        "제물포구",
        "영종구",
        "검단구",
        "서해구",
    }  # Incheon's districts from July 2026 stand beside the three they replace
    assert len([o for o in known if o.parent and o.own_name not in old]) == 226
    codes = [o.code for o in known if o.code]
    assert len(codes) == len(set(codes))
    assert all(len(c) == 7 and c.isdigit() for c in codes)
    assert all(parse_office(o.name) == o for o in known)


def test_an_institute_to_be_founded_is_the_subject_of_a_pledge_and_not_its_issuer() -> None:
    lines = (
        "과제 | 강남연구진흥원 설립 추진",
        "- 강남구 소재 기업을 위해 우리 구가 설립",
        "- 강남구 일원, 구비 100백만원",
    )
    title = Printed("강남연구진흥원 설립 추진")
    for kind in ("pledge_card", "other"):
        assert find_issuer(document(*lines), FoundPlans((), (), kind, title)).name == "서울특별시 강남구"
