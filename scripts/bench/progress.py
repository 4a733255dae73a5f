"""Time to show progress, compared with the bare start of the command.

    python3 scripts/bench progress [RUNS]        (9)
    python3 scripts/bench progress --into-docs   writes the table into docs/dev/progress-rule.md as well

Commands are measured in processor time and take turns in one run on one machine, so that their ratios and
differences are comparable. Screens are measured in wall-clock time, from key press to chart.
"""

from __future__ import annotations

import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from scripts.bench.peers import ROOT, Watched, in_turn, row

OURS = [sys.executable, "-m", "securecoach_tui"]
DOCS = ROOT / "docs" / "dev" / "progress-rule.md"
SEEN = "My progress, key to drawn chart, {n} sessions, by the clock on the wall"
PAGED = "History, key to drawn, 10,000 sessions, by the clock on the wall"
LOOKED_FOR = "History, a letter of words looked for to drawn, 10,000 sessions"
QUIET = 0.08  # seconds without a byte, after which a frame is complete
UP, DOWN, PAGE_UP, PAGE_DOWN, HOME, END = b"\x1b[A", b"\x1b[B", b"\x1b[5~", b"\x1b[6~", b"\x1b[H", b"\x1b[F"
PROGRESS = END + UP * 2  # the row "My progress" is above History and More
OPENING, CLOSING = "<!-- measured -->", "<!-- /measured -->"
CAPACITIES = ("regulation", "need_expression", "regulation", "closeness")
RUNGS = ("warm-memory", "photo", "kind-message", "unsent", "small-truth")


def session(number: int, all: int, chance: random.Random) -> dict[str, Any]:
    """Return session ``number`` of ``all``, about 1.4 kB; four a day, of every capacity, for every indicator."""
    started = datetime.now(UTC) - timedelta(hours=6 * (all - number))
    capacity = CAPACITIES[number % 4]
    level = [chance.randint(2, 10) for _ in range(3)]
    ratings = [
        {"at": None, "scale": "distress", "value": level[0], "when": "before"},
        {"at": 60.0, "scale": "distress", "value": level[1], "when": "during"},
        {"at": None, "scale": "distress", "value": level[2], "when": "after"},
    ]
    if capacity == "need_expression":
        ratings.append({"at": 90.0, "scale": "ease", "value": level[1], "when": "during"})
    fields = {
        "started": started.isoformat(timespec="seconds"),
        "exercise": {"regulation": "slow-breathing", "closeness": "closeness-ladder"}.get(capacity, "say-it-out-loud"),
        "exercise_version": 1,
        "capacity": capacity,
        "planned_seconds": 300.0,
        "practised_seconds": chance.uniform(60, 300),
        "completed": True,
        "eased_off": chance.random() < 0.1,
        "ratings": ratings,
        "reflection": f"reflection {number} " + "a few more words about it " * 30,
    }
    if capacity == "closeness":
        rung = RUNGS[number // 40 % len(RUNGS)]
        fields |= {"prediction": level[0], "feared": chance.choice(["no", "partly", "yes"]), "rung_id": rung}
    return fields


def filled(folder: Path, sessions: int) -> Path:
    """Create a data folder with ``sessions`` sessions, and return ``folder``."""
    from tinydb.table import Document

    from securecoach_tui.config.settings import DataPaths
    from securecoach_tui.store.journal.tinydb_table import JournalDB

    (folder / "data").mkdir(parents=True)
    (folder / "data" / "settings.toml").write_text("first_run_seen = true\n")
    chance = random.Random(sessions)
    table = JournalDB(DataPaths(folder / "data", folder / "state", folder / "cache")).table("session")
    table.insert_multiple(Document(session(n, sessions, chance), f"s{n:06}") for n in range(sessions))  # type: ignore[arg-type]  # ids are strings
    return folder


def command(folder: Path | None, *arguments: str) -> Callable[[], float]:
    """Return a function that runs a command and returns its processor time in ms."""
    where = ["--data-dir", str(folder / "data")] if folder else []
    asked = [*OURS, *arguments, *where]

    def act() -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(asked, stdout=subprocess.DEVNULL, cwd=ROOT, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return 1000 * (after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)

    return act


def opened(folder: Path, keys: bytes, sight: bytes) -> Callable[[], float]:
    """Return a function that returns the milliseconds from enter to ``sight`` on another screen.

    ``keys`` lead to its row on the first screen.
    """
    environ = {"SECURECOACH_DATA_DIR": str(folder / "data"), "SECURECOACH_STATE_DIR": str(folder / "state")}

    def act() -> float:
        watched = Watched(OURS, environ)
        try:
            watched.until(b"Start")
            watched.drain(4.0)  # the data is read after the first frame, and then the progress computed
            watched.press(keys)
            watched.drain(0.5)
            before = len(watched.raw)
            pressed = time.perf_counter()
            watched.press(b"\r")
            while sight not in watched.raw[before:]:
                watched.read(0.5)
                if time.perf_counter() - pressed > 20:
                    raise RuntimeError(f"{sight!r} was never seen: {watched.raw[-300:]!r}")
            return (time.perf_counter() - pressed) * 1000
        finally:
            watched.close()

    return act


def drawn(program: Watched, key: bytes) -> float:
    """Return the milliseconds from a key to the last byte of its frame; nan if nothing changes."""
    while program.read(QUIET):
        pass
    pressed = last = time.perf_counter()
    program.press(key)
    while program.read(QUIET if last > pressed else 1.0):
        last = time.perf_counter()
    return (last - pressed) * 1000 if last > pressed else float("nan")


def paged(folder: Path, rounds: int) -> dict[str, list[float]]:
    """Measure keys in the history, and letters typed in its search."""
    environ = {"SECURECOACH_DATA_DIR": str(folder / "data"), "SECURECOACH_STATE_DIR": str(folder / "state")}
    program, times_by_name = Watched(OURS, environ), {PAGED: list[float](), LOOKED_FOR: list[float]()}
    try:
        program.until(b"Start", 60)
        program.drain(3.0)
        program.press(END + UP + b"\r")
        program.until(b"10 000 sessions", 60)
        program.drain(2.0)
        for _ in range(rounds):
            for key in (DOWN, PAGE_DOWN, PAGE_DOWN, END, PAGE_UP, UP, HOME):
                times_by_name[PAGED].append(drawn(program, key))
        for _ in range(max(1, rounds // 4)):
            drawn(program, b"/")
            times_by_name[LOOKED_FOR] += [drawn(program, letter.encode()) for letter in "few words"]
            drawn(program, b"\x1b")
    finally:
        program.close()
    return {name: [one for one in times if one == one] for name, times in times_by_name.items()}


def tables(runs: int) -> list[str]:
    """Return the lines of the table, then the differences."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        some, many, most = (filled(folder / str(n), n) for n in (1_000, 10_000, 100_000))
        acts = {
            "securecoach --version": command(None, "--version"),
            "history --limit 10, 10,000 sessions": command(many, "history", "--limit", "10"),
            "history --text, 10,000 sessions": command(many, "history", "--limit", "10", "--text", "reflection 77"),
            "progress --json, 1,000 sessions": command(some, "progress", "--json"),
            "progress --json, 10,000 sessions": command(many, "progress", "--json"),
            "export --format html, 1,000 sessions": command(some, "export", "--format", "html"),
        }
        results = in_turn(acts, runs)
        chart = "│".encode()  # the axis of the first chart
        results |= in_turn(
            {SEEN.format(n=n): opened(folder, PROGRESS, chart) for n, folder in (("1,000", some), ("10,000", many))},
            runs,
        )
        keys = paged(many, 5 * runs)
        results |= in_turn({"progress --json, 100,000 sessions": command(most, "progress", "--json")}, min(3, runs))
    bare = results["securecoach --version"]
    lines = [f"| what, {runs} runs | median | spread | times the bare start |", "|---|---|---|---|"]
    lines += [
        row(name, figures, beside=bare if name != "securecoach --version" else None)
        for name, figures in results.items()
    ]
    lines.append("")
    for name, figures in keys.items():
        p95 = sorted(figures)[len(figures) * 95 // 100]
        lines.append(f"{name}: median {statistics.median(figures):.0f} ms, p95 {p95:.0f} ms, of {len(figures)}.")
    for name, figures in results.items():
        if "10,000" in name and "key to" not in name:
            over = statistics.median(figures) - statistics.median(bare)
            lines.append(f"{name}: {over:.0f} ms above securecoach --version.")
    return lines


def main(args: list[str]) -> int:
    """Print the table."""
    runs = next((int(one) for one in args if one.isdigit()), 9)
    lines = tables(runs)
    print("\n".join(lines))
    if "--into-docs" in args:
        text = DOCS.read_text("utf-8")
        head, rest = text.split(OPENING)
        DOCS.write_text(head + OPENING + "\n" + "\n".join(lines) + "\n" + CLOSING + rest.split(CLOSING)[1], "utf-8")
    return 0
