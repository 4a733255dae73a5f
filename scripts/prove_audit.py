"""Looks for known faults in the packages that constraints.txt names, where pip-audit and its data can be had.

    python3 scripts/prove.py audit

Where they can't, it says so and nothing is claimed.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SECONDS = 300


def main(_args: list[str]) -> int:
    """1 where a fault is known of a version that is installed."""
    with tempfile.TemporaryDirectory() as folder:
        python = Path(folder) / "bin" / "python"
        try:
            subprocess.run([sys.executable, "-m", "venv", folder], check=True, capture_output=True)
            install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "pip-audit"]
            subprocess.run(install, check=True, capture_output=True, timeout=SECONDS)
            audit = [str(python), "-m", "pip_audit", "--no-deps", "--disable-pip", "-r", str(ROOT / "constraints.txt")]
            done = subprocess.run(audit, capture_output=True, text=True, timeout=SECONDS)
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
            print(f"not audited: pip-audit can't be had here ({type(error).__name__})")
            return 0
    said = (done.stdout + done.stderr).strip()
    if done.returncode == 0:
        print(said.splitlines()[-1])
        return 0
    if "Found" in said and "known vulnerabilit" in said:
        print(said)
        return 1
    print(f"not audited: {said.splitlines()[-1][:300] if said else 'no reason given'}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
