# Needs Python 3.11 or newer and make; everything else comes into .venv from the lock.
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin

# Tests run on every processor; the tests of a file share its servers, so they stay on one. They start hundreds of
# processes, and the packages are installed without bytecode: it is kept, whatever the environment says, since the
# import of the service takes 1.1 s of processor time with it and 3.3 s without.
PYTEST := PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n logical --dist loadfile

# Installed without bytecode: Python compiles what it imports, and most of the packages is never imported.
INSTALL := $(BIN)/python -m pip install --quiet --no-compile --disable-pip-version-check

.PHONY: setup setup-tests run test lint slow check image wheels docs format quality bench models lock clean

setup: .venv/ready

# What the command and the service need, and nothing else. The tools that build are there only while they build. Compiles
# the kernels where there is a C compiler; `khulasa --version` says whether it did.
.venv/ready: requirements.lock build.lock pyproject.toml hatch_build.py $(wildcard summarizer/kernels/*.c summarizer/kernels/*.h)
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Khulasa needs Python 3.11 or newer, this is " + sys.version)'
	$(PYTHON) -m venv .venv
	$(INSTALL) --no-deps --require-hashes --requirement requirements.lock
	$(INSTALL) --require-hashes --target .venv/build --requirement build.lock
	PYTHONPATH=$(CURDIR)/.venv/build $(INSTALL) --no-deps --no-build-isolation --editable .
	rm -rf .venv/build
	touch $@

setup-tests: .venv/tests-ready

.venv/tests-ready: .venv/ready tests/requirements.lock
	$(INSTALL) --require-hashes --requirement tests/requirements.lock
	touch $@

run: setup  ## parse and summarise our own sample page, deduplicate a small dump, serve on 127.0.0.1
	$(BIN)/khulasa parse samples/page.txt
	$(BIN)/khulasa summarize samples/page.txt
	$(BIN)/khulasa dedup --dry-run samples/dump.jsonl
	$(BIN)/khulasa serve --port $(PORT)

test: setup-tests  ## the tests that are not slow by nature, within three minutes on two processors
	$(PYTEST) -m "not slow"

slow: setup-tests  ## the others: browsers, kills and stops, silent connections, whole runs compared, clusters, the documents' examples, schemathesis
	$(PYTEST) -m slow

lint: setup-tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

check: lint test  ## before every commit; .ci/run does the rest

image: setup-tests  ## build the image and run it, hardened; as root on Debian with buildah, podman, runc and mmdebstrap
	$(BIN)/python -m pytest tests/image.py

.venv/docs-ready: .venv/tests-ready docs/requirements.lock
	$(INSTALL) --require-hashes --requirement docs/requirements.lock
	touch $@

docs: .venv/docs-ready  ## the documents as a site in build/site, every link checked, and the notebook run
	$(BIN)/mkdocs build --strict --quiet
	KHULASA_NEEDS_DOCS=1 $(BIN)/python -m pytest tests/test_notebook.py

wheels: setup-tests  ## build sdist and wheel; try the wheel in fresh environments, lowest and newest
	$(BIN)/python -m pytest -s tests/wheels.py

format: setup-tests
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

.venv/bench-ready: .venv/tests-ready benchmarks/requirements.lock
	$(INSTALL) --require-hashes --requirement benchmarks/requirements.lock
	touch $@

quality: .venv/bench-ready  ## every score on our own labelled texts, none below its floor
	$(BIN)/python -m benchmarks.quality --check

bench: .venv/bench-ready  ## quality and speed beside rivals; DATA names a folder of labelled news, where there is one
	$(BIN)/python -m benchmarks.quality $(if $(DATA),--data $(DATA)) --out benchmarks/results/quality.json
	$(BIN)/python -m benchmarks.speed $(if $(DATA),--data $(DATA)) --out benchmarks/results/speed.json
	$(BIN)/python -m benchmarks.duplicates --extremes
	$(BIN)/python -m benchmarks.service.layers --out benchmarks/results/service_layers.json
	$(BIN)/python -m benchmarks.service.routes --out benchmarks/results/routes.json
	$(BIN)/python -m benchmarks.load --out benchmarks/results/load.json
	$(BIN)/python -m benchmarks.service.jobs --out benchmarks/results/jobs.json
	$(BIN)/python -m benchmarks.service.contract --out benchmarks/results/contract.json
	$(if $(DATA),$(BIN)/python -m benchmarks.duplicates --data $(DATA)/dedup --out benchmarks/results/duplicates.json)

# Each lock but the first takes the versions of the one before it.
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url
# Of NLTK and of scikit-learn, with what they bring, 150 MB, nothing is imported by the command or the service. dateparser is for the
# slow search of htmldate, which trafilatura does not ask for: it is imported there alone. So the lock is
# installed with --no-deps: it names all that is needed.
NOT_TO_RUN := $(foreach name,dateparser defusedxml narwhals nltk pytz regex scikit-learn scipy threadpoolctl tzlocal,--no-emit-package $(name))

lock:  ## pin every dependency anew; the only target that looks for newer versions
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet uv
	$(COMPILE) --upgrade --all-extras --group dev --group build --group bench --output-file benchmarks/requirements.lock pyproject.toml
	$(COMPILE) --constraint benchmarks/requirements.lock --all-extras --group dev --group build --output-file tests/requirements.lock pyproject.toml
	$(COMPILE) --constraint tests/requirements.lock --extra service $(NOT_TO_RUN) --output-file requirements.lock pyproject.toml
	$(COMPILE) --constraint tests/requirements.lock --all-extras --group dev --group build --group docs --output-file docs/requirements.lock pyproject.toml
	$(COMPILE) --constraint tests/requirements.lock --group build --output-file build.lock

models: setup-tests  ## fit the trained numbers anew; DATA names the labelled sets
	$(BIN)/python -m models.pages.phrase_index
	$(BIN)/python -m models.duplicates.weights $(if $(DATA),--data $(DATA)/dedup)
	$(BIN)/python -m models.summaries.sentence_weights $(if $(DATA),--data $(DATA))
	$(BIN)/python -m models.pages.html_weights $(if $(DATA),--data $(DATA))
	$(BIN)/python -m models.summaries.stem_rarity $(if $(DATA),--data $(DATA))
	$(BIN)/python -m models.summaries.word_kinds $(if $(DATA),--data $(DATA))
	$(BIN)/python -m models.pages.region_weights $(if $(DATA),--data $(DATA))

clean:
	rm -rf .venv build dist *.egg-info summarizer/kernels/*.so
