# Two commands: `make demo` and `make test`. Each does its own set-up; nothing is installed outside this
# checkout and your cache folder.
export UV_PYTHON_DOWNLOADS := never
export UV_LINK_MODE := copy
export npm_config_update_notifier := false
export npm_config_cache := $(or $(XDG_CACHE_HOME),$(and $(HOME),$(HOME)/.cache),$(CURDIR)/.cache)/modelgov/npm
unexport PYTHONDONTWRITEBYTECODE # the environment is ours: starting is a second faster with it
SHELL := /bin/sh
PYTHON ?= python3
SIZE ?= medium
PORT ?= 8080
UV := $(or $(shell command -v uv 2>/dev/null),.tools/bin/uv)
FRONT := $(shell find web -type f -not -path '*/node_modules/*' -not -name '.stamp' 2>/dev/null)
STATIC := src/modelgov/web/static/index.html
BROKEN := echo 'modelgov: a download failed, as said above. Check the network, then run make again.' >&2; exit 1

.PHONY: demo test lint build format bench clean
.DELETE_ON_ERROR:

demo: .venv/.demo $(STATIC) ## Run the demo organisation and the dashboard (SIZE=small|medium|large, PORT=8080)
	@exec .venv/bin/modelgov demo --size '$(SIZE)' --port '$(PORT)'

test: .venv/.dev $(STATIC) ## Run all tests
	@script/chromium
	@PATH="$$(script/node):$$PATH" npm --prefix web run --silent test
	@PATH="$$(script/node):$$PATH" npm --prefix web run --silent budget
	@# Files in the order of tests/conftest.py: the longest come first, and the workers end together; three on two cores, for browsers and processes are waited for.
	@# DuckDB's binding lists its own types as leaked when hypothesis keeps the module to the end: no news
	@mkdir -p .pytest_cache; .venv/bin/pytest -n 3 --dist loadfile --no-loadscope-reorder 2>.pytest_cache/stderr; status=$$?; \
	  grep -v -e nanobind -e '^ - leaked' -e '^ - ... skipped' .pytest_cache/stderr >&2; \
	  script/chromium --said; exit $$status

lint: .venv/.dev web/.stamp ## Check style, types and layers, in under a minute
	@.venv/bin/ruff check
	@.venv/bin/ruff format --check --quiet
	@.venv/bin/mypy
	@.venv/bin/lint-imports --no-cache > .lint-imports.log 2>&1 || { cat .lint-imports.log; exit 1; }
	@rm -f .lint-imports.log
	@PATH="$$(script/node):$$PATH" npm --prefix web run --silent check

build: .venv/.demo $(STATIC) ## Build the environment and the front end

bench: .venv/.dev $(STATIC) ## Run the benchmarks, and write bench/result
	@.venv/bin/python bench/collect.py
	@.venv/bin/python bench/land.py
	@.venv/bin/python bench/scopes.py
	@.venv/bin/python bench/search.py
	@.venv/bin/python bench/start.py
	@.venv/bin/python bench/latency.py
	@.venv/bin/python bench/web.py

format: .venv/.dev ## Rewrite Python files in the project's style
	@.venv/bin/ruff check --fix --quiet && .venv/bin/ruff format --quiet

clean: ## Remove what was built, and the demo's data
	rm -rf .venv .tools .demo web/node_modules web/.stamp src/modelgov/web/static

.tools/bin/uv:
	@script/uv '$(PYTHON)'

.venv/.demo: pyproject.toml uv.lock | $(UV)
	@echo 'Building the environment'
	@$(UV) sync --quiet --frozen --inexact --no-default-groups --extra demo --python '$(PYTHON)' || { $(BROKEN); }
	@touch $@

.venv/.dev: pyproject.toml uv.lock | $(UV)
	@echo 'Building the environment, with what the tests need'
	@$(UV) sync --quiet --frozen --python '$(PYTHON)' || { $(BROKEN); }
	@touch $@ .venv/.demo

web/.stamp: web/package.json web/package-lock.json script/node | $(UV)
	@echo 'Fetching the front end packages'
	@PATH="$$(script/node):$$PATH" npm --prefix web ci --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null || { $(BROKEN); }
	@touch $@

$(STATIC): web/.stamp $(FRONT)
	@echo 'Building the front end'
	@PATH="$$(script/node):$$PATH" npm --prefix web run --silent build -- --logLevel warn
	@touch $@
