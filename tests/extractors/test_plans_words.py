from pathlib import Path
from typing import Any

import pytest
import yaml

from extractors.model import Printed
from extractors.plans.headings import read_heading
from extractors.plans.lines import make_line, read_marker
from extractors.plans.marks import inline_options, listed_options
from extractors.plans.prose import find_pairs
from extractors.plans.vocabulary import default_vocabulary, heading_kind, normalize_label
from extractors.problem_sentences import load_yaml

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "plan_lines.yml").read_text(encoding="utf-8"))
LABELS: dict[str, dict[str, dict[str, Any]]] = load_yaml("extractors.plans", "labels.yml")
ENTRIES = [(field, label, flags) for field, labels in LABELS.items() for label, flags in labels.items()]


@pytest.mark.parametrize(
    "case", [case for group in CASES.values() for case in group], ids=lambda case: str(case["line"])
)
def test_a_line_prints_the_pairs_of_the_case(case: dict[str, Any]) -> None:
    pairs = find_pairs(make_line(Printed(case["line"]), 0), default_vocabulary())
    assert [[p.label.text, p.value.text, p.entry.field if p.entry else None] for p in pairs] == case["pairs"]


@pytest.mark.parametrize(("field", "label", "flags"), ENTRIES)
def test_every_label_is_found_in_its_example(field: str, label: str, flags: dict[str, Any]) -> None:
    example = str(flags["example"])
    if "|" in example:
        entry = default_vocabulary().find(example.split("|")[0])
    else:
        pairs = find_pairs(make_line(Printed(example), 0), default_vocabulary())
        entry = pairs[0].entry if pairs else None
    assert entry is not None
    assert (entry.label, entry.field) == (normalize_label(label), field)


def test_every_pattern_is_found_in_its_example() -> None:
    for entry in load_yaml("extractors.plans", "patterns.yml"):
        pairs = find_pairs(make_line(Printed(entry["example"]), 0), default_vocabulary())
        assert [pair.entry.field for pair in pairs[:1] if pair.entry] == [entry["field"]], entry["pattern"]


def test_no_label_means_two_fields() -> None:
    labels = [normalize_label(label) for _, label, _ in ENTRIES]
    assert sorted(labels) == sorted(set(labels))


@pytest.mark.parametrize("table", ["headings.yml", "lists.yml", "options.yml", "documents.yml"])
def test_no_word_stands_twice_in_a_list(table: str) -> None:
    for entries in load_yaml("extractors.plans", table).values():
        assert len(entries) == len(set(entries))


def test_a_heading_word_has_one_kind() -> None:
    table = load_yaml("extractors.plans", "headings.yml")
    lists = [entries for kind, entries in table.items() if kind not in ("ends", "openers", "before_openers")]
    words = [normalize_label(str(word)) for entries in lists for word in entries]
    assert sorted(words) == sorted(set(words))


@pytest.mark.parametrize(
    "printed",
    ["공 약 명", "공약\n명", "○ 공약명 :", "※공약명", "공약명1」", "公약명".replace("公", "공"), "공약명(안)"],
)
def test_a_label_is_the_same_however_it_is_printed(printed: str) -> None:
    entry = default_vocabulary().find(printed)
    assert entry is not None
    assert entry.label == "공약명"


def test_a_user_can_add_a_label() -> None:
    assert default_vocabulary().find("맡은 곳") is None
    entry = default_vocabulary().with_labels({"맡은곳": "lead_department"}).find("맡은 곳")
    assert entry is not None
    assert entry.field == "lead_department"


@pytest.mark.parametrize(
    ("text", "rank"),
    [
        ("Ⅲ 집행계획", 1),
        ("□ 사업개요", 2),
        ("1. 사업일반", 2),
        ("1.4 사업기간", 2),
        ("가. 소요예산", 3),
        ("○ 개선사항", 3),
        ("ㅇ 개선사항", 3),
        ("- 추진경과", 4),
        ("- ※ 부가세 포함", 9),
        ("2031. 1. ~ 12.", 0),
        ("12. 31. 기준", 0),
        ("사업개요", 0),
    ],
)
def test_a_marker_has_its_rank(text: str, rank: int) -> None:
    assert read_marker(text)[0] == rank


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("□ 사업개요", "overview"),
        ("정책목표", "goal"),
        ("## 향후계획".removeprefix("## "), "plan"),
        ("※ 연차별 추진계획", "plan"),
        ("□ 2031년 소요예산 : 300천원", "budget"),
        ("□ 꽃길 조성(안)", "other"),
        ("□ 집행기간 : 2031. 1월 ~ 12월", None),
        ("□ 국비 (총 백만원) ☑ 시·도 (총 백만원)", None),
        ("가람구는 앞으로 돌봄 사업의 추진계획을 세운다.", None),
        ("- 추진경과", None),
    ],
)
def test_a_line_is_a_heading_of_its_kind(text: str, kind: str | None) -> None:
    heading = read_heading(make_line(Printed(text), 0))
    assert (heading.kind if heading else None) == kind


def test_unknown_words_are_no_heading_by_themselves() -> None:
    assert heading_kind("가을 소풍") is None


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("☑ 신규 □ 계속", [("신규", True), ("계속", False)]),
        ("■시설 □용역", [("시설", True), ("용역", False)]),
        ("þ 신규 ¨ 계속", [("신규", True), ("계속", False)]),
        ("○ 월 ☑ 분기 ○ 연", [("월", False), ("분기", True), ("연", False)]),
        ("✓선거공보 선거공약서 ✓5대공약", [("선거공보", True), ("선거공약서", False), ("5대공약", True)]),
        ("□ 국비 □ 시비", [("국비", False), ("시비", False)]),
        ("선거공보 5대공약 SNS", [("선거공보", None), ("5대공약", None), ("SNS", None)]),
        ("선거공보선거공약서SNS", [("선거공보", None), ("선거공약서", None), ("SNS", None)]),
        ("이행 후 계속추진 보류", [("이행 후 계속추진", None), ("보류", None)]),
        ("✓ 협의체를 만들어 운영함", []),
        ("□ 사업개요", []),
        ("신규", []),
        ("VIP 공연 OK", []),
    ],
)
def test_boxes_say_what_is_chosen_and_no_box_says_nothing(text: str, options: list[tuple[str, bool | None]]) -> None:
    found = inline_options(Printed(text)) or listed_options(Printed(text))
    assert [(option.printed.text, option.is_chosen) for option in found] == options
