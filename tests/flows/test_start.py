"""What a command has to load before it works, and that what is loaded once is not changed by those who use it."""

from __future__ import annotations

import pkgutil
import re
import subprocess
import sys
from copy import deepcopy
from importlib import import_module
from pathlib import Path

import pytest
import yaml

from extractors.patterns import compile_on_use
from extractors.plain_yaml import parse_plain_yaml
from extractors.problem_sentences import load_yaml
from flows.reading import read_rows

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "samples"
STAGES = ("extractors", "normalizers", "expectations", "flows")
_HEAVY = ("great_expectations", "pandas", "pyarrow", "duckdb", "prefect", "kiwipiepy", "pdfplumber", "hwp5", "rich")


def _loaded_after(code: str) -> set[str]:
    asked = f"import sys\n{code}\nprint(*sys.modules, sep='\\n', file=sys.stderr)"
    told = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(told.stderr.split())


def test_help_of_the_commands_loads_no_table_and_no_stage() -> None:
    loaded = _loaded_after("from flows.cli import _build_parser\n_build_parser().format_help()")
    assert not loaded & {*_HEAVY, "yaml", "extractors.model", "normalizers", "expectations", "tempfile"}


@pytest.mark.parametrize("name", ["pledge-card-2022.hwpx", "pledge-card-2022.hwp", "pledge-card-2022.pdf"])
def test_reading_one_card_loads_nothing_that_only_a_run_needs(name: str) -> None:
    code = (
        f"from pathlib import Path\nfrom flows.reading import read_rows\nread_rows(Path('samples/{name}').read_bytes())"
    )
    loaded = _loaded_after(code)
    assert "expectations.validation" in loaded
    assert not loaded & {*_HEAVY, "expectations.across_documents", "flows.publishing"}


def test_a_table_of_words_is_as_it_was_after_documents_were_read() -> None:
    tables = {file: _as_asked_for(file) for stage in STAGES for file in sorted((ROOT / stage).rglob("*.yml"))}
    before = {file: deepcopy(load_yaml(*asked)) for file, asked in tables.items()}
    for sample in sorted(SAMPLES.glob("*.hwpx")):
        read_rows(sample.read_bytes())
    for file, asked in tables.items():
        assert load_yaml(*asked) == before[file], file.name


def _as_asked_for(file: Path) -> tuple[str, ...]:
    """The package and the path below it, as `load_yaml` is called and remembers."""
    package = next(folder for folder in file.parents if (folder / "__init__.py").is_file())
    return (".".join(package.relative_to(ROOT).parts), *file.relative_to(package).parts)


@pytest.mark.parametrize("file", sorted(f for s in STAGES for f in (ROOT / s).rglob("*.yml")), ids=lambda f: f.name)
def test_a_table_means_what_every_reader_of_yaml_takes_it_to_mean(file: Path) -> None:
    read = parse_plain_yaml(file.read_bytes())
    assert read == yaml.safe_load(file.read_text(encoding="utf-8"))
    assert repr(read) == repr(yaml.safe_load(file.read_text(encoding="utf-8")))  # 1 == True, and 1 is not True


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("a: [가, '1', 1, -20, 007, true, ~, '']", {"a": ["가", "1", 1, -20, "007", True, None, ""]}),
        ("'12': {x: |\n  두\n  줄\n}", None),
        ("- >-\n  한\n  줄\n- 'true'\n-", ["한 줄", "true", None]),
    ],
)  # fmt: skip
def test_scalars_of_plain_tables(text: str, value: object) -> None:
    if value is None and text:
        with pytest.raises(yaml.YAMLError):
            parse_plain_yaml(text.encode())
    else:
        assert parse_plain_yaml(text.encode()) == value


@pytest.mark.parametrize("text", ["a: &x 1\nb: *x", "- *nowhere"])
def test_anchors_are_refused_rather_than_taken_for_text(text: str) -> None:
    with pytest.raises(ValueError, match="no part of a plain table"):
        parse_plain_yaml(text.encode())


def test_a_pattern_compiled_on_use_does_what_a_compiled_one_does() -> None:
    compiled, on_use = (make(r"(?P<n>\d+)\s?원", re.IGNORECASE) for make in (re.compile, compile_on_use))
    text = "100원과 20 원"
    assert on_use.findall(text) == compiled.findall(text) == ["100", "20"]
    assert [m.span("n") for m in on_use.finditer(text, 3)] == [m.span("n") for m in compiled.finditer(text, 3)]
    assert on_use.sub(r"\g<n>", text) == compiled.sub(r"\g<n>", text)
    assert (on_use.pattern, on_use.flags) == (compiled.pattern, compiled.flags)
    assert on_use.split(text) == compiled.split(text)
    assert on_use.fullmatch(text, 0, 4)
    assert not on_use.match(text, 3)
    assert not hasattr(on_use, "wait")


def test_every_pattern_that_is_compiled_on_use_can_be_compiled() -> None:
    waiting_kind = type(compile_on_use(""))
    names = [
        module.name
        for stage in ("extractors", "normalizers", "expectations")
        for module in pkgutil.walk_packages([str(ROOT / stage)], f"{stage}.")
    ]
    waiting = [value for name in names for value in vars(import_module(name)).values() if type(value) is waiting_kind]
    assert len(waiting) > 20
    for pattern in waiting:
        assert re.compile(pattern.pattern, pattern.flags)


_EVERYTHING_FOUND = """
import pkgutil, re, sys
from importlib import import_module
from pathlib import Path
from flows.hangul_ranges import take_ranges_as_written
if sys.argv[1] == "as written":
    take_ranges_as_written()
texts = [file.read_text(encoding="utf-8") for file in sorted(Path("samples").glob("pledge-card-202*.txt"))]
for stage in ("extractors", "normalizers", "expectations"):
    for module in pkgutil.walk_packages([stage], f"{stage}."):
        for name, value in sorted(vars(import_module(module.name)).items()):
            if hasattr(value, "fullmatch") and isinstance(getattr(value, "pattern", None), str):
                print(module.name, name, [value.findall(text) for text in texts])
"""


def test_patterns_find_the_same_with_ranges_taken_as_written() -> None:
    usual, as_written = (
        subprocess.run([sys.executable, "-c", _EVERYTHING_FOUND, how], cwd=ROOT, capture_output=True, check=True).stdout
        for how in ("usual", "as written")
    )
    assert usual.count(b"\n") > 200
    assert as_written == usual
