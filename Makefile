# Shortcuts for the commands that README and CONTRIBUTING name.
.PHONY: run test static unit screens journeys ears browser format prove bench screenshots diagram golden shell-files
run:
	python3 scripts/start.py
test:
	python3 scripts/test.py
static unit screens journeys ears browser:
	python3 scripts/test.py --only $@
format:
	.venv/bin/ruff format . && .venv/bin/ruff check --fix .
prove:
	python3 scripts/prove
bench:
	python3 scripts/bench
screenshots:
	.venv/bin/python scripts/dev/screenshots.py
diagram:
	.venv/bin/python scripts/dev/state_diagram.py
golden:
	.venv/bin/python scripts/dev/renew_golden.py
shell-files:
	.venv/bin/python scripts/dev/shell_files.py
