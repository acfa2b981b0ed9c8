# Two commands matter: `make demo` and `make test`. Both set everything up first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PYTEST_WORKERS ?= 2

.PHONY: setup demo serve test check bench lock clean

# Repeatable: every package is pinned by version and hash; done again only when the pins change.
setup: $(VENV)/.ready

$(VENV)/.ready: pyproject.toml requirements/uv.txt requirements/dev.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
	UV_PYTHON_DOWNLOADS=never $(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes requirements/uv.txt requirements/dev.txt
	UV_PYTHON_DOWNLOADS=never $(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	touch $@

demo: setup
	$(BIN)/hansho demo

serve: setup
	$(BIN)/hansho serve

test: setup
	$(BIN)/pytest -n $(PYTEST_WORKERS) --dist loadfile

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m translations.check

bench: setup
	$(BIN)/hansho bench encryption --json

# For maintainers, after changing dependencies: writes the pins anew, without any registry's address.
lock: setup
	echo "uv==0.13.9" | $(BIN)/uv pip compile - --generate-hashes --no-header --quiet --no-annotate -o requirements/uv.txt
	$(BIN)/uv pip compile pyproject.toml --extra dev --generate-hashes --universal --python-version 3.11 --no-header --quiet -o requirements/dev.txt

clean:
	rm -rf $(VENV)
