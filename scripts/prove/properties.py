"""Run the property tests repeatedly, with other random examples each time.

python3 scripts/prove properties [TIMES]      20 times
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def main(args: list[str]) -> int:
    """Run the hypothesis tests once for each seed; return 1 if one failed."""
    times = int(args[0]) if args else 20
    failed = []
    for seed in range(1, times + 1):
        command = [sys.executable, "-m", "pytest", "-q", "-m", "hypothesis", f"--hypothesis-seed={seed}"]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
        if done.returncode != 0:
            failed.append(str(seed))
            print(done.stdout, flush=True)
    print(
        f"property tests run {times} times, failed {len(failed)}" + (": seeds " + ", ".join(failed) if failed else "")
    )
    return 1 if failed else 0
