# What can be done with the project; `make help` lists it. The work is in tools/, tests/ and bench/.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help build run walk matrix test sanitize bench guessing validate lint format fuzz clean program site places passwords networks
MAKEFLAGS += --no-print-directory

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1|\2/p' $(MAKEFILE_LIST) | while IFS='|' read -r name what; do \
	    printf '  make %-9s %s\n' "$$name" "$$what"; done

build: packages_run ## the program (build/release/suncrew), the web application and what they read
	@$(MAKE) -j4 program site places passwords networks

run: build ## serve https://localhost:8443 with synthetic data, kept in var/ (PORT=… for another port)
	@exec tools/run.sh $(PORT)

walk: build ## walk a whole order over HTTPS, from the quote to the power, on a scratch server
	@tests/walk.sh

matrix: build ## try every endpoint as every role over HTTPS, against the second statement of who may do what
	@tests/matrix.sh

test: packages_run packages_test ## every test, on SQLite and MariaDB, in Chromium and under ASan and UBSan
	@exec tests/run.sh

sanitize: packages_run packages_test ## the unit tests and the walk under ASan, UBSan and TSan
	@exec tests/sanitize.sh

bench: packages_run packages_bench build ## requests a second, latency and cost of a request, on both databases
	@exec bench/run.sh

guessing: packages_run packages_attack build ## guess passwords at a scratch server with ffuf; how many guesses get through
	@exec tests/guessing.sh

validate: build ## compare with reference data: make validate DATA=folder
	@exec tools/validate.sh "$(DATA)"

lint: packages_run packages_lint build ## formatting, static analysis, scripts, types and messages of the web
	@exec tools/lint.sh

format: packages_lint ## format the C++ sources
	@tools/sources.sh | xargs clang-format -i

fuzz: packages_run packages_lint ## let each fuzzer run for a minute (EACH=seconds)
	@exec tools/fuzz.sh $(or $(EACH),60)

clean: ## remove what was built; var/ stays
	rm -rf build web/.next web/out web/generated

packages_%:
	@tools/install_packages.sh $*

program:
	@tools/build_program.sh release suncrew

site:
	@tools/build_site.sh

places:
	@tools/build_places.sh

passwords:
	@tools/build_passwords.sh

networks:
	@tools/build_networks.sh
