"""How dates are printed, as patterns: what may stand in a date, and what may not stand behind it.

A number without 년, 월 or an apostrophe is a date only at a boundary (`EDGE`) and without a unit behind it (`NO_UNIT`):
areas (`1584.5㎡`), telephone numbers (`2133-1234`), articles and versions look the same otherwise.
"""

from __future__ import annotations

import re

from extractors.patterns import compile_on_use
from normalizers.periods.years import QUOTES

RANGE = (
    r"(?:[~∼～〜˜]|(?<=[\s.)월일년])[-–—−](?=\s*['’‘`´′]?\d)|(?<=\d)[–—](?=\s*\d)|(?<=\d{4})-(?=(?:19|20)\d\d(?!\d)))"
)
_LONE_UNITS = "명개건회대점층호년차세톤종곳면두부매쪽조원인동주박배평"
NO_UNIT = (
    r"(?!\s?(?:%|％|‰|[㎡㎢㎥㎞㎏㎜㏊]|m|km|kg|ha|억|만\s?원|만\s?명|천\s?원|백만|조\s?원|개소|개사|개월|개년|필지|시간|학교|단계"
    rf"|[{_LONE_UNITS}](?=[이은을의가과와로당씩]?(?![가-힣])))|[:,]?\d)"
)
EDGE = (
    rf"(?=\s|$|[)\]}}>~∼～〜〈<,/·ㆍ;:(\[→⇒|–—−-]|까지|부터|현재|기준|이후|이전|및"
    rf"|[초말](?![가-힣]|\d)|[상중하]순){NO_UNIT}"
)

YEAR = re.compile(
    rf"""
    (?P<quote>[{QUOTES}])?\s?
    (?P<year>(?:19|20)\d{{2}}|\d{{2}})(?!\d)
    (?P<after>\s*(?:학년도|회계연도|년도|년)(?!간|차|생|째|이상|\s*(?:이상|이내|동안|연속|만에|미만|경력|단위))
      | \s*[.]\s* | [-/](?=\d{{1,2}}(?!\d)) | \s*(?={RANGE}) | )
    """,
    re.VERBOSE,
)
HALF = re.compile(
    r"\s*(?:(?P<first>상반기|전반기|上半期|上(?![\u4e00-\u9fff]))|(?P<second>하반기|후반기|下半期|下(?![\u4e00-\u9fff])))"
)
QUARTER = re.compile(
    rf"\s*(?P<quarter>[1-4])(?:\s*/\s*4(?:\s*분기)?(?!\d)|\s*분기|(?=\s*{RANGE}\s*[1-4]\s*(?:/\s*4\s*)?분기))"
)
MONTH = re.compile(
    rf"""
    \s*(?P<month>1[0-2]|0?[1-9])(?!\d)
    (?P<after>\s*월(?![요세가-힣]*권) | \s*[.](?!\d{{3}})(?=\s*\d{{1,2}}(?!\d))  # a day may follow
      | \s*[.](?!\d) | [-/](?=\d) | {EDGE})
    """,
    re.VERBOSE,
)
DAY = re.compile(
    rf"\s*(?P<day>3[01]|[12]\d|0?[1-9])(?!\d)(?P<after>\s*일(?!반|부(?!터)|대|자리|원|정)|\s*[.](?!\d)|{EDGE})"
)
DAY_AFTER_MONTH_WORD = re.compile(
    r"""
    [.]?\s*(?P<day>3[01]|[12]\d|0?[1-9])(?!\d)
    (?P<after>\s*일(?!반|부(?!터)|대|자리|원|정)   # 7월 3일, not 1일반
      | \s*[.](?!\d)(?=\s*(?:$|[)~∼～(,]))         # 7월 3.
      | (?=\s*[(][월화수목금토일][)]))              # 7월 3(금)
    """,
    re.VERBOSE,
)
DAY_ZERO = re.compile(r"\s*0{1,2}(?!\d)\s*[.]?(?!\d)")  # a form's `2026.3.0.`: the day is not filled in
TEN_DAYS = re.compile(r"\s*(?:(?P<first>상순|초순)|(?P<second>중순)|(?P<third>하순))")
LOOSE = re.compile(
    r"\s*(?P<word>초|중(?![가-힣])|말(?![가-힣]*씀)|연말|년말|월말)(?=\s|$|[^가-힣A-Za-z0-9]|까지|부터|현재|기준|조성|예정|준공|이후|이전)"
)
RECENT = 8
"""`22년` without an apostrophe is a year and not a length of time this near to a year that the document prints."""
WEEKDAY = re.compile(r"\s*[(]\s*[월화수목금토일]\s*[)]")
CLOCK = re.compile(r"\s*,?\s*(?:\d{1,2}\s*:\s*\d{2}|\d{1,2}\s*시(?!\s*간)(?:\s*\d{1,2}\s*분)?)")


TWO_YEARS = re.compile(rf"\d{{2}}\s*년?\s*{RANGE}\s*\d{{2}}\s*년(?!간|\s*(?:이상|이내|미만))")
NUMBERS = compile_on_use(
    rf"""
    \s*(?P<first>\d{{1,2}})(?!\d)
    (?: (?P<mark>\s*(?:월|일|년(?!간|차)))
      | \s*[.]\s*(?P<second>\d{{1,2}})(?!\d)(?P<closed>\s*[.](?!\d)|\s*일|(?!\s*월){NO_UNIT})
      | \s*[.](?!\d)
      | {EDGE} )
    """,
    re.VERBOSE,
)


SHORT_YEAR = compile_on_use(rf"\s*(?P<year>\d{{2}})(?!\d)(?:\s*년(?!간)|{EDGE})")
