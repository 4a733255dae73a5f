"""Mutation testing of practice/ with mutmut: changes the code in one place at a time, and checks that a test fails.

    python3 scripts/prove mutants                        all of practice/, about half an hour
    python3 scripts/prove mutants ladder session/rating  these packages and modules of it only

mutmut is installed into .venv if it isn't there, and works on a copy of the project in a temporary folder. Each change
that no test noticed is printed.
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COPIED = ("securecoach_tui", "tests", "scripts", "docs", "constraints.txt", "pyproject.toml", "README.md")
NEAR = ["tests/practice", "tests/content"]  # the tests run for a change; mutmut selects those that reach it
WANTED = 85.0  # per cent of changes that tests notice

CONFIG = """
[tool.mutmut]
source_paths = ["securecoach_tui"]
only_mutate = {patterns}
also_copy = ["scripts", "docs", "constraints.txt", "README.md"]
pytest_add_cli_args_test_selection = {tests}
pytest_add_cli_args = ["-p", "no:cacheprovider", "--hypothesis-seed=1"]
"""


def mutmut(folder: Path, *arguments: str, quiet: bool = True) -> str:
    """Run mutmut in ``folder`` and return its output."""
    environ = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [str(Path(sys.executable).with_name("mutmut")), *arguments],
        cwd=folder,
        env=environ,
        text=True,
        stdout=subprocess.PIPE if quiet else None,
        stderr=subprocess.DEVNULL if quiet else None,
    )
    return done.stdout or ""


def install() -> None:
    """Install mutmut unless it is installed."""
    if importlib.util.find_spec("mutmut") is None:
        command = [sys.executable, "-m", "pip", "install", "--quiet", "-c", "constraints.txt", "mutmut>=3.8,<4"]
        subprocess.run(command, cwd=ROOT, check=True)


def copy_project(folder: Path, names: list[str]) -> None:
    """Copy the project to ``folder``, with a configuration of mutmut for the parts of practice/ named."""
    ignored = shutil.ignore_patterns("__pycache__")
    for name in COPIED:
        path = ROOT / name
        if path.is_dir():
            shutil.copytree(path, folder / name, ignore=ignored)
        else:
            shutil.copy(path, folder / name)
    practice = "securecoach_tui/practice"
    patterns = [f"{practice}/{name}*" for name in names] or [f"{practice}/*"]
    with (folder / "pyproject.toml").open("a") as file:
        file.write(CONFIG.format(patterns=json.dumps(patterns), tests=json.dumps(NEAR)))


def survivors(folder: Path) -> list[str]:
    """Return each change that no test noticed, as its module and the changed lines."""
    found = []
    for line in mutmut(folder, "results").splitlines():
        name, _, status = line.strip().partition(": ")
        if status == "survived":
            changes = [
                text
                for text in mutmut(folder, "show", name).splitlines()
                if text[:1] in "+-" and text[:3] not in ("+++", "---")
            ]
            found.append("\n".join([name.partition(".x_")[0], *changes]))
    return found


def main(args: list[str]) -> int:
    """Run mutmut, print the changes that no test noticed; return 1 if the share noticed is below ``WANTED``."""
    install()
    with tempfile.TemporaryDirectory(prefix="securecoach-mutants-") as name:
        folder = Path(name)
        copy_project(folder, args)
        mutmut(folder, "run", quiet=False)
        mutmut(folder, "export-cicd-stats")
        path = folder / "mutants" / "mutmut-cicd-stats.json"
        if not path.exists():
            print("mutmut did not run to its end; what it says is above.")
            return 1
        stats = json.loads(path.read_text())
        for one in survivors(folder):
            print(f"nobody noticed: {one}")
    tried = stats["total"] - stats["skipped"]
    noticed = stats["killed"] + stats["timeout"] + stats["segfault"]
    share = 100 * noticed / max(1, tried)
    print(f"{tried} changes, {share:.1f} % noticed, {stats['no_tests']} reached by no test (wanted: {WANTED:g} %)")
    return 0 if share >= WANTED else 1
