"""The offices that publish plans, and their names in running text.

Names overlap in the world: 중구 is in five cities, 고성군 in two provinces, 광주시 is a city in 경기도 and the
everyday name of 광주광역시, and `서울특별시교육청` or `경기도일자리재단` are other offices than the one they begin
with. Choice: a shared name is an office only with its metropolitan government beside it (`서울특별시 중구`), and a name
at the head of a longer word with an ending of `offices.yml` is that other office.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple, cast

from extractors.problem_sentences import load_yaml
from normalizers.vocabulary import IssuerLevel

_LEVELS: dict[str, IssuerLevel] = {"구": "district", "군": "county", "시": "city"}


@dataclass(frozen=True, slots=True)
class Office:
    """One office: its full name (`서울특별시 금천구`), tier, code, web host, and the government above it."""

    name: str
    level: IssuerLevel
    code: str | None = None
    host: str | None = None
    parent: str | None = None
    short_names: tuple[str, ...] = ()

    @property
    def own_name(self) -> str:
        """Without the government above: 금천구."""
        return self.name.rsplit(" ", 1)[-1]

    @property
    def stem(self) -> str:
        """Without 시, 군, 구: 금천."""
        return self.own_name[:-1] if self.parent else self.own_name


class Mention(NamedTuple):
    """An office named at [`start`, `end`) of a text."""

    office: Office
    start: int
    end: int


@cache
def office_words() -> dict[str, Any]:
    """The table as loaded."""
    return cast("dict[str, Any]", load_yaml("normalizers", "words", "offices.yml"))


@cache
def offices() -> dict[str, Office]:
    """All offices by full name."""
    known: dict[str, Office] = {}
    for name, row in office_words()["metropolitan"].items():
        known[name] = Office(name, "metropolitan", row["code"], row["host"], None, tuple(row["short"]))
        for own, inner in row.get("offices", {}).items():
            full = f"{name} {own}"
            known[full] = Office(full, _LEVELS[own[-1]], inner.get("code"), inner.get("host"), name, (own,))
    for name, row in office_words()["national"].items():
        known[name] = Office(name, "national", row.get("code"), row.get("host"))
    return known


@cache
def _basic_by_own_name() -> dict[str, list[Office]]:
    found: dict[str, list[Office]] = {}
    for office in offices().values():
        if office.parent:
            found.setdefault(office.own_name, []).append(office)
    return found


@cache
def _metropolitan_by_any_name() -> dict[str, Office]:
    """광주시 means two offices, so it is no name of 광주광역시; 서울 alone is a name only before a district."""
    own = [o for o in offices().values() if o.level == "metropolitan"]
    return {n: o for o in own for n in (o.name, *o.short_names)}


def _alternatives(names: Iterator[str] | list[str]) -> str:
    return "|".join(sorted(map(re.escape, names), key=len, reverse=True))


@cache
def _pattern() -> re.Pattern[str]:
    metropolitan = list(_metropolitan_by_any_name())
    basic = [*_basic_by_own_name(), *office_words()["part_of"]]
    national = [o.name for o in offices().values() if o.level == "national"]
    return re.compile(
        rf"""
        (?<![가-힣])
        (?: (?:(?P<parent>{_alternatives(metropolitan)})\s*)? (?P<basic>{_alternatives(basic)})
            (?!설|작|간|험|스템|책|행|범|점|대|역|조|매|축|입|분|인(?!재))
          | (?P<metropolitan>{_alternatives(metropolitan)}) (?!설|작|간|험|스템|책|행|범|점|대)
          | (?P<national>{_alternatives(national)}) )
        """,
        re.VERBOSE,
    )


_LONGER = re.compile(
    r"\s?[가-힣]{0,12}(?:"
    + "|".join(sorted((e for es in office_words()["endings"].values() for e in es), key=len, reverse=True))
    + r")(?![가-힣]{2})"
)


def find_other_offices(text: str) -> Iterator[Office]:
    """Offices that a text names by an ending: `경기도일자리재단`, `한국어촌어항공단`."""
    for word in re.finditer(r"[가-힣]{4,24}", text):
        if text[word.end() :].lstrip().startswith(tuple(office_words()["not_issuer"])):
            continue
        if (office := parse_other_office(word.group())) is not None:
            yield office


_UNLISTED = re.compile(
    r"""
    (?<![가-힣])(?P<name>[가-힣]{1,3}(?P<kind>[시군구]))
    (?: (?:청|청장|의회)(?![가-힣]{2})                       # 가람구청, 가람구의회
      | \s[가-힣]{2,8}(?:국|담당관)(?=\s|$)                   # 가람구 경제문화국
      | \s[가-힣]{2,8}과(?=\s*(?:$|[^가-힣\s]|[가-힣]{1,3}장))  # 가람구 일자리과 (담당: …), not 어느 부서과 협의
      | \s(?:[가-힣·]+\s){0,4}[가-힣·]*조례(?=\s제\d|[」』)])  # 가람구 골목상권 상생 조례 제7조
      | \s[가-힣0-9]{1,8}(?:로|길)\s?\d )                     # 가람구 물빛로 21
    """,
    re.VERBOSE,
)
_UNLISTED_METROPOLITAN = re.compile(
    r"(?<![가-힣])(?P<name>[가-힣]{2,3}(?:특별자치시|특별자치도|특별시|광역시)|[가-힣]{2,4}도(?=(?:청|지사|의회)(?![가-힣]{2})))"
)
_SUFFIXES: tuple[tuple[str, IssuerLevel], ...] = (
    ("특별자치시", "metropolitan"), ("특별시", "metropolitan"), ("광역시", "metropolitan"), ("도", "metropolitan"),
    ("시", "city"), ("군", "county"), ("구", "district"),
)  # fmt: skip


def find_unlisted(text: str) -> Iterator[Office]:
    """Governments that the table does not list (renamed, founded since), by what only a government has beside its name.

    The last syllable tells the tier: 구 a district, 시 a city, 군 a county; 광역시 and a 도 with its 도청 are
    metropolitan. The code stays unknown.
    """
    for found in _UNLISTED_METROPOLITAN.finditer(text):
        if found["name"] not in _metropolitan_by_any_name() and not _LONGER.match(text, found.end()):
            yield Office(found["name"], "metropolitan")
    for found in _UNLISTED.finditer(text):
        name = found["name"]
        is_known = (
            name in _basic_by_own_name() or name in _metropolitan_by_any_name() or name in office_words()["part_of"]
        )
        if not is_known and len(name) > 2 and name not in office_words()["no_offices"]:
            yield Office(name, _LEVELS[found["kind"]])


_OPENING = re.compile(
    r"[\s○□■◇▪·\-<>〈〉「」()\[\]]*(?P<name>[가-힣]{2,3}(?P<kind>[시군구]))(?:청)?(?P<behind>\s*[,，]|[\s)\]]*$)"
)


def opening_name(text: str) -> Office | None:
    """The government with whose name a text opens, before a comma or alone (`가람구, 융자 지원`), if it may be one.

    `출입구` may stand alone too: whether it is a government has to be told by other words.
    """
    found = _OPENING.match(text)
    if found is None or found["name"] in _basic_by_own_name() or found["name"] in office_words()["part_of"]:
        return None
    is_word = (
        found["name"].endswith(tuple(office_words()["no_offices"])) or found["name"] in _metropolitan_by_any_name()
    )
    return None if is_word else Office(found["name"], _LEVELS[found["kind"]])


def parse_unlisted_office(name: str) -> Office | None:
    """The office of a name that the table does not list, as a person gives it: the ending tells its tier.

    `가람구`, `새벽군청`, `경기도 나루시`; of a name that several offices share (`중구`) the code stays unknown, and one
    that offices of two tiers share (`광주시`) is no office.
    """
    flat = re.sub(r"\s+", " ", name.strip())
    flat = re.sub(r"(?<=[시군구도])청(?:장)?$", "", flat)
    own = flat.rsplit(" ", 1)[-1]
    if not re.fullmatch(r"(?:[가-힣]+ )?[가-힣]{2,8}", flat) or own in office_words()["no_offices"]:
        return None
    if own in _metropolitan_by_any_name() or own in office_words()["part_of"]:
        return None
    level = next((level for suffix, level in _SUFFIXES if own.endswith(suffix)), None)
    return Office(flat, level) if level else None


def find_offices(text: str) -> Iterator[Mention]:
    """Every office that a text names, a district with its city as one; shared names without a parent are no name."""
    for found in _pattern().finditer(text):
        if _LONGER.match(text, found.end()):
            continue
        if found["basic"]:
            office = _basic_office(found["basic"], found["parent"])
        elif found["metropolitan"]:
            name = found["metropolitan"]
            office = None if _is_bare(name, text, found.end()) else _metropolitan_by_any_name()[name]
        else:
            office = offices()[found["national"]]
        if office is not None:
            yield Mention(office, found.start(), found.end())


def _basic_office(own_name: str, parent_name: str | None) -> Office | None:
    if own_name in office_words()["part_of"]:
        return offices()[office_words()["part_of"][own_name]]
    candidates = _basic_by_own_name()[own_name]
    if parent_name:
        parent = _metropolitan_by_any_name()[parent_name].name
        return next((o for o in candidates if o.parent == parent), None)
    is_shared = len(candidates) > 1 or own_name in _metropolitan_by_any_name()
    return None if is_shared else candidates[0]


def _is_bare(name: str, text: str, end: int) -> bool:
    """서울 in 서울역, 경기 in 경기 침체, and 광주시, which is two offices: no name of an office by itself."""
    is_short = name[-1] not in "시도"
    is_shared = name in _basic_by_own_name()
    return is_shared or (is_short and not text[end:].lstrip().startswith(("시장", "도지사", "도청", "도의회")))


def parse_office(name: str) -> Office | None:
    """The office of a name as a person gives it (`금천구`, `서울시 중구`); None where it is not one known office."""
    flat = re.sub(r"\s+", " ", name.strip())
    flat = re.sub(r"(?<=[시군구도])청(?:장)?$", "", flat)
    flat = re.sub(r"^([가-힣]{2})도$", r"\1", flat) if flat not in _metropolitan_by_any_name() else flat
    if flat in _metropolitan_by_any_name() and flat not in _basic_by_own_name():
        return _metropolitan_by_any_name()[flat]
    known = next((o for o in offices().values() if flat in (o.name, o.name.replace(" ", ""))), None)
    if known is not None:
        return known
    found = list(find_offices(flat))
    return found[0].office if len(found) == 1 and found[0].end - found[0].start == len(flat) else None


_LONG_ENDINGS = {"연구원": 4, "교육원": 4, "관리원": 3, "대학교": 2}
"""연구원 is a rank too: `홍길동 연구원` without its space is no institute."""


def parse_other_office(name: str) -> Office | None:
    """An office that is known only by the ending of its name: 교육청, 공사, 진흥원; the ending tells its tier."""
    flat = re.sub(r"\s+", " ", name.strip())
    if not re.fullmatch(r"[가-힣A-Za-z·()\s]{2,30}", flat) or flat.endswith(tuple(office_words()["works"])):
        return None
    for level, endings in office_words()["endings"].items():
        for ending in endings:
            least = _LONG_ENDINGS.get(ending, 2)
            if flat.endswith(ending) and len(flat) >= len(ending) + least:
                return Office(flat, level)
    return None


@cache
def stems() -> dict[str, Office]:
    """Names without 시, 군, 구 that only one office has and that are no common words: 금천, 성동."""
    basic = [o for o in offices().values() if o.parent and len(o.stem) > 1]
    counts = Counter(o.stem for o in basic)
    common = {*office_words()["common_words"], *_metropolitan_by_any_name()}
    return {o.stem: o for o in basic if counts[o.stem] == 1 and o.stem not in common}


@cache
def stem_pattern() -> re.Pattern[str]:
    """A stem at the start of a word and without its 시, 군, 구."""
    return re.compile(
        rf"(?<![가-힣])(?P<stem>{_alternatives(list(stems()))})(?![시군구](?![가-힣]))(?=\s|$|[가-힣A-Z])"
    )


@cache
def hosts() -> tuple[Office, ...]:
    """Offices with a known web host, the longest host first."""
    return tuple(sorted((o for o in offices().values() if o.host), key=lambda o: -len(o.host or "")))


def office_of_host(host: str) -> Office | None:
    """The office of a web host or mail domain: `economy.seoul.go.kr` is 서울특별시's."""
    return next((o for o in hosts() if host == o.host or host.endswith(f".{o.host}")), None)
