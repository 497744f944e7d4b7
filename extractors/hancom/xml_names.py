"""Local names of elements in HWPX and HWPML, in small letters: both write the same tree with other names."""

from __future__ import annotations

from extractors.hancom.tree import ObjectKind
from extractors.model import ParagraphRole

TEXT = frozenset({"t", "char"})
SIGNS = {"tab": "\t", "linebreak": "\n", "nbspace": "\u00a0", "fwspace": " ", "hyphen": "-", "hypen": "-"}
NUMBERED_IN_TEXT = frozenset({"table", "picture", "figure", "equation"})
NOTES = frozenset({"footnote", "endnote"})
BOXES: dict[str, ParagraphRole] = {
    "caption": "caption",
    "drawtext": "text_box",
    "endnote": "endnote",
    "footer": "footer",
    "footnote": "footnote",
    "header": "header",
    "hiddencomment": "comment",
    "masterpage": "header",
    "memo": "comment",
}
OBJECTS: dict[str, ObjectKind] = {
    "chart": "chart",
    "ole": "ole",
    "pic": "picture",
    "picture": "picture",
    "video": "drawing",
}
# Elements that say only how something looks or where it lies; nothing printed stands inside.
SKIPPED = frozenset(
    {"cellmargin", "cellsz", "coldef", "colpr", "effects", "endnotepr", "endnoteshape", "footnotepr", "footnoteshape",
     "img", "inmargin", "lineseg", "linesegarray", "outmargin", "pageborderfill", "pagedef", "pagepr", "parameters",
     "pos", "renderinginfo", "shapecomment", "shapeobject_size", "sz"}
)  # fmt: skip
