# Everything that is done to a checkout. `make` alone lists it.
#
# Needed beforehand: Python 3.11 or newer and make. What else is missing, the targets get.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
VENDOR := service/web/static/vendor
ASSETS := $(VENDOR)/throughline.css

export PIP_DISABLE_PIP_VERSION_CHECK := 1
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

##@ Use it

.PHONY: demo
demo: $(READY) $(ASSETS) ## A real published case and an invented caseload, in your browser
	@$(BIN)/throughline demo

##@ Work on it

.PHONY: setup
setup: $(READY) $(ASSETS) ## The environment and the pages' assets, and nothing else

.PHONY: test
test: $(READY) $(ASSETS) browser ## Every test: both databases, a real browser, a real mail server
	@$(BIN)/python -m pytest tests --numprocesses=auto --maxprocesses=4 --dist=loadfile

.PHONY: check
check: $(READY) $(ASSETS) ## Format, lint, types, import contracts and house rules
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest tests/house -q

.PHONY: format
format: $(READY) ## Put every file into the house's format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

.PHONY: torture
torture: $(READY) $(ASSETS) ## The long runs: kills, faults, attacks; writes docs/torture.md
	@rm -rf .torture; result=0; \
	THROUGHLINE_TORTURE=1 THROUGHLINE_COUNTS=.torture \
	    $(BIN)/python -m pytest tests --timeout=3600 -m torture || result=$$?; \
	$(BIN)/python -m tests.faults.summary .torture; exit $$result

.PHONY: properties
properties: $(READY) $(ASSETS) ## Every property with many more examples, and how often each was tried
	@result=0; THROUGHLINE_TORTURE=1 $(BIN)/python -m pytest tests -p no:xdist --timeout=7200 -m hypothesis \
	    --hypothesis-show-statistics | tee .properties.log || result=$$?; \
	$(BIN)/python -m tests.properties.counted <.properties.log; exit $$result

.PHONY: bench
bench: $(READY) ## Figures of this machine into benchmarks/RESULTS.md; QUICK=1 only tries it out
	@$(BIN)/python -m benchmarks $(if $(QUICK),--size quick)

.PHONY: samples
samples: $(READY) ## Golden contents of new kinds of event, and docs/kinds.md
	@$(BIN)/python -m tests.samples --write --docs

##@ Once in a while

.PHONY: assets
assets: $(READY) ## Compile the pages' stylesheet anew
	@rm -f $(ASSETS)
	@$(MAKE) --no-print-directory $(ASSETS)

.PHONY: lock
lock: ## Resolve the locked dependencies anew; UPGRADE=1 takes newer releases
	@room=$$(mktemp -d); trap 'rm -rf "$$room"' EXIT; \
	$(PYTHON) -m venv "$$room"; "$$room/bin/python" -m pip install --quiet uv; \
	resolve() { "$$room/bin/uv" pip compile --no-config --quiet --universal --python-version 3.11 \
	    --generate-hashes --no-header --no-emit-index-url $(if $(UPGRADE),--upgrade) "$$@"; }; \
	resolve pyproject.toml --output-file requirements/runtime.txt; \
	resolve pyproject.toml --extra dev --constraint requirements/runtime.txt \
	    --output-file requirements/dev.txt; \
	resolve requirements/node.in --output-file requirements/node.txt
	@if command -v npm >/dev/null; then npm install --package-lock-only >/dev/null; fi
	@git --no-pager diff --stat -- requirements package-lock.json

.PHONY: wheel
wheel: $(READY) ## Build the wheel into dist/
	@$(BIN)/python -m pip wheel --no-deps --wheel-dir dist .

.PHONY: clean
clean: ## Remove everything that these targets made, but not var/, which holds a record
	rm -rf $(VENV) node_modules $(VENDOR) build dist .benchmarks .hypothesis .import_linter_cache \
	    .mypy_cache .pytest_cache .ruff_cache tests/screenshots
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: help
help:
	@awk 'BEGIN { FS = ":.*## " } \
	    /^##@ / { printf "\n%s\n", substr($$0, 5) } \
	    /^[a-z-]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' Makefile

# ------------------------------------------------------------------------------ what they stand on

$(READY): requirements/dev.txt pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 or newer is needed, and \
	$(PYTHON) was not found. Install it, or name it: make PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer \
	is needed, and $(PYTHON) is $$($(PYTHON) --version). Name a newer one: make PYTHON=/path/to/python3.11"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { echo "Python's venv module is needed; \
	on Debian or Ubuntu: apt-get install python3-venv"; exit 1; }
	@echo "Installing the locked dependencies into $(VENV) (the first time takes a minute or two)"
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements/dev.txt
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(ASSETS): package-lock.json $(READY) $(wildcard service/web/assets/*.scss service/web/assets/layers/*.scss service/web/assets/build.py)
	@{ command -v node && command -v npm; } >/dev/null || \
	    $(BIN)/python -m pip install --quiet --require-hashes -r requirements/node.txt
	@$(BIN)/python service/web/assets/build.py
	@touch $@

# Found by the tests themselves too (tests/fakes/chromium.py looks at the same names).
CHROMIUM = $(firstword $(THROUGHLINE_CHROMIUM) $(shell command -v chromium chromium-browser google-chrome google-chrome-stable 2>/dev/null))

.PHONY: browser
browser:
	@if [ -n "$(CHROMIUM)" ]; then exit 0; fi; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    echo "Installing Chromium for the browser tests"; \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null; \
	else \
	    echo "The browser tests need Chromium. Install it (on Debian: sudo apt-get install chromium),"; \
	    echo "or name one: make test THROUGHLINE_CHROMIUM=/path/to/chromium"; exit 1; \
	fi
