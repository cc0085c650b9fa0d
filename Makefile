# make run   sets everything up and plays the bundled rehearsal day to finished videos and a local site
# make test  sets up and passes all tests        make check  format, lint, types, import rules
# make desk  the web desk, on this machine only  make docs   writes the pages that come from tables
# make sim   a thousand simulated newsrooms with every fault        make bench  figures of the control plane, an hour
.DEFAULT_GOAL := help
.PHONY: help setup system test-system run test check desk docs sim bench lock clean

PYTHON ?= python3.11
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed

help:
	@sed -n 's/^# //p' Makefile

setup: system $(STAMP)
	@test -x $(BIN)/newsroom

#: What is missing is installed where that is possible, else named in one line. Names are Debian's.
NEED = missing=""; \
	for p in $(1); do command -v $${p%%=*} >/dev/null 2>&1 || [ -x "$$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | tail -1)/$${p%%=*}" ] \
	  || missing="$$missing $${p\#\#*=}"; done; \
	if [ -n "$$missing" ]; then \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
	    echo "Installing system packages:$$missing ($(2))"; \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing >/dev/null; \
	  else echo "Please install:$$missing  (Debian: sudo apt-get install$$missing), then run this again."; exit 1; fi; fi

system:
	@$(call NEED,ffmpeg=ffmpeg,about 170 MB)

test-system: system
	@$(call NEED,redis-server=redis-server postgres=postgresql chromium=chromium,about 150 MB; used by tests and benches only)

$(STAMP): requirements.lock pyproject.toml
	@command -v $(PYTHON) >/dev/null 2>&1 || { echo "Python 3.11 is needed ($(PYTHON) was not found). Set PYTHON=/path/to/python3.11."; exit 1; }
	@echo "Setting up $(VENV): about 400 MB of packages to download, 1.5 GB on disk, two to three minutes."
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(STAMP)

run: setup
	@$(BIN)/newsroom replay rehearsal --limit-videos 4

test: setup test-system
	@$(BIN)/pytest -n 3 --dist loadfile

check: setup
	@$(BIN)/ruff format --check --quiet src tests
	@$(BIN)/ruff check --quiet src tests
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/lint-imports --quiet 2>/dev/null || $(BIN)/lint-imports

desk: setup
	@$(BIN)/newsroom desk

docs: setup
	@$(BIN)/python -m newsroom.lab.handbook docs

sim: setup
	@$(BIN)/pytest -m long
	@$(BIN)/newsroom simulate --seeds 0..999 --workers 2
	@$(BIN)/python -m newsroom.lab.mutants.run

bench: setup
	@$(BIN)/newsroom bench control --kills 200
	@$(BIN)/newsroom bench agents

lock:
	@uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --extra dev pyproject.toml -o requirements.lock

clean:
	@rm -rf $(VENV) build dist
