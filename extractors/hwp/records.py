"""Numbers of the records and names of the controls of HWP5 that matter here (from Hancom's description of HWP 5.0)."""

from __future__ import annotations

NUMBERING = 23
BULLET = 24
PARA_SHAPE = 25
DISTRIBUTE_DOC_DATA = 28
PARA_HEADER = 66
PARA_TEXT = 67
PARA_RANGE_TAG = 70
CTRL_HEADER = 71
LIST_HEADER = 72
TABLE = 77
OLE = 84
PICTURE = 85
EQUATION = 88
TEXT_ART = 90
FORM_OBJECT = 91
MEMO_LIST = 93
CHART = 95
TRACK_CHANGE = 96
VIDEO = 98


def control_id(name: str) -> int:
    """The number that stands for a control: its four letters, first letter highest."""
    return int.from_bytes(name.encode("ascii"), "big")


TABLE_CONTROL = control_id("tbl ")
SHAPE_CONTROL = control_id("gso ")
EQUATION_CONTROL = control_id("eqed")
FORM_CONTROL = control_id("form")
HEADER_CONTROL = control_id("head")
FOOTER_CONTROL = control_id("foot")
FOOTNOTE_CONTROL = control_id("fn  ")
ENDNOTE_CONTROL = control_id("en  ")
HIDDEN_COMMENT_CONTROL = control_id("tcmt")
SECTION_CONTROL = control_id("secd")
AUTO_NUMBER_CONTROL = control_id("atno")
OVERLAPPED_CONTROL = control_id("tcps")
RUBY_CONTROL = control_id("tdut")
FORMULA_FIELD = control_id("%fmu")
