# Two commands do everything: `make demo` and `make test`.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin

.PHONY: demo test lock sbom licences audit audit-tool clean

demo: $(VENV)/.demo
	@$(BIN)/sayso demo

test: $(VENV)/.test
	$(BIN)/python tools/system_packages.py
	$(BIN)/ruff check src tests tools
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest

$(VENV)/.pip:
	$(PYTHON) -c 'import sys; sys.exit("sayso needs Python 3.11 or newer") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.demo: $(VENV)/.pip requirements/run.txt pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/build.txt -r requirements/run.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.test: $(VENV)/.demo requirements/test.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/test.txt
	@touch $@

# Pins with hashes, made anew from pyproject.toml. Needs the network.
lock: $(VENV)/.pip
	$(BIN)/python -m pip install --quiet pip-tools
	$(BIN)/python tools/lock.py

# What is in it: a bill of materials of the pinned packages, from the pins alone.
sbom: $(VENV)/.pip
	mkdir -p dist
	$(BIN)/python tools/sbom.py dist/sbom.cdx.json

# Licences of the pinned packages as they are installed.
licences: $(VENV)/.test
	$(BIN)/python tools/licences.py

# Known weaknesses of the pinned packages. Needs the network; says so when nothing could be looked up.
audit: audit-tool
	$(BIN)/python tools/audit.py $(VENV)/audit/bin/python

audit-tool: $(VENV)/.pip
	$(BIN)/python -m venv $(VENV)/audit
	$(VENV)/audit/bin/python -m pip install --quiet pip-audit

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
