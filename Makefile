.DEFAULT_GOAL := run
.PHONY: install install-dev dashboard run test test-dashboard audit fuzz coverage check schema bench eval trials lock clean

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

install: $(VENV)/.installed dashboard

install-dev: $(VENV)/.installed-dev dashboard

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Python 3.11 or newer is needed (make PYTHON=...)")'
	$(PYTHON) -m venv $(VENV)

# `make SLIM=1 …` leaves the reading of scans and pictures out.
LOCK := $(if $(SLIM),requirements-slim.lock,requirements.lock)

$(VENV)/.installed: $(LOCK) pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(LOCK)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

# The lock names all; pip would insist on what one of them claims to need (override-dependencies in pyproject.toml).
$(VENV)/.installed-dev: requirements-dev.lock $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-dev.lock
	touch $@

# The page at /graphiql. Where the machine has no Node (or too old a one) it comes by pip.
# The server runs without the page, so a failure here only says so.
dashboard: $(VENV)/.installed
	@$(BIN)/python dashboard/build.py \
		|| { $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes \
			-r requirements-node.lock && $(BIN)/python dashboard/build.py; } \
		|| echo "GraphiQL was not built; everything else works without it."

run: install
	$(BIN)/resume-gateway serve

# The tests start the program many times over; Python is to compile it once.
test: install-dev
	env -u PYTHONDONTWRITEBYTECODE $(BIN)/pytest -n auto --dist worksteal

# The dashboard in Chromium, against servers of its own. SPEC=uploads runs one file of tests.
test-dashboard: install-dev
	$(BIN)/python dashboard/check.py $(SPEC)

# The branches of the domain that its own tests take.
coverage: install-dev
	$(BIN)/pytest -q -n auto tests/domain --cov=domain --cov-branch --cov-fail-under=90 --cov-report=

# Random tests with new values each time: whole rounds until the time is over, one at least.
# FUZZ_SEED=N makes the same values again.
FUZZ_SECONDS ?= 600

fuzz: install-dev
	@end=$$(( $$(date +%s) + $(FUZZ_SECONDS) )); \
	while $(BIN)/pytest -q -n auto --hypothesis-profile=roaming \
		$(if $(FUZZ_SEED),--hypothesis-seed=$(FUZZ_SEED)) -m "hypothesis or roams"; do \
		[ $$(date +%s) -lt $$end ] || exit 0; \
	done; exit 1

check: install-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Other people's tools against a running server of its own, on loopback: minutes. See docs/security.md.
AUDIT := .venv-audit

$(AUDIT)/.installed: requirements-audit.lock
	$(PYTHON) -m venv $(AUDIT)
	$(AUDIT)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-audit.lock
	touch $@

audit: install-dev $(AUDIT)/.installed
	$(BIN)/python -m tools.audit $(AUDIT)/bin

schema: install
	$(BIN)/resume-gateway export-schema schema.graphql

bench: install-dev
	$(BIN)/python -m benchmarks

eval: install-dev
	$(BIN)/python -m benchmarks.evaluation
	$(BIN)/python -m benchmarks.matching
	$(BIN)/python -m benchmarks.trials --area import --area import-pay

trials: install-dev
	$(BIN)/python -m benchmarks.trials

# The locks: every version with its hashes, for every platform, naming no registry.
COMPILE = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate

lock: install-dev
	$(COMPILE) --group build --extra ocr --extra postgresql pyproject.toml -o requirements.lock
	$(COMPILE) --group build -c requirements.lock pyproject.toml -o requirements-slim.lock
	$(COMPILE) --group build --group dev --extra ocr --extra postgresql --extra traces --extra reports -c requirements.lock pyproject.toml -o requirements-dev.lock
	$(COMPILE) --group node -o requirements-node.lock
	$(COMPILE) --group audit -o requirements-audit.lock

clean:
	rm -rf $(VENV) $(AUDIT) tools/audit/clients/node_modules .mypy_cache .pytest_cache .ruff_cache build dist
