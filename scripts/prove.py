"""The long proofs: what random input, faults and hours do to the program.

    python3 scripts/prove.py                      all of them (about two hours)
    python3 scripts/prove.py --quick              a small share of each (some minutes)
    python3 scripts/prove.py lines files          these only; what follows a name is given to it

Each is a script ``prove_NAME.py`` beside this one, and ends with one line that holds its figures. The exit status
is 1 where any of them found what may not be.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
# Each proof: what it is given for a quick look.
QUICK = {
    "files": ["2000"],
    "lines": ["300"],
    "soak": ["1"],
    "screens": ["2000"],
    "record": ["0.02"],
    "wheel": [],
    "versions": ["python3.13"],
    "mutants": ["--sample", "60"],
    "coverage": [],
    "audit": [],
}


def names() -> list[str]:
    """The proofs that there are, in the order of ``QUICK``."""
    return [name for name in QUICK if (HERE / f"prove_{name}.py").exists()]


def python() -> str:
    """The environment's own Python where it stands, else this one."""
    from prepare import python_of

    return python_of() if os.path.exists(python_of()) else sys.executable


def run(name: str, arguments: list[str]) -> bool:
    """One proof in a process of its own; whether it held."""
    print(f"== {name} {' '.join(arguments)}".rstrip(), flush=True)
    begin = time.monotonic()
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([python(), str(HERE / f"prove_{name}.py"), *arguments], cwd=ROOT, env=environ)
    held = done.returncode == 0
    print(f"== {name}: {'holds' if held else 'DOES NOT HOLD'}, {time.monotonic() - begin:.0f} s\n", flush=True)
    return held


def main(args: list[str]) -> int:
    """Run those named, or all."""
    quick = "--quick" in args
    args = [one for one in args if one != "--quick"]
    if args and args[0] not in QUICK:
        print(f"One of: {', '.join(names())}", file=sys.stderr)
        return 2
    chosen: list[tuple[str, list[str]]] = []
    for one in args:
        if one in QUICK:
            chosen.append((one, []))
        else:
            chosen[-1][1].append(one)
    chosen = chosen or [(name, []) for name in names()]
    failed = [name for name, given in chosen if not run(name, given or (QUICK[name] if quick else []))]
    print(f"{len(chosen) - len(failed)} of {len(chosen)} hold" + (f"; not: {', '.join(failed)}" if failed else ""))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
