# The maintainer's habits; each calls the same scripts that the README names.
.PHONY: run test static unit journeys ears screenshots
run:
	python3 scripts/start.py
test:
	python3 scripts/test.py
static unit journeys ears:
	python3 scripts/test.py --only $@
format:
	.venv/bin/ruff format . && .venv/bin/ruff check --fix .
screenshots:
	.venv/bin/python scripts/screenshots.py
