"""Numberings, bullets and paragraph shapes of HWPX (`header.xml`) and HWPML (`HEAD`)."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from extractors.hancom.numbering import Numberings, NumberLevel
from extractors.hancom.tree import Head, HeadKind
from extractors.hancom.xml_tree import LOCAL_NAMES, LocalNames, attribute, number

_KINDS: dict[str, HeadKind] = {"outline": "outline", "number": "number", "bullet": "bullet"}
_LEVELS = 10
_WANTED = ("{*}paraPr", "{*}PARASHAPE", "{*}numbering", "{*}NUMBERING", "{*}bullet", "{*}BULLET")
"""HWPX and HWPML by turns; lxml passes over the thousands of other elements without making anything of them."""


class LateHeads:
    """Heads of paragraph shapes, and their numberings, read when a paragraph first has a shape that may have a head.

    Most documents of an office have none such, and reading a header is a tenth of reading a short one. `shapes` are
    the ids that may have a head (None: any), `parse` gives the root of the header.
    """

    def __init__(self, shapes: frozenset[str] | None, parse: Callable[[], etree._Element | None]) -> None:
        self._shapes = shapes
        self._parse = parse
        self._heads: dict[str, Head] | None = None
        self.numberings = Numberings()
        """Without any until a head is found: nobody counts before."""

    def get(self, shape: str, /) -> Head | None:
        """The head of a shape, if it has one."""
        if self._shapes is not None and shape not in self._shapes:
            return None
        return (self.read() if self._heads is None else self._heads).get(shape)

    def read(self) -> dict[str, Head]:
        """All heads."""
        root = self._parse()
        if root is not None:
            self._heads, self.numberings = read_heads(root)
        else:
            self._heads = {}
        return self._heads


def read_heads(root: etree._Element) -> tuple[dict[str, Head], Numberings]:
    """(head of each paragraph shape that has one, by the shape's id; the numberings and bullets)."""
    names = LOCAL_NAMES
    heads: dict[str, Head] = {}
    numberings = Numberings()
    for element in root.iter(*_WANTED):
        name = names[element.tag]
        if name == "parapr":
            _add_head(heads, element, _heading(element, names))
        elif name == "parashape":
            _add_head(heads, element, element)
        elif name == "numbering":
            levels = [child for child in element if names[child.tag] == "parahead"]
            numberings.levels[number(attribute(element, "id", "Id"))] = [_level(child) for child in levels[:_LEVELS]]
        elif name == "bullet":
            numberings.bullets[number(attribute(element, "id", "Id"))] = attribute(element, "char", "Char")
    return heads, numberings


def _heading(element: etree._Element, names: LocalNames) -> etree._Element | None:
    """The head of a paragraph shape. That of the levels 8 to 10, which older programs do not know, stands in the first
    branch of a switch."""
    for child in element:
        name = names[child.tag]
        if name == "heading":
            return child
        if name == "switch" and len(child):
            for inner in child[0]:
                if names[inner.tag] == "heading":
                    return inner
    return None


def _add_head(heads: dict[str, Head], shape: etree._Element, heading: etree._Element | None) -> None:
    if heading is None:
        return
    kind = _KINDS.get(attribute(heading, "type", "HeadingType").lower())
    if kind is not None:
        identity = number(attribute(heading, "idRef", "Heading"))
        level = number(attribute(heading, "level", "Level"), at_most=_LEVELS - 1)
        heads[attribute(shape, "id", "Id")] = (kind, identity, level)


def _level(element: etree._Element) -> NumberLevel:
    shape = attribute(element, "numFormat", "NumFormat") or "digit"
    return NumberLevel(element.text or "", shape, number(attribute(element, "start", "Start"), 1))
