"""What a command has to load before it works, and that what is loaded once is not changed by those who use it."""

from __future__ import annotations

import subprocess
import sys
from copy import deepcopy
from pathlib import Path

import pytest

from extractors.problem_sentences import load_yaml
from flows.reading import read_rows

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "samples"
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
    tables = {
        file: _as_asked_for(file)
        for stage in ("extractors", "normalizers", "expectations")
        for file in sorted((ROOT / stage).rglob("*.yml"))
    }
    before = {file: deepcopy(load_yaml(*asked)) for file, asked in tables.items()}
    for sample in sorted(SAMPLES.glob("*.hwpx")):
        read_rows(sample.read_bytes())
    for file, asked in tables.items():
        assert load_yaml(*asked) == before[file], file.name


def _as_asked_for(file: Path) -> tuple[str, ...]:
    """The package and the path below it, as `load_yaml` is called and remembers."""
    package = next(folder for folder in file.parents if (folder / "__init__.py").is_file())
    return (".".join(package.relative_to(ROOT).parts), *file.relative_to(package).parts)
