"""Writes small PDFs with known truth by hand: text, rules and tables, each drawn as some office program draws them.

Coordinates are points from the top left of the page as displayed, like the reader's. Hangul needs no font file: the
text is set in a predefined Korean font (`UniKS-UCS2-H`), whose characters are UTF-16 themselves.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

Style = Literal["stroked", "filled", "dotted", "outlined", "form", "none"]
CellTruth = tuple[int, int, int, int, str]
"""(row, column, row_span, column_span, text)."""


@dataclass
class Page:
    """One page; `rotate` is the page's /Rotate, `crop` what its CropBox cuts off at the left and bottom."""

    width: float = 595.0
    height: float = 842.0
    rotate: int = 0
    crop: float = 0.0
    operators: list[str] = field(default_factory=list)
    form: list[str] = field(default_factory=list)

    def text(self, x: float, baseline: float, text: str, size: float = 10.0, turn: int = 0) -> None:
        """One string; `turn` quarters clockwise around its origin (1 = read downwards)."""
        a, b, c, d = ((1, 0, 0, 1), (0, -1, 1, 0), (-1, 0, 0, -1), (0, 1, -1, 0))[turn]
        code = text.encode("utf-16-be").hex()
        self.operators.append(
            f"BT /F1 {size} Tf {a} {b} {c} {d} {x:.2f} {self.height - baseline:.2f} Tm <{code}> Tj ET"
        )

    def rule(self, x0: float, y0: float, x1: float, y1: float, style: Style = "stroked", width: float = 0.5) -> None:
        """A horizontal or vertical rule."""
        top, bottom = self.height - y0, self.height - y1
        out = self.form if style == "form" else self.operators
        if style == "filled":
            if y0 == y1:
                out.append(f"{x0:.2f} {top - width / 2:.2f} {x1 - x0:.2f} {width} re f")
            else:
                out.append(f"{x0 - width / 2:.2f} {bottom:.2f} {width} {y1 - y0:.2f} re f")
        elif style == "dotted":
            length, step = max(x1 - x0, y1 - y0), 3.0
            for i in range(int(length / step)):
                at = i * step
                dx, dy = (1.2, 0.0) if y0 == y1 else (0.0, -1.2)
                x, y = (x0 + at, top) if y0 == y1 else (x0, top - at)
                out.append(f"{width} w {x:.2f} {y:.2f} m {x + dx:.2f} {y + dy:.2f} l S")
        elif style != "none":
            out.append(f"{width} w {x0:.2f} {top:.2f} m {x1:.2f} {bottom:.2f} l S")

    def shade(self, x0: float, y0: float, x1: float, y1: float, grey: float = 0.85) -> None:
        """A filled rectangle, black again after it."""
        self.operators.append(f"{grey} g {x0:.2f} {self.height - y1:.2f} {x1 - x0:.2f} {y1 - y0:.2f} re f 0 g")

    def table(
        self,
        x: float,
        y: float,
        columns: Sequence[float],
        rows: Sequence[float],
        cells: Sequence[CellTruth],
        style: Style = "stroked",
        sides: bool = True,
        size: float = 9.0,
    ) -> None:
        """A table with its upper left corner at (x, y); without `sides` it is open at the left and right."""
        xs = [x + sum(columns[:i]) for i in range(len(columns) + 1)]
        ys = [y + sum(rows[:i]) for i in range(len(rows) + 1)]
        for row, column, row_span, column_span, text in cells:
            x0, x1, y0, y1 = xs[column], xs[column + column_span], ys[row], ys[row + row_span]
            self._borders(x0, y0, x1, y1, style, (xs[0], xs[-1]) if not sides else ())
            lines = text.split("\n")
            middle = (y0 + y1) / 2 - (len(lines) - 1) * size * 0.65 + size * 0.35
            for index, line in enumerate(lines):
                self.text(x0 + 3, middle + index * size * 1.3, line, size)

    def _borders(self, x0: float, y0: float, x1: float, y1: float, style: Style, open_at: Sequence[float]) -> None:
        if style == "outlined":
            self.operators.append(f"0.5 w {x0:.2f} {self.height - y1:.2f} {x1 - x0:.2f} {y1 - y0:.2f} re S")
            return
        self.rule(x0, y0, x1, y0, style)
        self.rule(x0, y1, x1, y1, style)
        for x in (x0, x1):
            if x not in open_at:
                self.rule(x, y0, x, y1, style)


def build_pdf(pages: Sequence[Page], *, compress: bool = True) -> bytes:
    """The file of the pages."""
    objects: list[bytes] = [b"", b"", _FONT, _DESCENDANT, _DESCRIPTOR]
    kids = []
    for page in pages:
        turned = page.rotate % 180 != 0
        width, height = (page.height, page.width) if turned else (page.width, page.height)
        content = "\n".join([_turn(page), *page.operators, *(["/X1 Do"] if page.form else [])]).encode()
        resources = b"<</Font<</F1 3 0 R>>"
        if page.form:
            box = f"[0 0 {page.width} {page.height}]".encode()
            objects.append(_stream("\n".join(page.form).encode(), b"/Type/XObject/Subtype/Form/BBox" + box, compress))
            resources += b"/XObject<</X1 %d 0 R>>" % len(objects)
        objects.append(_stream(content, b"", compress))
        content_number = len(objects)
        box = f"{-page.crop} {-page.crop} {width} {height}"
        crop = f"0 0 {width} {height}"
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[{box}]/CropBox[{crop}]/Rotate {page.rotate}".encode()
            + b"/Contents %d 0 R/Resources%s>>>>" % (content_number, resources)
        )
        kids.append(len(objects))
    objects[0] = b"<</Type/Catalog/Pages 2 0 R>>"
    names = b" ".join(b"%d 0 R" % k for k in kids)
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), names)
    return _file(objects)


def _turn(page: Page) -> str:
    """The matrix that lets content drawn for the displayed page appear upright on a rotated one."""
    w, h = page.width, page.height
    return {
        0: "1 0 0 1 0 0 cm",
        90: f"0 1 -1 0 {h} 0 cm",
        180: f"-1 0 0 -1 {w} {h} cm",
        270: f"0 -1 1 0 0 {w} cm",
    }[page.rotate % 360]


def _stream(content: bytes, entries: bytes, compress: bool) -> bytes:
    packed = zlib.compress(content) if compress else content
    filters = b"/Filter/FlateDecode" if compress else b""
    return b"<<%s%s/Length %d>>\nstream\n%s\nendstream" % (entries, filters, len(packed), packed)


def _file(objects: Sequence[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for place in places:
        out += b"%010d 00000 n \n" % place
    out += b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)
    return bytes(out)


_FONT = b"<</Type/Font/Subtype/Type0/BaseFont/HYSMyeongJo-Medium/Encoding/UniKS-UCS2-H/DescendantFonts[4 0 R]>>"
_DESCENDANT = (
    b"<</Type/Font/Subtype/CIDFontType0/BaseFont/HYSMyeongJo-Medium/FontDescriptor 5 0 R"
    b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Korea1)/Supplement 1>>/DW 1000/W[1 95 500]>>"
)
_DESCRIPTOR = (
    b"<</Type/FontDescriptor/FontName/HYSMyeongJo-Medium/Flags 6/FontBBox[0 -148 1001 880]/ItalicAngle 0"
    b"/Ascent 880/Descent -148/CapHeight 880/StemV 93>>"
)
