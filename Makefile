# Everything runs from a fresh clone: each target first sets up what it needs. No sudo, no account, no model hub.
PYTHON ?= python3
# The Python's version is part of the mark: after a system upgrade the environment is made anew.
READY := .venv/ready-$(shell $(PYTHON) -c 'import sys; print("%d.%d" % sys.version_info[:2])')

# uv heeds neither pip's settings nor the system's certificates by itself.
ifneq ($(wildcard /etc/ssl/certs/ca-certificates.crt),)
export UV_SYSTEM_CERTS ?= true
endif
ifdef PIP_INDEX_URL
export UV_DEFAULT_INDEX ?= $(PIP_INDEX_URL)
endif
ifneq ($(shell d="$${UV_CACHE_DIR:-$${XDG_CACHE_HOME:-$$HOME/.cache}/uv}"; mkdir -p "$$d" 2>/dev/null && test -w "$$d" && echo yes),yes)
export UV_CACHE_DIR := .tools/cache
endif

UV = uv="$$($(PYTHON) bootstrap_uv.py)" && "$$uv"
LOCKED = pip install --quiet --python .venv --no-deps --require-hashes --only-binary :all:
COMPILE = pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-annotate --no-header $(UPGRADE)
ROOMS = erp conversation models hardware sync assistant edge_agent cloud_relay

.PHONY: help demo models llm llm-if-possible relay test test-programs test-faults test-relay bench eval lint format docs setup lock clean

demo: $(READY)-edge llm-if-possible  ## one spoken command after another, from sound to Hero365 and back
	@.venv/bin/hero365-edge models pull || \
		echo "Where a model is not here, PocketSphinx hears and espeak-ng speaks in its place."
	.venv/bin/hero365-edge demo

models: $(READY)-edge  ## Whisper and Piper's voice, 141 MB, once; fails where they cannot be had
	@.venv/bin/hero365-edge models pull

llm: $(READY)-llm  ## the language model's engine, built here: some minutes, once

llm-if-possible: $(READY)-edge
	@$(MAKE) --no-print-directory --silent llm 2>&1 | grep --line-buffered --invert-match '^make' >&2; true

relay: requirements/relay.lock $(READY)-edge  ## what the relay needs on top, for `hero365-relay`; docs/relay.md goes on
	@$(UV) $(LOCKED) -r requirements/relay.lock

test: $(READY)-dev llm-if-possible  ## all tests but the slow ones below; names what it skips, as without the models
	.venv/bin/python -m pytest -m "not programs and not faults and not relay" --numprocesses auto --dist loadfile

test-programs: $(READY)-dev  ## runs the programs as somebody at a terminal does, each in a process of its own
	.venv/bin/python -m pytest -m programs --numprocesses auto --dist loadfile

test-faults: $(READY)-dev  ## kills the running product at random points, cuts its power, and counts what was lost
	.venv/bin/python -m pytest -m faults --timeout 600

LIVEKIT_SERVER := .tools/livekit-server

test-relay: $(READY)-dev  ## the relay on a real LiveKit server and a real Redis, with real callers
	@$(PYTHON) tests/relay/real_parts.py $(LIVEKIT_SERVER)
	.venv/bin/python -m pytest tests/cloud_relay -m "relay and not faults" --numprocesses auto --dist loadfile --timeout 300
	.venv/bin/python -m pytest tests/relay -m relay --timeout 300 --reruns 2

bench: models $(READY)-dev  ## the milliseconds to saved and to the first sound, long lists, names, the queue beside others, the relay
	.venv/bin/python -m benchmarks.route
	.venv/bin/python -m benchmarks.speaking
	.venv/bin/python -m benchmarks.building
	.venv/bin/python -m benchmarks.resolution
	.venv/bin/python -m benchmarks.understanding
	.venv/bin/python -m benchmarks.queue
	@$(PYTHON) tests/relay/real_parts.py $(LIVEKIT_SERVER)
	.venv/bin/python -m benchmarks.relay

eval: models $(READY)-dev  ## what is heard, refused and let through: make eval DATA=a-folder-of-labelled-recordings
	.venv/bin/python -m benchmarks.hearing $(if $(DATA),"$(DATA)")
	.venv/bin/python -m benchmarks.digits $(if $(DATA),"$(DATA)")
	.venv/bin/python -m benchmarks.telephone $(if $(DATA),"$(DATA)")
	.venv/bin/python -m benchmarks.refusal $(if $(DATA),"$(DATA)")
	.venv/bin/python -m benchmarks.lists $(if $(DATA),"$(DATA)")
	.venv/bin/python -m benchmarks.commands $(if $(DATA),"$(DATA)")
	.venv/bin/python -m benchmarks.stock $(if $(DATA),"$(DATA)")
	@if [ -d "$(DATA)/spanish" ]; then \
		set -x; .venv/bin/hero365-edge models pull whisper-base && .venv/bin/python -m benchmarks.spanish "$(DATA)"; \
	fi

lint: $(READY)-dev  ## ruff, mypy --strict
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy $(ROOMS) benchmarks

format: $(READY)-dev  ## ruff puts the code in order
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .

docs: $(READY)-edge  ## docs/commands.md, from the commands' declarations
	.venv/bin/python -m conversation.manual > docs/commands.md

setup: $(READY)-dev

help:  ## what there is
	@sed -n 's/^\([a-z-]*\):.*  ## /\1: /p' Makefile

$(READY): bootstrap_uv.py
	@echo "Setting up .venv (about 300 MB to download the first time) ..."
	@$(UV) venv --quiet --clear --python $(PYTHON) .venv && touch $@

$(READY)-edge: requirements/edge.lock pyproject.toml $(READY)
	@$(UV) $(LOCKED) -r requirements/edge.lock
	@$(UV) pip install --quiet --python .venv --no-deps --offline --editable . && touch $@

$(READY)-dev: requirements/dev.lock $(READY)-edge
	@$(UV) $(LOCKED) -r requirements/dev.lock && touch $@

ENGINE := requirements/llm.lock requirements/build.lock requirements/zig.lock build_llm.sh

$(READY)-llm: $(ENGINE) | $(READY)-edge
	@PYTHON="$(PYTHON)" sh build_llm.sh && touch $@

lock:  ## after a change of pyproject.toml; `make lock UPGRADE=--upgrade` moves every pin
	$(UV) $(COMPILE) --group dev --extra relay --extra llm --no-emit-package llama-cpp-python -o requirements/dev.lock pyproject.toml
	$(UV) $(COMPILE) -c requirements/dev.lock -o requirements/edge.lock pyproject.toml
	$(UV) $(COMPILE) --extra relay -c requirements/dev.lock -o requirements/relay.lock pyproject.toml
	$(UV) $(COMPILE) --extra llm -c requirements/dev.lock -o requirements/llm.lock pyproject.toml
	$(UV) $(COMPILE) -o requirements/build.lock requirements/build.in
	$(UV) $(COMPILE) -o requirements/zig.lock requirements/zig.in

clean:
	rm -rf .venv .tools
