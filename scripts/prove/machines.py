"""Play random histories of three machines with one record: saves, deletions, copies, locks, sync, moves, crashes.

python3 scripts/prove machines [TIMES] [--seed N] [--steps N]      300 histories of 40 steps, from seed 0 on
"""

from __future__ import annotations

import argparse
import tempfile
import traceback
from pathlib import Path

from tests.store.three_machines import run


def main(args: list[str]) -> int:
    """Play the histories; return 1 if a word was lost, a lock fell open or a passphrase opened nothing."""
    parser = argparse.ArgumentParser(prog="scripts/prove machines")
    parser.add_argument("times", nargs="?", type=int, default=300)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--steps", type=int, default=40)
    given = parser.parse_args(args)
    failed, words, asked = [], 0, 0
    for seed in range(given.seed, given.seed + given.times):
        with tempfile.TemporaryDirectory() as folder:
            try:
                counted = run(Path(folder), seed, given.steps)
                words, asked = words + counted["words"], asked + counted["asked"]
            except Exception:
                traceback.print_exc()
                failed.append(str(seed))
    print(
        f"{given.times} histories, {words} words acknowledged, {asked} documents deleted, failed {len(failed)}", end=""
    )
    print(": seeds " + ", ".join(failed) if failed else "")
    return 1 if failed else 0
