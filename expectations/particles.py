"""Korean particles after a value that is only known when a sentence is written: 300천원이, 13.4%가, ‘2031년’으로.

Which of two particles follows depends on whether the word as it is read aloud ends in a consonant; figures, letters and
signs are read too (3 is 삼, % is 퍼센트), and closing brackets and quotation marks are not. `Word` gives a value
its particle in a template: `{printed:이}` writes the value with 이 or 가, `{text:|으로}` the particle alone, for a
value that stands in quotation marks.
"""

from __future__ import annotations

import unicodedata

_PAIRS = {
    "이": ("이", "가"), "은": ("은", "는"), "을": ("을", "를"), "과": ("과", "와"), "으로": ("으로", "로"),
    "이라": ("이라", "라"), "이며": ("이며", "며"), "이나": ("이나", "나"), "입니다": ("입니다", "입니다"),
}  # fmt: skip
_FIRST, _LAST, _FINALS, _RIEUL = 0xAC00, 0xD7A3, 28, 8
_READ_AS = {
    **dict(zip("0123456789", "영일이삼사오육칠팔구", strict=True)),
    **dict(zip("abcdefghijklmnopqrstuvwxyz", "이비시디이프지치이이이엘엠엔오피큐알스티유이유스이지", strict=True)),
    "%": "트", "㎡": "터", "℃": "도", "㎞": "터", "㎏": "램",
}  # fmt: skip


def with_particle(text: str, particle: str) -> str:
    """The text and the form of the particle that follows it; `particle` is the form after a consonant.

    >>> with_particle("300천원", "이"), with_particle("13.4%", "으로"), with_particle("2031. 7.", "으로")
    ('300천원이', '13.4%로', '2031. 7.로')
    """
    return text + particle_after(text, particle)


def particle_after(text: str, particle: str) -> str:
    """The form of the particle alone.

    >>> particle_after("도시재생과", "으로"), particle_after("정책팀 (주관)", "으로"), particle_after("서울", "으로")
    ('로', '으로', '로')
    """
    after_consonant, after_vowel = _PAIRS[particle]
    final = _final(text)
    if particle == "으로" and final == _RIEUL:
        return after_vowel
    return after_consonant if final else after_vowel


def _final(text: str) -> int:
    """The number of the final consonant of the last syllable read aloud, 0 where it ends in a vowel."""
    plain = unicodedata.normalize("NFKC", text).lower()
    said = [c for c in plain if c.isalnum() or c in _READ_AS]
    last = _READ_AS.get(said[-1], said[-1]) if said else ""
    return (ord(last) - _FIRST) % _FINALS if last and _FIRST <= ord(last) <= _LAST else 0


class Word(str):
    """A value that takes its particle from the template it is put into."""

    __slots__ = ()

    def __format__(self, spec: str) -> str:
        if not spec:
            return str(self)
        return particle_after(self, spec[1:]) if spec.startswith("|") else with_particle(self, spec)
