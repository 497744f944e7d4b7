#!/usr/bin/env python3
"""Makes `extractors/pdf/outlines.yml` from PDFs whose Type 3 fonts name their letters (Hancom's own export does).

Usage: `python samples/tools/name_outlines.py FILE.pdf... > extractors/pdf/outlines.yml`. Only proportions of an outline
are written, never the outline. A shape that is named differently at the same place in the em is left out, unless one
name stands for it in all files but a tenth.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

import pikepdf

from extractors.pdf.outlines import TOLERANCE, Point, Shape, points_to_shape

HEADER = """\
# Letters that Hancom's own fonts draw as curves. A line each: the order of its strokes (a checksum, see outlines.py),
# the letter, its advance, the rectangle around it (x0 y0 x1 y1) and the measures of its outline, in thousandths of the
# em and of its own size. Example: `023becf8 6 500 …` is the digit 6 of a serif face, half an em wide. Made by
# samples/tools/name_outlines.py from Type 3 fonts that name their letters; only proportions are kept. One text for the
# whole table: a thousand entries of YAML take longer to read than a page.
outlines: |
"""
SAME_PLACE = 25
Entry = tuple[str, int, int, int, int, int]


def type3_fonts(document: pikepdf.Pdf) -> Iterator[Any]:
    seen = set()
    for page in document.pages:
        waiting, done = [page.obj.get("/Resources")], set()
        while waiting:
            resources = waiting.pop()
            if resources is None or (resources.objgen != (0, 0) and resources.objgen in done):
                continue
            done.add(resources.objgen)
            for font in (resources.get("/Font") or {}).values():
                if font.get("/Subtype") == "/Type3" and font.objgen not in seen:
                    seen.add(font.objgen)
                    yield font
            things = (resources.get("/XObject") or {}).values()
            waiting += [thing.get("/Resources") for thing in things if thing.get("/Subtype") == "/Form"]


def unicode_by_code(font: Any) -> dict[int, str]:
    table = font.get("/ToUnicode")
    text = table.read_bytes().decode("latin-1") if table is not None else ""
    found = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", text, re.DOTALL):
        for code, value in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            found[int(code, 16)] = bytes.fromhex(value).decode("utf-16-be", "replace")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", text, re.DOTALL):
        for low, high, value in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            for code in range(int(low, 16), int(high, 16) + 1):
                found[code] = chr(int(value, 16) + code - int(low, 16))
    return found


def named_glyphs(font: Any) -> Iterator[tuple[str, float, bytes]]:
    """(letter, advance, content of its glyph) of a font that counts in thousandths."""
    if [float(v) for v in font["/FontMatrix"]] != [0.001, 0, 0, 0.001, 0, 0] or "/Differences" not in font["/Encoding"]:
        return
    letters, code = unicode_by_code(font), 0
    widths, first = [float(w) for w in font["/Widths"]], int(font["/FirstChar"])
    for item in font["/Encoding"]["/Differences"]:
        if not str(item).startswith("/"):
            code = int(item)
            continue
        glyph = font["/CharProcs"].get(str(item))
        if glyph is not None and code in letters and 0 <= code - first < len(widths):
            yield letters[code], widths[code - first], glyph.read_bytes()
        code += 1


def glyph_points(content: bytes) -> list[Point]:
    points: list[Point] = []
    numbers: list[float] = []
    for token in content.decode("latin-1").split():
        if re.fullmatch(r"[-+]?\d*\.?\d+\.?", token):
            numbers.append(float(token))
            continue
        if token in "ml" and len(numbers) >= 2:
            points.append((token.upper(), numbers[-2], numbers[-1]))
        elif token == "c" and len(numbers) >= 6:
            points += [("C", *pair) for pair in zip(numbers[-6::2], numbers[-5::2], strict=True)]
        numbers = []
    return points


def is_letter(text: str) -> bool:
    return len(text) == 1 and not text.isspace() and unicodedata.category(text)[0] not in "CZ"


def agree(a: Shape, b: Shape) -> bool:
    return all(abs(p - q) <= TOLERANCE / 2 for p, q in zip(a.measures, b.measures, strict=True))


def main(paths: list[str]) -> None:
    kinds: dict[str, list[tuple[Shape, Counter[Entry]]]] = defaultdict(list)
    for path in paths:
        with pikepdf.open(path) as document:
            for font in type3_fonts(document):
                for text, advance, content in named_glyphs(font):
                    points = glyph_points(content)
                    shape = points_to_shape(points)
                    if shape is None or not is_letter(text):
                        continue
                    xs, ys = [x for _, x, _ in points], [y for _, _, y in points]
                    entry = (text, round(advance), *(round(v) for v in (min(xs), min(ys), max(xs), max(ys))))
                    for known, names in kinds[shape.strokes]:
                        if agree(known, shape):
                            names[entry] += 1
                            break
                    else:
                        kinds[shape.strokes].append((shape, Counter([entry])))
    print(HEADER, end="")
    for strokes in sorted(kinds):
        lines = [line for shape, names in kinds[strokes] for line in entry_lines(shape, names)]
        for line in sorted(lines):
            print(f"  {strokes} {line}")


def entry_lines(shape: Shape, names: Counter[Entry]) -> list[str]:
    kept = []
    for entry in names:
        near = Counter(
            {
                e: n
                for e, n in names.items()
                if all(abs(a - b) < SAME_PLACE for a, b in zip(e[2:], entry[2:], strict=True))
            }
        )
        texts = Counter[str]()
        for (text, *_), count in near.items():
            texts[text] += count
        (most, count), *rest = texts.most_common()
        if rest:
            print(f"{sorted(texts.items())} at {entry[2:]}", file=sys.stderr)
        if entry[0] == most and count * 10 >= texts.total() * 9 and near.most_common(1)[0][0] == entry:
            kept.append(" ".join(map(str, [*entry, *(round(1000 * m) for m in shape.measures)])))
    return kept


if __name__ == "__main__":
    main(sys.argv[1:])
