# The two commands that a fresh machine needs are `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: demo test lint format pages screenshots clean

$(STAMP): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet -e '.[dev]'
	touch $@

demo: $(STAMP)
	$(BIN)/dragoman demo

lint: $(STAMP)
	$(BIN)/ruff check src tests benchmarks
	$(BIN)/ruff format --check src tests benchmarks
	$(BIN)/mypy

test: lint
	$(BIN)/pytest --cov --cov-report=term

format: $(STAMP)
	$(BIN)/ruff check --fix src tests benchmarks
	$(BIN)/ruff format src tests benchmarks

# The reading room's pages, from web/ into the package (needs Node; users do not).
pages:
	cd web && npm ci --silent --no-fund --no-audit && npm run --silent build

screenshots: $(STAMP)
	$(BIN)/python benchmarks/screenshots.py docs/pages

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .coverage
