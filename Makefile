# Two commands on a fresh machine: `make ingest` and `make test`. Needs Python 3.11 or newer, git and make.
PYTHON ?= python3
OUTPUT ?= output
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: help venv ingest report test heavy lint format lock samples clean
.DEFAULT_GOAL := help

help:  ## shows what there is
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 10

venv: $(READY)  ## makes the environment from the hashed lock

# the lock is its own constraint: older pips pin `name` and forget the pin for `name[extra]`
$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --disable-pip-version-check --quiet --require-hashes -r requirements.lock -c requirements.lock
	$(BIN)/python -m pip install --disable-pip-version-check --quiet --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q extractors normalizers expectations flows
	@touch $@

ingest: $(READY)  ## reads samples/ and publishes tables and a report in output/
	$(BIN)/koplan ingest samples --output $(OUTPUT)

report: $(READY)  ## builds the auditors' page again
	$(BIN)/koplan report --output $(OUTPUT)

test: $(READY)  ## the tests, without those marked heavy
	$(BIN)/python -m pytest -n auto -m "not heavy"

heavy: $(READY)  ## the tests that take minutes or need a browser or a Prefect server
	$(BIN)/python -m pytest -m heavy

lint: $(READY)  ## formatting, style, types and the direction of imports
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(READY)  ## sets the code in the one format
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

lock: $(READY)  ## resolves the dependencies again, pinned and hashed (needs uv)
	uv pip compile pyproject.toml --extra dev --generate-hashes --no-emit-index-url --no-emit-find-links --universal --python-version 3.11 --upgrade --output-file requirements.lock

samples: $(READY)  ## makes samples/ again from samples/source (see samples/README.md for what it needs)
	$(BIN)/python -m pip install --disable-pip-version-check --quiet --editable ".[samples]"
	$(BIN)/python samples/tools/make_samples.py

clean:  ## removes the environment and caches; output/ stays
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build *.egg-info
