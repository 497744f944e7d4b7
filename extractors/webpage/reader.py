"""A web page, or the server-page source of one, to the model."""

from __future__ import annotations

import re

from lxml import html

from extractors.model import Limits, Properties, ReadingIssue, SourceDocument, UnreadableDocumentError
from extractors.text.decoding import decode_text, unify_newlines
from extractors.webpage.markup import parse_markup, unmarked
from extractors.webpage.walk import BodyWalk, Counter

READER_VERSION = "1"

_CHARSET = re.compile(rb"""(?i)(?:charset|pageEncoding|encoding)\s*=\s*["']?\s*([a-z0-9_:-]{2,40})""")


def read_webpage(data: bytes, limits: Limits) -> SourceDocument:
    """The page as displayed: paragraphs (one a displayed line), tables, and the site's furniture apart.

    Raises UnreadableDocumentError WEBPAGE_SHOWS_NOTHING, TOO_MANY_PARTS.
    """
    declared = _CHARSET.search(data, 0, 4096)
    text, issues = decode_text(data, declared.group(1).decode("ascii") if declared else None)
    root = parse_markup(unify_newlines(text))
    if root is None:
        raise UnreadableDocumentError("WEBPAGE_SHOWS_NOTHING")
    walk = BodyWalk(Counter(limits))
    walk.element(root, 0)
    walk.end_line()
    if walk.counter.too_deep:
        issues = (*issues, ReadingIssue("WEBPAGE_TOO_DEEP"))
    if not walk.blocks and not walk.furniture:
        raise UnreadableDocumentError("WEBPAGE_SHOWS_NOTHING")
    return SourceDocument(
        "html",
        tuple(walk.blocks),
        "koplan.webpage",
        READER_VERSION,
        properties=_read_properties(root),
        objects=tuple(walk.objects),
        issues=issues,
        is_partial=bool(issues),
        furniture=tuple(walk.furniture),
    )


def _read_properties(root: html.HtmlElement) -> Properties:
    """Title, author and address that the page declares of itself."""
    title = next((" ".join(unmarked(t.text_content()).split()) for t in root.iter("title")), None)
    metas = {
        (meta.get("name") or meta.get("property") or "").lower(): (meta.get("content") or "").strip()
        for meta in root.iter("meta")
    }
    canonical = next(
        (link.get("href") for link in root.iter("link") if link.get("rel", "").lower() == "canonical"), None
    )
    return Properties(
        title=title or metas.get("og:title") or None,
        author=metas.get("author") or None,
        subject=metas.get("description") or None,
        created=metas.get("article:published_time") or None,
        modified=metas.get("article:modified_time") or None,
        source_url=canonical or metas.get("og:url") or None,
    )
