# Two commands do all the set-up: `make demo` and `make test`.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
URL    ?=
DEMO   ?= output/demo

INTEGRATION := build/integration

.PHONY: demo test crawl consumers integration lint docs clean

$(BIN)/scrapy: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "newsmatter: needs Python 3.11 or later ($(PYTHON) is older); name one: make PYTHON=python3.12 …" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { echo "newsmatter: $(PYTHON) can't make an environment; on Debian: apt-get install python3-venv" >&2; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.dev: $(BIN)/scrapy
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

# The third YAML reader of the round-trip tests; they skip, and say so, on a machine without npm.
tests/js/node_modules: tests/js/package-lock.json
	@if command -v npm >/dev/null; then npm ci --silent --no-audit --no-fund --prefix tests/js && touch $@; else echo "no npm: tests with js-yaml will skip"; fi

demo: $(BIN)/scrapy  ## crawl the bundled demo newsroom (127.0.0.1 only)
	@$(BIN)/python -m demo.run --output $(DEMO)

crawl: $(BIN)/scrapy  ## make crawl URL=https://…
	@test -n "$(URL)" || { echo "newsmatter: give an address: make crawl URL=https://…" >&2; exit 1; }
	@$(BIN)/scrapy crawl article -a url='$(URL)'

test: $(VENV)/.dev tests/js/node_modules  ## the whole suite, lint and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n auto

# An environment with Scrapyd and all that Newsmatter needs, but without Newsmatter: there it has to arrive as an egg or a wheel.
$(INTEGRATION)/.ready: pyproject.toml
	@test -x $(INTEGRATION)/bin/python || $(PYTHON) -m venv $(INTEGRATION)
	$(INTEGRATION)/bin/python -m pip install --quiet --disable-pip-version-check '.[integration]'
	$(INTEGRATION)/bin/python -m pip uninstall --quiet --yes newsmatter
	@touch $@

integration: $(VENV)/.dev $(INTEGRATION)/.ready  ## Scrapyd, an installed wheel, overlapping runs, hosts out of sorts, all on 127.0.0.1; no part of `make test`
	$(BIN)/python -m pytest tests/integration
	$(BIN)/python benchmarks/politeness.py

consumers: $(BIN)/scrapy  ## our files in the real Jekyll, Hugo, Eleventy and Astro, installed into build/consumers; no part of `make test`
	@$(BIN)/python -m tests.consumers.run

docs: $(VENV)/.dev  ## the pages that are made from the code
	$(BIN)/python -m crawler.schema > docs/schema.md

clean:
	rm -rf $(VENV) output/demo build/consumers $(INTEGRATION) tests/js/node_modules
