"""Processor time, bytes written, frames and memory of a breathing session, compared with breathe-cli and bare Textual.

    python3 scripts/bench session [SECONDS]    (30 of each)

Linux only: it reads /proc.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

from scripts.bench.peers import BARE_APP, Watched, peer
from scripts.bench.start import OURS, filled, settings_only

TICKS = os.sysconf("SC_CLK_TCK")
WARM = 4.0  # seconds before measurement begins
BARE_SPEECH = "import pyttsx3, time\nengine = pyttsx3.init('espeak')\nprint('ready', flush=True)\ntime.sleep(60)\n"


def family(pid: int) -> list[int]:
    """Return a process and all its descendants."""
    found = [pid]
    for parent in found:
        for thread in Path(f"/proc/{parent}/task").glob("*/children"):  # each thread has its own children
            try:
                found += [int(child) for child in thread.read_text().split()]
            except OSError:
                continue
    return found


def processor(pids: list[int]) -> float:
    """Return the processor seconds that these processes used."""
    used = 0.0
    for pid in pids:
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        used += (int(fields[11]) + int(fields[12])) / TICKS
    return used


def memory(pids: list[int]) -> float:
    """Return the proportional set size of these processes in MB."""
    kilobytes = 0
    for pid in pids:
        try:
            text = Path(f"/proc/{pid}/smaps_rollup").read_text()
        except OSError:
            continue
        kilobytes += sum(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:"))
    return kilobytes / 1024


def watched(command: list[str], environ: dict[str, str], sight: bytes, seconds: float) -> dict[str, float]:
    """Run a program; return percent of a core, bytes and writes per second, and MB, after the warm-up."""
    program = Watched(command, environ)
    try:
        program.until(sight, 90)
        until = time.perf_counter() + WARM
        while (left := until - time.perf_counter()) > 0:
            program.read(left)
        pids = family(program.process.pid)
        before, begin, written, writes = processor(pids), time.perf_counter(), len(program.raw), 0
        while (left := begin + seconds - time.perf_counter()) > 0:
            writes += bool(program.read(left))
        took = time.perf_counter() - begin
        return {
            "core": 100 * (processor(pids) - before) / took,
            "bytes": (len(program.raw) - written) / took,
            "frames": writes / took,
            "memory": memory(family(program.process.pid)),
        }
    finally:
        program.close()


def natural(folder: Path) -> dict[str, str]:
    """Create a data folder whose settings choose the natural voice."""
    environ = settings_only(folder / "natural")
    (folder / "natural" / "data" / "settings.toml").write_text('first_run_seen = true\nvoice_id = "natural:joe"\n')
    return environ


def main(args: list[str]) -> int:
    """Print the table."""
    seconds = float(args[0]) if args else 30.0
    print("| what | % of a core | bytes a second | writes a second | MB (PSS) |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        few = settings_only(folder / "few")
        practise = [*OURS, "practice", "slow-breathing", "--minutes", "5", "--no-questions"]
        rows = {
            "SecureCoach, breathing": ([*practise, "--no-voice"], few, b"breath 1 of"),
            "SecureCoach, breathing, with a voice": ([*practise, "--voice"], few, b"breath 1 of"),
            "SecureCoach, with a voice, 10,000 sessions": (
                [*practise, "--voice"],
                filled(folder / "many"),
                b"breath 1 of",
            ),
            "SecureCoach, with the natural voice": ([*practise, "--voice"], natural(folder), b"breath 1 of"),
            "bare Textual app": ([sys.executable, "-c", BARE_APP], {}, b"ready"),
            "bare pyttsx3": ([sys.executable, "-c", BARE_SPEECH], {}, b"ready"),
        }
        breathe = peer("breathe")
        if breathe is not None:
            home = {"HOME": str(folder)}
            rows["breathe-cli"] = (
                [str(breathe), "--duration", "5", "--no-sound", "--no-log", "--quiet"],
                home,
                b"quit",
            )
        for row, (command, environ, sight) in rows.items():
            try:
                got = watched(command, environ, sight, seconds)
            except RuntimeError as why:
                print(f"| {row} | could not be measured: {str(why)[:80]} | | | |")
                continue
            print(
                f"| {row} | {got['core']:.1f} | {got['bytes']:,.0f} | {got['frames']:.1f} | {got['memory']:.0f} |",
                flush=True,
            )
    return 0
