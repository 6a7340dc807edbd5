# Everything a person or a machine does with this project. Plain `make` lists the targets.

PYTHON ?= python3
# Home Assistant needs a newer one than the coach.
PYTHON_HOME_ASSISTANT ?= $(firstword $(wildcard $(HOME)/.pyenv/versions/3.13.*/bin/python) python3.13)
BIN := .venv/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input
# A lock file is whole, so nothing is resolved anew: older versions of pip, when one package asks for another with an
# extra, look for the newest version and then refuse it as it has no hash.
INSTALL_LOCKED := $(INSTALL) --no-deps --require-hashes --requirement

# A process for each core. Bytecode is kept even where the environment forbids it: without, each process would compile
# every test anew, which takes longer than most of them.
PYTEST := PYTHONDONTWRITEBYTECODE= $(BIN)/pytest --numprocesses=auto --dist=loadgroup --no-loadscope-reorder

# Programs that some tests need beside Python, each with its Debian package.
PROGRAMS := node:nodejs npm:npm chromium:chromium pg_ctlcluster:postgresql espeak-ng:espeak-ng flite:flite \
	curl:curl openssl:openssl sqlite3:sqlite3 systemd-analyze:systemd

UV_VERSION := 0.13.9
COMPILE := .venv/lock/bin/uv pip compile --quiet --universal --upgrade --generate-hashes --no-emit-index-url \
	--custom-compile-command 'make lock' pyproject.toml --group build

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test test-home-assistant quick check bench soak evaluate record picture lock ci needs

# Lists these targets.
help:
	@awk '/^# /{said=substr($$0, 3)} /^[a-z-]+:/{sub(/:.*/, ""); if (said) printf "make %-19s %s\n", $$0, said} !/^# /{said=""}' Makefile

# Serves the skill, the app for phone and browser, and the simulator on http://127.0.0.1:8080.
run: .venv/bytecode.stamp
	$(BIN)/cramp-coach serve --app --simulator

# Runs the tests; with REQUIRE_ALL=1 a skipped test is a failure.
test: .venv/everything.stamp .venv/bytecode.stamp .venv/third_party.stamp .venv/screens.stamp .venv/web.stamp
	$(PYTEST)

# Runs the tests that need no other program and little time, with a third of the chance walks: under a minute.
quick: .venv/everything.stamp .venv/bytecode.stamp
	SAFETY_WALKS=100 $(PYTEST) -m "not slow and not requires"

# Checks style, types, layers, content and that the built files are up to date.
check: .venv/everything.stamp .venv/web.stamp
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/cramp-coach content check
	$(BIN)/cramp-coach model check
	$(BIN)/cramp-coach package --check-only
	@if [ -e .venv/web.stamp ]; then node .venv/web/node_modules/typescript/bin/tsc -p tests/web/tsconfig.json; fi

# Runs the tests of the integration in a real Home Assistant; needs Python 3.13, ffmpeg and flite, and some minutes once.
test-home-assistant: .venv/home-assistant.stamp .venv/bytecode.stamp
	$(BIN)/cramp-coach package --home-assistant --out .venv/home-assistant/dist
	CRAMP_COACH_HOME_ASSISTANT_ZIP=$(CURDIR)/.venv/home-assistant/dist/cramp-coach-home-assistant.zip \
		.venv/home-assistant/bin/python -m pytest -c tests/home_assistant/pytest.ini --rootdir tests/home_assistant \
		-p no:cacheprovider tests/home_assistant

# Measures the coach beside Amazon's own stacks: tables, and a picture in tests/benchmarks. Some minutes.
bench: .venv/everything.stamp .venv/bytecode.stamp .venv/benchmarks.stamp
	$(BIN)/python -m tests.benchmarks --out tests/benchmarks/bench.svg

# Runs 200,000 requests, stops, new certificates and cold threads, then odd input: an hour; tests do seconds of each.
soak: .venv/everything.stamp
	$(BIN)/python -m tests.benchmarks.soak
	$(BIN)/python -m tests.fuzz --minutes 10

# Measures how well the coach understands, beside the last commit; DATA=folder adds tables. Minutes.
evaluate: .venv/everything.stamp
	$(BIN)/python -m tests.evaluation --cases $(DATA:%=--data %)

# Writes the coach's lines of the test transcripts anew; read the difference before you keep it.
record: .venv/everything.stamp
	$(BIN)/pytest tests/test_transcripts.py --record

# Draws the picture of the README anew: an Echo Show and a phone in the middle of a hold.
picture: .venv/everything.stamp .venv/screens.stamp
	$(BIN)/python -m tests.screens.picture

# Finds the newest versions that pyproject.toml allows and writes both lock files.
lock: .venv/pip.stamp
	$(PYTHON) -m venv .venv/lock
	.venv/lock/bin/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	$(COMPILE) --all-extras --group tests --group lint --output-file requirements-dev.lock
	$(COMPILE) --constraint requirements-dev.lock --output-file requirements.lock

# Installs what a bare machine lacks, then runs every check and every test.
ci: needs
	$(MAKE) check
	$(MAKE) test REQUIRE_ALL=1

# Installs the Debian packages that the checks and tests need, or says which are missing.
needs:
	@wanted=$$($(PYTHON) -c 'import ensurepip' 2>/dev/null || echo python3-venv); \
	for program in $(PROGRAMS); do command -v $${program%:*} >/dev/null || wanted="$$wanted $${program#*:}"; done; \
	[ -e /etc/ssl/certs/ca-certificates.crt ] || ! command -v apt-get >/dev/null || wanted="$$wanted ca-certificates"; \
	wanted=$$(echo $$wanted); \
	if [ -z "$$wanted" ]; then exit 0; fi; \
	if [ "$$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then \
		echo "These Debian packages (or their like) are missing: $$wanted. Please install them." >&2; exit 1; fi; \
	echo "Installing $$wanted"; \
	apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$wanted

# An empty virtual environment, once it is sure that one can be made.
.venv/pip.stamp:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed; name one: make PYTHON=python3.12 ..." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
		|| { echo "Python can't make virtual environments here; on Debian: apt-get install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv .venv
	@touch $@

# The product and what it needs to serve.
.venv/run-time.stamp: requirements.lock pyproject.toml | .venv/pip.stamp
	$(INSTALL_LOCKED) requirements.lock
	$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

# Our own modules compiled: where Python may not write bytecode (PYTHONDONTWRITEBYTECODE), every start would compile them.
.venv/bytecode.stamp: .venv/run-time.stamp $(wildcard skill/*.py skill/*/*.py skill/*/*/*.py publishing/*.py publishing/*/*.py)
	$(BIN)/python -m compileall -q skill publishing
	@touch $@

# The product with all extras and what tests and checks need.
.venv/everything.stamp: requirements-dev.lock .venv/run-time.stamp
	$(INSTALL_LOCKED) requirements-dev.lock
	$(BIN)/python -m pip check
	@touch $@

# Home Assistant and its test helper, in an environment of their own.
.venv/home-assistant.stamp: tests/home_assistant/requirements.txt | .venv/pip.stamp
	@for program in ffmpeg flite; do command -v $$program >/dev/null \
		|| { echo "$$program is missing; on Debian: apt-get install $$program" >&2; exit 1; }; done
	@$(PYTHON_HOME_ASSISTANT) -c 'import sys; sys.exit(sys.version_info < (3, 13))' \
		|| { echo "Home Assistant needs Python 3.13; name one: make PYTHON_HOME_ASSISTANT=... $(MAKECMDGOALS)" >&2; exit 1; }
	$(PYTHON_HOME_ASSISTANT) -m venv .venv/home-assistant
	.venv/home-assistant/bin/python -m pip install --quiet --disable-pip-version-check --no-input --requirement $<
	@touch $@

# AWS's client, for `cramp-coach lambda`, and nothing else of what tests need.
.venv/aws.stamp: requirements-dev.lock .venv/run-time.stamp
	awk '/^[a-z0-9]/{keep = /^(boto3|botocore|jmespath|s3transfer|urllib3)==/} keep' requirements-dev.lock > .venv/aws.txt
	$(INSTALL_LOCKED) .venv/aws.txt
	@touch $@

# What tests and benchmarks need from npm, a folder each; without npm, they leave out what needs it.
.venv/third_party.stamp .venv/screens.stamp .venv/web.stamp .venv/benchmarks.stamp: .venv/%.stamp: tests/%/package.json tests/%/package-lock.json | .venv/pip.stamp
	@if ! command -v npm >/dev/null; then \
		echo "npm is missing, so what needs it is left out; on Debian: apt-get install nodejs npm"; \
	else \
		mkdir -p .venv/$* && cp $^ .venv/$* && cd .venv/$* \
		&& npm ci --ignore-scripts --no-audit --no-fund --loglevel=error && touch ../$*.stamp; \
	fi
