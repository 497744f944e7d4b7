"""What an HWPX package says of itself: which members are its parts, in which order, and what the document is called."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from lxml import etree

from extractors.hancom.xml_tree import LOCAL_NAMES, attribute
from extractors.model import Properties

_NUMBERED_PART = re.compile(r"(section|masterpage)(\d+)\.xml$")
_VALUE = r'"[^"<&\x00-\x1f\ufffe\uffff]*+"'
_PRINTS = r"[^<>&\x00-\x08\x0b-\x1f\ufffe\uffff]*+"
_SPACE = r'(?:\ xml:space="preserve")?+'
_NAMESPACE = r"(?!http://www\.w3\.org/)(?:https?://[a-z][a-z\d.-]*+/[\w./-]*+|urn(?::[\w.-]++)++)"
_CONTENT = re.compile(
    rf"""
    (?:\ufeff)?+ <\?xml\ version="1\.0"\ encoding="(?i:utf-8)" (?:\ standalone="(?:yes|no)")?+ \ ?\?> \s*+
    <opf:package (
        (?: \ (?: xmlns:(?!xml)[a-z]\w*+="{_NAMESPACE}"
          | (?!xml)[a-z][a-z-]*+={_VALUE} ))++
    ) >
    <opf:metadata> (
        (?: <opf:(?: title {_SPACE} (?: /> | > {_PRINTS} </opf:title> )
          | language (?: /> | > {_PRINTS} </opf:language> )
          | meta\ name={_VALUE}\ content={_VALUE} {_SPACE} (?: \ ?/> | > {_PRINTS} </opf:meta> ) ) )*+
    ) </opf:metadata>
    <opf:manifest> (
        (?: <opf:item\ id={_VALUE}\ href={_VALUE}\ media-type={_VALUE}
            (?:\ isEmbeded={_VALUE})?+ (?:\ hashkey={_VALUE})?+ \ ?/> )*+
    ) </opf:manifest>
    <opf:spine> ( (?: <opf:itemref\ idref={_VALUE} (?:\ linear={_VALUE})?+ \ ?/> )*+ ) </opf:spine>
    </opf:package> \s*+""",
    re.VERBOSE | re.ASCII,
)
"""A list of contents as the word processor writes it; one that it matches in full is well-formed, but for attributes
that a tag has twice, which can be in the first only."""
_ATTRIBUTE = re.compile(r"[ ]([\w:-]++)=")
_SAYS = re.compile(r'<opf:(title|meta name="([^"]*+)" content="[^"]*+")[^>]*+(?<!/)>([^<]++)')
_ITEM = re.compile(r'id="([^"]*+)" href="([^"]*+)"')
_ITEMREF = re.compile(r'idref="([^"]*+)"')


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
    return _properties(found), listed


def read_plain_content(data: bytes) -> tuple[Properties, list[str]] | None:
    """What `read_content` gives of these bytes, where they are written as the word processor writes them, without a
    parse; None elsewhere. Such a list is a twentieth of the cost of a short document."""
    try:
        match = _CONTENT.fullmatch(data.replace(b"\r\n", b"\n").decode())
    except UnicodeDecodeError:
        return None
    if match is None:
        return None
    package, metadata, items, references = match.group(1, 2, 3, 4)
    names = _ATTRIBUTE.findall(package)
    if "xmlns:opf" not in names or len(set(names)) < len(names):
        return None
    found: dict[str, str] = {}
    for tag, name, text in _SAYS.findall(metadata):
        key = "title" if tag == "title" else name.lower()
        if key and (text := text.strip()):
            found.setdefault(key, text)
    hrefs = dict(_ITEM.findall(items))
    return _properties(found), [hrefs.get(reference, "") for reference in _ITEMREF.findall(references)]


def _properties(found: dict[str, str]) -> Properties:
    get = found.get
    return Properties(get("title"), get("creator"), get("subject"), get("createddate"), get("modifieddate"))


def order_sections(sections: dict[str, int], listed: list[str]) -> list[str]:
    """Sections in the order of the package's own list, then those that it does not name, by their numbers."""
    by_tail = {name.rpartition("/")[2].lower(): name for name in sections}
    ordered = [by_tail[tail] for href in listed if (tail := href.rpartition("/")[2].lower()) in by_tail]
    rest = sorted((name for name in sections if name not in ordered), key=lambda name: sections[name])
    return list(dict.fromkeys(ordered)) + rest
