"""Counts the data lost when processes are killed, disks fail and files are damaged.

    python3 scripts/prove record          the long run: 200 kills, 10,000 corruptions, 1,000 interleavings
    python3 scripts/prove record 0.05     a twentieth of it

Each row counts runs, acknowledged records ("Saved" was shown), acknowledged records that were lost, and tracebacks. The
exit status is 1 unless the last two are 0.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from scripts.prove import storage_faults as memory
from scripts.prove.storage_faults import Count
from securecoach_tui.config.settings import DataPaths
from securecoach_tui.store.reader import read

ROOT = Path(__file__).resolve().parents[2]

CHILD = """
import sys, threading
from pathlib import Path
from securecoach_tui.clock import SystemClock
from securecoach_tui.config.settings import DataPaths
from securecoach_tui.store.writer import Writer
folder, name, most = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
writer = Writer(DataPaths(folder / "data", folder / "state", folder / "cache"), SystemClock())
for i in range(most):
    done = threading.Event()
    def told(outcome, id=f"{name}-{i}"):
        if type(outcome).__name__ == "Kept":
            print(id, flush=True)
            done.set()
    writer.keep("session", f"{name}-{i}", {"reflection": "words " * 200, "started": "2026-03-03T21:00:00+00:00"}, told)
    writer.checkpoint(name, b"at %d" % i)
    done.wait(20)
writer.close(20)
"""


def _child(folder: Path, name: str, most: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", CHILD, str(folder), name, str(most)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT)


def kills(times: int) -> Count:
    """Kill a busy writer at random moments, repeatedly with one folder."""
    count, chance, acknowledged = Count(), random.Random(1), set()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for i in range(times):
            child = _child(folder, f"k{i}", 100_000)
            assert child.stdout is not None
            acknowledged |= {child.stdout.readline().strip()} - {""}
            time.sleep(chance.random() * 0.3)
            child.kill()
            out, err = child.communicate()
            acknowledged |= set(out.split("\n")[:-1])
            sys.stderr.write(err)
            count.runs += 1
            count.tracebacks += "Traceback" in err
        kept = {session.id for session in read(_places(folder)).sessions}
    count.acknowledged, count.lost = len(acknowledged), len(acknowledged - kept)
    return count


def racing(times: int, most: int = 60) -> Count:
    """Let two processes save to one folder as fast as they can."""
    count = Count()
    for _i in range(times):
        with tempfile.TemporaryDirectory() as name:
            both = [_child(Path(name), session, most) for session in ("a", "b")]
            outputs = [child.communicate() for child in both]
            acknowledged = {id for out, _err in outputs for id in out.split()}
            count.tracebacks += sum("Traceback" in err for _out, err in outputs)
            record = read(_places(Path(name)))
            count.add(acknowledged, {session.id for session in record.sessions})
            count.lost += 2 * most - len(acknowledged)
    return count


def _places(folder: Path) -> DataPaths:
    return DataPaths(folder / "data", folder / "state", folder / "cache")


def main(args: list[str]) -> int:
    """Run and print every kind of fault; return 1 if data was lost. ``args[0]`` scales the numbers of runs."""
    scale = float(args[0]) if args else 1.0

    def n(most: int) -> int:
        return max(1, round(most * scale))

    rows: list[tuple[str, Callable[[], Count]]] = [
        ("kill -9 of a busy writer", lambda: kills(n(200))),
        ("no room left, at each byte of a write", lambda: memory.full_disk(False)),
        ("the same, locked", lambda: memory.full_disk(True)),
        ("EIO on the n-th fsync, then a power cut", memory.bad_fsyncs),
        ("death at any act, then a power cut", lambda: memory.power_cuts(n(2000))),
        ("a spoiled journal, open", lambda: memory.corruptions(n(10_000), False)),
        ("a spoiled journal, locked", lambda: memory.corruptions(n(10_000), True)),
        ("two writers racing", lambda: racing(n(10))),
        ("interleavings of three devices", lambda: memory.interleavings(n(1000))),
    ]
    print("| fault | runs | acknowledged | lost | tracebacks |\n|---|---|---|---|---|")
    bad = 0
    for name, run in rows:
        count = run()
        bad += count.lost + count.tracebacks
        print(f"| {name} | {count.runs:,} | {count.acknowledged:,} | {count.lost} | {count.tracebacks} |", flush=True)
    return 1 if bad else 0
