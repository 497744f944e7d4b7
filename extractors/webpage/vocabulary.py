"""The lookup table of HTML elements, and what an element's attributes say of it."""

from __future__ import annotations

import re
from functools import cache

from lxml import html

from extractors.problem_sentences import load_yaml

_WORD = re.compile(r"[^a-z0-9]+")
_HIDDEN_STYLE = re.compile(r"(?i)display\s*:\s*none|visibility\s*:\s*hidden")


@cache
def element_names(kind: str) -> frozenset[str]:
    """The entries of one list of `elements.yml`."""
    return frozenset(load_yaml("extractors.webpage", "elements.yml")[kind])


def tag_name(element: html.HtmlElement) -> str:
    """The element's name in lower case; empty for comments and processing instructions."""
    return element.tag.lower() if isinstance(element.tag, str) else ""


def is_hidden(element: html.HtmlElement) -> bool:
    """Printed in the source and shown to nobody."""
    return element.get("hidden") is not None or bool(_HIDDEN_STYLE.search(element.get("style", "")))


def is_furniture(element: html.HtmlElement) -> bool:
    """Whether an element is the site's frame around the text: menus, search forms, buttons, the site's foot."""
    if tag_name(element) in element_names("furniture_elements"):
        return True
    if element.get("role", "").lower() in element_names("furniture_roles"):
        return True
    words = {*_WORD.split(element.get("id", "").lower()), *element.get("class", "").lower().split()}
    return not words.isdisjoint(element_names("furniture_words"))


def read_count(element: html.HtmlElement, attribute: str, otherwise: int, most: int) -> int:
    """A whole number of an attribute such as colspan, at most `most`; `otherwise` where there is none."""
    match = re.match(r"\s*\+?([0-9]{1,9})", element.get(attribute, ""))
    return min(int(match.group(1)), most) if match else otherwise
