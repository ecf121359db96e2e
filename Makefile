# Every recurring task of Daybreak by name. `make` alone lists them; .ci/run chains them.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

FOUNDING := trend-micro-2022
# Scenarios whose results are published in Results/ and compared byte by byte by the tests.
PUBLISHED := $(FOUNDING)

RELEASE = .build/release/daybreak
NOTEBOOK_PYTHON := .venv-notebooks/bin/python
NOTEBOOK_STAMP := .venv-notebooks/installed

.PHONY: help
help: ## List the targets.
	@echo "Daybreak: make <target>, where <target> is one of"
	@sed -nE 's/^([a-z-]+):.*## (.*)/\1|\2/p' $(MAKEFILE_LIST) | while IFS='|' read -r name text; do printf '  %-14s %s\n' "$$name" "$$text"; done

.PHONY: prerequisites
prerequisites: ## Check what the build needs; as root with apt-get, install what is missing.
	@scripts/prerequisites build

.PHONY: build
build: prerequisites ## Build the command, optimised, as .build/release/daybreak.
	swift build -c release --product daybreak

.PHONY: run
run: build ## Build, and compare the policies of the founding scenario (writes Results/trend-micro-2022).
	$(RELEASE) run Scenarios/$(FOUNDING).yaml --output Results/$(FOUNDING)

.PHONY: test
test: build ## Run all tests; they compare the published results with those of the optimised build.
	swift build -c release --product allocation-probe
	DAYBREAK_BINARY="$(CURDIR)/$(RELEASE)" DAYBREAK_ALLOCATION_PROBE="$(CURDIR)/.build/release/allocation-probe" swift test

.PHONY: lint
lint: prerequisites ## Check the format of the code and the rules of the house.
	swift format lint --strict --configuration .swift-format --recursive Package.swift Sources Tests $(wildcard Benchmarks Examples)
	scripts/check-house

.PHONY: format
format: ## Rewrite the code in the format that lint expects.
	swift format --in-place --configuration .swift-format --recursive Package.swift Sources Tests $(wildcard Benchmarks Examples)

.PHONY: results
results: build ## Regenerate every published file of Results/.
	for scenario in $(PUBLISHED); do \
	    $(RELEASE) run "Scenarios/$$scenario.yaml" --output "Results/$$scenario" --quiet; \
	done

.PHONY: reference
reference: build ## Write the reference and the JSON Schema of the scenario language, Scenarios/REFERENCE.md and scenario.schema.json.
	$(RELEASE) reference > Scenarios/REFERENCE.md
	$(RELEASE) schema > Scenarios/scenario.schema.json

# Made anew when the pinned versions change. A folder of its own, so that nobody's Python is touched.
$(NOTEBOOK_STAMP): Notebooks/requirements.txt
	@scripts/prerequisites notebooks
	python3 -m venv --clear .venv-notebooks
	$(NOTEBOOK_PYTHON) -m pip install --quiet --disable-pip-version-check --requirement Notebooks/requirements.txt
	@touch $@

.PHONY: notebooks
notebooks: $(NOTEBOOK_STAMP) ## Execute the notebooks over Results/, in an environment of their own.
	$(NOTEBOOK_PYTHON) Notebooks/execute.py

.PHONY: check-schema
check-schema: $(NOTEBOOK_STAMP) ## Hold the bundled scenarios against their JSON Schema with an independent validator.
	$(NOTEBOOK_PYTHON) scripts/check-schema

.PHONY: picture
picture: $(NOTEBOOK_STAMP) ## Draw the picture of the README from Results/.
	$(NOTEBOOK_PYTHON) Notebooks/picture.py

.PHONY: bench
bench: prerequisites ## Measure the event list, a queue, the generator and whole runs; prints a table.
	swift build -c release --product daybreak-bench
	.build/release/daybreak-bench

BENCHMARK_PYTHON := .venv-benchmarks/bin/python
BENCHMARK_STAMP := .venv-benchmarks/installed

$(BENCHMARK_STAMP): Benchmarks/Peers/requirements.txt
	@scripts/prerequisites notebooks
	python3 -m venv --clear .venv-benchmarks
	$(BENCHMARK_PYTHON) -m pip install --quiet --disable-pip-version-check --requirement Benchmarks/Peers/requirements.txt
	@touch $@

.PHONY: bench-peers
bench-peers: prerequisites $(BENCHMARK_STAMP) ## Measure the kernel beside SimPy, Ciw and salabim, installed into a folder of their own.
	swift build -c release --product daybreak-bench
	.build/release/daybreak-bench peers $(BENCHMARK_PYTHON)

.PHONY: docs
docs: ## Check that all that is public is documented, and make the reference of all modules from the comments.
	@scripts/prerequisites documentation
	scripts/make-documentation

.PHONY: clean
clean: ## Remove everything that was built, and the environments of notebooks and peers.
	rm -rf .build .venv-notebooks .venv-benchmarks
