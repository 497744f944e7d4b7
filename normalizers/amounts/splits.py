"""How an amount is shared out: the brackets behind it that say who pays, and how much each.

`(구비)` and `(전액구비)` name the payer of the whole and make no part. `(국 1,686,600 / 시 674,640 / 구 449,760)` and
`[국 1,174, 시 1,315, 구 300 ('18.~ '20.)]` are parts in the unit of the whole; `(국비/시비) (53,200/3,547)` prints
labels and figures apart; `(국비 50%, 시비 50%)` and `국:시:구=50:30:20` print shares and no amounts. A bracket without
payers (`부지 10, 건축 20`) is a split only where its figures add up to the whole. A misprinted figure stays unread.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from normalizers.amounts.figures import Money
from normalizers.amounts.money import find_money
from normalizers.amounts.numerals import parse_figure
from normalizers.amounts.units import Unit
from normalizers.funding import FundingReading, parse_funding_source

_CLOSING = {"(": ")", "[": "]", "{": "}", "【": "】", "<": ">"}
_LETTERS = r"[가-힣][가-힣· ]{0,20}(?:\([가-힣 ]{1,12}\))?"
_PAIR = re.compile(
    rf"(?<![\d가-힣'])(?P<label>{_LETTERS})\s*[:=]?\s*"
    r"(?P<figure>[△▽\-]?\d+(?:[,.]\d+)*)(?P<tail>\s?%|\s?[십백천만억조]+(?:\s?원)?|\s?원|)"
    r"(?:\s?\(\s?(?P<share>\d+(?:\.\d+)?)\s?%\s?\))?"
)
_RATIO_CHAIN = re.compile(
    r"(?P<labels>[가-힣]{1,10}(?:\s?[:/]\s?[가-힣]{1,10})+)\s?(?:=|\(|\s)\s?(?P<shares>\d+(?:\.\d+)?%?(?:\s?[:/]\s?\d+(?:\.\d+)?%?)+)"
)
_LIST = re.compile(r"\s*[/,:+]\s*")
_COUNTER = re.compile(r"[가-힣A-Za-z㎡]")


@dataclass(frozen=True, slots=True)
class RawPart:
    """One part of a split at its offsets in the folded text; won, or a share in percent, or neither (a misprint)."""

    label: str
    start: int
    end: int
    won: Decimal | None
    ratio: Decimal | None = None
    is_misprint: bool = False


@dataclass(frozen=True, slots=True)
class Split:
    """What the brackets behind an amount say. `end` is where they end; `label` the payer of all of it."""

    end: int
    label: str | None = None
    parts: tuple[RawPart, ...] = ()


def find_bracket(text: str, at: int) -> tuple[int, int] | None:
    """The bracket that opens at or after white space from `at`: offsets of its inside; None where none opens there."""
    opened = at + len(text[at:]) - len(text[at:].lstrip())
    if opened >= len(text) or text[opened] not in _CLOSING:
        return None
    opening, closing, depth = text[opened], _CLOSING[text[opened]], 0
    for place in range(opened, min(len(text), opened + 400)):
        depth += (text[place] == opening) - (text[place] == closing)
        if depth == 0:
            return opened + 1, place
    return None


def find_remark(text: str, at: int, ceiling: int) -> str | None:
    """The bracket right behind an amount, with its white space, if no other amount stands in it: `(5개 업체)`."""
    inside = find_bracket(text, at)
    return text[at : inside[1] + 1] if inside and inside[1] < max(ceiling, at) else None


def is_payer(label: str) -> FundingReading | None:
    """The reading of a label inside a split; None where it does not name a payer."""
    reading = parse_funding_source(label, None, in_split=True)
    known = reading.source is not None or reading.issue_code is not None
    return reading if known and reading.source != "total" else None


def read_split(text: str, money: Money) -> Split | None:
    """The split or payer in the brackets right behind an amount, or None."""
    inside = find_bracket(text, money.end)
    if inside is None:
        return _read_pairs_behind(text, money)
    start, end = inside
    body = text[start:end]
    if labels := _payers_listed(body):
        second = find_bracket(text, end + 1)
        if len(labels) > 1 and second and (parts := _figures_listed(text, *second, labels, money)):
            return Split(second[1] + 1, None, parts)
        return Split(end + 1, body.strip())
    if chain := _RATIO_CHAIN.search(body):
        return Split(end + 1, None, read_shares(chain, start))
    parts = read_pairs(text, start, end, money)
    return Split(end + 1, None, parts) if parts else None


def _payers_listed(body: str) -> list[str]:
    """The payers of a bracket that holds nothing else: `국비/시비/구비`, `전액구비`, `구비 100%`."""
    pieces = [piece for piece in _LIST.split(body.strip()) if piece]
    if not pieces or not all(is_payer(piece) for piece in pieces):
        return []
    shares = [is_payer(piece) for piece in pieces]
    is_shared = any(share is not None and share.ratio not in (None, Decimal(100)) for share in shares)
    return [] if is_shared else pieces


def _figures_listed(text: str, start: int, end: int, labels: list[str], money: Money) -> tuple[RawPart, ...]:
    """As many figures as labels, `16,800/2,880/1,920/24,00`, in the unit of the whole; empty where they do not match.

    They are parted by a slash, a comma with a space, or a plus; a comma inside a figure parts nothing.
    """
    body = text[start:end]
    pieces = list(re.finditer(r"[^/+;|]+", body))
    if len(pieces) != len(labels):
        pieces = list(re.finditer(r"\S(?:[^,]|,(?=\d))*", body))
    if len(pieces) != len(labels) or money.unit is None:
        return ()
    return tuple(
        _part(label, piece.group().strip(), start + piece.start(), start + piece.end(), money.unit)
        for label, piece in zip(labels, pieces, strict=True)
    )


def _part(label: str, figure: str, start: int, end: int, unit: Unit) -> RawPart:
    """A figure in the unit of the whole, or with its own; a share; or a misprint."""
    own = find_money(figure)
    if len(own) == 1 and own[0].end - own[0].start == len(figure):
        return RawPart(label, start, end, own[0].value, None, own[0].value is None)
    if figure.endswith("%"):
        return RawPart(label, start, end, None, parse_figure(figure[:-1].strip()))
    sign = -1 if figure[:1] in "△▽-" and figure else 1
    value = parse_figure(figure.lstrip("△▽-").strip())
    return RawPart(label, start, end, None if value is None else sign * value * unit.won, None, value is None)


def read_pairs(text: str, start: int, end: int, money: Money) -> tuple[RawPart, ...]:
    """`국 1,174, 시 1,315, 구 300`: pairs of payer and figure between two offsets; empty where it is no split."""
    parts = [part for pair in _PAIR.finditer(text, start, end) if (part := _read_pair(text, pair, money)) is not None]
    payers = [part for part in parts if is_payer(part.label)]
    if payers:
        return tuple(payers)
    if len(parts) < 2 or any(part.won is None or find_money(text[part.start : part.end]) for part in parts):
        return ()
    return tuple(parts) if sum(part.won or 0 for part in parts) == money.value else ()


def _read_pair(text: str, pair: re.Match[str], money: Money) -> RawPart | None:
    """One pair; None where the figure counts something (`5개소`, `10억원당`) or is a date."""
    label, figure, tail = pair["label"].strip(), pair["figure"], pair["tail"]
    if money.unit is None or _COUNTER.match(text, pair.end("tail")):
        return None
    words = label.split()
    label = next((" ".join(words[index:]) for index in range(len(words)) if is_payer(" ".join(words[index:]))), label)
    part = _part(label, (figure + tail).strip(), pair.start("figure"), pair.end("tail"), money.unit)
    share = None if pair["share"] is None else Decimal(pair["share"])
    return RawPart(label, part.start, part.end, part.won, part.ratio or share, part.is_misprint)


def read_shares(chain: re.Match[str], offset: int) -> tuple[RawPart, ...]:
    """`국:시:구=50:30:20` or `5:3:2`: the percentage of each payer; empty where the lists do not match payers."""
    labels = _LIST.split(chain["labels"])
    shares = list(re.finditer(r"\d+(?:\.\d+)?", chain["shares"]))
    if len(labels) != len(shares) or not all(is_payer(label) for label in labels):
        return ()
    at, total = offset + chain.start("shares"), sum(Decimal(share.group()) for share in shares)
    if not total:
        return ()
    return tuple(
        RawPart(label, at + share.start(), at + share.end(), None, _percent(Decimal(share.group()), total))
        for label, share in zip(labels, shares, strict=True)
    )


def _percent(share: Decimal, total: Decimal) -> Decimal:
    """A share of a proportion in percent, to four places where it does not end."""
    return share if total == 100 else (share * 100 / total).quantize(Decimal("0.0001")).normalize()


def _read_pairs_behind(text: str, money: Money) -> Split | None:
    """A split without brackets: `100억원 = 국비 50억 + 시비 50억`; two payers at least, to the end of the line."""
    joint = re.compile(r"\s*[:=]?\s*").match(text, money.end)
    line_end = text.find("\n", money.end)
    stop = len(text) if line_end < 0 else line_end
    first = _PAIR.match(text, joint.end() if joint else money.end, stop)
    if first is None or is_payer(first["label"].strip()) is None:
        return None
    parts: list[RawPart] = []
    at = first.start()
    while (pair := _PAIR.match(text, at, stop)) and (part := _read_pair(text, pair, money)) and is_payer(part.label):
        parts.append(part)
        at = pair.end()
        if gap := re.compile(r"\s*[,/+·]?\s*").match(text, at):
            at = gap.end()
    return Split(parts[-1].end, None, tuple(parts)) if len(parts) > 1 else None


def find_shares(text: str) -> list[tuple[RawPart, ...]]:
    """Shares that stand without an amount: `국:시:구=50:30:20`, `자담 50%, 국고보조 50%`."""
    chains = [read_shares(chain, 0) for chain in _RATIO_CHAIN.finditer(text)]
    percents = re.compile(rf"(?P<label>{_LETTERS})\s*[:=]?\s*(?P<share>\d+(?:\.\d+)?)\s?%")
    single = [
        (RawPart(payer, match.start("share"), match.end(), None, Decimal(match["share"])),)
        for match in percents.finditer(text)
        if (payer := _last_payer(match["label"])) is not None and parse_funding_source(payer, "district").source
    ]
    return [parts for parts in (*chains, *single) if parts]


def _last_payer(label: str) -> str | None:
    """The payer at the end of a phrase: `총사업비 국비`."""
    words = label.strip().split()
    return next((" ".join(words[i:]) for i in range(len(words)) if is_payer(" ".join(words[i:]))), None)
