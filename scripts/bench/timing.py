"""How late the phases of a breath are shown while two processes keep both cores busy, compared with breathe-cli.

    python3 scripts/bench timing [MINUTES]     (20, both at once)

The time of a phase is when its text is written to the terminal. Delays are measured against the schedule of 4 and 6
seconds that begins with the earliest phase; the trend is the slope of a line through the delays, over the run.
"""

from __future__ import annotations

import re
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

from scripts.bench.peers import Watched, peer
from scripts.bench.start import OURS, settings_only

BUSY = 2
PHASES = (4.0, 6.0)  # seconds in and out
OUR_PHASE = re.compile(rb"m(in|out)(?: +\d+)?\x1b")  # in the picture, or before the seconds of the bar
THEIR_PHASE = re.compile(rb"(?<![A-Z])(IN|OUT|INHALE|EXHALE)(?![A-Z])")


def changes(program: Watched, phase: re.Pattern[bytes], seconds: float) -> list[float]:
    """Return the times, by this process's clock, at which a new phase was shown."""
    times: list[float] = []
    last: bytes | None = None
    until = time.perf_counter() + seconds
    while (left := until - time.perf_counter()) > 0:
        data = program.read(min(left, 1.0))
        now = time.perf_counter()
        for match in phase.finditer(data):
            if last is not None and match[1] != last:
                times.append(now)
            last = match[1]
    return times


def lateness(moments: list[float]) -> list[float]:
    """Return the delays in milliseconds against the schedule that makes the smallest delay 0."""
    gaps = [b - a for a, b in pairwise(moments)]
    first_is_out = abs(statistics.median(gaps[::2]) - PHASES[1]) < 1.0  # the first change led to breathing out
    order = (PHASES[1], PHASES[0]) if first_is_out else PHASES
    due = [0.0]
    for number in range(len(gaps)):
        due.append(due[-1] + order[number % 2])
    off = [moment - at for moment, at in zip(moments, due, strict=True)]
    return [1000 * (one - min(off)) for one in off]


def table_row(name: str, late: list[float]) -> str:
    """Return a row of the table."""
    ordered = sorted(late)
    p99 = ordered[min(len(ordered) - 1, int(0.99 * len(ordered)))]
    slope = statistics.linear_regression(range(len(late)), late).slope * len(late)
    middle = statistics.median(late)
    return f"| {name} | {len(late)} | {middle:.0f} ms | {p99:.0f} ms | {max(late):.0f} ms | {slope:+.1f} ms |"


def watched(name: str, command: list[str], environ: dict[str, str], phase: re.Pattern[bytes], seconds: float) -> str:
    """Run a program for ``seconds`` and return how late its phases were shown."""
    program = Watched(command, environ)
    try:
        program.until(b"breath 1 of" if name == "SecureCoach" else b"quit", 180)
        moments = changes(program, phase, seconds)
    finally:
        program.close()
    if len(moments) < 6:
        return f"| {name} | {len(moments)}: too few to tell | | | | |"
    return table_row(name, lateness(moments))


def main(args: list[str]) -> int:
    """Print the table."""
    minutes = float(args[0]) if args else 20.0
    busy = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(BUSY)]
    print(
        f"| {minutes:g} minutes, {BUSY} busy processes | phases | late, median | p99 | at most | trend |\n|---|---|---|---|---|---|"
    )
    try:
        with tempfile.TemporaryDirectory() as name:
            few = settings_only(Path(name) / "few")
            ours = [
                *OURS,
                "practice",
                "slow-breathing",
                "--minutes",
                f"{minutes + 2:g}",
                "--no-questions",
                "--no-voice",
            ]
            programs: list[tuple[str, list[str], dict[str, str], re.Pattern[bytes]]] = [
                ("SecureCoach", ours, few, OUR_PHASE)
            ]
            breathe = peer("breathe")
            if breathe is not None:
                theirs = [
                    str(breathe),
                    "--duration",
                    f"{int(minutes) + 1}",
                    "--ratio",
                    "4-6",
                    "--no-sound",
                    "--no-log",
                    "--quiet",
                ]
                programs.append(("breathe-cli", theirs, {"HOME": name}, THEIR_PHASE))
            with ThreadPoolExecutor(len(programs)) as both:  # at the same time, under the same load
                for row in both.map(lambda one: watched(one[0], one[1], one[2], one[3], minutes * 60), programs):
                    print(row, flush=True)
    finally:
        for one in busy:
            one.kill()
            one.wait()
    return 0
