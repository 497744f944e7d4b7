"""Writes a sample as text and as HTML (for a browser, and in print for the PDF producers)."""

from __future__ import annotations

from html import escape

from sample_source import Sample, SampleLine, SampleTable

STYLE = """
@page { size: A4; margin: 20mm 15mm }
body { font: 10pt/1.6 "NanumGothic", "Nanum Gothic", "Noto Sans CJK KR", sans-serif; word-break: keep-all }
h1 { font-size: 16pt } h2 { font-size: 12pt }
table { border-collapse: collapse; width: 100%; margin: 2mm 0 5mm }
th, td { border: 0.4pt solid #333; padding: 1mm 2mm; text-align: center }
thead { display: table-header-group } tr { break-inside: avoid }
.unit { text-align: right; margin: 0 }
"""


def table_to_text(table: SampleTable) -> list[str]:
    """Tab-separated lines as a text rendering has them: spans are lost, their positions stay empty."""
    if table.is_list:
        return [cell.text for cell in table.cells]
    rows = [[""] * table.column_count for _ in range(table.row_count)]
    for cell in table.cells:
        rows[cell.row][cell.column] = cell.text
    return ["\t".join(row) for row in rows]


def sample_to_text(sample: Sample) -> str:
    """The text rendering: a blank line between blocks."""
    parts = ["\n".join(table_to_text(b)) if isinstance(b, SampleTable) else b.text for b in sample.blocks]
    return "\n\n".join([*sample.before, *parts, *sample.after]) + "\n"


def span(name: str, count: int) -> str:
    """The attribute, where it says more than 1."""
    return f' {name}="{count}"' if count > 1 else ""


def table_to_html(table: SampleTable) -> str:
    """A table with its spans, or the lines of a label/value list."""
    if table.is_list:
        pairs = zip(table.cells[::2], table.cells[1::2], strict=True)
        return "<dl>\n" + "\n".join(f"<dt>{escape(k.text)}</dt><dd>{escape(v.text)}</dd>" for k, v in pairs) + "\n</dl>"
    lines = ["<table>"]
    for row in range(table.row_count):
        lines.append("<tr>")
        lines += [
            f"<td{span('rowspan', cell.rows)}{span('colspan', cell.columns)}>{escape(cell.text)}</td>"
            for cell in table.cells
            if cell.row == row
        ]
        lines.append("</tr>")
    return "\n".join([*lines, "</table>"])


def sample_to_html(sample: Sample, for_print: bool = False) -> str:
    """A whole page; site furniture only on the screen."""
    tag = {"heading": "h2", "p": "p", "unit": 'p class="unit"'}
    parts = [f"<nav><ul>{''.join(f'<li>{escape(t)}</li>' for t in sample.before)}</ul></nav>"] * bool(
        sample.before and not for_print
    )
    for block in sample.blocks:
        if isinstance(block, SampleLine):
            parts.append(f"<{tag[block.kind]}>{escape(block.text)}</{tag[block.kind].split()[0]}>")
        else:
            parts.append(table_to_html(block))
    if sample.after and not for_print:
        parts.append(f"<footer>{''.join(f'<p>{escape(t)}</p>' for t in sample.after)}</footer>")
    head = f'<meta charset="utf-8">\n<title>{escape(sample.title)}</title>\n<style>{STYLE}</style>'
    body = "\n".join(parts)
    return f'<!DOCTYPE html>\n<html lang="ko">\n<head>\n{head}\n</head>\n<body>\n{body}\n</body>\n</html>\n'
