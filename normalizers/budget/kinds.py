"""What kind of text stands in a cell, before anyone knows the unit: enough to tell labels from values.

A table's header ends and its labels stop where values begin, so the shape of the table hangs on this one question. A
value is a figure (`1,234`, `△12`, `230,556 [218,062]`), an amount with its own unit (`24,000천원 (국비)`), a share, a
counted thing (`900㎡`), a dash, or 비예산. A bare `2024` may be a year: it counts as a period, and the shape decides.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from normalizers.amounts.cells import is_split_figure
from normalizers.amounts.money import find_money
from normalizers.amounts.money_words import known_money_words
from normalizers.amounts.units import known_unit_words
from normalizers.budget.looks import squeezed
from normalizers.folding import fold

Kind = Literal["blank", "dash", "number", "money", "measured", "percent", "year", "nil", "text"]
VALUE_KINDS: frozenset[Kind] = frozenset({"dash", "number", "money", "measured", "percent", "nil"})

_FIGURE = r"(?:[(\[{<]\s?)?[△▲▽▼+\-−–]?\s?\d+(?:[,.]\s?\d+)*(?:\s?[)\]}>])?"
_NUMBERS = re.compile(rf"{_FIGURE}(?:(?:\s*/\s*|\s+|(?=[(\[{{<])){_FIGURE})*")
_PERCENT = re.compile(
    r"\s*(?:약\s*)?[(\[]?\s*[△▲▽▼+\-−–]?\s*\d[\d.,]*\s*(?:%p?|퍼센트)\s*[)\]]?(?:\s?(?:내외|이내|이하|이상|정도)|\s?[(\[].*)?",
    re.DOTALL,
)
_MEASURED = re.compile(
    r"\s*(?:약|총|최대|최소|연)?\s*(?P<figure>\d[\d,.]*)\s?(?P<unit>[^\d\s()\[\],.~/:-]{1,4})(?:\s?[(\[][^)\]]*[)\]])?\s*"
)
_YEAR = re.compile(
    r"'?(?:(?:19|20)\d{2}|(?<=')\d{2})(?:\s?년도?|\.?\s?\d{1,2}\s?월\s?말?)?"
    r"|\d{2}\s?[.년]\s?(?:0?[1-9]|1[0-2])\s?월\s?말?"  # 26.6월: with its month a period, not 26.6 of something
)
_DATE = re.compile(r"'?(?:(?:19|20)\d{2}|\d{2})\s?[.\-/]\s?\d{1,2}\s?[.\-/]\s?\d{1,2}\.?(?:\([월화수목금토일]\))?")
_PHONE = re.compile(r"\(?0\d{1,2}\)?[-)\s]\d{3,4}-\d{4}")
_ROUGH = re.compile(r"(?:약\s*|총\s*|최대\s*)?\d[\d,.]*\s?(?:내외|이내|이하|이상|정도|미만|가량|여)?")
_AROUND = 14
_AFTER = re.compile(
    r"\s*(?:여|정|원)?\s*(?:내외|이내|이하|이상|정도|미만|한도|범위|규모|지원|확보|예정|까지)?\s*(?:[\])(\[{<【/+,※*~×x=\n-].*)?$",
    re.DOTALL,
)


@lru_cache(maxsize=16384)
def kind_of(text: str) -> Kind:
    """The kind of one cell's text.

    >>> kind_of("△1,920"), kind_of("27명"), kind_of("2021"), kind_of("공모 선정 24,000천원 (국비)")
    ('number', 'measured', 'year', 'money')
    """
    folded = fold(text).text.strip()
    if not folded:
        return "blank"
    bare = squeezed(text)
    words = known_money_words()
    if all(character in words.dashes for character in bare):
        return "dash"
    if _YEAR.fullmatch(folded):
        return "year"
    if _DATE.fullmatch(folded) or _PHONE.fullmatch(folded):
        return "text"
    if _NUMBERS.fullmatch(folded) or _ROUGH.fullmatch(folded):
        return "number"
    if _PERCENT.fullmatch(folded):
        return "percent"
    if is_split_figure(folded):
        return "number"
    if any(word in bare for word in words.non_budget) and not any(c.isdigit() for c in bare):
        return "nil"
    if _is_amount(folded):
        return "money"
    return "measured" if _is_measured(folded) and not _looks_like_label(bare) else "text"


def _is_measured(folded: str) -> bool:
    """A number with a known unit, or with a short word, unless the number may be a year (`2025 본예산`)."""
    found = _MEASURED.fullmatch(folded)
    if found is None:
        return False
    return found["unit"] in known_unit_words().other or (
        len(found["unit"]) < 3 and not _YEAR.fullmatch(found["figure"])
    )


def _is_amount(folded: str) -> bool:
    """Whether the text is an amount with words around it, not words with an amount among them."""
    found = find_money(folded)
    if not found or found[0].strength == "open" or found[0].currency != "KRW":
        return False
    before = folded[: found[0].start]
    return len(squeezed(before)) <= _AROUND and ":" not in before and _AFTER.match(folded, found[-1].end) is not None


_LABEL_UNITS = re.compile(
    r"\d+(?:년|월|일|차|단계|급|호|분기|기|학년|조|항|과|팀|동|구|층|위|번|회차|순위|호선|지구|공구|년도|개년)(?:\(.*\))?"
)


def _looks_like_label(bare: str) -> bool:
    """`1단계`, `2차`, `2021년`, `3분기` name something; `27명`, `900㎡` count something."""
    return _LABEL_UNITS.fullmatch(bare) is not None
