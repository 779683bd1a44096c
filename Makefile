# The two commands that a fresh machine needs are `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: demo test lint format docs pages screenshots bench fuzz audit clean

$(STAMP): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet -e '.[dev]'
	touch $@

demo: $(STAMP)
	$(BIN)/dragoman demo

lint: $(STAMP)
	$(BIN)/ruff check src tests benchmarks docs
	$(BIN)/ruff format --check src tests benchmarks docs
	$(BIN)/mypy

test: lint
	$(BIN)/pytest --cov --cov-report=term

format: $(STAMP)
	$(BIN)/ruff check --fix src tests benchmarks docs
	$(BIN)/ruff format src tests benchmarks docs

# The documentation as a site in site/; its examples are tests.
docs: $(STAMP)
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet --site-dir site
	@echo "open site/index.html, or: $(BIN)/python -m http.server --directory site"

# The reading room's pages, from web/ into the package (needs Node; users do not).
pages:
	cd web && npm ci --silent --no-fund --no-audit && npm run --silent build

# Speed on a corpus of your own (JSONL with a text a line), kept in benchmarks/results.
bench: $(STAMP)
	@test -n "$(CORPUS)" || { echo "usage: make bench CORPUS=articles.jsonl"; exit 2; }
	$(BIN)/dragoman bench speed $(CORPUS) --save benchmarks/results

# Every entry that takes words from outside, SECONDS each, guided by coverage (Linux, x86-64).
FUZZ := text html feed warc warc_gz jsonl csv parquet pdf columns times search cursor lexicon archive record reading french sift
SECONDS ?= 60
fuzz: $(STAMP)
	$(BIN)/python -m pip install --quiet atheris
	for target in $(FUZZ); do $(BIN)/python tests/fuzz/run.py $$target -max_total_time=$(SECONDS) -verbosity=0 || exit 1; done

# Known weaknesses of what is installed (asks pypi.org), and of the code.
audit: $(STAMP)
	$(BIN)/python -m pip install --quiet bandit pip-audit
	$(BIN)/bandit --quiet --recursive --configfile pyproject.toml src
	$(BIN)/pip-audit --skip-editable

screenshots: $(STAMP)
	$(BIN)/python benchmarks/screenshots.py docs/pages

clean:
	rm -rf $(VENV) site .mypy_cache .ruff_cache .pytest_cache .coverage
