"""Small documents in the layouts of real ones, with words and numbers of our own; and what is found in them."""

from extractors.model import Limits
from extractors.plan_model import FoundPlan, FoundPlans
from extractors.plans import find_plans
from extractors.text import read_text
from extractors.webpage import read_webpage

CARD_2022 = """
안전도시-03\t물빛천 산책로 조명 설치\t\t\t\t
신규여부\t신규\t완료시기\t2031.06월 (임기내)\t사업기간\t단기
총사업비\t450백만원\t사업유형\t시설\t대상지역\t물빛1동
담당부서\t공원조명과장 홍길동\t산책로팀장 홍길동\t담당 홍길동(1211)\t\t

정책목표

- 밤에도 걷고 싶은 길

사업개요

- 사업기간 : 2030년 3월 ~ 2031년 상반기
- 총사업비 : 450백만원 (전액구비)

□ 세부추진계획

○ 실시설계 용역

- 용역명 : 산책로 조명 실시설계
- 과업기간 : 2030. 4. ~

○ 조명 설치

- 사업비 : 300백만원
"""

CARD_2018 = """
공 약 명\t주민 목공방 열기\t\t\t\t
총사업비\t비예산\t완료시기\t임기내\t사업기간\t장기
사업주체\t자체\t사업성격 (사업유형)\t운영(신규)\t추진부서\t마을자치과

□ 추진방향

- 주민이 쓰고 주민이 돌보는 공방

작성 자\t마을자치과장 : 홍길동(1300)\t담당 : 홍길동(1308)\t
협업부서\t도서관과\t협업내용\t공간 나눔
중앙정부\t산림청\t서울시\t목재산업과
"""

CARD_BOXES = """
## 물빛 놀이터 새로 짓기

공약출처\t사업유형\t\t사업주체\t\t
\t신규\t계속\t자체\t서울시(정부)\t민간/기타
✓선거공보 선거공약서 SNS\t\t✓\t✓\t✓\t
완료\t\t추진중\t\t소요예산\t
완료\t이행후계속추진\t정상추진\t일부추진\t총 75백만 원 (구비)\t
\t\t\t✓\t\t

### 정책목표

- 놀이터 열 곳
"""

ANNUAL = """
2031년 주요업무계획

가람구
마을경제과

주요사업 목록

연번\t주요사업\t구분\t쪽
1\t빈 점포 채우기\t신규\t3
2\t골목 축제\t계속\t5
3\t마을 기금 조성\t계속\t8

□ 사업개요

- 사업기간 : 2031. 1. ~ 12.

□ 추진계획

○ 점포 새단장

- 사업기간 : 2031. 3. ~ 5.
- 사 업 비 : 30,000천원

□ 2031년 소요예산 : 90,000천원

(단위 : 천원)

재원별\t합계\t2031년
계\t90,000\t90,000

□ 공간조성(안)

- 점포 세 곳

□ 사업 필요성

- 손님이 줄어드는 골목

□ 사업개요

- 사업기간 : 2031. 5.

□ 소요예산 : 12,000천원

□ 사업개요

- 사업내용 : 기금 조성

□ 2031년 소요예산 : 5,000천원
"""

PAGES = """
공약순위 : 1   공약제목 : 걷기 좋은 물빛길
○ 목 표
- 보도 넓히기
○ 이행방법
- 차로 줄이기
○ 이행기간
- 2031년 ~ 2033년
○ 재원조달방안 등
- 시비
공약순위 : 2   공약제목 : 밤길 조명
○ 목 표
- 조명 백 개
○ 이행기간
- 2032년
"""

SHEET = """
사 업 명
(7) 마을돌봄 지원(2233-456)
□ 사업 성격
신규\t계속\t완료\t예비타당성 실시여부
\t○\t\t

□ 사업 담당자
사업명\t실·국·과(팀)\t과 장\t주무관
마을돌봄 지원\t돌봄정책과\t홍길동\t홍길동

2) 사업개요
① 사업규모
- 사업기간 : ’29~계속
- 총사업비 : 해당없음
"""

NOTICE = """
가람구청 누리집
물빛시장 새 지붕을 얹습니다
담당부서
시장경제과
문의
2000-1234
수정일
2031.10.05
가람구는 32억원을 들여 지붕을 얹는다고 밝혔습니다.
공공누리 제1유형 : 출처표시
"""


def find_in_text(text: str) -> FoundPlans:
    return find_plans(read_text(text.encode(), Limits()))


def find_in_page(source: str) -> FoundPlans:
    return find_plans(read_webpage(source.encode(), Limits()))


def values(plan: FoundPlan, field: str, *, parts: bool = False) -> list[str]:
    """The values of one field of a plan: its own, or (`parts`) those of its parts."""
    return [pair.value.text for pair in plan.fields if pair.field == field and bool(pair.sub_project) == parts]


def titles(found: FoundPlans) -> list[str | None]:
    return [plan.title.text if plan.title else None for plan in found.plans]
