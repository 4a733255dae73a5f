"""Run the test suite on every Python, with the newest and oldest dependencies that pyproject.toml allows.

    python3 scripts/prove versions             newest dependencies on each Python, then the oldest on the first
    python3 scripts/prove versions python3.13  newest dependencies on this one only
    python3 scripts/prove versions --oldest    the oldest dependencies on the first only, or on those named

Tests that need a terminal, a sound device or a browser are left out. ``wheel`` does the same with the installed wheel,
without the suite. pytest's output is written to ``versions-PYTHON-RANGE.txt`` in the system's temporary folder, and
stays there.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

from scripts.prove.wheel import PYTHONS, found, oldest  # noqa: E402

ELSEWHERE = "not (journeys or ears or browser)"  # these tests need a terminal, a sound device or a browser
SHOWN = 30  # lines printed of a failure
INSTALL, SUITE = 1800.0, 4 * 3600.0  # timeouts in seconds, long enough for a busy machine


def alone() -> dict[str, str]:
    """Return the environment without this process's Python and SecureCoach variables."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "SECURECOACH"))}


def called(command: list[str]) -> subprocess.CompletedProcess[str]:
    """Run a command that installs something."""
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=alone(), timeout=INSTALL)


def suite(inside: str, log: Path) -> str:
    """Run the suite; return its last line, or the end of its output if it failed. All output is written to ``log``."""
    command = [inside, "-m", "pytest", "-q", "-rfE", "-p", "no:cacheprovider", "-m", ELSEWHERE]
    with log.open("w") as out:
        done = subprocess.run(command, stdout=out, stderr=subprocess.STDOUT, cwd=ROOT, env=alone(), timeout=SUITE)
    lines = log.read_text(errors="replace").strip().splitlines() or ["nothing was said"]
    return lines[-1] if done.returncode == 0 else "\n".join(["DOES NOT HOLD", *lines[-SHOWN:]])


def tried(name: str, *, old: bool) -> str:
    """Install the project and run the suite; return its last line or the failure, or "" without this Python."""
    python = found(name)
    if python is None:
        return ""
    with tempfile.TemporaryDirectory(prefix="securecoach-versions-") as folder:
        inside = str(Path(folder) / "bin" / "python")
        limits = Path(folder) / "limits.txt"
        limits.write_text("\n".join(oldest()) + "\n" if old else "")
        steps = [[str(python), "-m", "venv", folder]]
        pip = [inside, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        steps.append([*pip, "--constraint", str(limits), "--editable", f"{ROOT}[dev]"])
        for step in steps:
            done = called(step)
            if done.returncode:
                return "NOT INSTALLED: " + done.stderr.strip()[-600:]
        log = Path(tempfile.gettempdir()) / f"versions-{name}-{'oldest' if old else 'newest'}.txt"
        return suite(inside, log)


def main(args: list[str]) -> int:
    """Run each combination; return 1 if the suite fails in one."""
    named = [one for one in args if one != "--oldest"]
    last = [(name, True) for name in named or PYTHONS[:1]]
    if "--oldest" in args:
        lanes = last
    else:
        lanes = [(name, False) for name in named or PYTHONS] + ([] if named else last)
    bad = 0
    for name, old in lanes:
        result = tried(name, old=old)
        what = "oldest" if old else "newest"
        print(f"{name}, {what} dependencies: {result or 'not here'}", flush=True)
        bad += result.startswith(("NOT INSTALLED", "DOES NOT HOLD"))
    return 1 if bad else 0
