# The maintainer's habits; each calls the same scripts that the README names.
.PHONY: run test static unit journeys ears browser format prove bench screenshots diagram
run:
	python3 scripts/start.py
test:
	python3 scripts/test.py
static unit journeys ears browser:
	python3 scripts/test.py --only $@
format:
	.venv/bin/ruff format . && .venv/bin/ruff check --fix .
prove:
	.venv/bin/python scripts/prove.py
bench:
	.venv/bin/python scripts/bench.py
screenshots:
	.venv/bin/python scripts/screenshots.py
diagram:
	.venv/bin/python scripts/state_diagram.py
