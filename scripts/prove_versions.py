"""Every Python and every range of dependencies that pyproject.toml allows: installed, and the whole suite run there.

    python3 scripts/prove.py versions             newest dependencies on each Python, then the oldest on the first
    python3 scripts/prove.py versions python3.13  newest dependencies on this one only

The lanes that need a terminal, a sound device or a browser are left out. ``wheel`` does the same for what people install, without the suite.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from scripts.prove_wheel import PYTHONS, found  # noqa: E402

ELSEWHERE = "not (journeys or ears or browser)"  # each of these lanes has a run of its own
SHOWN = 30  # lines of what went wrong


def oldest(project: dict[str, object]) -> list[str]:
    """Each direct dependency of the program at its lower bound."""
    lines = []
    for text in project["dependencies"]:  # type: ignore[attr-defined]
        wanted, _, marker = str(text).partition(";")
        name, least = re.fullmatch(r"([\w.-]+)>=([\w.]+).*", wanted.strip()).groups()  # type: ignore[union-attr]
        lines.append(f"{name}=={least}" + (f";{marker}" if marker else ""))
    return lines


def called(command: list[str], seconds: float = 1800) -> subprocess.CompletedProcess[str]:
    """A command's outcome; nothing of this process's own settings goes with it."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "SECURECOACH"))}
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=environ, timeout=seconds)


def tried(name: str, *, old: bool) -> str:
    """What became of it: the suite's closing line, or what went wrong before; "" where this Python is not here."""
    python = found(name)
    if python is None:
        return ""
    with tempfile.TemporaryDirectory(prefix="securecoach-versions-") as folder:
        inside = str(Path(folder) / "bin" / "python")
        limits = Path(folder) / "limits.txt"
        project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
        steps = [[str(python), "-m", "venv", folder]]
        pip = [inside, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        steps.append([*pip, "--constraint", str(limits), "--editable", f"{ROOT}[dev]"])
        for step in steps:
            done = called(step)
            limits.write_text("\n".join(oldest(project)) + "\n" if old else "")
            if done.returncode:
                return "NOT INSTALLED: " + done.stderr.strip()[-600:]
        suite = [inside, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-m", ELSEWHERE]
        done = called(suite)
        lines = done.stdout.strip().splitlines() or [done.stderr.strip()[-300:]]
        return lines[-1] if done.returncode == 0 else "\n".join(["DOES NOT HOLD", *lines[-SHOWN:]])


def main(args: list[str]) -> int:
    """Each in turn; 1 where the suite does not pass somewhere."""
    chosen = args or list(PYTHONS)
    bad = 0
    for name, old in [*((name, False) for name in chosen), *(() if args else [(PYTHONS[0], True)])]:
        said = tried(name, old=old)
        what = "oldest" if old else "newest"
        print(f"{name}, {what} dependencies: {said or 'not here'}", flush=True)
        bad += said.startswith(("NOT INSTALLED", "DOES NOT HOLD"))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
