"""Mask people's names, telephone, residence and account numbers in any text (contract, rule 8).

In the world a card prints `담당 홍길동(1234)`, a footer `팀장: 홍길동 ☎5678`, prose `홍길동 서울시 정책관은`, a page
`문의 02-123-4567`. Choice: a mask keeps the length of the text, so that every offset stays true, and keeps the first
syllable of a name and the area code; amounts, dates, file numbers and years are never touched. Masking twice changes
nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from extractors.patterns import compile_on_use
from normalizers.people_words import (
    DIGIT,
    is_department,
    is_ordinary,
    looks_like_name,
    mask_name,
    people_words,
    rank_pattern,
)

_NOT_NUMBER_BEFORE = r"(?<![\d.,\-])"
_PHONE = re.compile(
    rf"""
    {_NOT_NUMBER_BEFORE}
    (?: (?P<area>\+?82[-\s.]?\d{{1,2}}|0\d{{1,2}})\s?[-).·∼]\s?\d{{3,4}}\s?[-.·]\s?\d{{4}}   # 02-123-4567, 02)123-4567
      | 01[016789]\d{{7,8}}                                                  # 01012345678
      | (?P<dialled>1[5-9]\d{{2}})-\d{{4}}                                    # 1588-1234
      | (?P<local>(?!19\d\d|20\d\d)[2-9]\d{{3}})-\d{{4}} )                     # 2133-1234
    (?:\s?[~∼]\s?\d{{1,4}}(?!\d) | \s?[,/]\s?\d{{4}}(?!\d|[-,.]\d|\s?[년원천백만억명건개%]))*  # ~5; and its neighbours
    (?!\d|[,.-]\d|\s?(?:원|천원|㎡|백만))
    """,
    re.VERBOSE,
)
_CALLED = re.compile(
    r"(?P<sign>[☎☏]|(?:전화|연락처|문의|내선|행정전화|Tel|TEL|tel|Fax|FAX|fax|팩스)(?:번호)?\s*[.):：]?)\s*[(]?\s*"
    r"(?P<number>\d{3,4}-\d{4}|\d{4})(?![\d,%]|[-.]\d|\s?(?:년|원|명|건|개|회|월|천|백|만|억|㎡|[가-힣]{1,2}\s?\d))"
)
_RESIDENT = re.compile(r"(?<![\d-])\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\s?-\s?[1-8]\d{6}(?!\d)")
_ACCOUNT = re.compile(
    r"(?P<bank>(?:은행|농협|수협|신협|새마을금고|우체국|계좌(?:번호)?|예금주)[^\d\n]{0,20})(?P<number>\d{2,6}-\d[\d-]{4,18}\d)(?![\d,])"
)
_MAIL = re.compile(r"(?<![\w.+-])[A-Za-z0-9](?P<rest>[\w.+-]+)(?=@[\w-]+(?:\.\s?[\w-]+)+)", re.ASCII)
_HOUSE = r"\s*[(（]\s*[☎☏]?\s*(?P<house>\d{3,4})\s*[)）]"
_SPACED, _RUN_ON = 5, (6, 7)
_UNIT = "(?:과|팀|국|실|단|센터|본부|소|부|계|관)"
RUN_ON_NAME = compile_on_use(
    r"(?<![가-힣])[가-힣·]{3,14}(?:과|팀|담당관)(?P<name>[가-힣]{3})(?=\s*(?:$|[\d(（☎☏,/])|[ \t]+주무관)"
)
"""A department and a name whose space was lost: `일자리경제과홍길동`."""
_WORD = compile_on_use(r"(?<![가-힣])[가-힣]{2,4}(?![가-힣])")
MOST_OF_NAMES, WORDS_OF_A_FIELD, LONGEST_FIELD = 24, 6, 2_000
"""Longer lines are sentences; in them only a rank or a number beside it makes a word a name."""
_ENDING = compile_on_use(
    r"(?:부서|기관|업체|회사|공단|공사|조합|협회|재단|학교|위원회|주민|시민|구민|직원|[가-힣]{2}(?:과|팀|국|실|처|부|회))$"
)
_FOREIGN = compile_on_use(
    r"(?P<name>[가-힣]{2,8}\([\u4e00-\u9fff]{2,5}\))"  # 왕리(王丽)
    r"|^\s*(?=[A-Z .]*[a-z])(?P<latin>[A-Z][A-Za-z]*\.?(?:\s?[A-Z][A-Za-z]+\.?){1,3})(?:\s?\d세)?\s*$"  # John Doe 3세
)
_IN_A_ROW = re.compile(
    r"(?<![가-힣A-Za-z])(?P<name>[가-힣]{3})(?=\s*(?:$|\n|[,·/、(（☎☏])|\s+[가-힣]{2,8}(?:\s*(?:$|\n|[,·/(（☎☏\d])))"
)
_ONLY_PARTED = re.compile(r"(?:\s+[가-힣]{2,8})?\s*(?:[(（][^()（）]{0,30}[)）])?\s*[,·/、]\s*(?:[가-힣]{2,8}\s+)?")
_PARTICLES = "은을를의이가"
"""`기관이 담당`, `설명은 책임자가`: a noun with its particle before a rank, no name."""
_NAME = r"(?P<name>[가-힣]{2,4})"
_EDGE = r"(?=$|[\s(（\[,/·|:;.)）\]☎☏<>\"'’”]|\d)"


@cache
def _name_patterns() -> tuple[re.Pattern[str], ...]:
    """Where a name stands: after a rank, before one, before a number, before brackets that end in a rank."""
    rank = rank_pattern()
    office = r"(?:[가-힣]{1,10}(?:시|도|군|구|부|청|처|회|사|원)\s+)?[가-힣]{0,12}"
    return (
        re.compile(rf"(?:{rank})\s*[:：]?[ \t]*{_NAME}{_EDGE}"),
        re.compile(rf"(?<![가-힣A-Za-z]){_NAME}[ \t]+{office}(?:{rank})(?=$|[\s,.)(:/은는이가의과와도]|께서|님|[☎☏])"),
        re.compile(rf"(?<![가-힣A-Za-z]){_NAME}\s*[(（](?:[^()（）]|\([^()]*\)){{0,40}}(?:{rank})\s*[)）]"),
        re.compile(
            rf"(?<![가-힣A-Za-z]){_NAME}\s*(?:[(（:,]\s*)?(?=[☎☏]|0\d{{1,2}}[-)]\s?\d{{3,4}}-|01[016-9]-?\d{{3,4}}-?\d{{4}})"
        ),
        re.compile(rf"(?<![가-힣A-Za-z]){_NAME}(?=\s?[(（]\s*[☎☏]?\s*(?!19|20)\d{{4}}\s*[)）](?:\s|$|[,/]))"),
        re.compile(
            r"(?:[과부국팀실단차계소]\s?장|담\s?당|주\s?무\s?관)\s*[:：]?\s+"
            r"(?P<name>[가-힣]\s[가-힣]\s[가-힣])(?=\s+\d|\s*$|\s*[(☎])"
        ),
        re.compile(
            rf"(?<![가-힣])[가-힣·]{{2,14}}{_UNIT}장(?P<name>[가-힣]{{3}})"
            rf"(?=\s*(?:$|[\d(（☎☏,/|])|\s+[가-힣]{{0,12}}(?:{rank})(?![가-힣]*[은는을를]))"
        ),
        re.compile(
            rf"(?<![가-힣])[가-힣·]{{3,14}}(?:과|팀|담당관)(?P<name>[가-힣]{{3}})(?=[ \t]+(?:{rank})(?![가-힣]))"
        ),
    )


def mask_text(text: str) -> tuple[str, int]:
    """The text with every name beside a rank or number, and every personal number, masked; and how many were."""
    if not text or text.isspace():
        return text, 0
    spans = sorted({*_names(text), *_numbers(text), *_mails(text)})
    return _apply(text, spans)


def _mails(text: str) -> Iterator[tuple[int, int, bool]]:
    if "@" in text:
        yield from ((m.start("rest"), m.end("rest"), False) for m in _MAIL.finditer(text))


def mask_people(text: str) -> tuple[str, int]:
    """The text of a field for officials or of a cell under 성명: a word that stands alone in its line is a name.

    In a sentence (`접수된 서류는 … 자치행정과로 문의`) and beside other words only what looks like a name is one.
    """
    if len(text) > LONGEST_FIELD:
        return mask_text(text)
    names = [(m.start(), m.end(), True) for m in words_for_people(text)]
    spaced = [
        (*m.span("name"), True)
        for m in _spaced_pattern().finditer(text)
        if looks_like_name(re.sub(r"\s", "", m["name"]))
    ]
    spaced += [(*m.span("name"), True) for m in RUN_ON_NAME.finditer(text) if looks_like_name(m["name"])]
    foreign = [(*m.span("name" if m["name"] else "latin"), True) for m in _FOREIGN.finditer(text)]
    inside = [
        (m.start(1), m.end(1), False)
        for m in re.finditer(
            r"(?:[가-힣○]|[☎☏])\s*[(（]?\s*[☎☏]?\s*(\d{3,4})(?![\d년월일급호층동.,)-]*[\d년월일급호층동-])", text
        )
    ]
    names = [n for n in names if not any(f[0] <= n[0] < f[1] for f in foreign)]
    found = {*names, *spaced, *foreign, *inside, *_names(text), *_numbers(text), *_mails(text)}
    return _apply(text, sorted(found))


@cache
def _spaced_pattern() -> re.Pattern[str]:
    """A letter-spaced name at the start of a line or behind a rank: `홍 길 동`, `김 연 과장`."""
    rank = rank_pattern()
    return re.compile(
        rf"""
        (?:^|\n|(?:{rank})\s*[:：]?)[ \t]*
        (?P<name>[가-힣](?:\s[가-힣]){{2}} | [가-힣]\s[가-힣](?=\s+(?:{rank})))
        (?=\s*(?:$|\n|[\d(☎,])|\s+[가-힣]{{2}})
        """,
        re.VERBOSE,
    )


def mask_names(text: str) -> tuple[str, int]:
    """A cell under a label that only names stand under (기관장, 성명): every word of it, whatever its language.

    A cell with a department, an office or a sentence in it is none (`해당 없음`, `도시계획과`).
    """
    flat = text.strip()
    words = list(re.finditer(r"[가-힣A-Za-z\u4e00-\u9fff]{2,}", flat))
    is_names = len(flat) <= MOST_OF_NAMES and not re.search(r"[\d:：/%@]", re.sub(r"\s\d세$", "", flat))
    if not words or not is_names or any(_is_no_name(w.group()) for w in words):
        return mask_people(text)
    at = text.index(flat)
    return _apply(text, [(at + w.start(), at + w.end(), True) for w in words])


def _is_no_name(word: str) -> bool:
    return word in people_words()["no_names"] or is_ordinary(word) or is_department(word) or bool(_ENDING.search(word))


def is_names_label(label: str) -> bool:
    """Whether a label of a table asks for names and nothing else: `기 관 장`, 성명."""
    return re.sub(r"[\s:：○·\-]+", "", label) in people_words()["names_labels"]


def is_people_label(label: str) -> bool:
    """Whether a label of a table or field asks for people: 담당자, `기 관 장`, 지역경제과장."""
    flat = re.sub(r"[\s:：○·\-]+", "", label)
    return flat in _people_labels()


@cache
def _people_labels() -> frozenset[str]:
    return frozenset(re.sub(r"\s", "", w) for w in people_words()["people_labels"])


def words_for_people(text: str) -> Iterator[re.Match[str]]:
    """The words of a field for people that are names; one alone in its line (but for a number) is, if it can be."""
    start = 0
    for line in text.split("\n"):
        words = list(_WORD.finditer(text, start, start + len(line)))
        is_alone = len(re.findall(r"[가-힣A-Za-z]+", line)) == 1
        is_sentence = len(re.findall(r"[가-힣]+", line)) > WORDS_OF_A_FIELD
        for match in words:
            word = match.group()
            may_be = is_alone or (len(word) > 2 and not is_sentence)
            if may_be and not is_department(word) and looks_like_name(word, is_sure=is_alone):
                yield match
        start += len(line) + 1


def _names(text: str) -> Iterator[tuple[int, int, bool]]:
    spans: set[tuple[int, int]] = set()
    for number, pattern in enumerate(_name_patterns()):
        at = 0
        while found := pattern.search(text, at):
            start, end = found.span("name")
            is_name = _is_name_there(text, found, number)
            at = end if is_name else found.start() + 1  # `담당자: 사무관 홍길동`: a rank behind a rank is no name
            if is_name:
                spans.add((start, end))
                yield start, end, True
                yield from _house_number(text, end)
    yield from _beside_names(text, spans)


def _beside_names(text: str, spans: set[tuple[int, int]]) -> Iterator[tuple[int, int, bool]]:
    """The names in a row with one that is known: `홍길동, 김가람, 이나래 주무관`, `사무관 홍길동 / 김가람`."""
    words = list(_IN_A_ROW.finditer(text)) if spans else []
    known = {word.start("name") for word in words} & {start for start, _ in spans}
    for ordered in (words, words[::-1]):
        before: re.Match[str] | None = None
        for word in ordered:
            near = before is not None and _ONLY_PARTED.fullmatch(
                text, min(word.end("name"), before.end("name")), max(word.start("name"), before.start("name"))
            )
            if near and before is not None and before.start("name") in known and looks_like_name(word["name"]):
                known.add(word.start("name"))
                yield *word.span("name"), True
            before = word


def _is_name_there(text: str, found: re.Match[str], number: int) -> bool:
    """Whether the word at the place for a name is one; after a colon, or with a number behind it, less is asked."""
    if number == _SPACED:
        return looks_like_name(re.sub(r"\s", "", found["name"]), is_sure=True)
    if is_department(found["name"]):
        return False
    if number in _RUN_ON:
        return looks_like_name(found["name"])
    name, between = found["name"], text[found.start() : found.start("name")]
    behind = text[found.end("name") :]
    is_sure = bool(re.search(r"[:：]\s*$", between) or re.match(rf"{_HOUSE}|\s*[☎☏]", behind))
    is_whole = len(name) == 3 or (len(name) == 4 and name[:2] in people_words()["double_surnames"])
    if number == 0 and not is_sure and (not is_whole or between == between.rstrip()):
        return False
    if number in (1, 4) and len(name) == 2:
        return False
    if not is_sure and number in (0, 1) and name[-1] in _PARTICLES and (name[-1] in "을를의" or number == 1):
        return False
    return looks_like_name(name) or (is_sure and number == 0 and looks_like_name(name, is_sure=True))


def _house_number(text: str, at: int) -> Iterator[tuple[int, int, bool]]:
    house = re.compile(_HOUSE).match(text, at)
    if house:
        yield house.start("house"), house.end("house"), False


def _numbers(text: str) -> Iterator[tuple[int, int, bool]]:
    if not any(c.isdigit() for c in text):
        return
    for found in _PHONE.finditer(text):
        kept = len(found["area"] or found["dialled"] or found["local"] or "010") if not found["local"] else 0
        yield found.start() + kept, found.end(), False
    for pattern, group in ((_CALLED, "number"), (_ACCOUNT, "number")):
        for found in pattern.finditer(text):
            is_short = pattern is _ACCOUNT and sum(c.isdigit() for c in found[group]) < 10
            if not is_short:
                yield found.start(group), found.end(group), False
    for found in _RESIDENT.finditer(text):
        yield found.start(), found.end(), False


def _apply(text: str, spans: list[tuple[int, int, bool]]) -> tuple[str, int]:
    """Masks in place; overlapping ones count once."""
    out, done, count = [], 0, 0
    hide: dict[bool, Callable[[str], str]] = {True: mask_name, False: lambda s: re.sub(r"[A-Za-z0-9]", DIGIT, s)}
    for start, end, is_name in spans:
        if start < done:
            continue
        out += [text[done:start], hide[is_name](text[start:end])]
        done, count = end, count + 1
    return "".join([*out, text[done:]]), count
