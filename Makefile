# Two commands on a bare machine: `make chat` and `make test`.

PYTHON ?= python3
BIN := .venv/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: chat test live benchmark screenshots clean

chat: .venv/chat-ready ## install, build the index if it is missing, open the page on 127.0.0.1
	$(BIN)/qtx page

test: .venv/test-ready ## install with the test extras, then run every test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest

live: .venv/test-ready ## fetch from the real publishers and check what they say
	$(BIN)/python -m pytest -m live

benchmark: .venv/test-ready ## print how fast figures and answers come, and how a large index is searched and built
	$(BIN)/python -m tests.benchmarks.live
	$(BIN)/python -m tests.benchmarks.answers
	$(BIN)/python -m tests.benchmarks.retrieval
	$(BIN)/python -m tests.benchmarks.page
	$(BIN)/python -m tests.benchmarks.readers

screenshots: .venv/test-ready ## take the pictures of the READMEs (needs Chromium)
	$(BIN)/python -m tests.page.screenshots docs/screenshots

.venv/chat-ready: pyproject.toml constraints.txt | .venv/python-ready
	$(BIN)/python -m pip install --quiet -c constraints.txt -e .
	@touch $@

.venv/test-ready: pyproject.toml constraints.txt | .venv/python-ready
	$(BIN)/python -m pip install --quiet -c constraints.txt -e ".[test]"
	@touch $@ .venv/chat-ready

.venv/python-ready:
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, this is " + sys.version.split()[0] + ": set PYTHON=/path/to/python3.11") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv .venv
	@touch $@

clean: ## remove the environment; conversations, index and stored figures are elsewhere and stay
	rm -rf .venv
