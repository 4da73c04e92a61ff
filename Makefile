# Tenon. `make help` explains every target; the targets of the trading backend are delegated to backend/Makefile.

BACKEND_TARGETS := list-modules generate check-generated clean-generated validate-modules verify-ws-routers \
	export-openapi-spec export-asyncapi-spec generate-python-clients generate-ws-routers

# The Go modules of this repository.
GO_MODULES := . backend tools/oracle

PYTHON ?= python3
VENV := .venv
TOOLS := $(CURDIR)/bin/tools
STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.2
GOLANGCI_LINT := github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0
PLATFORMS := linux/amd64 linux/arm64 darwin/amd64 darwin/arm64 windows/amd64 windows/arm64

export modules module

.DEFAULT_GOAL := help

.PHONY: help
help: ## Explain every target
	@echo "Tenon keeps the contracts of a modular Go backend in step."
	@echo
	@echo "Targets of the project:"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-24s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))
	@echo
	@$(MAKE) --no-print-directory -C backend help

.PHONY: demo
demo: build ## Generate the trading backend from nothing, then once more
	@$(MAKE) --no-print-directory -C backend clean-generated TENON=../bin/tenon
	@echo
	@$(MAKE) --no-print-directory -C backend generate TENON=../bin/tenon
	@echo
	@echo "Once more, with nothing changed:"
	@echo
	@$(MAKE) --no-print-directory -C backend generate TENON=../bin/tenon

.PHONY: build
build: ## Build bin/tenon
	@CGO_ENABLED=0 go build -trimpath -o bin/tenon ./cmd/tenon

.PHONY: $(BACKEND_TARGETS)
$(BACKEND_TARGETS):
	@$(MAKE) --no-print-directory -C backend $@

.PHONY: test
test: test-go test-python ## Run every test that needs no root, compiler for C, npm or browser

.PHONY: test-go
test-go: ## Run the tests of every Go module
	@for m in $(GO_MODULES); do echo "== go test ($$m)"; (cd $$m && CGO_ENABLED=0 go test ./...) || exit 1; done

.PHONY: test-python
test-python: ## Run the tests of the Python clients, in a virtual environment made for them
	@if $(PYTHON) -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
		$(MAKE) --no-print-directory $(VENV)/ready && echo "== pytest" && $(VENV)/bin/python -m pytest -q tests/python; \
	else \
		echo "skipped: the Python tests need Python 3.11 or newer with venv"; \
	fi

# The virtual environment holds what tests/python/requirements.txt pins.
$(VENV)/ready: tests/python/requirements.txt
	@$(PYTHON) -m venv $(VENV)
	@$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check -r tests/python/requirements.txt
	@touch $@

.PHONY: check
check: lint test-race check-python check-generated referees oracle cross ## Run what CI runs

.PHONY: lint
lint: $(TOOLS)/staticcheck $(TOOLS)/golangci-lint ## gofmt, go vet, staticcheck and golangci-lint on every Go module
	@unformatted=$$(git ls-files '*.go' | grep -v /testdata/ | xargs gofmt -l); \
		if [ -n "$$unformatted" ]; then echo "gofmt would change:"; echo "$$unformatted"; exit 1; fi
	@for m in $(GO_MODULES); do echo "== lint ($$m)"; \
		(cd $$m && go vet ./... && $(TOOLS)/staticcheck ./... && $(TOOLS)/golangci-lint run ./...) || exit 1; done

$(TOOLS)/staticcheck: Makefile
	@GOBIN=$(TOOLS) go install $(STATICCHECK)

$(TOOLS)/golangci-lint: Makefile
	@GOBIN=$(TOOLS) CGO_ENABLED=0 go install $(GOLANGCI_LINT)

.PHONY: test-race
test-race: ## Run the tests of every Go module under the race detector
	@for m in $(GO_MODULES); do echo "== go test -race ($$m)"; (cd $$m && go test -race ./...) || exit 1; done

.PHONY: check-python
check-python: $(VENV)/ready ## Run the Python tests with every tool of the language
	@echo "== pytest"
	@TENON_REQUIRE_TOOLS=1 $(VENV)/bin/python -m pytest -q tests/python

.PHONY: referees
referees: build ## Let independent tools judge the generated documents
	@echo "== referees"
	@PYTHON=$(PYTHON) tests/referees/run.sh backend
	@bin/tenon -C internal/e2e/testdata/torture generate --quiet --only openapi,asyncapi --output-dir $(CURDIR)/bin/torture
	@PYTHON=$(PYTHON) tests/referees/run.sh bin/torture

.PHONY: oracle
oracle: ## Compare our verdicts with those of other tools for OpenAPI
	@echo "== go test -tags oracle (tools/oracle)"
	@cd tools/oracle && go test -tags oracle ./...

.PHONY: cross
cross: ## Build for every platform
	@for p in $(PLATFORMS); do echo "== build $$p"; \
		GOOS=$${p%/*} GOARCH=$${p#*/} CGO_ENABLED=0 go build -o /dev/null ./cmd/tenon && \
		(cd backend && GOOS=$${p%/*} GOARCH=$${p#*/} CGO_ENABLED=0 go build ./...) || exit 1; done

.PHONY: bench
bench: build ## Measure whole runs against an empty program and against peers
	@go run ./bench
