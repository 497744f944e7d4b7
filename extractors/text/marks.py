"""Marks of Markdown and leftovers of HTML within a line: what they mean is kept, the marks themselves go.

Renderings of documents carry `**bold**`, `## headings`, `<p>…</p>` around a caption, `<ul style="…">` before the
bullets of a cell, `&nbsp;`, `2021\\~2022`. Nobody printed those. Angle brackets around Korean words (`<상가지구>`) are
print and stay, and so does the sign of won, which Korean computers type as a backslash (`\\3,000`).
"""

from __future__ import annotations

import html
import re

_HEADING = re.compile(r"^\s{0,3}(#{1,6})(?=\s|$)")
_CLOSING = re.compile(r"(?<=\s)#+$")
_BOLD = re.compile(r"\*\*(?=\S)(.{1,500}?)(?<=\S)\*\*|(?<![\w*])__(?=\S)(.{1,200}?)(?<=\S)__(?!\w)")
_TAG = re.compile(
    r"""(?ix)
    </? (?:a|abbr|b|big|blockquote|center|code|dd|del|div|dl|dt|em|figcaption|figure|font|h[1-6]|i|img|ins|li|mark|ol|p
        |pre|s|small|span|strike|strong|sub|sup|table|tbody|td|tfoot|th|thead|tr|tt|u|ul)
    (?: \s+ [a-z:-]+ (?:\s*=\s* (?:"[^"<>]*" | '[^'<>]*' | [^\s"'<>]+))? )* \s* /? >
    """
)
_BREAK = re.compile(r"(?i)(?<!\s)\s*<br\s*/?>\s*|(?<!\s)\s*</li>\s*(?=<li)|(?<=\S)\s*(?=<li\b)")
_ENTITY = re.compile(r"&(?:nbsp|lt|gt|amp|quot|apos|middot|sim|times|hellip|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\((?:https?://|\./|images?/)[^\s()]*\)")
_ESCAPE = re.compile(r"\\([*_~|#\[\]<>`])")


def heading_mark(line: str) -> tuple[int, str]:
    """The level of a Markdown heading (0: none) and the line without its mark."""
    match = _HEADING.match(line)
    return (len(match.group(1)), _CLOSING.sub("", line[match.end() :].strip()).strip()) if match else (0, line)


def without_marks(text: str) -> str:
    """A line or cell as printed: without bold marks, tags, links, entities, escapes; `<br>` and items begin a new line.

    >>> without_marks('**향후계획** <p>&lt;안&gt;</p>')
    '향후계획 <안>'
    """
    if "<" in text:
        text = _TAG.sub("", _BREAK.sub("\n", text))
    if "**" in text or "__" in text:
        text = _BOLD.sub(lambda m: m.group(1) or m.group(2), text)
    if "](" in text:
        text = _LINK.sub(r"\1", text)
    if "\\" in text:
        text = _ESCAPE.sub(r"\1", text)
    if "&" in text:
        text = _ENTITY.sub(lambda m: html.unescape(m.group()), text)
    return text.replace("\xa0", " ").strip()
