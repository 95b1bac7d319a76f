# Two commands do everything on a machine with Python >= 3.11 and make:
#   make demo    an audit of the example log, as a table
#   make test    every test but the long proofs
.PHONY: demo test proof lint bench examples pins clean

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
OWN := $(INSTALL) --no-deps --no-build-isolation --editable .

demo: $(VENV)/demo.stamp
	@$(BIN)/hotline audit examples/tickets.jsonl --as-of 2026-12-31T10:00

test: $(VENV)/test.stamp
	$(BIN)/python -m pytest -n auto

proof: $(VENV)/test.stamp
	$(BIN)/python -m pytest -n auto -m long
	HYPOTHESIS_PROFILE=thorough $(BIN)/python -m pytest -n auto tests/test_deadline_properties.py tests/test_clock.py

lint: $(VENV)/test.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m tools.check_imports

bench: $(VENV)/test.stamp
	$(BIN)/python -m bench

examples: $(VENV)/demo.stamp
	$(BIN)/python -m tools.make_examples

# New pins, with the hashes of every platform's files; needs uv.
pins:
	uv pip compile pyproject.toml --extra desk --extra build $(PINS) -o requirements/demo.txt
	uv pip compile pyproject.toml --extra desk --extra columns --extra spark --extra build --extra test --extra lint --extra bench $(PINS) -o requirements/test.txt
PINS := --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate --no-strip-extras

clean:
	rm -rf $(VENV)

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed; this is " + sys.version) if sys.version_info < (3, 11) else None'
	@echo "making $(VENV) (once)" >&2
	@$(PYTHON) -m venv $(VENV)

$(VENV)/demo.stamp: $(VENV)/bin/python requirements/demo.txt pyproject.toml
	@echo "installing pinned packages" >&2
	@$(INSTALL) --require-hashes -r requirements/demo.txt
	@$(OWN)
	@touch $@

$(VENV)/test.stamp: $(VENV)/bin/python requirements/test.txt pyproject.toml
	@echo "installing pinned packages and the test tools" >&2
	@$(INSTALL) --require-hashes -r requirements/test.txt
	@$(OWN)
	@touch $@ $(VENV)/demo.stamp
