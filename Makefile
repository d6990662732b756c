# Hearth: one verb per chore. CI runs the same verbs.
.DEFAULT_GOAL := help
.PHONY: help run test check format test-fast test-postgres test-long mutate coverage bench docs lock demo-reset

BIN := .venv/bin
# Containers often forbid it: each of some hundred processes would compile everything anew.
export PYTHONDONTWRITEBYTECODE :=
# Each worker has a run of neighbours, and takes from the other when it is done.
SPREAD := -q -n 2 --dist worksteal
PYTEST := $(BIN)/python -m pytest $(SPREAD)
COMPILE := .tools/bin/uv pip compile -q --no-config --universal --generate-hashes --no-annotate \
	--custom-compile-command 'make lock' $(UPGRADE)
# Silent when fine; everything that was said when not.
quietly = @out=$$($(1) 2>&1) || { echo "$$out"; echo "failed: $(1)"; exit 1; }

help: ## list these verbs
	@sed -n 's/^\([a-z-]*\):.*## /\1	/p' Makefile | expand -t 16

run: ## set everything up, make believable people, and serve them
	@bin/set-up run
	@HEARTH_DEMO=1 $(BIN)/hearth demo
	@HEARTH_DEMO=1 $(BIN)/hearth serve

test: ## set everything up, then every test that CI runs
	@bin/set-up test
	@$(MAKE) --no-print-directory check
	$(PYTEST)
	@$(MAKE) --no-print-directory test-postgres

check: ## lint, format, types, rooms and templates; says nothing when all is well
	$(call quietly,$(BIN)/ruff check -q .)
	$(call quietly,$(BIN)/ruff format --check -q .)
	$(call quietly,env HEARTH_DEMO=1 $(BIN)/mypy)
	$(call quietly,$(BIN)/lint-imports --no-logo)
	$(call quietly,$(BIN)/djlint --quiet --lint src)

format: ## put the code in order
	@$(BIN)/ruff check -q --fix .
	@$(BIN)/ruff format -q .

test-fast: ## the tests without a browser or real inputs
	@$(PYTEST) tests/unit tests/integration

test-postgres: ## every test that touches a database, on a PostgreSQL server that they start themselves
	$(BIN)/python -m tests.postgres $(SPREAD)

test-long: ## the same tests in every way of looking, with twenty times as many examples
	HEARTH_TEST_LONG=1 $(PYTEST)
	@$(MAKE) --no-print-directory mutate

mutate: ## break the code of access, consent and audit in small ways; a test must see each
	@$(BIN)/python -m tests.mutation

coverage: ## every branch of core
	@$(PYTEST) tests/unit tests/spec --cov --cov-report=term-missing:skip-covered --cov-fail-under=100

bench: ## measure; the results go to docs
	@$(BIN)/python -m benchmarks

docs: ## draw the diagrams, the hazards, and the references of cohort rules and of metrics
	@$(BIN)/python docs/draw_diagrams.py
	@$(BIN)/python docs/draw_hazards.py
	@$(BIN)/python docs/draw_extract_tables.py
	@$(BIN)/python docs/draw_cohort_rules.py
	@$(BIN)/python docs/draw_metrics.py
	@HEARTH_DEMO=1 $(BIN)/python docs/draw_fhir_extensions.py

lock: ## name exact versions and hashes again; make lock UPGRADE=--upgrade takes newer ones
	@bin/set-up run
	@$(COMPILE) requirements/uv.in -o requirements/uv.txt
	@$(COMPILE) pyproject.toml -o requirements/base.txt
	@$(COMPILE) pyproject.toml --group test -c requirements/base.txt -o requirements/test.txt
	@npm install --package-lock-only --ignore-scripts --loglevel=error >/dev/null

demo-reset: ## throw the demonstration away and make it again
	@HEARTH_DEMO=1 $(BIN)/hearth demo --reset
