"""Test coverage of the program: lines and branches together, one figure for each package.

    python3 scripts/prove coverage [arguments for pytest]

Child processes (journeys, the speech worker) are included. Tests of import hygiene are left out, because coverage
itself imports modules that they forbid.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WANTED = {"practice": 95.0, "progress": 95.0, "store": 95.0, "everything": 85.0}  # per cent
LOADED = ["--ignore", "tests/test_import_hygiene.py"]
SHOWN = 12  # the number of least covered files printed at the end

# Excluded: code for type checkers only, and protocols, whose methods have no body.
CONFIG = """[run]
source = securecoach_tui
branch = true
parallel = true
patch = subprocess
data_file = {folder}/data
[report]
exclude_also =
    if TYPE_CHECKING:
    class .*\\(Protocol\\):
"""


def measured(folder: Path, arguments: list[str]) -> tuple[bool, dict[str, dict[str, int]]]:
    """Return whether pytest passed, and the coverage summary of each file that has statements."""
    config = folder / "coverage.ini"
    config.write_text(CONFIG.format(folder=folder))
    environ = {**os.environ, "COVERAGE_RCFILE": str(config)}
    coverage = [sys.executable, "-m", "coverage"]
    done = subprocess.run([*coverage, "run", "-m", "pytest", "-q", *LOADED, *arguments], cwd=ROOT, env=environ)
    if done.returncode != 0:
        print("The tests fail; the figures below are of what ran.", flush=True)
    subprocess.run([*coverage, "combine", "--quiet"], cwd=ROOT, env=environ, check=True)
    report = folder / "report.json"
    subprocess.run([*coverage, "json", "--quiet", "-o", str(report)], cwd=ROOT, env=environ, check=True)
    files = json.loads(report.read_text())["files"]
    found = {name: of["summary"] for name, of in files.items() if of["summary"]["num_statements"]}
    return done.returncode == 0, found


def share(summaries: list[dict[str, int]]) -> float:
    """Return the covered share of lines and branches, in per cent."""
    reached = sum(summary["covered_lines"] + summary.get("covered_branches", 0) for summary in summaries)
    all_of = sum(summary["num_statements"] + summary.get("num_branches", 0) for summary in summaries)
    return 100 * reached / max(1, all_of)


def main(args: list[str]) -> int:
    """Print the figures; return 1 if a package is below its threshold, or a test fails."""
    with tempfile.TemporaryDirectory() as folder:
        passed, files = measured(Path(folder), args)
    packages: dict[str, list[dict[str, int]]] = defaultdict(list)
    for name, summary in files.items():
        inside = Path(name).parts[1:]
        packages[inside[0] if len(inside) > 1 else "(top)"].append(summary)
    packages["everything"] = list(files.values())
    print("| package | reached, % | wanted, % |\n|---|---|---|")
    short = 0
    for package, summaries in packages.items():
        wanted = WANTED.get(package)
        short += wanted is not None and share(summaries) < wanted
        print(f"| {package} | {share(summaries):.1f} | {'' if wanted is None else f'{wanted:g}'} |")
    least = sorted(files, key=lambda name: share([files[name]]))[:SHOWN]
    print("reached least: " + ", ".join(f"{name} {share([files[name]]):.0f}" for name in least))
    return 1 if short or not passed else 0
