"""Rounds of random acts, each with a seed of its own, until enough was done; shared by the proofs that need it."""

from __future__ import annotations

import os
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable

MOST_FAULTS = 20
TOLD_AFTER = 50  # rounds


def run_rounds(args: list[str], unit: str, found: Counter[str], act: Callable[[int, int], None]) -> tuple[int, int]:
    """Call ``act`` with a seed and how many are left, until ``found[unit]`` is ``args[0]`` or too many rounds raised.

    ``--seed N`` among the arguments is the first seed. Prints where each fault was. Returns how many rounds raised, and
    how many there were.
    """
    seed = first = int(args[args.index("--seed") + 1]) if "--seed" in args else 0
    wanted = int(args[0]) if args and not args[0].startswith("-") else 100_000
    os.environ.pop("SECURECOACH_DATA_DIR", None)
    faults, begun = 0, time.monotonic()
    while found[unit] < wanted and faults < MOST_FAULTS:
        try:
            act(seed, wanted - found[unit])
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            faults += 1
            print(f"seed {seed}:\n{where(error)}", flush=True)
        seed += 1
        if (seed - first) % TOLD_AFTER == 0:
            print(f"{found[unit]:,} {unit} in {time.monotonic() - begun:.0f} s", file=sys.stderr, flush=True)
    return faults, seed - first


def where(error: BaseException) -> str:
    """Return the traceback of an error: this project's frames and the last one. For a group, that of each error."""
    if isinstance(error, BaseExceptionGroup):
        return "\n".join(where(part) for part in error.exceptions)
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames[:-1] if "securecoach_tui" in frame.filename][-4:]
    lines = [f"  {frame.filename}:{frame.lineno} {frame.name}: {frame.line}" for frame in [*ours, *frames[-1:]]]
    return "\n".join([*lines, f"  {type(error).__name__}: {str(error)[:300]}"])
