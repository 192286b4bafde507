# `make demo` and `make test` need Python 3.11+, make and git, and set up the rest by themselves.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
LOCKS := .ci/requirements
PORT ?= 8765
# --no-deps: the locks name every package; --require-hashes: and what each must contain.
INSTALL := $(BIN)/pip install --quiet --disable-pip-version-check --no-deps

.PHONY: demo test format lint types contracts unit audit bench delivery browser lock clean

demo: $(VENV)/demo.stamp
	$(BIN)/newsdesk demo --port $(PORT)

test: lint types contracts unit

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Newsdesk needs Python 3.11 or newer: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/demo.stamp: $(LOCKS)/demo.txt pyproject.toml | $(VENV)/bin/python
	$(INSTALL) --require-hashes -r $(LOCKS)/demo.txt
	$(INSTALL) --no-build-isolation -e .
	@touch $@

$(VENV)/test.stamp: $(LOCKS)/test.txt $(VENV)/demo.stamp
	$(INSTALL) --require-hashes -r $(LOCKS)/test.txt
	@touch $@

$(VENV)/browser.stamp: $(LOCKS)/browser.txt $(VENV)/test.stamp
	$(INSTALL) --require-hashes -r $(LOCKS)/browser.txt
	@touch $@

$(VENV)/bench.stamp: $(LOCKS)/bench.txt $(VENV)/test.stamp
	$(INSTALL) --require-hashes -r $(LOCKS)/bench.txt
	@touch $@

format: $(VENV)/test.stamp
	$(BIN)/ruff check --fix . && $(BIN)/ruff format .

lint: $(VENV)/test.stamp
	$(BIN)/ruff check . && $(BIN)/ruff format --check .

types: $(VENV)/test.stamp
	$(BIN)/mypy

contracts: $(VENV)/test.stamp
	$(BIN)/lint-imports

unit: $(VENV)/test.stamp
	$(BIN)/pytest -n auto --cov --cov-report=
	$(BIN)/coverage report --fail-under=90
	@for part in domain storage services render; do \
	  $(BIN)/coverage report --include="bot/$$part/*" --format=total --fail-under=95 >/dev/null || \
	    { echo "bot/$$part: less than 95 % of branches are tested"; exit 1; }; done

# Known weaknesses of what is installed with the bot, in an environment of its own.
$(VENV)/audit/bin/pip-audit: $(LOCKS)/audit.txt | $(VENV)/bin/python
	$(PYTHON) -m venv $(VENV)/audit
	$(VENV)/audit/bin/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r $(LOCKS)/audit.txt

audit: $(VENV)/audit/bin/pip-audit
	.ci/audit $(VENV)/audit/bin/pip-audit $(LOCKS)/run.txt

bench: $(VENV)/bench.stamp
	$(BIN)/python bench/load.py $(CORPUS)
	$(BIN)/python bench/startup.py $(firstword $(CORPUS))
	$(BIN)/python bench/crash.py
	$(BIN)/python bench/search.py $(CORPUS) --peers
	$(BIN)/python bench/ticks.py
	$(BIN)/python bench/pages.py

# Half an hour on a machine that does nothing else: a bot killed again and again, ten thousand channels.
delivery: $(VENV)/bench.stamp
	$(BIN)/python bench/sigkill.py
	$(BIN)/python bench/fanout.py
	$(BIN)/python bench/retract.py

browser: $(VENV)/browser.stamp
	$(BIN)/python bench/browser.py
	$(BIN)/python bench/browser_digests.py
	$(BIN)/python bench/browser_desk.py
	$(BIN)/python bench/browser_correct.py

# Locks are made anew with uv, which is not needed otherwise (pip install uv).
COMPILE := uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate
lock:
	$(COMPILE) pyproject.toml -o $(LOCKS)/run.txt
	$(COMPILE) --group audit -o $(LOCKS)/audit.txt
	$(COMPILE) --group build -c $(LOCKS)/run.txt -o $(LOCKS)/build.txt
	$(COMPILE) --extra demo --group build -c $(LOCKS)/run.txt pyproject.toml -o $(LOCKS)/demo.txt
	$(COMPILE) --extra demo --extra topics --group build --group dev -c $(LOCKS)/demo.txt pyproject.toml -o $(LOCKS)/test.txt
	$(COMPILE) --extra demo --extra topics --group build --group dev --group browser -c $(LOCKS)/test.txt pyproject.toml -o $(LOCKS)/browser.txt
	$(COMPILE) --extra demo --extra topics --group build --group dev --group bench -c $(LOCKS)/test.txt pyproject.toml -o $(LOCKS)/bench.txt

clean:
	rm -rf $(VENV) .coverage .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
