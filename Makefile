# SPDX-License-Identifier: Apache-2.0
# make demo   all set-up, then the main job: two spoken commands carried out in simulation
# make test   all set-up, what testing needs, then style, types and tests
# Every target may be interrupted and called again.

# The first Python of a version that all binary packages exist for.
PYTHON ?= $(or $(shell for p in python3 python3.12 python3.11 python3.10 python3.13; do \
  $$p -c 'import sys; sys.exit(not (3, 10) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null && echo $$p && break; done),python3)
VENV := .venv
PY := $(VENV)/bin/python
export PYTHON
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_ROOT_USER_ACTION := ignore

.PHONY: demo test lint setup interfaces models system system-check clean

demo: setup
	@$(VENV)/bin/mm_robot demo $(ARGS)

test: lint
	@$(PY) -m pytest --cov=mm_robot --cov=mm_robot_sim --cov-report=term --durations=10 $(ARGS)

lint: setup $(VENV)/tested
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@mkdir -p build/typing && ln -sfn ../../sim build/typing/mm_robot_sim
	@$(PY) -m mypy

setup: system-check $(VENV)/installed interfaces models

interfaces: $(VENV)/installed
	@$(PY) msgs/build.py

models: $(VENV)/installed
	@$(PY) -m mm_robot.speech.weights

# The venv may be half made: it counts only when its pip answers.
$(VENV)/installed: pyproject.toml setup.py
	@$(PY) -m pip --version >/dev/null 2>&1 || { echo "making $(VENV) with $(PYTHON)"; rm -rf $(VENV); "$(PYTHON)" -m venv $(VENV); }
	@echo "installing from PyPI into $(VENV) (1 to 3 minutes) …"
	@$(PY) -m pip install --quiet --upgrade pip
	@PYTHONWARNINGS=ignore $(PY) -m pip install --quiet --editable '.[all,interfaces]'
	@touch $@

$(VENV)/tested: $(VENV)/installed
	@echo "installing what tests need (1 to 2 minutes) …"
	@PYTHONWARNINGS=ignore $(PY) -m pip install --quiet --editable '.[all,interfaces,dev]'
	@touch $@

system-check:
	@tools/system.sh check

system:
	@tools/system.sh install

clean:
	rm -rf $(VENV) build out *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage
