# Everything from nothing: needs git, make and Python 3.11 or newer.
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
WORKERS ?= 2
CATALOGUE := locale/pl/LC_MESSAGES/django.po

.PHONY: demo demo-code test test-all lint bench translations clean

demo:
	@$(PYTHON) config/port.py $(PORT)
	@$(MAKE) --no-print-directory $(READY)
	@exec $(BIN)/python manage.py demo --port $(PORT)

demo-code: $(READY)  ## the six-digit code of the demo staff
	@$(BIN)/python manage.py demo_code

test: lint
	$(BIN)/pytest -q -n $(WORKERS) -m "not slow and not postgresql"
	$(BIN)/python -m tests.with_servers $(BIN)/pytest -q -m "postgresql and not slow"

test-all: test  ## what the quick run left out, then all of it on PostgreSQL with Redis
	$(BIN)/pytest -q -n $(WORKERS) -m "slow and not postgresql"
	$(BIN)/python -m tests.with_servers $(BIN)/pytest -q -n $(WORKERS) -m "not browser and not once and (slow or not postgresql)"

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djade --check --target-version 5.2 $$(git ls-files -co --exclude-standard 'templates/*.html' 'templates/**/*.html')

bench: $(READY)
	$(BIN)/python -m benchmarks

translations: $(READY)  ## collect new texts (needs gettext) and compile what is translated
	$(BIN)/django-admin makemessages -l pl --no-location --no-wrap -i '.venv/*' -i 'var/*' -i 'tests/*'
	msgattrib --no-obsolete --sort-output --no-wrap -o $(CATALOGUE) $(CATALOGUE)
	sed -i '1,/^msgid/{/^#/d};/^"POT-Creation-Date/d;/^"Report-Msgid-Bugs-To/d' $(CATALOGUE)
	$(BIN)/pybabel -q compile -d locale -D django -l pl

$(READY): pyproject.toml uv.lock
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed: make PYTHON=python3.12 …" if sys.version_info < (3, 11) else 0)'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@test -x $(BIN)/uv || $(BIN)/python -m pip install -q --disable-pip-version-check "uv>=0.13"
	@UV_PROJECT_ENVIRONMENT=$(VENV) $(BIN)/uv sync -q --frozen --inexact --no-install-project --python $(BIN)/python --compile-bytecode
	@touch $@

clean:
	rm -rf $(VENV) var
