"""Mutation testing of practice/ and progress/ with mutmut: changes the code in one place at a time, and checks that a
test fails.

    python3 scripts/prove mutants                                       all of both, an hour and a half
    python3 scripts/prove mutants practice/ladder progress/judgement    these packages and modules only

mutmut is installed into .venv if it isn't there, and works on a copy of the project in a temporary folder. Each change
that no test noticed is printed, and then the figures of each package.
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
MUTATED = ["practice", "progress"]
# The tests run for a change; mutmut selects those that reach it.
NEAR = ["tests/practice", "tests/progress", "tests/content", "tests/app"]
WANTED = 95.0  # per cent of changes that tests notice
NOTICED = ("killed", "timeout", "segfault")  # what mutmut calls a change with which a test failed

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
    """Copy the project to ``folder``, with a configuration of mutmut for the packages and modules named."""
    ignored = shutil.ignore_patterns("__pycache__")
    for name in COPIED:
        path = ROOT / name
        if path.is_dir():
            shutil.copytree(path, folder / name, ignore=ignored)
        else:
            shutil.copy(path, folder / name)
    patterns = [f"securecoach_tui/{name}{end}" for name in names or MUTATED for end in (".py", "/*")]
    with (folder / "pyproject.toml").open("a") as file:
        file.write(CONFIG.format(patterns=json.dumps(patterns), tests=json.dumps(NEAR)))


def results(folder: Path) -> dict[str, str]:
    """Return what became of each change, by its name: "killed", "survived", "no tests", or another word of mutmut's."""
    lines = mutmut(folder, "results", "--all", "true").splitlines()
    return {name: status for name, _, status in (line.strip().partition(": ") for line in lines) if status}


def changed_lines(folder: Path, name: str) -> str:
    """Return a change as its module and the changed lines."""
    lines = mutmut(folder, "show", name).splitlines()
    changes = [text for text in lines if text[:1] in "+-" and text[:3] not in ("+++", "---")]
    return "\n".join([module_of(name), *changes])


def module_of(name: str) -> str:
    """Return the module of a change, whose name ends with the function and a number, as "practice.ladder.steps"."""
    return name.rpartition(".")[0].removeprefix("securecoach_tui.")


def package_of(name: str) -> str:
    """Return the package of a change, or the module if it is in no package of practice/ or progress/."""
    return ".".join(module_of(name).split(".")[:2])


def figures(statuses: dict[str, str]) -> tuple[str, float]:
    """Return the figures of some changes as words, and the share that was noticed in per cent."""
    counted = [status for status in statuses.values() if status != "skipped"]
    noticed = sum(status in NOTICED for status in counted)
    share = 100 * noticed / max(1, len(counted))
    words = f"{len(counted)} changes, {share:.1f} % noticed, {counted.count('no tests')} reached by no test"
    return words, share


def main(args: list[str]) -> int:
    """Run mutmut, print the changes that no test noticed; return 1 if the share noticed is below ``WANTED``."""
    install()
    with tempfile.TemporaryDirectory(prefix="securecoach-mutants-") as temporary:
        folder = Path(temporary)
        copy_project(folder, args)
        mutmut(folder, "run", quiet=False)
        found = results(folder)
        if not found or "not checked" in found.values():
            print("mutmut did not run to its end; what it says is above.")
            return 1
        for name, status in found.items():
            if status not in (*NOTICED, "skipped"):
                print(f"nobody noticed: {changed_lines(folder, name)}")
    for package in sorted({package_of(name) for name in found}):
        print(f"{package}: {figures({name: one for name, one in found.items() if package_of(name) == package})[0]}")
    words, share = figures(found)
    print(f"{words} (wanted: {WANTED:g} %)")
    return 0 if share >= WANTED else 1
