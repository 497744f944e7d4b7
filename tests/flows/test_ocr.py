"""Reading pictures with the tesseract of the machine."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from flows import ocr


def _program(folder: Path, body: str) -> str:
    """A program that answers as tesseract does, for what the real one seldom does."""
    path = folder / "tesseract"
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


PICTURE = b"P5 100 40 255\n" + b"\xff" * 4000
HEAD = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"


def _row(line: int, word: int, sure: float, text: str) -> str:
    return f"5\t1\t1\t1\t{line}\t{word}\t0\t0\t9\t9\t{sure}\t{text}"


@pytest.fixture(autouse=True)
def _forget() -> None:
    ocr.find_tesseract.cache_clear()


@pytest.mark.parametrize("languages", ["eng", None])
def test_without_korean_data_or_without_the_program_nothing_is_recognised(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, languages: str | None
) -> None:
    if languages is not None:
        _program(tmp_path, f"echo {languages}")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert ocr.find_recogniser(b"%PDF-1.7") is None


def test_only_a_pdf_is_read_by_its_pictures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _program(tmp_path, "echo kor eng")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert ocr.find_recogniser(b"\xd0\xcf\x11\xe0") is None
    assert ocr.find_tesseract() == (str(tmp_path / "tesseract"), "kor+eng")


def test_words_are_put_together_by_their_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [HEAD, _row(1, 1, 96.0, "소요"), _row(1, 2, 91.5, "예산"), _row(2, 1, 88.0, "350")]
    (tmp_path / "said").write_text("\n".join(rows), encoding="utf-8")
    _program(tmp_path, f'[ "$1" = --list-langs ] && echo kor && exit\n/bin/cat {tmp_path / "said"}')
    monkeypatch.setenv("PATH", str(tmp_path))
    recognise = ocr.find_recogniser(b"%PDF-1.7")
    assert recognise is not None
    assert recognise(PICTURE) == "소요 예산\n350"


@pytest.mark.parametrize("body", ["exit 1", "/bin/cat {said}"])
def test_a_picture_with_a_doubtful_word_or_a_failed_program_is_unread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str
) -> None:
    said = tmp_path / "said"
    said.write_text("\n".join([HEAD, _row(1, 1, 96.0, "소요"), _row(1, 2, 21.0, "Theoh=")]), encoding="utf-8")
    _program(tmp_path, '[ "$1" = --list-langs ] && echo kor && exit\n' + body.format(said=said))
    monkeypatch.setenv("PATH", str(tmp_path))
    recognise = ocr.find_recogniser(b"%PDF-1.7")
    assert recognise is not None
    assert recognise(PICTURE) is None


def test_a_document_has_a_number_of_pictures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _program(tmp_path, f'[ "$1" = --list-langs ] && echo kor && exit\nprintf "{HEAD}\\n"')
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(ocr, "_MOST_PICTURES", 2)
    recognise = ocr.find_recogniser(b"%PDF-1.7")
    assert recognise is not None
    assert [recognise(PICTURE) for _ in range(3)] == ["", "", None]


@pytest.mark.parametrize(
    ("width", "height", "layout"), [(40, 44, "10"), (300, 60, "7"), (300, 200, "6"), (80, 400, "6")]
)
def test_the_size_of_a_picture_says_how_its_text_is_laid_out(width: int, height: int, layout: str) -> None:
    assert ocr._layout_of(b"P5 %d %d 255\n" % (width, height)) == layout


def _picture(*lines: str) -> bytes:
    """Lines of text as a picture of 300 dots an inch, in the font that the picture library brings along."""
    font = ImageFont.load_default(size=42)
    width = 60 + max(int(font.getlength(line)) for line in lines)
    image = Image.new("L", (width, 36 + 52 * len(lines)), 255)
    draw = ImageDraw.Draw(image)
    for index, line in enumerate(lines):
        draw.text((30, 14 + 52 * index), line, fill=0, font=font)
    return b"P5 %d %d 255\n" % image.size + image.tobytes()


@pytest.mark.skipif(ocr.find_tesseract() is None, reason="tesseract or its Korean data is not installed")
@pytest.mark.parametrize("lines", [("2,480",), ("13,096.5",), ("Total 715", "Paid 680")])
def test_the_real_program_reads_a_line_and_a_block(lines: tuple[str, ...]) -> None:
    recognise = ocr.find_recogniser(b"%PDF-1.7")
    assert recognise is not None
    assert recognise(_picture(*lines)) == "\n".join(lines)


@pytest.mark.skipif(ocr.find_tesseract() is None, reason="tesseract or its Korean data is not installed")
def test_the_real_program_finds_nothing_on_a_blank_picture() -> None:
    recognise = ocr.find_recogniser(b"%PDF-1.7")
    assert recognise is not None
    assert not recognise(PICTURE)
