"""Measures the program: python3 scripts/bench.py [NAME [more]]. Each NAME is a script ``bench_NAME.py`` beside this one.

With no NAME all are run after each other, about an hour: what docs/dev/performance.md tells is one such run.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ELSEWHERE = {"faults": "prove_record"}


def names() -> list[str]:
    """What can be measured."""
    return sorted([path.stem.removeprefix("bench_") for path in HERE.glob("bench_*.py")] + list(ELSEWHERE))


def told(name: str) -> int:
    """Run one of them, with its usual arguments, under its name."""
    print(f"\n## {name}\n", flush=True)
    return main([name])


def main(args: list[str]) -> int:
    """Run one of them: its ``main`` takes the remaining arguments and gives the exit status."""
    sys.path.insert(0, str(HERE))
    if not args:
        return max([told(name) for name in names() if name not in ELSEWHERE])
    if args[0] not in names():
        print(f"One of: {', '.join(names())}", file=sys.stderr)
        return 2
    done = importlib.import_module(ELSEWHERE.get(args[0], f"bench_{args[0]}")).main(args[1:])
    return int(done or 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
