"""Processor time, bytes written, frames and memory of a breathing session, compared with breathe-cli and bare Textual.

    python3 scripts/bench session [SECONDS [WHAT...]]    (30 of each; WHAT begins the names of the rows wanted)

Linux only: it reads /proc.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

from scripts.bench.peers import BARE_APP, Watched, peer
from scripts.bench.start import OURS, filled, settings_only, usual_data

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


def watched(
    command: list[str], environ: dict[str, str], sight: bytes, seconds: float, size: tuple[int, int] = (80, 24)
) -> dict[str, float]:
    """Run a program; return percent of a core, bytes and writes per second, and MB, after the warm-up."""
    program = Watched(command, environ, size)
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


def with_settings(folder: Path, *lines: str) -> dict[str, str]:
    """Create a data folder with more lines in settings.toml; return the environment variables for it."""
    environ = settings_only(folder)
    with (usual_data(folder) / "settings.toml").open("a") as file:
        file.writelines(f"{line}\n" for line in lines)
    return environ


SIGHT = b"breath 1 of"
TRUE_COLOUR = {"COLORTERM": "truecolor"}
WIDE = (120, 40)
Program = tuple[list[str], dict[str, str], bytes, tuple[int, int]]


def programs(folder: Path) -> dict[str, Program]:
    """Return the programs to measure: command, environment, the text that says it has begun, and the terminal's size."""
    practise = [*OURS, "practice", "slow-breathing", "--minutes", "5", "--no-questions"]
    quiet, spoken, usual = [*practise, "--no-voice"], [*practise, "--voice"], (80, 24)
    bar, orb = (with_settings(folder / guide, f'guide = "{guide}"') for guide in ("bar", "picture"))
    natural = settings_only(folder / "natural", voice="natural:joe")
    rows: dict[str, Program] = {
        "orb, 80x24, true colour": (quiet, orb | TRUE_COLOUR, SIGHT, usual),
        "orb, 80x24, 256 colours": (quiet, orb, SIGHT, usual),
        "orb, 120x40, true colour": (quiet, orb | TRUE_COLOUR, SIGHT, WIDE),
        "orb, 120x40, 256 colours": (quiet, orb, SIGHT, WIDE),
        "bar, 80x24": (quiet, bar, SIGHT, usual),
        "bar, with a voice": (spoken, bar, SIGHT, usual),
        "picture, with a voice, 10,000 sessions": (spoken, filled(folder / "many"), SIGHT, usual),
        "picture, with the natural voice": (spoken, natural, SIGHT, usual),
        "bare Textual app": ([sys.executable, "-c", BARE_APP], {}, b"ready", usual),
        "bare pyttsx3": ([sys.executable, "-c", BARE_SPEECH], {}, b"ready", usual),
    }
    breathe = peer("breathe")
    if breathe is not None:
        command = [str(breathe), "--duration", "5", "--no-sound", "--no-log", "--quiet"]
        rows["breathe-cli"] = (command, {"HOME": str(folder)}, b"quit", usual)
    return rows


def main(args: list[str]) -> int:
    """Print the table."""
    seconds = float(args[0]) if args else 30.0
    wanted = args[1:]
    print("| what | % of a core | bytes a second | writes a second | MB (PSS) |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as name:
        for row, (command, environ, sight, size) in programs(Path(name)).items():
            if wanted and not any(row.startswith(word) for word in wanted):
                continue
            try:
                got = watched(command, environ, sight, seconds, size)
            except RuntimeError as why:
                print(f"| {row} | could not be measured: {str(why)[:80]} | | | |")
                continue
            print(
                f"| {row} | {got['core']:.1f} | {got['bytes']:,.0f} | {got['frames']:.1f} | {got['memory']:.0f} |",
                flush=True,
            )
    return 0
