"""What an HWPX package says of itself: which members are its parts, in which order, and what the document is called."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from lxml import etree

from extractors.hancom.xml_tree import LOCAL_NAMES, attribute
from extractors.model import Properties

_NUMBERED_PART = re.compile(r"(section|masterpage)(\d+)\.xml$")


class Parts(NamedTuple):
    """Names of members; the sections with their numbers, master pages sorted."""

    content: str | None
    header: str | None
    sections: dict[str, int]
    master_pages: list[str]


def find_parts(names: Iterable[str]) -> Parts:
    """The parts of a package by the ends of their names; of two contents or headers the first counts."""
    single: dict[str, str] = {}
    sections: dict[str, int] = {}
    master_pages: list[str] = []
    for name in names:
        tail = name.rpartition("/")[2].lower()
        match = _NUMBERED_PART.match(tail)
        if match is None:
            single.setdefault(tail, name)
        elif match[1] == "section":
            sections[name] = int(match[2][:9])
        else:
            master_pages.append(name)
    return Parts(single.get("content.hpf"), single.get("header.xml"), sections, sorted(master_pages))


def read_content(content: etree._Element | None) -> tuple[Properties, list[str]]:
    """(title, author and dates; where the parts lie, in the order in which they are to be read) of `content.hpf`."""
    if content is None:
        return Properties(), []
    names = LOCAL_NAMES
    found: dict[str, str] = {}
    hrefs: dict[str, str] = {}
    listed: list[str] = []
    for element in content.iter(etree.Element):
        kind = names[element.tag]
        if kind == "item":
            hrefs[attribute(element, "id")] = attribute(element, "href")
        elif kind == "itemref":
            listed.append(hrefs.get(attribute(element, "idref"), ""))
        elif kind == "meta" or kind == "title":
            key = attribute(element, "name").lower() if kind == "meta" else kind
            if key and (text := (element.text or "").strip()):
                found.setdefault(key, text)
    get = found.get
    return Properties(get("title"), get("creator"), get("subject"), get("createddate"), get("modifieddate")), listed


def order_sections(sections: dict[str, int], listed: list[str]) -> list[str]:
    """Sections in the order of the package's own list, then those that it does not name, by their numbers."""
    by_tail = {name.rpartition("/")[2].lower(): name for name in sections}
    ordered = [by_tail[tail] for href in listed if (tail := href.rpartition("/")[2].lower()) in by_tail]
    rest = sorted((name for name in sections if name not in ordered), key=lambda name: sections[name])
    return list(dict.fromkeys(ordered)) + rest
