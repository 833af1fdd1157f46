# make run    set up what is missing, build, start on the embedded SQLite database and print the address
# make test   set up what is missing, all checks, all tests on SQLite and PostgreSQL, a real browser
.DEFAULT_GOAL := help
SHELL := /bin/bash
# The browser's part and the server are built side by side: each ends with a long stretch that occupies one processor.
# Compilers do not take part in make's count of jobs.
MAKEFLAGS += --jobs=2
unexport MAKEFLAGS MFLAGS
TARGET := $(or $(CARGO_TARGET_DIR),target)
CASTELLAN := $(TARGET)/release/castellan
# What the browser's part is made of: dist/ is built again when one of them is newer.
WEB := $(shell find app style public server/src server/Cargo.toml Cargo.toml Cargo.lock Trunk.toml -type f -not -path 'app/vault/fuzz/*' 2>/dev/null)

.PHONY: help run demo dev dist server test bench shots fmt clean setup

help: ## say what there is
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

run: dist ## build what changed, start on SQLite in ./data, print the address
	@exec $(CASTELLAN) serve

demo: dist ## like run, with a provider, clients and people to look at (in data/demo)
	@CASTELLAN_DATA_DIR=$${CASTELLAN_DATA_DIR:-data/demo} exec $(CASTELLAN) demo

dev: setup ## rebuild the browser's part on every change; serve it from a debug build
	@exec .ci/dev

dist: dist/index.html server ## optimized browser part in dist/, optimized server in target/release

dist/index.html: $(WEB) | setup
	@.ci/web build --release

server: setup
	@cargo build --locked --release -p server --features backend

test: ## every check and every test
	@.ci/setup test
	@.ci/check

bench: dist ## measure what the browser loads, the server under load and at rest, and how soon a key press is painted
	@.ci/setup test
	@cargo build --locked --release -p server --features backend --bin castellan --example figures
	@node .ci/size.mjs
	@$(TARGET)/release/examples/figures
	@cc -shared -fPIC -O2 -o $(TARGET)/release/slow_sync.so server/examples/figures/slow_sync.c
	@LD_PRELOAD=$(abspath $(TARGET)/release/slow_sync.so) $(TARGET)/release/examples/figures writes
	@cd end2end && npx playwright test --config bench.config.ts

shots: dist ## photograph the pages, wide and phone, light and dark, into end2end/shots
	@.ci/setup test
	@cd end2end && npx playwright test --config shots.config.ts

fmt: ## format Rust
	@cargo fmt --all

setup:
	@.ci/setup run

clean: ## remove what was built; data and caches stay
	@rm -rf target dist end2end/test-results end2end/report end2end/shots
