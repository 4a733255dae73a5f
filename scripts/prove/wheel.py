"""Install the program from a wheel in an empty environment with every installed Python, and run its commands.

python3 scripts/prove wheel                 build, install with constraints.txt, check, use
python3 scripts/prove wheel --oldest        with the oldest version of each dependency that pyproject.toml allows
python3 scripts/prove wheel --suite         and run all tests there
python3 scripts/prove wheel python3.13 …    on these Pythons only
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

PYTHONS = ("python3.11", "python3.12", "python3.13", "python3.14")
LARGEST = 1_250_000  # bytes
USED = [
    (["--version"], "securecoach, version"),
    (["list"], "slow-breathing"),
    (["why", "slow-breathing"], ""),
    (["support"], "988"),
    (["doctor"], ""),
    (["history"], ""),
]


class DoesNotHold(Exception):
    """A fault, described in a sentence."""


def called(*command: object, **environ: str) -> str:
    """Run a command that must succeed and return its output."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "SECURECOACH"))}
    done = subprocess.run(
        [str(part) for part in command],
        capture_output=True,
        text=True,
        env={**inherited, **environ},
        cwd=tempfile.gettempdir(),
    )
    if done.returncode != 0:
        raise DoesNotHold(f"{' '.join(map(str, command[-6:]))}: {(done.stderr or done.stdout).strip()[-600:]}")
    return done.stdout


def found(name: str) -> Path | None:
    """Return the path of a working interpreter with that name, or None."""
    shim = shutil.which(name)
    places = [Path(shim)] if shim else []
    places += sorted(
        (Path.home() / ".pyenv" / "versions").glob(f"{name.removeprefix('python')}*/bin/python"), reverse=True
    )
    for place in places:
        done = subprocess.run([str(place), "--version"], capture_output=True)
        if done.returncode == 0:
            return place
    return None


def build(folder: Path) -> Path:
    """Build the wheel of this source tree and return its path."""
    called(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, ROOT)
    (wheel,) = folder.glob("*.whl")
    if wheel.stat().st_size >= LARGEST:
        raise DoesNotHold(f"the wheel has {wheel.stat().st_size:,} bytes")
    return wheel


def oldest() -> list[str]:
    """Return each direct dependency pinned to its lower bound."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    lines = []
    for text in project["dependencies"]:
        wanted, _, marker = text.partition(";")
        match = re.fullmatch(r"([\w.-]+)>=([\w.]+).*", wanted.strip())
        if match is None:
            raise DoesNotHold(f"{text} has no lower bound")
        lines.append(f"{match[1]}=={match[2]}" + (f";{marker}" if marker else ""))
    return lines


def install(python: Path, wheel: Path, folder: Path, *, old: bool, suite: bool) -> Path:
    """Create an environment, install the wheel, and return its interpreter."""
    called(python, "-m", "venv", folder)
    inside = folder / "bin" / "python"
    limits = folder / "limits.txt"
    limits.write_text("\n".join(oldest()) + "\n" if old else (ROOT / "constraints.txt").read_text())
    pip = (inside, "-m", "pip", "--quiet", "--disable-pip-version-check", "install", "--constraint", limits)
    called(*pip, f"{wheel}[dev]" if suite else wheel)
    called(inside, "-m", "pip", "check")
    return inside


def use(inside: Path, folder: Path) -> None:
    """Run common commands without the source tree."""
    environ = {"SECURECOACH_DATA_DIR": str(folder / "data"), "SECURECOACH_STATE_DIR": str(folder / "state")}
    location = called(inside, "-c", "import securecoach_tui; print(securecoach_tui.__file__)", **environ)
    if str(ROOT) in location:
        raise DoesNotHold("the source tree is read")
    called(
        inside, "-c", "import securecoach_tui.tui.app", **environ
    )  # imports the modules that only the full screen needs
    for arguments, expected in USED:
        if expected is not None:
            output = called(inside.parent / "securecoach", *arguments, **environ)
            if expected not in output:
                raise DoesNotHold(f"{' '.join(arguments)} says {output[:200]!r}")


def tests(inside: Path) -> str:
    """Run the complete suite with the installed wheel and return its last line."""
    command = [str(inside), "-m", "pytest", "-q", "-p", "no:cacheprovider", "-o", "pythonpath=", "-x"]
    with tempfile.TemporaryDirectory() as folder:
        for name in ("tests", "scripts", "docs", ".ci", "securecoach_tui"):
            shutil.copytree(ROOT / name, Path(folder) / name, ignore=shutil.ignore_patterns("__pycache__"))
        for file in [*ROOT.glob("*.md"), *ROOT.glob("*.t*"), ROOT / "Makefile", ROOT / "LICENSE"]:
            shutil.copy(file, folder)
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    closing = (done.stdout.strip().splitlines() or ["nothing"])[-1]
    if done.returncode != 0:
        raise DoesNotHold(f"the suite: {closing}\n{done.stdout[-3000:]}")
    return closing


def main(args: list[str]) -> int:
    """Check with each Python; return 1 if something fails."""
    old, suite = "--oldest" in args, "--suite" in args
    names = [one for one in args if not one.startswith("--")] or list(PYTHONS)
    bad = 0
    with tempfile.TemporaryDirectory(prefix="securecoach-wheel-") as folder:
        wheel = build(Path(folder))
        print(f"{wheel.name}: {wheel.stat().st_size / 1000:.0f} kB")
        for name in names:
            python = found(name)
            if python is None:
                print(f"{name} is not here")
                continue
            place = Path(folder) / name
            try:
                inside = install(python, wheel, place, old=old, suite=suite)
                use(inside, place)
                said = f"; {tests(inside)}" if suite else ""
                print(f"{name}{', oldest dependencies' if old else ''}: installed, checked and used{said}", flush=True)
            except DoesNotHold as why:
                bad += 1
                print(f"{name}: {why}", flush=True)
    return 1 if bad else 0
